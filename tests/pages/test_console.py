"""The chair's console: a whole session from the roll call to the adjournment, and what it refuses and warns of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from committee.session import Session
from committee.wording import duration
from positions.model import Basis
from positions.topic import load_topic
from records.access import Access
from records.acts.amendments import AmendmentAccepted, AmendmentDecided, AmendmentProposed, AmendmentSigned
from records.acts.drafts import DraftStarted
from records.acts.room import SeatSet, SettingsChanged
from records.acts.session import SessionEvent
from records.acts.stages import Signed, StageChanged
from records.committees import Records
from records.room import SECRETARIAT, Role, Room, Seat, Settings, Stage
from resolutions.amendments import Amendment
from resolutions.model import Draft, Kind, Paragraph, Reaction
from tests.late_messages import comes_late, said
from ui import amended, conference, pictures
from ui.console import keys as console_keys
from ui.console import motions, outcome, roll, speakers, votes

FRAME = str(Path(__file__).resolve().parents[2] / "ui" / "frame.py")
COUNCIL = (
    "bahrain", "china", "colombia", "democratic-republic-of-the-congo", "denmark", "france", "greece", "latvia", "liberia",
    "pakistan", "panama", "russia", "somalia", "united-kingdom", "united-states",
)  # fmt: skip
TEXTS = ("Urges all States to cooperate in good faith;", "Decides to remain seized of the matter.")
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&</p></div>"

Words = Callable[[AppTest], str]
Sound = Callable[[AppTest], None]


class House:
    """A Council with a chair, and a clock that goes on by ten seconds with each act."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.access = Access(records)
        self.who = "chair"
        records.found_conference("spring", "Spring")
        records.open_committee("spring", "crisis", Settings(name="Council", topic="drug-cartels", council="own", members=COUNCIL, observers=("oas",)))
        self.do(SECRETARIAT, SeatSet(seat=Seat(id="chair", role=Role.CHAIR, name="Chair")))
        for member in ("china", "france", "russia"):
            self.do(SECRETARIAT, SeatSet(seat=Seat(id=member, role=Role.DELEGATE, delegation=member, name=member.title())))
        issued = self.access.issue("spring", "crisis", SECRETARIAT, ["chair", "china", "france", "russia"])
        self.cookies = {one.seat: self.access.enter(one.code, "127.0.0.1") for one in issued}

    def do(self, seat: str, act: Any) -> Any:
        return self.records.perform("crisis", seat, act)

    def event(self, kind: str, /, seat: str = "chair", **fields: Any) -> None:
        self.do(seat, SessionEvent(events=({"kind": kind, **fields},)))

    def rules(self, family: str, **otherwise: Any) -> None:
        settings = self.room.settings
        assert settings is not None
        self.do("chair", SettingsChanged(settings=settings.model_copy(update={"rules": family, "procedure": otherwise})))

    @property
    def room(self) -> Room:
        return self.records.room("crisis")

    @property
    def session(self) -> Session:
        return self.room.session or Session()

    def draft(self, id: str = "d1", stage: Stage = Stage.APPROVED) -> None:
        """A draft of France's, as far as a stage."""
        content = Draft(operative=tuple(Paragraph(id=f"p{n}", text=text) for n, text in enumerate(TEXTS, start=1)))
        self.do("france", DraftStarted(draft=id, title="River patrols", content=content))
        self.do("france", Signed(draft=id, delegation="france", role="sponsor"))
        self.do("france", StageChanged(draft=id, to=Stage.SUBMITTED))
        if stage is not Stage.SUBMITTED:
            self.do("chair", StageChanged(draft=id, to=Stage.APPROVED))
        if stage is Stage.INTRODUCED:
            self.do("chair", StageChanged(draft=id, to=stage))

    def in_debate(self, family: str = "security-council") -> None:
        """Past the roll call and the agenda, without a page."""
        self.rules(family)
        self.event("session.opened", members=list(COUNCIL), observers=["oas"], permanent=["china", "france", "russia", "united-kingdom", "united-states"], speaking_seconds=60)
        for member in COUNCIL:
            self.event("roll.called", delegation=member, answer="present")
        self.event("quorum.noted", present=15, needed=9)
        self.event("agenda.adopted", items=["Drug cartels"], item="Drug cartels")

    def open(self, seat: str = "chair") -> AppTest:
        self.who = seat
        app = AppTest.from_file(FRAME, default_timeout=60)
        app.switch_page("../pages/chair/console.py")
        app.run()
        assert not app.exception, [error.value for error in app.exception]
        return app


