"""The committee's drafts on screen: whom each button is for, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from records.access import Access
from records.acts.amendments import AmendmentAccepted, AmendmentDecided, AmendmentProposed, AmendmentsOrdered
from records.acts.drafts import CoAuthorSet, Commented, DraftStarted, HeadingChanged, OpenedToSign
from records.acts.paragraphs import ParagraphChanged, ParagraphRemoved
from records.acts.room import SeatSet, SettingsChanged
from records.acts.session import SessionEvent
from records.acts.stages import Signed, StageChanged
from records.committees import Records
from records.room import SECRETARIAT, Role, Seat, Settings, Shared, Stage
from resolutions.amendments import Amendment
from resolutions.model import Draft, Paragraph
from tests.late_messages import comes_late, said
from tests.pages.drawn import markup
from ui import conference, shared

FRAME = str(Path(__file__).resolve().parents[2] / "ui" / "frame.py")
MEMBERS = ("china", "france", "mexico", "russia", "united-kingdom", "united-states")
TEXTS = ("Urges all States to cooperate in good faith;", "Requests the Secretary-General to report in June;", "Decides to remain seized of the matter.")
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&</p></div>"

Words = Callable[[AppTest], str]
Sound = Callable[[AppTest], None]


class House:
    """A committee whose draft France began and Mexico writes at; the browser signs in as anybody."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self.access = Access(records)
        self.who = ""
        records.found_conference("spring", "Spring")
        settings = Settings(name="Council", topic="drug-cartels", council="own", members=MEMBERS, sponsors=2)
        records.open_committee("spring", "crisis", settings)
        self.do(SECRETARIAT, SeatSet(seat=Seat(id="chair", role=Role.CHAIR, name="Chair")))
        for member in MEMBERS:
            self.do(SECRETARIAT, SeatSet(seat=Seat(id=member, role=Role.DELEGATE, delegation=member, name=member.title())))
        self.do(SECRETARIAT, SeatSet(seat=Seat(id="oas", role=Role.OBSERVER, delegation="oas", name="OAS")))
        content = Draft(operative=tuple(Paragraph(id=f"p{n}", text=text) for n, text in enumerate(TEXTS, start=1)))
        self.do("france", DraftStarted(draft="d1", title="River patrols", content=content))
        self.do("france", CoAuthorSet(draft="d1", seat="mexico"))
        issued = self.access.issue("spring", "crisis", SECRETARIAT, ["chair", "oas", *MEMBERS])
        self.cookies = {one.seat: self.access.enter(one.code, "127.0.0.1") for one in issued}

    def do(self, seat: str, act: Any) -> Any:
        return self.records.perform("crisis", seat, act)

    @property
    def draft(self) -> Shared:
        return self.records.room("crisis").drafts["d1"]

    def sponsored(self) -> None:
        self.do("france", Signed(draft="d1", delegation="france", role="sponsor"))
        self.do("mexico", Signed(draft="d1", delegation="mexico", role="sponsor"))

    def introduced(self) -> None:
        self.sponsored()
        self.do("france", StageChanged(draft="d1", to=Stage.SUBMITTED))
        self.do("chair", StageChanged(draft="d1", to=Stage.APPROVED))
        self.do("chair", StageChanged(draft="d1", to=Stage.INTRODUCED))

    def amend(self, seat: str, id: str, **fields: Any) -> None:
        self.do(seat, AmendmentProposed(draft="d1", amendment=Amendment(id=id, part="operative", **fields)))

    def open(self, seat: str, page: str = "room/drafts", paper: str = "", view: str = "", **session: Any) -> AppTest:
        self.who = seat
        app = AppTest.from_file(FRAME, default_timeout=60)
        if paper:
            app.query_params["paper"] = paper
        if view:
            app.session_state[f"kept-chosen-view-{paper}"] = view
        for name, value in session.items():
            app.session_state[f"kept-{name.replace('_', '-')}"] = value
        app.switch_page(f"../pages/{page}.py")
        app.run()
        assert not app.exception, [error.value for error in app.exception]
        return app


