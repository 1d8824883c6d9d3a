"""Setting up a conference and its committees: who may, and doing it. The page only asks and shows."""

from __future__ import annotations

import hmac
import math
import os
import re
import time
import unicodedata
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from threading import Lock
from typing import Any, NamedTuple

from positions.council import state_names
from positions.topic import Topic
from records.access import Access, Issued, SignedIn
from records.acts.act import Act, Entry, decided, folded
from records.acts.room import RoomOpened, SeatSet
from records.backup import read_backup, restore
from records.committees import Records
from records.errors import RecordsError, Refused
from records.room import SECRETARIAT, Role, Room, Seat, Settings
from records.roster import MOST_ROWS, Line, read_list
from resolutions.amendments import order_rule
from resolutions.lint.house_styles import houses

SETUP_CODE = "PENHOLDER_SETUP_CODE"
"""The environment's password for setting up, for a server that strangers can reach."""

WRONG_CODES = 10
WRONG_SECONDS = 300.0

MOST_CHAIRS = 10
MOST_DISPLAYS = 10

_wrong: deque[float] = deque(maxlen=WRONG_CODES)
_wrong_lock = Lock()


FAMILIES = {
    "security-council": "Provisional rules of the Security Council",
    "un4mun": "UN4MUN",
    "una-usa": "UNA-USA",
    "thimun": "THIMUN",
    "nmun": "NMUN",
}
"""The families of procedure by id."""

_SYMBOLS = {"security-council": "S/{year}{number}", "una-usa": "DR 1.{number}", "nmun": "DR 1-{number}"}


def usual(family: str, members: int, year: str = "") -> dict[str, str | int]:
    """The settings that usually go with a family of procedure, from what the records of house styles and of the order
    of amendments have; each of them can be set otherwise.

    Args:
        members: how many vote, where the practice is a share of them.
        year: the year for the symbols of the Council's drafts.
    """
    house = houses().get(family)
    share = house.sponsors_and_signatories_share if house else None
    sponsors = max(1, (house.sponsors or 1) if house else 1)
    signatories = (house.signatories or 0) if house else 0
    if share:
        signatories = max(0, math.ceil(share * members) - sponsors)
    symbol = _SYMBOLS.get(family, "DR/{number}").replace("{year}", f"{year}/" if year else "")
    return {
        "style": "un" if family == "security-council" else "mun",
        "house": house.id if house else "",
        "sponsors": sponsors,
        "signatories": signatories,
        "amendment_sponsors": 1,
        "amendment_order": _order_of(family),
        "symbol": symbol,
    }


def _order_of(family: str) -> str:
    try:
        return order_rule(family).id
    except ValueError:
        return "submission"


class Plan(NamedTuple):
    """A committee as it is to be opened."""

    settings: Settings
    seats: tuple[Seat, ...]


class Opened(NamedTuple):
    """What came of opening a committee. The codes are nowhere to be read again."""

    conference: str
    committee: str
    """Empty where it could not be opened after the conference was founded."""
    secretariat: Issued | None
    issued: tuple[Issued, ...]
    fault: str = ""
    """What could not be done in the end, in words; what is here was done all the same."""


def asks_for_code(me: SignedIn | None) -> bool:
    """Whether whoever is here has to give the server's set-up code to set up a committee."""
    return bool(os.environ.get(SETUP_CODE)) and not _is_secretariat(me)


def may_begin(records: Records, me: SignedIn | None) -> bool:
    """Whether there is a way for whoever is here to set up a committee."""
    return _is_secretariat(me) or bool(os.environ.get(SETUP_CODE)) or not records.conferences()


def check_right(records: Records, me: SignedIn | None, given: str = "") -> None:
    """Hold that whoever is here may set up a committee: the secretariat; whoever knows the server's set-up code where
    it has one; anybody on a server that has no code and no conference yet.

    Raises:
        Refused: if not.
    """
    if _is_secretariat(me):
        return
    wanted = os.environ.get(SETUP_CODE, "")
    if wanted:
        _check_code(wanted, given)
    elif records.conferences():
        raise Refused("This server has a conference; only its secretariat can set up committees. Enter with its code.")