@pytest.fixture
def house(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    ticks = iter(range(1_800_000_000, 1_900_000_000, 10))
    records = Records.open(database, lambda: float(next(ticks)))
    made = House(records)
    monkeypatch.setattr(conference, "records", lambda: records)
    monkeypatch.setattr(conference, "access", lambda: made.access)
    monkeypatch.setattr(conference, "cookie", lambda: made.cookies.get(made.who, ""))
    yield made
    records.close()


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, [error.value for error in app.exception]
    assert not app.error, [error.value for error in app.error]
    return app


def keys(app: AppTest) -> set[str]:
    return {str(button.key) for button in app.button if button.key}


def in_order(app: AppTest) -> list[str]:
    """The buttons as they stand on the page."""
    return [str(button.key) for button in app.button if button.key]


@pytest.mark.both_databases
def test_a_session_from_the_roll_call_to_the_adjournment(house: House, text_of: Words) -> None:
    house.draft()
    app = house.open()
    assert "The meeting has not been opened" in text_of(app)
    press(app, "console-open")
    assert house.session.phase == "roll-call"

    # Roll call: the first by its button, another put right, all others at once.
    press(app, "console-roll-present-bahrain")
    assert house.session.attendance == {"bahrain": "present"}
    press(app, "console-all-present")
    next(one for one in app.segmented_control if str(one.key).startswith("console-at-somalia")).set_value("absent").run()
    press(app, "console-close-roll")
    assert len(house.session.present) == 14
    assert "14 of 15 present" in text_of(app)

    press(app, "console-adopt")
    assert house.session.phase == "debate"

    # The list: joined by name, moved, called, timed and ended.
    for one in ("france", "china", "oas"):
        app.selectbox(key="console-join").set_value(one).run()
    press(app, "up-china")
    assert house.session.speakers == ("china", "france", "oas")
    press(app, "china-console-next")
    press(app, "console-clock")
    assert house.session.turn is not None and house.session.turn.running
    press(app, "console-clock")
    press(app, "france-console-next")
    assert house.session.turn is not None and house.session.turn.delegation == "france"
    assert house.session.floor["china"].times == 1
    press(app, "console-clock")
    press(app, "console-end")
    assert app.selectbox(key="console-join").options[-1] == "France", "who has had most comes last, and words that change are in no option"
    assert duration(house.session.floor["france"].seconds) in text_of(app)

    # A motion by name with what the rules ask for; consultations are the President's to allow.
    app.selectbox(key="console-mover").set_value("russia").run()
    app.selectbox(key="console-motion").set_value("consultations").run()
    press(app, "console-raise")
    motion = house.session.motions[0]
    assert (motion.by, motion.motion) == ("russia", "consultations")
    press(app, f"allow-{motion.id}")
    assert house.session.caucus is not None
    assert "Informal consultations" in text_of(app)
    press(app, "console-end-caucus")

    # The draft, its introduction and the vote on it by roll call, with a veto.
    press(app, "introduce-d1")
    assert house.room.drafts["d1"].stage is Stage.INTRODUCED
    press(app, "console-to-vote")
    assert house.session.voting
    press(app, "console-vote-Roll-call")
    for _ in range(14):
        vote = house.session.vote
        assert vote is not None
        called = next(one for one in vote.order if one not in vote.cast and one in house.session.present)
        press(app, f"console-cast-{2 if called == 'china' else 1}-{called}")
    press(app, "console-conclude")
    last = house.session.votes[-1]
    assert last.result is not None
    assert (last.result.outcome, last.result.vetoes) == ("vetoed", ("china",))
    assert "negative vote of a permanent member" in text_of(app)
    assert "Forecast and actual" in " ".join(one.label for one in app.expander)
    assert house.room.drafts["d1"].stage is Stage.VOTED
    press(app, "console-leave-voting")

    press(app, "console-adjourn")
    assert house.session.adjourned
    assert "The meeting has risen" in text_of(app)


def test_a_motion_with_seconds_and_hands_opens_the_caucus_it_asks_for(house: House, text_of: Words) -> None:
    house.in_debate("una-usa")
    app = house.open()
    app.selectbox(key="console-mover").set_value("france").run()
    app.selectbox(key="console-motion").set_value("moderated-caucus").run()
    app.number_input(key="console-p-moderated-caucus-seconds").set_value(10.0).run()
    texts = [one for one in app.text_input if str(one.key).startswith("console-p-moderated-caucus-")]
    texts[0].set_value("Precursors").run()
    press(app, "console-raise")
    motion = house.session.motions[0].id
    assert f"carries-{motion}" not in keys(app)
    app.selectbox(key=f"console-second-{motion}").set_value("china").run()
    app.number_input(key=f"console-for-{motion}").set_value(9)
    app.number_input(key=f"console-against-{motion}").set_value(6)
    app.button(key=f"FormSubmitter:console-count-{motion}-Count and announce (15 present)").click().run()
    assert not app.error and not app.exception
    assert "9 in favour, 6 against" in text_of(app)
    caucus = house.session.caucus
    assert caucus is not None
    assert (caucus.mode, caucus.seconds, caucus.topic) == ("moderated", 600, "Precursors")
    app.selectbox(key="console-call").set_value("liberia").run()
    assert house.session.turn is not None and house.session.turn.on == "caucus"


def test_hands_that_cannot_be_right_are_refused_in_place_and_nothing_happens(house: House) -> None:
    house.in_debate("una-usa")
    app = house.open()
    app.selectbox(key="console-mover").set_value("france").run()
    app.selectbox(key="console-motion").set_value("close-debate" if "close-debate" in app.selectbox(key="console-motion").options else "suspend-meeting").run()
    press(app, "console-raise")
    motion = house.session.motions[0].id
    app.selectbox(key=f"console-second-{motion}").set_value("china").run()
    before = house.room.revision
    app.number_input(key=f"console-for-{motion}").set_value(15)
    app.number_input(key=f"console-against-{motion}").set_value(6)
    app.button(key=f"FormSubmitter:console-count-{motion}-Count and announce (15 present)").click().run()
    assert "15" in app.error[0].value
    assert house.room.revision == before


def test_motions_that_are_not_in_order_are_not_offered_and_the_page_says_why(house: House, text_of: Words) -> None:
    house.in_debate("una-usa")
    app = house.open()
    offered = app.selectbox(key="console-motion").options
    assert not any("Extend" in one for one in offered)
    assert "There is no caucus to extend" in text_of(app) or "It is not moved in debate" in text_of(app)


def test_the_motion_with_precedence_is_decided_first(house: House) -> None:
    house.in_debate("una-usa")
    house.event("motion.raised", by="france", motion="moderated-caucus", parameters={"seconds": 600, "speaker-seconds": 60, "topic": "Arms"})
    house.event("motion.raised", by="china", motion="suspend-meeting")
    for one in house.session.motions:
        house.event("motion.seconded", by="latvia", motion=one.id)
    app = house.open()
    caucus, suspend = house.session.motions
    assert f"carries-{suspend.id}" in keys(app)
    assert f"carries-{caucus.id}" not in keys(app)
    press(app, f"carries-{suspend.id}")
    assert house.session.phase == "suspended"
    press(app, "console-resume")
    assert house.session.phase == "debate"


def test_a_vote_on_devices_is_secret_until_it_is_closed_also_from_the_chair(house: House, text_of: Words) -> None:
    house.draft()
    house.in_debate()
    house.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])
    app = house.open()
    press(app, "console-to-vote")
    press(app, "console-vote-On-devices")
    house.event("vote.cast", seat="china", delegation="china", choice="against")
    house.event("vote.cast", seat="france", delegation="france", choice="in favour")
    app.run()
    text = text_of(app)
    assert "2 of 15 have voted" in text
    assert "1 against" not in text
    app.selectbox(key="console-ballot-who").set_value("latvia").run()
    press(app, "console-for-1-other")
    press(app, "console-conclude")
    assert house.session.vote is not None, "twelve have not voted, and it takes a second press"
    assert app.button(key="console-conclude-sure").label == "12 have not voted. Close all the same?"
    assert app.button(key="console-conclude-sure").proto.shortcut == "enter"
    press(app, "console-keep-open")
    assert app.button(key="console-conclude").label == "Close the vote: 3 of 15 have voted"
    press(app, "console-conclude")
    press(app, "console-conclude-sure")
    result = house.session.votes[-1].result
    assert result is not None
    assert (result.in_favour, result.against, result.outcome) == (2, 1, "short of nine")


def test_the_chair_writes_down_hands_by_name(house: House) -> None:
    house.draft()
    house.in_debate()
    house.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])
    app = house.open()
    press(app, "console-to-vote")
    press(app, "console-vote-By-name")
    app.segmented_control(key=f"console-ballot-{house.session.vote.id}-pakistan").set_value("abstaining").run()
    press(app, "console-others-for")
    press(app, "console-conclude")
    result = house.session.votes[-1].result
    assert result is not None
    assert (result.in_favour, result.abstaining, result.outcome) == (14, 1, "adopted")


def test_a_party_to_the_dispute_is_held_to_abstain(house: House) -> None:
    house.draft()
    house.in_debate()
    house.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])
    app = house.open()
    press(app, "console-to-vote")
    app.multiselect(key="console-parties").set_value(["russia"]).run()
    press(app, "console-vote-By-name")
    press(app, "console-others-for")
    press(app, "console-conclude")
    vote = house.session.votes[-1]
    assert vote.votes["russia"] == "abstaining"
    assert vote.result is not None and vote.result.outcome == "adopted"


