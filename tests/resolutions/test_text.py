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
from resolutions.model import Draft, Loose, Paragraph
from resolutions.text import clean, ended, parse_text, parse_texts, write_text
from resolutions.tree import tree
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
         ["Calls upon States:\n(a) to cooperate;\n(b) to report:\n    (i) yearly;\n    (ii) in full;", "Requests a report."]),
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
         ["Calls upon States to halve the number by 20. It is too high;", "Urges States to act."]),
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
    assert draft.organ == line.strip("*").replace("*:", ":")
    assert f"\n\n{draft.organ}\n\n" in write_text(draft)


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
    assert parts("we should all talk\nabout cartels") == ([], ["we should all talk about cartels"])
    assert parts("we should talk:\n- to all\n- soon\n\nand act") == ([], ["we should talk:\n- to all\n- soon", "and act"])


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
    ["*a " * 60_000, "*a \n" * 40_000, "Heading\n\n" * 15_000, "1. Urges:\n" + "(a) x;\n" * 20_000, "Annex\n" * 20_000,
     "The Security Council,\nRecalling x,\n1. Urges y.\n" * 3_000, "_" * 200_000, "." * 200_000, "Topic" + "-" * 200_000, "also " * 40_000, " " * 200_000, "Sponsors: " + "and " * 50_000,
     "The Security Council,\n" * 10_000, "# " * 60_000, "- " * 60_000, "(" * 100_000, "1." * 60_000, "a\n" * 50_000],
    ids=["stars", "starred-lines", "headings", "sub-paragraphs", "annexes", "drafts", "underscores", "dots", "dashes", "also", "spaces", "and", "organs", "hashes", "bullets", "brackets", "numbers", "lines"],
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
     "---", "```", "20. ", "I. ", "•", "\u202e", "\x00", "c) ", "(1) ", "a. ", "Annex I", "Arms embargo", "*", "2/7", "“and so”", "    (i) ",
     "Recalls ", "Echoing ", "a long line of words " * 12],
)  # fmt: skip
TEXTS = st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=300))


def letters(text: str) -> Counter[str]:
    """The words of a text, apart from what labels a draft and its parts."""
    words = re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text))
    return Counter(word for word in words if word.lower() not in LABELS)


def everything(draft: Draft) -> str:
    """All words that a draft holds, wherever it keeps them."""
    return "\n".join((draft.topic, draft.symbol, *draft.sponsors, *draft.signatories, *draft.heading, in_order(draft)))


def in_order(draft: Draft) -> str:
    """The words of a draft from its organ line on, in the order in which it holds them."""
    body = [words for p in draft.paragraphs for words in (*(loose.text for loose in p.before), p.text)]
    return "\n".join((draft.organ, *body, *draft.closing, *draft.annexes))


@given(TEXTS)
@example("The Security Council,\n\n1. Calls upon States\n\nThe Security Council,\n\nSponsors: France and Peru")
def test_reading_never_refuses_and_never_loses_a_word(text: str) -> None:
    draft = parse_text(text)
    lost = letters(clean(text).replace("\t", " ")) - letters(everything(draft))
    # Names of sponsors are told apart by "and", and one given twice is one sponsor.
    allowed = {"and", *re.findall(r"\w+", " ".join(draft.sponsors))}
    assert {word for word in lost if word not in allowed} == set(), draft


@given(TEXTS)
@example("The Security Council,\n\nRecalling x,\n\nArms embargo\n\n1. Urges y:\n(a) z;\nand more.\n\nSo said.\n\n2. Decides.\n\nAnnex I\n\nOf z")
def test_the_words_of_the_text_proper_keep_their_order(text: str) -> None:
    body = f"Security Council,\n\n{text}"
    draft = parse_text(body)
    words = re.findall(r"[^\W\d_]+", in_order(draft))
    position = 0
    for word in re.findall(r"[^\W\d_]+", clean(body).replace("\t", " ")):
        if word.lower() in LABELS:
            continue
        if word in words[position:]:
            position = words.index(word, position) + 1
        else:
            raise AssertionError((word, draft))


@given(TEXTS)
@example("The Security Council,\n\n1. Urges:\n(a) x:\n    (i) y;\n\n    and so on;\n\nand more.\n\nSo said.\n\n3. Decides.\n\nAnnex I\n\n  Of z")
@example("1. Urges:\n(a) x;\n\nand more:\n   - one\n   - two")
def test_canonical_text_is_read_and_written_again_to_the_character(text: str) -> None:
    canonical = write_text(parse_text(text))
    assert write_text(parse_text(canonical)) == canonical


