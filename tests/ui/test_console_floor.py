"""The console where the rules show: the proposer's speech in a caucus, comments after a yield, the time of a reply, the order of
amendments, and acts that an undo takes back whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from committee.minutes import as_text, minutes
from committee.procedure import load_procedure
from committee.questions import to_vote
from records.access import Access
from records.acts.amendments import AmendmentProposed, AmendmentsOrdered
from records.acts.drafts import DraftStarted
from records.acts.room import SeatSet
from records.acts.session import SessionEvent
from records.acts.stages import Signed, StageChanged
from records.committees import Records
from records.room import SECRETARIAT, Role, Seat, Settings, Stage
from resolutions.amendments import Amendment
from resolutions.model import Draft, Paragraph
from tests.late_messages import comes_late, said
from ui import conference
from ui.console import clauses, speakers

FRAME = str(Path(__file__).resolve().parents[2] / "ui" / "frame.py")
MEMBERS = ("bahrain", "china", "france", "latvia", "panama")


class Room:
    """A committee of five in debate, with a chair; the clock goes on by ten seconds with each act."""

    def __init__(self, records: Records, **rules: Any) -> None:
        self.records = records
        settings = Settings(name="Council", topic="drug-cartels", council="own", members=MEMBERS, rules="una-usa", procedure=rules)
        records.found_conference("spring", "Spring")
        records.open_committee("spring", "crisis", settings)
        records.perform("crisis", SECRETARIAT, SeatSet(seat=Seat(id="chair", role=Role.CHAIR, name="Chair")))
        self.access = Access(records)
        (issued,) = self.access.issue("spring", "crisis", SECRETARIAT, ["chair"])
        self.cookie = self.access.enter(issued.code, "127.0.0.1")
        self.event("session.opened", members=list(MEMBERS), speaking_seconds=90)
        for member in MEMBERS:
            self.event("roll.called", delegation=member, answer="present")
        self.event("quorum.noted", present=5, needed=2)
        self.event("agenda.adopted", items=["Rivers"], item="Rivers")

    def event(self, kind: str, /, **fields: Any) -> None:
        self.records.perform("crisis", "chair", SessionEvent(events=({"kind": kind, **fields},)))

    @property
    def session(self) -> Any:
        return self.records.room("crisis").session

    def open(self, page: str = "console") -> AppTest:
        app = AppTest.from_file(FRAME, default_timeout=60)
        app.switch_page(f"../pages/chair/{page}.py")
        app.run()
        assert not app.exception, [error.value for error in app.exception]
        return app


@pytest.fixture
def room(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Makes the committee, with its own rules."""
    ticks = iter(range(1_800_000_000, 1_900_000_000, 10))
    records = Records.open(database, lambda: float(next(ticks)))

    def made(**rules: Any) -> Room:
        here = Room(records, **rules)
        monkeypatch.setattr(conference, "records", lambda: records)
        monkeypatch.setattr(conference, "access", lambda: here.access)
        monkeypatch.setattr(conference, "cookie", lambda: here.cookie)
        return here

    yield made
    records.close()


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, [error.value for error in app.exception]
    assert not app.error, [error.value for error in app.error]
    return app


def keys(app: AppTest) -> set[str]:
    return {str(one.key) for one in (*app.button, *app.selectbox) if one.key}


def words(app: AppTest) -> str:
    return " ".join(str(one.proto.body) for one in app.get("html"))


def in_caucus(here: Room, proposer: str = "latvia") -> None:
    here.event("caucus.opened", mode="moderated", seconds=600, speaking_seconds=60, topic="Precursors", proposer=proposer)


def test_the_proposer_of_a_caucus_is_offered_its_first_speech_and_nothing_is_forced(room: Any) -> None:
    here = room()
    in_caucus(here)
    app = here.open()
    assert app.button(key="console-proposer").label == "First speech: Latvia"
    assert "Latvia moved it, and by these rules the first speech is offered to it" in words(app)
    press(app, "least-china")
    assert here.session.turn.delegation == "china"
    press(app, "console-end")
    assert "console-proposer" not in keys(app), "once somebody has spoken the first speech is gone"


