"""What is chosen in this session: topic, council, delegation, and stances a chair added. In a committee the first two
and the stances are the committee's, whatever a browser chose or an address says.

The only code that touches `st.session_state`. It holds ids and JSON strings, never model objects, since a class is a
new one after a reload of its module. The choice stands in the address too, so that a link or a reload brings it back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

import streamlit as st
from pydantic import ValidationError

from positions import council as councils
from positions.council import Council
from positions.model import Delegation, Stance
from positions.topic import DEFAULT_TOPIC, Topic, load_topic, topic_ids
from records.acts.room import StanceDropped, StanceSet
from records.errors import RecordsError
from records.room import Room, Settings
from ui import conference

OWN = "own"
"""The id of a council composed in this session."""

NOBODY = "none"
"""What the address says where no delegation is represented, as for a chair."""

_ADDRESS = ("topic", "council", "members", "delegation", "committee")


# -- the committee, where this browser is in one


def committee() -> Room | None:
    """The committee that this browser is signed in to, once it is set up; None in solo use."""
    room = conference.room()
    return room if room is not None and room.settings is not None else None


def settings() -> Settings | None:
    """The settings of the committee that this browser is signed in to; None in solo use."""
    room = committee()
    return room.settings if room else None


def may_set_stances() -> bool:
    """Whether stances can be added here: by anybody in solo use, by the dais in a committee."""
    return committee() is None or conference.is_dais()


@lru_cache(maxsize=64)
def _council_of(name: str, chosen: str, members: tuple[str, ...]) -> Council:
    real = councils.read_councils().get(chosen)
    if real is not None and set(members) in (set(), set(real.members)):
        return real
    seated = tuple(dict.fromkeys(members))
    try:
        return councils.roster(seated, name)
    except ValueError:
        # A member under a name that is no id, such as a company or a party, sits all the same; no source speaks on it.
        return Council.model_construct(
            id=OWN, name=name, members=councils.alphabetical(seated), note=None, presidencies=()
        )


# -- reading what is chosen


def topic() -> Topic:
    """The chosen topic with the stances a chair added.

    Raises:
        ContentError: if the topic's content is bad.
    """
    return _content().with_stances(added_stances())


def _content() -> Topic:
    """The chosen topic as its files have it, and whoever sits in the committee besides those it knows."""
    here = settings()
    return load_topic(topic_id()).with_members(here.members if here else ())


def topic_of(room: Room) -> Topic:
    """The topic of a committee with the stances that its dais added; asked also where no page is being drawn.

    Raises:
        ContentError: if the topic's content is bad.
    """
    chosen = room.settings.topic if room.settings else ""
    content = load_topic(chosen if chosen in topic_ids() else DEFAULT_TOPIC).with_members(room.settings.members if room.settings else ())
    return content.with_stances(_stances_of(room, content))


def council_of(room: Room) -> Council:
    """The council of a committee; asked also where no page is being drawn."""
    here = room.settings
    return _council_of(here.name, here.council, here.members) if here else council_by_id(topic_of(room).about.default_council)


def topic_id() -> str:
    """The chosen topic's id."""
    here = settings()
    chosen = here.topic if here else _get("topic")
    return chosen if chosen in topic_ids() else DEFAULT_TOPIC


def council() -> Council:
    """The chosen council; the topic's default where none is chosen."""
    here = settings()
    if here is not None:
        return _council_of(here.name, here.council, here.members)
    return council_by_id(council_id())


def council_id() -> str:
    """The chosen council's id, `own` for one composed in this session or by the committee."""
    if settings() is not None:
        found = council()
        return found.id if councils.read_councils().get(found.id) == found else OWN
    chosen = _get("council")
    if chosen == OWN and own_members():
        return OWN
    if chosen in councils.read_councils():
        return str(chosen)
    return load_topic(topic_id()).about.default_council


