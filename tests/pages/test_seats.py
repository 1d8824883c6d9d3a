"""Seats and access on screen: who may open what, setting up, cards, and what a committee means for every page."""

from __future__ import annotations

import csv
import html
import io
import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from positions.council import read_councils
from positions.model import Stance
from positions.topic import load_topic
from records.access import Access, SignedIn
from records.acts.drafts import DraftStarted
from records.acts.room import BoardSet, SeatSet, StanceSet
from records.backup import backup
from records.committees import Records
from records.errors import Refused, Unavailable
from records.room import SECRETARIAT, Board, Role, Seat, Settings
from records.roster import read_list
from resolutions.check import check
from resolutions.model import Draft
from tests.late_messages import comes_late, overtaken, said
from tests.pages.drawn import markup
from ui import conference, seats, setting_up, sign_in, state

FRAME = str(Path(__file__).resolve().parents[2] / "ui" / "frame.py")
CODE = setting_up.SETUP_CODE

Opener = Callable[..., AppTest]


class Hall:
    """A server's records, its committee, and the cookies of those who signed in to it."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.access = Access(records)
        self.cookie = ""
        self.codes: dict[str, str] = {}

    def sit(self, members: str = "France\nChina\nPlanet Express\nMexico, observer") -> str:
        """Open a committee of these and answer its id; the codes of its seats are kept."""
        lines = read_list(members, load_topic("drug-cartels"))
        settings = Settings(name="Council of Four", topic="drug-cartels", council="own", members=("x",))
        plan = setting_up.plan_of(settings, lines, 1, 1)
        opened = setting_up.open_committee(self.records, self.access, None, plan, conference="Riverside")
        assert opened.secretariat is not None
        self.codes = {one.seat: one.code for one in opened.issued} | {SECRETARIAT: opened.secretariat.code}
        return opened.committee

    def enter(self, seat: str) -> None:
        """Sign this browser in at a seat."""
        self.cookie = self.access.enter(self.codes[seat])

    @property
    def me(self) -> SignedIn:
        return self.access.who(self.cookie)


@pytest.fixture
def hall(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """A server of its own, without a conference."""
    monkeypatch.delenv(CODE, raising=False)
    records = Records.open(database, clock=itertools.count(1_800_000_000.0).__next__)
    here = Hall(records)
    monkeypatch.setattr(conference, "records", lambda: records)
    monkeypatch.setattr(conference, "access", lambda: here.access)
    monkeypatch.setattr(conference, "cookie", lambda: here.cookie)
    monkeypatch.setattr(setting_up, "_wrong", type(setting_up._wrong)(maxlen=setting_up.WRONG_CODES))
    yield here
    records.close()


OWN = Draft().with_added("operative", "Demands that all States seize the assets of cartels;").model_dump_json()
"""A draft that was begun alone."""


def opened(page: str, draft: str = "", **address: str) -> AppTest:
    """A page of this browser, through the frame."""
    app = AppTest.from_file(FRAME, default_timeout=60)
    if draft:
        app.session_state["kept-draft"] = draft
        app.session_state["kept-touched"] = True
    for name, value in address.items():
        app.query_params[name] = value
    if page != "delegate/home":
        app.switch_page(f"../pages/{page}.py")
    app.run()
    assert not app.exception, [error.value for error in app.exception]
    return app


def button(app: AppTest, words: str) -> Any:
    return next(one for one in app.button if one.label.startswith(words))


def errors(app: AppTest) -> str:
    """What the page says did not work, as it is read."""
    return "\n".join(one.value for one in app.error).replace("\\", "")


def links(app: AppTest) -> list[str]:
    return [one.proto.label or one.proto.page for one in app.get("page_link")]


# -- who may set up


def planned() -> setting_up.Plan:
    lines = read_list("France", load_topic("drug-cartels"))
    return setting_up.plan_of(Settings(name="Council", topic="drug-cartels", council="own"), lines, 1, 0)


def test_anybody_sets_up_the_first_committee_and_nobody_else_the_next(hall: Hall) -> None:
    hall.sit()
    for seat in ("france", "mexico", "chair", "display"):
        hall.enter(seat)
        with pytest.raises(Refused, match="only its secretariat"):
            setting_up.open_committee(hall.records, hall.access, hall.me, planned(), conference="Mine now")
    with pytest.raises(Refused, match="only its secretariat"):
        setting_up.open_committee(hall.records, hall.access, None, planned(), conference="Mine now")
    assert len(hall.records.conferences()) == 1
    assert len(hall.records.revisions()) == 1


def test_the_secretariat_sets_up_more_in_its_own_conference(hall: Hall) -> None:
    hall.sit()
    hall.enter(SECRETARIAT)
    made = setting_up.open_committee(hall.records, hall.access, hall.me, planned(), conference="Another name")
    assert made.secretariat is None
    assert made.conference == hall.me.conference
    assert len(hall.records.committees(hall.me.conference)) == 2


def test_a_seat_that_calls_itself_secretariat_is_none(hall: Hall) -> None:
    committee = hall.sit()
    with pytest.raises(Refused):
        setting_up.check_right(hall.records, SignedIn("conference", committee, SECRETARIAT, "AAAA"))
    with pytest.raises(Refused):
        setting_up.check_right(hall.records, SignedIn("conference", None, "chair", "AAAA"))
    with pytest.raises(Refused):
        hall.records.perform(committee, SECRETARIAT, SeatSet(seat=Seat(id=SECRETARIAT, role=Role.CHAIR)))


def test_where_the_server_has_a_set_up_code_it_is_asked_from_the_first_on(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CODE, "open sesame")
    for wrong in ("", "open", "OPEN SESAME", "open sesame!"):
        with pytest.raises(Refused, match="not the server's set-up code"):
            setting_up.open_committee(hall.records, hall.access, None, planned(), conference="Riverside", given=wrong)
    assert not hall.records.conferences()
    made = setting_up.open_committee(hall.records, hall.access, None, planned(), conference="Riverside", given=" open sesame ")
    assert made.secretariat is not None
    second = setting_up.open_committee(hall.records, hall.access, None, planned(), conference="Lakeside", given="open sesame")
    assert second.conference != made.conference


def test_set_up_codes_cannot_be_tried_without_end(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CODE, "open sesame")
    for _ in range(setting_up.WRONG_CODES):
        with pytest.raises(Refused, match="not the server's"):
            setting_up.check_right(hall.records, None, "guess")
    with pytest.raises(Refused, match="Too many"):
        setting_up.check_right(hall.records, None, "open sesame")


@pytest.mark.both_databases
def test_two_that_set_up_at_the_same_moment_do_not_both_become_secretariat(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hall.records, "conferences", lambda: ())
    setting_up.open_committee(hall.records, hall.access, None, planned(), conference="Mine")
    with pytest.raises(Refused):
        setting_up.open_committee(hall.records, hall.access, None, planned(), conference="No, mine")


def test_a_plan_that_makes_no_sense_leaves_nothing_behind(hall: Hall) -> None:
    nobody = setting_up.Plan(Settings(name="Empty", topic="drug-cartels", council="own"), ())
    with pytest.raises(Refused, match="at least one delegate"):
        setting_up.open_committee(hall.records, hall.access, None, nobody, conference="Riverside")
    with pytest.raises(Refused, match="name"):
        setting_up.open_committee(hall.records, hall.access, None, planned(), conference="  ")
    assert not hall.records.conferences()
    assert not hall.records.revisions()


def test_two_committees_of_one_name_would_be_mixed_up(hall: Hall) -> None:
    hall.sit()
    hall.enter(SECRETARIAT)
    setting_up.open_committee(hall.records, hall.access, hall.me, planned())
    with pytest.raises(Refused, match="name of its own"):
        setting_up.open_committee(hall.records, hall.access, hall.me, planned())


@pytest.mark.both_databases
def test_a_lost_code_of_the_secretariat_is_renewed_by_whoever_runs_the_server(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    hall.sit()
    hall.enter("chair")
    with pytest.raises(Refused):
        setting_up.renew_secretariat(hall.records, hall.access, hall.me, "conference")
    monkeypatch.setenv(CODE, "open sesame")
    with pytest.raises(Refused):
        setting_up.renew_secretariat(hall.records, hall.access, hall.me, "conference", "guess")
    made = setting_up.renew_secretariat(hall.records, hall.access, None, "conference", "open sesame")
    assert hall.access.who(hall.access.enter(made.code)).seat == SECRETARIAT


# -- setting up on the page


@pytest.mark.both_databases
def test_a_committee_is_set_up_with_a_name_alone(hall: Hall) -> None:
    app = opened("chair/setup")
    app.text_input(key="setup-conference").input("Riverside").run()
    button(app, "Open the committee with 18 seats").click().run()
    assert not app.exception and not app.error
    assert app.title[0].value == "The committee is open"
    room = hall.records.room(hall.records.committees("conference")[0])
    assert room.settings is not None
    assert room.settings.members == read_councils()["2026"].members
    assert room.settings.symbol == "S/2026/{number}"
    cards = seats.unpacked(app.session_state["kept-cards"])
    assert len(cards) == len(room.seats) == 18
    first = seats.unpacked(app.session_state["kept-cards-first"])[0]
    assert hall.access.who(hall.access.enter(first.code)).seat == SECRETARIAT
    assert hall.access.who(hall.access.enter(cards[0].code)).committee == room.committee
    drawn = markup(app)
    assert all(card.code in drawn for card in (*cards, first))
    assert drawn.index(first.code) < drawn.index(cards[0].code)


def test_what_was_typed_survives_every_fault(hall: Hall) -> None:
    app = opened("chair/setup")
    app.text_area(key="setup-list").input("France\nBorduria, observer\nChina, emperor\n").run()
    app.text_input(key="setup-name").input("Crisis").run()
    app.text_input(key="setup-invited").input("Mexico").run()
    app.selectbox(key="setup-rules").select("una-usa").run()
    button(app, "Open").click().run()
    assert "3" in app.error[0].value
    app.text_area(key="setup-list").input("France\nBorduria, observer\n").run()
    button(app, "Open").click().run()
    assert "conference a name" in app.error[0].value
    assert not hall.records.conferences()
    app.switch_page("../pages/delegate/method.py").run()
    app.switch_page("../pages/chair/setup.py").run()
    assert app.text_input(key="setup-name").value == "Crisis"
    app.text_input(key="setup-conference").input("Riverside").run()
    button(app, "Open").click().run()
    room = hall.records.room("crisis")
    assert room.settings is not None
    assert (room.settings.members, room.settings.observers, room.settings.invited) == (("france",), ("Borduria",), ("mexico",))
    assert (room.settings.rules, room.settings.style, room.settings.house) == ("una-usa", "mun", "una-usa")
    assert room.seats["mexico"].role is Role.OBSERVER


def test_a_message_written_before_the_new_fields_were_seen_changes_none_of_them(hall: Hall) -> None:
    app = opened("chair/setup")
    before = said(app)
    app.selectbox(key="setup-rules").select("una-usa").run()
    app.selectbox(key="setup-council").select("2027").run()
    chosen = {one.id: one.string_value for one in said(app).widgets if one.id.endswith(("-setup-rules", "-setup-council"))}
    for one in before.widgets:
        if one.id in chosen:
            one.string_value = chosen[one.id]
    comes_late(app, before, **{"setup-conference": "Riverside"})
    assert app.text_input(key="setup-symbol~1").value == "DR 1.{number}"
    assert app.text_input(key="setup-name~1").value == "Security Council 2027"
    button(app, "Open").click().run()
    (committee,) = hall.records.committees("conference")
    room = hall.records.room(committee)
    assert room.settings is not None
    assert (room.settings.symbol, room.name, room.settings.council) == ("DR 1.{number}", "Security Council 2027", "2027")
    assert set(room.settings.members) == set(read_councils()["2027"].members)


def test_what_stands_in_the_boxes_is_opened_also_straight_from_them(hall: Hall) -> None:
    app = opened("chair/setup")
    app.text_input(key="setup-conference").set_value("Riverside")
    app.text_input(key="setup-name").set_value("Council of Two")
    app.text_area(key="setup-list").set_value("France\nChina")
    button(app, "Open the committee").click().run()
    (committee,) = hall.records.committees("conference")
    room = hall.records.room(committee)
    assert room.name == "Council of Two" and room.settings is not None and room.settings.members == ("france", "china")


def test_a_reload_of_the_cards_says_where_they_went_and_leads_to_new_ones(hall: Hall) -> None:
    app = opened("chair/setup")
    app.text_input(key="setup-conference").input("Riverside").run()
    button(app, "Open the committee").click().run()
    words = markup(app)
    assert "can be seen this once" in app.warning[0].value and "All cards again" in words and CODE in words
    assert "security-council-2026" in app.query_params["cards"]
    first = seats.unpacked(app.session_state["kept-cards-first"])[0]
    hall.cookie = hall.access.enter(first.code)
    again = opened("chair/setup", cards="security-council-2026")
    assert again.title[0].value == "The cards are not here any more" and not again.text_area
    assert first.code not in markup(again)
    button(again, "Go to the seats of Security Council 2026").click().run()
    assert not again.exception and again.title[0].value == "Seats" and button(again, "All cards again")
    another = opened("chair/setup", cards="security-council-2026")
    button(another, "Set up another committee").click().run()
    assert another.title[0].value == "Set up a committee" and "cards" not in another.query_params


@pytest.mark.parametrize("cards", ["none", "other", "<b>x</b>"])
def test_an_address_that_names_no_committee_of_ones_own_shows_none(hall: Hall, cards: str) -> None:
    hall.sit()
    app = opened("chair/setup", cards=cards)
    assert "has a conference already" in markup(app) and CODE in markup(app), "and nobody is told of a committee"
    hall.enter(SECRETARIAT)
    app = opened("chair/setup", cards=cards)
    assert app.title[0].value == "The cards are not here any more"
    assert not any(one.label.startswith("Go to the seats") for one in app.button)


def test_nobody_is_seated_twice_by_being_invited_too(hall: Hall) -> None:
    app = opened("chair/setup")
    app.text_input(key="setup-conference").input("Riverside").run()
    app.text_area(key="setup-list").input("France\nChina\nMexico, observer").run()
    for typed, told in (
        ("Mexico", "Mexico has an observer's seat already, by line 3 of the list"),
        ("Peru, france", "France has a vote already, by line 1 of the list"),
        ("Peru; PERU", "Peru is named twice among those invited"),
    ):
        app.text_input(key="setup-invited").input(typed).run()
        assert told in html.unescape(markup(app))
        button(app, "Open").click().run()
        assert not hall.records.conferences()
        assert told in errors(app)
    app.text_input(key="setup-invited").input("Peru").run()
    button(app, "Open").click().run()
    (committee,) = hall.records.committees("conference")
    room = hall.records.room(committee)
    assert room.settings is not None
    assert (room.settings.observers, room.settings.invited) == (("mexico",), ("peru",))
    assert [seat.id for seat in room.seats.values() if seat.role is Role.OBSERVER] == ["mexico", "peru"]


def test_a_list_as_people_paste_it_is_understood_and_a_misspelt_state_asked_about(hall: Hall) -> None:
    app = opened("chair/setup")
    app.text_area(key="setup-list").input("France\nColombia, Ana Ruiz\nVenezuala").run()
    words = markup(app)
    assert "Colombia (Ana Ruiz)" in words and "not seated" not in words
    assert words.index("Did you mean Venezuela?") < words.index("<b>France</b>"), "what to look at comes first"


def test_a_field_that_cannot_stand_is_told_in_plain_words(hall: Hall) -> None:
    app = opened("chair/setup")
    app.text_input(key="setup-conference").input("Riverside").run()
    app.text_input(key="setup-name").input(" ").run()
    button(app, "Open").click().run()
    assert "Name of the committee: it must not be empty." in errors(app)
    assert not hall.records.conferences()


def test_a_delegates_page_of_setting_up_offers_no_form(hall: Hall) -> None:
    hall.sit()
    for seat in ("", "france", "chair"):
        if seat:
            hall.enter(seat)
        app = opened("chair/setup")
        assert not app.text_area
        assert "has a conference already" in markup(app)


def test_a_file_of_delegates_fills_the_list_and_its_faults_are_told() -> None:
    topic = load_topic("drug-cartels")
    lines = read_list("name,country,role\nAnn,France\n,\nBob,China,,extra\n,OAS,observer\n,Ivory Coast\nDr Meyer,,chair", topic)
    text = seats.list_text([line.seat for line in lines if line.seat], topic)
    assert text.splitlines() == ["France,,Ann", "China,,Bob", "OAS,observer", "Côte d'Ivoire", "chair,,Dr Meyer"]
    assert [line.seat for line in read_list(text, topic)] == [line.seat for line in lines]


# -- cards


def test_a_cards_link_keeps_the_code_behind_the_hash() -> None:
    assert seats.link("https://mun.example.org", "K7QF-3M2W") == "https://mun.example.org/enter#code=K7QF-3M2W"
    assert seats.server_address("https://mun.example.org/app/setup?x=1") == "https://mun.example.org/app"
    assert seats.server_address("http://localhost:8501/") == "http://localhost:8501"
    assert seats.usable_address("192.168.1.20:8501/") == "http://192.168.1.20:8501"
    assert seats.usable_address("javascript:alert(1)") == ""


def test_an_address_that_was_typed_for_cards_is_there_for_the_next(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.sit()
    hall.enter("chair")
    monkeypatch.setattr(sign_in, "kept_address", lambda: "http://192.168.1.20:8501")
    app = opened("chair/seats")
    app.selectbox(key="seat-chosen").select("france").run()
    button(app, "New code").click().run()
    assert app.text_input(key="cards-address-box").value == "http://192.168.1.20:8501"
    assert "http://192.168.1.20:8501/enter" in markup(app) and not app.warning
    app.text_input(key="cards-address-box").input("mun.example.org").run()
    assert "http://mun.example.org/enter" in markup(app)
    app.text_input(key="cards-address-box").input("").run()
    assert "http://localhost:8501/enter" in markup(app), "where the page was opened"
    monkeypatch.setattr(sign_in, "kept_address", lambda: "javascript:alert(1)")
    other = opened("chair/seats")
    other.selectbox(key="seat-chosen").select("france").run()
    button(other, "New code").click().run()
    assert "javascript" not in markup(other)


def test_names_on_cards_are_words_and_never_markup_or_formulas(hostile: str) -> None:
    card = seats.Card("C", hostile, hostile, "Delegate", "AAAA-BBBB-CCCC-DDDD")
    sheet = seats.card_sheet([card], "http://x")
    assert "<script" not in sheet and sheet.count("<img") == 1
    rows = list(csv.reader(io.StringIO(seats.cards_csv([card._replace(name="=1+1")], "http://x").decode("utf-8-sig"))))
    assert rows[1][1] == "'=1+1"
    assert rows[1][4].endswith("#code=AAAA-BBBB-CCCC-DDDD")


@pytest.mark.parametrize(
    ("who", "page", "label", "title"),
    [("france", "room/enter", "Go on", "Council of Four"), (SECRETARIAT, "chair/conference", "Set up a committee", "Set up a committee")],
)
def test_a_click_that_leads_elsewhere_does_so_though_another_run_comes_before_its_own(hall: Hall, who: str, page: str, label: str, title: str) -> None:
    hall.sit()
    hall.enter(who)
    app = opened(page)
    overtaken(app, next(one for one in app.button if one.label == label))
    assert app.title[0].value == title


# -- pages by role

GATES = {
    "chair/seats": {"chair", SECRETARIAT},
    "chair/dais": {"chair", SECRETARIAT},
    "chair/conference": {SECRETARIAT},
    "room/room": {"france", "mexico", "chair", SECRETARIAT},
}
INSIDE = {"chair/seats": "All cards again", "chair/dais": "Put it up", "chair/conference": "Set up a committee", "room/room": ""}


@pytest.mark.parametrize("who", ["", "france", "mexico", "chair", SECRETARIAT])
@pytest.mark.parametrize("page", GATES)
def test_a_page_opens_for_its_roles_alone(hall: Hall, page: str, who: str) -> None:
    committee = hall.sit()
    if who:
        hall.enter(who)
    app = opened(page, **({"committee": committee} if who == SECRETARIAT else {}))
    words = markup(app)
    if who in GATES[page]:
        assert not any(gate in words for gate in ("This page is for", "No committee is open"))
        assert not INSIDE[page] or button(app, INSIDE[page])
    else:
        assert "This page is for" in words
        assert not any(one.label in ("All cards again", "Put it up", "Set up a committee") for one in app.button)


def test_the_sidebar_shows_what_a_role_may_open(hall: Hall) -> None:
    hall.sit()
    shown = {}
    for who in ("", "france", "mexico", "chair"):
        hall.cookie = ""
        if who:
            hall.enter(who)
        shown[who] = set(links(opened("delegate/method")))
    assert "Enter with a code" in shown[""] and "The room" not in shown[""]
    assert "The room" in shown["france"] and not {"Seats", "Dais", "Conference", "Enter with a code"} & shown["france"]
    assert {"The room", "Seats", "Dais"} <= shown["chair"] and "Conference" not in shown["chair"]
    assert shown["mexico"] == shown["france"]


def test_a_display_shows_the_board_and_nothing_else(hall: Hall) -> None:
    hall.sit()
    hall.enter("display")
    app = opened("delegate/method")
    words = markup(app)
    assert "ph-hall" in words and "Council of Four" in words
    assert not app.button and not app.selectbox and not app.sidebar.children


def test_who_was_signed_out_is_told_why_and_can_go_on_alone(hall: Hall) -> None:
    committee = hall.sit()
    hall.enter("france")
    hall.access.revoke(committee, SECRETARIAT, "france")
    app = opened("delegate/home")
    assert "signed out" in app.warning[0].value
    assert app.selectbox(key="side-council").value == "2026"
    assert "This page is for" not in str(app.title[0].value)
    room = opened("room/room")
    assert "signed out" in markup(room)


def test_while_the_records_are_away_nobody_is_told_to_sign_in_again(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.sit()
    hall.enter("france")

    def away(cookie: str) -> SignedIn:
        raise Unavailable("The database cannot be reached.")

    monkeypatch.setattr(hall.access, "who", away)
    app = opened("room/room")
    words = markup(app)
    assert "You stay signed in" in words
    assert "Enter with a code" not in links(app)


@pytest.mark.both_databases
def test_a_closed_seat_opens_nothing(hall: Hall) -> None:
    committee = hall.sit()
    hall.enter("france")
    seat = hall.records.room(committee).seats["france"]
    hall.records.perform(committee, SECRETARIAT, SeatSet(seat=seat.model_copy(update={"active": False})))
    app = opened("room/room")
    assert "closed" in markup(app)


# -- accounts of an organization


@pytest.mark.parametrize(
    ("known", "wanted", "admitted"),
    [
        (None, "any", False),
        ({"email": "ann@school.edu"}, "any", True),
        ({"email": "ann@School.edu"}, "@school.edu, example.org", True),
        ({"email": "ann@school.edu.evil.com"}, "school.edu", False),
        ({"email": "ann@sub.school.edu"}, "school.edu", False),
        ({"email": "school.edu"}, "school.edu", False),
        ({"email": "ann@school.edu", "email_verified": False}, "school.edu", False),
        ({}, "school.edu", False),
        ({"email": "ann@"}, ",", False),
    ],
)
def test_accounts_are_admitted_by_the_domain_of_a_verified_address(
    known: dict[str, object] | None, wanted: str, admitted: bool
) -> None:
    assert sign_in.let_in(known, wanted) is admitted


def test_a_server_that_asks_for_accounts_shows_nothing_without_one(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    hall.sit()
    hall.enter("chair")
    monkeypatch.setenv(sign_in.LOGIN, "school.edu")
    for page in ("delegate/home", "room/room", "chair/setup"):
        app = opened(page)
        assert app.error and not app.sidebar.children, "without a provider nobody is let in"
        assert not app.text_area and not app.selectbox
    monkeypatch.setattr(sign_in, "account", lambda: None)
    app = opened("chair/seats")
    assert [one.label for one in app.button] == ["Sign in with your organization"]
    monkeypatch.setattr(sign_in, "account", lambda: {"email": "ann@elsewhere.org"})
    assert [one.label for one in opened("chair/seats").button] == ["Sign in with another account"]
    monkeypatch.setattr(sign_in, "account", lambda: {"email": "ann@school.edu"})
    assert button(opened("chair/seats"), "All cards again")


# -- what a committee means for every page


@pytest.mark.parametrize("page", ["home", "brief", "compare", "background", "library", "workbench", "method"])
@pytest.mark.parametrize("who", ["france", "planet-express"])
def test_every_page_sits_in_the_committee_whatever_the_address_says(hall: Hall, page: str, who: str) -> None:
    """One member is a State, another a name that no topic knows."""
    hall.sit()
    hall.enter(who)
    app = opened(f"delegate/{page}", council="2027", topic="drug-cartels", members="latvia", draft=OWN)
    assert not any(one.label == "Council" for one in app.selectbox)
    assert app.query_params.get("council") is None
    chosen = next(one.value for one in app.selectbox if one.key == "side-delegation")
    assert chosen == {"france": "france", "planet-express": "Planet Express"}.get(who, "none")


def test_a_draft_is_checked_before_members_no_topic_knows(hall: Hall) -> None:
    council = state._council_of("Council of Four", "own", ("france", "Planet Express", "china", "mexico"))
    draft = Draft().with_added("operative", "Demands that all States seize the assets of cartels;")
    report = check(draft, load_topic("drug-cartels"), council)
    assert set(report.forecast.members) == {"france", "Planet Express", "china", "mexico"}
    assert report.forecast.members["Planet Express"].vote.value == "undecided"


@pytest.mark.both_databases
def test_stances_of_a_chair_count_for_the_whole_committee(hall: Hall) -> None:
    committee = hall.sit()
    topic = load_topic("drug-cartels")
    issue = next(i.id for i in topic.issues if not any(s.issue == i.id for s in topic.delegation_by_id["france"].stances))
    stance = Stance(issue=issue, position=-2, basis="stated", paraphrase="As the chair was shown.", source="chair letter", added_by="chair")
    hall.records.perform(committee, "chair", StanceSet(delegation="france", stance=stance))
    hall.enter("china")
    app = opened("delegate/brief", delegation="france")
    words = markup(app)
    assert "As the chair was shown." in words
    assert not any("Add a stance" in one.label for one in app.expander), "a delegate is offered no chair's act"


def test_a_delegates_act_of_a_chair_is_refused_in_words(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a page offers, the records decide."""
    hall.sit()
    hall.enter("france")
    app = opened("room/room")
    with pytest.raises(Refused, match="chair"):
        hall.records.perform(hall.me.committee or "", hall.me.seat, BoardSet(board=Board(notice="Mine")))
    assert not app.exception


