"""Drafts as text: whatever was pasted is read, in its order, and no word of it is lost."""

from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from positions.topic import Topic, load_topic
from resolutions.model import Draft, Paragraph
from resolutions.text import clean, ended, parse_text, write_text
from resolutions.workfile import official_names, read_draft

HEAD = "The Security Council,\n\n"


def parts(text: str) -> tuple[list[str], list[str]]:
    """The texts of the preambular and of the operative paragraphs."""
    draft = parse_text(text)
    return [p.text for p in draft.preambular], [p.text for p in draft.operative]


TWO = (["Recalling its resolution,", "Noting the report,"], ["Calls upon States to cooperate;", "Requests a report."])


@pytest.mark.parametrize(
    "text",
    [
        "The Security Council,\n\nRecalling its resolution,\n\nNoting the report,\n\n1. Calls upon States to cooperate;\n\n2. Requests a report.",
        "The Security Council,\nRecalling its resolution,\nNoting the report,\n1. Calls upon States to cooperate;\n2. Requests a report.",
        "The Security Council,\nRecalling its resolution,\nNoting the report,\nCalls upon States to cooperate;\nRequests a report.",
        "Recalling its resolution,\nNoting the report,\n\n1) Calls upon States to cooperate;\n2) Requests a report.",
        "PP1. Recalling its resolution,\nPP2. Noting the report,\nOP1. Calls upon States to cooperate;\nOP2. Requests a report.",
        "PP1: Recalling its resolution,\nPP2: Noting the report,\nOP1: Calls upon States to cooperate;\nOP2: Requests a report.",
        "PP 1 Recalling its resolution,\nPP 2 Noting the report,\nOP 1 Calls upon States to cooperate;\nop 2 Requests a report.",
        "1. Recalling its resolution,\n2. Noting the report,\n\n1. Calls upon States to cooperate;\n2. Requests a report.",
        "Recalling its resolution,\n\nNoting the report,\n\n(1) Calls upon States to cooperate;\n(2) Requests a report.",
        "Recalling its resolution,\n\nNoting the report,\n\n1 - Calls upon States to cooperate;\n2 - Requests a report.",
        "Recalling its resolution,\n\nNoting the report,\n\n1 Calls upon States to cooperate;\n2 Requests a report.",
        "Recalling its resolution,\n\nNoting the report,\n\nI. Calls upon States to cooperate;\nII. Requests a report.",
        "Recalling its resolution,\n\nNoting the report,\n\n1.Calls upon States to cooperate;\n2.Requests a report.",
        "- Recalling its resolution,\n- Noting the report,\n\n- Calls upon States to cooperate;\n- Requests a report.",
        "* *Recalling* its resolution,\n* _Noting_ the report,\n\n1. **Calls upon** States to cooperate;\n2. ***Requests*** a report.",
        "## The Security Council,\n\n> Recalling its resolution,\n\n> Noting the report,\n\n---\n\n1. Calls upon States to cooperate;\n\n2. Requests a report.",
        "```\nRecalling its resolution,\nNoting the report,\n1. Calls upon States to cooperate;\n2. Requests a report.\n```",
        "   The Security Council,\n   Recalling its resolution,\n   Noting the report,\n   1. Calls upon States to cooperate;\n   2. Requests a report.",
        "The Security Council,\n\nRecalling its\nresolution,\n\nNoting the\n   report,\n\n1. Calls upon States\n   to cooperate;\n\n2. Requests a\nreport.",
        "\ufeffThe Security Council,\r\n\r\nRecalling its resolution,\r\n\r\nNoting the report,\r\n\r\n1. Calls upon States to cooperate;\r\n2. Requests a report.\r\n",
        "The Security Council,\r\rRecalling its resolution,\rNoting the report,\r1. Calls upon States to cooperate;\r2. Requests a report.",
        "The Security Council,\u2028Recalling its resolution,\u2028Noting the report,\u20281. Calls upon States to cooperate;\u20292. Requests a report.",
        "The\u00a0Security\u00a0Council,\n\nRecalling its\u00a0resolution,\n\nNoting the report,\n\n1.\u00a0Calls upon States to cooperate;\n\n2.\tRequests a report.",
        "The Sec\x00urity Council,\n\nRecalling\x07 its resolution,\n\nNoting the report,\n\n1. Calls upon \x1bStates to cooperate;\n\n2. Requests a report.\x04",
    ],
    ids=[
        "canonical", "no-blank-lines", "no-numbers", "no-heading", "pp-op-dots", "pp-op-colons", "pp-op-bare", "numbered-preamble",
        "numbers-in-brackets", "numbers-and-dashes", "bare-numbers", "roman-numbers", "no-space-after-numbers", "bullets", "emphasis",
        "markdown", "fenced", "indented", "wrapped", "bom-and-crlf", "cr", "line-separators", "hard-spaces", "control-characters",
    ],
)  # fmt: skip
def test_the_forms_in_which_the_same_draft_may_come(text: str) -> None:
    assert parts(text) == TWO


