"""A session is a part of the committee's log: who may do what in it, what is refused, and what it does to the drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from committee.events import write_events
from committee.folding import last_act
from committee.motions import concluded, opening, put_and_decided
from committee.moved import needs_second
from committee.order.motions import motions_in_order
from committee.questions import vote_on
from committee.session import Session
from records.acts.amendments import AmendmentDecided, AmendmentProposed, AmendmentTakenBack
from records.acts.paragraphs import ParagraphChanged
from records.acts.room import SeatSet, SettingsChanged
from records.acts.session import SessionEvent
from records.acts.stages import Signed, StageChanged
from records.backup import backup, restore
from records.errors import Refused
from records.room import Role, Room, Seat, Stage
from records.sitting import procedure_of, register_of
from resolutions.amendments import Amendment
from resolutions.model import Loose

if TYPE_CHECKING:
    from tests.records.conftest import House

MEMBERS = ("china", "france", "mexico", "russia", "united-kingdom", "united-states")


def event(kind: str, **fields: Any) -> SessionEvent:
    return SessionEvent(events=({"kind": kind, **fields},))


def together(events: Any) -> SessionEvent:
    return SessionEvent(events=tuple({k: v for k, v in one.items() if k != "at"} for one in write_events(events)))


def session(house: House) -> Session:
    made = house.room.session
    assert made is not None
    return made


def ruled(house: House, rules: str, **more: Any) -> None:
    settings = house.room.settings
    assert settings is not None
    house.do("chair", SettingsChanged(settings=settings.model_copy(update={"rules": rules, **more})))


def in_debate(house: House, rules: str = "una-usa") -> Session:
    """A session past its roll call and agenda, in the middle of debate."""
    ruled(house, rules)
    settings = house.room.settings
    assert settings is not None
    house.do("chair", together([opening(procedure_of(settings), "Crisis", MEMBERS, 0, observers=("oas",), permanent=("china",))]))
    for member in MEMBERS:
        house.clock.on(5)
        house.do("chair", event("roll.called", delegation=member, answer="present"))
    house.do("chair", event("quorum.noted", present=6, needed=2))
    house.do("chair", event("agenda.adopted", items=["Drug cartels"], item="Drug cartels"))
    return session(house)


def open_to_vote(house: House) -> Session:
    """The vote on a draft of France's, on the members' devices."""
    house.introduced("d1")
    in_debate(house)
    house.do("chair", event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"]))
    house.do("chair", event("voting.opened"))
    rules = procedure_of(house.room.settings)  # type: ignore[arg-type]
    house.do("chair", together([vote_on(session(house), rules, "d1", 0, method="placards")]))
    return session(house)


def test_a_session_stands_in_the_room_as_its_events_make_it(house: House) -> None:
    made = in_debate(house)
    assert made.phase == "debate"
    assert made.present == MEMBERS
    assert house.room.parts["session"] == house.room.revision


def test_a_room_without_a_session_has_none(house: House) -> None:
    assert house.room.session is None
    assert "session" not in house.room.parts


def test_the_time_and_the_doer_are_the_records_to_say(house: House) -> None:
    in_debate(house)
    house.clock.on(100)
    house.do("france", event("list.joined", delegation="france", at=5.0, by="china"))
    happened = session(house).events[-1]
    assert (happened.at, happened.by) == (house.clock.now, "france")


def test_what_is_out_of_order_is_refused_with_the_rule(house: House) -> None:
    in_debate(house)
    before = house.room
    with pytest.raises(Refused, match="Nobody has the floor"):
        house.do("chair", event("speech.started"))
    with pytest.raises(Refused, match="The list is open"):
        house.do("chair", event("list.opened"))
    assert house.room == before


def test_events_that_belong_together_are_kept_together_or_not_at_all(house: House) -> None:
    in_debate(house)
    before = house.room
    two = SessionEvent(events=({"kind": "list.joined", "delegation": "china"}, {"kind": "list.joined", "delegation": "china"}))
    with pytest.raises(Refused, match="on the list already"):
        house.do("chair", two)
    assert house.room == before


def test_what_is_no_event_is_refused_in_one_line(house: House) -> None:
    in_debate(house)
    for wrong in ({"kind": "party"}, {"at": 1.0}, {"kind": "list.joined"}, {"kind": "time.set", "seconds": -1}):
        with pytest.raises(Refused, match=r"^This is no event of a session: [^\n]+$"):
            house.do("chair", SessionEvent(events=(wrong,)))


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("list.joined", {"delegation": "france"}),
        ("motion.raised", {"motion": "suspend-meeting"}),
        ("point.raised", {"point": "order"}),
        ("reply.asked", {"delegation": "france"}),
        ("note.passed", {"to": "dais", "words": "May we speak?"}),
    ],
)
def test_a_delegate_does_its_own_business(house: House, kind: str, fields: dict[str, Any]) -> None:
    in_debate(house)
    house.do("france", event(kind, **fields))
    assert session(house).events[-1].kind == kind


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("list.joined", {"delegation": "china"}),
        ("reply.asked", {"delegation": "china"}),
        ("speaker.called", {"delegation": "france"}),
        ("time.set", {"seconds": 30}),
        ("list.closed", {}),
        ("voting.opened", {}),
        ("meeting.adjourned", {}),
        ("undone", {"events": ["1"]}),
        ("vote.explained", {"delegation": "france"}),
    ],
)
def test_what_is_the_chairs_or_anothers_a_delegate_does_not(house: House, kind: str, fields: dict[str, Any]) -> None:
    in_debate(house)
    with pytest.raises(Refused):
        house.do("france", event(kind, **fields))


def test_an_observer_joins_the_list_and_passes_notes_and_no_more(house: House) -> None:
    in_debate(house)
    house.do("oas", event("list.joined", delegation="oas"))
    house.do("oas", event("note.passed", to="france", words="Good morning."))
    for kind, fields in (("motion.raised", {"motion": "suspend-meeting"}), ("point.raised", {"point": "order"})):
        with pytest.raises(Refused, match="for the chair"):
            house.do("oas", event(kind, **fields))


def test_a_display_does_nothing(house: House) -> None:
    in_debate(house)
    with pytest.raises(Refused):
        house.do("wall", event("note.passed", to="dais", words="Hello."))


def test_a_delegate_gives_its_events_no_names(house: House) -> None:
    in_debate(house)
    with pytest.raises(Refused, match="names"):
        house.do("france", event("list.joined", delegation="france", id="1"))
    with pytest.raises(Refused, match="names"):
        house.do("france", event("list.joined", delegation="france", act="x"))


def test_a_delegation_that_is_not_in_the_session_has_no_say(house: House) -> None:
    in_debate(house)
    house.do("chair", SeatSet(seat=Seat(id="spain", role=Role.DELEGATE, delegation="spain")))
    with pytest.raises(Refused, match="does not sit"):
        house.do("spain", event("list.joined", delegation="spain"))


def test_the_dais_writes_down_what_a_delegation_moves(house: House) -> None:
    in_debate(house)
    house.do("chair", event("motion.raised", motion="suspend-meeting", by="france"))
    house.do("chair", event("remark", words="Noted.", by="somebody"))
    assert [one.by for one in session(house).events[-2:]] == ["france", "chair"]


def test_only_the_mover_and_the_chair_withdraw_a_motion(house: House) -> None:
    in_debate(house)
    house.do("france", event("motion.raised", motion="suspend-meeting"))
    motion = session(house).motions[0].id
    with pytest.raises(Refused, match="Only who moved it"):
        house.do("china", event("motion.withdrawn", motion=motion))
    house.do("france", event("motion.withdrawn", motion=motion))
    assert not session(house).motions


def test_members_vote_on_their_devices_once_a_seat_and_change_it_until_it_is_closed(house: House) -> None:
    open_to_vote(house)
    house.do("france", event("vote.cast", delegation="france", choice="in favour"))
    house.do("china", event("vote.cast", delegation="china", choice="in favour"))
    house.do("china", event("vote.cast", delegation="china", choice="against"))
    with pytest.raises(Refused):
        house.do("mexico", event("vote.cast", delegation="china", choice="in favour"))
    vote = session(house).vote
    assert vote is not None
    assert vote.votes == {"france": "in favour", "china": "against"}
    assert vote.shown_to("france") == {"france": "in favour", "china": "voted"}
    house.do("chair", event("vote.closed"))
    with pytest.raises(Refused, match="No vote is open"):
        house.do("mexico", event("vote.cast", delegation="mexico", choice="in favour"))


def test_hands_that_the_chair_counts_are_not_cast_on_devices(house: House) -> None:
    in_debate(house)
    house.do("france", event("motion.raised", motion="suspend-meeting"))
    house.do("china", event("motion.seconded", motion=session(house).motions[0].id))
    motion = session(house).motions[0].id
    house.do("chair", event("motion.put", motion=motion))
    house.do("chair", event("vote.opened", question="suspend-meeting", motion=motion, method="placards", secret=False))
    with pytest.raises(Refused, match="not on devices"):
        house.do("china", event("vote.cast", delegation="china", choice="in favour"))


def test_a_motion_that_carries_does_what_it_says_in_one_entry(house: House) -> None:
    in_debate(house)
    rules = procedure_of(house.room.settings)  # type: ignore[arg-type]
    house.do("france", event("motion.raised", motion="suspend-meeting", parameters={"seconds": 600}))
    house.do("china", event("motion.seconded", motion=session(house).motions[0].id))
    before = house.room.revision
    motion = session(house).motions[0].id
    house.do("chair", event("motion.put", motion=motion))
    events = put_and_decided(session(house), rules, motion, True, house.clock.now)
    house.do("chair", together(events))
    assert house.room.revision == before + 2
    assert session(house).phase == "suspended"
    assert session(house).suspended_at == house.room.at


def test_a_draft_follows_the_session_through_its_stages_and_back(house: House) -> None:
    house.draft("d1")
    house.do("france", Signed(draft="d1", delegation="france", role="sponsor"))
    house.do("france", StageChanged(draft="d1", to=Stage.SUBMITTED))
    house.do("chair", StageChanged(draft="d1", to=Stage.APPROVED))
    in_debate(house)
    approved = house.room
    house.do("chair", event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"]))
    assert house.room.drafts["d1"].stage is Stage.INTRODUCED
    assert house.room.drafts["d1"].numbers is not None
    house.do("chair", event("undone", events=[str(len(session(house).events))]))
    assert house.room.drafts["d1"].stage is Stage.APPROVED
    assert (house.room.drafts["d1"].symbol, house.room.approved) == (approved.drafts["d1"].symbol, approved.approved)
    house.do("chair", event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"]))
    house.do("chair", event("document.withdrawn", document="d1"))
    assert house.room.drafts["d1"].stage is Stage.WITHDRAWN


def test_a_vote_on_a_draft_is_its_stage_and_its_result_the_remark(house: House) -> None:
    open_to_vote(house)
    rules = procedure_of(house.room.settings)  # type: ignore[arg-type]
    for member in MEMBERS:
        house.do("chair", event("vote.cast", delegation=member, choice="in favour"))
    house.do("chair", together(concluded(session(house), rules, house.clock.now)))
    shared = house.room.drafts["d1"]
    assert shared.stage is Stage.VOTED
    assert "adopted" in shared.remark
    assert session(house).documents["d1"].status == "adopted"


def amended(house: House, *amendments: Amendment, texts: tuple[str, ...] = ("Urges calm;", "Decides to meet.")) -> None:
    """A draft of France's before the room, with amendments of Mexico's to it introduced."""
    house.introduced("d1", texts=texts)
    for amendment in amendments:
        house.do("mexico", AmendmentProposed(draft="d1", amendment=amendment))
    in_debate(house)
    house.do("chair", event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"]))
    assert {"d1", *(f"d1/{one.id}" for one in amendments)} <= set(register_of(house.room))
    for amendment in amendments:
        house.do("chair", event("amendment.introduced", amendment=f"d1/{amendment.id}", document="d1", sponsors=["mexico"]))


def carry(house: House, amendment: str, **more: Any) -> str:
    """Adopt an amendment; the id of the event that an undo names."""
    house.do("chair", event("amendment.decided", amendment=f"d1/{amendment}", carried=True, **more))
    return str(len(session(house).events))


def undo(house: House, *events: str) -> str:
    house.do("chair", event("undone", events=list(events)))
    return str(len(session(house).events))


def replacing(id: str, text: str, paragraph: str = "p1") -> Amendment:
    return Amendment(id=id, kind="replace", part="operative", paragraph=paragraph, text=text)


AMENDMENTS = {
    "replaces": replacing("m1", "Demands calm;"),
    "adds": Amendment(id="m1", kind="add", part="operative", after="p1", text="Requests a report;"),
    "deletes": Amendment(id="m1", kind="delete", part="operative", paragraph="p1"),
    "moves": Amendment(id="m1", kind="move", part="operative", paragraph="p1", after="p2"),
}


@pytest.mark.parametrize("amendment", AMENDMENTS.values(), ids=AMENDMENTS)
def test_an_amendment_that_was_taken_in_leaves_the_text_with_an_undo_and_comes_back_with_a_redo(house: House, amendment: Amendment) -> None:
    amended(house, amendment, texts=("Urges calm;", "Decides to meet;", "Remains seized."))
    before = house.room.drafts["d1"]
    adopted = carry(house, "m1")
    after = house.room.drafts["d1"]
    assert after.draft != before.draft
    assert (after.stage, after.amendments[0].amendment.state) == (Stage.AMENDED, "carried")
    undone = undo(house, adopted)
    again = house.room.drafts["d1"]
    assert (again.draft, again.stage, again.numbers) == (before.draft, Stage.INTRODUCED, before.numbers)
    assert again.amendments == before.amendments
    assert session(house).documents["d1/m1"].status == "open"
    undo(house, undone)
    assert (house.room.drafts["d1"].draft, house.room.drafts["d1"].stage) == (after.draft, Stage.AMENDED)
    assert house.another().room("crisis") == house.room


def test_headings_before_a_deleted_paragraph_stand_before_it_again(house: House) -> None:
    amended(house, Amendment(id="m1", kind="delete", part="operative", paragraph="p2"), texts=("Urges calm;", "Decides to meet;", "Remains seized."))
    house.do("chair", ParagraphChanged(draft="d1", paragraph="p2", text="Decides to meet;", loose=(Loose(kind="heading", text="Reporting"),)))
    before = house.room.drafts["d1"].draft
    adopted = carry(house, "m1")
    assert [one.text for one in house.room.drafts["d1"].draft.operative[1].before] == ["Reporting"]
    undo(house, adopted)
    assert house.room.drafts["d1"].draft == before


def test_what_the_sponsors_accepted_is_friendly_again_after_undo_and_redo(house: House) -> None:
    amended(house, AMENDMENTS["replaces"])
    undone = undo(house, carry(house, "m1", how="accepted by the sponsors"))
    undo(house, undone)
    assert house.room.drafts["d1"].amendments[0].amendment.state == "friendly"


def test_an_amendment_that_went_stale_by_another_is_open_again_when_that_is_undone(house: House) -> None:
    amended(house, AMENDMENTS["replaces"], replacing("m2", "Insists on calm;"))
    proposed = house.room.drafts["d1"].amendments
    adopted = carry(house, "m1")
    assert house.room.drafts["d1"].amendments[1].amendment.state == "stale"
    undo(house, adopted)
    assert house.room.drafts["d1"].amendments == proposed


def test_what_else_was_changed_since_stays_when_an_amendment_is_undone(house: House) -> None:
    amended(house, AMENDMENTS["replaces"])
    adopted = carry(house, "m1")
    house.change("chair", "p2", "Decides to meet on Monday.")
    undo(house, adopted)
    assert house.texts() == ("Urges calm;", "Decides to meet on Monday.")


def test_an_amendment_whose_words_were_changed_since_is_not_undone_and_the_room_is_told_why(house: House) -> None:
    amended(house, AMENDMENTS["replaces"])
    adopted = carry(house, "m1")
    house.change("chair", "p1", "Demands calm at once;")
    before = house.room
    with pytest.raises(Refused, match="Amendment 1 is part of the text of DR/1. The paragraph that it changed has been changed again since"):
        undo(house, adopted)
    assert house.room == before
    house.change("chair", "p1", "Demands calm;")
    undo(house, adopted)
    assert house.text("p1") == "Urges calm;"


def test_an_amendment_is_not_undone_under_a_draft_that_has_been_voted_on(house: House) -> None:
    amended(house, AMENDMENTS["replaces"])
    adopted = carry(house, "m1")
    house.do("chair", event("voting.opened"))
    house.do("chair", event("result.recorded", document="d1", outcome="adopted", line="It was adopted."))
    decided = str(len(session(house).events))
    with pytest.raises(Refused, match="which is voted by now; take that back first"):
        undo(house, adopted)
    undo(house, decided, adopted)
    shared = house.room.drafts["d1"]
    assert (shared.stage, shared.remark, house.text("p1")) == (Stage.INTRODUCED, "", "Urges calm;")


def test_two_amendments_to_one_paragraph_are_undone_together_the_last_first(house: House) -> None:
    amended(house, replacing("m1", "Urges calm and restraint;"), replacing("m2", "Urges immediate calm;"))
    before = house.room.drafts["d1"]
    adopted = [carry(house, "m1"), carry(house, "m2")]
    assert house.text("p1") == "Urges immediate calm and restraint;"
    with pytest.raises(Refused, match="changed again since"):
        undo(house, adopted[0])
    undo(house, *adopted)
    assert (house.room.drafts["d1"].draft, house.room.drafts["d1"].amendments) == (before.draft, before.amendments)


def test_the_dais_takes_a_decision_back_on_the_draft_itself(house: House) -> None:
    amended(house, AMENDMENTS["replaces"])
    with pytest.raises(Refused, match="has not been decided"):
        house.do("chair", AmendmentTakenBack(draft="d1", amendment="m1"))
    house.do("chair", AmendmentDecided(draft="d1", amendment="m1", outcome="carried"))
    with pytest.raises(Refused, match="for the chair"):
        house.do("mexico", AmendmentTakenBack(draft="d1", amendment="m1"))
    house.do("chair", AmendmentTakenBack(draft="d1", amendment="m1"))
    assert house.text("p1") == "Urges calm;"
    assert house.room.drafts["d1"].stage is Stage.INTRODUCED


def brought_again(house: House) -> None:
    """A draft that its bloc withdrew in the session, and brought again with other words."""
    amended(house, AMENDMENTS["replaces"])
    house.do("chair", event("document.withdrawn", document="d1"))
    house.do("france", StageChanged(draft="d1", to=Stage.WORKING))
    house.change("france", "p2", "Decides to meet again.")
    house.do("france", StageChanged(draft="d1", to=Stage.SUBMITTED))
    house.do("chair", StageChanged(draft="d1", to=Stage.APPROVED))


def test_a_draft_that_was_withdrawn_and_is_brought_again_is_introduced_again(house: House) -> None:
    brought_again(house)
    paper = register_of(house.room)["d1"]
    assert paper.symbol == "DR/2"
    house.do("chair", event("draft.introduced", document="d1", symbol=paper.symbol, sponsors=["france"]))
    document = session(house).documents["d1"]
    assert (document.status, document.symbol, document.introductions) == ("open", "DR/2", 2)
    assert house.room.drafts["d1"].stage is Stage.INTRODUCED
    with pytest.raises(Refused, match="introduced already"):
        house.do("chair", event("draft.introduced", document="d1", symbol="DR/2", sponsors=["france"]))
    # What was proposed to it is introduced to it anew.
    assert "d1/m1" not in session(house).documents
    house.do("chair", event("amendment.introduced", amendment="d1/m1", document="d1", sponsors=["mexico"]))
    carry(house, "m1")
    assert house.texts() == ("Demands calm;", "Decides to meet again.")


def test_a_draft_that_is_brought_again_is_introduced_by_a_motion_too(house: House) -> None:
    brought_again(house)
    rules = procedure_of(house.room.settings)  # type: ignore[arg-type]
    house.do("chair", event("motion.raised", motion="introduce-draft", by="france", parameters={"document": "d1"}))
    motion = session(house).motions[0]
    if needs_second(rules, motion):
        house.do("chair", event("motion.seconded", motion=motion.id, by="china"))
    house.do("chair", together(put_and_decided(session(house), rules, motion.id, True, house.clock.now, register=register_of(house.room))))
    assert session(house).documents["d1"].status == "open"


def test_the_second_introduction_is_undone_and_the_draft_is_approved_as_before(house: House) -> None:
    brought_again(house)
    approved = house.room.drafts["d1"]
    house.do("chair", event("draft.introduced", document="d1", symbol="DR/2", sponsors=["france"]))
    undo(house, str(len(session(house).events)))
    shared = house.room.drafts["d1"]
    assert (shared.stage, shared.symbol, shared.draft, house.room.approved) == (Stage.APPROVED, "DR/2", approved.draft, 2)
    assert session(house).documents["d1"].status == "withdrawn"
    assert session(house).can_be_introduced("d1")


def test_a_withdrawal_is_not_undone_once_the_bloc_has_taken_the_draft_up_again(house: House) -> None:
    amended(house, AMENDMENTS["replaces"])
    house.do("chair", event("document.withdrawn", document="d1"))
    withdrawn = str(len(session(house).events))
    undone = undo(house, withdrawn)
    assert house.room.drafts["d1"].stage is Stage.INTRODUCED
    undo(house, undone)
    house.do("france", StageChanged(draft="d1", to=Stage.WORKING))
    with pytest.raises(Refused, match="taken up again by its bloc and is a working paper"):
        undo(house, withdrawn)


def test_what_the_session_makes_of_a_draft_is_in_its_history(house: House) -> None:
    amended(house, AMENDMENTS["replaces"])
    adopted = carry(house, "m1")
    undo(house, adopted)
    carry(house, "m1")
    house.do("chair", event("voting.opened"))
    house.do("chair", event("result.recorded", document="d1", outcome="adopted", line="DR/1 was adopted without a vote."))
    log = house.records.history_for("crisis", "france", draft="d1")
    assert [one.revision for one in log] == sorted(one.revision for one in log)
    told = [(one.seat, one.act) for one in log if one.revision > house.room.revision - 6]
    assert [(seat, act.kind, getattr(act, "outcome", ""), getattr(act, "to", None)) for seat, act in told] == [
        ("chair", "amendment.decided", "carried", None),
        ("chair", "amendment.taken-back", "", None),
        ("chair", "amendment.decided", "carried", None),
        ("chair", "draft.stage", "", Stage.VOTED),
    ]
    assert told[1][1].undoes == (house.room.revision - 4,)
    assert told[3][1].remark == "DR/1 was adopted without a vote."
    # The log holds the session's events once, and folds to the same room.
    assert not any(one.act.kind == "amendment.taken-back" for one in house.records.history("crisis"))
    assert house.another().room("crisis") == house.room
    assert house.records.history_for("crisis", "france", draft="d1", after=house.room.revision - 1) == (log[-1],)


def test_an_introduction_and_a_withdrawal_in_the_session_are_in_the_history_of_the_draft(house: House) -> None:
    house.draft("d1")
    house.do("france", Signed(draft="d1", delegation="france", role="sponsor"))
    house.do("france", StageChanged(draft="d1", to=Stage.SUBMITTED))
    house.do("chair", StageChanged(draft="d1", to=Stage.APPROVED))
    in_debate(house)
    house.do("chair", event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"]))
    undo(house, str(len(session(house).events)))
    house.do("chair", event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"]))
    house.do("chair", event("document.withdrawn", document="d1"))
    log = house.records.history_for("crisis", "france", draft="d1")
    stages = [(one.act.to, bool(one.act.undoes)) for one in log if isinstance(one.act, StageChanged)]
    assert stages == [
        (Stage.SUBMITTED, False), (Stage.APPROVED, False), (Stage.INTRODUCED, False), (Stage.APPROVED, True), (Stage.INTRODUCED, False),
        (Stage.WITHDRAWN, False),
    ]  # fmt: skip


def test_an_amendment_that_falls_is_undone_with_its_decision(house: House) -> None:
    house.introduced("d1")
    house.do("mexico", AmendmentProposed(draft="d1", amendment=Amendment(id="m1", kind="delete", part="operative", paragraph="p1")))
    in_debate(house)
    house.do("chair", event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"]))
    house.do("chair", event("amendment.introduced", amendment="d1/m1", document="d1", sponsors=["mexico"]))
    house.do("chair", event("amendment.decided", amendment="d1/m1", carried=False))
    proposed = house.room.drafts["d1"].amendments[0].amendment
    assert proposed.state == "failed"
    house.do("chair", event("undone", events=[str(len(session(house).events))]))
    assert house.room.drafts["d1"].amendments[0].amendment.state == "proposed"


def test_another_process_and_a_copy_that_was_kept_have_the_same_session(house: House) -> None:
    made = in_debate(house)
    for n in range(100):
        member = MEMBERS[n % 6]
        house.clock.on(1)
        house.do("chair", event("list.joined", delegation=member))
        house.do("chair", event("list.left", delegation=member))
    house.do("chair", event("list.joined", delegation="china"))
    last = str(len(session(house).events))
    house.do("chair", event("undone", events=[last]))
    # More than two hundred entries: a copy of the room has been kept, and the other starts from it.
    other = house.another().room("crisis")
    assert other == house.room
    assert other.session == session(house)
    assert other.session is not None
    assert other.session.events == session(house).events
    assert made.events == session(house).events[: len(made.events)]
    # An undo of the undo needs the history too.
    house.do("chair", event("undone", events=[str(len(session(house).events))]))
    assert house.another().room("crisis").session == session(house)
    assert session(house).speakers == ("china",)


def test_a_room_is_written_down_and_read_again_with_its_session(house: House) -> None:
    in_debate(house)
    again = Room.model_validate_json(house.room.model_dump_json(exclude_defaults=True))
    assert again == house.room
    assert again.session is not None
    assert again.session.events == session(house).events


def test_a_backup_that_is_put_back_has_the_session(house: House) -> None:
    in_debate(house)
    kept = backup(house.records, "crisis")
    house.records.found_conference("autumn", "Autumn")
    restore(house.records, kept, "autumn", "again")
    assert house.records.room("again").session == session(house)


def test_two_chairs_who_act_at_once_are_asked_one_after_the_other(house: House, at_once: Any) -> None:
    in_debate(house)
    house.do("chair", event("list.joined", delegation="china"))
    other = house.another()
    answers = at_once(
        lambda: house.do("chair", event("speaker.called", delegation="china")),
        lambda: other.perform("crisis", "chair", event("speaker.called", delegation="france")),
    )
    assert sum(isinstance(one, Refused) for one in answers) == 1
    assert session(house).turn is not None


def test_the_rules_of_a_committee_are_its_familys_with_what_it_has_otherwise(house: House) -> None:
    ruled(house, "security-council", sponsors=3, signatories=2, procedure={"quorum_open": 4, "speaking_seconds": 90})
    settings = house.room.settings
    assert settings is not None
    rules = procedure_of(settings)
    assert (rules.id, rules.opens_with(6), rules.speaking_seconds.value) == ("security-council", 4, 90)
    assert (rules.needed_sponsors(6), rules.needed_signatures(6)) == (3, 5)


def test_rules_with_a_fault_are_not_taken(house: House) -> None:
    with pytest.raises(Refused, match="fault"):
        ruled(house, "security-council", procedure={"quorum_open": "a dozen"})


@pytest.mark.parametrize("family", ["security-council", "un4mun", "una-usa", "thimun", "nmun"])
def test_whatever_may_be_moved_and_carries_is_taken_with_what_it_brings_about(house: House, family: str) -> None:
    house.introduced("d0", texts=("Urges calm;", "Decides to meet."))
    house.draft("d1")
    house.do("france", Signed(draft="d1", delegation="france", role="sponsor"))
    house.do("france", StageChanged(draft="d1", to=Stage.SUBMITTED))
    house.do("chair", StageChanged(draft="d1", to=Stage.APPROVED))
    house.do("mexico", AmendmentProposed(draft="d0", amendment=Amendment(id="m1", kind="delete", part="operative", paragraph="p1")))
    ruled(house, family, procedure={"quorum_open": 1, "quorum_vote": 1})
    in_debate(house, family)
    house.do("chair", event("draft.introduced", document="d0", symbol="DR/1", sponsors=["france"]))
    settings = house.room.settings
    assert settings is not None
    rules = procedure_of(settings)
    words: dict[str, Any] = {"text": "Tuesday", "delegation": "china", "parts": "paragraph 1, paragraph 2", "agenda": "Drug cartels"}
    carried = []
    for motion in motions_in_order(session(house), rules, "france"):
        if not motions_in_order(session(house), rules, "france")[motion]:
            continue
        rule = rules.motion(motion)
        assert rule is not None
        paper = {"introduce-draft": "d1", "introduce-amendment": "d0/m1"}.get(rule.effect, "d0")
        given = {one.id: one.default if one.default is not None else paper if one.kind == "document" else words.get(one.kind, one.least or 300) for one in rule.parameters}
        mover = "mexico" if rule.effect == "introduce-amendment" else "france"
        house.do("chair", event("motion.raised", motion=motion, by=mover, parameters=given))
        moved = session(house).motions[0]
        if needs_second(rules, moved):
            house.do("chair", event("motion.seconded", motion=moved.id, by="china"))
        house.do("chair", together(put_and_decided(session(house), rules, moved.id, True, house.clock.now, register=register_of(house.room))))
        carried.append(motion)
        house.do("chair", event("undone", events=list(last_act(session(house)))))
        house.do("chair", event("motion.withdrawn", motion=moved.id))
    assert len(carried) >= 4