def _is_secretariat(me: SignedIn | None) -> bool:
    return me is not None and me.seat == SECRETARIAT and me.committee is None


def _check_code(wanted: str, given: str) -> None:
    now = time.monotonic()
    with _wrong_lock:
        if len(_wrong) == WRONG_CODES and now - _wrong[0] < WRONG_SECONDS:
            raise Refused("Too many wrong set-up codes were tried. Wait five minutes.")
        if hmac.compare_digest(given.strip().encode(), wanted.strip().encode()):
            return
        _wrong.append(now)
    raise Refused("This is not the server's set-up code; whoever runs the server has it.")


def open_committee(
    records: Records, access: Access, me: SignedIn | None, plan: Plan, *, conference: str = "", given: str = ""
) -> Opened:
    """Open a committee with its seats and codes; where whoever does it is no secretariat yet, found the conference too.

    Args:
        conference: the name of the conference, where one is to be founded.
        given: the server's set-up code, where it has one.

    Raises:
        Refused: if it may not be done, or the plan does not make sense. Nothing was done then.
        Unavailable: if it could not be kept.
    """
    check_right(records, me, given)
    if not plan.settings.members:
        raise Refused("Name at least one delegate: a committee without members cannot vote.")
    _planned("committee", "conference", plan, records)
    if me is not None and _is_secretariat(me):
        if plan.settings.name in {records.room_at_least(one, 0).name for one in records.committees(me.conference)}:
            raise Refused(f"There is a committee “{plan.settings.name}” already; give this one a name of its own.")
        founded, secretariat = me.conference, None
    else:
        founded = found(records, conference)
        secretariat = access.issue_secretariat(founded)
    # From here on the secretariat's code is there to be shown, whatever else goes wrong.
    committee = ""
    try:
        committee = _opened(records, founded, plan)
        issued = access.issue(founded, committee, SECRETARIAT, [seat.id for seat in plan.seats])
    except RecordsError as error:
        if secretariat is None and not committee:
            raise
        left = "Its seats can be given codes on the page Seats." if committee else "Set the committee up again."
        return Opened(founded, committee, secretariat, (), f"{error} {left}")
    return Opened(founded, committee, secretariat, issued)


def bring_committee(
    records: Records, access: Access, me: SignedIn | None, text: str, *, called: str = "", conference: str = "", given: str = ""
) -> Opened:
    """Put a committee back from its backup; where whoever does it is no secretariat yet, found the conference too. Its
    seats have no codes here.

    Args:
        text: the backup.
        called: what the committee's id is made of, such as the name of the file.
        conference: the name of the conference, where one is to be founded.
        given: the server's set-up code, where it has one.

    Raises:
        Refused: if it may not be done, or the text is no backup. Nothing was done then.
        Unavailable: if it could not be kept.
    """
    check_right(records, me, given)
    read_backup(text)
    if me is not None and _is_secretariat(me):
        founded, secretariat = me.conference, None
    else:
        founded = found(records, conference)
        secretariat = access.issue_secretariat(founded)
    try:
        room = restore(records, text, founded, free_id(called, records.revisions()))
    except RecordsError as error:
        if secretariat is None:
            raise
        return Opened(founded, "", secretariat, (), f"{error} The conference is there all the same.")
    return Opened(founded, room.committee, secretariat, ())


def found(records: Records, name: str) -> str:
    """Found a conference and answer its id. The first one of a server always has the same id, so that of two that set
    up at the same moment one is refused.

    Raises:
        Refused: if its name is empty, or somebody else was faster.
    """
    taken = {conference.id for conference in records.conferences()}
    wanted = "conference" if not taken else free_id(name, taken)
    return records.found_conference(wanted, name).id


