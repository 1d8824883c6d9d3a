"""The bridge to a shared draft: nothing is written over in silence, and nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from records.access import Access
from records.acts.drafts import LONGEST_PARAGRAPH, CoAuthorSet, DraftStarted
from records.acts.paragraphs import ParagraphAdded, ParagraphChanged, ParagraphRemoved
from records.acts.room import SeatSet
from records.acts.stages import StageChanged
from records.committees import Records
from records.errors import Unavailable
from records.room import SECRETARIAT, Role, Seat, Settings, Stage
from resolutions.model import Draft, Paragraph
from ui import conference, drafting, shared, state, unsaved

pytestmark = pytest.mark.both_databases

MEMBERS = ("china", "france", "mexico", "russia", "united-kingdom", "united-states")
TEXTS = ("Urges all States to cooperate in good faith;", "Requests the Secretary-General to report in June;", "Decides to remain seized of the matter.")


class House:
    """A committee with a draft of France's and Mexico's, seen by one browser, which may sign in as anybody."""

    def __init__(self, records: Records) -> None:
        self.records = records
        records.found_conference("spring", "Spring")
        settings = Settings(name="Council", topic="drug-cartels", council="own", members=MEMBERS)
        records.open_committee("spring", "crisis", settings)
        self.do(SECRETARIAT, SeatSet(seat=Seat(id="chair", role=Role.CHAIR, name="Chair")))
        for member in MEMBERS:
            self.do(SECRETARIAT, SeatSet(seat=Seat(id=member, role=Role.DELEGATE, delegation=member)))
        content = Draft(operative=tuple(Paragraph(id=f"p{n}", text=text) for n, text in enumerate(TEXTS, start=1)))
        self.do("france", DraftStarted(draft="d1", title="River patrols", content=content))
        self.do("france", CoAuthorSet(draft="d1", seat="mexico"))
        access = Access(records)
        issued = access.issue("spring", "crisis", SECRETARIAT, ["chair", *MEMBERS])
        self.cookies = {one.seat: access.enter(one.code, "127.0.0.1") for one in issued}
        self.who = ""

    def do(self, seat: str, act: Any) -> Any:
        return self.records.perform("crisis", seat, act)

    def text(self, paragraph: str) -> str | None:
        found = self.records.room("crisis").drafts["d1"].draft.find(paragraph)
        return found.text if found else None

    def change(self, seat: str, paragraph: str, text: str) -> None:
        base = self.records.room("crisis").drafts["d1"].versions.get(paragraph)
        self.do(seat, ParagraphChanged(draft="d1", paragraph=paragraph, text=text, base=base))


@pytest.fixture
def house(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    records = Records.open(database)
    made = House(records)
    monkeypatch.setattr(conference, "records", lambda: made.records)
    monkeypatch.setattr(conference, "cookie", lambda: made.cookies.get(made.who, ""))
    held: dict[str, Any] = {}
    monkeypatch.setattr(state.st, "session_state", held)
    yield made
    records.close()


@pytest.fixture
def as_france(house: House) -> House:
    """France's browser with the draft open."""
    house.who = "france"
    shared.open_draft("d1")
    return house


def typed(paragraph: str, text: str, on: str | None = None) -> None:
    drafting.type_text(paragraph, text, on or shared.revision(paragraph))


def test_what_is_typed_is_the_committees_at_once(as_france: House) -> None:
    typed("p1", "Urges all States to cooperate fully;")
    assert as_france.text("p1") == "Urges all States to cooperate fully;"
    assert drafting.draft().operative[0].text == "Urges all States to cooperate fully;"
    assert shared.saved() is not None and shared.held() == ()


def test_the_editor_is_left_alone_by_ones_own_typing_and_takes_what_another_wrote(as_france: House) -> None:
    before = shared.revision("p1")
    typed("p1", "Urges;")
    shared.refresh()
    assert shared.revision("p1") == before
    as_france.change("mexico", "p1", "Demands;")
    shared.refresh()
    assert shared.revision("p1") != before
    assert shared.revision("p2").endswith(".0")


def test_two_on_different_paragraphs_never_meet(as_france: House) -> None:
    as_france.change("mexico", "p2", "Requests a report;")
    typed("p1", "Urges peace;")
    assert (as_france.text("p1"), as_france.text("p2")) == ("Urges peace;", "Requests a report;")
    assert shared.held() == ()


