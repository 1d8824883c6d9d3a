"""What the console draws from: one moment of the room, and how what is pressed is done from the moment it is pressed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import streamlit as st

from committee.events import Happened
from committee.order.kinds import in_order
from committee.order.ruling import Ruling
from committee.procedure import Procedure, rule_named
from committee.session import Session
from records.room import Room
from ui import conference, look
from ui import session as bridge

DRAWN_APART = 40
"""Up to so many members each has buttons of its own; in larger rooms one is chosen."""


class Here(NamedTuple):
    """What a run draws from: one moment of the room."""

    room: Room
    session: Session
    rules: Procedure
    names: dict[str, str]
    at: float

    def name(self, one: str) -> str:
        """What a delegation is called."""
        return self.names.get(one) or bridge.called(one)

    def plain(self, one: str) -> str:
        """The same for a label that Streamlit reads as Markdown."""
        return look.plain(self.name(one))

    def may(self, kind: str) -> Ruling:
        """Whether a kind of event is in order now."""
        return in_order(self.session, self.rules)[kind]


def standing(room: Room | None = None) -> Here:
    """The room as it stands now."""
    now = room or conference.room()
    if now is None:
        raise RuntimeError("the console is for a committee; its page is guarded")
    return Here(now, now.session or Session(), bridge.procedure(now), bridge.names_and_papers(now), bridge.now())


def act(make: Callable[[Here], Iterable[Happened]]) -> bool:
    """Let what is made from how things stand happen."""
    return bridge.try_to(lambda: make(standing()))


def together(here: Here, *events: Happened) -> list[Happened]:
    """Events as one act, which an undo takes back whole and without the act before or after it."""
    return [one.model_copy(update={"act": f"act-{here.session.next_id}"}) for one in events] if len(events) > 1 else list(events)


def button(
    label: str, then: Callable[..., Any], *args: Any, key: str, shortcut: str | None = None, icon: str = "",
    primary: bool = False, ruled: Ruling | None = None, help: str = "",
) -> None:  # fmt: skip
    """A button; one that is out of order stands there and says why."""
    off = ruled is not None and not ruled
    named = rule_named(ruled.rule) if ruled is not None else ""
    because = (ruled.because + (f" ({named})" if named else "")) if ruled is not None and off else help
    st.button(
        label, key=key, on_click=then, args=args, shortcut=None if off else shortcut, icon=f":material/{icon}:" if icon else None,
        type="primary" if primary and not off else "secondary", disabled=off, help=look.plain(because) if because else None,
    )  # fmt: skip


def safe(name: str) -> str:
    """A name as a part of a widget's key."""
    return "".join(c if c.isalnum() else "-" for c in name)[:60]