def renew_secretariat(records: Records, access: Access, me: SignedIn | None, conference: str, given: str = "") -> Issued:
    """A new code for a conference's secretariat, in place of the former one: for the secretariat itself, or for whoever
    knows the server's set-up code, as when the code was lost.

    Raises:
        Refused: if it may not be done.
    """
    if not (_is_secretariat(me) and me is not None and me.conference == conference):
        wanted = os.environ.get(SETUP_CODE, "")
        if not wanted:
            raise Refused("Only the secretariat itself can renew its code.")
        _check_code(wanted, given)
    if conference not in {one.id for one in records.conferences()}:
        raise Refused("There is no such conference.")
    return access.issue_secretariat(conference)


def _opened(records: Records, conference: str, plan: Plan) -> str:
    taken = set(records.revisions())
    for _ in range(20):
        committee = free_id(plan.settings.name, taken)
        log = _planned(committee, conference, plan, records)
        try:
            records.import_log(conference, committee, log, {})
        except Refused:
            # Somebody else took the name in the meantime.
            taken.add(committee)
            continue
        return committee
    raise Refused("No free name was found for this committee; give it another one.")


def _planned(committee: str, conference: str, plan: Plan, records: Records) -> tuple[Entry, ...]:
    """The log with which a committee opens, each act checked as if it were done by itself."""
    room = Room(committee=committee)
    now = records.clock()
    log: list[Entry] = []
    acts: list[Act] = [RoomOpened(conference=conference, settings=plan.settings)]
    acts += [SeatSet(seat=seat) for seat in plan.seats]
    for act in acts:
        entry = Entry(room.revision + 1, now, SECRETARIAT, decided(room, SECRETARIAT, act))
        room = folded(room, entry)
        log.append(entry)
    return tuple(log)