# -- the room and the dais


@pytest.mark.both_databases
def test_a_paper_is_uploaded_by_a_delegate_and_removed_by_whom_it_concerns(hall: Hall, hostile: str) -> None:
    committee = hall.sit()
    hall.enter("france")
    app = opened("room/room")
    app.file_uploader(key="papers-0").upload("letter.pdf", b"%PDF-1.7 words", "application/pdf").run()
    app.file_uploader(key="papers-1").upload("not a letter.pdf", b"words", "application/pdf").run()
    assert "no PDF" in app.error[0].value
    held = hall.records.room(committee).papers
    assert [paper.name for paper in held.values()] == ["letter.pdf"]
    paper = next(iter(held))
    assert hall.records.paper(committee, "china", paper) == b"%PDF-1.7 words"
    for who, may in (("china", False), ("mexico", False), ("france", True), ("chair", True)):
        hall.enter(who)
        page = opened("room/room")
        assert "letter.pdf" in markup(page)
        assert any(one.key == f"drop-{paper}" for one in page.button) is may
        assert bool(page.get("file_uploader")) is (who != "mexico")
    page.button(key=f"drop-{paper}").click().run()
    assert not hall.records.room(committee).papers


def test_the_room_lists_the_drafts_one_may_read_and_no_others(hall: Hall) -> None:
    committee = hall.sit()
    hall.records.perform(committee, "france", DraftStarted(draft="ours", title="Ports and money"))
    for who, may in (("china", False), ("mexico", False), ("france", True), ("chair", True)):
        hall.enter(who)
        page = opened("room/room")
        shown = "Ports and money" in markup(page)
        assert shown is may, who


