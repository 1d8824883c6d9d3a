"""Text made fit for paper: what goes, what stays, what is contained."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefings.clean_text import BREAK, LONGEST_WORD, for_paper, printable, runs


@pytest.mark.parametrize(
    ("given_text", "wanted"),
    [
        ("plain words", "plain words"),
        ("e\u0301tat", "état"),
        ("a\x00b\x07c", "abc"),
        ("abc\u202edef\u2066ghi", "abcdefghi"),
        ("half \ud83d of one", "half  of one"),
        ("soft\u00adhyphen and \ufeffmark", "softhyphen and mark"),
        ("private \ue123 \U000f1234", "private  "),
        ("one\u2028two", "one\ntwo"),
        ("tab\there", "tab here"),
        ("what was \ufffd lost", "what was ? lost"),
        ("☂\ufe0f 👩\u200d🔬", "☂ 👩🔬"),
        ("z" + "\u0301" * 9, "ź\u0301\u0301\u0301"),
        ("مصر", "\u2068مصر\u2069"),
        ("in مصر العربية (2024) and", "in \u2068مصر العربية\u2069 (2024) and"),
        ("می\u200cخواهم", "\u2068می\u200cخواهم\u2069"),
    ],
)
def test_what_stays(given_text: str, wanted: str) -> None:
    assert for_paper(given_text) == wanted


def test_a_word_beyond_any_line_gets_places_to_break() -> None:
    word = "a" * 10_000
    made = for_paper(word)
    assert made.replace(BREAK, "") == word
    assert max(map(len, made.split(BREAK))) < LONGEST_WORD
    assert for_paper("中" * 300) == "中" * 300


@given(st.text(max_size=200))
def test_any_text_becomes_printable_and_settles(text: str) -> None:
    made = for_paper(text)
    made.encode()
    assert not any(unicodedata.category(c) in ("Cs", "Co") or c in "\x00\u202e" for c in made)
    assert all(len(word) <= LONGEST_WORD + 60 for word in made.replace(BREAK, " ").split() if word.isascii())


def test_json_is_cleaned_all_through() -> None:
    assert printable({"a": ["x\x00", {"b": ("y\u202e", 1, None)}]}) == {"a": ["x", {"b": ["y", 1, None]}]}


def test_stretches_by_direction() -> None:
    assert runs("from مصر and") == ((False, "from "), (True, "مصر"), (False, " and"))
    assert "".join(words for _, words in runs("a مصر، b ١٢ עברית c")) == "a مصر، b ١٢ עברית c"