def council_by_id(chosen: str) -> Council:
    """A council at hand, the own roster included.

    Raises:
        KeyError: if there is none of this id.
    """
    if chosen == OWN and settings() is not None:
        return council()
    if chosen == OWN and own_members():
        return councils.roster(own_members())
    return councils.read_councils()[chosen]


def council_ids() -> tuple[str, ...]:
    """The councils one can choose: real ones, simulations, and the own roster where there is one. In a committee there
    is no choice."""
    if settings() is not None:
        return (council_id(),)
    return tuple(councils.read_councils()) + ((OWN,) if own_members() else ())


def own_members() -> tuple[str, ...]:
    """The members of the own roster that the chosen topic knows; empty where none was composed."""
    known = load_topic(topic_id()).delegation_by_id
    if settings() is not None:
        return tuple(m for m in council().members if m in known) if council_id() == OWN else ()
    return tuple(m for m in dict.fromkeys(_words("members")) if m in known)


def delegation() -> Delegation | None:
    """The delegation represented, or None (a chair)."""
    return topic().delegation_by_id.get(delegation_id() or "")


def delegation_id() -> str | None:
    """The chosen delegation's id; before anything is chosen, the seat's in a committee, and else the council's first
    documented member."""
    chosen = _get("delegation")
    if chosen == NOBODY:
        return None
    known = _content().delegation_by_id
    if chosen in known:
        return str(chosen)
    if committee() is not None:
        mine = conference.seat()
        return mine.delegation if mine is not None and mine.delegation in known else None
    documented = (m for m in council().members if m in known and known[m].documented)
    return next(documented, None)


# -- choosing


def choose_topic(chosen: str) -> None:
    """Open a topic; an id that is none is ignored, and so is any in a committee."""
    if settings() is None and chosen in topic_ids():
        st.session_state["topic"] = chosen


def choose_council(chosen: str, members: Iterable[str] = ()) -> None:
    """Seat a council; for the own roster (`own`) give its members, or none to take the last ones. A committee's stays."""
    if settings() is not None:
        return
    if chosen == OWN and members:
        choose_own_members(members)
    if chosen == OWN or chosen in councils.read_councils():
        st.session_state["council"] = chosen


def choose_own_members(members: Iterable[str]) -> None:
    """Compose the own roster; unknown members are left out, and so is a second seat for the same one."""
    known = load_topic(topic_id()).delegation_by_id
    st.session_state["members"] = ",".join(m for m in dict.fromkeys(members) if m in known)


def choose_delegation(chosen: str | None) -> None:
    """Represent a delegation, or none."""
    if chosen is None or chosen == NOBODY:
        st.session_state["delegation"] = NOBODY
    elif chosen in _content().delegation_by_id:
        st.session_state["delegation"] = chosen


# -- the address


def read_address() -> None:
    """Take over what the address says, if it came from outside this session. What is wrong in it becomes a notice."""
    st.session_state["notices"] = []
    if "committee" in st.query_params and kept("committee") is None:
        # Counts for the secretariat alone, and only where it is one of its conference's.
        keep("committee", st.query_params["committee"][:40])
    taken = ("delegation",) if settings() is not None else ("topic", "council", "members", "delegation")
    said = {key: st.query_params[key][:2000] for key in taken if key in st.query_params}
    if not said or said == {key: value for key, value in (_get("address") or {}).items() if key in taken}:
        return
    if "topic" in said:
        if said["topic"] in topic_ids():
            choose_topic(said["topic"])
        else:
            notice(f"The address names no topic of ours ({_shown(said['topic'])}); this one is open instead.")
    known = _content().delegation_by_id
    if "members" in said:
        named = [m for m in said["members"].split(",") if m]
        wrong = [m for m in named if m not in known]
        if wrong:
            notice(f"The roster in the address names unknown delegations, left out: {_shown(', '.join(wrong))}.")
        choose_own_members(named)
    if "council" in said:
        if said["council"] in council_ids():
            choose_council(said["council"])
        elif said["council"] == OWN:
            notice("The address asks for an own roster without a known member; the usual council sits instead.")
        else:
            notice(f"The address names no council of ours ({_shown(said['council'])}); {council().name} sits instead.")
    if "delegation" in said:
        if said["delegation"] == NOBODY or said["delegation"] in known:
            choose_delegation(said["delegation"])
        else:
            notice(f"The address names no delegation of this topic ({_shown(said['delegation'])}).")