@pytest.mark.both_databases
def test_the_dais_runs_the_board(hall: Hall) -> None:
    committee = hall.sit()
    hall.enter("chair")
    app = opened("chair/dais")
    button(app, "Start the clock")
    app.number_input(key="dais-minutes").set_value(0).run()
    button(app, "Start the clock").click().run()
    assert "some time" in app.error[0].value
    app.number_input(key="dais-minutes").set_value(2).run()
    app.text_input(key="dais-label").input("Caucus").run()
    button(app, "Start the clock").click().run()
    app.text_area(key="dais-notice").input("Back at  two.").run()
    button(app, "Put it up").click().run()
    board = hall.records.room(committee).board
    assert board.notice == "Back at two." and board.clock is not None
    assert (board.clock.label, board.clock.seconds) == ("Caucus", 120)
    assert board.clock.ends_at is not None, "a notice leaves the clock running"
    button(app, "Stop").click().run()
    stopped = hall.records.room(committee).board.clock
    assert stopped is not None and stopped.ends_at is None and 0 < stopped.left < 120
    button(app, "Reset").click().run()
    again = hall.records.room(committee).board.clock
    assert again is not None and again.ends_at is None and again.left > stopped.left, "it stands still, with its time back"
    button(app, "Take down").click().run()
    button(app, "Take it down").click().run()
    board = hall.records.room(committee).board
    assert not board.notice and board.clock is None
    assert app.text_area(key="dais-notice").value == "Back at  two.", "its words stay"