@given(TEXTS)
def test_several_drafts_hold_every_word_too(text: str) -> None:
    drafts = parse_texts(text)
    together = Counter[str]()
    for draft in drafts:
        together += letters(everything(draft))
    allowed = {"and", *re.findall(r"\w+", " ".join(name for draft in drafts for name in draft.sponsors))}
    assert set(letters(clean(text).replace("\t", " ")) - together) <= allowed


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


# -- headings, annexes, what fits nowhere


def loose(draft: Draft) -> list[tuple[int, str, str]]:
    """What stands between paragraphs: the index of the paragraph that follows, its kind, its text."""
    return [(i, one.kind, one.text) for i, p in enumerate(draft.paragraphs) for one in p.before]


LONG = "the situation in the country and the work of the mission there, with its offices in the capital and in the regions, " * 2


@pytest.mark.parametrize("between", ["\n", "\n\n"], ids=["no-blank-lines", "blank-lines"])
def test_a_text_whose_lines_are_paragraphs(between: str) -> None:
    draft = parse_text(
        between.join(
            (
                "The Security Council,", f"Echoing {LONG}", f"Recalls {LONG},", f"Underlining {LONG}:", "the rule of law,", "Arms embargo",
                f"1. Urges {LONG};", "Mandate", "1a: Tasks", f"2. Decides {LONG}:", "(a) first;", "(b) second;", f"and requests {LONG};",
                "Reports:", "4. Decides to remain seized.",
            )
        )
    )  # fmt: skip
    assert [p.text[:9] for p in draft.preambular] == ["Echoing t", "Recalls t", "Underlini"]
    assert draft.preambular[2].text.endswith(":\nthe rule of law,")
    assert [p.text[:6] for p in draft.operative] == ["Urges ", "Decide", "Decide"]
    assert [(part.level, part.label) for part in tree(draft.operative[1].text).walk()] == [(1, "(a)"), (1, "(b)"), (0, None)]
    assert loose(draft) == [(3, "heading", "Arms embargo"), (4, "heading", "Mandate"), (4, "heading", "1a: Tasks"), (5, "heading", "Reports:")]


def test_openings_that_no_list_has_begin_paragraphs_where_the_layout_is_clear() -> None:
    text = "The Security Council,\nEchoing the call,\nMindful of peace,\nHeartened by\nthe talks,\nTasks the panel to act;\nCommissions a study.\n"
    assert parts(text) == (["Echoing the call,", "Mindful of peace,", "Heartened by the talks,"], ["Tasks the panel to act;", "Commissions a study."])


def test_an_operative_verb_in_the_preamble_of_a_numbered_draft_stays_there() -> None:
    text = f"{HEAD}Recalls its resolution,\n\nNoting the report,\n\n1. Urges States."
    assert parts(text) == (["Recalls its resolution,", "Noting the report,"], ["Urges States."])


@pytest.mark.parametrize(
    "heading", ["Arms embargo", "## Arms embargo", "**Arms embargo**", "ARMS EMBARGO", "Part 2: arms embargo", "Arms embargo:"]
)
def test_a_heading_between_paragraphs_stays_between_them(heading: str) -> None:
    draft = parse_text(f"{HEAD}Recalling x,\n\n1. Urges States;\n\n{heading}\n\n2. Urges others.")
    assert loose(draft) == [(2, "heading", heading.strip("#* "))]
    assert [p.text for p in draft.operative] == ["Urges States;", "Urges others."]
    assert f"\n\n{heading.strip('#* ')}\n\n2. " in write_text(draft)


@pytest.mark.parametrize("line", ["*", "2/7", "S/RES/2509 (2020)", "Page 3 of 7", "20-01786"])
def test_the_furniture_of_a_page_is_kept_where_it_stood(line: str) -> None:
    draft = parse_text(f"{HEAD}1. Urges States;\n\n{line}\n\n2. Urges others.")
    assert draft.operative[1].before == (Loose(kind="unplaced", text=line, line=5),)


def test_a_sentence_that_fits_nowhere_is_kept_before_the_paragraph_that_follows() -> None:
    draft = parse_text(f"{HEAD}1. Urges States.\n\nThis was hard to agree.\n\n2. Urges others.")
    assert loose(draft) == [(1, "unplaced", "This was hard to agree.")]
    assert write_text(draft).endswith("1. Urges States.\n\nThis was hard to agree.\n\n2. Urges others.\n")