def test_an_amendment_is_voted_on_before_its_draft_and_becomes_part_of_the_text(house: House) -> None:
    house.draft(stage=Stage.INTRODUCED)
    house.do("china", AmendmentProposed(draft="d1", amendment=Amendment(id="m1", kind="replace", part="operative", paragraph="p1", text="Calls upon all States;")))
    house.in_debate()
    app = house.open()
    press(app, "introduce-d1")
    press(app, "introduce-d1-m1")
    press(app, "console-to-vote")
    press(app, "console-vote-By-name")
    assert house.session.vote is not None and house.session.vote.document == "d1/m1"
    press(app, "console-others-for")
    press(app, "console-conclude")
    assert house.room.drafts["d1"].draft.find("p1").text == "Calls upon all States;"  # type: ignore[union-attr]
    assert house.room.drafts["d1"].stage is Stage.AMENDED


def test_undo_takes_back_the_last_act_and_redo_puts_it_back(house: House) -> None:
    house.in_debate()
    app = house.open()
    app.selectbox(key="console-join").set_value("france").run()
    assert app.button(key="console-undo").help == "Takes back France on the list\\."
    press(app, "console-undo")
    assert house.session.speakers == ()
    press(app, "console-redo")
    assert house.session.speakers == ("france",)


def test_undo_takes_the_words_of_an_amendment_out_of_the_draft_and_redo_puts_them_back(house: House) -> None:
    house.draft(stage=Stage.INTRODUCED)
    house.do("china", AmendmentProposed(draft="d1", amendment=Amendment(id="m1", kind="replace", part="operative", paragraph="p1", text="Calls upon all States;")))
    house.in_debate()
    app = house.open()
    press(app, "introduce-d1")
    press(app, "introduce-d1-m1")
    press(app, "console-to-vote")
    press(app, "console-vote-By-name")
    press(app, "console-others-for")
    press(app, "console-conclude")
    press(app, "console-undo")
    shared = house.room.drafts["d1"]
    assert (shared.draft.find("p1").text, shared.stage) == (TEXTS[0], Stage.INTRODUCED)  # type: ignore[union-attr]
    press(app, "console-redo")
    assert house.room.drafts["d1"].draft.find("p1").text == "Calls upon all States;"  # type: ignore[union-attr]


def test_a_draft_that_was_withdrawn_and_approved_again_is_introduced_again(house: House, text_of: Words) -> None:
    house.draft()
    house.in_debate()
    app = house.open()
    press(app, "introduce-d1")
    press(app, "gone-d1")
    assert "introduce-d1" not in keys(app)
    house.do("france", StageChanged(draft="d1", to=Stage.WORKING))
    house.do("france", StageChanged(draft="d1", to=Stage.SUBMITTED))
    house.do("chair", StageChanged(draft="d1", to=Stage.APPROVED))
    app.run()
    assert "DR/2 River patrols withdrawn and brought again, not yet introduced" in text_of(app)
    press(app, "introduce-d1")
    assert house.session.documents["d1"].status == "open"
    assert house.room.drafts["d1"].stage is Stage.INTRODUCED


def test_a_name_that_is_dropped_goes_to_its_place_once_and_only_if_it_is_still_there(house: House) -> None:
    house.in_debate()
    for one in ("france", "china", "russia"):
        house.event("list.joined", delegation=one)
    house.who = "chair"
    before = house.room.revision
    for _ in range(2):
        speakers.move_to("russia", 0)
    assert house.session.speakers == ("russia", "france", "china")
    speakers.move_to("russia", 99)
    speakers.move_to("latvia", 0)
    assert house.session.speakers == ("france", "china", "russia")
    assert house.room.revision == before + 2


def test_a_second_press_that_the_screen_was_too_slow_for_is_nobody_elses(house: House) -> None:
    house.in_debate()
    for one in ("china", "france"):
        house.event("list.joined", delegation=one)
    app = house.open()
    house.event("speaker.called", delegation="china")
    press(app, "china-console-next")
    assert house.session.turn is not None and house.session.turn.delegation == "china"
    assert house.session.speakers == ("france",)
    press(app, "france-console-next")
    assert house.session.turn.delegation == "france"


def test_keys_put_the_first_motion_and_open_the_next_vote(house: House) -> None:
    house.draft()
    house.in_debate("una-usa")
    house.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])
    house.event("motion.raised", by="france", motion="close-debate")
    motion = house.session.motions[0].id
    house.event("motion.seconded", by="latvia", motion=motion)
    app = house.open()

    def keyed(shortcut: str) -> list[str]:
        return [str(one.key) for one in app.button if one.proto.shortcut == shortcut]

    assert keyed("m") == [f"put-{motion}"]
    press(app, f"put-{motion}")
    assert keyed("m") == [f"devices-{motion}"]
    press(app, f"devices-{motion}")
    assert house.session.vote is not None and house.session.vote.secret
    press(app, "console-undo")
    press(app, f"carries-{motion}")
    assert keyed("o") == ["console-vote-Roll-call"]


def test_undo_takes_back_the_opening_of_a_vote_and_nobodys_ballot(house: House) -> None:
    house.draft()
    house.in_debate()
    house.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])
    app = house.open()
    press(app, "console-to-vote")
    press(app, "console-vote-On-devices")
    house.event("vote.cast", seat="china", delegation="china", choice="against")
    app.run()
    assert app.button(key="console-undo").help == "Takes back the opening of the vote\\."
    press(app, "console-undo")
    assert house.session.vote is None and house.session.voting
    press(app, "console-redo")
    vote = house.session.vote
    assert vote is not None and vote.votes == {"china": "against"}


def test_undo_does_not_take_back_what_another_did_since(house: House) -> None:
    house.in_debate()
    app = house.open()
    app.selectbox(key="console-join").set_value("france").run()
    house.event("list.joined", seat="china", delegation="china")
    app.button(key="console-undo").click().run()
    assert "Something else has happened since" in app.error[0].value
    assert house.session.speakers == ("france", "china")


def test_what_another_chair_was_quicker_to_do_is_refused_in_place(house: House) -> None:
    house.in_debate()
    house.event("list.joined", delegation="france")
    app = house.open()
    house.event("list.closed")
    app.selectbox(key="console-join").set_value("china").run()
    assert "closed" in app.error[0].value
    assert house.session.speakers == ("france",)


def test_the_quorum_that_is_lost_is_said(house: House, text_of: Words) -> None:
    house.in_debate()
    for one in COUNCIL[:7]:
        house.event("roll.left", delegation=one)
    text = text_of(house.open())
    assert "The quorum is lost: 8 of 15 members are present, and it takes 9." in text


