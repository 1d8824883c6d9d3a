"""Three documents as they were approved: their structure and text in `golden/*.json`, their pages in `golden/*.png`.

After a change that is meant, `python tests/briefings/test_golden.py` writes them anew; look at the pictures before you commit them.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import pikepdf
import pytest
from PIL import Image

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from briefings.amendment_file import carried
from briefings.binder import TEMPLATE as PACK
from briefings.binder import Case, binder
from briefings.dais_pack import TEMPLATE as SHEETS_TEMPLATE
from briefings.dais_pack import chair_sheets, room_of
from briefings.engine import pages, pdf
from briefings.marked import SHEET, amendment_sheet, marked_up, sheets_data
from briefings.resolution import TEMPLATE, document
from positions.council import read_councils
from positions.topic import load_topic
from resolutions.amendments import Amendment
from resolutions.model import Draft
from resolutions.numbering import fixed, labels
from resolutions.text import parse_text

GOLDEN = Path(__file__).parent / "golden"

PPI = 50
"""Dots an inch of the pictures: enough to see that something moved, and small to keep."""

MOST_DIFFERENT = 0.004
"""The share of dots that may differ by more than a quarter of the scale, as between two versions of the compiler."""

TEXT = """Committee: Security Council
Topic: Lights of the north
Symbol: MUN/S/2026/L.7
Sponsors: Mexico; Colombia
Signatories: France; Egypt

The Security Council,

Recalling its resolution 2653 (2022)[1],

Mindful of مصر and 中国, and of “Владимир” ☂,

Measures

1. Decides that States shall:
    (a) Keep a register;
    (b) Train keepers, among them:
        (i) Young people;
            a. Of the coast;
                i. Or of the islands;
        (ii) Women;

and report;

2. Strongly urges the guild to help;

3. Decides to remain seized of the matter.

[1] Of 21 October 2022.
"""


def _draft() -> Draft:
    return parse_text(TEXT)


def _amendments(draft: Draft) -> list[Amendment]:
    first, second, _ = draft.operative
    return [
        Amendment(id="a1", number=1, kind="replace", part="operative", paragraph=first.id, base=first.text, text=first.text.replace("Young people", "Persons under 25"), sponsors=("Mexico",)),
        Amendment(id="a2", number=2, kind="delete", part="operative", paragraph=second.id, base=second.text, reason="It helps already."),
        Amendment(id="a3", number=3, kind="add", part="operative", after=first.id, text="Invites the keepers to speak;"),
    ]  # fmt: skip


def _resolution() -> tuple[str, dict[str, Any]]:
    return TEMPLATE, document(_draft(), on=date(2026, 11, 21), lines=True, watermark=True).as_data()


def _marked() -> tuple[str, dict[str, Any]]:
    before = _draft()
    after, left_out = carried(before, _amendments(before))
    assert not left_out
    made = marked_up(before, after, labels=labels(after, fixed(before)), style="mun", house="una-usa", paper="letter")
    return TEMPLATE, made.as_data()


def _sheets() -> tuple[str, dict[str, Any]]:
    draft = _draft()
    return SHEET, sheets_data([amendment_sheet(draft, one, labels(draft, fixed(draft))) for one in _amendments(draft)])


DOCUMENTS: dict[str, Callable[[], tuple[str, dict[str, Any]]]] = {"resolution": _resolution, "marked": _marked, "amendments": _sheets}


# -- what is in a PDF


def tags(element: Any) -> str:
    """The tree of a document's tags, as `P(Em Span)`."""
    if isinstance(element, pikepdf.Array):
        return " ".join(found for item in element for found in [tags(item)] if found)
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        return ""
    inside = tags(element.get("/K", pikepdf.Array()))
    return str(element.S).lstrip("/") + (f"({inside})" if inside else "")


def elements(node: Any) -> Iterator[Any]:
    """Every tagged element of a document."""
    if isinstance(node, pikepdf.Array):
        for item in node:
            yield from elements(item)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K", pikepdf.Array()))


