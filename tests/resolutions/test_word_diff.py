"""Differences by words: nothing is lost, and two changes are merged only where that is certain."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resolutions.word_diff import (
    _hunks,
    changed_share,
    changes,
    contested,
    longest_rising,
    merged,
    word_count,
    word_diff,
)

SENTENCES = st.lists(
    st.sampled_from(["Calls", "upon", "all", "States", "to", "act", "report", ",", ";", "the", "(a)", "\n", "  ", "drug-free", "State’s"]),
    max_size=25,
).map(" ".join)
TEXTS = st.one_of(st.text(max_size=60), SENTENCES)


def shown(old: str, new: str) -> str:
    """The difference with marks: [-removed-] and {+added+}."""
    marks = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return "".join(marks[piece.kind].format(piece.text) for piece in word_diff(old, new))


@given(TEXTS, TEXTS)
def test_the_pieces_give_back_both_texts(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(p.text for p in pieces if p.kind != "added") == old
    assert "".join(p.text for p in pieces if p.kind != "removed") == new
    assert all(p.text for p in pieces)
    assert all(a.kind != b.kind for a, b in zip(pieces, pieces[1:], strict=False))


@given(TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert {p.kind for p in word_diff(text, text)} <= {"same"}
    assert changes(text, text) == ()
    assert changed_share(text, text) == 0


@given(TEXTS, TEXTS)
def test_changes_are_where_they_say(old: str, new: str) -> None:
    at = 0
    for change in changes(old, new):
        assert change.start >= at
        assert old[change.start : change.end] == change.removed
        assert change.added in new
        assert change.removed or change.added
        at = change.end


@given(TEXTS, TEXTS)
def test_the_share_that_differs_is_a_share_and_the_same_both_ways(old: str, new: str) -> None:
    assert 0 <= changed_share(old, new) <= 1


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("Urges all States to act", "Demands all States to act", "[-Urges-]{+Demands+} all States to act"),
        ("Urges States to act;", "Urges States to act.", "Urges States to act[-;-]{+.+}"),
        ("to act;", "to act promptly;", "to act{+ promptly+};"),
        ("a\n(b) c", "a\n    (b) c", "a[-\n-]{+\n    +}(b) c"),
        ("", "New words", "{+New words+}"),
        ("one two", "", "[-one two-]"),
        ("resolution 2653 (2022)", "resolution 2699 (2023)", "resolution [-2653-]{+2699+} ([-2022-]{+2023+})"),
        ("the State’s own", "the State’s full own", "the State’s{+ full+} own"),
    ],
)
def test_differences_as_a_delegate_would_mark_them(old: str, new: str, expected: str) -> None:
    # The space before a word that was exchanged is marked with it on both sides.
    assert shown(old, new).replace("[- ", " [-").replace("-]{+ ", "-]{+") == expected.replace("{+ ", "{+ ")


def test_a_lone_small_word_between_two_changes_does_not_chop_them() -> None:
    old = "Calls upon Member States to share evidence of cartel finance in courts"
    new = "Calls upon Member States to train judges and prosecutors of border towns in courts"
    assert [c.removed for c in changes(old, new)] == ["share evidence of cartel finance"]


def test_three_changes_at_one_paragraph() -> None:
    base = "Calls upon all States to share evidence with the host State within thirty days"
    assert (
        merged(base, base.replace("all States", "Member States"), base.replace("thirty", "sixty"))
        == "Calls upon Member States to share evidence with the host State within sixty days"
    )


@pytest.mark.parametrize(
    ("base", "theirs", "mine"),
    [
        ("Urges States to act", "Demands States to act", "Encourages States to act"),
        ("Urges all States to act", "Demands all States to act", "Urges Member States to act"),  # side by side
        ("States, in particular", "Members, in particular", "States, especially in particular"),  # only a comma between
        ("States to act", "States to act now", "States to act soon"),  # two additions at one place
        ("Urges States to act soon", "Urges to", "Urges States not to act soon"),  # inside what goes
        ("Urges States to act", "Urges States to", "Urges States to act now"),
    ],
)
def test_changes_that_meet_are_not_merged(base: str, theirs: str, mine: str) -> None:
    assert merged(base, theirs, mine) is None
    assert merged(base, mine, theirs) is None
    assert contested(base, theirs, mine)


def test_what_both_did_counts_once() -> None:
    base = "Urges all States to share evidence with the host State"
    theirs = "Demands all States to share evidence with the host State"
    mine = "Demands all States to share evidence with the requesting State"
    assert merged(base, theirs, mine) == mine
    assert merged(base, theirs, theirs) == theirs


def test_a_new_sub_paragraph_and_a_changed_verb_go_together() -> None:
    base = "Calls upon States:\n(a) to cooperate;\n(b) to report;"
    theirs = base + "\n(c) to train;"
    mine = base.replace("Calls upon", "Urges")
    assert merged(base, theirs, mine) == "Urges States:\n(a) to cooperate;\n(b) to report;\n(c) to train;"


def test_contested_words_are_quoted() -> None:
    assert contested("Urges States to act", "Demands States to act", "Encourages States to act") == ("Urges",)
    assert contested("States to act", "States to act now", "States to act soon") == ("to act",)


@given(TEXTS, TEXTS, TEXTS)
def test_merging_does_not_ask_whose_change_it_is(base: str, theirs: str, mine: str) -> None:
    assert merged(base, theirs, mine) == merged(base, mine, theirs)


@given(TEXTS, TEXTS)
def test_merging_with_no_change_gives_the_other(base: str, mine: str) -> None:
    assert merged(base, base, mine) == mine
    assert merged(base, mine, base) == mine
    assert merged(base, mine, mine) == mine


WORDS = st.lists(st.integers(0, 10_000).map(lambda n: f"w{n}"), min_size=6, max_size=20, unique=True)


@given(WORDS, st.data())
def test_changes_of_words_apart_are_both_made(words: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(words) - 3))
    second = data.draw(st.integers(first + 2, len(words) - 1))
    one, other = data.draw(st.sampled_from(["X", "X Y", ""])), data.draw(st.sampled_from(["Z", "Z Q", ""]))

    def put(changed: dict[int, str]) -> str:
        return "".join(f" {changed.get(i, word)}" for i, word in enumerate(words) if changed.get(i, word))

    assert merged(put({}), put({first: one}), put({second: other})) == put({first: one, second: other})
    if second > first + 1:
        assert merged(put({}), put({first: "X"}), put({first + 1: "Z"})) is None


@given(TEXTS, TEXTS, TEXTS)
def test_a_merge_holds_what_either_put_in_and_not_what_either_took_out(base: str, theirs: str, mine: str) -> None:
    both = merged(base, theirs, mine)
    if both is not None and not set(_hunks(base, theirs)) & set(_hunks(base, mine)):
        expected = Counter(theirs)
        expected.update(Counter(mine))
        expected.subtract(Counter(base))
        assert Counter(both) == +expected


@given(st.lists(st.integers(), unique=True, max_size=12))
def test_a_rising_sequence_rises(numbers: list[int]) -> None:
    found = [numbers[i] for i in longest_rising(numbers)]
    assert found == sorted(found)
    assert len(found) >= (1 if numbers else 0)


def test_counting_leaves_marks_out() -> None:
    assert word_count("Urges, again, States;\n(a) to act.") == 6


def test_long_paragraphs_take_no_time_to_speak_of() -> None:
    one = " ".join(f"word{i % 97} the" for i in range(2000))
    other = " ".join(f"word{i % 89} of the" for i in range(2000))
    begin = time.perf_counter()
    word_diff(one, other)
    word_diff("a " * 4000 + "b", "b " + "a " * 4000)
    assert time.perf_counter() - begin < 3
