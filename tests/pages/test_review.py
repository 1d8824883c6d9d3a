"""Import review: what was understood of a draft is seen, and put right, before it takes the present one's place."""

from __future__ import annotations

import json
from typing import Any

import pytest

from positions.topic import load_topic
from resolutions.model import Draft, Loose, Paragraph
from resolutions.text import parse_texts
from resolutions.workfile import read_draft
from ui import review

PRESENT = Draft(operative=(Paragraph(id="p1", text="Urges one;"),))
SOURCE = "The Security Council,\n\nNoting the trade in drugs,\n\n1. Calls upon all States:\n\n(a) to act;\n\n2. Xylophones of the world;"
SEVERAL = (
    "Draft A/1\nThe Security Council,\n\nNoting the flow of drugs,\n\n1. Calls upon all States to act;\n2. Decides to remain seized.\n\n"
    "Draft B/2\nTopic: Arms\nThe Security Council,\n\nRecalling its resolution 2653 (2022),\n\n1. Urges reform;\n2. Decides to remain seized."
)
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


def under_review(app: Any) -> Draft:
    """The draft that would be taken."""
    data = json.loads(app.session_state["kept-review"])
    drafts = tuple(Draft.model_validate_json(text) for text in data["drafts"])
    steps = tuple(review.Step(*step) for step in data["steps"])
    return review.Pending(data["source"], drafts, (), (), True, data["chosen"], steps).draft


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


def test_thirty_corrections_are_taken_back_one_by_one(open_page: Any, is_sound: Any) -> None:
    text = "The Security Council,\n\n" + "\n\n".join(f"{n}. Xylophones number {n};" for n in range(1, 36))
    app = reviewed(open_page, text)
    for _ in range(32):
        press(app, "Leave out")
    is_sound(app)
    assert len(under_review(app).operative) == 3
    for count in range(4, 36):
        press(app, "Undo correction")
        assert len(under_review(app).operative) == count
    assert next(b for b in app.button if b.label == "Undo correction").disabled
    assert under_review(app) == read_draft(text, load_topic())


def test_a_line_left_out_is_listed_and_goes_back_to_its_place(open_page: Any, is_sound: Any, text_of: Any) -> None:
    app = press(reviewed(open_page, SOURCE), "Leave out")
    is_sound(app)
    assert "Left out of the text" in text_of(app)
    assert len(under_review(app).operative) == 1
    press(app, "Put back")
    assert under_review(app) == read_draft(SOURCE, load_topic())
    assert "Left out of the text" not in text_of(app)


def test_of_several_drafts_one_is_chosen_and_the_others_are_kept(open_page: Any, is_sound: Any) -> None:
    app = reviewed(open_page, SEVERAL)
    chooser = app.selectbox(key="review-draft")
    assert [" ".join(o.split()[-2:]) for o in chooser.options] == ["of drugs,", "2653 (2022),"]
    chooser.set_value(1).run()
    is_sound(app)
    press(app, "Take this draft")
    assert [p.text for p in kept(app).preambular] == ["Recalling its resolution 2653 (2022),"]
    assert not kept(app).annexes
    press(app, "Back to the other drafts of your file")
    is_sound(app)
    app.selectbox(key="review-draft").set_value(0).run()
    press(app, "Take this draft")
    assert [p.text for p in kept(app).preambular] == ["Noting the flow of drugs,"]


def test_corrections_of_one_draft_leave_the_others_alone(open_page: Any) -> None:
    app = press(reviewed(open_page, SEVERAL), "Leave out")
    assert not under_review(app).heading
    app.selectbox(key="review-draft").set_value(1).run()
    assert next(b for b in app.button if b.label == "Undo correction").disabled
    app.selectbox(key="review-draft").set_value(0).run()
    assert under_review(press(app, "Undo correction")).heading == ("Draft A/1",)


def test_what_only_the_source_shows_is_told_with_its_line(open_page: Any, text_of: Any) -> None:
    page = text_of(reviewed(open_page, "The Security Council,\n\nNoting drugs,\n\n1. Urges one;\n\n3. Urges two."))
    assert "What an editor would mark in the source" in page
    assert "Number 3 follows 1" in page


def test_what_was_run_together_is_doubted_and_parted_with_one_click() -> None:
    draft = Draft(operative=(Paragraph(id="p1", text="Requests a report;\n- Decides to remain seized.\nwritten by us", line=4),))
    assert "Another paragraph" in review.doubt(review.entries(draft)[0])
    once = review.changed(draft, 0, "split")
    assert texts(once) == [("operative", "Requests a report;"), ("operative", "Decides to remain seized.\nwritten by us")]
    twice = review.changed(once, 1, "split")
    assert [text for _, text in texts(twice)] == ["Requests a report;", "Decides to remain seized.", "written by us"]
    assert len({p.id for p in twice.paragraphs}) == 3
    plain = Draft(operative=(Paragraph(id="p1", text="Requests:\n(a) a report.\n(b) another;"),))
    assert not review.doubt(review.entries(plain)[0]) and "split" not in review.choices(review.entries(plain), 0)


def test_doubts_come_most_serious_first_and_link_to_their_lines() -> None:
    found = review.with_lines(review.entries(LOOSE), "A\nNoting one,\nA\nstray\nUrges two;\nthe end")
    order = review.doubtful(found)
    assert [found[i].text for i in order] == ["stray", "the end"]
    assert 'href="#line-6"' in review.doubt_shown(found[order[1]], "Line after the end")
    assert '<li id="line-4" class="marked"' in review.source_lines("a\nb\nc\nstray", {4: "why"})


def test_the_lines_of_other_drafts_are_blank_where_one_is_linted() -> None:
    drafts = parse_texts(SEVERAL)
    now = review.Pending(SEVERAL, drafts, (), (), True, chosen=1)
    lines = review.own_lines(now).split("\n")
    assert not any(lines[:6]) and lines[12] == "Recalling its resolution 2653 (2022),"


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
        (2, "join-after", [("preambular", "Noting one,"), ("heading", "A"), ("operative", "stray Urges two;"), ("closing", "the end")]),
        (2, "leave", [("preambular", "Noting one,"), ("heading", "A"), ("operative", "Urges two;"), ("closing", "the end")]),
        (9, "leave", texts(LOOSE)),
        (3, "preambular", [("preambular", "Noting one,"), ("heading", "A"), ("unplaced", "stray"), ("preambular", "Urges two;"), ("closing", "the end")]),
        (4, "operative", [*texts(LOOSE)[:4], ("operative", "the end")]),
    ],
)  # fmt: skip
def test_an_entry_is_understood_otherwise_and_nothing_is_lost(index: int, change: review.Change, wanted: list[tuple[str, str]]) -> None:
    new = review.changed(LOOSE, index, change)
    assert texts(new) == wanted
    ids = [p.id for p in new.paragraphs]
    assert len(set(ids)) == len(ids)
