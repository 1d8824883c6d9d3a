"""Every rule of a vote in a case of its own: a sentence, its source, and what the vote decides."""

from __future__ import annotations

import math
from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from committee.procedure import THE_COUNCIL_VOTES, Decision, Procedure, load_procedure, procedure_ids
from committee.voting import (
    VOTES,
    Ballot,
    BallotError,
    Result,
    RollCallVote,
    Vote,
    amendments_to_vote,
    as_json,
    consensus,
    divided,
    drafts_to_vote,
    member_key,
    member_name,
    needed,
    open_roll_call,
    read_ballot,
    roll_order,
    show_of_hands,
    tally,
)
from positions.council import permanent_members, read_councils

COUNCIL = load_procedure("security-council")
UNA = load_procedure("una-usa")
FIVE = permanent_members()
ELECTED = tuple(member for member in read_councils()["2026"].members if member not in FIVE)
MEMBERS = (*ELECTED, *FIVE)

YES, NO, ABSTAINS, OUT = VOTES


def votes_of(yes: int, no: int, abstaining: int, out: int = 0, **named: str) -> dict[str, Vote]:
    """So many votes of each kind in the Council, those of named members given by words and the rest by the others."""
    given = {name.replace("_", "-"): vote for name, vote in named.items()}
    numbers = {YES: yes, NO: no, ABSTAINS: abstaining, OUT: out}
    for vote in given.values():
        numbers[vote] -= 1  # type: ignore[index]
    assert min(numbers.values()) >= 0, "more votes named than there are"
    rest = [vote for vote, number in numbers.items() for _ in range(number)]
    # Elected members first, so that a vote nobody is named for is no permanent member's if it can be helped.
    others = [member for member in MEMBERS if member not in given]
    in_order = sorted(rest, key=lambda vote: vote != NO)
    votes: dict[str, Vote] = {**dict(zip(others, in_order, strict=False)), **given}  # type: ignore[dict-item]
    assert len(votes) == yes + no + abstaining + out
    return votes


class Case(NamedTuple):
    """A vote in the Council and what it decides."""

    sentence: str
    source: str
    votes: Mapping[str, Vote]
    outcome: str
    vetoes: tuple[str, ...] = ()
    question: str = "substantive"


RULE = [
    Case("nine votes adopt where nobody is against", "C27", votes_of(9, 0, 6), "adopted"),
    Case("eight votes are short of nine where nobody is against", "C27", votes_of(8, 0, 7), "short of nine"),
    Case("nine votes against six of elected members adopt", "C27", votes_of(9, 6, 0), "adopted"),
    Case("ten of fifteen are not needed, though simulations often ask for two thirds", "C27; GAV-VO", votes_of(9, 5, 1), "adopted"),
    Case("fifteen votes adopt", "C27", votes_of(15, 0, 0), "adopted"),
    Case("no vote in favour is short of nine", "C27", votes_of(0, 0, 15), "short of nine"),
    Case("fourteen votes and one permanent member against is a veto", "C27", votes_of(14, 1, 0, china="against"), "vetoed", ("china",)),
    Case("nine votes and one permanent member against is a veto", "C27", votes_of(9, 1, 5, russia="against"), "vetoed", ("russia",)),
    Case("an elected member against is no veto", "C27", votes_of(14, 1, 0, panama="against"), "adopted"),
    Case("with eight votes a permanent member's negative vote vetoes nothing", "SCP insufficient affirmative votes", votes_of(8, 1, 6, france="against"), "short of nine"),
    Case("with eight votes five permanent members against veto nothing", "SCP", votes_of(8, 5, 2, **{m.replace("-", "_"): "against" for m in FIVE}), "short of nine"),
    Case("two permanent members against are two vetoes", "C27", votes_of(11, 2, 2, china="against", russia="against"), "vetoed", ("china", "russia")),
    Case("ten votes and all five permanent members against is a veto of five", "C27", votes_of(10, 5, 0, **{m.replace("-", "_"): "against" for m in FIVE}), "vetoed", FIVE),
    Case("a permanent member's veto is told beside an elected member's vote against", "C27", votes_of(12, 2, 1, united_states="against", panama="against"), "vetoed", ("united-states",)),
    Case("a permanent member's abstention is no veto", "GAV-SC; Namibia opinion", votes_of(14, 0, 1, united_states="abstaining"), "adopted"),
    Case("all five permanent members may abstain and nine elected ones adopt", "GAV-SC", votes_of(9, 0, 6, **{m.replace("-", "_"): "abstaining" for m in FIVE}), "adopted"),
    Case("a permanent member that does not participate casts no veto", "SCP", votes_of(9, 0, 5, 1, china="not participating"), "adopted"),
    Case("five permanent members may not participate and ten elected ones adopt", "SCP", votes_of(10, 0, 0, 5, **{m.replace("-", "_"): "not participating" for m in FIVE}), "adopted"),
    Case("nine votes adopt though six members do not participate", "C27", votes_of(9, 0, 0, 6), "adopted"),
    Case("a majority of those who vote is not enough", "C27", votes_of(8, 0, 0, 7), "short of nine"),
    Case("nine members that are there and all in favour adopt; who is absent may be left out", "C27", votes_of(9, 0, 0), "adopted"),
    Case("an absent permanent member, left out, casts no veto", "Korea 1950, SCP", {m: YES for m in MEMBERS if m != "russia"}, "adopted"),
    Case("eight members that are there cannot adopt", "C27", votes_of(8, 0, 0), "short of nine"),
    Case("nine votes carry a matter of procedure", "C27", votes_of(9, 6, 0), "adopted", (), "procedural"),
    Case("eight votes do not carry a matter of procedure", "C27", votes_of(8, 0, 7), "short of nine", (), "procedural"),
    Case("a permanent member against does not stop a matter of procedure", "C27", votes_of(9, 1, 5, china="against"), "adopted", (), "procedural"),
    Case("five permanent members against do not stop a matter of procedure", "C27", votes_of(10, 5, 0, **{m.replace("-", "_"): "against" for m in FIVE}), "adopted", (), "procedural"),
    Case("members may abstain on procedure in the Council", "C27", votes_of(9, 0, 6), "adopted", (), "procedural"),
    Case("a motion to suspend needs nine votes", "ROP6 rule 33", votes_of(8, 7, 0), "short of nine", (), "suspend-meeting"),
    Case("a motion to suspend knows no veto", "ROP6 rule 33", votes_of(9, 1, 5, russia="against"), "adopted", (), "suspend-meeting"),
    Case("the agenda is adopted by nine votes, over two permanent members", "C27", votes_of(10, 2, 3, china="against", russia="against"), "adopted", (), "adopt-agenda"),
    Case("the President's ruling is overruled by nine votes", "ROP6 rule 30", votes_of(9, 6, 0, france="against"), "adopted", (), "overrule-ruling"),
    Case("the President's ruling stands with eight votes against it", "ROP6 rule 30", votes_of(8, 7, 0), "short of nine", (), "overrule-ruling"),
    Case("the preliminary question can itself be vetoed", "SCP chapter 6", votes_of(10, 1, 4, russia="against"), "vetoed", ("russia",), "preliminary"),
    Case("the preliminary question takes nine votes", "SCP chapter 6", votes_of(8, 1, 6, russia="against"), "short of nine", (), "preliminary"),
    Case("the preliminary question is decided by nine votes and no permanent member against", "SCP chapter 6", votes_of(9, 6, 0), "adopted", (), "preliminary"),
]  # fmt: skip