def test_on_the_same_paragraph_both_texts_are_held_and_theirs_stands(as_france: House) -> None:
    as_france.change("mexico", "p1", "Urges all States to cooperate in haste;")
    typed("p1", "Calls upon all States to cooperate in good faith;")
    assert as_france.text("p1") == "Urges all States to cooperate in haste;"
    (held,) = shared.held()
    assert held.conflict and held.by == "mexico" and held.theirs is not None
    assert (held.theirs.text, held.mine) == ("Urges all States to cooperate in haste;", "Calls upon all States to cooperate in good faith;")


def test_typing_on_in_a_conflict_changes_the_own_text_only(as_france: House) -> None:
    as_france.change("mexico", "p1", "Theirs;")
    typed("p1", "Mine;")
    shared.refresh()
    typed("p1", "Mine and more;")
    assert as_france.text("p1") == "Theirs;"
    assert shared.held()[0].mine == "Mine and more;"
    paragraph = drafting.draft().find("p1")
    assert paragraph is not None and shared.text_for_editor(paragraph) == "Mine and more;"


def test_what_was_typed_before_the_other_text_came_is_known_by_the_editors_revision(as_france: House) -> None:
    on = shared.revision("p1")
    as_france.change("mexico", "p1", "Theirs;")
    shared.refresh()
    typed("p1", "Mine;", on)
    assert as_france.text("p1") == "Theirs;"
    assert shared.held()[0].mine == "Mine;"


@pytest.mark.parametrize(
    ("choose", "stands"),
    [
        (shared.keep_theirs, "Urges all States to cooperate in haste;"),
        (shared.put_mine, "Calls upon all States to cooperate in good faith;"),
        (lambda key: shared.put_mine(key, shared.held()[0].both), "Calls upon all States to cooperate in haste;"),
    ],
    ids=["keep theirs", "put mine in its place", "take both"],
)
def test_the_three_ways_out_of_a_conflict(as_france: House, choose: Callable[[str], None], stands: str) -> None:
    as_france.change("mexico", "p1", "Urges all States to cooperate in haste;")
    typed("p1", "Calls upon all States to cooperate in good faith;")
    choose("p1")
    assert as_france.text("p1") == stands
    assert shared.held() == ()
    shared.refresh()
    assert drafting.draft().operative[0].text == stands


def test_what_was_on_its_way_when_the_own_text_was_let_go_does_not_come_back(as_france: House) -> None:
    on = shared.revision("p1")
    as_france.change("mexico", "p1", "Theirs;")
    typed("p1", "Mine;", on)
    shared.keep_theirs("p1")
    typed("p1", "Mine and mor", on)
    assert shared.held() == () and as_france.text("p1") == "Theirs;"
    shared.refresh()
    typed("p1", "Theirs and mine;")
    assert as_france.text("p1") == "Theirs and mine;"


def test_mine_goes_in_only_over_the_text_that_was_shown(as_france: House) -> None:
    as_france.change("mexico", "p1", "Theirs;")
    typed("p1", "Mine;")
    as_france.change("mexico", "p1", "Theirs again;")
    shared.put_mine("p1")
    assert as_france.text("p1") == "Theirs again;"
    assert shared.held()[0].theirs is not None and shared.held()[0].theirs.text == "Theirs again;"
    shared.put_mine("p1")
    assert as_france.text("p1") == "Mine;"


def test_a_paragraph_deleted_under_the_pen_can_be_put_in_again(as_france: House) -> None:
    version = as_france.records.room("crisis").drafts["d1"].versions["p2"]
    as_france.do("mexico", ParagraphRemoved(draft="d1", paragraph="p2", base=version))
    typed("p2", "Requests a better report;")
    (held,) = shared.held()
    assert held.conflict and held.theirs is None
    shared.put_mine("p2")
    texts = [p.text for p in as_france.records.room("crisis").drafts["d1"].draft.operative]
    assert texts == [TEXTS[0], "Requests a better report;", TEXTS[2]]
    assert shared.held() == ()


def test_nothing_is_deleted_that_somebody_changed_in_the_meantime(as_france: House) -> None:
    as_france.change("mexico", "p2", "Requests a report each month;")
    drafting.save(drafting.draft().without("p2"))
    assert as_france.text("p2") == "Requests a report each month;"
    assert shared.held()[0].mine is None
    shared.put_mine("p2")
    assert as_france.text("p2") is None