def test_a_draft_that_lost_its_sponsor_is_said(house: House, text_of: Words) -> None:
    house.draft()
    house.in_debate()
    house.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])
    house.do("chair", Signed(draft="d1", delegation="france", role="none"))
    assert "DR/1 has 0 of the 1 sponsors that it needs" in text_of(house.open())


def test_a_draft_that_its_bloc_withdrew_is_said(house: House, text_of: Words) -> None:
    house.draft()
    house.in_debate()
    house.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])
    house.do("france", StageChanged(draft="d1", to=Stage.WITHDRAWN))
    app = house.open()
    assert "DR/1 is withdrawn on the page Drafts" in text_of(app)
    press(app, "gone-d1")
    assert "on the page Drafts" not in text_of(app)


def test_an_amendment_that_the_sponsors_accept_is_taken_in_as_friendly(house: House) -> None:
    house.draft(stage=Stage.INTRODUCED)
    house.do("china", AmendmentProposed(draft="d1", amendment=Amendment(id="m1", kind="replace", part="operative", paragraph="p1", text="Calls upon all States;")))
    house.in_debate()
    app = house.open()
    press(app, "introduce-d1")
    press(app, "introduce-d1-m1")
    press(app, "friendly-d1-m1")
    shared = house.room.drafts["d1"]
    assert shared.amendments[0].amendment.state == "friendly"
    assert shared.draft.find("p1").text == "Calls upon all States;"  # type: ignore[union-attr]


def test_the_delegation_that_presides_and_speaks_is_said(house: House, text_of: Words) -> None:
    house.in_debate()
    house.event("presidency.ceded", to="china")
    house.event("speaker.called", delegation="china")
    assert "presides and has the floor" in text_of(house.open())


def test_the_delegation_that_presides_is_told_of_its_own_motions_points_and_drafts(house: House, text_of: Words) -> None:
    house.draft()
    house.in_debate()
    house.event("presidency.ceded", to="france")
    house.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])
    house.event("document.taken-up", document="d1")
    house.event("point.raised", seat="france", point="order", words="The clock.")
    house.event("motion.raised", seat="france", motion="suspend-meeting")
    text = text_of(house.open())
    assert "France presides and is a sponsor of DR/1" in text
    assert "France presides and waits for a ruling of the chair" in text
    assert "France presides and moved “Suspend the meeting”" in text


def test_a_draft_that_lost_its_signatories_is_said(house: House, text_of: Words) -> None:
    house.draft()
    settings = house.room.settings
    assert settings is not None
    house.in_debate()
    house.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])
    house.do("chair", SettingsChanged(settings=settings.model_copy(update={"signatories": 2})))
    assert "DR/1 has 1 of the 3 sponsors and signatories that it needs" in text_of(house.open())


def test_an_amendment_that_lost_its_sponsor_or_was_withdrawn_elsewhere_is_said(house: House, text_of: Words) -> None:
    house.draft(stage=Stage.INTRODUCED)
    house.do("china", AmendmentProposed(draft="d1", amendment=Amendment(id="m1", kind="delete", part="operative", paragraph="p1")))
    house.in_debate()
    house.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])
    house.event("amendment.introduced", amendment="d1/m1", document="d1", symbol="DR/1, amendment 1", sponsors=["china"])
    house.do("china", AmendmentSigned(draft="d1", amendment="m1", delegation="china", signs=False))
    assert "Amendment 1 to DR/1 has 0 of the 1 sponsors that it needs" in text_of(house.open())
    house.do("chair", AmendmentDecided(draft="d1", amendment="m1", outcome="withdrawn"))
    assert "Amendment 1 to DR/1 is withdrawn on the page Drafts" in text_of(house.open())


def test_points_and_replies_wait_for_the_chair(house: House, text_of: Words) -> None:
    house.in_debate()
    house.event("point.raised", seat="france", point="order", words="The clock.")
    house.event("reply.asked", seat="china", delegation="china")
    app = house.open()
    assert "The clock." in text_of(app)
    point = house.session.points[0].id
    press(app, f"rule-{point}-wel10")
    assert not house.session.points
    reply = house.session.replies[0].id
    press(app, f"reply-{reply}-Grant")
    press(app, f"reply-{reply}-call")
    assert house.session.turn is not None and house.session.turn.on == "reply"


def test_what_people_wrote_is_shown_and_never_obeyed(house: House, is_sound: Sound, text_of: Words) -> None:
    house.in_debate()
    house.event("point.raised", seat="france", point="order", words=HOSTILE)
    house.event("agenda.adopted", items=[HOSTILE[:200]], item=HOSTILE[:200])
    house.event("motion.raised", by="china", motion="adjourn-to-day", parameters={"until": HOSTILE[:100]})
    app = house.open()
    is_sound(app)
    assert HOSTILE in text_of(app)


def test_the_console_is_for_the_dais(house: House, text_of: Words) -> None:
    house.in_debate()
    assert "This page is for chairs" in text_of(house.open("france"))


def test_every_key_on_a_button_is_in_the_list_of_keys() -> None:
    source = "".join(file.read_text(encoding="utf-8") for file in Path(console_keys.__file__).parent.glob("*.py"))
    listed = {key for keys_, _ in console_keys.KEYS for key in keys_.split(", ")}
    used = {part.split('"')[1] for part in source.split("shortcut=")[1:] if part.startswith('"')}
    assert used <= listed
    assert {key for _, _, key in votes.CHOICES} <= listed
    page = (Path(FRAME).parents[1] / "docs" / "session.md").read_text(encoding="utf-8")
    assert [key for key, _ in console_keys.KEYS if f"| {key} |" not in page] == []


def test_a_vote_against_a_stated_stance_is_marked_for_its_explanation(house: House, text_of: Words) -> None:
    content = Draft(operative=(Paragraph(id="p1", text="Decides that States may use force on the territory of Mexico against drug cartels without its consent;"),))
    house.do("france", DraftStarted(draft="d2", title="Force", content=content))
    house.do("france", Signed(draft="d2", delegation="france", role="sponsor"))
    house.do("france", StageChanged(draft="d2", to=Stage.SUBMITTED))
    house.do("chair", StageChanged(draft="d2", to=Stage.APPROVED))
    house.in_debate()
    house.event("draft.introduced", document="d2", symbol="DR/1", sponsors=["france"])
    app = house.open()
    press(app, "console-to-vote")
    press(app, "console-vote-By-name")
    press(app, "console-others-for")
    press(app, "console-conclude")
    assert "for its explanation of vote" in text_of(app).lower()
    explained = [key for key in keys(app) if key.startswith("explain-")]
    assert "explain-china" in explained
    press(app, "explain-china")
    assert house.session.turn is not None and (house.session.turn.delegation, house.session.turn.on) == ("china", "explanation")


