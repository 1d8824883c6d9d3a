"""The way of a draft: its bloc, its names, the dais, the floor, and the amendments to it."""

from __future__ import annotations

from typing import Any

import pytest

from records.acts.amendments import (
    AmendmentAccepted,
    AmendmentDecided,
    AmendmentProposed,
    AmendmentSigned,
    AmendmentsOrdered,
)
from records.acts.drafts import OpenedToSign
from records.acts.paragraphs import ParagraphRemoved
from records.acts.room import SettingsChanged
from records.acts.stages import Signed, StageChanged
from records.errors import Refused
from records.room import Stage
from resolutions.amendments import Amendment, collisions
from resolutions.numbering import labels


def to(stage: Stage, draft: str = "d1", **more: Any) -> StageChanged:
    return StageChanged(draft=draft, to=stage, **more)


def amendment(id: str, kind: str = "replace", paragraph: str | None = "p1", text: str = "", **more: Any) -> AmendmentProposed:
    made = Amendment(id=id, kind=kind, part="operative", paragraph=paragraph, text=text, **more)
    return AmendmentProposed(draft="d1", amendment=made)


def carried(id: str, outcome: str = "carried") -> AmendmentDecided:
    return AmendmentDecided(draft="d1", amendment=id, outcome=outcome)


def state(house: Any, id: str) -> Amendment:
    return house.room.drafts["d1"].proposed(id).amendment


def wanting(house: Any, **changes: Any) -> None:
    house.do("chair", SettingsChanged(settings=house.room.settings.model_copy(update=changes)))


def test_a_draft_is_submitted_with_the_names_that_the_committee_asks_for(house: Any) -> None:
    wanting(house, sponsors=2, signatories=1)
    house.draft()
    house.do("france", OpenedToSign(draft="d1", open=True))
    with pytest.raises(Refused, match="0 sponsors; the committee asks for 2"):
        house.do("france", to(Stage.SUBMITTED))
    for delegation in ("france", "mexico"):
        house.do(delegation, Signed(draft="d1", delegation=delegation, role="sponsor"))
    with pytest.raises(Refused, match="0 signatories; the committee asks for 1"):
        house.do("france", to(Stage.SUBMITTED))
    house.do("china", Signed(draft="d1", delegation="china", role="signatory"))
    house.do("france", to(Stage.SUBMITTED))
    assert house.room.drafts["d1"].stage is Stage.SUBMITTED


def test_nothing_empty_is_submitted(house: Any) -> None:
    house.draft(texts=())
    with pytest.raises(Refused, match="nothing in the draft"):
        house.do("france", to(Stage.SUBMITTED))


def test_who_does_not_vote_signs_and_does_not_sponsor(house: Any) -> None:
    house.draft()
    with pytest.raises(Refused, match="votes"):
        house.do("chair", Signed(draft="d1", delegation="oas", role="sponsor"))
    house.do("chair", Signed(draft="d1", delegation="oas", role="signatory"))
    assert house.room.drafts["d1"].draft.signatories == ("oas",)


def test_sponsors_and_signatories_are_never_both(house: Any) -> None:
    house.draft()
    for role in ("sponsor", "signatory", "sponsor"):
        house.do("france", Signed(draft="d1", delegation="france", role=role))
    draft = house.room.drafts["d1"].draft
    assert (draft.sponsors, draft.signatories) == (("france",), ())


def test_symbols_count_up_and_none_is_given_twice(house: Any) -> None:
    wanting(house, symbol="S/2026/L.{number}", sponsors=0)
    for id in ("d1", "d2", "d3"):
        house.draft(id)
        house.do("france", to(Stage.SUBMITTED, id))
    house.do("chair", to(Stage.APPROVED, "d2", symbol="S/2026/L.2"))
    with pytest.raises(Refused, match=r"has the symbol S/2026/L\.2"):
        house.do("chair", to(Stage.APPROVED, "d1", symbol="S/2026/L.2"))
    house.do("chair", to(Stage.APPROVED, "d1"))
    house.do("chair", to(Stage.APPROVED, "d3"))
    assert [house.room.drafts[d].symbol for d in ("d2", "d1", "d3")] == ["S/2026/L.2", "S/2026/L.3", "S/2026/L.4"]


def test_no_step_is_skipped_and_the_text_is_the_bloc_s_only_while_it_works(house: Any) -> None:
    house.draft()
    with pytest.raises(Refused, match="cannot become introduced"):
        house.do("chair", to(Stage.INTRODUCED))
    house.do("france", Signed(draft="d1", delegation="france", role="sponsor"))
    house.do("france", to(Stage.SUBMITTED))
    with pytest.raises(Refused, match="is submitted now"):
        house.change("france", "p1", "Too late;")
    house.do("chair", to(Stage.WORKING, remark="Put the verbs right."))
    assert house.room.drafts["d1"].remark == "Put the verbs right."
    house.change("france", "p1", "In time;")