def test_one_press_gives_the_proposer_the_floor_and_a_second_one_does_nothing(room: Any) -> None:
    here = room()
    in_caucus(here)
    press(here.open(), "console-proposer")
    assert (here.session.turn.delegation, here.session.turn.on, here.session.turn.seconds) == ("latvia", "caucus", 60)
    before = here.records.room("crisis").revision
    speakers.proposer_first()
    assert here.records.room("crisis").revision == before


@pytest.mark.parametrize(("rule", "proposer"), [("none", "latvia"), ("last", "latvia"), ("first", "chair")])
def test_no_first_speech_is_offered_where_the_rules_or_the_motion_name_nobody_for_it(room: Any, rule: str, proposer: str) -> None:
    here = room(caucus_proposer=rule)
    in_caucus(here, proposer)
    assert "console-proposer" not in keys(here.open())


def test_after_a_yield_to_comments_the_console_calls_as_many_as_the_rules_give(room: Any) -> None:
    here = room(yields=["chair", "comments"])
    here.event("speaker.called", delegation="france")
    here.event("speech.started")
    app = press(here.open(), "yield-comments")
    assert "Comments</b> on the speech of France: 2 more, 30 seconds each" in words(app)
    assert "France" not in app.selectbox(key="console-comment").options
    for number, one in enumerate(("china", "panama"), start=1):
        app.selectbox(key="console-comment").set_value(one).run()
        turn = here.session.turn
        assert (turn.delegation, turn.on, turn.seconds, here.session.comments.had) == (one, "comment", 30, number)
        press(app, "console-clock")
        press(app, "console-end")
    assert "console-comment" not in keys(app)


def test_rules_without_comments_offer_none(room: Any) -> None:
    here = room()
    here.event("speaker.called", delegation="france")
    here.event("speech.started")
    assert "yield-comments" not in keys(here.open())


def test_a_reply_has_the_time_of_its_own_rule(room: Any) -> None:
    here = room(**{"right_of_reply.seconds": 45})
    here.event("reply.asked", delegation="panama", by="panama")
    (reply,) = here.session.replies
    here.event("reply.decided", reply=reply.id, granted=True)
    press(here.open(), f"reply-{reply.id}-call")
    assert (here.session.turn.on, here.session.turn.seconds) == ("reply", 45)


def test_the_words_of_who_may_join_the_list_do_not_change_while_one_is_chosen(room: Any) -> None:
    """A browser says a choice by its words: were there a number in them that goes up, the choice would be lost."""
    here = room()
    app = here.open()
    before = set(app.selectbox(key="console-join").options)
    for _ in range(2):
        here.event("speaker.called", delegation="france")
        here.event("speech.started")
        here.event("speech.ended")
    app.run()
    box = app.selectbox(key="console-join")
    assert set(box.options) == before
    assert box.options[-1] == "France", "who has had most comes last"


# -- the order of amendments


def with_draft(here: Room) -> None:
    """A draft before the room: one preambular paragraph and three operative ones."""
    texts = ("Urges all States to cooperate in good faith;", "Requests a report each year;", "Decides to remain seized of the matter.")
    content = Draft(preambular=(Paragraph(id="a1", text="Recalling its resolutions,"),), operative=tuple(Paragraph(id=f"p{n}", text=text) for n, text in enumerate(texts, start=1)))
    for member in ("france", "china"):
        here.records.perform("crisis", SECRETARIAT, SeatSet(seat=Seat(id=member, role=Role.DELEGATE, delegation=member, name=member.title())))
    here.records.perform("crisis", "france", DraftStarted(draft="d1", title="River patrols", content=content))
    here.records.perform("crisis", "france", Signed(draft="d1", delegation="france", role="sponsor"))
    here.records.perform("crisis", "france", StageChanged(draft="d1", to=Stage.SUBMITTED))
    here.records.perform("crisis", "chair", StageChanged(draft="d1", to=Stage.APPROVED))
    here.event("draft.introduced", document="d1", symbol="DR/1", sponsors=["france"])


