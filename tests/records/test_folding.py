"""The room is what its log makes of it: from the start, from a copy, from another process, from a backup."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from records import committees
from records.acts.act import Act, Entry, decided, folded
from records.acts.amendments import AmendmentDecided, AmendmentProposed, AmendmentSigned, AmendmentTakenBack
from records.acts.drafts import CoAuthorSet, Commented, CommentSettled, DraftStarted, HeadingChanged, OpenedToSign
from records.acts.kinds import ACT
from records.acts.paragraphs import ParagraphAdded, ParagraphChanged, ParagraphMoved, ParagraphRemoved
from records.acts.room import BoardSet, ClockStarted, ClockStopped, CodeChanged, RoomOpened, SeatSet
from records.acts.session import SessionEvent
from records.acts.stages import Signed, StageChanged
from records.acts.undo import undo_of
from records.backup import backup, restore
from records.committees import fold
from records.errors import Refused
from records.room import SECRETARIAT, Board, Role, Room, Seat, Settings, Stage
from resolutions.amendments import Amendment
from resolutions.model import Draft, Paragraph

MEMBERS = ("china", "france", "mexico")
SEATS = ("chair", *MEMBERS, "oas")
DRAFTS = ("d1", "d2")
PARAGRAPHS = ("p1", "p2", "p3", "p4", "a-m1")
TEXTS = ("Urges calm;", "Urges calm and restraint;", "Decides to meet again;", "“Ünïcode”, مع السلام;", "")


def some_act(luck: random.Random, room: Room) -> Act:
    """Any act, sensible or not."""
    draft, paragraph, text = luck.choice(DRAFTS), luck.choice(PARAGRAPHS), luck.choice(TEXTS)
    shared = room.drafts.get(draft)
    base = luck.choice([None, shared.versions.get(paragraph) if shared else 3])
    member = luck.choice(MEMBERS)
    name = luck.choice(("m1", "m2", "m3"))
    part = luck.choice(("preambular", "operative"))
    after = luck.choice((None, *PARAGRAPHS))
    kind = luck.choice(("add", "delete", "replace", "move"))
    amendment = Amendment(
        id=name, kind=kind, part=part, paragraph=None if kind == "add" else paragraph, after=after, text=text or "Notes it;",
        sponsors=(member,),
    )  # fmt: skip
    content = Draft(operative=(Paragraph(id="p1", text="First;"), Paragraph(id="p1", text="Second;")))
    return luck.choice(
        [
            DraftStarted(draft=draft, content=content),
            ParagraphAdded(draft=draft, part=part, after=after, content=Paragraph(id=paragraph, text=text)),
            ParagraphChanged(draft=draft, paragraph=paragraph, text=text, base=base),
            ParagraphChanged(draft=draft, paragraph=paragraph, text=text, base=base),
            ParagraphRemoved(draft=draft, paragraph=paragraph, base=base),
            ParagraphMoved(draft=draft, paragraph=paragraph, part=luck.choice((None, part)), after=after),
            HeadingChanged(draft=draft, fields={"title": text, "heading": [text, "x"], "topic": text}),
            CoAuthorSet(draft=draft, seat=member, writes=luck.random() < 0.7),
            OpenedToSign(draft=draft, open=luck.random() < 0.5),
            Signed(draft=draft, delegation=member, role=luck.choice(("sponsor", "signatory", "none"))),
            StageChanged(draft=draft, to=luck.choice(list(Stage)), remark=text),
            StageChanged(draft=draft, to=luck.choice((Stage.SUBMITTED, Stage.APPROVED, Stage.INTRODUCED))),
            Commented(draft=draft, paragraph=paragraph, text=text),
            CommentSettled(draft=draft, comment=luck.randrange(40)),
            AmendmentProposed(draft=draft, amendment=amendment),
            AmendmentProposed(draft=draft, amendment=amendment),
            AmendmentSigned(draft=draft, amendment=name, delegation=member, signs=luck.random() < 0.7),
            AmendmentDecided(draft=draft, amendment=name, outcome=luck.choice(("carried", "failed", "withdrawn", "friendly"))),
            AmendmentTakenBack(draft=draft, amendment=name),
            BoardSet(board=Board(notice=text, draft=luck.choice(("", draft)))),
            ClockStarted(seconds=luck.choice((1, 60.5))),
            ClockStopped(remove=luck.random() < 0.5),
            CodeChanged(seat=member, what="issued"),
            SessionEvent(events=({"kind": "session.opened", "members": list(MEMBERS), "committee": text[:200]},)),
        ]
    )


def opened() -> list[Entry]:
    """The log of a room with its seats."""
    setting = Settings(name="Crisis", topic="drug-cartels", council="own", members=MEMBERS, amendment_sponsors=1)
    acts: list[Act] = [RoomOpened(conference="spring", settings=setting), SeatSet(seat=Seat(id="chair", role=Role.CHAIR))]
    acts += [SeatSet(seat=Seat(id=m, role=Role.DELEGATE, delegation=m)) for m in MEMBERS]
    acts += [SeatSet(seat=Seat(id="oas", role=Role.OBSERVER, delegation="oas"))]
    return [Entry(n, 1e9, SECRETARIAT, act) for n, act in enumerate(acts, start=1)]


def played(seed: int, acts: int) -> tuple[Room, list[Entry]]:
    """A room after many acts by anybody, of which the log holds those that were in order."""
    luck = random.Random(seed)
    log = opened()
    room = fold("crisis", log)
    for _ in range(acts):
        # Whoever may do most acts makes most of the log.
        seat = luck.choice(("chair", "chair", "france", "france", *SEATS))
        try:
            if luck.random() < 0.1:
                act: Act = undo_of(room, log, seat, luck.choice(DRAFTS))
            else:
                act = some_act(luck, room)
            entry = Entry(room.revision + 1, room.at + luck.choice((0, 1, 100.25)), seat, decided(room, seat, act))
        except Refused:
            continue
        room = folded(room, entry)
        log.append(entry)
    return room, log


seeds = st.integers(0, 10**6)


@given(seeds)
@settings(max_examples=25)
def test_a_log_that_is_written_down_makes_the_same_room(seed: int) -> None:
    room, log = played(seed, 120)
    written = [e._replace(act=ACT.validate_json(e.act.model_dump_json())) for e in log]
    assert fold("crisis", written) == room
    assert [e.act for e in written] == [e.act for e in log]


@given(seeds, st.integers(0, 100))
@settings(max_examples=25)
def test_a_copy_and_what_came_after_make_the_same_room(seed: int, percent: int) -> None:
    room, log = played(seed, 120)
    at = len(log) * percent // 100
    half = Room.model_validate_json(fold("crisis", log[:at]).model_dump_json(exclude_defaults=True))
    for entry in log[at:]:
        half = folded(half, entry)
    assert half == room


@given(seeds)
@settings(max_examples=40)
def test_whatever_is_done_the_drafts_stay_sound(seed: int) -> None:
    room, log = played(seed, 150)
    assert [e.revision for e in log] == list(range(1, room.revision + 1))
    symbols = [s.symbol for s in room.drafts.values() if s.symbol]
    assert len(symbols) == len(set(symbols))
    for shared in room.drafts.values():
        ids = [p.id for p in shared.draft.paragraphs]
        assert len(ids) == len(set(ids)), "two paragraphs of one id"
        assert set(ids) <= set(shared.versions), "a paragraph without a version"
        assert max(shared.versions.values(), default=0) <= shared.version <= room.revision
        assert len({p.amendment.id for p in shared.amendments}) == len(shared.amendments)
        assert sorted(p.amendment.number for p in shared.amendments) == list(range(1, len(shared.amendments) + 1))


@given(seeds)
@settings(max_examples=25)
def test_what_a_log_refuses_changes_nothing(seed: int) -> None:
    room, _ = played(seed, 40)
    before = room.model_dump_json()
    luck = random.Random(seed)
    told = []
    for _ in range(30):
        try:
            decided(room, luck.choice(SEATS), some_act(luck, room))
        except Refused as error:
            told.append(str(error))
    assert room.model_dump_json() == before
    assert [words for words in told if not (words[0].isupper() and words.endswith("."))] == []


@pytest.mark.parametrize("seed", range(3))
def test_both_databases_give_back_the_room_that_was_played(house: Any, seed: int) -> None:
    room, log = played(seed, 150)
    kept = house.records.import_log("spring", "played", log, {})
    house.records.forget()
    fresh = house.another().room("played")
    assert fresh == kept == room.model_copy(update={"committee": "played"})
    assert [e.act for e in house.records.history("played")] == [e.act for e in log]


@pytest.mark.parametrize("seed", range(3))
def test_a_backup_that_is_put_back_is_the_same_room(house: Any, seed: int) -> None:
    _, log = played(seed, 150)
    room = house.records.import_log("spring", "played", log, {})
    again = restore(house.records, backup(house.records, "played"), "spring", "again")
    assert again == room.model_copy(update={"committee": "again"})
    assert house.another().room("again") == again


def test_a_copy_is_kept_now_and_then_and_spares_the_log(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(committees, "EVERY", 20)
    house.draft()
    while house.room.revision % 20 != 5:
        house.change("france", "p1", f"Text {house.room.revision};")
    read: list[int] = []
    entry = committees._entry
    monkeypatch.setattr(committees, "_entry", lambda row: (read.append(row.revision), entry(row))[1])
    fresh = house.another()
    room = fresh.room("crisis")
    assert len(read) == 5, "only what came after the copy was read"
    read.clear()
    assert fresh.room("crisis") == room and read == []
    house.change("france", "p2", "Once more;")
    read.clear()
    assert fresh.room("crisis").revision == room.revision + 1 and len(read) == 1


def test_a_copy_that_is_damaged_or_of_another_form_is_not_used(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy import text

    monkeypatch.setattr(committees, "EVERY", 1)
    house.draft()
    room = house.room
    for change in ("room = '{'", "room = '{}'", "form = 999", "revision = 1", """room = replace(room, '"revision":', '"x":')"""):
        with house.records.engine.connect() as connection:
            connection.execute(text(f"UPDATE snapshots SET {change}"))
            connection.commit()
        assert house.another().room("crisis") == room, change


def test_a_copy_that_is_missing_is_made_when_the_room_is_read(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from sqlalchemy import text

    house.draft()
    monkeypatch.setattr(committees, "EVERY", 5)
    with house.records.engine.connect() as connection:
        connection.execute(text("DELETE FROM snapshots"))
        connection.commit()
    room = house.another().room("crisis")
    monkeypatch.setattr(committees, "_entry", lambda row: pytest.fail("the log was read"))
    assert house.another().room("crisis") == room


def test_a_database_that_is_put_back_from_a_copy_is_read_anew(house: Any) -> None:
    from sqlalchemy import text

    house.draft()
    known = house.room.revision
    before = house.another().room("crisis")
    for n in range(3):
        house.change("france", "p1", f"Lost {n};")
    with house.records.engine.connect() as connection:
        connection.execute(text(f"DELETE FROM entries WHERE revision > {known}"))
        connection.execute(text(f"UPDATE committees SET revision = {known}"))
        connection.commit()
    assert house.room == before
    assert house.change("france", "p1", "Written anew;").revision == known + 1
    assert [e.revision for e in house.records.history("crisis")] == list(range(1, known + 2))