REAL = [
    Case("resolution 344 (1973): adopted by ten, four permanent members abstaining and one not participating", "public record, no document looked up", votes_of(10, 0, 4, 1, china=OUT, france=ABSTAINS, russia=ABSTAINS, united_kingdom=ABSTAINS, united_states=ABSTAINS), "adopted"),
    Case("resolution 1973 (2011): adopted by ten, China and Russia abstaining", "public record, no document looked up", votes_of(10, 0, 5, china=ABSTAINS, russia=ABSTAINS), "adopted"),
    Case("S/2011/612: nine in favour, China and Russia against", "public record, no document looked up", votes_of(9, 2, 4, china=NO, russia=NO), "vetoed", ("china", "russia")),
    Case("S/2014/916: eight in favour, the United States against: short of nine and no veto", "public record, no document looked up", votes_of(8, 2, 5, united_states=NO, united_kingdom=ABSTAINS), "short of nine"),
    Case("S/2022/155: eleven in favour, Russia against, China abstaining", "Security Council Report on S/2022/155", votes_of(11, 1, 3, russia=NO, china=ABSTAINS), "vetoed", ("russia",)),
    Case("resolution 2623 (2022), on an emergency session: procedural, so Russia's vote against stops nothing", "press release SC/14809", votes_of(11, 1, 3, russia=NO, china=ABSTAINS), "adopted", (), "procedural"),
    Case("the agenda of 15 September 2006: ten in favour, China and Russia among the four against", "public record, no document looked up", votes_of(10, 4, 1, china=NO, russia=NO), "adopted", (), "procedural"),
    Case("the agenda of 31 January 2022: ten in favour, China and Russia against", "reports of TASS and ANI of the day", votes_of(10, 2, 3, china=NO, russia=NO), "adopted", (), "adopt-agenda"),
    Case("S/2023/212: three in favour and twelve abstentions", "public record, no document looked up", votes_of(3, 0, 12, china=YES, russia=YES), "short of nine"),
    Case("S/2023/970: thirteen in favour, the United States against, the United Kingdom abstaining", "public record, no document looked up", votes_of(13, 1, 1, united_states=NO, united_kingdom=ABSTAINS), "vetoed", ("united-states",)),
    Case("resolution 2728 (2024): fourteen in favour, the United States abstaining", "public record, no document looked up", votes_of(14, 0, 1, united_states=ABSTAINS), "adopted"),
]  # fmt: skip


@pytest.mark.parametrize("case", RULE + REAL, ids=lambda case: f"{case.sentence} [{case.source}]")
def test_in_the_council(case: Case) -> None:
    result = tally(Ballot(question=case.question, votes=dict(case.votes)), COUNCIL)
    assert (result.outcome, set(result.vetoes)) == (case.outcome, set(case.vetoes))
    assert len(result.vetoes) == len(case.vetoes)
    cast = list(case.votes.values())
    assert (result.in_favour, result.against, result.abstaining, result.not_participating) == tuple(
        cast.count(vote) for vote in VOTES
    )
    assert result.needed == 9
    assert result.adopted == (case.outcome == "adopted")


class Elsewhere(NamedTuple):
    """A vote in another room: for, against, abstaining, not participating."""

    sentence: str
    source: str
    procedure: str
    question: str
    numbers: tuple[int, int, int, int]
    outcome: str
    needed: int


ELSEWHERE = [
    Elsewhere("more for than against carries", "GAV-VO", "una-usa", "substantive", (10, 8, 0, 0), "adopted", 10),
    Elsewhere("abstentions are left out of a simple majority", "GAV-VO 10-8-15", "una-usa", "substantive", (10, 8, 15, 0), "adopted", 10),
    Elsewhere("a tie fails", "GAV-VO", "una-usa", "substantive", (8, 8, 0, 0), "lost", 9),
    Elsewhere("a tie with abstentions fails", "GAV-VO", "una-usa", "substantive", (8, 8, 5, 0), "lost", 9),
    Elsewhere("one vote carries where all others abstain", "GAV-VO", "una-usa", "substantive", (1, 0, 20, 0), "adopted", 1),
    Elsewhere("nobody for and nobody against carries nothing", "GAV-VO", "una-usa", "substantive", (0, 0, 5, 0), "lost", 1),
    Elsewhere("who does not participate is left out", "GAV-VO", "una-usa", "substantive", (3, 2, 0, 20), "adopted", 3),
    Elsewhere("closure takes two thirds", "GAV-UNA; TIS", "una-usa", "close-debate", (10, 5, 0, 0), "adopted", 10),
    Elsewhere("closure fails one vote short of two thirds", "GAV-UNA; TIS", "una-usa", "close-debate", (9, 5, 0, 0), "lost", 10),
    Elsewhere("two thirds are rounded up", "GAV-UNA", "una-usa", "close-debate", (11, 5, 0, 0), "adopted", 11),
    Elsewhere("closure of debate by a bare majority fails", "GAV-UNA", "una-usa", "close-debate", (8, 7, 0, 0), "lost", 10),
    Elsewhere("a moderated caucus takes a simple majority", "GAV-UNA", "una-usa", "moderated-caucus", (8, 7, 0, 0), "adopted", 8),
    Elsewhere("a tie on a moderated caucus fails", "GAV-UNA", "una-usa", "moderated-caucus", (7, 7, 0, 0), "lost", 8),
    Elsewhere("tabling takes two thirds", "TIS", "una-usa", "adjourn-debate", (2, 1, 0, 0), "adopted", 2),
    Elsewhere("adjourning the meeting takes a simple majority", "GAV-UNA", "una-usa", "adjourn-meeting", (2, 1, 0, 0), "adopted", 2),
    Elsewhere("reconsideration takes two thirds", "WCI", "una-usa", "reconsider", (3, 2, 0, 0), "lost", 4),
    Elsewhere("the vote of a permanent member is a vote like any other", "GAV-VO", "una-usa", "substantive", (14, 1, 0, 0), "adopted", 8),
    Elsewhere("a resolution takes a simple majority", "GAV-THI", "thimun", "substantive", (21, 20, 9, 0), "adopted", 21),
    Elsewhere("a tie fails", "GAV-THI", "thimun", "substantive", (20, 20, 9, 0), "lost", 21),
    Elsewhere("moving to the vote takes a simple majority", "TIME", "thimun", "close-debate", (5, 4, 0, 0), "adopted", 5),
    Elsewhere("a vote takes a simple majority where it is asked for", "MYM", "un4mun", "substantive", (2, 1, 90, 0), "adopted", 2),
    Elsewhere("members may abstain on procedure as in the United Nations", "common practice", "un4mun", "procedural", (2, 1, 10, 0), "adopted", 2),
    Elsewhere("reconsideration takes two thirds", "common practice", "un4mun", "reconsider", (6, 3, 4, 0), "adopted", 6),
    Elsewhere("suspension takes a majority", "UAA no. 30", "nmun", "suspend-meeting", (12, 11, 0, 0), "adopted", 12),
    Elsewhere("closure takes two thirds", "UAA", "nmun", "close-debate", (15, 8, 0, 0), "lost", 16),
    Elsewhere("a draft takes a simple majority", "UAA no. 41; C18 paragraph 3", "nmun", "substantive", (12, 11, 3, 1), "adopted", 12),
]  # fmt: skip