def with_amendments(here: Room, chosen: tuple[str, ...] = ()) -> None:
    """The draft with two amendments: one changes a word, the other, proposed later, takes a paragraph out."""
    with_draft(here)
    small = Amendment(id="small", kind="replace", part="operative", paragraph="p1", text="Urges all States to cooperate in full faith;")
    large = Amendment(id="large", kind="delete", part="operative", paragraph="p2")
    for amendment in (small, large):
        here.records.perform("crisis", "china", AmendmentProposed(draft="d1", amendment=amendment))
        here.event("amendment.introduced", amendment=f"d1/{amendment.id}", document="d1", sponsors=["china"])
    if chosen:
        here.records.perform("crisis", "chair", AmendmentsOrdered(draft="d1", order=chosen))


def order_of(here: Room) -> list[str]:
    return [one.document for one in to_vote(here.session, load_procedure("una-usa"))]


@pytest.mark.parametrize(
    ("chosen", "order"),
    [((), ["d1/large", "d1/small", "d1"]), (("small", "large"), ["d1/small", "d1/large", "d1"])],
    ids=["the rule's, the furthest removed first", "the dais's own"],
)
def test_amendments_are_put_to_the_vote_in_the_order_that_the_page_drafts_has(room: Any, chosen: tuple[str, ...], order: list[str]) -> None:
    here = room()
    with_amendments(here, chosen)
    app = press(here.open(), "console-to-vote")
    assert order_of(here) == order
    press(app, "console-vote-By-name")
    assert here.session.vote.document == order[0]
    record = as_text(minutes(here.session.events))
    assert ("ruled that the amendments were to be voted on in the order" in record) == (not chosen), "where it is the order of submission nothing is to be ruled"


def test_an_order_that_the_dais_rules_on_during_the_vote_holds_from_the_next_vote_on(room: Any) -> None:
    here = room()
    with_amendments(here)
    app = press(here.open(), "console-to-vote")
    here.records.perform("crisis", "chair", AmendmentsOrdered(draft="d1", order=("small", "large")))
    app.run()
    press(app, "console-vote-By-name")
    assert here.session.vote.document == "d1/small"
    press(app, "console-undo")
    assert (here.session.vote, order_of(here)[0]) == (None, "d1/large"), "the ruling goes with the vote that it was made for"


def test_clause_by_clause_what_falls_is_taken_out_of_the_text_and_the_rest_is_voted_on(room: Any) -> None:
    here = room()
    with_draft(here)
    app = press(here.open(), "console-to-vote")
    press(app, "clauses-d1")
    assert [one.name for one in here.session.documents["d1"].parts] == ["paragraph 1", "paragraph 2", "paragraph 3"]
    for falls in (False, True, False):
        press(app, "console-vote-By-name")
        assert "fell-d1-paragraph-2" not in keys(app) or not falls
        for one in MEMBERS:
            here.event("vote.cast", delegation=one, choice="against" if falls else "in favour")
        app.run()
        press(app, "console-conclude")
    assert "DR/1: paragraph 2 fell; take it out of the text before the whole is voted on." in words(app)
    press(app, "fell-d1-paragraph-2")
    shared = here.records.room("crisis").drafts["d1"]
    assert [one.id for one in shared.draft.operative] == ["p1", "p3"]
    assert "paragraph 2 fell" not in words(app)
    assert "fell-d1-paragraph-2" not in keys(app)
    press(app, "console-vote-By-name")
    assert here.session.vote.words == "The draft resolution DR/1 without paragraph 2"


