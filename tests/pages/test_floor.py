"""The floor and the display: what each seat sees of the session, and what its buttons do."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from committee.motions import concluded, put_and_decided
from committee.procedure import load_procedure, procedure_ids
from committee.questions import vote_on
from records.acts.amendments import AmendmentProposed
from records.acts.drafts import DraftStarted
from records.acts.paragraphs import ParagraphChanged
from records.acts.room import BoardSet
from records.errors import Refused
from records.room import Board, seen_from
from resolutions.amendments import Amendment
from resolutions.model import Draft, Paragraph
from tests.pages.drawn import markup
from tests.pages.pressing import button, buttons, press, told
from ui import pictures, voting
from ui import session as sitting
from ui.floor import form
from ui.hub import message

MEMBERS = ("china", "france", "mexico", "peru", "spain")
COUNCIL = (
    "bahrain", "china", "colombia", "democratic-republic-of-the-congo", "denmark", "france", "greece", "latvia", "liberia",
    "pakistan", "panama", "russia", "somalia", "united-kingdom", "united-states",
)  # fmt: skip
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&</p></div>"

Words = Callable[[AppTest], str]
Sound = Callable[[AppTest], None]


Opener = Callable[..., Any]


def labels(app: AppTest) -> list[str]:
    return [one.label for one in (*app.main.button, *buttons(app))]


def click(app: AppTest, key: str) -> AppTest:
    """Press a button that the server draws."""
    next(one for one in app.button if one.key == key).click().run()
    assert not app.exception, [error.value for error in app.exception]
    return app


# -- the state of the room


def test_before_the_session_the_floor_says_so_and_offers_the_drafts(hall: Opener, text_of: Words) -> None:
    app = hall().open("france")
    assert "The session has not begun yet" in text_of(app)


@pytest.mark.parametrize("seat", ["chair", "wall"])
def test_the_floor_is_for_delegates_and_observers_only(hall: Opener, text_of: Words, seat: str) -> None:
    house = hall()
    house.begin()
    app = house.open(seat)
    assert not [one for one in buttons(app) if one.do == "join"]


def test_the_floor_says_who_speaks_and_with_how_much_time(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.do("chair", "speaker.called", delegation="mexico", seconds=90)
    words = text_of(house.open("france"))
    assert "1st meeting" in words and "Rivers" in words
    assert "Mexico has the floor 1:30 not started" in words


def test_a_running_clock_is_written_with_the_time_at_which_it_ends(hall: Opener) -> None:
    house = hall()
    house.begin()
    house.do("chair", "speaker.called", delegation="mexico", seconds=90)
    house.do("chair", "speech.started")
    app = house.open("france")
    ends = house.session.turn.ends_at if house.session.turn else 0
    assert f'data-ends="{ends:.3f}"' in markup(app)


# -- the list


def test_a_delegate_joins_the_list_sees_its_place_and_leaves_again(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.do("mexico", "list.joined", delegation="mexico")
    app = press(house.open("france"), "join")
    assert house.session.speakers == ("mexico", "france")
    assert "2nd on the speakers' list" in text_of(app) and "about 2 min" in text_of(app)
    press(app, "leave")
    assert house.session.speakers == ("mexico",)


def test_where_the_list_is_closed_joining_is_greyed_and_says_why(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.do("chair", "list.closed")
    app = house.open("france")
    assert button(app, "join").disabled
    assert "The speakers' list is closed." in text_of(app)


def test_the_speaker_ends_its_own_speech_and_yields_where_the_rules_let_it(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.do("chair", "speaker.called", delegation="france", on="list")
    house.do("chair", "speech.started")
    app = house.open("france")
    assert "You have the floor." in text_of(app)
    press(app, "yield-questions")
    turn = house.session.turn
    assert turn is not None and turn.taking == "questions"
    press(app, "end")
    assert house.session.turn is None


def test_an_observer_joins_the_list_and_neither_moves_nor_votes(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    app = press(house.open("oas"), "join")
    assert house.session.speakers == ("oas",)
    assert not [one for one in buttons(app) if one.do in ("move", "point")]
    assert "Observers join the list and pass notes" in text_of(app)


# -- points and motions


def test_a_point_of_order_interrupts_and_one_of_inquiry_does_not(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.do("chair", "speaker.called", delegation="mexico")
    house.do("chair", "speech.started")
    app = house.open("france")
    assert button(app, "point", "inquiry").disabled
    assert "does not interrupt a speaker" in text_of(app)
    app.text_input(key="floor-words").set_value("The list was not followed")
    press(app, "point", "order")
    (raised,) = house.session.points
    assert (raised.point, raised.by, raised.words) == ("order", "france", "The list was not followed")
    assert "waits for the chair" in text_of(app)


def test_only_motions_in_order_are_offered_and_the_others_say_why_not(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    app = house.open("france")
    offered = {one.id for one in buttons(app) if one.do == "move"}
    assert "moderated-caucus" in offered and "extend-caucus" not in offered
    assert "It is not moved in debate." in text_of(app) and "GAV-UNA" not in text_of(app), "the keys of sources are for the files"


@pytest.mark.parametrize("family", procedure_ids())
def test_no_key_of_a_source_is_read_out_to_a_delegate(family: str) -> None:
    rules = load_procedure(family)
    keys = {one.key for one in rules.sources}
    for motion in rules.motions:
        said = form.rule_words(rules, motion)
        assert not keys & set(re.split(r"[\s;.,:()]+", said)), said
        assert ".ts" not in said


def test_a_refusal_names_no_key_of_a_source(hall: Opener) -> None:
    house = hall()
    house.begin()
    with pytest.raises(Refused) as refused:
        house.do("france", "motion.raised", motion="moderated-caucus", parameters={"seconds": 300, "speaker-seconds": 30})
    assert "GAV" not in str(refused.value)


def test_a_motion_is_moved_with_what_its_mover_says(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    app = press(house.open("france"), "move", "moderated-caucus")
    app.text_input(key="floor-moderated-caucus-topic").set_value("Patrols")
    app.number_input(key="floor-moderated-caucus-seconds").set_value(5.0)
    app.number_input(key="floor-moderated-caucus-speaker-seconds").set_value(60)
    click(app, "moving-moderated-caucus")
    (moved,) = house.session.motions
    assert moved.by == "france" and dict(moved.parameters) == {"topic": "Patrols", "seconds": 300, "speaker-seconds": 60}
    assert "waits for a second" in text_of(app)


def test_a_motion_that_is_refused_keeps_what_was_typed_and_says_why(hall: Opener) -> None:
    house = hall()
    house.begin()
    app = press(house.open("france"), "move", "moderated-caucus")
    app.text_input(key="floor-moderated-caucus-topic").set_value("Patrols")
    app.number_input(key="floor-moderated-caucus-speaker-seconds").set_value(35)
    click(app, "moving-moderated-caucus")
    assert not house.session.motions
    assert "multiple" in app.error[0].value
    assert app.text_input(key="floor-moderated-caucus-topic").value == "Patrols"


def test_a_time_beyond_what_the_rule_allows_is_refused_in_its_words_and_stays_typed(hall: Opener) -> None:
    house = hall()
    house.begin()
    app = press(house.open("france"), "move", "moderated-caucus")
    app.text_input(key="floor-moderated-caucus-topic").set_value("Patrols")
    app.number_input(key="floor-moderated-caucus-seconds").set_value(9000.0)
    click(app, "moving-moderated-caucus")
    assert not house.session.motions
    assert "is at most" in app.error[0].value
    assert app.number_input(key="floor-moderated-caucus-seconds").value == 9000.0


def test_another_delegation_seconds_and_only_the_mover_withdraws(hall: Opener) -> None:
    house = hall()
    house.begin()
    house.do("france", "motion.raised", motion="unmoderated-caucus", parameters={"seconds": 300})
    (moved,) = house.session.motions
    mover = house.open("france")
    assert "Withdraw it" in labels(mover) and "Second it" not in labels(mover)
    other = press(house.open("peru"), "second", moved.id)
    assert house.session.motions[0].seconded_by == "peru"
    assert "Withdraw it" not in labels(other)
    house.who = "france"
    press(mover, "withdraw", moved.id)
    assert not house.session.motions


def test_a_caucus_that_carried_is_on_the_floor_with_its_clock(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.do("france", "motion.raised", motion="unmoderated-caucus", parameters={"seconds": 300, "topic": "Patrols"})
    (moved,) = house.session.motions
    house.do("peru", "motion.seconded", motion=moved.id)
    house.take(put_and_decided(house.session, house.rules, moved.id, True, house.session.at))
    words = text_of(house.open("mexico"))
    assert "Unmoderated caucus" in words and "Patrols" in words
    assert "No motion does not" not in words


def test_the_draft_a_sponsor_may_introduce_is_offered_by_name(hall: Opener) -> None:
    house = hall()
    house.begin()
    app = press(house.open("france"), "move", "introduce-draft")
    box = app.selectbox(key="floor-introduce-draft-document")
    assert box.options == ["DR/1 River patrols"]
    click(app, "moving-introduce-draft")
    assert house.session.motions[0].parameters["document"] == "d1"


# -- the placard


def caucus(house: Any, rules: str = "moderated-caucus") -> None:
    """A moderated caucus that carried."""
    house.do("france", "motion.raised", motion=rules, parameters={"seconds": 300, "speaker-seconds": 30, "topic": "Patrols"})
    (moved,) = house.session.motions
    house.do("peru", "motion.seconded", motion=moved.id)
    house.take(put_and_decided(house.session, house.rules, moved.id, True, house.session.at))


def test_in_a_moderated_caucus_a_delegate_asks_to_speak_and_takes_its_placard_down_again(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    assert "Ask to speak" not in labels(house.open("mexico"))
    caucus(house)
    app = house.open("mexico")
    assert "The speakers' list waits until the caucus is over." in text_of(app)
    press(app, "placard")
    assert list(house.session.placards) == ["mexico"]
    assert "Your placard is up" in text_of(app)
    press(app, "placard-down")
    assert not house.session.placards


def test_the_placards_of_others_are_no_news_for_a_delegate(hall: Opener) -> None:
    house = hall()
    house.begin()
    caucus(house)
    before = voting.news(house.session, "france")
    house.do("mexico", "placard.raised", delegation="mexico")
    assert voting.news(house.session, "france") == before < voting.news(house.session, "mexico")


def test_an_observer_may_ask_to_speak_in_the_caucus(hall: Opener) -> None:
    house = hall()
    house.begin()
    caucus(house)
    press(house.open("oas"), "placard")
    assert dict(house.session.placards) == {"oas": "caucus"}


def test_a_delegate_asks_to_explain_its_vote_after_it(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.voting()
    for member in MEMBERS:
        house.do(member, "vote.cast", delegation=member, choice="in favour")
    assert "Ask to explain your vote" not in labels(house.open("mexico"))
    house.take(concluded(house.session, house.rules, house.session.at))
    app = press(house.open("mexico"), "explain")
    assert dict(house.session.placards) == {"mexico": "explanation"}
    assert "you ask to explain your vote" in text_of(app)
    house.do("chair", "speaker.called", delegation="mexico", on="explanation")
    assert not house.session.placards


# -- the vote


def amended(house: Any, amendment: Amendment) -> None:
    """An amendment of Peru's put to the vote."""
    house.do("france", "motion.raised", motion="introduce-draft", parameters={"document": "d1"})
    house.do("peru", "motion.seconded", motion=house.session.motions[0].id)
    register = sitting.register(house.records.room("rivers"))
    house.take(put_and_decided(house.session, house.rules, house.session.motions[0].id, True, house.session.at, register=register))
    house.act("peru", AmendmentProposed(draft="d1", amendment=amendment))
    paper = sitting.register(house.records.room("rivers"))[f"d1/{amendment.id}"]
    house.do("chair", "amendment.introduced", amendment=paper.id, document="d1", symbol=paper.symbol, sponsors=["peru"])
    house.do("chair", "voting.opened")
    house.take([vote_on(house.session, house.rules, paper.id, house.session.at)])


