"""Reading an exported session: its events, checked one after the other, and what goes with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from committee.events import Event, SessionOpened, UnreadableEvent, read_events
from committee.folding import folded
from committee.order.allowed import allowed
from committee.procedure import DEFAULT_PROCEDURE, Procedure, load_procedure, procedure_ids
from committee.session import Session
from committee.state import State
from committee.wording import duration, on_one_line
from positions.command_line import read_json

MOST_BYTES = 20_000_000
"""What is read of an exported session; a longer one is none."""


FARTHEST_OFFSET = 14 * 60
"""No time zone is further from UTC, in minutes."""


class UnreadableSession(ValueError):
    """What is to be an exported session is none; the message is one line."""


class Export(State):
    """An exported session."""

    events: tuple[Event, ...]
    names: Mapping[str, str] = {}
    committee: str = ""
    procedure: str = ""
    offset_minutes: int = 0


def read_export(content: object) -> Export:
    """The session that a JSON value holds: a list of events, or an object with `events` and what else is known.

    Raises:
        UnreadableSession: if it holds none.
    """
    if isinstance(content, list):
        content = {"events": content}
    if not isinstance(content, dict):
        raise UnreadableSession("an exported session is an object with events, or a list of events")
    if "events" not in content:
        raise UnreadableSession("the session has no 'events'; give them as a list")
    procedure = _given(content, "procedure", "")
    if not isinstance(procedure, str) or (procedure and procedure not in procedure_ids()):
        raise UnreadableSession(f"there is no procedure {_short(procedure)}; there are {', '.join(procedure_ids())}")
    committee = _given(content, "committee", "")
    if not isinstance(committee, str):
        raise UnreadableSession("'committee' must be the committee's name")
    names = _given(content, "names", {})
    if not isinstance(names, dict) or not all(isinstance(one, str) for one in names.values()):
        raise UnreadableSession("'names' must be an object of delegations and what they are called")
    members = _given(content, "members", [])
    if not isinstance(members, list) or not all(isinstance(one, str) for one in members):
        raise UnreadableSession("'members' must be a list of delegations")
    offset = _given(content, "offset_minutes", 0)
    if isinstance(offset, bool) or not isinstance(offset, int) or abs(offset) > FARTHEST_OFFSET:
        raise UnreadableSession(f"'offset_minutes' must be a whole number of minutes from -{FARTHEST_OFFSET} to {FARTHEST_OFFSET}")
    listed_ = content["events"]
    if members and isinstance(listed_, list):
        listed_ = [
            {**one, "members": members} if isinstance(one, dict) and one.get("kind") == "session.opened" and not one.get("members") else one
            for one in listed_
        ]
    try:
        events = read_events(listed_)
    except UnreadableEvent as error:
        raise UnreadableSession(str(error)) from None
    for number, event in enumerate(events, start=1):
        if isinstance(event, SessionOpened) and event.procedure not in ("", *procedure_ids()):
            raise UnreadableSession(f"event {number} (session.opened): there is no procedure {_short(event.procedure)}; there are {', '.join(procedure_ids())}")
    _check_order(events, procedure)
    return Export(events=events, names=names, committee=committee[:500], procedure=procedure, offset_minutes=offset)


def _check_order(events: Sequence[Event], procedure: str) -> None:
    """Whether each event has its place after those before it: a record that left some out in silence would be a wrong one.

    Raises:
        UnreadableSession: naming the first that has none.
    """
    made = Session()
    latest = 0.0
    for number, event in enumerate(events, start=1):
        if event.at < latest:
            raise UnreadableSession(
                f"event {number} ({event.kind}) is said to have happened {duration(max(1.0, latest - event.at))} before event {number - 1}; {_IN_ORDER}"
            )
        latest = event.at
        before, made = made, folded(made, event)
        if not made.history.effect:
            who = getattr(event, "delegation", "")
            why = allowed(before, rules_of(procedure or before.procedure), event).because
            if before.is_open and who and who not in before.taking_part:
                why = f"{_short(who)} does not sit in this room"
            raise UnreadableSession(f"event {number} ({event.kind}) has no place after those before it{': ' + why[:200].rstrip('.') if why else ''}; {_IN_ORDER}")


_IN_ORDER = "give the events in the order in which they happened"


def rules_of(name: str) -> Procedure:
    """The rules that a session was opened under; those of the Council where it names none that there are."""
    return load_procedure(name if name in procedure_ids() else DEFAULT_PROCEDURE)


def _given(content: Mapping[str, Any], key: str, otherwise: Any) -> Any:
    value = content.get(key)
    return otherwise if value is None else value


def _short(value: object) -> str:
    text = on_one_line(str(value))
    return f"'{text[:60]}'"


def read_session(path: str) -> object:
    """The JSON value of a file or of standard input.

    Raises:
        BadUsage: if there is none.
    """
    return read_json(path, MOST_BYTES, "session")