@pytest.mark.both_databases
def test_the_dais_changes_the_rules_while_the_committee_sits(hall: Hall) -> None:
    committee = hall.sit()
    hall.enter("chair")
    app = opened("chair/dais")

    def field(name: str) -> Any:
        return next(one for one in (*app.text_input, *app.number_input, *app.text_area, *app.selectbox) if str(one.key).startswith(f"rule-{name}-"))

    field("name").input("Council  of Five").run()
    field("signatories").set_value(3).run()
    field("symbol").input("C/{number}").run()
    field("amendment_order").set_value("submission").run()
    field("members").input("France\nChina\nPlanet Express\ngermany, the").run()
    field("invited").input("Colombia\nFrance").run()
    app.button(key="keep-rules").click().run()
    assert "France stands under “Who votes” and under “Invited without a vote”" in "".join(e.value for e in app.error)
    assert field("name").value == "Council  of Five" and "Colombia" in field("invited").value, "what was typed stays"
    field("invited").input("Colombia\nColombia\n").run()
    app.button(key="keep-rules").click().run()
    assert not app.error
    settings = hall.records.room(committee).settings
    assert settings is not None
    assert (settings.name, settings.signatories, settings.symbol, settings.amendment_order) == ("Council of Five", 3, "C/{number}", "submission")
    assert settings.members[:3] == ("france", "china", "Planet Express") and settings.invited == ("colombia",)
    assert field("name").value == "Council of Five"
    field("name").input(" ").run()
    app.button(key="keep-rules").click().run()
    assert "Name of the committee" in app.error[0].value
    now = hall.records.room(committee).settings
    assert now is not None and now.name == "Council of Five"


