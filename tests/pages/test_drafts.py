"""The committee's drafts on screen: whom each button is for, and what it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from records.access import Access
from records.acts import (
    AmendmentProposed,
    CoAuthorSet,
    Commented,
    DraftStarted,
    OpenedToSign,
    ParagraphChanged,
    SeatSet,
    Signed,
    StageChanged,
)
from records.committees import Records
from records.room import SECRETARIAT, Role, Seat, Settings, Shared, Stage
from resolutions.amendments import Amendment
from resolutions.model import Draft, Paragraph
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
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    records = Records.open(f"sqlite:///{tmp_path / 'records.sqlite3'}")
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


def test_the_dais_records_the_vote(house: House, text_of: Words) -> None:
    house.introduced()
    app = house.open("chair", paper="d1")
    app.number_input(key="in favour-d1").set_value(5).run()
    app.number_input(key="against-d1").set_value(1).run()
    app.button(key="to-voted").click().run()
    assert (house.draft.stage, house.draft.remark) == (Stage.VOTED, "Adopted: 5 in favour, 1 against, 0 abstaining")
    assert "Adopted: 5 in favour" in text_of(app)


# -- comments and history


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
