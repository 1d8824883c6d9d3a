"""Opening and closing a shared draft, and taking note of what others did to it."""

from __future__ import annotations

import secrets

import streamlit as st

from records.errors import RecordsError
from records.room import Room, Seat, Shared, may_read, may_write
from ui import conference, state
from ui.shared.editor import take_anew
from ui.shared.opened import keep_seen, open_id, place, seen, tell
from ui.shared.values import Seen
from ui.shared.waiting import NOT_SAVED, left_behind, review_held


def open_draft(draft: str) -> None:
    """Open a shared draft in place of the own one, which stays as it is."""
    _forget()
    state.keep("shared-draft", draft)
    state.keep("shared-opening", secrets.token_hex(4))
    state.keep("opened", None)
    refresh()


def close() -> None:
    """Go back to the own draft."""
    _forget()
    state.keep("shared-draft", None)
    state.keep("opened", None)


def read_address() -> None:
    """Open the shared draft that the address names, as after a reload, once and only where this seat may read it."""
    if state.kept("shared-asked") or conference.is_away():
        return
    state.keep("shared-asked", True)
    wanted = st.query_params.get("shared", "")[:80]
    room, seat = (conference.room(), conference.seat()) if wanted and not open_id() else (None, None)
    if room is None or seat is None:
        return
    found = room.drafts.get(wanted)
    if found is not None and may_read(room, seat, found):
        open_draft(wanted)
    else:
        tell("The committee's draft in the address is not there, or not yours to read. Your own draft is open.")


def write_address() -> None:
    """Put the id of the open shared draft into the address; of its words nothing stands there."""
    wanted = open_id()
    if wanted != st.query_params.get("shared", ""):
        if wanted:
            st.query_params["shared"] = wanted
        elif state.kept("shared-asked"):
            st.query_params.pop("shared", None)


def _forget() -> None:
    for name in ("seen", "revs", "bases", "saved", "away", "undone", "place", "left"):
        state.keep(f"shared-{name}", None)


def seat() -> Seat | None:
    """This browser's seat; None in solo use."""
    return conference.seat()


def here() -> tuple[Room, Seat, Shared] | None:
    """The room, this browser's seat, and the open draft as it stands; None where any of them is not to be had."""
    draft = open_id()
    room, seat = (conference.room(), conference.seat()) if draft else (None, None)
    if room is None or seat is None:
        return None
    shared = room.drafts.get(draft)
    return (room, seat, shared) if shared is not None and may_read(room, seat, shared) else None


def may_change() -> bool:
    """Whether this browser may change the text of the open draft."""
    found = here()
    return found is not None and may_write(*found)


def refresh() -> None:
    """Take note of the draft as it stands; done before every page is drawn, and never within a callback that saves."""
    draft = open_id()
    if not draft:
        return
    found = here()
    if found is None:
        _away()
        return
    room, seat, shared = found
    state.keep("shared-away", None)
    state.keep("shared-place", f"{room.committee}/{seat.id}/{shared.id}")
    old = seen()
    if old is not None and old.id == shared.id and old.version == shared.version:
        return
    if old is not None and old.id == shared.id and old.committee == room.committee:
        for paragraph in old.draft.paragraphs:
            now = shared.draft.find(paragraph.id)
            if now is not None and now.text != paragraph.text:
                take_anew(paragraph.id, old)
            if now is None and state.kept("opened") == paragraph.id:
                tell("The paragraph that you had open was deleted. Its history has the text, and brings it back.")
    keep_seen(
        Seen(
            committee=room.committee,
            id=shared.id,
            draft=shared.draft,
            versions=shared.versions,
            heading=shared.heading_version,
            version=shared.version,
            numbers=shared.numbers,
        )
    )
    review_held(shared)


def _away() -> None:
    """The draft is not to be had: for the moment, or for good."""
    why = conference.was_signed_out()
    try:
        room = conference.room() if not why else None
        reachable = conference.records().revisions() is not None
    except RecordsError as error:
        room, reachable, why = None, False, str(error)
    if not reachable:
        state.keep("shared-away", why or "The records cannot be reached.")
        return
    draft, where = open_id(), place()
    close()
    # What is held goes on being kept in the browser, and is shown beside the own draft. The browser is asked once more: what
    # was typed last may not have reached this session.
    state.keep("shared-place", where)
    state.keep("shared-left", draft)
    state.keep("shared-opening", secrets.token_hex(4))
    if room is not None:
        tell("The committee's draft that was open is not yours to read any longer. Your own draft is open again.")
    elif why:
        tell(f"{why} Your own draft is open again. Open the committee's in this browser once more: your last words come back there.")
    if left_behind():
        tell(NOT_SAVED)


def note_presence(paragraph: str = "") -> None:
    """Let the others know that somebody is on this draft."""
    me, committee = conference.signed_in(), conference.committee_id()
    if me is not None and committee is not None and open_id():
        try:
            conference.records().seen(committee, me.seat, open_id(), paragraph)
        except RecordsError:
            # It is no reason to trouble anybody.
            return


def present(room: Room) -> dict[str, list[tuple[str, str]]]:
    """Who is on which draft now, but for this browser: for each draft the seats' names, each with its paragraph."""
    me = conference.signed_in()
    found: dict[str, list[tuple[str, str]]] = {}
    try:
        for one in conference.records().present_for(room.committee, me.seat if me else ""):
            if me is None or one.seat != me.seat:
                found.setdefault(one.draft, []).append((room.seat_name(one.seat), one.paragraph))
    except RecordsError:
        return {}
    return found