def test_nobody_is_invited_without_a_vote_who_has_one(hall: Hall) -> None:
    lines = read_list("France\nChina", load_topic("drug-cartels"))
    with pytest.raises(Refused, match="France has a vote here"):
        setting_up.plan_of(Settings(name="C", topic="drug-cartels", council="own", invited=("france",)), lines, 1, 0)


# -- seats and the conference


@pytest.mark.both_databases
def test_a_chair_adds_a_seat_and_replaces_a_code(hall: Hall) -> None:
    committee = hall.sit()
    hall.enter("chair")
    app = opened("chair/seats")
    app.text_input(key="add-who").input("Liberia").run()
    button(app, "Add with a code").click().run()
    assert not app.error, [e.value for e in app.error]
    card = seats.unpacked(app.session_state["kept-seats-cards"])[0]
    assert (card.name, card.role) == ("Liberia", "Delegate")
    settings = hall.records.room(committee).settings
    assert settings is not None and settings.members[-1] == "liberia", "a new delegate votes"
    assert hall.access.who(hall.access.enter(card.code)).seat == "liberia"
    app.selectbox(key="seat-chosen").select("france").run()
    button(app, "New code").click().run()
    with pytest.raises(Exception, match="not valid"):
        hall.access.enter(hall.codes["france"])
    button(app, "Close the seat").click().run()
    assert not hall.records.room(committee).seats["france"].active
    assert "france" not in hall.access.coded(committee)


