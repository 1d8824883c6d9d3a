"""Who may do what: every act from every seat, decided in the domain and not on a page."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import TypeAdapter

from positions.model import Stance
from records.acts.act import Act, decided
from records.acts.amendments import (
    AmendmentAccepted,
    AmendmentDecided,
    AmendmentProposed,
    AmendmentSigned,
    AmendmentsOrdered,
    AmendmentTakenBack,
)
from records.acts.drafts import CoAuthorSet, Commented, CommentSettled, DraftStarted, HeadingChanged, OpenedToSign
from records.acts.kinds import ACT, KINDS
from records.acts.paragraphs import ParagraphAdded, ParagraphChanged, ParagraphMoved, ParagraphRemoved
from records.acts.room import (
    BoardSet,
    ClockStarted,
    ClockStopped,
    CodeChanged,
    PaperAdded,
    PaperRemoved,
    RoomOpened,
    SeatSet,
    SettingsChanged,
    StanceDropped,
    StanceSet,
)
from records.acts.session import SessionEvent
from records.acts.stages import Signed, StageChanged
from records.backup import backup_for, restore_for
from records.errors import Refused
from records.room import SECRETARIAT, Board, Clock, Role, Room, Seat, Settings, Stage
from resolutions.amendments import Amendment
from resolutions.model import Paragraph

SEATS = (SECRETARIAT, "chair", "france", "mexico", "china", "oas", "wall", "nobody")
"""France wrote the drafts, Mexico writes with it, China is of another bloc."""

DAIS = {SECRETARIAT, "chair"}
BLOC = {"france", "mexico"}
DELEGATES = BLOC | {"china"}

def amendment(id: str = "m1", **more: Any) -> Amendment:
    return Amendment(**{"id": id, "kind": "replace", "part": "operative", "paragraph": "p1", "text": "Calls for calm;", **more})


@pytest.fixture
def room(house: Any) -> Room:
    """A room with something of every kind in it."""
    house.draft("working")
    house.do("france", CoAuthorSet(draft="working", seat="mexico"))
    house.do("france", Commented(draft="working", paragraph="p1", text="Is this too strong?"))
    house.introduced("floor")
    house.do("france", CoAuthorSet(draft="floor", seat="mexico"))
    house.do("mexico", AmendmentProposed(draft="floor", amendment=amendment()))
    house.do("mexico", AmendmentProposed(draft="floor", amendment=amendment("m0", paragraph="p2", text="Decides to meet on Monday.")))
    house.do("chair", AmendmentDecided(draft="floor", amendment="m0", outcome="failed"))
    house.do("mexico", PaperAdded(id="paper", name="position.txt", size=2), paper=b"ok")
    house.do("chair", BoardSet(board=Board(clock=Clock(seconds=60, left=60))))
    return house.room


def table(room: Room) -> list[tuple[Act, set[str]]]:
    """Every kind of act, with the seats that may do it as the room stands."""
    settings = room.settings
    assert settings is not None
    comment = room.drafts["working"].comments[0].id
    changed = ParagraphChanged(draft="working", paragraph="p1", text="New words;")
    return [
        (SettingsChanged(settings=settings), DAIS),
        (SeatSet(seat=Seat(id="spain", role=Role.DELEGATE, delegation="spain")), DAIS),
        (SeatSet(seat=Seat(id="china", role=Role.CHAIR)), DAIS),
        (CodeChanged(seat="china", what="issued"), DAIS),
        (CodeChanged(seat="china", what="revoked"), DAIS),
        (StanceDropped(delegation="china", issue="host-state-consent"), set()),
        (PaperAdded(id="new", name="a.txt", size=1), DAIS | DELEGATES),
        (PaperRemoved(id="paper"), DAIS | {"mexico"}),
        (BoardSet(board=Board(notice="We meet at ten.")), DAIS),
        (ClockStarted(seconds=60), DAIS),
        (ClockStopped(), DAIS),
        (SessionEvent(events=({"kind": "session.opened", "members": ["china", "france"]},)), DAIS),
        (DraftStarted(draft="new"), DAIS | DELEGATES),
        (changed, DAIS | BLOC),
        (changed.model_copy(update={"draft": "floor"}), DAIS),
        (ParagraphAdded(draft="working", part="operative", content=Paragraph(id="p9", text="More;")), DAIS | BLOC),
        (ParagraphRemoved(draft="working", paragraph="p1"), DAIS | BLOC),
        (ParagraphMoved(draft="working", paragraph="p1", after="p2"), DAIS | BLOC),
        (ParagraphMoved(draft="floor", paragraph="p1", after="p2"), DAIS),
        (HeadingChanged(draft="working", fields={"topic": "Peace"}), DAIS | BLOC),
        (CoAuthorSet(draft="working", seat="china"), DAIS | {"france"}),
        (CoAuthorSet(draft="working", seat="mexico", writes=False), DAIS | BLOC),
        (OpenedToSign(draft="working", open=True), DAIS | BLOC),
        (Signed(draft="working", delegation="france", role="sponsor"), DAIS | {"france"}),
        (Signed(draft="working", delegation="china", role="signatory"), DAIS),
        (Signed(draft="floor", delegation="china", role="sponsor"), DAIS),
        (StageChanged(draft="working", to=Stage.WITHDRAWN), DAIS | BLOC),
        (StageChanged(draft="floor", to=Stage.VOTED), DAIS),
        (Commented(draft="working", paragraph="p1", text="Yes."), DAIS | BLOC),
        (Commented(draft="floor", paragraph="p1", text="Yes."), DAIS | DELEGATES),
        (CommentSettled(draft="working", comment=comment), DAIS | BLOC),
        (AmendmentProposed(draft="floor", amendment=amendment("m2")), DAIS | DELEGATES),
        (AmendmentSigned(draft="floor", amendment="m1", delegation="china"), DAIS | {"china"}),
        (AmendmentAccepted(draft="floor", amendment="m1", delegation="france"), DAIS | {"france"}),
        (AmendmentDecided(draft="floor", amendment="m1", outcome="carried"), DAIS),
        (AmendmentDecided(draft="floor", amendment="m1", outcome="failed"), DAIS),
        (AmendmentDecided(draft="floor", amendment="m1", outcome="withdrawn"), DAIS | {"mexico"}),
        (AmendmentDecided(draft="floor", amendment="m1", outcome="friendly"), set()),
        (AmendmentTakenBack(draft="floor", amendment="m0"), DAIS),
        (AmendmentsOrdered(draft="floor", order=("m1",)), DAIS),
    ]  # fmt: skip


def test_every_act_is_done_only_from_the_seats_that_may(room: Room) -> None:
    wrong, told = [], []
    for act, may in table(room):
        for seat in SEATS:
            try:
                decided(room, seat, act)
                did = True
            except Refused as error:
                did = False
                told.append(str(error))
            if did != (seat in may):
                wrong.append(f"{seat} {'may' if did else 'may not'} {act!r}")
    assert wrong == []
    assert [words for words in told if not (words[0].isupper() and words.endswith("."))] == []


def test_the_table_forgets_no_kind_of_act(room: Room) -> None:
    assert set(KINDS) - {act.kind for act, _ in table(room)} == {"room.opened", "stance.set"}, "and those two are tried below"


def test_a_committee_is_opened_once_and_by_the_secretariat(house: Any) -> None:
    act = RoomOpened(conference="spring", settings=Settings(name="Two", topic="t", council="own"))
    for seat in SEATS:
        with pytest.raises(Refused):
            house.do(seat, act)
        with pytest.raises(Refused):
            decided(Room(committee="new", seats=house.room.seats), seat, act) if seat != SECRETARIAT else house.do(seat, act)


def test_a_seat_that_was_closed_does_nothing_any_more(house: Any) -> None:
    house.draft()
    house.do("chair", SeatSet(seat=house.room.seats["france"].model_copy(update={"active": False})))
    with pytest.raises(Refused, match="has been closed"):
        house.change("france", "p1", "Still here;")
    with pytest.raises(Refused, match="has been closed"):
        house.records.undo("crisis", "france", "d1")
    with pytest.raises(Refused, match="has been closed"):
        house.records.room_for("crisis", "france")


def test_a_chair_cannot_make_itself_the_secretariat(house: Any) -> None:
    for seat in (Seat(id=SECRETARIAT, role=Role.CHAIR), Seat(id="x", role=Role.SECRETARIAT), Seat(id="system", role=Role.CHAIR)):
        with pytest.raises(Refused):
            house.do("chair", SeatSet(seat=seat))


def test_a_delegate_issues_and_revokes_no_code(house: Any) -> None:
    house.access.issue("spring", "crisis", "chair", ["chair", "france"])
    before = house.access.coded("crisis")
    for seat in ("france", "oas", "wall", "nobody"):
        with pytest.raises(Refused):
            house.access.issue("spring", "crisis", seat, ["chair"])
        with pytest.raises(Refused):
            house.access.revoke("crisis", seat, "chair")
    assert house.access.coded("crisis") == before


def test_a_refused_code_leaves_the_former_one_working(house: Any) -> None:
    code = house.access.issue("spring", "crisis", "chair", ["france"])[0].code
    with pytest.raises(Refused):
        house.access.issue("spring", "crisis", "china", ["france"])
    with pytest.raises(Refused):
        house.access.issue("autumn", "crisis", "chair", ["france"])
    assert house.access.who(house.access.enter(code)).seat == "france"


def test_a_delegate_neither_takes_a_backup_nor_puts_one_back(house: Any) -> None:
    text = backup_for(house.records, "crisis", "chair")
    for seat in ("france", "oas", "wall", "nobody"):
        with pytest.raises(Refused):
            backup_for(house.records, "crisis", seat)
    for seat in ("france", "chair"):
        code = house.access.issue("spring", "crisis", SECRETARIAT, [seat])[0].code
        me = house.access.who(house.access.enter(code))
        with pytest.raises(Refused, match="secretariat"):
            restore_for(house.records, me, text, "copy")
    me = house.access.who(house.access.enter(house.access.issue_secretariat("spring").code))
    assert restore_for(house.records, me, text, "copy").name == "Crisis"


def test_the_secretariat_of_one_conference_is_nobody_in_another(house: Any) -> None:
    house.records.found_conference("autumn", "Autumn conference")
    cookie = house.access.enter(house.access.issue_secretariat("autumn").code)
    assert house.access.secretariat(cookie, "autumn").seat == SECRETARIAT
    with pytest.raises(Refused):
        house.access.secretariat(cookie, "spring")


def test_an_undo_takes_back_no_act_of_the_dais(house: Any) -> None:
    house.introduced()
    with pytest.raises(Refused):
        house.records.undo("crisis", "france", "d1")
    house.change("chair", "p1", "Corrected by the dais;")
    with pytest.raises(Refused):
        house.records.undo("crisis", "france", "d1")
    assert house.text("p1") == "Corrected by the dais;"


def test_nobody_says_by_hand_what_an_act_takes_back(house: Any) -> None:
    house.draft()
    entry = house.change("france", "p1", "Once;")
    act = ParagraphChanged(draft="d1", paragraph="p1", text="Twice;", undoes=(entry.revision,))
    with pytest.raises(Refused):
        house.do("france", act)


def test_a_draft_that_is_brought_carries_no_names_but_its_bringer_s(house: Any) -> None:
    brought = {"operative": [{"id": "p1", "text": "Urges calm."}], "sponsors": ["china", "france"], "signatories": ["russia"]}
    act = TypeAdapter(DraftStarted).validate_python({"draft": "d1", "content": {**brought, "symbol": "S/RES/1"}})
    house.do("france", act)
    draft = house.room.drafts["d1"].draft
    assert (draft.sponsors, draft.signatories, draft.symbol) == (("france",), (), "")


def test_a_chair_s_stance_is_a_chair_s_to_set(house: Any) -> None:
    stance = _stance()
    for seat in ("france", "oas", "wall"):
        with pytest.raises(Refused):
            house.do(seat, StanceSet(delegation="china", stance=stance))
    house.do("chair", StanceSet(delegation="china", stance=stance))
    assert house.room.stances == {"china": (stance,)}
    for seat in ("china", "oas", "wall"):
        with pytest.raises(Refused):
            house.do(seat, StanceDropped(delegation="china", issue=stance.issue))
    house.do("chair", StanceDropped(delegation="china", issue=stance.issue))
    assert house.room.stances == {}


def _stance() -> Stance:
    from positions.topic import load_topic

    topic = load_topic("drug-cartels")
    return next(s for d in topic.delegations for s in d.stances)


def test_acts_are_read_back_as_they_were_written(room: Room) -> None:
    for act, _ in table(room):
        assert ACT.validate_json(act.model_dump_json()) == act
