"""Reading and appending: the one way to a committee's log.

    records = Records.open()
    entry = records.perform("crisis", seat, ParagraphAdded(...))
    room = records.room("crisis")

Writers of one committee take turns, since each has to hold the committee's row; those of different committees do not
wait for one another. Readers wait for nobody.
"""

from __future__ import annotations

import logging
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from threading import Lock
from typing import Any, NamedTuple, Self

from pydantic import ValidationError
from sqlalchemy import Connection, Engine, Row, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from records.acts.act import DAIS, Act, Entry, actor, decided, folded
from records.acts.drafts import DraftAct
from records.acts.kinds import ACT
from records.acts.paragraphs import ParagraphAct
from records.acts.room import ClockStarted, ClockStopped, PaperAdded, RoomOpened
from records.acts.session import SessionEvent, brought_about, seen_by_dais
from records.acts.undo import undo_of
from records.database import connect, reading, writing
from records.errors import RecordsError, Refused, Unavailable
from records.room import SECRETARIAT, Room, Settings, may_read, seen_from
from records.tables import committees, conferences, entries, papers, presence, snapshots

FORM = 3
"""The form of the rooms that are kept to start from; another number makes them be folded anew."""

EVERY = 200
"""Entries after which a room is kept to start from."""

MOST_ROOMS = 64
"""Rooms that a process holds in memory."""

MOST_PAPER_BYTES = 20 * 2**20
MOST_PAPERS_BYTES = 200 * 2**20
"""What the uploaded files of one committee may take."""

MOST_ACT_BYTES = 4 * 2**20
"""What one act may take in the log."""

PRESENT_SECONDS = 60.0
"""How long ago somebody may have been seen on a draft to count as being there."""


_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class Conference(NamedTuple):
    """A conference."""

    id: str
    name: str
    founded_at: float


class Present(NamedTuple):
    """Somebody who is on a draft now."""

    seat: str
    draft: str
    paragraph: str
    at: float


