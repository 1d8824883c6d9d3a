"""Paragraph numbers on paper stay those on screen."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from resolutions.model import Draft, Paragraph
from resolutions.numbering import SERIES, Numbers, extended, fixed, gone, labels, moved, next_label, renumbered, rows


def draft_of(*operative: str, preambular: tuple[str, ...] = ()) -> Draft:
    def made(ids: tuple[str, ...]) -> tuple[Paragraph, ...]:
        return tuple(Paragraph(id=i, text=f"Requests {i}") for i in ids)

    return Draft(operative=made(operative), preambular=made(preambular))


PAPER = fixed(draft_of("a", "b", "c", "d", "e"))


def shown(draft: Draft, numbers: Numbers = PAPER) -> list[str]:
    """The lines of a page: number, and what became of it."""
    return [f"{row.label}{'' if row.state == 'same' else ' ' + row.state}" for row in rows(draft, numbers)]


def test_unchanged_paragraphs_keep_their_numbers() -> None:
    assert labels(draft_of("a", "b", "c", "d", "e"), PAPER) == {"a": "1", "b": "2", "c": "3", "d": "4", "e": "5"}


def test_an_added_paragraph_is_bis_and_the_next_ter() -> None:
    assert list(labels(draft_of("a", "b", "c", "x", "y", "z", "d", "e"), PAPER).values()) == [
        "1", "2", "3", "3 bis", "3 ter", "3 quater", "4", "5",
    ]  # fmt: skip


def test_one_before_the_first_counts_from_nought() -> None:
    assert list(labels(draft_of("x", "y", "a"), PAPER).values()) == ["0 bis", "0 ter", "1"]


def test_beyond_the_latin_series_stand_plain_numbers() -> None:
    new = tuple(f"x{i}" for i in range(len(SERIES) + 3))
    found = list(labels(draft_of("a", *new), PAPER).values())
    assert found[1:4] == ["1 bis", "1 ter", "1 quater"]
    assert found[-4:] == ["1 novodecies", "1 (20)", "1 (21)", "1 (22)"]
    assert len(set(found)) == len(found)


def test_a_deleted_paragraph_leaves_its_number() -> None:
    draft = draft_of("a", "c", "d")
    assert labels(draft, PAPER) == {"a": "1", "c": "3", "d": "4"}
    assert [(row.paragraph, row.label) for row in gone(draft, PAPER)] == [("b", "2"), ("e", "5")]
    assert shown(draft) == ["1", "2 deleted", "3", "4", "5 deleted"]


def test_all_may_be_deleted() -> None:
    assert shown(draft_of()) == [f"{n} deleted" for n in range(1, 6)]
    assert shown(draft_of("x")) == ["0 bis added", *(f"{n} deleted" for n in range(1, 6))]


def test_a_moved_paragraph_keeps_its_number_and_is_marked() -> None:
    assert shown(draft_of("a", "e", "b", "c", "d")) == ["1", "5 moved", "2", "3", "4"]
    assert moved(draft_of("b", "c", "d", "e", "a"), PAPER) == {"a"}
    assert moved(draft_of("a", "c", "b", "d", "e"), PAPER) == {"c"}
    assert moved(draft_of("a", "c", "e"), PAPER) == frozenset()


def test_one_added_after_a_moved_paragraph_bears_its_number() -> None:
    assert shown(draft_of("a", "e", "x", "b", "c", "d")) == ["1", "5 moved", "5 bis added", "2", "3", "4"]


def test_what_was_added_stays_with_the_paragraph_it_follows_when_the_next_is_deleted() -> None:
    assert shown(draft_of("a", "b", "x", "d", "e")) == ["1", "2", "2 bis added", "3 deleted", "4", "5"]


def test_settled_labels_outlive_the_paragraph_before_them() -> None:
    numbers = extended(draft_of("a", "b", "c", "x", "d", "e"), PAPER)
    later = draft_of("a", "b", "x", "d", "e")
    assert labels(later, numbers)["x"] == "3 bis"
    assert shown(later, numbers) == ["1", "2", "3 deleted", "3 bis added", "4", "5"]


def test_a_settled_label_does_not_shift_when_another_comes_before_it() -> None:
    numbers = extended(draft_of("a", "x", "b", "c", "d", "e"), PAPER)
    assert labels(draft_of("a", "y", "x", "b", "c", "d", "e"), numbers) == {
        "a": "1", "y": "1 ter", "x": "1 bis", "b": "2", "c": "3", "d": "4", "e": "5",
    }  # fmt: skip


def test_a_label_is_not_given_twice_even_when_its_paragraph_is_gone() -> None:
    numbers = extended(draft_of("a", "x", "b"), PAPER)
    assert labels(draft_of("a", "y", "b"), numbers)["y"] == "1 ter"


def test_the_two_parts_are_counted_apart() -> None:
    numbers = fixed(draft_of("a", preambular=("k", "l")))
    draft = draft_of("a", "x", preambular=("k", "y", "l"))
    assert labels(draft, extended(draft, numbers)) == {"k": "1", "y": "1 bis", "l": "2", "a": "1", "x": "1 bis"}


def test_the_final_text_is_numbered_afresh() -> None:
    draft = draft_of("a", "e", "x", "c", preambular=("k",))
    assert renumbered(draft) == {"k": "1", "a": "1", "e": "2", "x": "3", "c": "4"}


def test_the_first_of_a_part_that_had_none_on_paper_is_number_one() -> None:
    nothing = Numbers(operative=("a",))
    draft = Draft(preambular=(Paragraph(id="x", text="Noting"), Paragraph(id="y", text="Recalling")), operative=(Paragraph(id="a", text="Urges"),))
    settled = extended(draft.without("y"), nothing)
    assert labels(draft.without("y"), settled) == {"x": "1", "a": "1"}
    assert labels(draft, settled) == {"x": "1", "y": "1 bis", "a": "1"}
    # What comes before it stands before the first.
    assert labels(draft.model_copy(update={"preambular": draft.preambular[::-1]}), settled) == {"y": "0 bis", "x": "1", "a": "1"}


def test_next_label_skips_what_is_taken() -> None:
    assert next_label("4", ()) == "4 bis"
    assert next_label("4 bis", {"4 bis"}) == "4 ter"
    assert next_label("4", {"4 bis", "4 quater"}) == "4 ter"


def test_numbers_survive_the_way_into_the_log_and_back() -> None:
    numbers = extended(draft_of("a", "x"), PAPER)
    assert Numbers.model_validate_json(numbers.model_dump_json()) == numbers


IDS = [*"abcde", *(f"x{i}" for i in range(8))]
DRAFTS = st.lists(st.sampled_from(IDS), unique=True).map(lambda ids: draft_of(*ids))


@given(st.lists(DRAFTS, min_size=1, max_size=6))
def test_however_the_text_changes_no_label_changes_or_is_given_twice(states: list[Draft]) -> None:
    numbers = PAPER
    ever: dict[str, str] = {}
    for draft in states:
        found = labels(draft, numbers)
        numbers = extended(draft, numbers)
        assert found == labels(draft, numbers)
        for paragraph, label in found.items():
            assert ever.setdefault(paragraph, label) == label
        assert len(set(ever.values())) == len(ever)
        assert list(found) == [p.id for p in draft.operative]


@given(DRAFTS)
def test_the_rows_are_the_draft_and_what_went(draft: Draft) -> None:
    found = rows(draft, PAPER)
    assert [row.paragraph for row in found if row.state != "deleted"] == [p.id for p in draft.operative]
    assert {row.paragraph for row in gone(draft, PAPER)} == set("abcde") - {p.id for p in draft.operative}
    stayed = [row.label for row in found if row.state in ("same", "deleted")]
    assert stayed == sorted(stayed, key=int)
