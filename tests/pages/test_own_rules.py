"""A conference's own rules: what may be typed, and what becomes of it when a committee is set up and while it sits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from committee.procedure import load_procedure, procedure_ids
from records.access import Access
from records.committees import Records
from records.errors import Refused
from records.sitting import procedure_of
from ui import conference, own_rules

FRAME = str(Path(__file__).resolve().parents[2] / "ui" / "frame.py")


@pytest.mark.parametrize("family", procedure_ids())
def test_the_list_of_a_familys_rules_can_be_copied_whole_and_changes_nothing(family: str) -> None:
    lines = own_rules.read(own_rules.of_family(family))
    assert len(lines) > 200
    made, was = load_procedure(family, lines), load_procedure(family)
    assert made.speaking_seconds.value == was.speaking_seconds.value
    assert [(one.id, one.rank, one.threshold, one.parameters) for one in made.motions] == [
        (one.id, one.rank, one.threshold, one.parameters) for one in was.motions
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("one minute", "one to a line"),
        ("- a\n- b", "one to a line"),
        ("speaking_seconds: 60\nmotions: [", "line 2"),
        ("a: &x 1\nb: *x", "write out"),
        ("a: .inf", "without end"),
        ("a: " + "{b: " * 12 + "1" + "}" * 12, "nested"),
        ("a: " + "[" * 5000, "no line like"),
        ("!!python/object/apply:os.system ['true']", "line 1"),
        ("x" * 30_000, "20,000"),
        ("a: \x00", "no line like"),
    ],
)
def test_what_is_no_rule_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(Refused, match="Own rules") as refused:
        own_rules.read(text)
    assert said in str(refused.value)


def test_a_rule_that_is_not_there_is_named_with_what_was_meant() -> None:
    (fault,) = own_rules.faults("una-usa", {"speaking_second": 60})
    assert "speaking_second" in fault and "speaking_seconds" in fault
    assert own_rules.faults("una-usa", {"speaking_seconds": "long"})
    assert not own_rules.faults("una-usa", {"motions.moderated-caucus": None})


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        ({"speaking_seconds": "long"}, "speaking_seconds: this is 'long'; it must be a whole number"),
        ({"speaking_seconds": 1.5}, "speaking_seconds: this is 1.5; it must be a whole number"),
        ({"speaking_seconds": 2}, "speaking_seconds: this is 2; it must be 5 or more"),
        ({"speaking_seconds": 9000}, "it must be 7200 or less"),
        ({"seconds": "perhaps"}, "seconds: this is 'perhaps'; it must be true or false"),
        ({"substantive.threshold": "most"}, "it must be simple, two-thirds or nine"),
        ({"body": 7}, "body: this is 7; it must be text"),
        ({"body": ""}, "it must not be empty"),
        ({"motions.close-debate.parameters": 5}, "it must be a list"),
        ({"motions.close-debate": "no"}, "it must be 'key: value' lines"),
    ],
)
def test_a_value_that_a_rule_cannot_have_is_told_in_plain_words(rules: dict[str, Any], said: str) -> None:
    told = own_rules.faults("una-usa", rules)
    assert any(said in one for one in told), told
    assert not any(word in one for one in told for word in ("nput should", "parse", "pydantic", "type="))


@pytest.mark.parametrize("rule", ["presiding: " + "x" * 81, "motions.close-debate.note: " + "y " * 201, "points: [{source: " + "z" * 401 + "}]"])
def test_a_rule_that_has_no_room_on_paper_is_not_taken(rule: str) -> None:
    with pytest.raises(Refused, match=r"^Own rules: [a-z0-9.-]+ has \d+ letters; there is room for (80|400) on paper, so say it shorter\.$"):
        own_rules.read(rule)


def test_nine_votes_that_cannot_be_had_are_told_of() -> None:
    assert "Only 8 delegations vote" in own_rules.out_of_reach("security-council", {}, 8)
    assert "1 delegation votes" in own_rules.out_of_reach("una-usa", own_rules.council_votes("una-usa"), 1)
    for family, rules, voters in (
        ("security-council", {}, 9),
        ("security-council", {}, 0),
        ("una-usa", {}, 4),
        ("security-council", {"substantive.threshold": "simple"}, 4),
        ("security-council", {"no_such": 1}, 4),
    ):
        assert own_rules.out_of_reach(family, rules, voters) == ""


def test_a_council_under_other_rules_keeps_the_charters_votes_and_its_own() -> None:
    votes = own_rules.council_votes("una-usa")
    text = own_rules.written(votes | {"speaking_seconds": 45})
    assert own_rules.read(text) == votes | {"speaking_seconds": 45}
    made = load_procedure("una-usa", votes)
    assert made.substantive.threshold == "nine" and made.substantive.veto and made.motion("moderated-caucus")


# -- on the pages


@pytest.fixture
def records(database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Records]:
    made = Records.open(database)
    monkeypatch.delenv("PENHOLDER_SETUP_CODE", raising=False)
    monkeypatch.setattr(conference, "records", lambda: made)
    monkeypatch.setattr(conference, "access", lambda: Access(made))
    monkeypatch.setattr(conference, "cookie", lambda: "")
    yield made
    made.close()


def set_up() -> AppTest:
    app = AppTest.from_file(FRAME, default_timeout=60)
    app.switch_page("../pages/chair/setup.py").run()
    app.text_input(key="setup-conference").input("Riverside").run()
    return app


def open_it(app: AppTest) -> None:
    next(one for one in app.button if one.label.startswith("Open the committee")).click().run()
    assert not app.exception, [error.value for error in app.exception]


def the_one(records: Records) -> Any:
    (committee,) = records.committees("conference")
    return records.room(committee)


def test_a_security_council_under_other_rules_votes_by_the_charter(records: Records) -> None:
    app = set_up()
    app.selectbox(key="setup-rules").select("una-usa").run()
    app.text_area(key="setup-own_rules").input("speaking_seconds: 45").run()
    assert not app.error
    open_it(app)
    made = procedure_of(the_one(records).settings)
    assert (made.substantive.threshold, made.substantive.veto, made.speaking_seconds.value) == ("nine", True, 45)


def test_where_the_charters_votes_are_switched_off_the_familys_hold(records: Records) -> None:
    app = set_up()
    app.selectbox(key="setup-rules").select("una-usa").run()
    app.toggle(key="setup-council_votes").set_value(False).run()
    open_it(app)
    assert the_one(records).settings.procedure == {}


def test_a_fault_in_the_own_rules_is_said_holds_the_opening_up_and_stays_typed(records: Records) -> None:
    app = set_up()
    app.text_area(key="setup-own_rules").input("speaking_secs: 45").run()
    assert "speaking" in app.error[0].value
    open_it(app)
    assert not records.conferences()
    assert any("Not opened yet" in one.value for one in app.error)
    assert app.text_area(key="setup-own_rules").value == "speaking_secs: 45"
    app.text_area(key="setup-own_rules").input("speaking_seconds: 45").run()
    open_it(app)
    assert the_one(records).settings.procedure == {"speaking_seconds": 45}


def test_a_council_of_too_few_is_told_so_before_it_opens(records: Records) -> None:
    app = set_up()
    assert not app.warning
    app.text_area(key="setup-list").input("France\nChina\nMali").run()
    assert "Only 3 delegations vote" in app.warning[0].value and "other rules of procedure" in app.warning[0].value
    app.selectbox(key="setup-rules").select("una-usa").run()
    assert "votes of the Charter" in app.warning[0].value
    app.toggle(key="setup-council_votes").set_value(False).run()
    assert not app.warning