def fonts(file: pikepdf.Pdf) -> dict[str, bool]:
    """Each font by its name with the mark of a subset, and whether it is in the file."""
    found: dict[str, bool] = {}
    for page in file.pages:
        for _, font in page.get("/Resources", {}).get("/Font", {}).items():
            inner = font.DescendantFonts[0] if "/DescendantFonts" in font else font
            descriptor = inner.FontDescriptor
            found[str(font.BaseFont)] = any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


def described(data: bytes) -> dict[str, Any]:
    """What is to stay as it was approved: words, order, tags, bookmarks, fonts, standards."""
    with pikepdf.open(io.BytesIO(data)) as file, pdfplumber.open(io.BytesIO(data)) as words:
        about = file.open_metadata()
        with file.open_outline() as outline:
            bookmarks = [[item.title, [child.title for child in item.children]] for item in outline.root]
        return {
            "title": about["dc:title"],
            "language": str(file.Root.Lang),
            "standards": [about["pdfaid:part"] + about["pdfaid:conformance"], about["pdfuaid:part"]],
            "bookmarks": bookmarks,
            "fonts": sorted({name.rpartition("+")[2].removeprefix("/") for name in fonts(file)}),
            "tags": [tags(element) for element in file.Root.StructTreeRoot.K[0].K],
            "text": [page.extract_text().split("\n") for page in words.pages],
        }


# -- held against what was approved


@pytest.fixture(scope="module", params=DOCUMENTS)
def approved(request: pytest.FixtureRequest) -> tuple[str, str, dict[str, Any]]:
    """A document's name, its template and its value."""
    return (request.param, *DOCUMENTS[request.param]())


def test_structure_and_text_are_those_approved(approved: tuple[str, str, dict[str, Any]]) -> None:
    name, template, value = approved
    assert described(pdf(template, value)) == json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))


def test_pages_look_as_approved(approved: tuple[str, str, dict[str, Any]]) -> None:
    name, template, value = approved
    made = pages(template, value, "png", ppi=PPI)
    assert len(made) == len(list(GOLDEN.glob(f"{name}-*.png")))
    for number, page in enumerate(made, start=1):
        now, then = (np.asarray(Image.open(one).convert("L"), dtype=int) for one in (io.BytesIO(page), GOLDEN / f"{name}-{number}.png"))
        assert now.shape == then.shape
        different = float((abs(now - then) > 64).mean())
        assert different <= MOST_DIFFERENT, f"{name}, page {number}: {different:.1%} of the dots differ"


def test_a_page_that_changed_is_noticed() -> None:
    template, value = _resolution()
    now = np.asarray(Image.open(io.BytesIO(pages(template, {**value, "symbol": "MUN/S/2026/L.8", "topic": "Lights of the south"}, "png", ppi=PPI)[0])).convert("L"), dtype=int)
    then = np.asarray(Image.open(GOLDEN / "resolution-1.png").convert("L"), dtype=int)
    assert (abs(now - then) > 64).mean() > 0
    turned = np.roll(then, 6, axis=0)
    assert (abs(turned - then) > 64).mean() > MOST_DIFFERENT, "a shift by a line is seen"


def test_every_font_is_in_the_file_as_a_subset(approved: tuple[str, str, dict[str, Any]]) -> None:
    _, template, value = approved
    with pikepdf.open(io.BytesIO(pdf(template, value))) as file:
        found = fonts(file)
    assert len(found) >= 3 and all(found.values()) and all("+" in name for name in found)