def test_a_motion_is_debated_by_as_many_as_the_rules_give_and_then_decided_by_roll_call(house: House) -> None:
    house.draft()
    house.in_debate("una-usa")
    house.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])
    house.event("motion.raised", by="france", motion="close-debate")
    motion = house.session.motions[0].id
    house.event("motion.seconded", by="latvia", motion=motion)
    app = house.open()
    press(app, f"put-{motion}")
    for one in ("china", "russia"):
        app.selectbox(key="console-speaks-against").set_value(one).run()
        press(app, "console-end")
    assert house.session.motions[0].spoken_against == 2
    assert "console-speaks-against" not in {box.key for box in app.selectbox}
    press(app, f"rollcall-{motion}")
    for one in COUNCIL:
        press(app, f"console-cast-1-{one}")
    press(app, "console-conclude")
    assert house.session.voting
    assert house.session.debate_closed


def test_a_draft_is_adopted_without_a_vote_where_nobody_asks_for_one(house: House, text_of: Words) -> None:
    house.draft()
    house.in_debate()
    house.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])
    app = house.open()
    press(app, "console-to-vote")
    press(app, "console-consensus")
    assert "DR/1 was adopted without a vote" in text_of(app)
    assert house.room.drafts["d1"].stage is Stage.VOTED


def test_rules_that_could_never_meet_are_said_and_put_right_before_the_meeting(house: House) -> None:
    settings = house.room.settings
    assert settings is not None
    house.do("chair", SettingsChanged(settings=settings.model_copy(update={"members": COUNCIL[:6]})))
    app = house.open()
    assert "could never meet" in app.warning[0].value
    app.number_input(key="console-quorum-open").set_value(4)
    app.number_input(key="console-quorum-vote").set_value(4)
    press(app, "console-set-rules")
    assert not app.warning
    press(app, "console-open")
    press(app, "console-all-present")
    press(app, "console-close-roll")
    assert house.session.phase == "agenda"


def test_other_rules_are_chosen_before_the_meeting(house: House) -> None:
    app = house.open()
    app.selectbox(key="console-rules").set_value("nmun").run()
    assert house.room.settings is not None and house.room.settings.rules == "nmun"
    press(app, "console-open")
    assert "console-rules" not in {box.key for box in app.selectbox}


def test_rules_that_another_chair_chose_are_not_turned_back_by_a_console_that_has_not_heard(house: House) -> None:
    app = house.open()
    before = said(app)
    settings = house.room.settings
    assert settings is not None
    chosen = settings.model_copy(update={"rules": "nmun", "procedure": {"speaking_seconds": 45}})
    house.do("chair", SettingsChanged(settings=chosen))
    app.run()
    comes_late(app, before)
    assert house.room.settings == chosen
    assert next(box.value for box in app.number_input if box.key.startswith("console-usual-time")) == 45
    press(app, "console-set-rules")
    assert house.room.settings == chosen, "nothing was typed"


def test_a_number_typed_for_a_rule_outlasts_what_another_chair_sets(house: House) -> None:
    app = house.open()
    app.number_input(key="console-quorum-open").set_value(4).run()
    settings = house.room.settings
    assert settings is not None
    house.do("chair", SettingsChanged(settings=settings.model_copy(update={"procedure": {"speaking_seconds": 45}})))
    app.run()
    press(app, "console-set-rules")
    assert house.room.settings is not None
    assert house.room.settings.procedure == {"speaking_seconds": 45, "quorum_open": 4}


def test_a_box_that_says_a_name_twice_does_it_once(house: House) -> None:
    house.in_debate("una-usa")
    house.event("motion.raised", by="china", motion="suspend-meeting")
    motion = house.session.motions[0].id
    house.who = "chair"
    for _ in range(2):
        speakers.join_list("france")
        motions.second(motion, "latvia")
        roll.answer("bahrain", "absent")
    speakers.join_list("nobody we know")
    assert house.session.speakers == ("france",)
    assert [one.kind for one in house.session.events[-3:]] == ["list.joined", "motion.seconded", "roll.left"]


def test_a_hundred_members_are_chosen_by_name(house: House, text_of: Words) -> None:
    settings = house.room.settings
    assert settings is not None
    many = tuple(f"delegation {n}" for n in range(120))
    house.do("chair", SettingsChanged(settings=settings.model_copy(update={"members": many, "rules": "un4mun"})))
    app = house.open()
    press(app, "console-open")
    app.selectbox(key="console-roll-who").set_value("delegation 7").run()
    press(app, "console-mark-absent")
    press(app, "console-all-present")
    press(app, "console-close-roll")
    assert len(house.session.present) == 119
    assert len(app.segmented_control) == 0


def voted_on(house: House, **fields: Any) -> None:
    """A draft before the room, and the room in voting procedure."""
    house.draft()
    house.in_debate(**fields)
    house.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])
    house.event("voting.opened")


def with_amendment(house: House, **fields: Any) -> None:
    """An amendment of China's to the first paragraph, before the room with its draft."""
    house.draft(stage=Stage.INTRODUCED)
    words = {"kind": "replace", "paragraph": "p1", "text": "Calls upon all States to cooperate in good faith;"} | fields
    house.do("china", AmendmentProposed(draft="d1", amendment=Amendment(id="m1", part="operative", **words)))
    house.in_debate()
    house.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])
    house.event("amendment.introduced", amendment="d1/m1", document="d1", symbol="DR/1, amendment 1", sponsors=["china"])


def test_a_preliminary_vote_is_set_beside_no_forecast(house: House) -> None:
    voted_on(house)
    app = house.open()
    app.checkbox(key="console-preliminary").check().run()
    press(app, "console-vote-By-name")
    press(app, "console-others-for")
    press(app, "console-conclude")
    assert house.session.votes[-1].question == "preliminary"
    assert "Forecast and actual" not in " ".join(one.label for one in app.expander)
    press(app, "console-vote-By-name")
    press(app, "console-others-for")
    press(app, "console-conclude")
    assert house.session.votes[-1].question != "preliminary"


@pytest.mark.parametrize(("basis", "said"), [("stated", "crosses a red line that it stated"), ("inferred", "crosses what its sources suggest is a red line; it has not stated one")])
def test_a_red_line_is_called_stated_only_where_it_is(basis: str, said: str) -> None:
    about = load_topic("drug-cartels")
    member, stance = next((d, s) for d in about.delegations for s in d.stances if s.red_line is not None and s.basis is Basis.STATED)
    assert stance.red_line is not None
    line = stance.red_line.model_copy(update={"basis": Basis(basis)})
    stances = tuple(one.model_copy(update={"red_line": line}) if one is stance else one for one in member.stances)
    topic: Any = SimpleNamespace(delegation_by_id={member.id: member.model_copy(update={"stances": stances})})
    reaction = Reaction(kind=Kind.RED_LINE, issue=stance.issue, basis=Basis.STATED, source=stance.source)
    report = outcome_report(member.id, reaction)
    assert outcome.against_own_stance(report, member.id, "in favour", topic) == f"in favour, although paragraph 2 {said}"