def test_a_change_of_another_kind_to_the_same_paragraph_is_no_conflict(as_france: House) -> None:
    from resolutions.model import Correction

    now = as_france.records.room("crisis").drafts["d1"]
    correction = Correction(effects=())
    as_france.do("mexico", ParagraphChanged(draft="d1", paragraph="p1", text=TEXTS[0], correction=correction, base=now.versions["p1"]))
    typed("p1", "Urges calm;")
    found = as_france.records.room("crisis").drafts["d1"].draft.find("p1")
    assert found is not None and (found.text, found.correction) == ("Urges calm;", correction)


def test_what_cannot_be_kept_is_held_with_the_reason_and_tried_again(as_france: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any, **__: Any) -> Any:
        raise Unavailable("The records cannot be reached.")

    with monkeypatch.context() as away:
        away.setattr(as_france.records, "perform", gone)
        typed("p1", "Urges calm;")
        assert shared.held()[0].why == "The records cannot be reached."
        shared.try_again("p1")
    assert as_france.text("p1") == TEXTS[0]
    assert shared.held()[0].mine == "Urges calm;"
    shared.try_again("p1")
    assert as_france.text("p1") == "Urges calm;" and shared.held() == ()


def test_what_may_not_be_changed_any_more_is_held_and_told(as_france: House) -> None:
    as_france.do("france", drafting_signed("france"))
    as_france.do("mexico", StageChanged(draft="d1", to=Stage.SUBMITTED))
    typed("p1", "Urges calm;")
    assert as_france.text("p1") == TEXTS[0]
    assert "submitted" in shared.held()[0].why and shared.held()[0].mine == "Urges calm;"


def drafting_signed(delegation: str) -> Any:
    from records.acts.stages import Signed

    return Signed(draft="d1", delegation=delegation, role="sponsor")


def test_two_who_add_at_once_get_two_paragraphs_and_the_own_one_is_open(as_france: House) -> None:
    new = Paragraph(id="p4", text="Notes theirs;")
    as_france.do("mexico", ParagraphAdded(draft="d1", part="operative", after="p1", content=new))
    drafting.add("operative", "Notes mine;")
    shared.refresh()
    texts = [p.text for p in drafting.draft().operative]
    assert "Notes theirs;" in texts and "Notes mine;" in texts
    opened = drafting.draft().find(drafting.opened() or "")
    assert opened is not None and opened.text == "Notes mine;"
    typed(opened.id, "Notes mine too;")
    assert as_france.text("p4") == "Notes theirs;" and as_france.text(opened.id) == "Notes mine too;"


def test_undo_takes_back_ones_own_step_and_not_anothers(as_france: House) -> None:
    typed("p1", "Urges calm;")
    as_france.change("mexico", "p2", "Requests a report;")
    drafting.undo()
    assert (as_france.text("p1"), as_france.text("p2")) == (TEXTS[0], "Requests a report;")
    drafting.undo()
    assert not drafting.can_undo() and drafting.notes()


def test_a_sponsor_signs_for_itself_only(as_france: House) -> None:
    drafting.save(drafting.draft().model_copy(update={"sponsors": ("france", "china")}))
    assert as_france.records.room("crisis").drafts["d1"].draft.sponsors == ("france",)
    assert any("cannot sign for another" in note for note in drafting.notes())
    assert drafting.draft().sponsors == ("france",)


def test_the_own_draft_stays_as_it_was(house: House) -> None:
    house.who = "france"
    own = Draft(operative=(Paragraph(id="p1", text="Notes my own;"),))
    drafting.save(own)
    shared.open_draft("d1")
    typed("p1", "Urges calm;")
    assert drafting.own() == own
    assert "Urges calm" not in drafting.for_browser()[1] and "Notes my own" in drafting.for_browser()[1]
    assert drafting.packed() == drafting.pack(own, state.topic())
    shared.close()
    assert drafting.draft() == own