@pytest.fixture
def house(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    records = Records.open(database)
    made = House(records)
    monkeypatch.setattr(conference, "records", lambda: records)
    monkeypatch.setattr(conference, "access", lambda: made.access)
    monkeypatch.setattr(conference, "cookie", lambda: made.cookies.get(made.who, ""))
    yield made
    records.close()


def labels(app: AppTest) -> set[str]:
    return {button.label for button in app.button}


# -- the list


@pytest.mark.parametrize(("seat", "sees"), [("france", True), ("mexico", True), ("china", False), ("oas", False), ("chair", True)])
def test_a_working_paper_is_seen_by_its_bloc_and_the_dais(house: House, text_of: Words, seat: str, sees: bool) -> None:
    text = text_of(house.open(seat))
    assert ("River patrols" in text) is sees
    assert ("No drafts to read yet" in text) is not sees


def test_open_to_sign_every_delegate_reads_it(house: House, text_of: Words) -> None:
    house.do("france", OpenedToSign(draft="d1", open=True))
    text = text_of(house.open("china"))
    assert "River patrols" in text and "open to sign" in text and "0 of 2 sponsors" in text


def test_the_list_says_who_changed_it_last(house: House, text_of: Words) -> None:
    version = house.draft.versions["p1"]
    house.do("mexico", ParagraphChanged(draft="d1", paragraph="p1", text="Urges calm;", base=version))
    text = text_of(house.open("france"))
    assert "by Mexico" in text and "Expected vote" in text


def test_a_browser_without_a_seat_is_told_where_to_enter(house: House, text_of: Words) -> None:
    assert "River patrols" not in text_of(house.open(""))


@pytest.mark.both_databases
def test_a_delegate_begins_a_draft_and_stands_at_the_workbench(house: House) -> None:
    app = house.open("china")
    app.text_input(key="draft-title").set_value("Eastern draft").run()
    app.button(key="start-draft").click().run()
    assert not app.exception
    begun = [d for d in house.records.room("crisis").drafts.values() if d.title == "Eastern draft"]
    assert [d.author for d in begun] == ["china"]
    assert app.session_state["kept-shared-draft"] == begun[0].id


def test_the_own_draft_is_taken_to_the_committee_and_stays(house: House) -> None:
    own = Draft(operative=(Paragraph(id="p1", text="Notes my own;"),)).model_dump_json()
    app = house.open("china", draft=own, touched=True)
    app.button_group(key="draft-way").set_value("own").run()
    app.button(key="start-draft").click().run()
    assert app.session_state["kept-draft"] == own
    assert any(d.draft.operative[0].text == "Notes my own;" for d in house.records.room("crisis").drafts.values())


def test_the_workbench_takes_the_own_draft_to_the_committee_too(house: House) -> None:
    own = Draft(operative=(Paragraph(id="p1", text="Notes my own;"),)).model_dump_json()
    app = house.open("china", "delegate/workbench", draft=own, touched=True)
    app.button(key="take-own").click().run()
    assert not app.exception and app.session_state["kept-draft"] == own
    assert [d.author for d in house.records.room("crisis").drafts.values()] == ["france", "china"]
    app.button(key="to-own").click().run()
    assert not app.session_state["kept-shared-draft"]


def test_a_pasted_text_is_reviewed_and_then_the_committees(house: House) -> None:
    app = house.open("china")
    app.button_group(key="draft-way").set_value("text").run()
    app.text_area(key="pasted").set_value("The Security Council,\n\n1. Urges calm;\n\n2. Decides to meet again.").run()
    next(b for b in app.button if b.label == "Open pasted text").click().run()
    next(b for b in app.button if b.label == "Take this draft").click().run()
    assert not app.exception
    assert any(d.author == "china" and len(d.draft.operative) == 2 for d in house.records.room("crisis").drafts.values())
    assert "kept-draft" not in app.session_state or not app.session_state["kept-draft"]


def test_an_observer_begins_none(house: House) -> None:
    assert "Start" not in labels(house.open("oas"))


# -- the bloc and the way


def test_what_is_missing_is_said_beside_the_button(house: House, text_of: Words) -> None:
    app = house.open("france", paper="d1")
    assert app.button(key="to-submitted").disabled
    assert "It has 0 sponsors; the committee asks for 2." in text_of(app)


def test_the_author_invites_and_a_co_author_may_leave(house: House) -> None:
    app = house.open("france", paper="d1")
    app.selectbox(key="invite-d1").set_value("china").run()
    app.button(key="invite-d1-go").click().run()
    assert house.draft.co_authors == ("mexico", "china")
    app = house.open("china", paper="d1")
    assert "Invite" not in labels(app)
    app.button(key="end-china").click().run()
    assert house.draft.co_authors == ("mexico",)


def test_a_delegation_signs_for_itself_and_the_count_follows(house: House, text_of: Words) -> None:
    app = house.open("mexico", paper="d1")
    app.button(key="panel-sponsor").click().run()
    assert house.draft.draft.sponsors == ("mexico",)
    assert "1 of 2 sponsors" in text_of(app)


@pytest.mark.both_databases
def test_from_the_bloc_to_the_floor_and_back(house: House, text_of: Words) -> None:
    house.sponsored()
    house.open("mexico", paper="d1").button(key="to-submitted").click().run()
    assert house.draft.stage is Stage.SUBMITTED
    assert not {"Approve", "Send back"} & labels(house.open("france", paper="d1"))
    app = house.open("chair", paper="d1")
    app.text_area(key="remark-d1").set_value("Name the host State.").run()
    app.button(key="to-working").click().run()
    assert house.draft.stage is Stage.WORKING
    assert "Name the host State." in text_of(house.open("france", paper="d1"))
    house.do("france", StageChanged(draft="d1", to=Stage.SUBMITTED))
    app = house.open("chair", paper="d1")
    app.text_input(key="symbol-d1-DR/1").set_value("S/2026/L.7").run()
    app.button(key="to-approved").click().run()
    assert house.draft.symbol == "S/2026/L.7"
    app.button(key="to-introduced").click().run()
    assert house.draft.stage is Stage.INTRODUCED and house.draft.numbers is not None


@pytest.mark.both_databases
def test_the_dais_records_the_vote(house: House, text_of: Words) -> None:
    house.introduced()
    app = house.open("chair", paper="d1")
    app.number_input(key="in favour-d1").set_value(5).run()
    app.number_input(key="against-d1").set_value(1).run()
    app.button(key="to-voted").click().run()
    assert (house.draft.stage, house.draft.remark) == (Stage.VOTED, "Adopted: 5 in favour, 1 against, 0 abstaining")
    assert "Adopted: 5 in favour" in text_of(app)


# -- comments and history


@pytest.mark.both_databases
def test_a_comment_is_made_and_settled(house: House, text_of: Words) -> None:
    app = house.open("mexico", paper="d1", view="Paragraphs")
    app.text_area(key="comment-panel-d1-p1").set_value("In good faith?").run()
    app.button(key="comment-panel-d1-p1-go").click().run()
    (comment,) = house.draft.comments
    assert (comment.seat, comment.paragraph, comment.text) == ("mexico", "p1", "In good faith?")
    app = house.open("france", paper="d1", view="Paragraphs")
    assert "In good faith?" in text_of(app)
    app.button(key=f"settle-panel-{comment.id}").click().run()
    assert house.draft.comments[0].settled


@pytest.mark.both_databases
def test_an_earlier_text_is_marked_up_and_restored(house: House) -> None:
    house.do("mexico", ParagraphChanged(draft="d1", paragraph="p1", text="Urges all States to cooperate;", base=house.draft.versions["p1"]))
    app = house.open("france", paper="d1", view="Paragraphs")
    bodies = markup(app)
    assert "<del> in good faith</del>" in bodies
    next(b for b in app.button if b.label == "Restore this text").click().run()
    found = house.draft.draft.find("p1")
    assert found is not None and found.text == TEXTS[0]


def test_the_history_of_the_draft_tells_each_step(house: House, text_of: Words) -> None:
    house.do("mexico", ParagraphChanged(draft="d1", paragraph="p1", text="Urges calm;", base=house.draft.versions["p1"]))
    text = text_of(house.open("france", paper="d1", view="History"))
    assert "France began the draft" in text and "Mexico changed paragraph 1" in text and "invited Mexico" in text


# -- amendments


def test_an_amendment_says_in_words_what_it_does_and_what_it_would_change(house: House, text_of: Words) -> None:
    house.introduced()
    house.amend("china", "a1", kind="replace", paragraph="p1", text="Urges all States to cooperate in full sovereignty;")
    house.amend("russia", "a2", kind="delete", paragraph="p1")
    text = text_of(house.open("france", paper="d1", view="Amendments"))
    assert "In operative paragraph 1, replace" in text and "Delete operative paragraph 1." in text
    assert "If it carries" in text and "Meets amendment 2." in text
    assert "such amendments come first" in text


def test_a_delegate_proposes_from_the_paragraph_in_question(house: House) -> None:
    house.introduced()
    app = house.open("china", "delegate/workbench", shared_draft="d1", opened="p2")
    form = "propose-bench-d1-p2-0"
    app.text_area(key=f"{form}-text").set_value("Requests the Secretary-General to report each month;").run()
    app.button(key=f"{form}-go").click().run()
    assert not app.exception
    (proposed,) = house.draft.amendments
    assert (proposed.amendment.kind, proposed.amendment.paragraph, proposed.amendment.sponsors) == ("replace", "p2", ("china",))


def test_what_stands_in_the_box_is_proposed_also_straight_from_it(house: House) -> None:
    house.introduced()
    app = house.open("china", "delegate/workbench", shared_draft="d1", opened="p2")
    form = "propose-bench-d1-p2-0"
    app.text_area(key=f"{form}-text").set_value("Requests a report each month;").run()
    app.text_area(key=f"{form}-text").set_value("Requests a report each week;")
    app.text_input(key=f"{form}-reason").set_value("Often")
    app.button(key=f"{form}-go").click().run()
    (proposed,) = house.draft.amendments
    assert (proposed.amendment.text, proposed.amendment.reason) == ("Requests a report each week;", "Often")


def test_the_words_with_which_a_draft_is_sent_back_go_along_straight_from_the_box(house: House) -> None:
    for sponsor in ("france", "mexico"):
        house.do(sponsor, Signed(draft="d1", delegation=sponsor, role="sponsor"))
    house.do("france", StageChanged(draft="d1", to=Stage.SUBMITTED))
    app = house.open("chair", paper="d1")
    app.text_area(key="remark-d1").set_value("Number the annexes.")
    app.button(key="to-working").click().run()
    assert house.draft.stage is Stage.WORKING and house.draft.remark == "Number the annexes."


def test_all_sponsors_accept_it_and_the_dais_takes_it_in(house: House) -> None:
    house.introduced()
    house.amend("china", "a1", kind="replace", paragraph="p1", text="Urges all States to cooperate;")
    for seat in ("france", "mexico"):
        house.open(seat, paper="d1", view="Amendments").button(key="accept-a1").click().run()
    house.open("chair", paper="d1", view="Amendments").button(key="friendly-a1").click().run()
    found = house.draft.draft.find("p1")
    assert found is not None and found.text == "Urges all States to cooperate;"


@pytest.mark.both_databases
def test_one_that_carries_leaves_the_others_to_be_renewed_and_says_so(house: House, text_of: Words) -> None:
    house.introduced()
    house.amend("china", "a1", kind="replace", paragraph="p1", text="Demands all States to cooperate in good faith;")
    house.amend("russia", "a2", kind="replace", paragraph="p1", text="Invites all States to cooperate in good faith;")
    app = house.open("chair", paper="d1", view="Amendments")
    app.button(key="carried-a1").click().run()
    assert "Amendment 2 is to be renewed" in " ".join(info.value for info in app.info)
    assert "To be renewed" in text_of(app)
    app = house.open("russia", paper="d1", view="Amendments")
    app.button(key="renew-a2-go").click().run()
    renewed = house.draft.proposed("a2")
    assert renewed is not None and renewed.amendment.is_open and renewed.amendment.number == 2


def test_the_dais_reorders_and_goes_back_to_the_rule(house: House) -> None:
    house.introduced()
    house.amend("china", "a1", kind="replace", paragraph="p1", text="Demands peace;")
    house.amend("russia", "a2", kind="delete", paragraph="p2")
    app = house.open("chair", paper="d1", view="Amendments")
    app.button(key="up-a1").click().run()
    assert house.draft.order == ("a1", "a2")
    app.button(key="order-rule").click().run()
    assert house.draft.order == ()


def test_no_delegate_has_the_dais_buttons(house: House) -> None:
    house.introduced()
    house.amend("china", "a1", kind="delete", paragraph="p1")
    found = labels(house.open("france", paper="d1", view="Amendments"))
    assert not {"Carried", "Failed", "Earlier", "Later"} & found


def test_the_numbers_on_paper_stay_on_screen(house: House, text_of: Words) -> None:
    house.introduced()
    house.amend("china", "a1", kind="delete", paragraph="p2")
    house.amend("russia", "a2", kind="add", after="p1", text="Invites the Secretary-General to speak;")
    for seat in ("carried-a1", "carried-a2"):
        house.open("chair", paper="d1", view="Amendments").button(key=seat).click().run()
    app = house.open("france", "delegate/workbench", shared_draft="d1", opened="p3")
    text = text_of(app)
    assert "2. [deleted]" in text and "1 bis. Invites" in text and "3. Decides to remain" in text
    assert any(option.startswith("1 bis.") for option in app.radio(key="outline").options)


# -- the workbench with a shared draft


def test_the_bloc_writes_and_others_read(house: House, text_of: Words) -> None:
    house.do("france", OpenedToSign(draft="d1", open=True))
    app = house.open("mexico", "delegate/workbench", shared_draft="d1")
    assert not app.button(key="undo").disabled and "Write operative" in labels(app)
    app = house.open("china", "delegate/workbench", shared_draft="d1")
    assert "Write operative" not in labels(app) and "You may read this working paper" in text_of(app)


@pytest.mark.both_databases
def test_a_conflict_stands_side_by_side_with_its_ways_out(house: House, text_of: Words) -> None:
    app = house.open("mexico", "delegate/workbench", shared_draft="d1", opened="p1")
    house.do("france", ParagraphChanged(draft="d1", paragraph="p1", text="Urges all States to cooperate in haste;", base=house.draft.versions["p1"]))
    held = shared.Held.model_validate(
        {
            "change": {"kind": "changed", "content": {"id": "p1", "text": "Calls upon all States to cooperate in good faith;"}},
            "conflict": True, "seen": {"id": "p1", "text": TEXTS[0]}, "theirs": {"id": "p1", "text": "x"}, "by": "france", "base": 1,
        }
    )  # fmt: skip
    app.session_state["kept-shared-held-d1"] = f"[{held.model_dump_json()}]"
    app.run()
    assert {"Keep theirs", "Put mine in its place", "Take both (merged)"} <= labels(app)
    assert "France changed paragraph 1" in text_of(app)
    app.button(key="both-p1").click().run()
    found = house.draft.draft.find("p1")
    assert found is not None and found.text == "Calls upon all States to cooperate in haste;"


@pytest.mark.parametrize("deleted", [False, True])
def test_a_conflict_with_ones_own_other_window_says_so(house: House, text_of: Words, deleted: bool) -> None:
    app = house.open("mexico", "delegate/workbench", shared_draft="d1", opened="p2" if deleted else "p1")
    if deleted:
        house.do("mexico", ParagraphRemoved(draft="d1", paragraph="p1", base=house.draft.versions["p1"]))
    else:
        house.do("mexico", ParagraphChanged(draft="d1", paragraph="p1", text="Urges all States to cooperate in haste;", base=house.draft.versions["p1"]))
    held = shared.Held.model_validate(
        {
            "change": {"kind": "changed", "content": {"id": "p1", "text": "Calls upon all States to cooperate;"}},
            "conflict": True, "seen": {"id": "p1", "text": TEXTS[0]}, "theirs": None if deleted else {"id": "p1", "text": "x"}, "by": "mexico", "base": 1,
        }
    )  # fmt: skip
    app.session_state["kept-shared-held-d1"] = f"[{held.model_dump_json()}]"
    app.run()
    page = text_of(app)
    assert f"You, in another window, {'deleted the paragraph' if deleted else 'changed paragraph 1'}" in page
    assert "while you wrote here" in page
    assert "Keep theirs" not in labels(app)


def test_hostile_words_are_words(house: House, is_sound: Sound) -> None:
    version = house.draft.versions["p1"]
    house.do("france", ParagraphChanged(draft="d1", paragraph="p1", text=f"Urges {HOSTILE};", base=version))
    house.do("mexico", Commented(draft="d1", paragraph="p1", text=HOSTILE))
    house.do("france", DraftStarted(draft="d2", title=HOSTILE[:200]))
    house.introduced()
    house.amend("china", "a1", kind="replace", paragraph="p1", text=f"Demands {HOSTILE};", reason=HOSTILE)
    is_sound(house.open("france"))
    for view in ("Standing", "Amendments", "Paragraphs", "History"):
        is_sound(house.open("france", paper="d1", view=view))
    is_sound(house.open("china", "delegate/workbench", shared_draft="d1", opened="p1"))


# -- two at once, and words that come late


def test_the_topic_line_is_kept_without_setting_back_a_title_that_somebody_else_changed(house: House) -> None:
    app = house.open("france", paper="d1")
    house.do("mexico", HeadingChanged(draft="d1", fields={"title": "Ports"}))
    app.run()
    app.text_input(key="topic-d1").input("Rivers").run()
    app.button(key="keep-heading").click().run()
    assert (house.draft.title, house.draft.draft.topic) == ("Ports", "Rivers")


def test_a_title_over_somebody_elses_is_told_and_kept_when_pressed_again(house: House) -> None:
    app = house.open("france", paper="d1")
    house.do("mexico", HeadingChanged(draft="d1", fields={"title": "Ports"}))
    app.text_input(key="title-d1").input("Rivers")
    app.button(key="keep-heading").click().run()
    assert house.draft.title == "Ports"
    assert "“Ports”" in app.error[0].value
    assert app.text_input(key="title-d1").value == "Rivers"
    app.button(key="keep-heading").click().run()
    assert house.draft.title == "Rivers"
    assert not app.error


def test_a_draft_that_somebody_else_closed_is_not_opened_again_by_a_click_elsewhere(house: House) -> None:
    house.do("france", OpenedToSign(draft="d1", open=True))
    app = house.open("france", paper="d1")
    before = said(app)
    house.do("mexico", OpenedToSign(draft="d1", open=False))
    app.run()
    comes_late(app, before, **{"title-d1": "Rivers"})
    assert not house.draft.open_to_sign
    assert next(box for box in app.toggle if str(box.key).startswith("open-to-sign-d1")).value is False


def test_an_amendment_is_moved_in_the_order_as_it_stands(house: House) -> None:
    house.introduced()
    for number in (1, 2, 3):
        house.amend("china", f"a{number}", kind="replace", paragraph=f"p{number}", text=f"Urges {number};", base=TEXTS[number - 1], sponsors=("china",))
    app = house.open("chair", paper="d1", view="Amendments")
    house.do("chair", AmendmentsOrdered(draft="d1", order=("a2", "a3", "a1")))
    app.button(key="up-a1").click().run()
    assert house.draft.order == ("a2", "a1", "a3")


def test_sponsors_chosen_just_before_the_click_go_along(house: House) -> None:
    house.introduced()
    app = house.open("chair", paper="d1", view="Amendments")
    app.selectbox(key="amend-d1").set_value("p1").run()
    form = "propose-panel-d1-p1-0"
    app.text_area(key=f"{form}-text").input("Urges all States to cooperate;").run()
    app.multiselect(key=f"{form}-for").set_value(["china"])
    app.button(key=f"{form}-go").click().run()
    assert house.draft.amendments[0].amendment.sponsors == ("china",)


def test_an_amendment_of_another_kind_than_the_form_showed_is_not_proposed(house: House) -> None:
    house.introduced()
    app = house.open("china", paper="d1", view="Amendments")
    app.selectbox(key="amend-d1").set_value("p1").run()
    form = "propose-panel-d1-p1-0"
    app.text_area(key=f"{form}-text").input("Urges all States to cooperate;").run()
    app.button_group(key=f"{form}-kind").set_value("move")
    app.button(key=f"{form}-go").click().run()
    assert not house.draft.amendments
    assert "press again" in app.error[0].value
    app.button_group(key=f"{form}-kind").set_value("delete").run()
    app.button(key=f"{form}-go").click().run()
    assert [one.amendment.kind for one in house.draft.amendments] == ["delete"]


# -- what was voted on, and what comes next


def test_a_draft_that_was_voted_on_shows_its_result_and_offers_nothing_that_is_over(house: House, text_of: Words) -> None:
    house.introduced()
    house.do("chair", StageChanged(draft="d1", to=Stage.VOTED, remark="Adopted: 14 in favour, 0 against, 1 abstaining"))
    for page in ("room/drafts", "room/room"):
        text = text_of(house.open("france", page))
        assert "Adopted: 14 in favour" in text and "Expected vote" not in text
    app = house.open("france", paper="d1")
    assert '<b class="ph-outcome"><bdi>Adopted: 14 in favour, 0 against, 1 abstaining</bdi></b>' in markup(app)
    assert "needed" not in text_of(app) and "Nothing is left to do here" in text_of(app)
    assert not labels(app) & {"Invite", "Take the invitation back", "Sign it", "Take our name off", "Withdraw the draft"}
    app = house.open("chair", "delegate/workbench", shared_draft="d1")
    assert "Adopted: 14 in favour" in text_of(app) and "confidence" not in text_of(app)
    sponsors = next(box for box in app.multiselect if box.label == "Sponsors")
    assert sponsors.disabled and "Reconsider it first" in text_of(app)


def test_the_bloc_is_told_what_follows_on_a_submission_and_on_a_withdrawal(house: House, text_of: Words) -> None:
    house.sponsored()
    app = house.open("france", paper="d1")
    assert "The dais reads it then" in text_of(app)
    app.button(key="to-submitted").click().run()
    assert "It waits for the dais" in text_of(app) and "The dais no longer has it" in text_of(app)
    assert "waits for the dais" in text_of(house.open("mexico", "room/room"))
    assert "Before the dais (1)" in text_of(house.open("chair"))
    app = house.open("france", paper="d1")
    app.button(key="to-withdrawn").click().run()
    assert house.draft.stage is Stage.WITHDRAWN


def test_a_co_author_is_told_of_the_invitation(house: House, text_of: Words) -> None:
    assert "You are invited to write" in text_of(house.open("mexico", paper="d1"))
    assert "You are invited to write" not in text_of(house.open("france", paper="d1"))
    assert "invited to write: Mexico" in text_of(house.open("mexico", "room/room"))


def test_a_title_is_kept_as_its_box_is_left(house: House) -> None:
    app = house.open("france", paper="d1")
    app.text_input(key="title-d1").set_value("Ports").run()
    assert house.draft.title == "Ports"
    assert app.title[0].value == "Ports"


def test_a_comment_half_typed_is_there_on_the_other_page_and_back(house: House) -> None:
    app = house.open("mexico", "delegate/workbench", shared_draft="d1", opened="p2")
    app.text_area(key="comment-bench-d1-p2").set_value("Half a").run()
    app.query_params["paper"] = "d1"
    app.session_state["kept-chosen-look-at-d1"] = "p2"
    app.session_state["kept-chosen-view-d1"] = "Paragraphs"
    app.switch_page("../pages/room/drafts.py").run()
    assert app.text_area(key="comment-panel-d1-p2").value == "Half a"
    app.text_area(key="comment-panel-d1-p2").set_value("Half a comment").run()
    app.button(key="open-paper").click().run()
    app.switch_page("../pages/delegate/workbench.py").run()
    assert app.session_state["kept-opened"] == "p2"
    assert app.text_area(key="comment-bench-d1-p2").value == "Half a comment"
    app.button(key="comment-bench-d1-p2-go").click().run()
    assert [one.text for one in house.draft.comments] == ["Half a comment"]
    assert not app.text_area(key="comment-bench-d1-p2").value
    app.query_params["paper"] = "d1"
    app.switch_page("../pages/room/drafts.py").run()
    assert not app.text_area(key="comment-panel-d1-p2").value


def test_a_first_preambular_paragraph_is_proposed_where_there_is_no_preamble(house: House) -> None:
    house.introduced()
    app = house.open("china", paper="d1", view="Amendments")
    app.selectbox(key="amend-d1").set_value("preamble").run()
    form = "propose-panel-d1-preamble-0"
    app.text_area(key=f"{form}-new").input("Noting the use of rivers by traffickers,").run()
    app.button(key=f"{form}-go").click().run()
    (one,) = house.draft.amendments
    assert (one.amendment.kind, one.amendment.part, one.amendment.after, one.amendment.paragraph) == ("add", "preambular", None, None)
    house.do("chair", AmendmentDecided(draft="d1", amendment=one.amendment.id, outcome="carried"))
    assert [p.text for p in house.draft.draft.preambular] == ["Noting the use of rivers by traffickers,"]


def test_findings_beside_a_conflict_say_whose_text_they_are_about(house: House, text_of: Words) -> None:
    said = "about the paragraph as it stands, not about your text"
    app = house.open("mexico", "delegate/workbench", shared_draft="d1", opened="p1")
    assert said not in text_of(app)
    house.do("france", ParagraphChanged(draft="d1", paragraph="p1", text="Urges the the States to act", base=house.draft.versions["p1"]))
    held = shared.Held.model_validate(
        {
            "change": {"kind": "changed", "content": {"id": "p1", "text": "Calls upon all States to cooperate;"}},
            "conflict": True, "seen": {"id": "p1", "text": TEXTS[0]}, "theirs": {"id": "p1", "text": "x"}, "by": "france", "base": 1,
        }
    )  # fmt: skip
    app.session_state["kept-shared-held-d1"] = f"[{held.model_dump_json()}]"
    app.run()
    assert said in text_of(app)
    assert "Fix" not in labels(app)


def test_the_workbench_of_a_committee_goes_by_the_committees_rules(house: House) -> None:
    app = house.open("france", "delegate/workbench", shared_draft="d1")
    assert next(one for one in app.button_group if one.label == "Drafting rules").value == "un"
    settings = house.records.room("crisis").settings
    assert settings is not None
    house.do(SECRETARIAT, SettingsChanged(settings=settings.model_copy(update={"style": "mun"})))
    app.run()
    assert next(one for one in app.button_group if one.label == "Drafting rules").value == "mun"


def test_a_sponsor_is_marked_in_the_council(house: House) -> None:
    house.sponsored()
    page = markup(house.open("mexico", "delegate/workbench", shared_draft="d1"))
    rows = {row.split('"who">')[1].split("<")[0].strip(): row for row in page.split('<details class="ph-member">')[1:]}
    assert {name for name, row in rows.items() if ">sponsor<" in row} == {"France", "Mexico"}


# -- amendments and the rules on those that the sponsors accept


def rules(house: House, family: str) -> None:
    settings = house.records.room("crisis").settings
    assert settings is not None
    house.do("chair", SettingsChanged(settings=settings.model_copy(update={"rules": family})))


def before_the_room(house: House, *events: dict[str, Any], introduced: bool = True) -> None:
    """A meeting with the draft before it, under rules by which so few may meet."""
    rules(house, "una-usa")
    opened = [
        {"kind": "session.opened", "members": list(MEMBERS)}, *({"kind": "roll.called", "delegation": one, "answer": "present"} for one in MEMBERS),
        {"kind": "quorum.noted", "present": len(MEMBERS), "needed": 1}, {"kind": "agenda.adopted", "items": ["Cartels"], "item": "Cartels"},
        *([{"kind": "draft.introduced", "document": "d1", "symbol": "DR/1", "sponsors": ["france", "mexico"]}] if introduced else []),
    ]  # fmt: skip
    for event in (*opened, *events):
        house.do("chair", SessionEvent(events=(event,)))


def test_what_all_sponsors_accept_stands_apart_from_what_is_voted_on(house: House, text_of: Words) -> None:
    house.introduced()
    house.amend("china", "a1", kind="replace", paragraph="p1", text="Urges all States to cooperate;")
    house.amend("china", "a2", kind="delete", paragraph="p2")
    for seat in ("france", "mexico"):
        house.do(seat, AmendmentAccepted(draft="d1", amendment="a1", delegation=seat))
    text = text_of(house.open("china", paper="d1", view="Amendments"))
    accepted, _, voted_on = text.partition("In the order of voting")
    assert "These need no vote. They become part of the text once the dais takes them in." in accepted and "Amendment 1 by China" in accepted
    assert "Amendment 2 by China" in voted_on and "Amendment 1 by China" not in voted_on


def test_under_rules_by_which_every_amendment_is_voted_on_no_sponsor_is_asked_to_accept_one(house: House, text_of: Words) -> None:
    house.introduced()
    house.amend("china", "a1", kind="replace", paragraph="p1", text="Urges all States to cooperate;")
    house.do("france", AmendmentAccepted(draft="d1", amendment="a1", delegation="france"))
    house.do("mexico", AmendmentAccepted(draft="d1", amendment="a1", delegation="mexico"))
    rules(house, "thimun")
    for seat in ("france", "chair"):
        app = house.open(seat, paper="d1", view="Amendments")
        assert not labels(app) & {"Accept as friendly", "No longer friendly", "Take in as friendly"}
        assert "Under these rules every amendment is voted on" in text_of(app) and "without a vote" not in text_of(app)


def test_an_amendment_says_whether_it_is_before_the_room(house: House, text_of: Words) -> None:
    house.introduced()
    house.amend("china", "a1", kind="replace", paragraph="p1", text="Urges all States to cooperate;")
    before_the_room(house)
    assert "Amendment 1 by China proposed, not yet introduced" in text_of(house.open("china", paper="d1", view="Amendments"))
    house.do("chair", SessionEvent(events=({"kind": "amendment.introduced", "amendment": "d1/a1", "document": "d1", "sponsors": ["china"]},)))
    assert "Amendment 1 by China before the room" in text_of(house.open("china", paper="d1", view="Amendments"))


def test_an_amendment_that_went_into_the_text_is_told_as_it_read(house: House, text_of: Words) -> None:
    house.introduced()
    house.amend("china", "a1", kind="add", after="p1", text="Requests a report within a year;")
    before_the_room(house, {"kind": "amendment.introduced", "amendment": "d1/a1", "document": "d1", "sponsors": ["china"], "friendly": True})
    text = text_of(house.open("china", paper="d1", view="Amendments"))
    assert "1 bis" in text and "1 ter" not in text


def test_the_dais_is_told_what_to_do_with_a_submitted_draft(house: House, text_of: Words) -> None:
    house.sponsored()
    house.do("france", StageChanged(draft="d1", to=Stage.SUBMITTED))
    assert "Read it under Paragraphs; then approve it, or send it back" in text_of(house.open("chair", paper="d1"))
    assert "Read it under Paragraphs" not in text_of(house.open("france", paper="d1"))


def test_an_address_opens_a_view_of_a_draft(house: House) -> None:
    house.introduced()
    house.who = "chair"
    app = AppTest.from_file(FRAME, default_timeout=60)
    app.query_params["paper"] = "d1"
    app.query_params["view"] = "Amendments"
    app.switch_page("../pages/room/drafts.py")
    app.run()
    assert not app.exception
    assert app.selectbox(key="amend-d1") is not None


# -- what is decided here while a meeting has the draft before it


def test_what_the_dais_takes_in_during_a_meeting_is_in_its_record(house: House) -> None:
    house.introduced()
    house.amend("china", "a1", kind="replace", paragraph="p1", text="Urges all States to cooperate;")
    house.amend("china", "a2", kind="delete", paragraph="p2")
    for seat in ("france", "mexico"):
        house.do(seat, AmendmentAccepted(draft="d1", amendment="a1", delegation=seat))
    before_the_room(house, {"kind": "amendment.introduced", "amendment": "d1/a2", "document": "d1", "sponsors": ["china"]})
    app = house.open("chair", paper="d1", view="Amendments")
    assert not labels(app) & {"Carried", "Failed"}, "these the meeting votes on"
    app.button(key="friendly-a1").click().run()
    app.button(key="withdraw-a2").click().run()
    assert not app.exception
    assert [one.amendment.state for one in house.draft.amendments] == ["friendly", "withdrawn"]
    session = house.records.room("crisis").session
    assert session is not None
    assert {one.id: one.status for one in session.documents.values()} == {"d1": "open", "d1/a1": "adopted", "d1/a2": "withdrawn"}


def test_a_draft_that_is_introduced_here_during_a_meeting_is_before_it(house: House, text_of: Words) -> None:
    house.sponsored()
    house.do("france", StageChanged(draft="d1", to=Stage.SUBMITTED))
    house.do("chair", StageChanged(draft="d1", to=Stage.APPROVED))
    before_the_room(house, introduced=False)
    app = house.open("chair", paper="d1")
    app.button(key="to-introduced").click().run()
    session = house.records.room("crisis").session
    assert session is not None and session.documents["d1"].status == "open"
    assert house.draft.stage is Stage.INTRODUCED
    assert "it is voted on from the page Console" in text_of(app) and "Record the vote" not in labels(app)