def ballot_of(procedure: str, question: str, numbers: tuple[int, int, int, int], **more: object) -> Ballot:
    """So many votes of each kind by members without a name; where the number against is not 0, China is among them."""
    votes: dict[str, Vote] = {}
    for vote, number in zip(VOTES, numbers, strict=True):
        for _ in range(number):
            votes["china" if vote == NO and "china" not in votes else f"member {len(votes)}"] = vote
    return Ballot(procedure=procedure, question=question, votes=votes, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("case", ELSEWHERE, ids=lambda c: f"{c.procedure}: {c.sentence} [{c.source}]")
def test_elsewhere(case: Elsewhere) -> None:
    result = tally(ballot_of(case.procedure, case.question, case.numbers), load_procedure(case.procedure))
    assert (result.outcome, result.needed, result.vetoes) == (case.outcome, case.needed, ())


def test_a_majority_of_the_members_counts_those_who_abstain_or_stay_away() -> None:
    rules = load_procedure("una-usa", {"substantive.base": "members"})
    result = tally(ballot_of("una-usa", "substantive", (7, 0, 5, 3)), rules)
    assert (result.outcome, result.needed) == ("lost", 8)
    assert result.line.startswith("The draft resolution received 7 votes in favour, none against and 5 abstentions.")
    assert "the required majority of the members" in result.line
    assert tally(ballot_of("una-usa", "substantive", (8, 0, 4, 3)), rules).adopted


def test_members_that_no_vote_names_count_in_a_majority_of_the_members() -> None:
    rules = load_procedure("una-usa", {"substantive": {"base": "members", "threshold": "two-thirds"}})
    assert tally(ballot_of("una-usa", "substantive", (10, 0, 0, 0), members=16), rules).needed == 11
    assert tally(ballot_of("una-usa", "substantive", (10, 0, 0, 0), members=15), rules).adopted


def test_an_important_question_takes_two_thirds() -> None:
    rules = load_procedure("un4mun")
    assert tally(ballot_of("un4mun", "substantive", (6, 4, 5, 0)), rules).adopted
    result = tally(ballot_of("un4mun", "substantive", (6, 4, 5, 0), important=True), rules)
    assert (result.outcome, result.needed) == ("lost", 7)
    assert "the required two-thirds majority" in result.line


def test_in_the_council_and_on_procedure_nothing_is_an_important_question() -> None:
    assert tally(Ballot(votes=votes_of(9, 6, 0), important=True), COUNCIL).adopted
    assert tally(ballot_of("un4mun", "procedural", (6, 4, 0, 0), important=True), load_procedure("un4mun")).adopted


def test_a_council_under_another_familys_rules_keeps_the_arithmetic_of_the_charter() -> None:
    rules = load_procedure("una-usa", THE_COUNCIL_VOTES)
    assert tally(Ballot(votes=votes_of(14, 1, 0, china=NO)), rules).vetoes == ("china",)
    assert tally(Ballot(votes=votes_of(8, 1, 6, china=NO)), rules).outcome == "short of nine"
    assert tally(Ballot(question="close-debate", votes=votes_of(10, 5, 0, china=NO)), rules).adopted


@pytest.mark.parametrize(("members", "outcome"), [(5, "short of nine"), (8, "short of nine"), (9, "adopted"), (11, "adopted"), (25, "adopted")])  # fmt: skip
def test_nine_means_nine_in_a_council_of_another_size(members: int, outcome: str) -> None:
    result = tally(ballot_of("security-council", "substantive", (min(members, 9), 0, max(0, members - 9), 0)), COUNCIL)
    assert (result.outcome, result.needed) == (outcome, 9)
    assert ("Nine votes are needed whatever the number of members" in result.line) == (members not in range(9, 16))


def test_a_permanent_member_is_whoever_the_ballot_says() -> None:
    votes = votes_of(13, 2, 0, panama=NO, china=NO)
    assert tally(Ballot(votes=votes, permanent=("Panama",)), COUNCIL).vetoes == ("panama",)
    assert tally(Ballot(votes=votes, permanent=()), COUNCIL).adopted
    assert tally(Ballot(votes={**votes, "Narnia": NO}, permanent=("narnia",)), COUNCIL).vetoes == ("Narnia",)


@pytest.mark.parametrize("name", ["China", "CHINA", " china ", "china"])
def test_a_permanent_member_is_known_however_it_is_written(name: str) -> None:
    votes = {m: YES for m in MEMBERS if m != "china"}
    assert tally(Ballot(votes={**votes, name: NO}), COUNCIL).vetoes == ("china",)


def test_a_state_is_known_by_its_official_name() -> None:
    assert member_key("Russian  Federation") == member_key("russia") == "russia"
    assert member_key("United Kingdom of Great Britain and Northern Ireland") == "united-kingdom"
    assert member_key("Member of nowhere") == "member of nowhere"
    assert member_name("russia") == "Russian Federation"
    assert member_name("Member of nowhere") == "Member of nowhere"


# -- obligatory abstention, present and voting


def test_a_party_to_a_dispute_abstains_under_chapter_vi() -> None:
    """Charter, Article 27, paragraph 3; SCR-OA."""
    votes = votes_of(10, 1, 4, china=NO)
    result = tally(Ballot(votes=votes, chapter_vi=True, parties=("china",)), COUNCIL)
    assert (result.outcome, result.in_favour, result.against, result.abstaining) == ("adopted", 10, 0, 5)
    assert (result.obliged, result.vetoes) == (("china",), ())
    assert "Counted as abstaining, as a party to the dispute (Charter, Article 27, paragraph 3): China." in result.line


def test_the_obligation_is_on_all_fifteen_and_takes_a_vote_in_favour_too() -> None:
    """SCR-OA: it applies to all fifteen members."""
    result = tally(Ballot(votes=votes_of(9, 0, 6, panama=YES), chapter_vi=True, parties=("panama", "canada")), COUNCIL)
    assert (result.outcome, result.in_favour, result.abstaining) == ("short of nine", 8, 7)


def test_two_parties_are_named_in_the_line() -> None:
    result = tally(Ballot(votes=votes_of(13, 2, 0, china=NO, russia=NO), chapter_vi=True, parties=("china", "russia")), COUNCIL)
    assert result.line.endswith("as parties to the dispute (Charter, Article 27, paragraph 3): China and Russian Federation.")


def test_under_chapter_vii_a_party_votes_and_may_veto() -> None:
    """SCR-OA: never for Chapter VII."""
    assert tally(Ballot(votes=votes_of(10, 1, 4, china=NO), parties=("china",)), COUNCIL).vetoes == ("china",)


@pytest.mark.parametrize("question", ["procedural", "suspend-meeting", "preliminary"])
def test_on_procedure_a_party_votes(question: str) -> None:
    """SCR-OA: the first of four conditions is that the decision is not procedural."""
    ballot = Ballot(question=question, votes=votes_of(9, 0, 6, panama=YES), chapter_vi=True, parties=("panama",))
    assert tally(ballot, COUNCIL).adopted


def test_the_obligation_overrides_present_and_voting() -> None:
    """GAV-UNA and TIS against Article 27, paragraph 3: the Charter has it."""
    ballot = Ballot(votes=votes_of(9, 0, 6, colombia=ABSTAINS), roll={"colombia": "present and voting"})
    with pytest.raises(BallotError, match="'colombia' answered 'present and voting' and may not abstain on substance"):
        tally(ballot, COUNCIL)
    obliged = ballot.model_copy(update={"chapter_vi": True, "parties": ("Colombia",)})
    assert tally(obliged, COUNCIL).adopted
    assert tally(obliged, COUNCIL).obliged == (), "it abstained by itself"


def test_present_and_voting_binds_on_substance_only() -> None:
    ballot = Ballot(question="procedural", votes=votes_of(9, 0, 6, colombia=ABSTAINS), roll={"colombia": "present and voting"})
    assert tally(ballot, COUNCIL).adopted


def test_whoever_is_present_may_abstain() -> None:
    assert tally(Ballot(votes=votes_of(9, 0, 6), roll=dict.fromkeys(MEMBERS, "present")), COUNCIL).adopted


def test_whoever_is_absent_has_no_vote() -> None:
    votes = votes_of(9, 0, 5, 1, panama=OUT)
    assert tally(Ballot(votes=votes, roll={"panama": "absent"}), COUNCIL).adopted
    with pytest.raises(BallotError, match="'china' is absent by the roll and has a vote"):
        tally(Ballot(votes=votes, roll={"china": "absent"}), COUNCIL)


def test_a_party_that_does_not_participate_is_not_counted_as_abstaining() -> None:
    result = tally(Ballot(votes=votes_of(9, 0, 5, 1, china=OUT), chapter_vi=True, parties=("china",)), COUNCIL)
    assert (result.abstaining, result.not_participating, result.obliged) == (5, 1, ())


def test_rules_without_the_obligation_say_so() -> None:
    ballot = ballot_of("una-usa", "substantive", (3, 1, 0, 0), chapter_vi=True, parties=("china",))
    with pytest.raises(BallotError, match="una-usa knows no obligatory abstention"):
        tally(ballot, UNA)
    switched = load_procedure("una-usa", {"obligatory_abstention": True})
    assert tally(ballot, switched).against == 0


# -- what is refused


@pytest.mark.parametrize("procedure", ["una-usa", "thimun", "nmun"])
def test_nobody_abstains_on_procedure_where_the_rules_say_so(procedure: str) -> None:
    """GAV-THI, GAV-GL, MC."""
    rules = load_procedure(procedure)
    for question in ("procedural", "close-debate"):
        with pytest.raises(BallotError, match="nobody abstains on a matter of procedure"):
            tally(ballot_of(procedure, question, (2, 1, 1, 0)), rules)
    assert tally(ballot_of(procedure, "procedural", (2, 1, 0, 4)), rules).adopted


@pytest.mark.parametrize(
    ("procedure", "question", "told"),
    [
        ("security-council", "introduce-draft", "it takes effect when it is made"),
        ("security-council", "consultations", "the chair decides it"),
        ("security-council", "close-debate", "is put to no vote under security-council"),
        ("una-usa", "preliminary", "is put to no vote under una-usa"),
        ("una-usa", "close-debat", "did you mean 'close-debate'?"),
    ],
)
def test_a_question_that_is_put_to_no_vote_is_refused(procedure: str, question: str, told: str) -> None:
    with pytest.raises(BallotError) as refusal:
        tally(ballot_of(procedure, question, (2, 1, 0, 0)), load_procedure(procedure))
    assert told in str(refusal.value)


@pytest.mark.parametrize("twice", [("China", "china"), ("russia", "Russian Federation"), ("A b", "a  B")])
def test_one_member_with_two_votes_is_refused(twice: tuple[str, str]) -> None:
    with pytest.raises(BallotError, match="are one member"):
        tally(Ballot(votes=dict.fromkeys(twice, YES)), COUNCIL)
    with pytest.raises(BallotError, match="answers the roll twice"):
        tally(Ballot(votes={"x": YES}, roll=dict.fromkeys(twice, "present")), COUNCIL)


def test_a_member_without_a_name_is_refused() -> None:
    with pytest.raises(BallotError, match="a member has no name"):
        tally(Ballot(votes={" ": YES}), COUNCIL)


def test_a_ballot_and_a_result_do_not_change() -> None:
    ballot = Ballot(votes=votes_of(9, 0, 6))
    with pytest.raises(ValidationError):
        ballot.question = "procedural"  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Ballot(votes={"china": "pass"})  # type: ignore[dict-item]


# -- the line


@pytest.mark.parametrize(
    ("votes", "question", "line"),
    [
        (votes_of(9, 1, 5, china=NO), "substantive", "The draft resolution received 9 votes in favour, 1 against and 5 abstentions. It was not adopted, owing to the negative vote of a permanent member of the Council."),
        (votes_of(9, 2, 4, china=NO, russia=NO), "substantive", "The draft resolution received 9 votes in favour, 2 against and 4 abstentions. It was not adopted, owing to the negative votes of two permanent members of the Council."),
        (votes_of(15, 0, 0), "substantive", "The draft resolution received 15 votes in favour, none against and no abstentions. It was adopted unanimously."),
        (votes_of(14, 0, 1), "substantive", "The draft resolution received 14 votes in favour, none against and 1 abstention. It was adopted."),
        (votes_of(14, 0, 0), "substantive", "The draft resolution received 14 votes in favour, none against and no abstentions. It was adopted."),
        (votes_of(1, 0, 14), "substantive", "The draft resolution received 1 vote in favour, none against and 14 abstentions. It was not adopted, having failed to obtain the required number of votes."),
        (votes_of(0, 15, 0), "substantive", "The draft resolution received no votes in favour, 15 against and no abstentions. It was not adopted, having failed to obtain the required number of votes."),
        (votes_of(9, 0, 5, 1, china=OUT), "substantive", "The draft resolution received 9 votes in favour, none against and 5 abstentions. It was adopted. Not participating in the voting: China."),
        (votes_of(9, 0, 2, 4), "procedural", "The procedural proposal received 9 votes in favour, none against and 2 abstentions. It was adopted. 4 members did not participate in the voting."),
        (votes_of(9, 0, 6), "suspend-meeting", "The motion “Suspend the meeting” received 9 votes in favour, none against and 6 abstentions. It was carried."),
        (votes_of(15, 0, 0), "suspend-meeting", "The motion “Suspend the meeting” received 15 votes in favour, none against and no abstentions. It was carried."),
        (votes_of(9, 0, 3, 3, china=OUT, russia=OUT, panama=OUT), "substantive", "The draft resolution received 9 votes in favour, none against and 3 abstentions. It was adopted. Not participating in the voting: China, Russian Federation and Panama."),
        (votes_of(9, 1, 5, china=NO), "preliminary", "The proposal to regard the matter as procedural received 9 votes in favour, 1 against and 5 abstentions. It was not adopted, owing to the negative vote of a permanent member of the Council; the matter is one of substance."),
        (votes_of(9, 0, 6), "preliminary", "The proposal to regard the matter as procedural received 9 votes in favour, none against and 6 abstentions. It was adopted; the matter is procedural."),
    ],
)  # fmt: skip
def test_a_result_is_told_in_the_councils_own_words(votes: dict[str, Vote], question: str, line: str) -> None:
    assert tally(Ballot(question=question, votes=votes), COUNCIL).line == line


def test_a_tie_and_a_missed_majority_are_told_apart() -> None:
    tie = tally(ballot_of("una-usa", "substantive", (3, 3, 1, 0)), UNA)
    assert tie.tied
    assert tie.line.endswith("It was not adopted, the votes being equally divided.")
    lost = tally(ballot_of("una-usa", "substantive", (2, 3, 1, 0)), UNA)
    assert not lost.tied
    assert lost.line.endswith("It was not adopted, having failed to obtain the required majority.")
    assert tally(ballot_of("una-usa", "close-debate", (3, 3, 0, 0)), UNA).line.endswith("the required two-thirds majority.")


def test_the_line_names_the_subject_that_the_ballot_gives() -> None:
    assert tally(Ballot(votes=votes_of(9, 0, 6), subject="Amendment 1"), COUNCIL).line.startswith("Amendment 1 received 9")


def test_a_unanimous_vote_is_one_of_all_members() -> None:
    assert "unanimously" in tally(ballot_of("una-usa", "substantive", (4, 0, 0, 0)), UNA).line
    assert "unanimously" not in tally(ballot_of("una-usa", "substantive", (4, 0, 0, 0), members=5), UNA).line
    assert "unanimously" in tally(ballot_of("security-council", "substantive", (11, 0, 0, 0), members=11), COUNCIL).line


def test_the_answer_has_the_keys_of_the_contract_in_their_order() -> None:
    answer = as_json(tally(Ballot(votes=votes_of(9, 1, 5, china=NO)), COUNCIL))
    assert list(answer) == ["outcome", "in_favour", "against", "abstaining", "not_participating", "needed", "vetoes", "line"]
    assert answer["vetoes"] == ["china"]


# -- what holds of every vote

WORDS = st.sampled_from(VOTES)
COUNCILS = st.fixed_dictionaries(dict.fromkeys(MEMBERS, WORDS))
ORDER = {"short of nine": 0, "vetoed": 1, "adopted": 2}


def of_council(votes: Mapping[str, Vote], question: str = "substantive") -> Result:
    return tally(Ballot(question=question, votes=dict(votes)), COUNCIL)


@given(COUNCILS)
def test_the_rule_of_article_27_in_one_line(votes: dict[str, Vote]) -> None:
    yes = sum(vote == YES for vote in votes.values())
    against = {member for member in FIVE if votes[member] == NO}
    result = of_council(votes)
    assert result.adopted == (yes >= 9 and not against)
    assert set(result.vetoes) == (against if yes >= 9 else set())
    assert of_council(votes, "procedural").adopted == (yes >= 9)


@given(COUNCILS, st.sampled_from(MEMBERS))
def test_one_more_vote_in_favour_never_makes_a_result_worse(votes: dict[str, Vote], member: str) -> None:
    before, after = of_council(votes), of_council({**votes, member: YES})
    assert ORDER[after.outcome] >= ORDER[before.outcome]


@given(COUNCILS, st.sampled_from(MEMBERS))
def test_to_abstain_to_stay_out_and_to_be_absent_are_one_to_the_outcome(votes: dict[str, Vote], member: str) -> None:
    out = {m: vote for m, vote in votes.items() if m != member}
    results = [of_council({**votes, member: ABSTAINS}), of_council({**votes, member: OUT}), of_council(out)]
    assert len({(result.outcome, result.vetoes) for result in results}) == 1


@given(COUNCILS, st.sampled_from(ELECTED))
def test_an_elected_members_vote_against_does_no_more_than_its_abstention(votes: dict[str, Vote], member: str) -> None:
    assert of_council({**votes, member: NO}).outcome == of_council({**votes, member: ABSTAINS}).outcome


@given(COUNCILS, st.sampled_from(FIVE))
def test_one_permanent_member_against_and_nothing_is_adopted(votes: dict[str, Vote], member: str) -> None:
    assert not of_council({**votes, member: NO}).adopted


@given(COUNCILS, st.permutations(MEMBERS))
def test_the_order_of_the_votes_decides_nothing(votes: dict[str, Vote], order: list[str]) -> None:
    one, other = of_council(votes), of_council({member: votes[member] for member in order})
    assert (one.outcome, one.needed, set(one.vetoes)) == (other.outcome, other.needed, set(other.vetoes))


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 20))
def test_majorities_are_what_they_say(yes: int, no: int, abstaining: int) -> None:
    simple = Decision(threshold="simple", abstain=True, source="-")
    thirds = Decision(threshold="two-thirds", abstain=True, source="-")
    of_all = Decision(threshold="simple", base="members", abstain=True, source="-")
    members = yes + no + abstaining
    assert (yes >= needed(simple, yes, no, members)) == (yes > no)
    assert (yes >= needed(thirds, yes, no, members)) == (yes >= 2 * no and yes > 0)
    assert needed(thirds, yes, no, members) == max(1, math.ceil(2 * (yes + no) / 3))
    assert (yes >= needed(of_all, yes, no, members)) == (2 * yes > members)


