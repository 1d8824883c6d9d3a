"""Notes: what a delegation writes and reads, and what comes to the dais."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape

import streamlit as st

from committee.events import Event, NotePassed
from committee.session import Session
from records.room import Role, Room
from ui import choose, conference, look, shared, state
from ui import session as sitting
from ui.floor.desk import Desk, because
from ui.voting import called

DAIS = "dais"
"""To whom a note to the chair's table goes."""


def voices(desk: Desk) -> tuple[str, ...]:
    """By what names this delegation stands in notes."""
    return (desk.me, desk.seat.id)


def notes_of(desk: Desk) -> tuple[NotePassed, ...]:
    """The notes from and to this delegation, the latest first."""
    mine = voices(desk)
    if not desk.session.notes:
        return ()
    undone = desk.session.history.dead
    return tuple(
        cell.cause for cell in desk.session.history.cells()
        if isinstance(cell.cause, NotePassed) and cell.number not in undone and (cell.cause.to in mine or cell.cause.by in mine)
    )  # fmt: skip


def received(desk: Desk, listed: Sequence[NotePassed]) -> int:
    """How many of these notes came to this delegation."""
    return sum(1 for one in listed if one.by not in voices(desk))


def send(desk: Desk) -> None:
    """Send what stands in the box; it is emptied only where the note went."""
    to, words = choose.chosen("floor-note-to", DAIS), str(state.value_of("floor-note-words") or "").strip()
    if to and words and sitting.do(NotePassed(at=sitting.now(), by=desk.me, to=to, words=words)):
        _written("floor-note-words")


# A session of the page ends with every load, as where a code is replaced; so the browser's tab keeps what is being written,
# from the key on, and gives it to the next session of the same seat.
_NOTE_JS = """
export default function (component) {
  const { parentElement, data, setTriggerValue } = component
  const name = `penholder-note ${data.place}`
  try {
    if (parentElement.penholderSent !== undefined && parentElement.penholderSent !== data.sent) sessionStorage.removeItem(name)
    parentElement.penholderSent = data.sent
    const kept = sessionStorage.getItem(name)
    if (data.asks && kept) setTriggerValue("found", kept)
  } catch { /* No storage: the session has it for as long as it lasts. */ }
  const typed = (event) => {
    if (!event.target.closest?.(`.st-key-${data.box}`)) return
    try { sessionStorage.setItem(name, event.target.value) } catch { /* The same. */ }
  }
  document.addEventListener("input", typed, true)
  return () => document.removeEventListener("input", typed, true)
}
"""

_note_keeper = st.components.v2.component("penholder_note", html="<span hidden></span>", js=_NOTE_JS)


def _typed(key: str) -> str:
    """Where what is typed into a box is kept: of the seat that types it."""
    seat = conference.seat()
    return f"typed-{key}-{conference.committee_id()}-{seat.id if seat is not None else ''}"


def _keep_typed(key: str) -> None:
    state.keep(_typed(key), str(state.value_of(key) or ""))


def _found(key: str, store: str) -> None:
    """Show what the browser's tab kept, unless something was written since."""
    words = str((state.value_of(store) or {}).get("found") or "")[:2_000]
    if words and state.kept(_typed(key)) is None:
        state.keep(_typed(key), words)
        state.show_in(key, words)


def _writing(key: str) -> None:
    """The box for a note. What stands in it outlasts another view or page, a reload, and a code that is replaced."""
    kept = state.kept(_typed(key))
    if state.value_of(key) is None:
        state.show_in(key, str(kept or ""))
    st.text_area("Note", key=key, max_chars=2_000, height=90, on_change=_keep_typed, args=(key,))
    store = f"{key}-store"
    _note_keeper(
        key=store, data={"place": _typed(key), "box": key, "asks": kept is None, "sent": state.kept(f"{_typed(key)}-sent") or 0},
        on_found_change=partial(_found, key, store),
    )  # fmt: skip


def _written(key: str) -> None:
    """The note went: its box is empty again, and the browser keeps nothing of it."""
    state.show_in(key, "")
    state.keep(_typed(key), "")
    state.keep(f"{_typed(key)}-sent", int(state.kept(f"{_typed(key)}-sent") or 0) + 1)


def answer(box: str, to: str) -> None:
    """Choose who wrote a note as the one that the next goes to."""
    state.keep(f"chosen-{box}", to)


def who(desk: Desk, one: str) -> str:
    """What a writer or reader of a note is called."""
    if one in (DAIS, "chair"):
        return "the dais"
    seat = desk.room.seats.get(one)
    if seat is not None and seat.role is Role.CHAIR:
        return "the dais"
    return "you" if one in voices(desk) else desk.names.get(one) or desk.room.seat_name(one)