def test_annexes_are_kept_as_they_stand() -> None:
    draft = parse_text(f"{HEAD}1. Urges States.\n\n**Annex I**\nList\n\n1. One\n  2. Two\n\nAnnex II: More\n\nThree")
    assert draft.annexes == ("Annex I\nList\n\n1. One\n  2. Two", "Annex II: More\n\nThree")
    assert len(draft.operative) == 1
    assert parse_text(write_text(draft)).annexes == draft.annexes


def test_an_annex_that_a_sentence_names_begins_nothing() -> None:
    assert parts(f"{HEAD}1. Takes note of the list in the\nAnnex to the report;\n2. Urges States.")[1] == [
        "Takes note of the list in the Annex to the report;",
        "Urges States.",
    ]


def test_the_wrong_organ_stays_to_be_seen() -> None:
    draft = parse_text("Committee: Security Council\n\nThe General Assembly,\n\nRecalling x,\n\n1. Urges States.")
    assert (draft.committee, draft.organ) == ("Security Council", "The General Assembly,")
    assert "\n\nThe General Assembly,\n\n" in write_text(draft)


SECOND = "Committee: General Assembly\nTopic: Guns\n\nThe General Assembly,\n\nNoting y,\n\n1. Calls for z;\n\n2. Decides."


def test_several_drafts_in_one_file() -> None:
    text = f"Topic: Cartels\n\n{HEAD}Recalling x,\n\n1. Urges States;\n\n2. Urges others.\n\nAnnex\n\nA list.\n\n{SECOND}"
    first, second = parse_texts(text)
    assert [(d.topic, d.committee, len(d.preambular), len(d.operative)) for d in (first, second)] == [
        ("Cartels", "Security Council", 1, 2),
        ("Guns", "General Assembly", 1, 2),
    ]
    assert first.annexes == ("Annex\n\nA list.",)
    alone = parse_text(text)
    assert alone.operative == first.operative
    assert alone.annexes == (*first.annexes, SECOND)
    assert parse_texts(write_text(alone))[1].operative[0].text == "Calls for z;"
    assert write_text(parse_text(write_text(alone))) == write_text(alone)


# -- sub-paragraphs


def levels(text: str) -> list[tuple[int, str | None, str]]:
    """The parts of the first operative paragraph, with their levels."""
    return [(part.level, part.label, part.text) for part in tree(parse_text(text).operative[0].text).walk()]


FOUR = [(1, "(a)", "one:"), (2, "(i)", "two:"), (3, "a.", "three:"), (4, "i.", "four;"), (4, "ii.", "five;"), (1, "(b)", "six;")]


@pytest.mark.parametrize("indent", ["", "  ", "\t"])
def test_four_levels_with_and_without_indentation(indent: str) -> None:
    lines = [f"{indent * level}{label} {words}" for level, label, words in FOUR]
    assert levels(HEAD + "1. Urges States:\n" + "\n".join(lines) + "\n2. Urges others.") == FOUR
    draft = parse_text(HEAD + "1. Urges States:\n" + "\n".join(lines) + "\n2. Urges others.")
    assert "1. Urges States:\n    (a) one:\n        (i) two:\n            a. three:\n                i. four;\n" in write_text(draft)


def test_sub_paragraphs_may_be_wrapped() -> None:
    text = "1. Urges States:\n   (a) to do\n   one thing,\n   and\n       another;\n   (b) to\nrest;\nand asks for more;\n2. Urges others."
    assert levels(HEAD + text) == [(1, "(a)", "to do one thing, and another;"), (1, "(b)", "to rest;"), (0, None, "and asks for more;")]


def test_letters_are_letters_and_not_roman_numerals() -> None:
    assert [label for _, label, _ in levels(f"{HEAD}1. Urges:\na) x;\nb) x;\nc) x;\nd) x;\n2. Urges.")] == ["a)", "b)", "c)", "d)"]
    assert [level for level, _, _ in levels(f"{HEAD}1. Urges:\n(g) x;\n(h) x;\n(i) x;\n(j) x;\n2. Urges.")] == [1, 1, 1, 1]


def test_a_paragraph_may_consist_of_sub_paragraphs_alone() -> None:
    for text in ("1.\n(a) Urges x;\n(b) Urges y;\n2. Urges.", "1. (a) Urges x;\n   (b) Urges y;\n2. Urges."):
        assert levels(HEAD + text) == [(1, "(a)", "Urges x;"), (1, "(b)", "Urges y;")]


def test_smart_quotes_stay_as_they_are() -> None:
    assert parts(f"{HEAD}1. Notes the “Plan” and its ‘aims’;\n2. Urges.")[1][0] == "Notes the “Plan” and its ‘aims’;"


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
