"""Sub-paragraphs: levels by the succession of labels first, by indentation second."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolutions.tree import INDENT, canonical, find_label, label_for, letter, roman, tree


def levels(*lines: str) -> list[tuple[int, str | None]]:
    """The level and label of every part under a paragraph of these lines."""
    return [(part.level, part.label) for part in tree("\n".join(("Urges States:", *lines))).walk()]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["(a) x", "(b) x", "(c) x", "(d) x"], [1, 1, 1, 1]),
        (["c) x", "d) x"], [1, 1]),
        (["(a) x", "(i) x", "(ii) x", "(b) x"], [1, 2, 2, 1]),
        (["(g) x", "(h) x", "(i) x", "(j) x"], [1, 1, 1, 1]),
        (["(h) x", "(i) x", "(i) x", "(ii) x", "(j) x"], [1, 1, 2, 2, 1]),
        (["(i) x", "(ii) x", "(iii) x", "(iv) x", "(v) x"], [1, 1, 1, 1, 1]),
        (["(a) x", "(i) x", "a. x", "i. x", "ii. x", "b. x", "(ii) x", "(b) x"], [1, 2, 3, 4, 4, 3, 2, 1]),
        (["a. x", "b. x", "c. x"], [1, 1, 1]),
        (["(1) x", "(2) x", "(a) x", "(3) x"], [1, 1, 2, 1]),
        (["– x", "– x", "– x"], [1, 1, 1]),
        (["(a) x", "    – x", "    – x", "(b) x"], [1, 2, 2, 1]),
        (["- x", "  - x", "- x"], [1, 2, 1]),
        (["(a) x", "(c) x"], [1, 1]),
        (["(u) x", "(v) x", "(w) x", "(x) x", "(y) x"], [1, 1, 1, 1, 1]),
        (["(z) x", "(aa) x", "(bb) x"], [1, 1, 1]),
    ],
)
def test_levels(lines: list[str], expected: list[int]) -> None:
    assert [level for level, _ in levels(*lines)] == expected


def test_text_resumes_at_the_paragraph_or_under_a_sub_paragraph() -> None:
    assert levels("(a) x:", "    (i) y;", "    and so on;", "(b) z;", "and more") == [(1, "(a)"), (2, "(i)"), (1, None), (1, "(b)"), (0, None)]


def test_a_paragraph_may_begin_with_its_first_sub_paragraph() -> None:
    found = tree("(a) Expresses concern;\n(b) Calls for peace.")
    assert (found.text, [part.label for part in found.parts], [part.line for part in found.parts]) == ("", ["(a)", "(b)"], [0, 1])
    assert canonical("(a) Expresses concern;\n  (b) Calls for peace.") == "(a) Expresses concern;\n(b) Calls for peace."


@pytest.mark.parametrize("text", ["A. Smith reports", "- a dash", "(b) goes on", "Urges States"])
def test_other_first_lines_are_the_paragraph_s_own_words(text: str) -> None:
    assert (tree(text).text, tree(text).parts) == (text, ())


def test_parts_say_where_their_words_stand() -> None:
    text = "Urges:\n  (a) one;\n     (i) two."
    for part in tree(text).walk():
        assert text.split("\n")[part.line][part.column :] == part.text


@pytest.mark.parametrize(
    ("level", "ordinal", "label"), [(1, 3, "(c)"), (2, 4, "(iv)"), (3, 2, "b."), (4, 9, "ix."), (5, 1, "i."), (1, 27, "(aa)")]
)
def test_labels_of_each_level(level: int, ordinal: int, label: str) -> None:
    assert label_for(level, ordinal) == label


@given(st.integers(1, 99))
def test_a_roman_numeral_is_read_as_its_number(number: int) -> None:
    label = find_label(f"({roman(number)}) x")
    assert label is not None
    assert ("i(", number) in label.readings


@given(st.integers(1, 26))
def test_a_letter_is_read_as_its_place(number: int) -> None:
    label = find_label(f"{letter(number)}) x")
    assert label is not None
    assert ("a)", number) in label.readings


OUTLINES = st.lists(st.integers(1, 4), min_size=1, max_size=25)
EIGHT = [f"({name}) x" for name in "abcdefgh"]


def test_an_i_after_an_h_is_what_follows_it_and_its_indentation_say() -> None:
    assert levels(*EIGHT, "(i) x", "(j) x")[-2:] == [(1, "(i)"), (1, "(j)")]
    assert levels(*EIGHT, "(i) x")[-1] == (1, "(i)")
    assert levels(*EIGHT, "(i) x", "(ii) x")[-2:] == [(2, "(i)"), (2, "(ii)")]
    assert levels(*EIGHT, "    (i) x")[-1] == (2, "(i)")


@given(OUTLINES)
def test_a_well_labelled_outline_comes_back_with_or_without_indentation(wanted: list[int]) -> None:
    lines, counts, depth = [], [0] * 5, 0
    expected = []
    for level in wanted:
        depth = min(level, depth + 1)
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (4 - depth)
        expected.append(depth)
        lines.append(f"{INDENT * (depth - 1)}{label_for(depth, counts[depth])} x;")
    assert [level for level, _ in levels(*lines)] == expected
    # After eight letters, an unindented "(i)" is the ninth as well as a Roman one.
    if max(expected.count(level) for level in (1, 3)) < 8:
        assert [level for level, _ in levels(*(line.strip() for line in lines))] == expected


LINES = st.lists(
    st.builds(
        lambda indent, label, words: " " * indent + label + words,
        st.integers(0, 9),
        st.sampled_from(["", "(a) ", "(b) ", "(i) ", "(ii) ", "a. ", "i. ", "- ", "• ", "c) ", "(1) ", "(aa) "]),
        st.sampled_from(["x;", "and y", "z.", ""]),
    ),
    max_size=12,
)


@given(LINES)
def test_the_canonical_form_keeps_every_word_and_every_level(lines: list[str]) -> None:
    text = "\n".join(("Urges:", *lines))
    once = canonical(text)
    assert re.findall(r"\S+", once) == re.findall(r"\S+", text)
    assert [(part.level, part.label) for part in tree(once).walk()] == [(part.level, part.label) for part in tree(text).walk()]
    assert canonical(once) == once