@pytest.mark.parametrize(
    ("text", "operative"),
    [
        ("1. Calls upon States:\n(a) to cooperate;\n(b) to report:\n   (i) yearly;\n   (ii) in full;\n\n2. Requests a report.",
         ["Calls upon States:\n(a) to cooperate;\n(b) to report:\n(i) yearly;\n(ii) in full;", "Requests a report."]),
        ("1. Calls upon States:\n\n(a) to cooperate;\n\n(b) to report;\n\n2. Requests a report.",
         ["Calls upon States:\n(a) to cooperate;\n(b) to report;", "Requests a report."]),
        ("1. Calls upon States:\n   a. to cooperate;\n   b. to report;\n2. Requests a report.",
         ["Calls upon States:\na. to cooperate;\nb. to report;", "Requests a report."]),
        ("1. Calls upon States:\n- Requests for help be met;\n- reports be made;\n2. Requests a report.",
         ["Calls upon States:\n- Requests for help be met;\n- reports be made;", "Requests a report."]),
        ("1. Calls upon the Governments of Bolivia, Colombia,\nEcuador and Peru to work with the Office in\nVienna;\n2. Requests the\nSecretary-General to report.",
         ["Calls upon the Governments of Bolivia, Colombia, Ecuador and Peru to work with the Office in Vienna;",
          "Requests the Secretary-General to report."]),
        ("1. Welcomes the answers to the\nRequests of States;\n2. Urges States to act.",
         ["Welcomes the answers to the Requests of States;", "Urges States to act."]),
        ("1. Calls upon States to halve the number by\n20. It is too high;\n2. Urges States to act.",
         ["Calls upon States to halve the number by\n20. It is too high;", "Urges States to act."]),
        ("1. Calls upon States to cooperate;\n\nThey should do so soon.\n\n2. Urges States to act.",
         ["Calls upon States to cooperate;\nThey should do so soon.", "Urges States to act."]),
        ("1. Calls upon States to cooperate;\n\n3. Urges States to act;\n\nDemands that they report.",
         ["Calls upon States to cooperate;", "Urges States to act;", "Demands that they report."]),
        ("Calls upon States to cooperate;\n\nUrges States to act.", ["Calls upon States to cooperate;", "Urges States to act."]),
        ("1. States should cooperate;\n2. They should also report.", ["States should cooperate;", "They should also report."]),
        ("1. Calls upon States 2.5 times;\n2. Urges States.", ["Calls upon States 2.5 times;", "Urges States."]),
        ("1. يدعو جميع الدول إلى التعاون؛\n\n2. يقرر أن يبقي المسألة قيد نظره.",
         ["يدعو جميع الدول إلى التعاون؛", "يقرر أن يبقي المسألة قيد نظره."]),
        ("1. Calls upon \u202eStates\u202c to support مكتب الأمم المتحدة in its work;",
         ["Calls upon States to support مكتب الأمم المتحدة in its work;"]),
        ("1. Notes file_name_with_underscores and 2 * 3 * 4;", ["Notes file_name_with_underscores and 2 * 3 * 4;"]),
    ],
    ids=[
        "sub-paragraphs", "sub-paragraphs-apart", "lettered", "bulleted", "names-at-line-starts", "verbs-at-line-starts",
        "a-number-at-a-line-start", "a-sentence-apart", "a-number-left-out", "no-number-at-all", "no-opening-at-all",
        "decimal-numbers", "arabic", "direction-marks", "no-emphasis",
    ],
)  # fmt: skip
def test_what_belongs_to_an_operative_paragraph(text: str, operative: list[str]) -> None:
    assert parts(HEAD + text) == ([], operative)