# -- show of hands


def test_hands_are_counted_as_votes_are() -> None:
    by_hand = show_of_hands(9, 1, 5, 15, COUNCIL, permanent_against=["China"])
    assert by_hand == tally(Ballot(votes=votes_of(9, 1, 5, china=NO)), COUNCIL)


def test_more_hands_than_members_present_are_counted_again() -> None:
    with pytest.raises(BallotError, match="9 in favour, 1 against and 5 abstaining make 15, and 14 are present; count again"):
        show_of_hands(9, 1, 5, 14, COUNCIL)


def test_whoever_raised_no_hand_did_not_participate() -> None:
    result = show_of_hands(9, 0, 0, 14, COUNCIL)
    assert (result.outcome, result.not_participating) == ("adopted", 5)
    assert result.line.endswith("It was adopted. 5 members did not participate in the voting.")
    assert show_of_hands(9, 0, 0, 10, COUNCIL).line.endswith("1 member did not participate in the voting.")


def test_hands_need_the_names_of_permanent_members_against() -> None:
    assert show_of_hands(14, 1, 0, 15, COUNCIL).adopted
    assert show_of_hands(14, 1, 0, 15, COUNCIL, permanent_against=["russia"]).vetoes == ("russia",)
    with pytest.raises(BallotError, match="2 permanent members are named as against, and only 1 were"):
        show_of_hands(14, 1, 0, 15, COUNCIL, permanent_against=["russia", "china"])
    with pytest.raises(BallotError, match="named twice"):
        show_of_hands(10, 5, 0, 15, COUNCIL, permanent_against=["russia", "Russian Federation"])