def write_address() -> None:
    """Put the choice into the address, which a click on another page empties."""
    wanted = address()
    said = {key: st.query_params[key] for key in _ADDRESS if key in st.query_params}
    if said != wanted:
        for key in said.keys() - wanted.keys():
            del st.query_params[key]
        st.query_params.update(wanted)
    st.session_state["address"] = wanted


def address() -> dict[str, str]:
    """The choice as parameters of an address; in a committee only the delegation is one's own to choose."""
    if settings() is not None:
        me, mine = conference.signed_in(), {"delegation": delegation_id() or NOBODY}
        return mine | {"committee": str(conference.committee_id())} if me and me.committee is None else mine
    chosen = {"topic": topic_id(), "council": council_id(), "delegation": delegation_id() or NOBODY}
    if council_id() == OWN:
        chosen["members"] = ",".join(own_members())
    return chosen


def notices() -> tuple[str, ...]:
    """What was wrong in the address that this run came with."""
    return tuple(_get("notices") or ())


def notice(text: str) -> None:
    """Show a notice above the page in this run."""
    st.session_state["notices"] = [*notices(), text]


def _shown(value: str) -> str:
    clean = "".join(c if c.isprintable() else " " for c in value)
    return f"“{clean[:60]}…”" if len(clean) > 60 else f"“{clean}”"


def go(page: str, **more: str) -> None:
    """Open another page from a callback, with more in its address than what is chosen. A click that a page looks for while it
    is drawn is lost where another run comes first; what a callback keeps is not.

    Args:
        page: its file, as seen from `ui/`.
    """
    keep("goes", json.dumps([page, more]))


def goes() -> tuple[str, dict[str, str]] | None:
    """The page that `go` asked for, with its address; None after it was said once."""
    asked = kept("goes")
    if not asked:
        return None
    keep("goes", None)
    page, more = json.loads(asked)
    return page, address() | more


# -- stances a chair added


def added_stances() -> dict[str, tuple[Stance, ...]]:
    """The chair's stances in the chosen topic, by delegation."""
    content = _content()
    room = committee()
    if room is not None:
        return _stances_of(room, content)
    added: dict[str, tuple[Stance, ...]] = {}
    for entry in _entries():
        stance = Stance.model_validate(entry["stance"])
        known = entry["delegation"] in content.delegation_by_id and stance.issue in content.issue_by_id
        if entry["topic"] == content.id and known:
            added[entry["delegation"]] = (*added.get(entry["delegation"], ()), stance)
    return added


def _stances_of(room: Room, content: Topic) -> dict[str, tuple[Stance, ...]]:
    return {
        delegation: kept
        for delegation, stances in room.stances.items()
        if delegation in content.delegation_by_id and (kept := tuple(s for s in stances if s.issue in content.issue_by_id))
    }


def add_stance(delegation: str, stance: Stance) -> None:
    """Keep a stance a chair added; it takes the place of the chair's former one on the issue. In a committee it is the
    committee's; where it is refused, the next page says why."""
    if committee() is not None:
        _perform(StanceSet(delegation=delegation, stance=stance))
        return
    remove_stance(delegation, stance.issue)
    entry = {"topic": topic_id(), "delegation": delegation, "stance": stance.model_dump(mode="json")}
    st.session_state["added"] = [*(_get("added") or []), json.dumps(entry, ensure_ascii=False)]