def test_numbers_on_paper_stay_when_amendments_carry(house: Any) -> None:
    house.introduced(texts=("One;", "Two;", "Three."))
    house.do("mexico", amendment("m1", "add", None, "Between;", after="p1"))
    house.do("mexico", amendment("m2", "add", None, "Between, later;", after="p1"))
    house.do("mexico", amendment("m3", "delete", "p2"))
    for id in ("m1", "m2", "m3"):
        house.do("chair", carried(id))
    shared = house.room.drafts["d1"]
    assert list(labels(shared.draft, shared.numbers).values()) == ["1", "1 bis", "1 ter", "3"]
    assert shared.stage is Stage.AMENDED


def test_a_draft_that_comes_back_to_work_is_numbered_anew(house: Any) -> None:
    house.introduced(texts=("One;", "Two."))
    house.do("france", to(Stage.WITHDRAWN))
    house.do("france", to(Stage.WORKING))
    house.do("france", ParagraphRemoved(draft="d1", paragraph="p1"))
    house.do("france", to(Stage.SUBMITTED))
    house.do("chair", to(Stage.APPROVED))
    house.do("chair", to(Stage.INTRODUCED))
    shared = house.room.drafts["d1"]
    assert list(labels(shared.draft, shared.numbers).values()) == ["1"]


def test_only_what_is_on_the_floor_is_amended(house: Any) -> None:
    house.draft()
    with pytest.raises(Refused, match="has been introduced"):
        house.do("france", amendment("m1", text="Calls for calm;"))
    with pytest.raises(Refused):
        house.do("oas", amendment("m1", text="Calls for calm;"))


def test_an_amendment_that_carries_makes_a_stale_tab_s_text_a_conflict(house: Any) -> None:
    house.introduced()
    base = house.room.drafts["d1"].versions["p1"]
    house.do("mexico", amendment("m1", text="Urges calm and restraint;"))
    house.do("chair", carried("m1"))
    from records.errors import Conflict

    with pytest.raises(Conflict):
        house.change("chair", "p1", "From an old tab;", base)
    assert house.text("p1") == "Urges calm and restraint;"


def test_after_one_carries_the_others_are_fitted_or_stale_and_none_is_lost(house: Any) -> None:
    house.introduced(texts=("Urges all Member States to remain calm;", "Decides to meet.", "Thanks the Secretary-General."))
    house.do("mexico", amendment("m1", text="Strongly urges all Member States to remain calm;"))
    house.do("china", amendment("m2", text="Urges all Member States to remain quiet;"))
    house.do("china", amendment("m3", text="Invites all Member States to remain calm;"))
    house.do("france", amendment("m4", "delete", "p3"))
    draft = house.room.drafts["d1"]
    met = {frozenset((c.one, c.other)) for c in collisions(draft.draft, [p.amendment for p in draft.amendments])}
    assert frozenset(("m1", "m3")) in met and not any("m4" in pair for pair in met)
    house.do("chair", carried("m1"))
    assert [state(house, id).state for id in ("m1", "m2", "m3", "m4")] == ["carried", "proposed", "stale", "proposed"]
    assert state(house, "m2").text == "Strongly urges all Member States to remain quiet;"
    assert "changed" in state(house, "m3").note
    with pytest.raises(Refused, match="renew it first"):
        house.do("chair", carried("m3"))
    house.do("china", amendment("m3", text="Invites all Member States to remain strongly calm;"))
    renewed = state(house, "m3")
    assert (renewed.state, renewed.number, renewed.note) == ("proposed", 3, "")
    house.do("chair", carried("m3"))
    assert house.text("p1") == "Invites all Member States to remain strongly calm;"
    assert state(house, "m2").state in ("stale", "proposed") and len(house.room.drafts["d1"].amendments) == 4


def test_a_change_by_the_dais_fits_the_amendments_too(house: Any) -> None:
    house.introduced()
    house.do("mexico", amendment("m1", text="Urges calm and restraint;"))
    house.do("mexico", amendment("m2", "delete", "p2"))
    house.do("chair", ParagraphRemoved(draft="d1", paragraph="p1"))
    assert [state(house, id).state for id in ("m1", "m2")] == ["stale", "proposed"]
    assert "the dais" in state(house, "m1").note