def outcome_report(member: str, reaction: Reaction) -> Any:
    """A report on one paragraph to which one member reacts."""
    return SimpleNamespace(paragraphs=(SimpleNamespace(number="2", where="op2", reactions={member: reaction}),))


def test_any_member_is_called_by_name_to_explain_its_vote_before_and_after_it(house: House, text_of: Words) -> None:
    voted_on(house)
    app = house.open()
    assert "Before the vote on DR/1." in text_of(app)
    app.selectbox(key="console-explains").set_value("latvia").run()
    assert house.session.turn is not None and (house.session.turn.delegation, house.session.turn.on) == ("latvia", "explanation")
    app.selectbox(key="console-explains").set_value("panama").run()
    assert house.session.turn.delegation == "panama", "the next may be called while one explains its vote"
    press(app, "console-end")
    press(app, "console-vote-By-name")
    assert "console-explains" not in {box.key for box in app.selectbox}
    press(app, "console-others-for")
    press(app, "console-conclude")
    assert "After the vote on DR/1." in text_of(app)
    app.selectbox(key="console-explains").set_value("denmark").run()
    assert (house.session.turn.delegation, house.session.turn.on) == ("denmark", "explanation")


def test_explanations_are_offered_as_the_rules_have_them(house: House) -> None:
    voted_on(house, family="una-usa")
    app = house.open()
    box = app.selectbox(key="console-explains")
    assert box.disabled and "after the vote" in box.help
    house.rules("una-usa", explanations="none")
    assert "console-explains" not in {one.key for one in house.open().selectbox}


def test_who_asks_to_explain_its_vote_comes_first(house: House) -> None:
    voted_on(house)
    house.event("placard.raised", seat="russia", delegation="russia", on="explanation")
    app = house.open()
    assert app.selectbox(key="console-explains").options[0] == "Russia"
    press(app, "asks-russia")
    assert house.session.turn is not None and house.session.turn.on == "explanation"
    assert not house.session.placards


def test_who_raises_its_placard_in_a_caucus_comes_first(house: House) -> None:
    house.in_debate("una-usa")
    house.event("caucus.opened", mode="moderated", seconds=600, speaking_seconds=60, topic="Arms")
    house.event("placard.raised", seat="russia", delegation="russia", on="caucus")
    app = house.open()
    assert app.selectbox(key="console-call").options[0] == "Russia"
    press(app, "placard-russia")
    assert house.session.turn is not None and (house.session.turn.delegation, house.session.turn.on) == ("russia", "caucus")


def test_an_amendment_stands_with_its_place_and_its_words_in_the_list_and_in_the_vote(house: House, text_of: Words) -> None:
    with_amendment(house)
    app = house.open()
    marked = "<del>Urges</del><ins>Calls upon</ins>"
    drawn = " ".join(str(one.proto.body) for one in app.get("html"))
    assert "Amendment 1 to DR/1" in text_of(app) and "Changes paragraph 1:" in text_of(app) and marked in drawn
    press(app, "console-to-vote")
    press(app, "console-vote-By-name")
    drawn = " ".join(str(one.proto.body) for one in app.get("html"))
    assert "Changes paragraph 1:" in text_of(app) and marked in drawn
    assert "Needs 9 of 15" in text_of(app)


@pytest.mark.parametrize(
    ("fields", "said", "marked"),
    [
        ({"kind": "delete", "text": ""}, "Deletes paragraph 1:", f"<del>{TEXTS[0]}</del>"),
        ({"kind": "add", "paragraph": None, "after": "p1", "text": "Invites <all>;"}, "Adds a paragraph after paragraph 1:", "<ins>Invites &lt;all&gt;;</ins>"),
        ({"kind": "add", "paragraph": None, "text": "Invites all;"}, "Adds a paragraph at the beginning of the operative part:", "<ins>Invites all;</ins>"),
        ({"kind": "move", "after": "p2", "text": ""}, "Moves paragraph 1 after paragraph 2:", TEXTS[0]),
    ],
)
def test_an_amendment_says_what_it_does_and_where(house: House, fields: dict[str, Any], said: str, marked: str) -> None:
    with_amendment(house, **fields)
    clause = pictures.amended(house.room.drafts["d1"], "d1/m1")
    assert clause.number == said
    assert marked in clause.html


def test_the_display_shows_the_words_of_an_amendment_while_it_is_debated_next_and_voted_on(house: House) -> None:
    with_amendment(house)
    wall = Seat(id="wall", role=Role.DISPLAY, name="Wall")
    marked = "<del>Urges</del><ins>Calls upon</ins>"
    house.event("document.taken-up", document="d1/m1")
    assert marked in pictures.drawn("hall", house.room, wall).html
    house.event("document.taken-up")
    assert marked not in pictures.drawn("hall", house.room, wall).html
    house.event("voting.opened")
    assert marked in pictures.drawn("hall", house.room, wall).html
    house.event("vote.opened", question="substantive", document="d1/m1", method="show-of-hands")
    assert marked in pictures.drawn("hall", house.room, wall).html


def test_of_a_long_paragraph_the_display_has_what_is_near_the_change() -> None:
    words = [f"word{n}" for n in range(80)]
    marked = amended.marked(" ".join(words), " ".join([*words[:40], "added", *words[40:]]))
    assert "…" in marked and "<ins> added</ins>" in marked
    assert "word39" in marked and "word40" in marked and "word0 " not in marked and "word79" not in marked


def test_an_amendment_that_all_sponsors_accept_is_shown_as_that_and_goes_in_without_a_vote(house: House, text_of: Words) -> None:
    with_amendment(house)
    app = house.open()
    assert app.button(key="friendly-d1-m1").label == "Sponsors accept"
    house.do("france", AmendmentAccepted(draft="d1", amendment="m1", delegation="france"))
    app.run()
    assert "Accepted by the sponsors: it goes into the text without a vote." in text_of(app)
    assert app.button(key="friendly-d1-m1").label == "Take it in"
    press(app, "friendly-d1-m1")
    assert house.room.drafts["d1"].amendments[0].amendment.state == "friendly"


def test_what_was_decided_stands_at_the_top_until_the_next_act_also_where_a_motion_carried(house: House, text_of: Words) -> None:
    house.in_debate("una-usa")
    house.event("motion.raised", by="france", motion="moderated-caucus", parameters={"seconds": 600, "speaker-seconds": 60, "topic": "Arms"})
    motion = house.session.motions[0].id
    house.event("motion.seconded", by="latvia", motion=motion)
    app = house.open()
    assert "needs 8 of 15" in text_of(app)
    press(app, f"carries-{motion}")
    assert house.session.caucus is not None
    said = "The motion of France “Moderated caucus” carries without objection."
    wall = Seat(id="wall", role=Role.DISPLAY, name="Wall")
    assert said in text_of(app) and said in pictures.drawn("hall", house.room, wall).html
    app.selectbox(key="console-call").set_value("latvia").run()
    assert said not in text_of(app) and said not in pictures.drawn("hall", house.room, wall).html


