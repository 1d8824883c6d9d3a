"""The keys of the console, and the table of them."""

from __future__ import annotations

from html import escape

from ui import look
from ui.console.moment import Here

KEYS: tuple[tuple[str, str], ...] = (
    ("N", "Next speaker: ends the speech that is on and calls the next on the list; in a caucus, who moved it, where the rules offer it a speech"),
    ("S", "Start or stop the speaker's clock"),
    ("E", "End the speech"),
    ("M", "Put the motion that is first: to debate where the rules give one, otherwise to a vote on devices"),
    ("O", "Open the vote that is next: by roll call, on devices where the rules know none; where they seek consensus first, adopt without a vote"),
    ("P, V, A", "Roll call: present, present and voting, absent"),
    ("1, 2, 3", "Roll-call vote: in favour, against, abstaining"),
    ("4, 5", "Roll-call vote: passes, does not participate"),
    ("Enter", "Close the roll, the vote, or what else is finished"),
    ("U", "Undo the last act"),
)
"""The keys of the console; each stands on its button too."""


def keys(here: Here) -> None:
    """The keys, and what is in order and what not."""
    look.show(look.table(("Key", "What it does"), [(f"<kbd>{escape(key)}</kbd>", escape(words)) for key, words in KEYS], kind="keys", stack=False))
    changed = ", with changes of the conference" if here.room.settings is not None and here.room.settings.procedure else ""
    look.show(f'<p class="ph-sub">Keys work while no box is being typed in. Rules: {escape(here.rules.name)}{changed}.</p>')