def test_lines_say_where_each_paragraph_began() -> None:
    draft = parse_text("Topic: Cartels\n\nThe Security Council,\n\nRecalling its\nresolution,\n\n1. Calls upon States;\n2. Urges States.")
    assert [p.line for p in draft.paragraphs] == [5, 8, 9]
    assert [p.id for p in draft.paragraphs] == ["p1", "p2", "p3"]


# -- the heading block


def test_a_heading_block_with_every_field(topic: Topic) -> None:
    draft = read_draft(
        "**Forum:** Security Council\n**Question of:** Cartels (and guns)\nDocument: S/2026/L.1\n"
        "Main Submitter: France\nCo-sponsors: the United Kingdom; Bolivia (Plurinational State of)\n"
        "Signatories: Colombia, Trinidad and Tobago and Panama\nDraft, first reading\n\nThe Security Council,\n\n1. Urges States.",
        topic,
    )
    assert (draft.committee, draft.topic, draft.symbol) == ("Security Council", "Cartels (and guns)", "S/2026/L.1")
    assert draft.sponsors == ("france", "united-kingdom", "bolivia")
    assert draft.signatories == ("colombia", "trinidad-and-tobago", "panama")
    assert draft.heading == ("Draft, first reading",)


@pytest.mark.parametrize(
    ("line", "sponsors"),
    [
        ("Sponsors: France and the United Kingdom", ("france", "united-kingdom")),
        ("Sponsors: France; Mexico; France", ("france", "mexico")),
        ("Sponsor - Colombia", ("colombia",)),
        ("Sponsors: France,\n  Mexico and\n  Brazil", ("france", "mexico", "brazil")),
        ("Sponsors:\nFrance, Brazil", ("france", "brazil")),
        ("Sponsor: France\nSponsor: Brazil", ("france", "brazil")),
        ("SPONSORS: FRANCE; brazil.", ("france", "brazil")),
        ("Sponsors: Atlantis, Bosnia and Herzegovina", ("Atlantis", "Bosnia and Herzegovina")),
        ("Sponsors: United States of America, Russian Federation", ("united-states", "russia")),
    ],
)
def test_sponsors_in_the_ways_people_write_them(topic: Topic, line: str, sponsors: tuple[str, ...]) -> None:
    assert read_draft(f"{line}\n\n{HEAD}1. Urges States.", topic).sponsors == sponsors


@pytest.mark.parametrize(
    ("line", "committee"),
    [
        ("The Security Council,", "Security Council"),
        ("THE SECURITY COUNCIL", "Security Council"),
        ("*The United Nations Security Council*:", "Security Council"),
        ("Security Council", "Security Council"),
        ("The General Assembly,", "General Assembly"),
        ("The Economic and Social Council,", "Economic and Social Council"),
    ],
)
def test_the_organ_begins_the_text_and_comes_back_when_written(line: str, committee: str) -> None:
    draft = parse_text(f"A heading\n\n{line}\n\nRecalling its resolution,\n\n1. Urges States.")
    assert (draft.committee, draft.heading) == (committee, ("A heading",))
    assert len(draft.paragraphs) == 2
    assert f"\nThe {committee},\n" in write_text(draft)


def test_an_organ_named_in_a_wrapped_sentence_begins_nothing() -> None:
    text = "Recalling the resolutions of the\nSecurity Council,\n\n1. Urges States to heed the\nGeneral Assembly."
    assert parts(text) == (["Recalling the resolutions of the Security Council,"], ["Urges States to heed the General Assembly."])


def test_a_field_given_twice_is_kept(topic: Topic) -> None:
    draft = read_draft(f"Topic: Cartels\nTitle: Peace\n\n{HEAD}1. Urges States.", topic)
    assert (draft.topic, draft.heading) == ("Cartels", ("Title: Peace",))


def test_what_follows_the_last_paragraph_is_kept_apart() -> None:
    draft = parse_text(f"{HEAD}1. Urges States;\n\n2. Decides to remain seized.\n\nAdopted on Monday.\nThe Chair")
    assert len(draft.operative) == 2
    assert draft.closing == ("Adopted on Monday.", "The Chair")
    assert parse_text(write_text(draft)).closing == draft.closing