def test_hands_of_those_who_may_not_abstain_are_counted_again() -> None:
    with pytest.raises(BallotError, match="2 abstain, and nobody abstains on a matter of procedure"):
        show_of_hands(5, 3, 2, 10, UNA, "procedural")


def test_hands_reckon_a_majority_of_the_members() -> None:
    rules = load_procedure("una-usa", {"substantive.base": "members"})
    assert show_of_hands(8, 0, 0, 8, rules, members=16).outcome == "lost"
    assert show_of_hands(8, 0, 0, 15, rules).adopted
    assert show_of_hands(8, 0, 0, 8, rules, members=8).line.endswith("It was adopted unanimously.")
    assert show_of_hands(8, 0, 0, 8, rules, members=9).line.endswith("It was adopted.")
    council = load_procedure("security-council")
    assert show_of_hands(11, 0, 0, 11, council, members=11).line.endswith("It was adopted unanimously.")
    assert show_of_hands(11, 0, 0, 11, council).line.endswith("It was adopted.")
    with pytest.raises(BallotError, match="15 are present in a room of 10 members"):
        show_of_hands(8, 0, 0, 15, rules, members=10)


@pytest.mark.parametrize("number", [-1, 1001])
def test_a_number_that_is_no_count_is_refused(number: int) -> None:
    with pytest.raises(BallotError, match="is no count"):
        show_of_hands(number, 0, 0, 15, COUNCIL)
    with pytest.raises(BallotError, match="present is no count"):
        show_of_hands(0, 0, 0, number, COUNCIL)


