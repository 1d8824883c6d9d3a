"""The bridge between this session and a draft that the committee shares.

The session keeps what it saw of the draft when the page was last drawn. What the user changes is told from that, and each
change becomes an act based on the version that was seen; so whoever did not see what somebody else wrote cannot write
over it. A change that cannot be made is held with its words, until the user says what is to become of it; `ui.unsaved`
keeps those words in the browser as well, for when this session ends before that.

The pages know this package by the names below. Within it `opened`, `waiting` and `editor` are what the session remembers,
`looking` is what comes in, `saving` what goes out, and `writing` and `choosing` what the user does.
"""

from ui.shared.choosing import keep_theirs, put_mine, take_back, try_again
from ui.shared.editor import for_editor, ground_of, read_ground, refresh_editor, revision, text_for_editor
from ui.shared.looking import (
    close,
    here,
    may_change,
    note_presence,
    open_draft,
    present,
    read_address,
    refresh,
    seat,
    write_address,
)
from ui.shared.naming import known_members, name_of, time_of
from ui.shared.opened import away, draft, is_open, left, numbers, open_id, opening, place, tell
from ui.shared.saving import can_undo, history, perform, save, saved, start, undo
from ui.shared.values import NO_VERSION, Ground, Held
from ui.shared.waiting import NOT_SAVED, held, held_as_text, left_behind, let_left_go
from ui.shared.writing import typed, typed_before

__all__ = [
    "NOT_SAVED",
    "NO_VERSION",
    "Ground",
    "Held",
    "away",
    "can_undo",
    "close",
    "draft",
    "for_editor",
    "ground_of",
    "held",
    "held_as_text",
    "here",
    "history",
    "is_open",
    "keep_theirs",
    "known_members",
    "left",
    "left_behind",
    "let_left_go",
    "may_change",
    "name_of",
    "note_presence",
    "numbers",
    "open_draft",
    "open_id",
    "opening",
    "perform",
    "place",
    "present",
    "put_mine",
    "read_address",
    "read_ground",
    "refresh",
    "refresh_editor",
    "revision",
    "save",
    "saved",
    "seat",
    "start",
    "take_back",
    "tell",
    "text_for_editor",
    "time_of",
    "try_again",
    "typed",
    "typed_before",
    "undo",
    "write_address",
]
