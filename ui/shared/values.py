"""What the session keeps of a shared draft: what it saw, on what something was typed, and a change that could not be made."""

from __future__ import annotations

from pydantic import Field

from resolutions.changes import Added, Change, Changed, FieldChanged
from resolutions.model import Draft, Paragraph, Value
from resolutions.numbering import Numbers
from resolutions.word_diff import merged

NO_VERSION = -1
"""A version that no paragraph ever has: whatever stands there is then taken for somebody else's change."""


class Seen(Value):
    """What this session last saw of the draft."""

    committee: str
    id: str
    draft: Draft
    versions: dict[str, int] = Field(default_factory=dict)
    heading: int = 0
    version: int = 0
    numbers: Numbers | None = None
    """The numbers that its paragraphs have on paper, from its introduction on."""


class Ground(Value):
    """On what something was typed, told by the browser, which outlasts this session."""

    base: int = NO_VERSION
    """The version of the paragraph that stood there."""
    was: str = ""
    """Its words."""
    sent: tuple[str, ...] = ()
    """Earlier states of the same typing. Where one of them stands in the draft by now, nobody else's words do."""


class Held(Value):
    """A change of the user's that could not be made, with its words."""

    change: Change
    conflict: bool = False
    """True where somebody else changed the paragraph; else it may simply be tried again."""
    why: str = ""
    seen: Paragraph | None = None
    """The paragraph on which the user wrote."""
    theirs: Paragraph | None = None
    """The paragraph as it stands now, in a conflict; None where it was deleted."""
    base: int | None = None
    """The version on which a new attempt is based."""
    by: str = ""
    """The seat that changed it."""
    at: float = 0.0

    @property
    def paragraph(self) -> str:
        """The paragraph it is about; empty for the heading."""
        if isinstance(self.change, Added | Changed):
            return self.change.content.id
        return "" if isinstance(self.change, FieldChanged) else self.change.paragraph

    @property
    def key(self) -> str:
        """What tells it from all else that is held: a paragraph that was not added yet has no id of its own."""
        return f"+{self.paragraph}" if isinstance(self.change, Added) else self.paragraph

    @property
    def mine(self) -> str | None:
        """The text that the user wrote; None where there is none, as for a deletion."""
        return self.change.content.text if isinstance(self.change, Added | Changed) else None

    @property
    def both(self) -> str | None:
        """Both changes in one text, where they touch different words."""
        if self.seen is None or self.theirs is None or self.mine is None:
            return None
        found = merged(self.seen.text, self.theirs.text, self.mine)
        return None if found in (self.theirs.text, self.mine) else found
