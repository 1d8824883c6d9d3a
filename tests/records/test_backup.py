"""A committee as one file: what docs/backup.md says of it, and files that are cut off, changed, or of another time."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from positions.model import Stance
from records.acts.kinds import KINDS
from records.acts.room import PaperAdded, PaperRemoved
from records.backup import Backup, _Line, backup, read_backup, restore
from records.errors import Refused
from records.room import Board, Clock, Seat, Settings
from resolutions.amendments import Amendment
from resolutions.model import Correction, Draft, Loose, Paragraph


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "backup.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def example(page: str) -> str:
    found = re.search(r"```json\n(.*?)```", page, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_documented_example_is_put_back(house: Any, example: str) -> None:
    room = restore(house.records, example, "spring", "example")
    assert room == house.another().room("example")
    assert (room.revision, room.name, sorted(room.seats)) == (6, "Crisis committee", ["chair", "france"])
    assert room.drafts["d1"].draft.operative[0].text == "Urges all Member States to remain calm."
    assert house.records.paper("example", "chair", "note") == b"Hello"
    assert house.records.undo("example", "france", "d1").act.text == "Urges calm."


def test_the_documented_example_comes_back_as_it_is_documented(house: Any, example: str) -> None:
    restore(house.records, example, "spring", "example")
    again = json.loads(backup(house.records, "example"))
    said = json.loads(example)
    assert list(again) == list(said)
    for one, other in zip(again["entries"], said["entries"], strict=True):
        assert {k: one[k] for k in ("revision", "at", "seat")} == {k: other[k] for k in ("revision", "at", "seat")}
        assert set(other["act"]) <= set(one["act"])
    assert again["papers"] == said["papers"]


def test_every_field_is_documented(page: str) -> None:
    for value in (Backup, _Line):
        for field in value.model_fields:
            assert f"\n| `{field}` |" in page, field
    for kind, act in KINDS.items():
        row = re.search(rf"^\| `{re.escape(kind)}` \|.*$", page, re.MULTILINE)
        assert row is not None, kind
        for field, about in act.model_fields.items():
            if field not in ("kind", "draft", "undoes"):
                assert f"`{field}`{'*' if about.is_required() else ''}" in row[0], f"{kind}: {field}"
                assert about.is_required() or f"`{field}`*" not in row[0], f"{kind}: {field}"
    values = page[page.index("## Values") :]
    for value in (Settings, Seat, Draft, Paragraph, Loose, Correction, Amendment, Board, Clock, Stance):
        for field, about in value.model_fields.items():
            assert f"`{field}`{'*' if about.is_required() else ''}" in values, f"{value.__name__}: {field}"


def test_a_committee_goes_to_another_machine_and_gets_codes_there(house: Any) -> None:
    house.draft()
    house.do("france", PaperAdded(id="kept", name="a.txt", size=3), paper=b"\0\xff!")
    house.do("france", PaperAdded(id="gone", name="b.txt", size=1), paper=b"b")
    house.do("france", PaperRemoved(id="gone"))
    house.access.issue("spring", "crisis", "chair", ["france"])
    text = backup(house.records, "crisis")
    assert "salt" not in text and "digest" not in text
    house.records.found_conference("elsewhere", "Elsewhere")
    room = restore(house.records, text, "elsewhere", "moved")
    assert room == house.room.model_copy(update={"committee": "moved", "conference": "elsewhere"})
    assert house.records.paper("moved", "france", "kept") == b"\0\xff!"
    assert house.access.coded("moved") == frozenset()
    code = house.access.issue("elsewhere", "moved", "chair", ["france"])[0].code
    assert house.access.who(house.access.enter(code)).committee == "moved"
    house.records.perform("moved", "france", PaperAdded(id="new", name="c.txt", size=1), paper=b"c")


def test_nothing_that_is_there_is_overwritten(house: Any) -> None:
    house.draft()
    before, text = house.room, backup(house.records, "crisis")
    with pytest.raises(Refused, match="already"):
        restore(house.records, text, "spring", "crisis")
    with pytest.raises(Refused):
        restore(house.records, text, "no-such-conference", "copy")
    assert house.room == before and house.another().room("crisis") == before


def entries(change: Callable[[list[dict[str, Any]]], Any]) -> Callable[[dict[str, Any]], Any]:
    return lambda content: change(content["entries"])


DAMAGES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "a later version": lambda c: c.update(penholder_backup=2),
    "a version that is none": lambda c: c.update(penholder_backup="1"),
    "no version": lambda c: c.pop("penholder_backup"),
    "no log": lambda c: c.update(entries=[]),
    "a log that is none": lambda c: c.update(entries="all of them"),
    "a gap": entries(lambda e: e.pop(3)),
    "twice the same": entries(lambda e: e.insert(3, e[3])),
    "out of order": entries(lambda e: e.reverse()),
    "no beginning": entries(lambda e: [e.pop(0), [x.update(revision=n) for n, x in enumerate(e, start=1)]]),
    "an unknown act": entries(lambda e: e[3]["act"].update(kind="draft.burnt")),
    "an act without its fields": entries(lambda e: e[4]["act"].pop("text")),
    "a draft that was never begun": entries(lambda e: e[4]["act"].update(draft="other")),
    "a time that goes back": entries(lambda e: e[5].update(at=1.0)),
    "a time beyond all times": entries(lambda e: e[5].update(at=1e300)),
    "no time": entries(lambda e: e[5].update(at=float("nan"))),
    "a revision that is none": entries(lambda e: e[0].update(revision=0)),
    "a paper that no entry knows": lambda c: c["papers"].update(other="SGVsbG8="),
    "a paper of another length": lambda c: c["papers"].update(note="SGVsbG8hISE="),
    "a paper that is no base 64": lambda c: c["papers"].update(note="***"),
    "a committee that is none": lambda c: c.update(committee="../etc"),
}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_damaged_is_refused_in_words_and_leaves_nothing_behind(house: Any, example: str, damage: Any) -> None:
    content = json.loads(example)
    damage(content)
    with pytest.raises(Refused) as caught:
        restore(house.records, json.dumps(content), "spring", "copy")
    assert str(caught.value).endswith(".") and "Traceback" not in str(caught.value)
    assert house.records.committees("spring") == ("crisis",)
    restore(house.records, example, "spring", "copy")


@pytest.mark.parametrize("text", ["", "null", "[]", "7", '"x"', "{", "[" * 100_000, "not json", "\ud800", '{"penholder": 1}'])
def test_what_is_no_backup_is_refused_in_words(text: str) -> None:
    with pytest.raises(Refused, match="no backup of Penholder"):
        read_backup(text)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("share", [10, 50, 90, 99])
def test_a_file_that_was_cut_off_is_refused_in_words(house: Any, example: str, share: int) -> None:
    with pytest.raises(Refused, match="cut off"):
        restore(house.records, example[: len(example.rstrip()) * share // 100], "spring", "copy")


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_fields_of_another_time_are_passed_over(house: Any, example: str) -> None:
    content = json.loads(example)
    content["colour"] = "blue"
    content["entries"][0]["colour"] = "blue"
    assert restore(house.records, json.dumps(content), "spring", "copy").revision == 6
