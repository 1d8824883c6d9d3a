"""Briefing packs: every delegation's prints, says only what the topic holds, and is the same each time."""

from __future__ import annotations

import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pdfplumber
import pikepdf
import pytest
from docx.oxml.ns import qn

from briefings.__main__ import main
from briefings.binder import SECTIONS, Case, binder, find_delegation, of_variant
from briefings.blocks import with_quotes
from briefings.dais_pack import placards, sheets
from briefings.engine import Paper, pages, pdf
from briefings.pack_docx import pack_docx
from briefings.pictures import agreement_tree
from committee.procedure import load_procedure, procedure_ids
from positions.compare import blocs
from positions.council import read_councils
from positions.topic import load_topic
from resolutions.model import Draft
from resolutions.text import parse_text

TOPIC = load_topic()
COUNCIL = read_councils()[TOPIC.about.default_council]


def case(delegation: str = "china") -> Case:
    return Case(TOPIC, COUNCIL, TOPIC.delegation_by_id[delegation])


def text_of(value: object) -> str:
    if isinstance(value, dict):
        return " ".join(text_of(v) for v in value.values())
    return " ".join(text_of(v) for v in value) if isinstance(value, list | tuple) else str(value)


@pytest.mark.parametrize(("delegation", "paper"), [("united-states", "letter"), ("mexico", "letter"), ("china", "a4"), ("peru", "a4")])
def test_the_pack_of_a_documented_delegation_has_ten_to_twenty_pages(delegation: str, paper: Paper) -> None:
    assert 10 <= len(pages("pack.typ", binder(case(delegation), paper=paper))) <= 20