# -- roll call


def test_the_roll_is_called_in_english_alphabetical_order_of_official_names() -> None:
    order = roll_order(MEMBERS)
    assert order == read_councils()["2026"].members
    assert order[11] == "russia", "as the Russian Federation"


def test_the_roll_may_begin_with_a_letter_and_goes_round() -> None:
    assert roll_order(MEMBERS, "P")[:2] == ("pakistan", "panama")
    assert roll_order(MEMBERS, "p")[-1] == "liberia"
    assert roll_order("abc", "b") == ("b", "c", "a"), "a name that is the letter itself"
    assert roll_order(MEMBERS, "e")[0] == "france", "no name begins with E"
    assert roll_order(MEMBERS, "v")[0] == "bahrain", "no name comes after"
    assert sorted(roll_order(MEMBERS, "g")) == sorted(MEMBERS)


@pytest.mark.parametrize("letter", ["ab", "1", "-"])
def test_what_is_no_letter_begins_no_roll(letter: str) -> None:
    with pytest.raises(BallotError, match="is no letter"):
        roll_order(MEMBERS, letter)


def test_a_member_is_on_the_roll_once() -> None:
    for twice in (["china", "china"], ["france", "china", "China"]):
        with pytest.raises(BallotError, match="name it once"):
            roll_order(twice)


def called(procedure: Procedure, *answers: str, members: tuple[str, ...] = ("a", "b", "c"), **more: object) -> RollCallVote:
    """A roll call of three members after the answers given, each by whose turn it is."""
    roll = open_roll_call(members, procedure, **more)  # type: ignore[arg-type]
    for answer in answers:
        assert roll.turn is not None
        roll = roll.answer(roll.turn, answer)  # type: ignore[arg-type]
    return roll


def test_a_roll_call_asks_one_member_after_the_other() -> None:
    roll = called(UNA)
    assert (roll.turn, roll.round, roll.over) == ("a", 1, False)
    roll = roll.answer("A", YES).answer("b", NO)
    assert roll.votes() == {"a": YES, "b": NO}
    roll = roll.answer("c", ABSTAINS)
    assert (roll.turn, roll.over, roll.may_answer()) == (None, True, ())
    assert tally(Ballot(procedure="una-usa", votes=roll.votes()), UNA).outcome == "lost"


def test_whoever_passes_is_called_again_in_the_order_of_the_roll() -> None:
    """GAV-UNA, GAV-GL."""
    roll = called(UNA, "pass", YES, "pass")
    assert (roll.turn, roll.round, roll.passed, roll.over) == ("a", 2, ("a", "c"), False)
    assert roll.votes() == {"b": YES}
    roll = roll.answer("a", NO)
    assert roll.turn == "c"
    roll = roll.answer("c", YES)
    assert roll.over
    assert list(roll.votes().items()) == [("a", NO), ("b", YES), ("c", YES)]


@pytest.mark.parametrize("answer", ["pass", ABSTAINS, OUT])
def test_whoever_passed_votes_yes_or_no_when_called_again(answer: str) -> None:
    """GAV-UNA: it cannot pass twice, nor abstain."""
    with pytest.raises(BallotError, match="has passed and is called again and may not answer"):
        called(UNA, "pass", YES, YES, answer)


