"""A committee as one file, and a committee from such a file: a backup, or the way to another machine.

The file is JSON: its form (`penholder_backup`), the committee, and the whole log, so that nothing is in a backup that is
not in the history. Codes are in none: whoever puts a committee back issues new ones. `docs/backup.md` describes it.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import Field, ValidationError
from sqlalchemy import select

from positions.wording import expected
from records.access import SignedIn, must_be_secretariat
from records.acts.act import DAIS, Entry, actor
from records.acts.kinds import ACT
from records.acts.room import PaperAdded, RoomOpened
from records.acts.session import seen_by_dais
from records.committees import Records
from records.database import reading
from records.errors import Refused
from records.room import Id, Room
from records.tables import papers
from resolutions.model import Value

MOST_BYTES = 400 * 2**20
"""The largest backup that is read."""


LATEST = datetime(2200, 1, 1, tzinfo=UTC).timestamp()
"""No entry is of a later time."""


class _Line(Value):
    revision: Annotated[int, Field(ge=1)]
    at: Annotated[float, Field(ge=0, le=LATEST, allow_inf_nan=False)]
    seat: str
    act: dict[str, object]


class Backup(Value):
    """What the file holds."""

    penholder_backup: Literal[1] = 1
    made_at: str = ""
    committee: Id
    name: str = ""
    entries: tuple[_Line, ...]
    papers: dict[str, str] = Field(default_factory=dict)
    """Uploaded files by id, in base 64."""


def backup(records: Records, committee: str, shown: Callable[[Entry], Entry] = lambda entry: entry) -> str:
    """The backup of a committee, as JSON.

    Args:
        shown: an entry of the log as it goes into the file.

    Raises:
        Refused: if there is no such committee.
    """
    room = records.room(committee)
    with reading(records.engine) as connection:
        rows = connection.execute(select(papers.c.id, papers.c.content).where(papers.c.committee == committee)).all()
    content = Backup(
        made_at=datetime.fromtimestamp(records.clock(), UTC).isoformat(timespec="seconds"),
        committee=committee,
        name=room.name,
        entries=tuple(
            _Line(revision=e.revision, at=e.at, seat=e.seat, act=e.act.model_dump(mode="json"))
            for e in map(shown, records.history(committee))
            if e.revision <= room.revision
        ),
        papers={row.id: base64.b64encode(row.content).decode() for row in rows if row.id in room.papers},
    )
    body = content.model_dump(mode="json")
    return json.dumps({"penholder_backup": content.penholder_backup, **body}, ensure_ascii=False)


def text_of(data: bytes) -> str:
    """The text of an uploaded backup.

    Raises:
        Refused: if the file is no text.
    """
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("This is no backup of Penholder; a backup is a JSON file, which the button Backup gives.") from None


def read_backup(text: str) -> tuple[Backup, tuple[Entry, ...]]:
    """The backup in a text.

    Raises:
        Refused: if it is none, is cut off, or is of a later version.
    """
    if len(text) > MOST_BYTES:
        raise Refused(f"This file is larger than {MOST_BYTES // 2**20} MB, which no committee's backup is.")
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise Refused("This is no backup of Penholder, or it was cut off on the way. Take the whole file again.") from None
    if not isinstance(content, dict) or "penholder_backup" not in content:
        raise Refused("This is no backup of Penholder (it has no field 'penholder_backup').")
    if content["penholder_backup"] != 1:
        raise Refused("This backup was made by a later version of Penholder. Update the app and try again.")
    try:
        found = Backup.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise Refused(f"This backup is damaged at {where}: {expected(first)}.") from None
    log: list[Entry] = []
    for line in found.entries:
        try:
            log.append(Entry(line.revision, line.at, line.seat, ACT.validate_python(line.act)))
        except ValidationError:
            kind = str(line.act.get("kind", "no kind"))[:60]
            raise Refused(f"This backup is damaged at entry {line.revision} ({kind}).") from None
    return found, tuple(log)


def restore(records: Records, text: str, conference: str, committee: str) -> Room:
    """A new committee from a backup, in a conference that is here; it has no codes yet.

    Raises:
        Refused: if the text is no backup, or there is a committee of this id here.
    """
    found, log = read_backup(text)
    files: dict[str, bytes] = {}
    for name, content in found.papers.items():
        try:
            files[name] = base64.b64decode(content, validate=True)
        except (binascii.Error, ValueError):
            raise Refused(f"This backup is damaged at the paper {name[:60]}.") from None
    sizes = {entry.act.id: entry.act.size for entry in log if isinstance(entry.act, PaperAdded)}
    if any(sizes.get(name) != len(content) for name, content in files.items()):
        raise Refused("This backup holds papers that its log does not know.")
    if not log or not isinstance(log[0].act, RoomOpened):
        raise Refused("There is nothing in this backup.")
    # The committee is of the conference that takes it in, whatever the other was called.
    log = (log[0]._replace(act=log[0].act.model_copy(update={"conference": conference})), *log[1:])
    return records.import_log(conference, committee, log, files)


def backup_for(records: Records, committee: str, seat: str) -> str:
    """The backup of a committee, for the dais: it holds every bloc's drafts, and not the words of notes that are not for it.

    Raises:
        Refused: if the seat is not the dais's.
    """
    if actor(records.room(committee), seat).role not in DAIS:
        raise Refused("A backup holds every bloc's drafts; it is for the dais.")
    return backup(records, committee, seen_by_dais)


def restore_for(records: Records, me: SignedIn, text: str, committee: str) -> Room:
    """A new committee from a backup, in the conference of the secretariat that puts it back.

    Raises:
        Refused: if it is not the secretariat, the text is no backup, or there is a committee of this id here.
    """
    must_be_secretariat(me, me.conference)
    return restore(records, text, me.conference, committee)