def test_the_own_draft_goes_to_the_committee_as_a_draft_of_its_own(house: House) -> None:
    house.who = "mexico"
    own = Draft(operative=(Paragraph(id="p1", text="Notes my own;"),), sponsors=("mexico", "china"), symbol="S/1")
    made = shared.start("Mine", own)
    stands = house.records.room("crisis").drafts[made]
    assert (stands.author, stands.title, stands.draft.sponsors, stands.symbol) == ("mexico", "Mine", ("mexico",), "")
    assert shared.open_id() == made


def test_a_draft_that_is_brought_in_for_the_committee_leaves_the_own_one(house: House) -> None:
    house.who = "mexico"
    own = Draft(operative=(Paragraph(id="p1", text="Notes my own;"),))
    drafting.save(own)
    state.keep("bring-to-committee", "Pasted")
    drafting.take_over(Draft(operative=(Paragraph(id="p1", text="Notes the pasted;"),)))
    assert drafting.own() == own
    assert [p.text for p in drafting.draft().operative] == ["Notes the pasted;"]
    assert house.records.room("crisis").drafts[shared.open_id()].title == "Pasted"


def test_who_is_not_in_the_bloc_cannot_open_its_working_paper(house: House) -> None:
    house.who = "china"
    shared.open_draft("d1")
    assert not shared.is_open()
    assert drafting.draft() == Draft()


class Address(dict[str, str]):
    """What stands in the browser's address."""


@pytest.mark.parametrize(("seat", "opens"), [("france", True), ("russia", False), ("chair", True)])
def test_a_reload_opens_the_shared_draft_of_the_address_where_one_may_read_it(
    house: House, monkeypatch: pytest.MonkeyPatch, seat: str, opens: bool
) -> None:
    address = Address(shared="d1")
    monkeypatch.setattr(state.st, "query_params", address)
    house.who = seat
    shared.read_address()
    assert shared.is_open() is opens
    assert bool(state.kept("notes")) is not opens
    shared.write_address()
    assert address.get("shared") == ("d1" if opens else None)
    shared.close()
    shared.write_address()
    address["shared"] = "d1"
    shared.read_address()
    assert not shared.is_open(), "it counts once, as the session begins"


