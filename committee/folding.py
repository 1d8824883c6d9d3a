"""Events folded into a session one by one, taken back and told again.

`folded` takes an event as it comes and never fails: one that has no place, as a second speaker while the first speaks, has
no effect. It knows no rules but those without which there is no session: one speaker at a time, one vote a seat. What the
rules of procedure allow is for `committee.order`. What each kind of event does stands in `committee.handlers`.
"""

from __future__ import annotations

import copyreg
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from committee.events import Event, NotePassed, Undone
from committee.handlers import documents, floor, meeting, motions, votes
from committee.handlers.handler import Handlers
from committee.session import History, Session
from committee.state import changed

CHECKPOINT = 32
"""Every so many events the state is kept, so that an undo folds no more than these again."""


_HANDLERS: Handlers = {**meeting.HANDLERS, **floor.HANDLERS, **motions.HANDLERS, **documents.HANDLERS, **votes.HANDLERS}


def folded(session: Session, event: Event) -> Session:
    """The session after an event. One that has no place has no effect, but stands in the list."""
    history = session.history
    number = history.number + 1
    if isinstance(event, Undone):
        return _after_undo(session, event, number)
    after = applied(session, event, str(number))
    state = session if number % CHECKPOINT == 1 else None
    cell = History(history, event, number, state, history.undos, history.dead, after is not None)
    if after is None:
        return changed(session, history=cell)
    if after is session:
        return changed(session, at=event.at, history=cell)
    # The handler has just made it and nobody else knows it yet, so that it need not be copied once more.
    after.__dict__.update(at=event.at, history=cell)
    return after


def fold(events: Iterable[Event], session: Session | None = None) -> Session:
    """The session after events, from its beginning or from where it stands."""
    made = session or Session()
    for event in events:
        made = folded(made, event)
    return made


def applied(session: Session, event: Event, name: str) -> Session | None:
    """The session with what an event changes in it, and neither its time nor its place in the history; None where the event
    has no place, the session itself where it changes nothing.

    Args:
        name: what the event is called if it has no id of its own.
    """
    handler = _HANDLERS.get(type(event))
    return handler(session, event, event.id or name) if handler is not None else session


def _after_undo(session: Session, event: Undone, number: int) -> Session:
    history = session.history
    wanted = set(event.events)
    targets: set[int] = set()
    for cell in history.cells():
        if not wanted:
            break
        name = (cell.cause.id if cell.cause else "") or str(cell.number)
        if name in wanted:
            targets.add(cell.number)
            wanted.discard(name)
    undos = (*history.undos, (number, frozenset(targets)))
    dead: set[int] = set()
    for undo, taken_back in reversed(undos):
        if undo not in dead:
            dead |= taken_back
    now_dead = frozenset(dead)
    turned = now_dead ^ history.dead
    made = _refolded(session, min(turned), now_dead, undos) if turned else session
    state = made if number % CHECKPOINT == 1 else None
    cell = History(made.history, event, number, state, undos, now_dead, bool(targets))
    return changed(made, history=cell)


def _refolded(
    session: Session, first: int, dead: frozenset[int], undos: tuple[tuple[int, frozenset[int]], ...]
) -> Session:
    """The session folded again from a number on, without what is undone."""
    again: list[tuple[int, Event]] = []
    start: Session | None = None
    for cell in session.history.cells():
        if cell.cause is not None:
            again.append((cell.number, cell.cause))
        if cell.number <= first and cell.state is not None:
            start = cell.state
            break
    made = start or Session()
    for number, event in reversed(again):
        before = made.history
        state = made if number % CHECKPOINT == 1 else None
        skipped = number in dead or isinstance(event, Undone)
        after = made if skipped else applied(made, event, str(number))
        so_far = before.undos
        if isinstance(event, Undone):
            so_far = tuple(one for one in undos if one[0] <= number)
        cell = History(before, event, number, state, so_far, dead, after is not None)
        counts = after is not None and not skipped
        made = changed(after, at=event.at, history=cell) if after is not None and counts else changed(made, history=cell)
    return made


