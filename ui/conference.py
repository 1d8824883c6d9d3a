"""The conference that this server keeps: its records, who signed in, and what they do. Solo use needs none of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from threading import Lock, local
from typing import Any

import streamlit as st

from records.access import Access, SignedIn
from records.acts.act import Act, Entry, actor
from records.committees import Records
from records.errors import NotSignedIn, RecordsError, Unavailable
from records.room import SECRETARIAT, Role, Room, Seat, seen_from
from ui.hub import Hub

COOKIE = "penholder_seat"

_opening = Lock()
_run = local()


@contextmanager
def one_run() -> Iterator[None]:
    """Within it the records are asked once for who is signed in and how the committee stands, so that all that a run
    draws is of one moment. Nothing of it outlasts the block or leaves its thread; an act makes it ask anew."""
    if getattr(_run, "known", None) is not None:
        yield
        return
    _run.known = {}
    try:
        yield
    finally:
        _run.known = None


def _once(question: tuple[str, ...], ask: Callable[[], Any]) -> Any:
    known = getattr(_run, "known", None)
    if known is None:
        return ask()
    if question not in known:
        known[question] = ask()
    return known[question]


def look_again() -> None:
    """Ask the records anew in this run, after something was changed past `perform`."""
    if getattr(_run, "known", None) is not None:
        _run.known = {}


@lru_cache(maxsize=1)
def _opened() -> Records:
    return Records.open()


def records() -> Records:
    """The records of this server, opened on first use.

    Raises:
        Unavailable: if the database cannot be reached; the next call tries again.
    """
    with _opening:
        return _opened()


@lru_cache(maxsize=1)
def _access(of: Records) -> Access:
    return Access(of)


def access() -> Access:
    """Codes and sign-ins of this server.

    Raises:
        Unavailable: if the database cannot be reached.
    """
    return _access(records())


hub = Hub(records)
"""News of the committees, while the server runs."""


def at_hand(committee: str) -> Room | None:
    """A committee as the watch over the revisions knows it, without a question to the database; None while it sleeps."""
    revision = hub.current(committee)
    return None if revision is None else records().room_at_least(committee, revision)


def cookie() -> str:
    """What this browser's cookie holds; empty without one. Tests put their own in its place."""
    held = st.context.cookies.get(COOKIE)
    return held if isinstance(held, str) else ""


def signed_in() -> SignedIn | None:
    """Who this browser is signed in as, asked anew in every run; None in solo use."""
    found = _who()
    return found if isinstance(found, SignedIn) else None


def was_signed_out() -> str:
    """Why a browser that has a cookie is not signed in; empty where it is, or never was."""
    found = _who()
    return str(found) if isinstance(found, RecordsError) else ""


def is_away() -> bool:
    """Whether the records cannot be reached now, so that nobody knows who this browser is; its sign-in is not lost."""
    return isinstance(_who(), Unavailable)


def _who() -> SignedIn | RecordsError | None:
    """Who the cookie is, or why it is nobody; None without one."""
    held = cookie()
    return _once(("who", held), lambda: _asked(held)) if held else None


def _asked(held: str) -> SignedIn | RecordsError:
    try:
        return access().who(held)
    except RecordsError as error:
        return error


def committee_id() -> str | None:
    """The committee this browser is in: its seat's, or the one the secretariat looks into."""
    me = signed_in()
    if me is None:
        return None
    if me.committee is not None:
        return me.committee
    chosen = st.session_state.get("kept-committee")
    return chosen if chosen in _once(("committees", me.conference), lambda: _committees(me.conference)) else None


def _committees(of: str) -> tuple[str, ...]:
    try:
        return records().committees(of)
    except Unavailable:
        return ()


def room() -> Room | None:
    """The committee as it stands now, with the drafts that this browser's seat may read; None in solo use, and where
    the seat was closed."""
    me, committee = signed_in(), committee_id()
    if me is None or committee is None:
        return None
    found: Room | None = _once(("room", committee, me.seat), lambda: _room(committee, me.seat))
    return found


def _room(committee: str, seat: str) -> Room | None:
    try:
        here = at_hand(committee)
        return seen_from(here, actor(here, seat)) if here else records().room_for(committee, seat)
    except RecordsError:
        return None


def seat() -> Seat | None:
    """Where this browser sits; None in solo use, or where the seat was closed."""
    me, here = signed_in(), room()
    if me is None or here is None:
        return None
    try:
        return actor(here, me.seat)
    except RecordsError:
        return None


def is_dais() -> bool:
    """Whether this browser is signed in as a chair or the secretariat."""
    me = signed_in()
    if me is None:
        return False
    if me.seat == SECRETARIAT:
        return True
    mine = seat()
    return mine is not None and mine.role is Role.CHAIR


def perform(act: Act, *, paper: bytes | None = None) -> Entry:
    """Do an act from this browser's seat in its committee.

    Raises:
        RecordsError: if it may not, or it could not be kept; its text is for the user.
    """
    look_again()
    me, committee = signed_in(), committee_id()
    if me is None or committee is None:
        raise NotSignedIn(was_signed_out() or "This browser is not signed in to a committee.")
    look_again()
    return records().perform(committee, me.seat, act, paper=paper)
