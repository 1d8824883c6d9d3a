"""The changes between two drafts: made on the one they give the other, and there are no more than it takes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from resolutions.changes import CHANGE, Added, Changed, FieldChanged, Moved, Removed, changes, made
from resolutions.model import Draft, Loose, Paragraph

IDS = [f"p{n}" for n in range(1, 9)]


@st.composite
def drafts(draw: st.DrawFn) -> Draft:
    ids = draw(st.lists(st.sampled_from(IDS), unique=True, max_size=8))
    split = draw(st.integers(0, len(ids)))
    made_of = [
        Paragraph(
            id=p,
            text=draw(st.sampled_from(["Notes", "Urges", "Decides", ""])),
            before=draw(st.sampled_from([(), (Loose(kind="heading", text="A"),)])),
        )
        for p in ids
    ]
    return Draft(
        preambular=tuple(made_of[:split]),
        operative=tuple(made_of[split:]),
        topic=draw(st.sampled_from(["", "Peace"])),
        sponsors=tuple(draw(st.sampled_from([[], ["france"], ["france", "china"]]))),
        closing=tuple(draw(st.sampled_from([[], ["End"]]))),
    )


@given(drafts(), drafts())
def test_made_on_the_one_they_give_the_other(before: Draft, after: Draft) -> None:
    assert made(before, changes(before, after)) == after


@given(drafts())
def test_nothing_is_to_be_done_where_nothing_differs(draft: Draft) -> None:
    assert changes(draft, draft) == ()


@given(drafts(), drafts())
def test_each_paragraph_is_changed_moved_added_or_removed_at_most_once(before: Draft, after: Draft) -> None:
    found = changes(before, after)
    told = [
        (type(c), c.content.id if isinstance(c, Added | Changed) else c.name if isinstance(c, FieldChanged) else c.paragraph)
        for c in found
    ]
    assert len(told) == len(set(told))
    assert {c.paragraph for c in found if isinstance(c, Removed)} == {p.id for p in before.paragraphs} - {p.id for p in after.paragraphs}
    assert {c.content.id for c in found if isinstance(c, Added)} == {p.id for p in after.paragraphs} - {p.id for p in before.paragraphs}


@given(drafts(), drafts())
def test_a_change_is_read_back_from_json(before: Draft, after: Draft) -> None:
    found = changes(before, after)
    assert tuple(CHANGE.validate_json(c.model_dump_json()) for c in found) == found


def operative(*ids: str) -> Draft:
    return Draft(operative=tuple(Paragraph(id=p, text=f"Urges {p};") for p in ids))


def test_a_paragraph_that_goes_to_the_top_is_one_move() -> None:
    found = changes(operative("p1", "p2", "p3", "p4"), operative("p4", "p1", "p2", "p3"))
    assert found == (Moved(paragraph="p4", part="operative", after=None),)


def test_a_word_is_one_change() -> None:
    before = operative("p1", "p2")
    after = before.with_changed("p2", text="Demands p2;")
    assert found_texts(before, after) == ["Demands p2;"]


def found_texts(before: Draft, after: Draft) -> list[str]:
    return [c.content.text for c in changes(before, after) if isinstance(c, Changed)]


def test_what_somebody_else_did_in_the_meantime_stays() -> None:
    seen = operative("p1", "p2", "p3")
    mine = seen.with_changed("p1", text="Demands p1;").with_added("operative", "Notes mine;", at=1)
    theirs = seen.with_changed("p3", text="Invites p3;").without("p2")
    both = made(theirs, changes(seen, mine))
    assert [p.text for p in both.operative] == ["Demands p1;", "Notes mine;", "Invites p3;"]


def test_what_was_to_follow_a_paragraph_that_went_comes_last() -> None:
    seen = operative("p1", "p2", "p3")
    mine = seen.with_added("operative", "Notes mine;", at=1)
    assert [p.text for p in made(seen.without("p1"), changes(seen, mine)).operative][-1] == "Notes mine;"


def test_a_paragraph_may_go_to_the_other_part() -> None:
    before = operative("p1", "p2")
    after = Draft(preambular=(before.operative[1],), operative=before.operative[:1])
    assert changes(before, after) == (Moved(paragraph="p2", part="preambular", after=None),)
