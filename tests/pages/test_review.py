"""Import review: what was understood of a draft is seen, and put right, before it takes the present one's place."""

from __future__ import annotations

from typing import Any

import pytest

from positions.topic import load_topic
from resolutions.model import Draft, Loose, Paragraph
from resolutions.workfile import read_draft
from ui import review

PRESENT = Draft(operative=(Paragraph(id="p1", text="Urges one;"),))
SOURCE = "The Security Council,\n\nNoting the trade in drugs,\n\n1. Calls upon all States:\n\n(a) to act;\n\n2. Xylophones of the world;"
LOOSE = Draft(
    preambular=(Paragraph(id="p1", text="Noting one,"),),
    operative=(
        Paragraph(id="p2", text="Urges two;", before=(Loose(kind="heading", text="A", line=3), Loose(kind="unplaced", text="stray", line=4))),
    ),
    closing=("the end",),
)


def press(app: Any, label: str) -> Any:
    """Click the first button of this label."""
    return next(b for b in app.button if b.label == label).click().run()


def reviewed(open_page: Any, text: str) -> Any:
    """The workbench with a pasted text under review."""
    app = open_page("workbench", PRESENT)
    app.text_area(key="pasted").set_value(text).run()
    return press(app, "Open pasted text")


def kept(app: Any) -> Draft:
    """The draft in the page's session."""
    return Draft.model_validate_json(app.session_state["kept-draft"])


def texts(draft: Draft) -> list[tuple[str, str]]:
    """The entries of a draft."""
    return [(e.kind, e.text) for e in review.entries(draft)]


def test_it_shows_the_source_and_what_was_understood(open_page: Any, is_sound: Any, text_of: Any) -> None:
    app = reviewed(open_page, SOURCE)
    is_sound(app)
    page = text_of(app)
    for words in ("Source", "What was understood", "Paragraph 2", "No known operative phrase opens it"):
        assert words in page
    assert kept(app) == PRESENT


def test_it_is_taken_over_and_undo_brings_the_present_one_back(open_page: Any, is_sound: Any) -> None:
    app = press(reviewed(open_page, SOURCE), "Take this draft")
    is_sound(app)
    assert kept(app) == read_draft(SOURCE, load_topic())
    assert kept(press(app, "Undo")) == PRESENT


def test_back_leaves_the_present_draft_and_the_pasted_text(open_page: Any, is_sound: Any) -> None:
    app = press(reviewed(open_page, SOURCE), "Back")
    is_sound(app)
    assert kept(app) == PRESENT
    assert app.text_area(key="pasted").value == SOURCE


def test_a_doubt_is_put_right_with_one_click(open_page: Any, is_sound: Any) -> None:
    app = press(reviewed(open_page, SOURCE), "Join with the paragraph before")
    is_sound(app)
    press(app, "Take this draft")
    assert len(kept(app).operative) == 1
    assert kept(app).operative[0].text.endswith("Xylophones of the world;")


def test_hostile_text_is_text(open_page: Any, is_sound: Any, text_of: Any, hostile: str) -> None:
    app = reviewed(open_page, f"Noting {hostile},\n\n1. Urges {hostile};\n\n2. {hostile}")
    is_sound(app)
    assert "<script>" in text_of(app)


@pytest.mark.parametrize(
    ("index", "change", "wanted"),
    [
        (2, "heading", [("preambular", "Noting one,"), ("heading", "A"), ("heading", "stray"), ("operative", "Urges two;"), ("closing", "the end")]),
        (2, "operative", [("preambular", "Noting one,"), ("heading", "A"), ("operative", "stray"), ("operative", "Urges two;"), ("closing", "the end")]),
        (2, "join", [("preambular", "Noting one, stray"), ("heading", "A"), ("operative", "Urges two;"), ("closing", "the end")]),
        (3, "preambular", [("preambular", "Noting one,"), ("heading", "A"), ("unplaced", "stray"), ("preambular", "Urges two;"), ("closing", "the end")]),
        (4, "operative", [*texts(LOOSE)[:4], ("operative", "the end")]),
    ],
)  # fmt: skip
def test_an_entry_is_understood_otherwise_and_nothing_is_lost(index: int, change: review.Change, wanted: list[tuple[str, str]]) -> None:
    new = review.changed(LOOSE, index, change)
    assert texts(new) == wanted
    ids = [p.id for p in new.paragraphs]
    assert len(set(ids)) == len(ids)