def _by_its_events(history: History) -> tuple[Callable[[tuple[Event, ...]], History], tuple[tuple[Event, ...]]]:
    """How a history is pickled: a copy that leaves the process takes the events along and no states in between."""
    return _rebuilt, (tuple(event for _, event in history.events()),)


def _rebuilt(events: tuple[Event, ...]) -> History:
    return fold(events).history


copyreg.pickle(History, _by_its_events)


WITHHELD = "…"
"""What stands for the words of a note that are withheld."""


def with_notes_withheld(session: Session) -> Session:
    """The session as whoever may not read private notes has it: that they were passed stands, their words do not. The
    session itself where there are none."""
    cells = list(session.history.cells())
    oldest = next((at for at in reversed(range(len(cells))) if isinstance(one := cells[at].cause, NotePassed) and one.private), None)
    if oldest is None:
        return session
    made = cells[oldest].before or History()
    for cell in reversed(cells[: oldest + 1]):
        cause = cell.cause
        if isinstance(cause, NotePassed) and cause.private:
            cause = cause.model_copy(update={"words": WITHHELD})
        # What is folded again from the middle goes by the states that were kept, and they by this history.
        state = changed(cell.state, history=made) if cell.state is not None else None
        made = History(made, cause, cell.number, state, cell.undos, cell.dead, cell.effect)
    return changed(session, history=made)


class Step(NamedTuple):
    """An event that counts, with its id and the session before and after it."""

    id: str
    event: Event
    before: Session
    after: Session


def counted(events: Iterable[Event]) -> list[tuple[str, Event]]:
    """The events that count, each with its id: without the undone ones and the undos themselves."""
    listed = [(event.id or str(number), event) for number, event in enumerate(events, start=1)]
    latest: dict[str, int] = {}
    undos: list[tuple[int, set[int]]] = []
    for index, (name, event) in enumerate(listed):
        if isinstance(event, Undone):
            undos.append((index, {latest[one] for one in event.events if one in latest}))
        latest[name] = index
    dead: set[int] = set()
    for index, taken_back in reversed(undos):
        if index not in dead:
            dead |= taken_back
    return [one for index, one in enumerate(listed) if index not in dead and not isinstance(one[1], Undone)]


def replayed(events: Iterable[Event]) -> Iterator[Step]:
    """The session step by step, by the events that count and had an effect."""
    made = Session()
    for name, event in counted(events):
        before = made
        after = applied(before, event, name)
        if after is not None:
            made = changed(after, at=event.at)
            yield Step(name, event, before, made)


def ignored(session: Session) -> tuple[str, ...]:
    """The ids of events that had no place and so no effect, the oldest first."""
    found = [
        (cell.cause.id if cell.cause else "") or str(cell.number)
        for cell in session.history.cells()
        if not cell.effect and cell.number not in session.history.dead
    ]
    return tuple(reversed(found))


def last_act(session: Session) -> tuple[str, ...]:
    """The ids of the last act that can be undone: its event, with those that came of it; empty if there is none."""
    cells = (c for c in session.history.cells() if c.number not in session.history.dead and not isinstance(c.cause, Undone))
    found: list[str] = []
    act = None
    for cell in cells:
        if cell.cause is None or (act is not None and cell.cause.act != act):
            break
        found.append(cell.cause.id or str(cell.number))
        if not cell.cause.act:
            break
        act = cell.cause.act
    return tuple(reversed(found))


def last_undo(session: Session) -> str:
    """The undo that a redo takes back; empty if something happened since, or there is none."""
    for cell in session.history.cells():
        if cell.number in session.history.dead or (isinstance(cell.cause, Undone) and not cell.effect):
            continue
        if not isinstance(cell.cause, Undone):
            return ""
        name = cell.cause.id or str(cell.number)
        redo = next((targets for number, targets in session.history.undos if number == cell.number), frozenset())
        undos = {number for number, _ in session.history.undos}
        if not redo & undos:
            return name
    return ""