def test_one_that_is_stale_is_renewed_by_its_sponsors_only(house: Any) -> None:
    house.introduced()
    house.do("mexico", amendment("m1", text="Urges calm and restraint;"))
    house.do("china", AmendmentSigned(draft="d1", amendment="m1", delegation="china"))
    house.change("chair", "p1", "Demands quiet;")
    assert state(house, "m1").state == "stale"
    with pytest.raises(Refused, match="Only a sponsor"):
        house.do("france", amendment("m1", text="Demands peace;"))
    house.do("mexico", amendment("m1", text="Demands peace;"))
    # China put its name to other words.
    assert state(house, "m1").sponsors == ("mexico",)


def test_an_amendment_needs_as_many_sponsors_as_the_committee_asks_for(house: Any) -> None:
    wanting(house, amendment_sponsors=2)
    house.introduced()
    house.do("mexico", amendment("m1", text="Urges calm and restraint;"))
    with pytest.raises(Refused, match="has 1 sponsors?; the committee asks for 2"):
        house.do("chair", carried("m1"))
    house.do("china", AmendmentSigned(draft="d1", amendment="m1", delegation="china"))
    house.do("chair", carried("m1"))


def test_a_friendly_amendment_needs_every_sponsor_of_the_draft(house: Any) -> None:
    house.introduced()
    house.do("chair", Signed(draft="d1", delegation="mexico", role="sponsor"))
    house.do("china", amendment("m1", text="Urges calm and restraint;"))
    accept = AmendmentAccepted(draft="d1", amendment="m1", delegation="france")
    with pytest.raises(Refused, match="Only the draft's sponsors"):
        house.do("china", accept.model_copy(update={"delegation": "china"}))
    house.do("france", accept)
    with pytest.raises(Refused, match=r"accepted it: mexico\."):
        house.do("chair", carried("m1", "friendly"))
    house.do("mexico", accept.model_copy(update={"delegation": "mexico"}))
    house.do("chair", carried("m1", "friendly"))
    assert (state(house, "m1").state, house.text("p1")) == ("friendly", "Urges calm and restraint;")


def test_where_every_amendment_is_voted_on_none_is_taken_in_by_any_route(house: Any) -> None:
    house.introduced()
    house.do("china", amendment("m1", text="Urges calm and restraint;"))
    accept = AmendmentAccepted(draft="d1", amendment="m1", delegation="france")
    house.do("france", accept)
    wanting(house, rules="thimun")
    for seat, act in (("france", accept), ("chair", carried("m1", "friendly"))):
        with pytest.raises(Refused, match="THIMUN type.* every amendment is voted on"):
            house.do(seat, act)
    house.do("france", accept.model_copy(update={"accepts": False}))
    house.do("chair", carried("m1"))


def test_a_draft_without_sponsors_has_nobody_to_accept(house: Any) -> None:
    house.introduced()
    house.do("chair", Signed(draft="d1", delegation="france", role="none"))
    house.do("china", amendment("m1", text="Urges calm and restraint;"))
    with pytest.raises(Refused, match="no sponsors"):
        house.do("chair", carried("m1", "friendly"))


def test_the_dais_rules_on_the_order_of_amendments_that_are_there(house: Any) -> None:
    house.introduced()
    house.do("china", amendment("m1", text="Urges calm and restraint;"))
    house.do("china", amendment("m2", "delete", "p2"))
    with pytest.raises(Refused):
        house.do("chair", AmendmentsOrdered(draft="d1", order=("m3",)))
    house.do("chair", AmendmentsOrdered(draft="d1", order=("m2", "m1")))
    assert house.room.drafts["d1"].order == ("m2", "m1")


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("id", ["M 1", "m_1", "../m", "-m", "ä"])
def test_an_amendment_that_could_not_be_named_again_is_not_taken(house: Any, id: str) -> None:
    house.introduced()
    with pytest.raises(Refused, match="small letters"):
        house.do("china", amendment(id, text="Urges calm and restraint;"))


def test_who_stood_behind_a_draft_that_was_voted_on_is_on_record(house: Any) -> None:
    house.draft()
    house.do("chair", Signed(draft="d1", delegation="france", role="sponsor"))
    house.do("france", to(Stage.SUBMITTED))
    for stage in (Stage.APPROVED, Stage.INTRODUCED, Stage.VOTED):
        house.do("chair", to(stage))
    with pytest.raises(Refused, match="has been voted on"):
        house.do("chair", Signed(draft="d1", delegation="france", role="none"))
    assert house.room.drafts["d1"].draft.sponsors == ("france",)
    house.do("chair", to(Stage.INTRODUCED))
    house.do("chair", Signed(draft="d1", delegation="france", role="signatory"))
    assert house.room.drafts["d1"].draft.sponsors == ()