class Records:
    """The records of all conferences in a database."""

    def __init__(self, engine: Engine, clock: Callable[[], float] = time.time) -> None:
        """
        Args:
            clock: the time in seconds since 1970, UTC.
        """
        self.engine = engine
        self.clock = clock
        self.listeners: list[Callable[[str, int], None]] = []
        """Called after each act with the committee and its revision, in the thread of whoever acted."""
        self._rooms: OrderedDict[str, Room] = OrderedDict()
        self._without_copy: set[str] = set()
        self._lock = Lock()

    @classmethod
    def open(cls, url: str | None = None, clock: Callable[[], float] = time.time) -> Self:
        """The records in the database of an address; without one, in that of the environment.

        Raises:
            Unavailable: if it cannot be reached.
        """
        return cls(connect(url), clock)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    # -- conferences and committees

    def found_conference(self, conference: str, name: str) -> Conference:
        """Begin a conference.

        Raises:
            Refused: if there is one of this id, or its name is empty.
        """
        if not name.strip():
            raise Refused("Give the conference a name.")
        _as_an_id(conference)
        made = Conference(conference, name.strip()[:200], self.clock())
        try:
            with writing(self.engine) as connection:
                connection.execute(insert(conferences).values(made._asdict()))
        except Unavailable as error:
            if isinstance(error.__cause__, IntegrityError):
                raise Refused("A conference of this name is here already.") from None
            raise
        return made

    def conferences(self) -> tuple[Conference, ...]:
        """All conferences, the oldest first."""
        with reading(self.engine) as connection:
            rows = connection.execute(select(conferences).order_by(conferences.c.founded_at, conferences.c.id))
            return tuple(Conference(*row) for row in rows)

    def committees(self, conference: str) -> tuple[str, ...]:
        """The ids of a conference's committees, the oldest first."""
        with reading(self.engine) as connection:
            rows = connection.execute(
                select(committees.c.id)
                .where(committees.c.conference == conference)
                .order_by(committees.c.opened_at, committees.c.id)
            )
            return tuple(row.id for row in rows)

    def open_committee(self, conference: str, committee: str, settings: Settings) -> Room:
        """Set a committee up.

        Raises:
            Refused: if there is one of this id, or no such conference.
        """
        self.add_committee(conference, committee)
        self.perform(committee, SECRETARIAT, RoomOpened(conference=conference, settings=settings))
        return self.room(committee)

    def add_committee(self, conference: str, committee: str) -> None:
        """Make room for a committee's log.

        Raises:
            Refused: if there is one of this id, or no such conference.
        """
        _as_an_id(committee)
        try:
            with writing(self.engine) as connection:
                connection.execute(
                    insert(committees).values(id=committee, conference=conference, revision=0, opened_at=self.clock())
                )
        except Unavailable as error:
            if isinstance(error.__cause__, IntegrityError):
                raise Refused("A committee of this name is here already, or its conference is not.") from None
            raise

    # -- reading

    def revisions(self) -> dict[str, int]:
        """The revision of every committee: what a screen asks to know whether anything is new."""
        with reading(self.engine) as connection:
            return {row.id: row.revision for row in connection.execute(select(committees.c.id, committees.c.revision))}

    def room(self, committee: str) -> Room:
        """A committee as it stands now.

        Raises:
            Refused: if there is none.
        """
        with reading(self.engine) as connection:
            room = self._read(connection, committee)
        if committee in self._without_copy:
            self._without_copy.discard(committee)
            # It only saves time the next time: who cannot write may read all the same.
            with suppress(Unavailable), writing(self.engine) as connection:
                self._keep_snapshot(connection, room)
        return room

    def room_at_least(self, committee: str, revision: int) -> Room:
        """A committee as of a revision or later; without a query where it is at hand.

        Raises:
            Refused: if there is none.
        """
        with self._lock:
            held = self._rooms.get(committee)
        return held if held is not None and held.revision >= revision else self.room(committee)

    def _read(self, connection: Connection, committee: str) -> Room:
        with self._lock:
            held = self._rooms.get(committee)
        room = held and self._continued(connection, held)
        if room is None:
            kept = self._snapshot(connection, committee)
            room = kept and self._continued(connection, kept)
        if room is None:
            known = connection.execute(select(committees.c.id).where(committees.c.id == committee)).first()
            if known is None:
                raise Refused("There is no such committee.")
            room = Room(committee=committee)
            for entry in self._entries(connection, committee, 0):
                room = folded(room, entry)
            if room.revision >= EVERY:
                # The copy was of another form, or damaged.
                self._without_copy.add(committee)
        self._hold(room, instead_of=held)
        return room

    def _continued(self, connection: Connection, room: Room) -> Room | None:
        """A room with what was done since; None where the log is another than the room was made from, as after the
        database was put back from a copy."""
        if room.revision == 0:
            return None
        rows = iter(connection.execute(self._wanted(room.committee, room.revision - 1)))
        last = next(rows, None)
        if last is None or (last.revision, last.at) != (room.revision, room.at):
            return None
        for row in rows:
            room = folded(room, _entry(row))
        return room

    def _snapshot(self, connection: Connection, committee: str) -> Room | None:
        row = connection.execute(
            select(snapshots.c.room).where(snapshots.c.committee == committee, snapshots.c.form == FORM)
        ).first()
        try:
            return Room.model_validate_json(row.room) if row else None
        except ValidationError:
            # It only saves time: the log has all that is in it.
            return None

    def _hold(self, room: Room, instead_of: Room | None = None) -> None:
        with self._lock:
            held = self._rooms.get(room.committee)
            if held is None or held is instead_of or held.revision <= room.revision:
                self._rooms[room.committee] = room
                self._rooms.move_to_end(room.committee)
            while len(self._rooms) > MOST_ROOMS:
                self._rooms.popitem(last=False)

    def forget(self) -> None:
        """Drop what is held in memory, as after a backup was put back."""
        with self._lock:
            self._rooms.clear()

    # What pages show to somebody comes from these three, which leave out what the seat may not read.

    def room_for(self, committee: str, seat: str) -> Room:
        """A committee as it stands now, without the drafts that a seat may not read.

        Raises:
            Refused: if there is none, or the seat is none of its.
        """
        room = self.room(committee)
        return seen_from(room, actor(room, seat))

    def history_for(
        self, committee: str, seat: str, *, draft: str | None = None, paragraph: str | None = None, after: int = 0
    ) -> tuple[Entry, ...]:
        """The log of a draft or a paragraph that a seat may read; the whole log only for the dais. `after` leaves out
        what came up to a revision.

        Raises:
            Refused: if the seat may not read it.
        """
        room = self.room(committee)
        me = actor(room, seat)
        shared = room.drafts.get(draft or "")
        if draft is None:
            if me.role not in DAIS:
                raise Refused("The log of the whole committee is for the dais.")
            return tuple(map(seen_by_dais, self.history(committee, paragraph=paragraph, after=after)))
        if shared is None or not may_read(room, me, shared):
            raise Refused("There is no such draft, or it is not yours to read.")
        log = self.history(committee, draft=draft, paragraph=paragraph, after=after)
        if paragraph is not None:
            return log
        # What the session made of the draft stands in the log as the session's; in the draft's history it is the draft's.
        return tuple(sorted((*log, *(one for one in brought_about(shared) if one.revision > after)), key=lambda one: one.revision))

    def present_for(self, committee: str, seat: str) -> tuple[Present, ...]:
        """Who is on which draft of a committee now, as far as a seat may read the drafts.

        Raises:
            Refused: if the seat is none of the committee's.
        """
        room = self.room_for(committee, seat)
        return tuple(p for p in self.present(committee) if p.draft in room.drafts)

    def history(
        self, committee: str, *, draft: str | None = None, paragraph: str | None = None, after: int = 0
    ) -> tuple[Entry, ...]:
        """The log of a committee, of one of its drafts, or of one paragraph, in order; whoever may read it.
        Pages ask `history_for`."""
        with reading(self.engine) as connection:
            return tuple(self._entries(connection, committee, after, draft, paragraph))

    def _entries(
        self, connection: Connection, committee: str, after: int, draft: str | None = None, paragraph: str | None = None
    ) -> Iterator[Entry]:
        for row in connection.execute(self._wanted(committee, after, draft, paragraph)):
            yield _entry(row)

    def _last_entries(self, connection: Connection, committee: str, draft: str, most: int) -> tuple[Entry, ...]:
        last = self._wanted(committee, 0, draft).order_by(None).order_by(entries.c.revision.desc()).limit(most)
        return tuple(_entry(row) for row in connection.execute(last))[::-1]

    def _wanted(self, committee: str, after: int, draft: str | None = None, paragraph: str | None = None) -> Select[Any]:
        wanted = select(entries.c.revision, entries.c.at, entries.c.seat, entries.c.act).where(
            entries.c.committee == committee, entries.c.revision > after
        )
        if draft is not None:
            wanted = wanted.where(entries.c.draft == draft)
        if paragraph is not None:
            wanted = wanted.where(entries.c.paragraph == paragraph)
        return wanted.order_by(entries.c.revision)

    # -- appending

    def perform(self, committee: str, seat: str, act: Act, *, paper: bytes | None = None) -> Entry:
        """Do an act, if the seat may do it as things stand; what is answered is kept.

        Raises:
            Refused: if it may not, or the act makes no sense now.
            Conflict: if somebody else changed the paragraph since the writer saw it.
            Unavailable: if it could not be kept.
        """
        if isinstance(act, DraftAct) and act.undoes:
            raise Refused("What an act takes back is worked out here; use the button that takes back.")
        return self._append(committee, seat, lambda room, _: act, lambda c, room, kept: self._keep_paper(c, room, kept, paper))

    def perform_with(
        self, committee: str, seat: str, act: Act, also: Callable[[Connection, Room, Act], None]
    ) -> Entry:
        """Do an act and something else in the database, or neither.

        Args:
            also: given the connection, the room before and the act as it was decided.
        """
        return self._append(committee, seat, lambda room, _: act, also)

    def undo(self, committee: str, seat: str, draft: str) -> Entry:
        """Take back the seat's last step in a draft.

        Raises:
            Refused: if there is none, or somebody else has changed the paragraph since.
        """

        def act(room: Room, connection: Connection) -> Act:
            actor(room, seat)
            # One's last step is seldom far back; the whole log is read only where it is.
            for most in (100, 2_000):
                log = self._last_entries(connection, committee, draft, most)
                with suppress(Refused):
                    return undo_of(room, log, seat, draft)
            return undo_of(room, tuple(self._entries(connection, committee, 0, draft)), seat, draft)

        return self._append(committee, seat, act, lambda *_: None)

    def _append(
        self,
        committee: str,
        seat: str,
        act: Callable[[Room, Connection], Act],
        also: Callable[[Connection, Room, Act], None],
    ) -> Entry:
        with self._holding(committee) as (connection, revision):
            room = self._read(connection, committee)
            if room.revision != revision:
                raise Unavailable("The log of this committee has a gap; put back the latest backup. Nothing was saved.")
            now = self.clock()
            wanted = act(room, connection)
            if isinstance(wanted, SessionEvent):
                wanted = wanted.model_copy(update={"now": max(now, room.at)})
            kept = decided(room, seat, wanted)
            if isinstance(kept, ClockStarted | ClockStopped):
                kept = kept.model_copy(update={"now": now})
            entry = Entry(room.revision + 1, max(now, room.at), seat, kept)
            after = folded(room, entry)
            connection.execute(insert(entries).values(_row(committee, entry)))
            connection.execute(update(committees).where(committees.c.id == committee).values(revision=entry.revision))
            also(connection, room, kept)
            if entry.revision % EVERY == 0:
                self._keep_snapshot(connection, after)
        self._hold(after)
        for listener in tuple(self.listeners):
            try:
                listener(committee, entry.revision)
            except Exception:
                # It is kept: whoever acted is not to be told otherwise because somebody could not be told of it.
                logging.getLogger(__name__).exception("News of %s could not be passed on", committee)
        return entry

    @contextmanager
    def _holding(self, committee: str) -> Iterator[tuple[Connection, int]]:
        """A transaction that nobody else writes to the committee in, and the committee's revision."""
        with writing(self.engine) as connection:
            # SQLite has the whole file locked by now; PostgreSQL locks the committee's row.
            row = connection.execute(
                select(committees.c.revision).where(committees.c.id == committee).with_for_update()
            ).first()
            if row is None:
                raise Refused("There is no such committee.")
            yield connection, row.revision

    def _keep_snapshot(self, connection: Connection, room: Room) -> None:
        connection.execute(delete(snapshots).where(snapshots.c.committee == room.committee))
        connection.execute(
            insert(snapshots).values(
                committee=room.committee, revision=room.revision, form=FORM, room=room.model_dump_json(exclude_defaults=True)
            )
        )

    def _keep_paper(self, connection: Connection, room: Room, act: Act, content: bytes | None) -> None:
        if not isinstance(act, PaperAdded):
            return
        if content is None or len(content) != act.size:
            raise Refused("The file did not arrive whole; upload it again.")
        if act.size > MOST_PAPER_BYTES:
            raise Refused(f"A paper has at most {MOST_PAPER_BYTES // 2**20} MB.")
        if sum(p.size for p in room.papers.values()) + act.size > MOST_PAPERS_BYTES:
            raise Refused(f"The papers of this committee have reached {MOST_PAPERS_BYTES // 2**20} MB; remove one first.")
        connection.execute(insert(papers).values(committee=room.committee, id=act.id, content=content))

    def import_log(self, conference: str, committee: str, log: Sequence[Entry], files: Mapping[str, bytes]) -> Room:
        """A new committee with a whole log as it was written elsewhere, and its papers: all of it, or nothing.

        Raises:
            Refused: if there is one of this id, no such conference, or the entries do not follow one another.
        """
        _as_an_id(committee)
        room = Room(committee=committee)
        for entry in log:
            if entry.revision != room.revision + 1 or not entry.at >= room.at:
                raise Refused(f"The log has a gap or is out of order at entry {room.revision + 1}.")
            try:
                room = folded(room, entry)
            except (LookupError, ValueError, TypeError, RecordsError) as error:
                raise Refused(f"Entry {entry.revision} does not fit what comes before it.") from error
        try:
            with writing(self.engine) as connection:
                connection.execute(
                    insert(committees).values(
                        id=committee, conference=conference, revision=room.revision, opened_at=self.clock()
                    )
                )
                if log:
                    connection.execute(insert(entries), [_row(committee, entry) for entry in log])
                if files:
                    connection.execute(
                        insert(papers), [{"committee": committee, "id": id, "content": data} for id, data in files.items()]
                    )
                self._keep_snapshot(connection, room)
        except Unavailable as error:
            if isinstance(error.__cause__, IntegrityError):
                raise Refused("A committee of this name is here already, or its conference is not.") from None
            raise
        self._hold(room)
        return room

    def paper(self, committee: str, seat: str, paper: str) -> bytes:
        """The content of an uploaded file.

        Raises:
            Refused: if there is none, or the seat is none of this committee's.
        """
        room = self.room(committee)
        actor(room, seat)
        if paper not in room.papers:
            raise Refused("There is no such paper.")
        with reading(self.engine) as connection:
            row = connection.execute(
                select(papers.c.content).where(papers.c.committee == committee, papers.c.id == paper)
            ).first()
        if row is None:
            raise Refused("The content of this paper is not in these records.")
        return bytes(row.content)

    # -- who is there

    def seen(self, committee: str, seat: str, draft: str, paragraph: str = "") -> None:
        """Note that somebody is on a draft now."""
        values = {"draft": draft[:40], "paragraph": paragraph[:60], "at": self.clock()}
        here = (presence.c.committee == committee) & (presence.c.seat == seat)
        try:
            with writing(self.engine) as connection:
                if not connection.execute(update(presence).where(here).values(values)).rowcount:
                    connection.execute(insert(presence).values(committee=committee, seat=seat, **values))
        except Unavailable as error:
            # Another tab of the same seat was first, or the committee is gone: nothing that anybody has to know.
            if not isinstance(error.__cause__, IntegrityError):
                raise

    def present(self, committee: str) -> tuple[Present, ...]:
        """Who is on which draft of a committee now."""
        since = self.clock() - PRESENT_SECONDS
        with reading(self.engine) as connection:
            rows = connection.execute(
                select(presence.c.seat, presence.c.draft, presence.c.paragraph, presence.c.at)
                .where(presence.c.committee == committee, presence.c.at >= since)
                .order_by(presence.c.seat)
            )
            return tuple(Present(*row) for row in rows)

    def activity(self, conference: str) -> dict[str, tuple[int, float]]:
        """For each committee of a conference how many entries its log has and when the last was made."""
        with reading(self.engine) as connection:
            rows = connection.execute(
                select(committees.c.id, committees.c.revision, entries.c.at)
                .select_from(
                    committees.outerjoin(
                        entries,
                        (entries.c.committee == committees.c.id) & (entries.c.revision == committees.c.revision),
                    )
                )
                .where(committees.c.conference == conference)
            )
            return {row[0]: (row[1], row[2] or 0.0) for row in rows}

    def opened(self, conference: str) -> dict[str, float]:
        """For each committee of a conference since when it is here (seconds since 1970, UTC): set up, or put back from a backup."""
        with reading(self.engine) as connection:
            rows = connection.execute(select(committees.c.id, committees.c.opened_at).where(committees.c.conference == conference))
            return {row[0]: row[1] for row in rows}


def _as_an_id(id: str) -> None:
    if not _ID.fullmatch(id):
        raise Refused("An id has small letters, digits and hyphens, at most 40, and begins with a letter or digit.")


def _row(committee: str, entry: Entry) -> dict[str, Any]:
    act = entry.act
    try:
        written = act.model_dump_json()
    except ValueError:
        raise Refused("There are characters in it that cannot be kept; take them out and try again.") from None
    if len(written) > MOST_ACT_BYTES:
        raise Refused(f"This is more than can be kept at once ({MOST_ACT_BYTES // 2**20} MB); divide it up.")
    return {
        "committee": committee,
        "revision": entry.revision,
        "at": entry.at,
        "seat": entry.seat,
        "kind": getattr(act, "kind", ""),
        "draft": act.draft if isinstance(act, DraftAct) else None,
        "paragraph": act.paragraph if isinstance(act, ParagraphAct) else None,
        "act": written,
    }


def _entry(row: Row[Any]) -> Entry:
    return Entry(row.revision, row.at, row.seat, ACT.validate_json(row.act))


def fold(committee: str, log: Sequence[Entry]) -> Room:
    """The room that a log makes."""
    room = Room(committee=committee)
    for entry in log:
        room = folded(room, entry)
    return room