def test_nobody_passes_where_the_rules_know_no_pass() -> None:
    with pytest.raises(BallotError, match="a is called and may not answer 'pass'"):
        called(COUNCIL, "pass")


def test_nobody_abstains_in_a_roll_call_on_procedure() -> None:
    with pytest.raises(BallotError, match="may not answer 'abstaining'"):
        called(UNA, ABSTAINS, question="procedural")
    assert called(COUNCIL, ABSTAINS, question="procedural").votes() == {"a": ABSTAINS}


def test_present_and_voting_binds_in_a_roll_call_on_substance() -> None:
    with pytest.raises(BallotError, match="it may answer in favour or against or not participating or pass"):
        called(UNA, ABSTAINS, bound=("A",))
    assert called(COUNCIL, ABSTAINS, question="procedural", bound=("a",)).votes() == {"a": ABSTAINS}


def test_a_party_to_a_dispute_can_only_abstain_when_it_is_called() -> None:
    roll = called(COUNCIL, members=("china", "france"), obliged=("China",), bound=("china",))
    assert roll.may_answer() == (ABSTAINS, OUT)
    with pytest.raises(BallotError, match="China is called and may not answer 'against'"):
        roll.answer("china", NO)
    assert called(COUNCIL, NO, members=("china",), obliged=("china",), question="procedural").over
    assert called(UNA, NO, members=("china",), obliged=("china",)).over, "rules that know no obligation"


def test_nobody_answers_out_of_turn_or_after_the_end() -> None:
    with pytest.raises(BallotError, match="it is the turn of a, not of 'b'"):
        called(UNA).answer("b", YES)
    with pytest.raises(BallotError, match="the roll call is over"):
        called(UNA, YES, YES, YES).answer("a", NO)


def test_a_roll_call_needs_members_and_a_question() -> None:
    with pytest.raises(BallotError, match="nobody to call"):
        called(UNA, members=())
    with pytest.raises(BallotError, match="no vote is taken on 'roll-call-vote'"):
        called(UNA, question="roll-call-vote")


def test_with_rights_asks_for_an_explanation() -> None:
    """GAV-UNA: after the vote; GAV-VO: before. The rules say which."""
    roll = called(UNA).answer("a", YES, with_rights=True).answer("b", NO).answer("c", NO, with_rights=True)
    assert (roll.to_explain(), roll.rights) == (("a", "c"), "after")
    assert called(load_procedure("una-usa", {"rights": "before"})).rights == "before"
    with pytest.raises(BallotError, match="only a vote in favour or against is cast with rights"):
        called(UNA).answer("a", ABSTAINS, with_rights=True)
    with pytest.raises(BallotError, match="these rules know no vote with rights"):
        called(COUNCIL).answer("a", YES, with_rights=True)


@given(st.lists(st.sampled_from([*VOTES, "pass"]), min_size=30, max_size=30), st.sampled_from(["", "p", "z"]))
def test_every_roll_call_ends_with_one_vote_of_each_member(answers: list[str], letter: str) -> None:
    roll = open_roll_call(MEMBERS, UNA, letter=letter)
    asked = 0
    while (turn := roll.turn) is not None:
        allowed = roll.may_answer()
        wanted = answers[asked % len(answers)]
        roll = roll.answer(turn, wanted if wanted in allowed else allowed[0])  # type: ignore[arg-type]
        asked += 1
        assert asked <= 2 * len(MEMBERS)
    assert tuple(roll.votes()) == roll.order
    assert set(roll.votes().values()) <= set(VOTES)
    assert len(roll.called) == len(MEMBERS) + len(roll.passed)


# -- without a vote, in parts, one after another


def test_nobody_objects_and_it_is_adopted_without_a_vote() -> None:
    """MYM; SCP."""
    assert consensus([], COUNCIL).line == "The draft resolution was adopted without a vote."
    assert consensus([], COUNCIL).adopted


def test_one_objection_and_it_is_put_to_the_vote() -> None:
    asked = consensus(["russia", "panama"], load_procedure("un4mun"), "Draft 1")
    assert not asked.adopted
    assert asked.line == "Russian Federation and Panama objected. Draft 1 is put to the vote."


def test_rules_without_consensus_say_so() -> None:
    with pytest.raises(BallotError, match="thimun knows no adoption without a vote"):
        consensus([], load_procedure("thimun"))


ADOPTS, FALLS = Ballot(votes=votes_of(9, 0, 6)), Ballot(votes=votes_of(8, 0, 7))
VETOED = Ballot(votes=votes_of(14, 1, 0, china=NO))
TEXT = ("pp1", "op1", "op2", "op3")


def test_a_separate_vote_removes_what_falls_and_then_the_whole_is_voted_on() -> None:
    """ROP6 rule 32."""
    before = divided(TEXT, {"op2": FALLS, "op1": ADOPTS}, COUNCIL)
    assert [(one.part, one.stays) for one in before.parts] == [("op1", True), ("op2", False)]
    assert (before.remaining, before.removed, before.whole, before.adopted) == (("pp1", "op1", "op3"), ("op2",), None, False)
    after = divided(TEXT, {"op2": FALLS}, COUNCIL, whole=ADOPTS)
    assert after.adopted
    assert not divided(TEXT, {"op2": FALLS}, COUNCIL, whole=VETOED).adopted


def test_a_part_can_be_vetoed_and_the_rest_adopted() -> None:
    after = divided(TEXT, {"op2": VETOED}, COUNCIL, whole=ADOPTS)
    assert (after.removed, after.adopted, after.rejected) == (("op2",), True, False)


def test_where_nothing_operative_is_left_the_text_is_rejected_without_a_vote() -> None:
    fallen = {"op1": FALLS, "op2": FALLS, "op3": VETOED}
    after = divided(TEXT, fallen, COUNCIL, whole=ADOPTS, operative=("op1", "op2", "op3"))
    assert (after.rejected, after.whole, after.adopted, after.remaining) == (True, None, False, ("pp1",))
    assert not divided(TEXT, fallen, COUNCIL, whole=ADOPTS).rejected


def test_a_division_is_of_parts_that_there_are() -> None:
    with pytest.raises(BallotError, match="'op9' is no part of the text; its parts are pp1, op1"):
        divided(TEXT, {"op9": FALLS}, COUNCIL)
    with pytest.raises(BallotError, match="needs a separate vote"):
        divided(TEXT, {}, COUNCIL)
    with pytest.raises(BallotError, match="thimun knows no division"):
        divided(TEXT, {"op1": FALLS}, load_procedure("thimun"))