def test_words_without_any_form_become_a_paragraph() -> None:
    assert parts("we should all talk\nabout cartels") == ([], ["we should all talk\nabout cartels"])


@pytest.mark.parametrize("text", ["", " ", "\n\n\n", "\ufeff", "\x00\x01", "---", "The Security Council,"])
def test_nothing_is_an_empty_draft(text: str) -> None:
    assert parse_text(text).is_empty


# -- size


def test_five_hundred_paragraphs_and_one_of_ten_thousand_characters() -> None:
    many = HEAD + "\n".join(f"{n}. Urges State {n} to act;" for n in range(1, 501))
    assert [p.text for p in parse_text(many).operative] == [f"Urges State {n} to act;" for n in range(1, 501)]
    long = "Urges " + "States and " * 1000 + "others"
    assert parts(HEAD + "1. " + long) == ([], [long])


@pytest.mark.parametrize(
    "text",
    ["*a " * 60_000, "_" * 200_000, "." * 200_000, "Topic" + "-" * 200_000, "also " * 40_000, " " * 200_000, "Sponsors: " + "and " * 50_000,
     "The Security Council,\n" * 10_000, "# " * 60_000, "- " * 60_000, "(" * 100_000, "1." * 60_000, "a\n" * 50_000],
    ids=["stars", "underscores", "dots", "dashes", "also", "spaces", "and", "organs", "hashes", "bullets", "brackets", "numbers", "lines"],
)  # fmt: skip
def test_noise_is_read_in_time_that_grows_with_its_length(text: str) -> None:
    started = time.process_time()
    parse_text(text)
    # Reading in squared time would take minutes.
    assert time.process_time() - started < 20


# -- never lose a word

LABELS = {"the", "security", "council", "sponsors", "topic", "op", "pp", "i"}
PIECES = st.sampled_from(
    ["The Security Council,", "The Security Council", "Recalling its resolution,", "Noting x", "Deeply concerned,", "1. ", "2) ", "(a) ",
     "(i) ", "- ", "* ", "**bold** ", "_it_ ", "# ", "> ", "OP1. ", "PP2: ", "Calls upon States", "Urges them;", "Decides.", "States",
     "and more", "Sponsors: France and Peru", "Topic: Cartels", "مجلس الأمن", "é", "ﬁn", "\n", "\n\n", "\r\n", "\t", "    ", " ", ";", ".", ",",
     "---", "```", "20. ", "I. ", "•", "\u202e", "\x00"],
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=300))


def letters(text: str) -> Counter[str]:
    """The words of a text, apart from what labels a draft and its parts."""
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text))
    return Counter(word for word in words if word.lower() not in LABELS)


def everything(draft: Draft) -> str:
    """All words that a draft holds, wherever it keeps them."""
    held = (draft.topic, draft.symbol, *draft.sponsors, *draft.signatories, *draft.heading, *[p.text for p in draft.paragraphs], *draft.closing)
    return "\n".join(held)


@given(TEXTS)
@example("The Security Council,\n\n1. Calls upon States\n\nThe Security Council,\n\nSponsors: France and Peru")
def test_reading_never_refuses_and_never_loses_a_word(text: str) -> None:
    draft = parse_text(text)
    lost = letters(clean(text).replace("\t", " ")) - letters(everything(draft))
    # Names of sponsors are told apart by "and", and one given twice is one sponsor.
    allowed = {"and", *re.findall(r"\w+", " ".join(draft.sponsors))}
    assert {word for word in lost if word not in allowed} == set(), draft


@given(TEXTS)
def test_paragraphs_have_ids_of_their_own_and_lines_in_order(text: str) -> None:
    draft = parse_text(text)
    ids = [p.id for p in draft.paragraphs]
    assert len(set(ids)) == len(ids)
    for part in (draft.preambular, draft.operative):
        lines = [p.line or 0 for p in part]
        assert lines == sorted(lines)


@given(TEXTS)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert "\r" not in once and "\x00" not in once


@given(TEXTS)
def test_what_was_read_can_be_written_and_read_again(text: str) -> None:
    draft = parse_text(text)
    again = parse_text(write_text(draft))
    assert letters(everything(draft)) - letters(everything(again)) == Counter()