def test_all_cards_again_asks_first_and_spares_whoever_asks(hall: Hall) -> None:
    hall.sit()
    hall.enter("chair")
    app = opened("chair/seats")
    button(app, "All cards again").click().run()
    assert "stop working" in app.warning[0].value
    button(app, "Make new cards for all").click().run()
    assert len(seats.unpacked(app.session_state["kept-seats-cards"])) == 5
    assert hall.me.seat == "chair"


@pytest.mark.both_databases
def test_the_conference_page_shows_every_committee(hall: Hall) -> None:
    committee = hall.sit()
    hall.records.perform(committee, "france", DraftStarted(draft="one", title="Ours"))
    hall.enter(SECRETARIAT)
    second = setting_up.open_committee(hall.records, hall.access, hall.me, planned())
    app = opened("chair/conference")
    words = markup(app)
    assert "Council of Four" in words and "1 working paper" in words and "drafts: none" in words
    assert "<b>0</b> of 6 seats signed in" in words, "the display is a seat like the others"
    hall.access.enter(hall.codes["display"])
    hall.access.enter(hall.codes["france"])
    hall.access.enter(hall.codes["france"])
    assert "<b>2</b> of 6 seats signed in" in markup(opened("chair/conference"))
    app.button(key=f"open-{second.committee}").click().run()
    assert app.title[0].value == "Council"


