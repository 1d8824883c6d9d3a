"""What can go wrong with the records, each with the sentence that a user reads.

    RecordsError
    ├── Refused        the act is not allowed, or makes no sense as things stand
    │   └── Conflict   somebody else changed the same paragraph in the meantime
    ├── NotSignedIn    the code, or the browser's sign-in, is not valid (any more)
    └── Unavailable    the database cannot be reached or written to; nothing was kept of the act
"""

from __future__ import annotations

from resolutions.model import Paragraph


class RecordsError(Exception):
    """The base of everything here; its text is a sentence for the user."""


class Refused(RecordsError):
    """The act is not allowed, or makes no sense as things stand. Nothing was changed."""


class Conflict(Refused):
    """Somebody else changed the same paragraph since the writer saw it. Nothing was changed; both texts are here."""

    def __init__(self, message: str, *, theirs: Paragraph | None, mine: str | None, base: int | None) -> None:
        """
        Args:
            theirs: the paragraph as it stands now; None where it was deleted.
            mine: the text that the writer sent; None where it was to be deleted.
            base: the version of `theirs`, on which a new attempt is to be based.
        """
        super().__init__(message)
        self.theirs = theirs
        self.mine = mine
        self.base = base


class NotSignedIn(RecordsError):
    """The code is not valid, or the sign-in has ended."""


class Unavailable(RecordsError):
    """The database cannot be reached or written to. Nothing was kept of what was tried last."""