def test_several_drafts_are_voted_on_in_the_order_submitted() -> None:
    """ROP6 rule 32; GAV-CMP."""
    drafts = ("1.1", "1.2", "1.3")
    assert drafts_to_vote(drafts, {}, COUNCIL) == drafts
    assert drafts_to_vote(drafts, {"1.1": True}, COUNCIL) == ("1.2", "1.3")
    assert drafts_to_vote(drafts, {"1.1": False}, UNA) == ("1.2", "1.3")
    assert drafts_to_vote(drafts, {"1.1": False, "1.2": True}, UNA) == ()


def test_amendments_are_voted_on_in_the_order_given_and_what_is_excluded_is_not() -> None:
    assert amendments_to_vote(["b", "a", "c"], {}) == ("b", "a", "c")
    assert amendments_to_vote(["b", "a", "c"], {"b": True}, {"b": ["c"]}) == ("a",)
    assert amendments_to_vote(["b", "a", "c"], {"b": False}, {"b": ["c"]}) == ("a", "c")


def test_there_are_more_than_sixty_cases_and_each_names_its_source() -> None:
    cases = [*RULE, *REAL, *ELSEWHERE]
    assert len(cases) > 60
    assert all(case.source and case.sentence for case in cases)
    assert {case.procedure for case in ELSEWHERE} == set(procedure_ids()) - {"security-council"}


# -- a ballot out of JSON

FINE = {"procedure": "security-council", "question": "substantive", "votes": {"china": "against"}}


def test_a_ballot_is_read_with_all_it_may_say() -> None:
    ballot = read_ballot(
        {**FINE, "permanent": ["china"], "members": 5, "chapter_vi": True, "parties": ["china"], "important": False,
         "roll": {"china": "present-and-voting"}, "subject": "Draft 1"}
    )  # fmt: skip
    assert ballot.roll == {"china": "present and voting"}
    assert (ballot.permanent, ballot.parties, ballot.members, ballot.subject) == (("china",), ("china",), 5, "Draft 1")
    assert len(read_ballot({**FINE, "votes": {str(n): YES for n in range(1000)}, "members": 1000}).votes) == 1000
    assert read_ballot({**FINE, "permanent": None, "roll": None, "members": None}) == read_ballot(FINE)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ([], "a ballot is an object with procedure, question and votes, and this is a list"),
        (None, "and this is null"),
        ("", "and this is empty"),
        (1.5, "and this is a number"),
        (True, "and this is true or false"),
        ({}, "the ballot has no 'procedure'"),
        ({"procedure": "una-usa", "votes": {"a": YES}}, "the ballot has no 'question'"),
        ({"procedure": "una-usa", "question": "procedural"}, "the ballot has no 'votes'"),
        ({**FINE, "permanant": []}, "'permanant' is no key of a ballot; did you mean 'permanent'?"),
        ({**FINE, "xyzzy": []}, "'xyzzy' is no key of a ballot; it takes procedure, question, votes"),
        ({**FINE, "procedure": "una"}, "'una' is no procedure"),
        ({**FINE, "procedure": "thimum"}, "did you mean 'thimun'?"),
        ({**FINE, "procedure": ["thimun"]}, "'procedure' must be text, and is a list"),
        ({**FINE, "question": {}}, "'question' must be text, and is an object"),
        ({**FINE, "question": " "}, "'question' must be text"),
        ({**FINE, "votes": {}}, "'votes' is empty; name each member with its vote"),
        ({**FINE, "votes": ["china"]}, "'votes' must be an object of members and their votes, and is a list"),
        ({**FINE, "votes": {"china": "abstains"}}, "'china' votes 'abstains'; did you mean 'abstaining'?"),
        ({**FINE, "votes": {"china": None}}, "'china' votes null; a vote is in favour, against, abstaining or not participating"),
        ({**FINE, "votes": {"china": ["against"]}}, "'china' votes a list"),
        ({**FINE, "votes": {"china": 1}}, "'china' votes 1;"),
        ({**FINE, "votes": {"china": "pass"}}, "whoever passes in a roll call is called again and votes in favour or against"),
        ({**FINE, "votes": {str(n): YES for n in range(10_000)}}, "the ballot has 10,000 votes; more than 1,000 are not counted"),
        ({**FINE, "permanent": "china"}, "'permanent' must be a list of members"),
        ({**FINE, "permanent": [1]}, "'permanent' must be a list of members"),
        ({**FINE, "parties": [""]}, "'parties' must be a list of members"),
        ({**FINE, "parties": ["x"] * 2000}, "'parties' names 2,000 members"),
        ({**FINE, "chapter_vi": "yes"}, "'chapter_vi' must be true or false, and is text"),
        ({**FINE, "important": 1}, "'important' must be true or false"),
        ({**FINE, "members": 0}, "'members' must be a number from 1 to 1000, and is 0"),
        ({**FINE, "members": True}, "'members' must be a number from 1 to 1000"),
        ({**FINE, "members": 10**400}, "'members' must be a number from 1 to 1000, and is a number"),
        ({**FINE, "votes": {"a": YES, "b": YES}, "members": 1}, "2 members voted and 'members' says that there are 1"),
        ({**FINE, "roll": ["china"]}, "'roll' must be an object"),
        ({**FINE, "roll": {"china": "here"}}, "'china' answers 'here' to the roll; an answer is present, present and voting, absent"),
        ({**FINE, "roll": {"china": 2}}, "'china' answers 2 to the roll"),
        ({**FINE, "subject": 5}, "'subject' must be text"),
        ({**FINE, "votes": {"x\n\x1b[31m": "no"}}, "'x [31m' votes 'no'"),
        ({**FINE, "votes": {"x" * 5000: "no"}}, "xxx...' votes 'no'"),
    ],
)  # fmt: skip
def test_what_is_no_ballot_is_refused_in_one_line(content: object, told: str) -> None:
    with pytest.raises(BallotError) as refusal:
        read_ballot(content)
    assert told in str(refusal.value)
    assert "\n" not in str(refusal.value)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*Ballot.model_fields, "x"]), JSON, max_size=6) | JSON)
def test_any_json_is_a_ballot_or_is_refused(content: object) -> None:
    with suppress(BallotError):
        ballot = read_ballot(content)
        tally(ballot, load_procedure(ballot.procedure))


@given(st.dictionaries(st.text(min_size=1, max_size=8), st.sampled_from(VOTES), min_size=1, max_size=20), st.sampled_from(procedure_ids()))
def test_members_of_any_name_are_counted_or_refused(votes: dict[str, Vote], procedure: str) -> None:
    try:
        result = tally(read_ballot({"procedure": procedure, "question": "substantive", "votes": votes}), load_procedure(procedure))
    except BallotError:
        return
    assert result.in_favour + result.against + result.abstaining + result.not_participating == len(votes)
    assert "\n" not in result.line