@pytest.mark.both_databases
def test_a_committee_comes_back_from_its_backup_beside_the_other(hall: Hall) -> None:
    committee = hall.sit()
    text = backup(hall.records, committee)
    hall.enter(SECRETARIAT)
    app = opened("chair/conference")
    app.file_uploader(key="restore-file").upload("council-of-four.penholder.json", text.encode(), "application/json").run()
    assert not app.error, [e.value for e in app.error]
    assert "no codes" in app.success[0].value
    words = markup(app)
    assert words.count("here since ") == 2 and "· council-of-four-2" in words, "two of one name are told apart"
    assert len(set(hall.records.opened("conference").values())) == 2
    app.file_uploader(key="restore-file").upload("other.json", text.encode()[:-40], "application/json").run()
    assert "cut off" in app.error[0].value
    assert len(hall.records.committees("conference")) == 2


@pytest.mark.both_databases
def test_a_committee_is_brought_to_an_empty_server(hall: Hall, new_database: Callable[[], str]) -> None:
    text = backup(hall.records, hall.sit())
    with pytest.raises(Refused, match="only its secretariat"):
        setting_up.bring_committee(hall.records, hall.access, None, text, conference="Elsewhere")
    empty = Records.open(new_database())
    with pytest.raises(Refused, match="cut off"):
        setting_up.bring_committee(empty, Access(empty), None, text[:-40], conference="Elsewhere")
    with pytest.raises(Refused, match="name"):
        setting_up.bring_committee(empty, Access(empty), None, text)
    assert empty.conferences() == (), "nothing was done"
    brought = setting_up.bring_committee(empty, Access(empty), None, text, called="council-of-four", conference="Elsewhere")
    assert brought.secretariat is not None and not brought.fault
    room = empty.room(brought.committee)
    assert (room.name, brought.committee) == ("Council of Four", "council-of-four")
    assert Access(empty).coded(brought.committee) == frozenset()
    empty.close()


def test_members_no_source_speaks_on_are_counted_as_undecided(hall: Hall) -> None:
    room = hall.records.room(hall.sit())
    report = check(Draft().with_added("operative", "Demands that all States seize the assets of cartels;"), state.topic_of(room), state.council_of(room))
    assert set(report.forecast.members) == set(room.settings.members if room.settings else ())
    assert report.forecast.members["Planet Express"].vote.value == "undecided"
    assert state.topic_of(room).delegation_by_id["Planet Express"].documented is False