def test_letters_of_every_script_stay() -> None:
    assert clean("e\u0301 ﷽ 한국 \U0001f54a \ue000") == "é ﷽ 한국 \U0001f54a \ue000"
    assert clean("a\u202eb\u2069c\ufeffd\x7fe\ufffe") == "abcde"
    assert clean("a\u200db\u200cc") == "a\u200db\u200cc", "joiners shape letters of some scripts"


# -- writing

SENTENCES = st.lists(st.sampled_from(["States", "to act", "in good faith", "(and soon)", "on drugs;", "no. 5", "Mexico", "é"]), min_size=1, max_size=8).map(" ".join)  # fmt: skip
PREAMBULAR = st.builds(lambda o, s: f"{o} {s}", st.sampled_from(["Recalling", "Deeply concerned by", "Bearing in mind", "Welcoming"]), SENTENCES)  # fmt: skip
OPERATIVE = st.builds(lambda o, s: f"{o} {s}", st.sampled_from(["Calls upon", "Decides that", "Strongly urges", "Also requests"]), SENTENCES)  # fmt: skip


@given(st.lists(PREAMBULAR, max_size=5), st.lists(st.one_of(OPERATIVE, SENTENCES), max_size=8))
def test_a_draft_written_and_read_again_keeps_its_paragraphs_and_their_order(preamble: list[str], operative: list[str]) -> None:
    draft = Draft(topic="Cartels (1)", symbol="S/1", sponsors=("france", "bolivia", "trinidad-and-tobago"), signatories=("peru",))
    for text in preamble:
        draft = draft.with_added("preambular", text)
    for text in operative:
        draft = draft.with_added("operative", text)
    topic = load_topic("drug-cartels")
    again = read_draft(write_text(draft, official_names(topic)), topic)

    def bare(paragraphs: tuple[Paragraph, ...]) -> list[str]:
        return [ended(p.text, "") for p in paragraphs]

    assert bare(again.preambular) == bare(draft.preambular)
    assert bare(again.operative) == bare(draft.operative)
    assert (again.topic, again.symbol, again.committee) == (draft.topic, draft.symbol, draft.committee)
    assert (again.sponsors, again.signatories) == (draft.sponsors, draft.signatories)
    assert write_text(again, official_names(topic)) == write_text(draft, official_names(topic))


def test_every_delegation_s_official_name_is_read_back(topic: Topic) -> None:
    names = official_names(topic)
    for delegation in topic.delegations:
        draft = Draft(sponsors=(delegation.id, "china"), operative=(Paragraph(id="p1", text="Urges States"),))
        again = read_draft(write_text(draft, names), topic)
        assert set(again.sponsors) == {delegation.id, "china"}, delegation.official


def test_every_library_clause_is_read_back_in_its_part(topic: Topic) -> None:
    for clause in topic.clauses:
        for rung in clause.ladder:
            draft = Draft().with_added(clause.part, rung.text)
            again = read_draft(write_text(draft), topic)
            assert [ended(p.text, "") for p in getattr(again, clause.part)] == [ended(rung.text, "")], clause.id


def test_the_canonical_text() -> None:
    draft = Draft(topic="Cartels", sponsors=("france", "peru"), heading=("First draft",), closing=("The end",))
    draft = draft.with_added("preambular", "Recalling its resolution").with_added("operative", "Urges States.").with_added("operative", "Decides to stay,")
    assert write_text(draft, {"france": "France", "peru": "Peru"}) == (
        "Committee: Security Council\nTopic: Cartels\nSponsors: France; Peru\nFirst draft\n\nThe Security Council,\n\n"
        "Recalling its resolution,\n\n1. Urges States;\n\n2. Decides to stay.\n\nThe end\n"
    )


def test_a_paragraph_that_stands_alone_bears_no_number() -> None:
    assert write_text(Draft().with_added("operative", "Urges States")).endswith("The Security Council,\n\nUrges States.\n")
    assert write_text(Draft().with_added("operative", "States should act")).endswith("\n\n1. States should act.\n")


@pytest.mark.parametrize(
    ("text", "mark", "expected"),
    [("a", ";", "a;"), ("a;", ".", "a."), ("a ,", ".", "a."), ("a. ", ",", "a,"), ("", ";", ""), ("  ", ";", ""), ("a?", ".", "a?.")],
)
def test_the_closing_mark_of_a_place(text: str, mark: str, expected: str) -> None:
    assert ended(text, mark) == expected