def remove_stance(delegation: str, issue: str) -> None:
    """Drop the chair's stance of a delegation on an issue."""
    if committee() is not None:
        _perform(StanceDropped(delegation=delegation, issue=issue))
        return
    st.session_state["added"] = [
        json.dumps(entry, ensure_ascii=False)
        for entry in _entries()
        if (entry["topic"], entry["delegation"], entry["stance"]["issue"]) != (topic_id(), delegation, issue)
    ]


def _perform(act: StanceSet | StanceDropped) -> None:
    try:
        conference.perform(act)
    except RecordsError as error:
        keep("refusal", str(error))


def _entries() -> list[dict[str, Any]]:
    entries = []
    for text in _get("added") or []:
        try:
            entry = json.loads(text)
            Stance.model_validate(entry["stance"])
        except (ValueError, KeyError, TypeError, ValidationError):
            continue
        entries.append(entry)
    return entries


# -- any other value that must last, and widgets that show a choice


def keep(name: str, value: str | int | bool | list[str] | None) -> None:
    """Hold a plain value (an id, a JSON string) for the session."""
    st.session_state[f"kept-{name}"] = value


def kept(name: str, default: Any = None) -> Any:
    """A value held by `keep`."""
    return st.session_state.get(f"kept-{name}", default)


def show_in(widget: str, value: Any) -> str:
    """Set what the widget of this key will show when it is drawn next in this run; answers the key.

    For a widget whose value nothing but the user changes, and for one that is empty again after each choice. Where what it
    shows follows something else, see `showing`.
    """
    st.session_state[widget] = value
    return widget


def showing(widget: str, value: Any) -> str:
    """Set what a widget will show, where that may change without the user: a default that follows another field, what somebody
    else decided, what an act made of it. Answers the key to draw it with; its callback is to be an `on_choice` of that key.

    With every message a browser says what each of its widgets shows, and before it has heard of a new value it says the old
    one, which in the same widget passes for a choice of the user's. So a value that was neither shown nor chosen last comes in
    another widget, and what a widget showed is no choice (`on_choice`).

    Args:
        value: plain, or a list of plain values.
    """
    past = _past(widget)
    key, showed = past[-1] if past else (widget, value)
    if not _same(showed, value):
        key = f"{widget}{_AGAIN}{int(key.partition(_AGAIN)[2] or 0) + 1}"
    if not past or key != past[-1][0]:
        _remember(widget, [*past, (key, value)])
    return show_in(key, value)


_AGAIN = "~"
_MOST_PAST = 4


def _past(widget: str) -> list[tuple[str, Any]]:
    """Under which keys a widget was drawn and what each showed last, the newest at the end."""
    return [(key, value) for key, value in json.loads(kept(f"shown-{widget}") or "[]")]


def _remember(widget: str, past: list[tuple[str, Any]]) -> None:
    keep(f"shown-{widget}", json.dumps(past[-_MOST_PAST:]))


def _same(one: Any, other: Any) -> bool:
    """Whether two values are one to the user; the order of several is not theirs."""
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return sorted(map(repr, one)) == sorted(map(repr, other))
    return bool(one == other)


def value_of(widget: str, default: Any = None) -> Any:
    """What the widget of this key holds; in a callback, what the user just chose."""
    return st.session_state.get(widget, default)


def forget(widget: str) -> None:
    """Empty the widget of this key; it starts from its default again."""
    st.session_state.pop(widget, None)


def on_choice(widget: str, then: Callable[[Any], None]) -> Callable[[], None]:
    """A callback that hands the widget's new value to `then`. What the widget showed already (`showing`) is none."""

    def chosen() -> None:
        value, name = st.session_state.get(widget), widget.partition(_AGAIN)[0]
        past = _past(name)
        if any(key == widget and _same(showed, value) for key, showed in past):
            return
        if past:
            _remember(name, [(key, value if key == widget else showed) for key, showed in past])
        then(value)

    return chosen


def _get(name: str) -> Any:
    return st.session_state.get(name)


def _words(name: str) -> list[str]:
    return [word for word in str(_get(name) or "").split(",") if word]