def long_draft(count: int = 40) -> Draft:
    """A draft of the clauses of the library: one that says much on every issue."""
    texts = {part: [c.ladder[c.default].text.rstrip(".,; ") for c in TOPIC.clauses if c.part == part] for part in ("preambular", "operative")}
    preamble = "\n\n".join(f"{text}," for text in texts["preambular"][: count // 2])
    decisions = "\n\n".join(f"{number}. {text};" for number, text in enumerate(texts["operative"][:count], start=1))
    return parse_text(f"The Security Council,\n\n{preamble}\n\n{decisions}\n")


@pytest.mark.parametrize(("delegation", "paper", "count"), [
    ("united-states", "letter", 25), ("united-states", "letter", 250), ("mexico", "letter", 40), ("colombia", "a4", 25),
])  # fmt: skip
def test_a_pack_with_the_forecast_of_a_long_draft_has_twenty_pages_at_most(delegation: str, paper: Paper, count: int) -> None:
    made = binder(case(delegation)._replace(draft=long_draft(count)), paper=paper)
    assert "Forecast of the current draft" in {s["title"] for s in made["sections"]}
    assert 10 <= len(pages("pack.typ", made)) <= 20


def test_of_which_the_same_is_said_stands_in_one_row() -> None:
    draft = parse_text("The Security Council,\n\n" + "\n\n".join(f"{n}. {words};" for n, words in enumerate(
        ["Decides that Member States may use force on the territory of another State against cartels"] * 3 + ["Decides to remain seized of the matter"]
        + ["Decides that Member States may use force on the territory of another State against cartels"], start=1)) + "\n")  # fmt: skip
    blocks = binder(case("china")._replace(draft=draft), sections=("forecast",))["sections"][0]["blocks"]
    votes, reactions = (b for b in blocks if b["k"] == "table")
    assert [row[0]["text"] for row in reactions["rows"]] == ["OP1–OP3, OP5"]
    members = [name for row in votes["rows"] for name in row[0]["text"].split(", ")]
    assert sorted(members) == sorted(TOPIC.delegation_by_id[m].name if m in TOPIC.delegation_by_id else m for m in COUNCIL.members)
    assert len({(row[1]["text"], row[2]["text"]) for row in votes["rows"]}) == len(votes["rows"])


def test_what_a_full_pack_leaves_out_is_told() -> None:
    words = text_of(binder(case("united-states")._replace(draft=long_draft(250)), sections=("timeline", "forecast")))
    assert f"The latest 24 of {len(TOPIC.timeline)} events." in words
    left_out = re.search(r"of the (\d+) paragraphs on which we have a view, (\d+) are left out", words)
    assert left_out and 0 < int(left_out[2]) < int(left_out[1])
    assert "The latest" not in text_of(binder(case("united-states"), sections=("timeline",)))


def elements(node: Any, page: Any = None) -> Iterator[tuple[Any, Any]]:
    """Every tagged element of a document, with the page it is on."""
    if isinstance(node, pikepdf.Array):
        for item in node:
            yield from elements(item, page)
    elif isinstance(node, pikepdf.Dictionary):
        page = node.get("/Pg", page)
        yield node, page
        yield from elements(node.get("/K", pikepdf.Array()), page)


def rows_by_page(data: bytes) -> list[list[int]]:
    """For each table that goes on over pages how many of its rows stand on each, without those of its head."""
    found = []
    with pikepdf.open(BytesIO(data)) as file:
        number = {page.obj.objgen: at for at, page in enumerate(file.pages)}
        for table, _ in elements(file.Root.StructTreeRoot.K):
            if table.get("/S") != "/Table":
                continue
            rows = [row for row, _ in elements(table.K) if row.get("/S") == "/TR" and all(cell.get("/S") != "/TH" for cell, _ in elements(row.K))]
            at = [{number[page.objgen] for _, page in elements(row) if page is not None} for row in rows]
            assert all(len(places) == 1 for places in at), "a row is broken"
            count = Counter(place for places in at for place in places)
            found += [list(count.values())] if len(count) > 1 else []
    return found


@pytest.mark.parametrize(("delegation", "variant", "paper", "count"), [
    ("mexico", "observer", "a4", 26), ("russia", "observer", "letter", 26), ("china", "delegate", "letter", 26), ("china", "chair", "a4", 26),
    ("russia", "delegate", "letter", 0),
])  # fmt: skip
def test_no_row_of_a_table_stands_alone(delegation: str, variant: str, paper: Paper, count: int) -> None:
    chosen = case(delegation)._replace(draft=long_draft(count) if count else None)
    broken = rows_by_page(pdf("pack.typ", binder(chosen, variant=variant, paper=paper)))
    assert broken and all(min(rows) > 1 for rows in broken), broken


@pytest.mark.parametrize(("delegation", "variant", "paper"), [("china", "delegate", "a4"), ("united-states", "delegate", "letter"), ("mexico", "chair", "a4")])
def test_no_two_footnotes_of_a_page_bear_one_number(delegation: str, variant: str, paper: Paper) -> None:
    note = re.compile(rf"^(\d{{1,3}}) ?(?:{'|'.join(re.escape(one.short) for one in TOPIC.sources)})", re.MULTILINE)
    with pdfplumber.open(BytesIO(pdf("pack.typ", binder(case(delegation), variant=variant, paper=paper)))) as file:
        found = [note.findall(page.extract_text()) for page in file.pages]
    assert sum(map(len, found)) > 20
    assert all(len(numbers) == len(set(numbers)) for numbers in found), found


def test_a_glossary_is_set_in_two_columns_that_end_level() -> None:
    made = binder(case(), sections=("glossary",))
    terms = {t.term.split()[0] for t in TOPIC.glossary}
    with pdfplumber.open(BytesIO(pdf("pack.typ", made))) as file:
        words = [w for w in file.pages[-1].extract_words() if w["top"] > 80]
    starts = Counter(round(w["x0"]) for w in words if w["text"].rstrip(".") in terms)
    left, right = sorted(place for place, _ in starts.most_common(2))
    assert right - left > 200
    ends = [max(w["bottom"] for w in words if w["bottom"] < 780 and (w["x0"] < right - 10) == first) for first in (True, False)]
    assert abs(ends[0] - ends[1]) < 30


@pytest.mark.parametrize(("typed", "printed"), [
    ('The President\'s "own" ruling', "The President’s “own” ruling"), ("the States' (\"so\") 'word'", "the States’ (“so”) ‘word’"), ("", ""),
])  # fmt: skip
def test_quotation_marks_are_those_of_print(typed: str, printed: str) -> None:
    assert with_quotes([{"text": typed, "n": 1}]) == [{"text": printed, "n": 1}]


def test_the_chairs_pack_is_of_no_side() -> None:
    draft = parse_text("The Security Council,\n\n1. Decides that Member States may use force on the territory of another State against cartels;\n")
    first, second = (binder(case(who)._replace(draft=draft), variant="chair") for who in ("china", "united-states"))
    assert first["sections"] == second["sections"]
    words = text_of(first)
    assert "Our reactions" not in words and "Who is for and against each paragraph" in words


def words_by_size(data: bytes) -> list[list[tuple[float, float, str]]]:
    """The words of each page with their place from the top and their size."""
    with pdfplumber.open(BytesIO(data)) as file:
        return [[(w["top"], w["size"], w["text"]) for w in page.extract_words(extra_attrs=["size"])] for page in file.pages]


@pytest.mark.parametrize(("delegation", "paper"), [("united-states", "letter"), ("china", "a4")])
def test_no_heading_is_alone_at_the_foot_of_a_page(delegation: str, paper: Paper) -> None:
    printed = [name for name in of_variant("delegate") if name not in ("paper", "notes")]
    made = binder(case(delegation), sections=printed, paper=paper)
    for number, page in enumerate(words_by_size(pdf("pack.typ", made))[2:], start=3):
        foot = max(top for top, _, _ in page) - 2
        for top, size, text in page:
            if size > 11:
                assert any(other > top + 4 and other < foot and 7.2 < smaller < 11 for other, smaller, _ in page), f"“{text}” on page {number}"


@pytest.mark.parametrize("rules", procedure_ids())
def test_the_rules_of_every_family_stand_on_two_pages(rules: str) -> None:
    own = load_procedure(rules)
    made = binder(case()._replace(rules=own), sections=("rules",), paper="letter")
    assert len(pages("pack.typ", made)) == 4  # with the cover and the contents
    words = text_of(made)
    assert with_quotes(own.name) in words
    assert all(with_quotes(name) in words for name in (*(one.name for one in own.motions), *(one.name for one in own.points)))
    assert all(source.title in words for source in own.sources)


def test_a_speech_is_as_long_as_it_says() -> None:
    blocks = binder(case("mexico"), sections=("speeches",))["sections"][0]["blocks"]
    tables = [b for b in blocks if b["k"] == "table"]
    ends = [t["rows"][-1][0]["text"] for t in tables]
    assert [end.split("–")[1] for end in ends] == ["300 s", "90 s", "60 s"]
    una = binder(case("mexico")._replace(rules=load_procedure("una-usa")), sections=("speeches",))["sections"][0]["blocks"]
    assert next(b for b in una if b["k"] == "table")["rows"][-1][0]["text"].endswith("–90 s")


def test_what_must_be_resisted_says_what_would_change_our_mind() -> None:
    blocks = binder(case(), sections=("clauses",))["sections"][0]["blocks"]
    resisted = blocks[-1]
    assert resisted["head"][-1] == "What would change our mind"
    assert all(row[-1]["text"] != "–" for row in resisted["rows"])
    assert any("Put in: “" in row[-1]["text"] for row in resisted["rows"])
    assert "weighed at" not in text_of(blocks)


def test_the_tree_joins_those_whom_the_blocs_join() -> None:
    known = [d for d in TOPIC.delegations if d.stances]
    tree = agreement_tree(TOPIC, known, "china")
    assert tree is not None
    assert all(join["x"] <= min(join["from"]) for join in tree["joins"])
    assert [leaf["name"] for leaf in tree["leaves"] if leaf["own"]] == ["China"]
    for bloc in blocs(TOPIC, known).blocs:
        names = {TOPIC.delegation_by_id[m].name for m in bloc.members}
        assert any({*first.split(", "), *second.split(", ")} == names for _, first, second in tree["rows"])


def test_pictures_have_words_for_whoever_does_not_see_them() -> None:
    binders = binder(case(), sections=("allies",))
    made = pdf("pack.typ", binders)
    with pikepdf.open(BytesIO(made)) as file:
        assert str(file.docinfo["/Title"]) == "Briefing pack: China"
        found = [str(o["/Alt"]) for o in file.objects if isinstance(o, pikepdf.Dictionary) and "/Alt" in o]
    tree = next(b for b in binders["sections"][0]["blocks"] if b["k"] == "tree")
    assert f"Tree of agreement of {len(tree['leaves'])} delegations" in tree["alt"]
    assert tree["alt"] in found


def test_a_pack_in_word_has_headings_footnotes_and_lines_that_repeat() -> None:
    made = binder(case("mexico"))
    data = pack_docx(made)
    assert data == pack_docx(made)
    file = docx.Document(BytesIO(data))
    assert [p.text for p in file.paragraphs if p.style is not None and p.style.name == "Heading 1"] == [s["title"] for s in made["sections"]]
    assert file.tables and all(table.rows[0]._tr.findall(f"{qn('w:trPr')}/{qn('w:tblHeader')}") for table in file.tables)
    with zipfile.ZipFile(BytesIO(data)) as parts:
        notes = parts.read("word/footnotes.xml").decode()
        text = parts.read("word/document.xml").decode()
    assert len(re.findall("<w:footnoteReference ", text)) == len(re.findall("<w:footnote ", notes)) - 2 > 40
    stance = case("mexico").delegation.stances[0]
    assert stance.paraphrase in "\n".join(p.text for p in file.paragraphs)


@pytest.mark.parametrize("variant", ["chair", "observer"])
def test_every_variant_is_written_in_word(variant: str) -> None:
    made = binder(case("austria"), variant=variant)
    assert len(docx.Document(BytesIO(pack_docx(made))).paragraphs) > 100


def test_every_delegation_has_a_binder() -> None:
    for delegation in TOPIC.delegations:
        assert binder(case(delegation.id))["sections"]


def test_a_silent_delegation_is_told_so_and_what_to_do() -> None:
    made = binder(case("austria"))
    words = text_of(made)
    assert "Not documented" in words and "What to do" in words
    assert "first draft" not in words
    assert pdf("pack.typ", made).startswith(b"%PDF")


def test_every_stance_has_its_source() -> None:
    made = binder(case(), sections=("stances",))
    stances = [b for b in made["sections"][0]["blocks"] if b["k"] == "stance"]
    assert len(stances) == sum(s.current for s in case().delegation.stances)
    assert all(b["src"] and b["note"] for b in stances)


def test_the_same_input_gives_the_same_bytes_as_an_accessible_archive_file() -> None:
    made = binder(case("peru"), sections=("glance", "stances", "allies"))
    first = pdf("pack.typ", made)
    assert first == pdf("pack.typ", made)
    assert b"pdfuaid" in first and b"pdfaid" in first


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("variant", ["chair", "observer"])
def test_the_variants_print_on_either_paper(variant: str, paper: str) -> None:
    assert pdf("pack.typ", binder(case(), variant=variant, paper=paper))  # type: ignore[arg-type]


def test_an_observer_gets_no_speech() -> None:
    assert "speeches" not in of_variant("observer")


def test_sections_can_be_chosen_and_unknown_ones_are_told() -> None:
    assert [s["title"] for s in binder(case(), sections=("rules", "glance"))["sections"]] == ["At a glance", "Rules of procedure"]
    with pytest.raises(ValueError, match="there is no section 'nonsense'"):
        binder(case(), sections=("nonsense",))


@pytest.mark.parametrize("name", ['#read("/etc/passwd")', "$x$ *a* _b_ `c` {{ d }}", "العربية", "x" * 10_000, "a\x00b\u202ec"])
def test_hostile_names_are_only_words(name: str) -> None:
    hostile = case("peru").delegation.model_copy(update={"name": name, "official": name})
    made = binder(case()._replace(delegation=hostile), sections=("glance", "paper"))
    assert pdf("pack.typ", made)
    assert docx.Document(BytesIO(pack_docx(made))).paragraphs


def test_only_permanent_members_have_a_box_for_a_veto() -> None:
    table = next(b for b in sheets(COUNCIL, TOPIC) if b["k"] == "table" and "Veto" in b["head"])
    assert sum(row[-1]["text"] == "☐" for row in table["rows"]) == 5


def test_each_member_has_a_placard() -> None:
    assert len(pages("placards.typ", placards(COUNCIL, TOPIC))) == 15


def test_a_delegation_is_found_by_its_name() -> None:
    assert find_delegation("  united KINGDOM ", TOPIC).id == "united-kingdom"


def test_the_command_writes_a_file_and_a_folder(tmp_path: Path) -> None:
    assert main(["pack", "--delegation", "China", "--sections", "glance", "-o", str(tmp_path / "c.pdf")]) == 0
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
    assert main(["pack", "--delegation", "China", "--procedure", "thimun", "--format", "docx", "-o", str(tmp_path / "c.docx")]) == 0
    assert any("THIMUN" in p.text for p in docx.Document(str(tmp_path / "c.docx")).paragraphs)
    assert main(["pack", "--all", "--sections", "glance", "-o", str(tmp_path / "all.zip")]) == 0
    with zipfile.ZipFile(tmp_path / "all.zip") as archive:
        assert "china.pdf" in archive.namelist()


@pytest.mark.parametrize(
    "arguments",
    [["--delegation", "atlantis"], [], ["--delegation", "china", "--council", "1"], ["--delegation", "china", "--sections", "x"], ["--delegation", "china", "--topic", "x"], ["--delegation", "china", "--procedure", "x"], ["--delegation", "china", "--rules", "nowhere.yaml"]],
)  # fmt: skip
def test_a_fault_is_one_line(arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pack", *arguments, "-o", str(tmp_path / "x.pdf")]) == 2
    assert re.fullmatch(r"briefings: .+\n", capsys.readouterr().err)


def test_the_guide_names_every_section() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "printing.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in guide for name in SECTIONS)


def test_a_council_may_be_given_as_its_members(tmp_path: Path) -> None:
    out = tmp_path / "china.pdf"
    assert main(["pack", "--delegation", "china", "--sections", "notes", "--council", "China, Mexico,peru", "-o", str(out)]) == 0
    with pdfplumber.open(out) as file:
        assert "China has a seat" in file.pages[0].extract_text()
    assert main(["pack", "--delegation", "france", "--sections", "notes", "--council", "china,peru", "-o", str(out)]) == 0
    with pdfplumber.open(out) as file:
        assert "France has no seat" in file.pages[0].extract_text()


@pytest.mark.parametrize("command", [["pack", "--delegation", "china"], ["sheets"]])
@pytest.mark.parametrize(
    ("council", "said"),
    [
        ("china,atlantis", "'atlantis' is no delegation of drug-cartels; there is china, france,"),
        ("china,Mexiko", "did you mean 'mexico'? There is china, france,"),
        ("china,peru,China", "given twice: china; each member has one seat"),
        ("1999", "there is no council '1999'; there is 2026, 2027, simulation, or give members by comma"),
        (",", "there is no council ','; there is 2026"),
    ],
)
def test_a_council_that_there_is_none_of_is_told_in_one_line(command: list[str], council: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--council", council, "-o", str(tmp_path / "x.pdf")]) == 2
    told = capsys.readouterr().err
    assert said in told and told.count("\n") == 1


def test_delegations_without_sources_are_told_of_where_a_name_is_unknown() -> None:
    with pytest.raises(ValueError, match="there is no delegation 'atlantis' in the topic 'drug-cartels'; there is china, .*, unasur, and any member of a council without sources$"):
        find_delegation("atlantis", TOPIC)
    assert not find_delegation("latvia", TOPIC).documented


def test_the_heads_of_many_columns_stay_whole_in_word() -> None:
    file = docx.Document(BytesIO(pack_docx(binder(Case(TOPIC, COUNCIL, TOPIC.delegations[0]), sections=("everyone",), variant="chair"))))
    for table in file.tables:
        heads = [run.font.size.pt for cell in table.rows[0].cells for run in cell.paragraphs[0].runs]
        assert heads and min(heads) >= 6 and len(set(heads)) == 1
        for cell in table.rows[0].cells if len(table.columns) > 6 else ():
            longest = max(len(word) for word in cell.text.split())
            assert longest * 0.6 * heads[0] * 0.0353 < cell.width.cm