@pytest.mark.parametrize(
    ("part", "paragraph"),
    [
        ("paragraph 2", "p2"), ("Operative paragraph 3", "p3"), ("op 1", "p1"), ("3", "p3"), ("clause 2", "p2"), ("preambular paragraph 1", "a1"),
        ("PP1", "a1"), ("paragraph 9", ""), ("paragraphs 1 to 3", None), ("paragraph 2 (a)", None), ("the rest", None), ("<b>2</b>", None),
    ],
)  # fmt: skip
def test_a_part_names_a_paragraph_or_none(room: Any, part: str, paragraph: str | None) -> None:
    here = room()
    with_draft(here)
    assert clauses.paragraph_named(here.records.room("crisis").drafts["d1"], part) == paragraph


def test_undo_takes_back_one_act_whole_and_not_the_one_before(room: Any) -> None:
    here = room()
    for one in ("france", "china", "latvia"):
        here.event("list.joined", delegation=one)
    app = press(here.open(), "france-console-next")
    press(app, "china-console-next")
    press(app, "latvia-console-next")
    press(app, "console-undo")
    assert (here.session.turn.delegation, here.session.speakers) == ("china", ("latvia",))


def test_what_a_browser_still_shows_of_the_last_vote_is_no_vote_in_the_next_one(room: Any) -> None:
    here = room()
    with_draft(here)
    here.event("draft.introduced", document="d2", symbol="DR/2", sponsors=["china"])
    app = press(here.open(), "console-to-vote")
    press(app, "console-vote-By-name")
    row = next(one for one in app.segmented_control if str(one.key).endswith("-latvia"))
    row.set_value("against").run()
    assert here.session.vote.votes == {"latvia": "against"}
    before = said(app)
    press(app, "console-conclude")
    press(app, "console-conclude-sure")
    comes_late(app, before)
    assert not app.error, "of a vote that is closed"
    press(app, "console-vote-By-name")
    revision = here.records.room("crisis").revision
    comes_late(app, before)
    assert here.session.vote.votes == {}
    assert here.records.room("crisis").revision == revision


def test_a_debate_that_was_put_off_is_resumed_by_choosing_its_item(room: Any) -> None:
    here = room()
    here.event("debate.adjourned")
    here.event("agenda.adopted", items=["Rivers", "Arms"], item="Arms")
    app = here.open()
    app.selectbox(key="console-mover").set_value("france").run()
    app.selectbox(key="console-motion").set_value("resume-debate").run()
    assert app.selectbox(key="console-p-resume-debate-topic").options == ["Rivers"]
    press(app, "console-raise")
    (motion,) = here.session.motions
    app.selectbox(key=f"console-second-{motion.id}").set_value("china").run()
    press(app, f"carries-{motion.id}")
    assert (here.session.item, here.session.debate_adjourned) == ("Rivers", False)


def test_what_a_browser_still_shows_of_the_roll_is_no_answer_once_it_is_otherwise(room: Any) -> None:
    here = room()
    app = here.open()
    before = said(app)
    here.event("roll.left", delegation="panama")
    app.run()
    revision = here.records.room("crisis").revision
    # The browser has not heard of it yet, and its next message says "present" as before.
    comes_late(app, before)
    assert here.records.room("crisis").revision == revision
    assert here.session.attendance["panama"] == "left"
    now = next(one for one in app.segmented_control if str(one.key).startswith("console-at-panama"))
    assert now.value == "absent"
    now.set_value("present").run()
    assert here.session.attendance["panama"] == "present"


def test_an_item_or_a_presidency_that_another_chair_changed_is_not_changed_back_by_a_browser_that_has_not_heard_of_it(room: Any) -> None:
    here = room()
    here.event("agenda.adopted", items=["Rivers", "Arms"], item="Rivers")
    app = here.open()
    before = said(app)
    here.event("agenda.adopted", items=["Rivers", "Arms"], item="Arms")
    here.event("presidency.ceded", to="latvia")
    app.run()
    comes_late(app, before)
    assert (here.session.item, here.session.presiding) == ("Arms", "latvia")
    next(one for one in app.selectbox if str(one.key).startswith("console-item")).set_value("Rivers").run()
    assert here.session.item == "Rivers"
