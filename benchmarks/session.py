"""How long a session takes to fold: `python -m benchmarks.session [--events 10000]`.

A long debate of the Council: speakers join the list, are called and end, over and over. Folded as a whole, as it is when a
committee is opened without a copy to start from; one event more, as it is while the room sits; an event asked about by the
rules and then taken, as an act of the chair is; the last act undone; and the record and the statistics of all of it.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Iterator
from itertools import cycle

from benchmarks.measure import HEAD, Figure, figure
from committee.events import Event, Undone, read_event
from committee.folding import fold, folded, ignored, last_act
from committee.minutes import minutes
from committee.motions import accepted, opening
from committee.procedure import load_procedure
from committee.statistics import statistics
from positions.council import council_of_year

RUNS = 20
MORE = "colombia"


def debate(events: int, at: float = 1_800_000_000.0) -> tuple[Event, ...]:
    """A debate of so many events, each in order by the Council's rules."""
    rules = load_procedure("security-council")
    members = council_of_year(2026).members
    made: list[Event] = [opening(rules, "Security Council", members, at)]
    made += [read_event({"kind": "roll.called", "at": at, "delegation": m, "answer": "present"}) for m in members]
    made.append(read_event({"kind": "quorum.noted", "at": at, "present": len(members), "needed": 9}))
    made.append(read_event({"kind": "agenda.adopted", "at": at, "items": ["The world drug problem"]}))
    made += _speeches(members, at, events - len(made))
    return tuple(made)


def _speeches(members: tuple[str, ...], at: float, events: int) -> list[Event]:
    made: list[Event] = []

    def turns() -> Iterator[Event]:
        now = at
        for member in cycle(members):
            for kind, more in (
                ("list.joined", {"delegation": member, "by": member}),
                ("speaker.called", {"delegation": member}),
                ("speech.started", {}),
                ("speech.ended", {}),
            ):
                now += 15
                yield read_event({"kind": kind, "at": now, **more})

    for event in turns():
        if len(made) >= events:
            break
        made.append(event)
    return made


def _timed(work: Callable[[], object], runs: int = RUNS) -> list[float]:
    times = []
    for _ in range(runs):
        gc.collect()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return times


def figures(events: int) -> list[Figure]:
    """The table."""
    log = debate(events)
    session = fold(log)
    rules = load_procedure("security-council")
    if ignored(session):
        raise RuntimeError("an event had no place, so that this would measure something else")
    more = read_event({"kind": "list.joined", "at": log[-1].at + 15, "delegation": MORE, "by": MORE})
    undo = Undone(at=log[-1].at + 15, events=last_act(session))
    names = {member: member for member in council_of_year(2026).members}
    return [
        figure(f"Folding {events:,} events", _timed(lambda: fold(log)), 200),
        figure("One event more", _timed(lambda: folded(session, more), 200), 2),
        figure("One event more, asked about by the rules first", _timed(lambda: accepted(session, rules, more), 200), 2),
        figure("The last act undone", _timed(lambda: folded(session, undo), 200)),
        figure("The summary record of all of it", _timed(lambda: minutes(log, names), 5)),
        figure("The statistics of all of it", _timed(lambda: statistics(log, names, rules), 5)),
    ]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.session", description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=10_000)
    given = parser.parse_args()
    print(HEAD)
    for one in figures(given.events):
        print(one.row)


if __name__ == "__main__":
    main()