def free_id(name: str, taken: Iterable[str], otherwise: str = "committee") -> str:
    """An id made of a name that nobody has yet."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    wanted = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:32].strip("-") or otherwise
    held = set(taken)
    free, count = wanted, 2
    while free in held:
        free, count = f"{wanted}-{count}", count + 1
    return free


def invited_beside(names: str, lines: Sequence[Line], topic: Topic) -> tuple[Line, ...]:
    """Those who are invited without a vote, each with an observer's seat; the number of a line is its place among them.
    Whoever has a place in the list, or stands there twice, gets none, and the line says where the other is.

    Args:
        names: separated by commas.
        lines: the list of delegates that they come on top of.
    """
    asked = [name.strip() for name in re.split("[,;]", names.replace(chr(34), " ")) if name.strip()]
    seated = {line.seat.delegation.casefold(): line for line in lines if line.seat is not None and line.seat.delegation}
    read = read_list("\n".join(f"{name}, observer" for name in asked), topic, [line.seat.id for line in lines if line.seat]) if asked else ()
    found: list[Line] = []
    for line in read:
        if line.seat is None:
            found.append(line._replace(text=line.text.removesuffix(", observer")))
            continue
        called, here = named_lines([line.seat.delegation]), seated.get(line.seat.delegation.casefold())
        if here is None:
            seated[line.seat.delegation.casefold()] = line
            found.append(line)
            continue
        if here in found:
            fault = f"{called} is named twice among those invited; take it out once."
        else:
            has = "has a vote" if here.seat is not None and here.seat.role is Role.DELEGATE else "has an observer's seat"
            fault = f"{called} {has} already, by line {here.number} of the list; take it out there or among those invited."
        found.append(line._replace(text=line.text.removesuffix(", observer"), seat=None, fault=fault, remark=""))
    return tuple(found)


def plan_of(settings: Settings, lines: Sequence[Line], chairs: int, displays: int, invited: Sequence[Line] = ()) -> Plan:
    """The plan of a list of delegates: those who vote are its delegates; chairs and displays are added to those in it.

    Args:
        invited: those who sit besides without a vote (`invited_beside`).

    Raises:
        Refused: if a line of the list is faulty.
    """
    faulty = [str(line.number) for line in lines if line.seat is None]
    if faulty:
        where = ", ".join(faulty[:8]) + (f" and {len(faulty) - 8} more" if len(faulty) > 8 else "")
        raise Refused(f"{'Line' if len(faulty) == 1 else 'Lines'} {where} of the list cannot be seated; the preview says why. Correct {'it or take it' if len(faulty) == 1 else 'them or take them'} out.")
    for line in invited:
        if line.seat is None:
            raise Refused(f"States invited without a vote: {line.fault}")
    lines = (*lines, *invited)
    settings = settings.model_copy(update={"invited": tuple(line.seat.delegation for line in invited if line.seat)}) if invited else settings
    seats = [line.seat for line in lines if line.seat is not None]
    votes = {seat.delegation for seat in seats if seat.role is Role.DELEGATE}
    both = [one for one in settings.invited if one in votes]
    if both:
        raise Refused(f"{named_lines(both[:1])} has a vote here; take it out of those invited without one, or out of the list.")
    taken = {seat.id for seat in seats}
    for role, wanted, called in ((Role.CHAIR, chairs, "Chair"), (Role.DISPLAY, displays, "Display")):
        for number in range(1, wanted + 1):
            one = free_id(called, taken)
            taken.add(one)
            seats.append(Seat(id=one, role=role, name=f"{called} {number}" if wanted > 1 else called))
    of = {
        role: tuple(dict.fromkeys(seat.delegation for seat in seats if seat.role is role))
        for role in (Role.DELEGATE, Role.OBSERVER)
    }
    update = {
        "members": of[Role.DELEGATE],
        "observers": tuple(o for o in of[Role.OBSERVER] if o not in settings.invited),
    }
    return Plan(settings.model_copy(update=update), tuple(seats))


def named_lines(delegations: Iterable[str]) -> str:
    """Delegations by name, one to a line, as a field shows them."""
    names = state_names()
    return "\n".join(names[one].name if one in names else one for one in delegations)


def changed_settings(now: Settings, changed: Mapping[str, Any], topic: Topic) -> Settings:
    """The settings with some of them changed; delegations are given by name, one to a line.

    Raises:
        Refused: if they do not make sense together.
        ValidationError: if a value is none that the setting can have.
    """
    update = {name: " ".join(_plain(value).split()) if isinstance(value, str) else value for name, value in changed.items()}
    for group in GROUPS.keys() & changed.keys():
        lines = [line for line in _plain(str(changed[group])).splitlines() if line.strip()]
        if len(lines) > MOST_ROWS:
            raise Refused(f"{GROUPS[group]}: at most {MOST_ROWS} lines are read.")
        known = {**{d.name.casefold(): d.id for d in topic.delegation_by_id.values()}, **_ids_of(getattr(now, group))}
        given = []
        for number, line in enumerate(lines, 1):
            said = " ".join(line.split())
            found = known.get(said.casefold())
            if found is None:
                # Commas and quotation marks would be read as the cells of a table.
                read = read_list(said.replace(",", " ").replace('"', " "), topic)
                if not read or read[0].seat is None or not read[0].seat.delegation:
                    raise Refused(f"{GROUPS[group]}, line {number}: “{said[:60]}” is no delegation.")
                found = read[0].seat.delegation
            given.append(found)
        update[group] = tuple(dict.fromkeys(given))
    settings = Settings.model_validate(now.model_dump() | update)
    if not settings.members:
        raise Refused("Name at least one delegation that votes: a committee without members cannot vote.")
    if "symbol" in changed and not settings.symbol:
        raise Refused("Symbols of drafts: give the scheme, such as DR/{number}.")
    for one, other in (("members", "observers"), ("members", "invited"), ("observers", "invited")):
        both = set(getattr(settings, one)) & set(getattr(settings, other))
        if both and changed.keys() & {one, other}:
            raise Refused(f"{named_lines(sorted(both)[:1])} stands under “{GROUPS[one]}” and under “{GROUPS[other]}”; take it out of one of them.")
    return settings


GROUPS = {"members": "Who votes", "observers": "Observers", "invited": "Invited without a vote"}
"""The lists of delegations in the settings."""


def _ids_of(delegations: Iterable[str]) -> dict[str, str]:
    names = state_names()
    return {(names[one].name if one in names else one).casefold(): one for one in delegations}


def _plain(text: str) -> str:
    return "".join(c if c.isprintable() or c == "\n" else " " for c in text)
