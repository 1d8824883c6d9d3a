"""The record of a session on paper: what the minutes say, who was there, and who voted how."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from briefings.__main__ import main
from briefings.engine import Paper, pdf
from briefings.record import PARTS, TEMPLATE, printed_record, session_record
from committee.exported import Export, read_export
from committee.minutes import minutes

MEMBERS = ["china", "france", "peru", "russia", "united-kingdom", "united-states", *(f"m{n}" for n in range(9))]
AGAINST, ABSTAINING = "russia", "china"


def session(**changed: Any) -> dict[str, Any]:
    """A meeting with a vote of each kind: one by name that is vetoed, one by hands, one without a vote."""
    events: list[dict[str, Any]] = []

    def happens(kind: str, **fields: Any) -> None:
        events.append({"kind": kind, "at": 1_795_255_200 + 60 * len(events), **fields})

    happens("session.opened", committee="Security Council", procedure="security-council", members=MEMBERS, permanent=["china", "france", "russia", "united-kingdom", "united-states"])
    for one in MEMBERS:
        happens("roll.called", delegation=one, answer="absent" if one == "m8" else "present")
    happens("quorum.noted", present=14, needed=9)
    happens("remark", words="The House #read(\"/etc/passwd\") $x$ *was* told.")
    happens("draft.introduced", id="d", document="d1", symbol="S/2026/1", title="Precursors", sponsors=["peru"])
    happens("voting.opened")
    happens("vote.opened", id="v1", question="substantive", document="d1", method="roll-call", order=MEMBERS[:-1])
    for one in MEMBERS[:-1]:
        happens("vote.cast", delegation=one, choice={AGAINST: "against", ABSTAINING: "abstaining"}.get(one, "in favour"))
    happens("vote.closed")
    happens("result.recorded", vote="v1", document="d1", outcome="vetoed", in_favour=12, against=1, abstaining=1, not_participating=1, needed=9, vetoes=[AGAINST])
    happens("vote.opened", id="v2", question="procedural", words="Whether to go on", method="show-of-hands")
    happens("vote.closed")
    happens("result.recorded", vote="v2", outcome="adopted", in_favour=9, against=5, abstaining=0, not_participating=1, needed=9)
    happens("meeting.adjourned", final=True)
    return {"committee": "Security Council", "procedure": "security-council", "names": {f"m{n}": f"Member {n}" for n in range(9)}, "events": events, **changed}


def text_of(data: bytes) -> str:
    with pdfplumber.open(io.BytesIO(data)) as file:
        return "\n".join(page.extract_text() for page in file.pages)


EXPORT = read_export(session())


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_record_prints_as_an_accessible_archive_file(paper: Paper) -> None:
    made = session_record(EXPORT, paper=paper)
    data = pdf(TEMPLATE, made)
    assert b"pdfuaid" in data and b"pdfaid" in data
    assert data == pdf(TEMPLATE, made)
    assert "Simulation, not a United Nations document" in text_of(data)


def test_the_record_on_paper_says_what_the_minutes_say() -> None:
    words = "".join(text_of(pdf(TEMPLATE, session_record(EXPORT, ("record",)))).split()).replace("-", "")
    written = minutes(EXPORT.events, EXPORT.names)
    for paragraph in written.meetings[0].paragraphs:
        for said in (paragraph.text, *(f"{word}: {what}" for word, what in paragraph.rows)):
            assert "".join(said.split()).replace("-", "") in words


def test_each_members_vote_and_the_veto_are_on_record() -> None:
    by_name, by_hands = session_record(EXPORT, ("votes",))["votes"]
    assert by_name["title"] == "Draft resolution S/2026/1"
    assert by_name["outcome"] == "Not adopted: veto" and by_name["vetoes"] == ["Russian Federation"]
    assert len(by_name["cast"]) == 14
    assert [(one["vote"], one["veto"]) for one in by_name["cast"] if one["name"] in ("China", "Russian Federation")] == [("abstaining", False), ("against", True)]
    assert by_hands["cast"] == [] and by_hands["title"] == "Whether to go on"
    text = text_of(pdf(TEMPLATE, session_record(EXPORT, ("votes",))))
    assert "12 in favour, 1 against, 1 abstaining, 1 not participating; 9 needed; veto: Russian Federation." in " ".join(text.split())


def test_attendance_names_everybody() -> None:
    rows = session_record(EXPORT, ("attendance",))["attendance"]["rows"]
    assert len(rows) == len(MEMBERS)
    assert ["Member 8", "absent"] in rows and ["United States of America", "present"] in rows


def test_parts_can_be_chosen_and_unknown_ones_are_told() -> None:
    for part in PARTS:
        made = session_record(EXPORT, (part,))
        assert [bool(made["meetings"]), made["attendance"] is not None, made["votes"] is not None] == [part == one for one in PARTS]
    with pytest.raises(ValueError, match="there is no part 'nonsense'"):
        session_record(EXPORT, ("nonsense",))


def test_an_export_of_no_meeting_is_a_page_that_says_so_as_the_minutes_do() -> None:
    made = session_record(Export(events=()))
    assert [one["heading"] for one in made["meetings"]] == ["No meeting is on record"]
    assert made["attendance"] is None and made["votes"] is None
    assert printed_record(Export(events=())).startswith(b"%PDF")


@pytest.mark.parametrize("words", ['#read("/etc/passwd")', "$x$ *a* `b` {{ c }} <d> @e", "العربية (أ) 12", "x" * 10_000, "a\x00b\u202ec", " "])
def test_hostile_names_are_only_words(words: str) -> None:
    hostile = read_export(session(names={"peru": words, "russia": words}, committee=words[:500]))
    text = text_of(pdf(TEMPLATE, session_record(hostile)))
    assert "root:" not in text
    if words.isascii() and words.isprintable() and 1 < len(words) < 100:
        assert "".join(words.split()) in "".join(text.split())


# -- the command


def test_the_command_prints_a_session(tmp_path: Path) -> None:
    (tmp_path / "s.json").write_text(json.dumps(session()), encoding="utf-8")
    assert main(["record", str(tmp_path / "s.json"), "--paper", "letter", "-o", str(tmp_path / "r.pdf")]) == 0
    assert "Summary record of the 1st meeting" in text_of((tmp_path / "r.pdf").read_bytes())


@pytest.mark.parametrize(
    ("content", "more"),
    [
        (None, []), ("", []), ("nonsense", []), ("[" * 5_000, []), ("{}", []), ('{"events": 3}', []), ('{"events": [{"kind": "x"}]}', []),
        ('{"events": [], "procedure": "x"}', []), (json.dumps(session()), ["--only", "x"]),
    ],
    ids=range(9),
)  # fmt: skip
def test_a_fault_is_one_line(content: str | None, more: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "s.json"
    if content is not None:
        file.write_text(content, encoding="utf-8")
    assert main(["record", str(file), *more, "-o", str(tmp_path / "r.pdf")]) == 2
    assert re.fullmatch(r"briefings: .+\n", capsys.readouterr().err)
    assert not (tmp_path / "r.pdf").exists()