def test_a_vote_on_an_amendment_shows_its_place_its_kind_and_its_words(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    amended(house, Amendment(id="a1", kind="replace", part="operative", paragraph="p1", text="Invites all States to patrol their rivers."))
    app = house.open("france")
    words = text_of(app)
    symbol = house.session.documents["d1"].symbol
    assert f"Amendment 1 to {symbol}" in words and ", amendment 1" not in words
    assert "Changes paragraph 1" in words
    assert "<del>Urges</del>" in markup(app) and "<ins>Invites</ins>" in markup(app)
    papers = house.open("france", **{"kept-chosen-floor-view": "documents"})
    assert markup(papers).count("<ins>Invites</ins>") == 2


def test_what_an_amendment_changes_is_on_record(hall: Opener) -> None:
    house = hall()
    house.begin()
    amended(house, Amendment(id="a1", kind="delete", part="operative", paragraph="p1"))
    assert house.session.documents["d1/a1"].change == "Delete operative paragraph 1."


def test_a_vote_on_a_draft_has_its_title_and_the_way_to_its_text(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.voting()
    app = house.open("france")
    assert "The draft resolution DR/1" in text_of(app) and "“River patrols”" in text_of(app)
    assert button(app, "read", "d1").label == "Read the whole draft"


def test_the_preliminary_question_is_told_as_what_it_is_and_adopts_nothing(hall: Opener, text_of: Words) -> None:
    house = hall(rules="security-council", members=COUNCIL)
    house.begin()
    house.voting(question="preliminary")
    assert "Whether the matter is procedural: draft resolution DR/1" in text_of(house.open("france"))
    for member in COUNCIL:
        house.do(member, "vote.cast", delegation=member, choice="in favour")
    house.take(concluded(house.session, house.rules, house.session.at))
    vote = house.session.votes[-1]
    drawn = voting.result(house.session, house.rules, vote, {})
    assert '<p class="outcome">A matter of procedure</p>' in drawn and "Whether the matter is procedural" in drawn


def test_a_delegate_votes_changes_its_vote_and_sees_its_own_only(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.voting()
    app = house.open("france")
    assert "is put to the vote" in text_of(app)
    press(app, "cast-in-favour")
    press(app, "cast-abstaining")
    vote = house.session.vote
    assert vote is not None and vote.votes == {"france": "abstaining"}
    assert "You voted: abstaining" in text_of(app)
    assert len([one for one in labels(app) if "your vote" in one]) == 1
    other = house.open("peru")
    assert message(house.records.room("rivers"))["voted"] == "1 of 5 have voted"
    assert "You voted" not in text_of(other)
    assert not [one for one in labels(other) if "your vote" in one]
    assert "France: Abstain" not in markup(other)


def test_nobody_else_sees_a_secret_vote_while_it_is_open_and_everybody_when_it_is_closed(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.voting()
    for member in MEMBERS:
        house.do(member, "vote.cast", delegation=member, choice="against" if member == "peru" else "in favour")
    wall = house.open("wall", "room/display")
    assert "Has voted" in markup(wall) and 'aria-label="Against"' not in markup(wall)
    house.take(concluded(house.session, house.rules, house.session.at))
    app = house.open("france")
    assert "4 in favour, 1 against" in text_of(app)
    assert 'title="Peru: Against"' in markup(house.open("wall", "room/display"))


def test_one_who_is_not_in_the_room_has_no_button_to_vote(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.do("chair", "roll.left", delegation="spain")
    house.voting()
    app = house.open("spain")
    ballot = [one for one in buttons(app) if one.do.startswith("cast-")]
    assert ballot and all(one.disabled for one in ballot)
    assert "not in the room" in text_of(app)


def test_in_a_roll_call_each_votes_as_it_is_called(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.voting(method="roll-call")
    waiting = house.open("peru")
    assert button(waiting, "cast-in-favour").disabled
    assert "it is the turn of China." in text_of(waiting)
    first = house.open("china")
    assert not button(first, "cast-in-favour").disabled and "You are called: your vote" in text_of(first)
    press(first, "cast-pass")
    house.do("chair", "vote.cast", delegation="france", choice="in favour")
    vote = house.session.vote
    assert vote is not None and vote.passed == ("china",)
    assert 'title="China: Passed"' in markup(house.open("wall", "room/display"))


def test_a_vote_with_rights_is_owed_an_explanation(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.voting()
    app = house.open("france")
    press(app, "cast-in-favour-with-rights")
    assert "You voted: in favour with rights." in text_of(app)
    house.take(concluded(house.session, house.rules, house.session.at))
    assert house.session.owed == ("france",)


def test_a_vote_calls_a_delegation_that_looks_at_another_page(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    assert "A vote is open" not in text_of(house.open("france", "room/drafts"))
    house.voting()
    for page in ("room/drafts", "room/room", "delegate/workbench"):
        assert "A vote is open." in text_of(house.open("france", page))
    assert "A vote is open" not in text_of(house.open("chair", "room/room"))
    press(house.open("france"), "cast-in-favour")
    assert "A vote is open" not in text_of(house.open("france", "room/drafts")), "it has voted"
    assert "A vote is open" in text_of(house.open("peru", "room/drafts"))


def test_hands_are_counted_in_the_room_and_not_on_devices(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.voting(secret=False)
    app = house.open("france")
    assert not [one for one in buttons(app) if one.do.startswith("cast-")]
    assert "the chair counts" in text_of(app)


# -- notes and documents


def test_a_note_reaches_whom_it_is_for_and_nobody_else(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    app = house.open("france", **{"kept-chosen-floor-view": "notes"})
    assert "The dais can read all notes." in text_of(app)
    app.selectbox(key="floor-note-to").set_value("peru")
    app.text_area(key="floor-note-words").set_value(f"Sponsor with us? {HOSTILE}")
    click(app, "floor-send")
    assert app.text_area(key="floor-note-words").value == ""
    assert "To Peru" in text_of(app)
    assert "From France" in text_of(house.open("peru", **{"kept-chosen-floor-view": "notes"}))
    assert "Sponsor with us" not in text_of(house.open("spain", **{"kept-chosen-floor-view": "notes"}))


def test_a_note_half_typed_is_there_again_after_another_view_and_goes_with_the_note(hall: Opener) -> None:
    house = hall()
    house.begin()
    app = house.open("france", **{"kept-chosen-floor-view": "notes"})
    app.selectbox(key="floor-note-to").set_value("peru").run()
    app.text_area(key="floor-note-words").set_value("Shall we").run()
    app.main.button_group[0].set_value("documents").run()
    assert not app.text_area
    app.main.button_group[0].set_value("notes").run()
    assert app.text_area(key="floor-note-words").value == "Shall we"
    assert next(one for one in app.selectbox if one.label == "To").value == "peru"
    click(app, "floor-send")
    app.main.button_group[0].set_value("documents").run()
    app.main.button_group[0].set_value("notes").run()
    assert app.text_area(key="floor-note-words").value == ""


def test_a_note_is_answered_with_one_press(hall: Opener) -> None:
    house = hall()
    house.begin()
    house.do("peru", "note.passed", to="france", words="Together?")
    app = house.open("france", **{"kept-chosen-floor-view": "notes"})
    click(app, next(str(one.key) for one in app.button if one.label == "Reply"))
    app.text_area(key="floor-note-words").set_value("Yes.")
    click(app, "floor-send")
    cause = house.session.history.cause
    assert cause is not None and (cause.kind, cause.to) == ("note.passed", "peru")


def test_a_note_that_came_is_counted_until_it_is_read(hall: Opener) -> None:
    house = hall()
    house.begin()
    house.do("france", "note.passed", to="peru", words="Together?")
    app = house.open("peru")
    assert "Notes (1 new)" in app.main.button_group[0].options
    app.main.button_group[0].set_value("notes").run()
    app.main.button_group[0].set_value("documents").run()
    assert "Notes" in app.main.button_group[0].options


def test_the_dais_reads_notes_and_answers_them(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.do("france", "note.passed", to="dais", words="May we sponsor?")
    house.do("peru", "note.passed", to="spain", words="Against it?")
    app = house.open("chair", "chair/notes")
    assert "From France" in text_of(app) and "Peru to Spain" in text_of(app)
    app.text_area(key="dais-note-words").set_value("You may.")
    click(app, "dais-note-send")
    assert any("Say to whom the note goes" in one.value for one in app.error)
    assert app.selectbox(key="dais-note-to").value is None and app.text_area(key="dais-note-words").value == "You may."
    click(app, next(str(one.key) for one in app.button if one.label == "Reply"))
    assert next(one for one in app.selectbox if one.label == "To").value == "france"
    click(app, "dais-note-send")
    assert "To France" in text_of(app) and app.text_area(key="dais-note-words").value == ""
    assert "From the dais" in text_of(house.open("france", **{"kept-chosen-floor-view": "notes"}))


@pytest.mark.parametrize("seat", ["france", "oas", "wall"])
def test_only_the_dais_has_the_page_of_all_notes(hall: Opener, text_of: Words, seat: str) -> None:
    house = hall()
    house.begin()
    house.do("peru", "note.passed", to="spain", words="Against it?")
    assert "Against it?" not in text_of(house.open(seat, "chair/notes"))


def test_documents_say_what_is_before_the_room_and_which_drafts_are_mine(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.introduced()
    app = house.open("france", **{"kept-chosen-floor-view": "documents"})
    assert "Draft resolution DR/1 River patrols before the room." in text_of(app)
    assert "My drafts" in text_of(app)
    assert "My drafts" not in text_of(house.open("peru", **{"kept-chosen-floor-view": "documents"}))


def test_what_somebody_typed_is_seen_and_never_obeyed(hall: Opener, is_sound: Sound) -> None:
    house = hall(title=HOSTILE)
    house.begin()
    house.do("chair", "draft.introduced", document="d1", symbol=HOSTILE, title=HOSTILE, sponsors=["france"])
    house.do("france", "motion.raised", motion="moderated-caucus", parameters={"topic": HOSTILE, "seconds": 600, "speaker-seconds": 60})
    house.do("chair", "document.taken-up", document="d1")
    for seat, page in (("peru", "room/floor"), ("wall", "room/display"), ("chair", "chair/minutes")):
        is_sound(house.open(seat, page))
    is_sound(house.open("peru", **{"kept-chosen-floor-view": "documents"}))


# -- what makes a screen draw itself anew


def test_a_secret_vote_of_others_and_notes_between_others_are_no_news_for_a_delegate(hall: Opener) -> None:
    house = hall()
    house.begin()
    house.voting()
    before = voting.news(house.session, "france")
    house.do("peru", "vote.cast", delegation="peru", choice="against")
    house.do("peru", "note.passed", to="spain", words="Against it?")
    assert voting.news(house.session, "france") == before
    assert voting.news(house.session, "spain") > before
    house.do("france", "vote.cast", delegation="france", choice="abstaining")
    assert voting.news(house.session, "france") > before


def test_in_a_roll_call_every_vote_is_news(hall: Opener) -> None:
    house = hall()
    house.begin()
    house.voting(method="roll-call")
    before = voting.news(house.session, "france")
    house.do("china", "vote.cast", delegation="china", choice="against")
    assert voting.news(house.session, "france") > before


def test_a_browser_is_told_how_many_have_voted_and_not_how(hall: Opener) -> None:
    house = hall()
    house.begin()
    room = house.records.room("rivers")
    assert "voted" not in message(room, room.seats["france"])
    house.voting()
    house.do("peru", "vote.cast", delegation="peru", choice="against")
    room = house.records.room("rivers")
    heard = message(room, room.seats["france"])
    assert heard["voted"] == "1 of 5 have voted" and heard["parts"]["floor"] == voting.news(house.session, "france")
    assert "against" not in str(heard)


# -- what follows by itself, and when the page around it is drawn anew


def drawn(house: Any, name: str, seat: str) -> str:
    room = house.records.room("rivers")
    mine = room.seats[seat]
    return pictures.drawn(name, seen_from(room, mine), mine).html


def test_a_picture_of_the_floor_is_not_drawn_anew_for_what_its_delegation_does_not_hear_of(hall: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    house = hall()
    house.begin()
    house.voting()
    before = drawn(house, "floor-vote", "france")
    counting = pictures.PICTURES["floor-vote"]._replace(draw=lambda room, seat: "anew")
    monkeypatch.setitem(pictures.PICTURES, "floor-vote", counting)
    house.do("peru", "vote.cast", delegation="peru", choice="against")
    house.do("peru", "note.passed", to="spain", words="Against it?")
    assert drawn(house, "floor-vote", "france") == before
    house.do("france", "vote.cast", delegation="france", choice="abstaining")
    assert drawn(house, "floor-vote", "france") == "anew"


def test_the_ballot_is_drawn_anew_for_a_change_of_the_paper_that_is_voted_on_and_of_no_other(hall: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    house = hall()
    house.begin()
    house.act("france", DraftStarted(draft="d2", title="Nets", content=Draft(operative=(Paragraph(id="p1", text="Urges care."),))))
    amended(house, Amendment(id="a1", kind="replace", part="operative", paragraph="p1", text="Invites all States to patrol their rivers."))
    times = iter(range(100))
    monkeypatch.setitem(pictures.PICTURES, "floor-vote", pictures.PICTURES["floor-vote"]._replace(draw=lambda room, seat: str(next(times))))
    assert drawn(house, "floor-vote", "france") == "0"
    for seat, draft, expected in (("france", "d2", "0"), ("chair", "d1", "1")):
        base = house.records.room("rivers").drafts[draft].versions["p1"]
        house.act(seat, ParagraphChanged(draft=draft, paragraph="p1", base=base, text="Calls upon all States to fish with care."))
        assert drawn(house, "floor-vote", "france") == expected


def test_the_page_runs_again_for_what_the_server_draws_of_it_and_for_nothing_else(hall: Opener) -> None:
    house = hall()

    def mark(seat: str = "france") -> str:
        return drawn(house, "floor-turns", seat)

    seen = [mark()]
    house.begin()
    seen.append(mark())
    for seat, kind, more in (
        ("peru", "list.joined", {"delegation": "peru"}), ("peru", "note.passed", {"to": "spain", "words": "Together?"}),
        ("chair", "speaker.called", {"delegation": "peru"}), ("chair", "speech.started", {}), ("chair", "speech.ended", {}),
        ("mexico", "motion.raised", {"motion": "unmoderated-caucus", "parameters": {"seconds": 300}}),
    ):  # fmt: skip
        house.do(seat, kind, **more)
        assert mark() == seen[-1], kind
    for seat, kind, more in (
        ("peru", "note.passed", {"to": "france", "words": "Together?"}), ("chair", "speaker.called", {"delegation": "france"}),
        ("chair", "meeting.adjourned", {}),
    ):  # fmt: skip
        house.do(seat, kind, **more)
        seen.append(mark())
    assert len(set(seen)) == len(seen) == 5


@pytest.mark.parametrize("seat", ["chair", "wall"])
def test_who_is_no_delegation_has_no_desk_on_the_floor(hall: Opener, seat: str) -> None:
    house = hall()
    house.begin()
    house.voting()
    names = [name for name in pictures.PICTURES if name.startswith("floor-") and name != "floor-turns"]
    assert names and not any(drawn(house, name, seat) for name in names)
    assert all(drawn(house, name, "france") for name in ("floor-vote", "floor-list", "floor-points", "floor-moves"))


@pytest.mark.parametrize(("do", "id"), [("adjourn", ""), ("cast-in-favour", "no such vote"), ("second", "m99"), ("point", "no such point"), ("move", "no such motion"), ("read", "../chair")])
def test_what_nobody_could_press_changes_nothing(hall: Opener, do: str, id: str) -> None:
    house = hall()
    house.begin()
    house.voting()
    app = house.open("france")
    before = house.records.room("rivers").revision
    told(app, button(app, "cast-in-favour")._replace(do=do, id=id))
    assert house.records.room("rivers").revision == before


def test_a_motion_that_is_no_longer_in_order_keeps_its_form_and_what_was_typed(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    app = press(house.open("france"), "move", "moderated-caucus")
    app.text_input(key="floor-moderated-caucus-topic").set_value("Patrols").run()
    house.voting()
    app.run()
    assert "Not in order now" in text_of(app) and app.button(key="moving-moderated-caucus").disabled
    assert app.text_input(key="floor-moderated-caucus-topic").value == "Patrols"


# -- the display


def test_the_display_says_where_the_room_stands_from_roll_to_adjournment(hall: Opener, text_of: Words) -> None:
    house = hall()
    assert "The session will begin shortly." in text_of(house.open("wall", "room/display"))
    house.take([sitting.opened(house.records.room("rivers"))])
    assert "China is called to answer" in text_of(house.open("wall", "room/display"))
    for member in MEMBERS:
        house.do("chair", "roll.called", delegation=member, answer="present")
    house.do("chair", "quorum.noted", present=5)
    house.do("chair", "agenda.adopted", items=["Rivers"])
    for member in ("peru", "spain"):
        house.do(member, "list.joined", delegation=member)
    house.do("chair", "speaker.called", delegation="peru")
    words = text_of(house.open("wall", "room/display"))
    assert "Peru has the floor" in words and "Speakers' list Spain" in words
    house.do("chair", "speech.ended")
    house.do("chair", "meeting.adjourned")
    assert "The meeting has risen" in text_of(house.open("wall", "room/display"))


def test_the_display_shows_the_clause_at_issue(hall: Opener, text_of: Words) -> None:
    house = hall()
    house.begin()
    house.do("france", "motion.raised", motion="introduce-draft", parameters={"document": "d1"})
    house.do("peru", "motion.seconded", motion=house.session.motions[0].id)
    register = sitting.register(house.records.room("rivers"))
    house.take(put_and_decided(house.session, house.rules, house.session.motions[0].id, True, house.session.at, register=register))
    house.do("chair", "document.taken-up", document="d1")
    house.act("chair", BoardSet(board=Board(draft="d1", paragraph="p1")))
    assert "Paragraph 1. Urges all States to patrol their rivers." in text_of(house.open("wall", "room/display"))
    amendment = Amendment(id="a1", kind="replace", part="operative", paragraph="p1", text="Invites all States to patrol their rivers.")
    house.act("peru", AmendmentProposed(draft="d1", amendment=amendment))
    house.do("chair", "amendment.introduced", amendment="d1/a1", document="d1", symbol="DR/1, amendment 1", sponsors=["peru"])
    house.do("chair", "document.taken-up", document="d1/a1")
    words = text_of(house.open("wall", "room/display"))
    assert "Amendment 1 to DR/1" in words
    assert "Changes paragraph 1" in words and "Invites" in words


def test_the_display_has_no_controls(hall: Opener) -> None:
    house = hall()
    house.begin()
    house.voting()
    assert not labels(house.open("wall", "room/display"))


def test_a_veto_is_told_in_the_words_of_the_record(hall: Opener, text_of: Words) -> None:
    house = hall(rules="security-council", members=COUNCIL)
    house.begin()
    house.voting()
    for member in COUNCIL:
        house.do(member, "vote.cast", delegation=member, choice="against" if member == "china" else "in favour")
    house.take(concluded(house.session, house.rules, house.session.at))
    last = house.session.votes[-1].result
    assert last is not None
    assert last.line in text_of(house.open("wall", "room/display"))