def test_a_reader_that_listens_finds_its_way(approved: tuple[str, str, dict[str, Any]]) -> None:
    _, template, value = approved
    with pikepdf.open(io.BytesIO(pdf(template, value))) as file:
        root = file.Root
        assert root.MarkInfo.Marked and root.ViewerPreferences.DisplayDocTitle
        assert all(page.Tabs == "/S" for page in file.pages if "/Annots" in page)
        names = [str(element.S) for element in elements(root.StructTreeRoot.K)]
    assert names.count("/H1") == (3 if template == SHEET else 1)
    assert "/P" in names and (template == SHEET or {"/L", "/LI", "/Lbl", "/LBody"} <= set(names))


# -- the other documents, whose words change with their topic


def _pack(variant: str) -> tuple[str, dict[str, Any]]:
    topic = load_topic()
    council = read_councils()[topic.about.default_council]
    return PACK, binder(Case(topic, council, topic.delegation_by_id["china"], _draft()), variant=variant)


def _table() -> tuple[str, dict[str, Any]]:
    topic = load_topic()
    return SHEETS_TEMPLATE, chair_sheets(room_of(read_councils()[topic.about.default_council], topic))


OTHERS: dict[str, tuple[Callable[[], tuple[str, dict[str, Any]]], int, int]] = {
    "delegation pack": (lambda: _pack("delegate"), 10, 20),
    "observer's pack": (lambda: _pack("observer"), 8, 20),
    "chair's pack": (lambda: _pack("chair"), 10, 40),
    "sheets": (_table, 20, 60),
}
"""Each with the fewest and the most pages that it may have."""


@pytest.fixture(scope="module", params=OTHERS)
def other(request: pytest.FixtureRequest) -> Iterator[tuple[str, pikepdf.Pdf]]:
    make, _, _ = OTHERS[request.param]
    with pikepdf.open(io.BytesIO(pdf(*make()))) as file:
        yield request.param, file


def test_it_has_as_many_pages_as_it_may(other: tuple[str, pikepdf.Pdf]) -> None:
    name, file = other
    _, fewest, most = OTHERS[name]
    assert fewest <= len(file.pages) <= most


def test_it_is_archivable_and_accessible(other: tuple[str, pikepdf.Pdf]) -> None:
    _, file = other
    about = file.open_metadata()
    assert (about["pdfaid:part"], about["pdfaid:conformance"], about["pdfuaid:part"]) == ("2", "A", "1")
    assert about["dc:title"] and str(file.Root.Lang) == "en-GB" and file.Root.MarkInfo.Marked
    assert fonts(file) and all(fonts(file).values())


def test_what_is_drawn_is_told_in_words(other: tuple[str, pikepdf.Pdf]) -> None:
    name, file = other
    figures = [element for element in elements(file.Root.StructTreeRoot.K) if element.S == "/Figure"]
    assert all(len(str(figure.get("/Alt", ""))) > 20 for figure in figures)
    if name != "sheets":
        assert figures, "a forecast is drawn as a bar"


def test_tables_have_heads(other: tuple[str, pikepdf.Pdf]) -> None:
    _, file = other
    tables = [element for element in elements(file.Root.StructTreeRoot.K) if element.S == "/Table"]
    assert tables and all("/TH" in {str(inside.S) for inside in elements(table.K)} for table in tables)


def test_each_section_has_a_bookmark(other: tuple[str, pikepdf.Pdf]) -> None:
    name, file = other
    with file.open_outline() as outline:
        titles = [item.title for item in outline.root]
    wanted = {"sheets": "Attendance", "chair's pack": "Script cards"}.get(name, "At a glance")
    assert wanted in titles
    if name != "sheets":
        assert len(titles) == len(set(titles))


if __name__ == "__main__":
    for document_name, make in DOCUMENTS.items():
        used, content = make()
        (GOLDEN / f"{document_name}.json").write_text(json.dumps(described(pdf(used, content)), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        for old in GOLDEN.glob(f"{document_name}-*.png"):
            old.unlink()
        for at, image in enumerate(pages(used, content, "png", ppi=PPI), start=1):
            Image.open(io.BytesIO(image)).convert("L").save(GOLDEN / f"{document_name}-{at}.png", optimize=True)