def test_the_result_of_a_vote_on_a_motion_is_announced_though_the_room_has_turned_to_what_it_brings(house: House, text_of: Words) -> None:
    house.in_debate("una-usa")
    house.event("motion.raised", by="chair", motion="moderated-caucus", parameters={"seconds": 600, "speaker-seconds": 60, "topic": "Arms"})
    motion = house.session.motions[0].id
    house.event("motion.seconded", by="latvia", motion=motion)
    app = house.open()
    assert "moved by the chair, seconded by Latvia" in text_of(app)
    press(app, f"devices-{motion}")
    for one in ("china", "france"):
        house.event("vote.cast", seat=one, delegation=one, choice="in favour")
    app.run()
    press(app, "console-conclude")
    press(app, "console-conclude-sure")
    assert house.session.caucus is not None
    assert "The motion carries." in text_of(app)
    press(app, "console-undo")
    assert "The motion carries." not in text_of(app)


def test_a_veto_is_announced_with_who_cast_it(house: House, text_of: Words) -> None:
    voted_on(house)
    app = house.open()
    press(app, "console-vote-By-name")
    for one in ("china", "russia"):
        app.segmented_control(key=f"console-ballot-{house.session.vote.id}-{one}").set_value("against").run()
    press(app, "console-others-for")
    press(app, "console-conclude")
    assert "Not adopted: vetoed by China and Russia." in text_of(app)
    assert "vetoed by China and Russia" in pictures.drawn("hall", house.room, Seat(id="wall", role=Role.DISPLAY, name="Wall")).html


def test_what_ends_a_caucus_or_the_voting_is_at_the_end_of_the_row(house: House, text_of: Words) -> None:
    house.draft()
    house.in_debate("una-usa")
    house.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])

    house.event("caucus.opened", mode="moderated", seconds=600, speaking_seconds=60, topic="Arms")
    assert [key for key in in_order(house.open()) if key in ("console-undo", "console-end-caucus")] == ["console-undo", "console-end-caucus"]
    assert "Call a member below." in text_of(house.open())
    house.event("caucus.ended")
    house.event("voting.opened")
    assert [key for key in in_order(house.open()) if key in ("console-undo", "console-leave-voting")] == ["console-undo", "console-leave-voting"]
    assert "Open the next vote below." in text_of(house.open())


def test_the_decision_on_a_motion_comes_before_the_next_speaker(house: House) -> None:
    house.in_debate("una-usa")
    house.event("list.joined", delegation="france")
    house.event("motion.raised", by="china", motion="suspend-meeting")
    motion = house.session.motions[0].id
    house.event("motion.seconded", by="latvia", motion=motion)
    app = house.open()
    assert app.button(key=f"carries-{motion}").proto.type == "primary"
    assert app.button(key="france-console-next").proto.type == "secondary"
    order = in_order(app)
    assert order.index(f"devices-{motion}") < order.index(f"carries-{motion}") < order.index("france-console-next")


def test_closing_the_session_for_good_is_asked_twice(house: House) -> None:
    house.in_debate()
    app = house.open()
    press(app, "console-close")
    assert not house.session.closed
    press(app, "console-not-for-good")
    press(app, "console-close")
    press(app, "console-close-sure")
    assert house.session.closed


def test_the_display_shows_what_the_dais_puts_up_while_nothing_is_at_issue(house: House, text_of: Words) -> None:
    house.draft()
    house.in_debate()
    wall = Seat(id="wall", role=Role.DISPLAY, name="Wall")
    app = AppTest.from_file(FRAME, default_timeout=60)
    app.switch_page("../pages/chair/dais.py")
    app.run()
    app.selectbox(key="dais-draft").set_value("d1").run()
    press(app, "dais-next")
    press(app, "dais-next")
    assert house.room.board.paragraph == "p2"
    shown = pictures.drawn("hall", house.room, wall).html
    assert TEXTS[1] in shown and "Paragraph 2." in shown and "sponsored by France" in shown
    assert "is before the room" not in text_of(app)
    house.draft("d2")
    house.event("draft.introduced", document="d2", symbol="DR/2", sponsors=["france"])
    house.event("document.taken-up", document="d2")
    assert TEXTS[1] not in pictures.drawn("hall", house.room, wall).html
    app.run()
    assert "DR/2 is before the room, and the display shows that." in text_of(app)


# -- papers that wait, and those that the sponsors accept


def waiting_link(app: AppTest) -> Any:
    """The link to the papers that wait for the dais."""
    return next((one.proto for one in app.get("page_link") if "for you" in one.proto.label), None)


def test_a_submitted_draft_calls_the_dais_and_leads_to_it(house: House) -> None:
    app = house.open()
    assert waiting_link(app) is None
    house.draft(stage=Stage.SUBMITTED)
    app.run()
    assert waiting_link(app).label == "1 draft waits for you", "also before the meeting is opened"
    assert "paper=d1" in waiting_link(app).query_string
    house.in_debate()
    app.run()
    assert waiting_link(app).label == "1 draft waits for you"
    house.do("chair", StageChanged(draft="d1", to=Stage.APPROVED))
    app.run()
    assert waiting_link(app) is None


def test_amendments_that_wait_are_counted_until_they_are_introduced(house: House) -> None:
    house.draft(stage=Stage.INTRODUCED)
    for name, text in (("m1", "Calls upon all States;"), ("m2", "Invites all States;")):
        house.do("china", AmendmentProposed(draft="d1", amendment=Amendment(id=name, kind="replace", part="operative", paragraph="p1", text=text)))
    house.in_debate()
    app = house.open()
    press(app, "introduce-d1")
    link = waiting_link(app)
    assert link.label == "2 amendments wait for you"
    assert "paper=d1" in link.query_string and "view=Amendments" in link.query_string
    press(app, "introduce-d1-m1")
    assert waiting_link(app).label == "1 amendment waits for you"
    house.draft("d2", stage=Stage.SUBMITTED)
    app.run()
    assert waiting_link(app).label == "1 draft and 1 amendment wait for you"
    assert "paper=" not in waiting_link(app).query_string, "of several papers the list is shown"


def test_an_accepted_amendment_is_taken_in_before_any_vote_is_offered(house: House, text_of: Words) -> None:
    with_amendment(house)
    house.do("china", AmendmentProposed(draft="d1", amendment=Amendment(id="m2", kind="delete", part="operative", paragraph="p2")))
    house.event("amendment.introduced", amendment="d1/m2", document="d1", symbol="DR/1, amendment 2", sponsors=["china"])
    app = house.open()
    assert "console-vote-Roll-call" in keys(app)
    house.do("france", AmendmentAccepted(draft="d1", amendment="m1", delegation="france"))
    press(app, "console-to-vote")
    text = text_of(app)
    assert "To be taken in" in [one.value for one in app.subheader] and "All sponsors of the draft accept this amendment, so it needs no vote." in text
    assert "console-vote-Roll-call" not in keys(app), "nothing is voted on first"
    assert "Amendment 2 to DR/1 is to be voted on next" in text, "and the head does not say that it is voted on"
    press(app, "take-in-d1-m1")
    assert house.room.drafts["d1"].amendments[0].amendment.state == "friendly"
    assert "Amendment 1 to DR/1 is part of the text: the sponsors accept it." in text_of(app)
    assert "console-vote-Roll-call" in keys(app)