def test_the_address_waits_while_the_records_are_away(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    address = Address(shared="d1")
    monkeypatch.setattr(state.st, "query_params", address)
    house.who = "france"
    with monkeypatch.context() as away:
        away.setattr(conference, "is_away", lambda: True)
        shared.read_address()
        shared.write_address()
    assert address == {"shared": "d1"} and not shared.is_open()
    shared.read_address()
    assert shared.is_open()


def test_signing_out_brings_the_own_draft_back_and_says_so(as_france: House) -> None:
    as_france.who = ""
    shared.refresh()
    assert not shared.is_open()


def test_while_the_records_are_away_the_draft_stays_on_the_screen(as_france: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Any:
        raise Unavailable("The records cannot be reached.")

    monkeypatch.setattr(conference, "records", gone)
    shared.refresh()
    assert shared.is_open() and shared.away() == "The records cannot be reached."
    typed("p1", "Urges calm;")
    assert shared.held()[0].mine == "Urges calm;"


def test_the_session_holds_plain_values_only(as_france: House) -> None:
    as_france.change("mexico", "p1", "Theirs;")
    typed("p1", "Mine;")
    for key, value in state.st.session_state.items():
        plain = isinstance(value, str | int | bool) or value is None or isinstance(value, list) and all(isinstance(v, str) for v in value)
        assert plain, (key, type(value))


# -- another session of the same seat: after a reload, a restart of the server, or the end of a code


def afresh() -> None:
    """Begin another session with the draft open, as a reload does."""
    state.st.session_state.clear()
    shared.open_draft("d1")


def given(*entries: dict[str, Any], opening: str | None = None) -> None:
    """Have the browser hand over what it kept."""
    unsaved.on_found({"found": {"opening": shared.opening() if opening is None else opening, "entries": list(entries)}})


def pen(text: str, *, base: int = shared.NO_VERSION, was: str = TEXTS[0], sent: tuple[str, ...] = ()) -> dict[str, Any]:
    """What the browser noted of a text that was typed and that the server had not heard of."""
    return {"name": "tab", "held": "", "typed": {"p1": {"text": text, "ground": {"base": base, "was": was, "sent": sent}}}}


def version(house: House, paragraph: str = "p1") -> int:
    return house.records.room("crisis").drafts["d1"].versions[paragraph]


def test_a_conflict_comes_back_in_another_session_with_the_text_as_it_stands_by_then(as_france: House) -> None:
    as_france.change("mexico", "p1", "Theirs;")
    typed("p1", "Mine;")
    kept = shared.held_as_text()
    as_france.change("mexico", "p1", "Theirs again;")
    afresh()
    assert shared.held() == ()
    given({"name": "tab", "held": kept, "typed": {}})
    (held,) = shared.held()
    assert held.theirs is not None and (held.mine, held.theirs.text, held.by) == ("Mine;", "Theirs again;", "mexico")
    assert state.kept("unsaved-taken") == ["tab"]
    shared.put_mine("p1")
    assert as_france.text("p1") == "Mine;" and shared.held_as_text() == ""


def test_a_conflict_that_was_settled_meanwhile_does_not_come_back(as_france: House) -> None:
    as_france.change("mexico", "p1", "Theirs;")
    typed("p1", "Mine;")
    kept = shared.held_as_text()
    as_france.change("mexico", "p1", "Mine;")
    afresh()
    given({"name": "tab", "held": kept, "typed": {}})
    assert shared.held() == () and state.kept("unsaved-taken") == ["tab"]


def test_what_was_typed_and_never_reached_the_server_is_saved_by_the_next_session(as_france: House) -> None:
    note = pen("Urges calm;", base=version(as_france))
    afresh()
    shown = shared.revision("p1")
    given(note)
    assert as_france.text("p1") == "Urges calm;" and shared.held() == ()
    assert shared.revision("p1") != shown, "the editor is to show it"


def test_and_where_another_wrote_since_both_texts_are_held(as_france: House) -> None:
    note = pen("Urges calm;", base=version(as_france))
    as_france.change("mexico", "p1", "Theirs;")
    afresh()
    given(note)
    assert as_france.text("p1") == "Theirs;"
    assert (shared.held()[0].conflict, shared.held()[0].mine) == (True, "Urges calm;")


def test_and_an_earlier_state_of_the_same_typing_is_no_change_of_anothers(as_france: House) -> None:
    note = pen("Urges calm and peace;", base=version(as_france), sent=("Urges calm;",))
    typed("p1", "Urges calm;")
    afresh()
    given(note)
    assert as_france.text("p1") == "Urges calm and peace;" and shared.held() == ()


def test_and_what_only_adds_to_what_was_only_added_to_is_no_conflict(as_france: House) -> None:
    house, base = as_france, version(as_france)
    house.change("mexico", "p1", f"{TEXTS[0]} One.")
    afresh()
    given(pen(f"{TEXTS[0]} One. Two.", base=base))
    assert house.text("p1") == f"{TEXTS[0]} One. Two."
    assert shared.held() == ()


def test_and_what_leaves_out_a_word_that_was_added_is_one(as_france: House) -> None:
    house, base = as_france, version(as_france)
    house.change("mexico", "p1", f"{TEXTS[0]} One.")
    afresh()
    given(pen(f"{TEXTS[0]} Two.", base=base))
    assert house.text("p1") == f"{TEXTS[0]} One."
    assert [one.mine for one in shared.held()] == [f"{TEXTS[0]} Two."]


def test_and_into_a_paragraph_that_was_deleted_since_it_is_held(as_france: House) -> None:
    note = pen("Urges calm;", base=version(as_france))
    as_france.do("mexico", ParagraphRemoved(draft="d1", paragraph="p1", base=version(as_france)))
    afresh()
    given(note)
    assert (shared.held()[0].theirs, shared.held()[0].mine) == (None, "Urges calm;")


def test_an_editor_that_outlived_the_server_writes_over_nothing(as_france: House) -> None:
    as_france.change("mexico", "p1", "Theirs;")
    typed("p1", "Mine;")
    shared.refresh()
    paragraph = drafting.draft().find("p1")
    assert paragraph is not None
    on, ground = shared.revision("p1"), shared.ground_of(paragraph)
    assert ground == shared.Ground(was=TEXTS[0])
    afresh()
    drafting.type_text("p1", "Mine and more;", on, ground)
    assert as_france.text("p1") == "Theirs;"
    assert shared.held()[0].conflict and shared.held()[0].mine == "Mine and more;"


def test_of_two_texts_for_one_paragraph_the_second_waits_in_the_browser(as_france: House) -> None:
    as_france.change("mexico", "p1", "Theirs;")
    kept = []
    for text in ("Mine;", "Mine of the other tab;"):
        typed("p1", text)
        kept.append(shared.held_as_text())
    afresh()
    given({"name": "tab", "held": kept[0], "typed": {}}, {"name": "other", "held": kept[1], "typed": {}})
    assert shared.held()[0].mine == "Mine;" and state.kept("unsaved-taken") == ["tab"]


@pytest.mark.parametrize(
    "entry",
    [
        {"name": "tab", "held": "[{", "typed": {}},
        {"name": "tab", "held": '[{"change": {"kind": "never"}}]', "typed": {}},
        {"name": "tab", "held": 3, "typed": {"p1": {"text": 4}, "": {"text": "Mine;"}, "p" * 99: {"text": "Mine;"}}},
        {"name": "tab", "held": "", "typed": ["p1"]},
        {"held": "", "typed": {"p1": {"text": "Mine;"}}},
        "tab",
    ],
)
def test_what_the_browser_kept_and_nobody_can_read_harms_nothing(as_france: House, entry: Any) -> None:
    afresh()
    given(entry)
    assert shared.held() == () and as_france.text("p1") == TEXTS[0]
    unread = isinstance(entry, dict) and str(entry["held"]).startswith("[")
    assert any("cannot read" in note for note in drafting.notes()) is unread
    assert state.kept("unsaved-taken") == ([] if unread or "name" not in entry else ["tab"])


def test_an_answer_counts_for_the_opening_that_asked_and_once(as_france: House) -> None:
    note = pen("Urges calm;", base=version(as_france))
    afresh()
    given(note, opening="another")
    assert as_france.text("p1") == TEXTS[0]
    given()
    given(note)
    assert as_france.text("p1") == TEXTS[0]


def test_what_was_typed_as_the_code_ended_is_kept_and_shown_and_can_be_let_go(as_france: House) -> None:
    where = shared.place()
    as_france.who = "ended"
    typed("p1", "Urges calm;")
    shared.refresh()
    assert not shared.is_open() and where == shared.place() == "crisis/france/d1"
    assert [one.mine for one in shared.left_behind()] == ["Urges calm;"]
    kept = shared.held_as_text()
    assert "Urges calm;" in kept
    as_france.who = "france"
    afresh()
    given({"name": "tab", "held": kept, "typed": {}})
    assert shared.held() == shared.left_behind() == () and as_france.text("p1") == "Urges calm;"


def test_what_is_left_behind_is_let_go_in_the_browser_too(as_france: House) -> None:
    as_france.who = "ended"
    typed("p1", "Urges calm;")
    shared.refresh()
    shared.let_left_go()
    assert shared.left_behind() == () and shared.held_as_text() == "" and shared.place()


def test_a_paragraph_longer_than_any_is_held_and_not_lost(as_france: House) -> None:
    typed("p1", "a" * (LONGEST_PARAGRAPH + 1))
    assert as_france.text("p1") == TEXTS[0]
    (held,) = shared.held()
    assert "at most 50,000 characters" in held.why and held.mine == "a" * (LONGEST_PARAGRAPH + 1)


def test_a_full_storage_is_told(as_france: House) -> None:
    unsaved.on_full()
    unsaved.on_full()
    assert len([note for note in drafting.notes() if "storage is full" in note]) == 1


def test_what_had_not_reached_the_server_as_the_code_ended_is_asked_of_the_browser(as_france: House) -> None:
    was = shared.opening()
    base = version(as_france)
    as_france.who = "ended"
    shared.refresh()
    assert shared.opening() != was and shared.left_behind() == ()
    given(pen("Urges calm;", base=base) | {"own": True})
    assert [one.mine for one in shared.left_behind()] == ["Urges calm;"] and shared.NOT_SAVED in drafting.notes()
    assert state.kept("unsaved-taken") == ["tab"]
    kept = shared.held_as_text()
    as_france.change("mexico", "p1", "Theirs;")
    as_france.who = "france"
    afresh()
    given({"name": "tab", "held": kept, "typed": {}})
    assert as_france.text("p1") == "Theirs;" and shared.held()[0].conflict and shared.held()[0].mine == "Urges calm;"