def notes(desk: Desk, mine: tuple[NotePassed, ...]) -> None:
    """Writing a note, and those that came and went."""
    may, others = desk.ruling(NotePassed(at=desk.at, by=desk.me, to=DAIS, words="?")), desk.others()
    if may:
        choose.lasting("To", [DAIS, *others], key="floor-note-to", words=lambda one: "The dais" if one == DAIS else called(desk.names, one), first=DAIS)
        _writing("floor-note-words")
        st.button("Send", type="primary", icon=":material/send:", key="floor-send", on_click=send, args=(desk,))
        look.show(look.note("The dais can read all notes." if desk.room.settings is None or desk.room.settings.dais_reads_notes else "The dais reads what is written to it, and not what you write to other delegations."))
    else:
        look.show(look.note(because(may)))
    if not mine:
        look.show(look.empty("No notes yet", "Notes from other delegations and from the dais come here."))
        return
    ours, dais = voices(desk), of_the_dais(desk.room)
    listed = []
    for one in mine[:100]:
        head = f"To {who(desk, one.to)}" if one.by in ours else f"From {who(desk, one.by)}"
        back = "" if one.by in ours or not may else DAIS if one.by in dais else one.by
        listed.append((_note(head, one), back if back in (DAIS, *others) else ""))
    _notes(listed, "floor-note-to")


MOST_REPLIES = 12
"""So many notes, the latest, have a button to reply."""


def _notes(listed: Sequence[tuple[str, str]], box: str) -> None:
    """Notes, the latest first, each with a button that answers it where there is somebody to answer.

    Args:
        listed: each note as HTML, and who is answered.
        box: the box that says to whom the next note goes.
    """
    rows: list[str] = []
    replies = 0

    def put() -> None:
        if rows:
            look.show(f'<div class="ph-notes">{look.items(rows, kind="rows")}</div>')
            rows.clear()

    for number, (words, to) in enumerate(listed):
        rows.append(words)
        if to and replies < MOST_REPLIES:
            replies += 1
            put()
            st.button("Reply", key=f"reply-{box}-{len(listed) - number}", type="tertiary", icon=":material/reply:", on_click=answer, args=(box, to))
    put()


def _note(head: str, one: NotePassed) -> str:
    return f'<p class="ph-sub"><b>{escape(head)}</b> {escape(shared.time_of(one.at))}</p><p class="words" dir="auto">{escape(one.words)}</p>'


# -- the notes of the dais


def all_notes(session: Session) -> tuple[NotePassed, ...]:
    """Every note that was passed, the latest first."""
    undone = session.history.dead
    if not session.notes:
        return ()
    return tuple(cell.cause for cell in session.history.cells() if isinstance(cell.cause, NotePassed) and cell.number not in undone)


def of_the_dais(room: Room) -> frozenset[str]:
    """By what names the dais stands in notes."""
    return frozenset({DAIS, "chair", *(seat.id for seat in room.seats.values() if seat.role is Role.CHAIR)})


def answer_note(do: Callable[[Event], bool], at: float) -> None:
    """Send what the dais wrote; its box is emptied only where the note went."""
    to, words = choose.chosen("dais-note-to"), str(state.value_of("dais-note-words") or "").strip()
    if words and not to:
        state.keep("session-fault", "Say to whom the note goes.")
    elif to and words and do(NotePassed(at=at, to=to, words=words)):
        _written("dais-note-words")


def dais_notes(session: Session, room: Room, names: Mapping[str, str], do: Callable[[Event], bool]) -> None:
    """The notes of the dais: those that came, an answer, and those between delegations."""
    mine, listed = of_the_dais(room), all_notes(session)

    def called_(one: str) -> str:
        return "the dais" if one in mine else called(names, one)

    own = [one for one in listed if one.to in mine or one.by in mine]
    between = [one for one in listed if one not in own and not one.private]
    if session.is_open:
        writers = dict.fromkeys(one.by for one in own if one.by not in mine)
        to = [*writers, *(one for one in session.taking_part if one not in writers)]
        choose.lasting("To", to, key="dais-note-to", words=lambda one: called(names, one), placeholder="Choose to whom it goes")
        _writing("dais-note-words")
        st.button("Send", type="primary", icon=":material/send:", key="dais-note-send", on_click=answer_note, args=(do, session.at))
    if not own:
        look.show(look.empty("No notes to the dais", "Delegations write them on the page Floor, under Notes."))
    _notes(
        [(_note(f"To {called_(one.to)}", one), "") if one.by in mine else (_note(f"From {called_(one.by)}", one), one.by if session.is_open else "") for one in own[:200]],
        "dais-note-to",
    )
    if between:
        with st.expander(f"Between delegations: {len(between)}"):
            rows = [_note(f"{called_(one.by)} to {called_(one.to)}", one) for one in between[:200]]
            look.show(f'<div class="ph-notes">{look.items(rows, kind="rows")}</div>')