def test_a_chair_may_put_an_accepted_amendment_to_the_vote_where_somebody_objects(house: House) -> None:
    with_amendment(house)
    house.do("france", AmendmentAccepted(draft="d1", amendment="m1", delegation="france"))
    app = house.open()
    assert "console-vote-Roll-call" not in keys(app)
    press(app, "vote-on-d1-m1")
    press(app, "console-vote-Roll-call")
    assert house.session.vote is not None and house.session.vote.document == "d1/m1"


def test_an_accepted_amendment_comes_before_the_room_and_into_the_text_with_one_press(house: House) -> None:
    house.draft(stage=Stage.INTRODUCED)
    house.do("china", AmendmentProposed(draft="d1", amendment=Amendment(id="m1", kind="replace", part="operative", paragraph="p1", text="Calls upon all States;")))
    house.do("france", AmendmentAccepted(draft="d1", amendment="m1", delegation="france"))
    house.in_debate()
    app = house.open()
    press(app, "introduce-d1")
    press(app, "friendly-d1-m1")
    shared = house.room.drafts["d1"]
    assert shared.amendments[0].amendment.state == "friendly"
    assert shared.draft.find("p1").text == "Calls upon all States;"  # type: ignore[union-attr]
    press(app, "console-undo")
    assert house.room.drafts["d1"].draft.find("p1").text == TEXTS[0]  # type: ignore[union-attr]


def test_where_every_amendment_is_voted_on_none_is_taken_in(house: House, text_of: Words) -> None:
    with_amendment(house)
    house.do("france", AmendmentAccepted(draft="d1", amendment="m1", delegation="france"))
    house.rules("thimun")
    app = house.open()
    assert "take-in-d1-m1" not in keys(app) and "console-vote-By-name" in keys(app)
    assert "Accepted by the sponsors" not in text_of(app)


def test_a_motion_to_introduce_a_draft_names_it(house: House, text_of: Words) -> None:
    house.draft()
    house.in_debate()
    house.event("motion.raised", seat="france", by="france", motion="introduce-draft", parameters={"document": "d1"})
    symbol = house.room.drafts["d1"].symbol
    assert f"Which draft: {symbol} River patrols" in text_of(house.open())
    assert f"Which draft: {symbol} River patrols" in pictures.drawn("hall", house.room, Seat(id="wall", role=Role.DISPLAY, name="Wall")).html


# -- votes that are set, counted and set again


def voting_on_the_draft(house: House) -> AppTest:
    house.draft(stage=Stage.INTRODUCED)
    house.in_debate()
    house.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])
    app = house.open()
    return press(app, "console-to-vote")


def test_a_preliminary_question_that_was_counted_is_not_put_again_by_itself(house: House, text_of: Words) -> None:
    app = voting_on_the_draft(house)
    app.checkbox(key="console-preliminary").check().run()
    assert "Whether the matter is procedural is put first, and needs 9 of 15, no permanent member against." in text_of(app)
    app.number_input(key="console-for-vote").set_value(15)
    app.button(key="FormSubmitter:console-count-vote-Count and announce (15 present)").click().run()
    assert [one.question for one in house.session.votes] == ["preliminary"]
    assert "console-preliminary" not in {one.key for one in app.checkbox}, "it has been decided"
    assert app.number_input(key="console-for-vote").value == 0, "the hands of that vote are none of the next one's"
    assert "after the vote on DR/1" not in text_of(app), "the draft itself has not been voted on"


def test_more_hands_than_the_room_has_are_told_and_stay_typed(house: House) -> None:
    app = voting_on_the_draft(house)
    app.number_input(key="console-for-vote").set_value(20)
    app.button(key="FormSubmitter:console-count-vote-Count and announce (15 present)").click().run()
    assert "15 are present" in app.error[0].value
    assert app.number_input(key="console-for-vote").value == 20
    assert not house.session.votes


def test_a_party_to_the_dispute_is_not_said_to_have_voted_otherwise_than_expected(house: House, text_of: Words) -> None:
    app = voting_on_the_draft(house)
    app.multiselect(key="console-parties").set_value(["colombia"]).run()
    press(app, "console-vote-By-name")
    press(app, "console-others-for")
    press(app, "console-conclude")
    if house.session.vote is not None:
        press(app, "console-conclude-sure")
    assert house.session.votes[-1].obliged == ("colombia",)
    assert "held to abstain, as a party to the dispute" in text_of(app)


# -- what is heard at the end of the list


def test_a_reply_that_is_heard_at_the_end_of_the_list_waits_for_it_and_the_list_for_the_reply(house: House, text_of: Words) -> None:
    house.in_debate()
    for member in ("china", "france"):
        house.event("list.joined", seat=member, delegation=member)
    house.event("speaker.called", delegation="china")
    house.event("reply.asked", seat="russia", by="russia", delegation="russia")
    reply = house.session.replies[0].id
    house.event("reply.decided", reply=reply, granted=True)
    app = house.open()
    assert app.button(key=f"reply-{reply}-call").disabled, "somebody is on the list"
    house.event("speech.ended")
    house.event("speaker.called", delegation="france")
    house.event("speech.ended")
    app.run()
    assert "speakers' list is exhausted" not in text_of(app)
    press(app, f"reply-{reply}-call")
    press(app, "console-end")
    assert "speakers' list is exhausted" in text_of(app)


def test_until_when_the_meeting_is_adjourned_is_said(house: House, text_of: Words) -> None:
    house.in_debate()
    house.event("meeting.adjourned", until="tomorrow at 10 a.m.")
    assert "until tomorrow at 10 a.m." in text_of(house.open())
    assert "until tomorrow at 10 a.m." in pictures.drawn("hall", house.room, Seat(id="wall", role=Role.DISPLAY, name="Wall")).html


def test_where_consensus_is_sought_first_the_press_for_it_comes_first(house: House, text_of: Words) -> None:
    app = voting_on_the_draft(house)
    votes_offered = [key for key in in_order(app) if key == "console-consensus" or key.startswith("console-vote-")]
    assert votes_offered[0] == "console-vote-Roll-call" and votes_offered[-1] == "console-consensus"
    house.rules("un4mun")
    app.run()
    assert [key for key in in_order(app) if key == "console-consensus" or key.startswith("console-vote-")][0] == "console-consensus"
    assert "Ask first whether anybody objects to adopting it without a vote." in text_of(app)
    assert app.button(key="console-consensus").proto.type == "primary" and app.button(key="console-vote-Roll-call").proto.type == "secondary"
