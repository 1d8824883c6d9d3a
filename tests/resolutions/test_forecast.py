"""How a delegation would vote, and what becomes of a draft: each threshold of the forecast in a case of its own."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from positions.council import Council, roster
from positions.model import Basis
from positions.topic import Topic
from resolutions.forecast import forecast, forecast_table, is_heavy, needed_votes, weight
from resolutions.model import (
    FORCES,
    Checked,
    Forecast,
    Kind,
    Outcome,
    Paragraph,
    Part,
    Reaction,
    ReadEffect,
    Reading,
    Vote,
)
from resolutions.wording import name_of, names_of

EFFECT = (ReadEffect(issue="illicit-finance", direction=1, evidence="proceeds"),)

Row = tuple[str, str]
"""A paragraph's force and the reaction to it, such as ("F3", "supports")."""


def paragraph(
    force: str,
    kinds: dict[str, str],
    *,
    number: int = 1,
    part: Part = "operative",
    measures: tuple[str, ...] = (),
    basis: Basis = Basis.STATED,
    procedural: bool = False,
    effects: tuple[ReadEffect, ...] = EFFECT,
) -> Checked:
    """A paragraph of this force with the reactions of those who have one."""
    reading = Reading.model_validate(
        {"force": force, "effects": effects, "measures": measures, "procedural": procedural}
    )
    return Checked(
        where=f"{'op' if part == 'operative' else 'pp'}{number}",
        part=part,
        number=str(number),
        paragraph=Paragraph(id=f"{part}{number}", text="Requests action."),
        reading=reading,
        reactions={m: Reaction(kind=Kind(k), basis=None if k == "silent" else basis) for m, k in kinds.items()},
    )


def draft_of(member: str, rows: Sequence[Row]) -> list[Checked]:
    """A draft of one operative paragraph a row, with the reactions of one member."""
    return [paragraph(force, {member: kind}, number=n) for n, (force, kind) in enumerate(rows, start=1)]


def vote(topic: Topic, rows: Sequence[Row]) -> tuple[Vote, str]:
    """How France would vote on such a draft, and why."""
    expected = forecast(draft_of("france", rows), roster(("france", "china")), topic).members["france"]
    return expected.vote, expected.because


# -- one delegation


@pytest.mark.parametrize(
    ("sentence", "rows", "expected"),
    [
        ("supports alone carry a yes", [("F3", "supports")], "in favour"),
        ("a red line is a no", [("F3", "red line")], "against"),
        ("a red line is a no whatever else is welcome", [("F1", "red line")] + [("F6", "supports")] * 9, "against"),
        ("an objection alone is a no", [("F3", "objects")], "against"),
        ("an objection beside an equal welcome is an abstention", [("F3", "objects"), ("F3", "supports")], "abstains"),
        ("an objection beside what is merely accepted is a no", [("F3", "objects"), ("F3", "accepts")], "against"),
        ("objections that outweigh by just a quarter abstain", [("F4", "objects")] * 5 + [("F4", "supports")] * 3, "abstains"),
        ("objections that outweigh by more are a no", [("F4", "objects")] * 2 + [("F4", "supports")], "against"),
        ("an objection to a decision is a no if only balanced", [("F6", "objects")] + [("F3", "supports")] * 2, "against"),
        ("an objection to a decision is an abstention if outweighed", [("F6", "objects")] + [("F3", "supports")] * 3, "abstains"),
        ("reservations alone abstain", [("F3", "reserved")], "abstains"),
        ("reservations that balance the welcome abstain", [("F3", "reserved")] * 2 + [("F3", "supports")], "abstains"),
        ("reservations that are outweighed do not", [("F3", "reserved"), ("F3", "supports")], "in favour"),
        ("reservations about force abstain whatever else is welcome", [("F7", "reserved")] + [("F6", "supports")] * 9, "abstains"),
        ("what is merely accepted carries no yes", [("F3", "accepts")], "undecided"),
        ("silence is undecided", [("F3", "silent")], "undecided"),
        ("a view on a third of the weight is too little", [("F3", "supports")] + [("F3", "silent")] * 2, "undecided"),
        ("a view on half of it is enough", [("F3", "supports"), ("F3", "silent")], "in favour"),
        ("a little reservation in much silence decides nothing", [("F3", "reserved")] + [("F3", "silent")] * 2, "undecided"),
        ("an objection counts even in much silence", [("F3", "objects")] + [("F3", "silent")] * 9, "against"),
        ("silence on the only decision is not outvoted", [("F6", "silent")] + [("F3", "supports")] * 3, "undecided"),
        ("silence on force is not outvoted by a decision", [("F7", "silent"), ("F6", "supports")], "undecided"),
        ("silence on one of two decisions is", [("F6", "silent"), ("F6", "supports")], "in favour"),
        ("silence on a demand is", [("F5", "silent")] + [("F3", "supports")] * 2, "in favour"),
        ("nothing is undecided", [], "undecided"),
    ],
    ids=lambda value: value.replace(" ", "-") if isinstance(value, str) else "",
)  # fmt: skip
def test_how_a_delegation_votes(topic: Topic, sentence: str, rows: list[Row], expected: str) -> None:
    assert vote(topic, rows)[0] == expected, sentence


def test_reasons_name_the_paragraphs_that_decide(topic: Topic) -> None:
    assert vote(topic, [("F3", "supports"), ("F3", "red line")])[1] == "Its red line is crossed by paragraph 2."
    assert vote(topic, [("F3", "supports"), ("F3", "objects")])[1] == "It objects to paragraph 2, and welcomes other parts."
    assert "little in the text makes up for it" in vote(topic, [("F3", "objects")])[1]
    assert vote(topic, [("F3", "reserved"), ("F3", "supports")])[1] == (
        "It supports paragraph 2, for all its reservations about paragraph 1."
    )
    assert vote(topic, [("F3", "silent")])[1] == "No source gives its view on anything in the draft."
    assert "on only 25% of the draft" in vote(topic, [("F3", "supports")] + [("F3", "silent")] * 3)[1]
    assert "what weighs most, paragraph 1." in vote(topic, [("F6", "silent"), ("F3", "supports"), ("F3", "supports")])[1]
    assert "which authorizes force" in vote(topic, [("F7", "reserved")])[1]
    assert vote(topic, [])[1] == "The draft has no paragraph yet on which delegations differ."


def test_a_delegation_the_topic_does_not_have_is_undecided(topic: Topic) -> None:
    council = Council(id="own", name="Own", members=("atlantis", "france"))
    result = forecast(draft_of("france", [("F3", "supports")]), council, topic)
    assert result.votes == {"atlantis": Vote.UNDECIDED, "france": Vote.IN_FAVOUR}


# -- what a paragraph weighs


@pytest.mark.parametrize("part", ["operative", "preambular"])
def test_every_force_has_its_weight_and_the_preamble_weighs_less(part: Part) -> None:
    weights = forecast_table().weights
    row = weights.operative if part == "operative" else weights.preambular
    found = [weight(paragraph(force, {}, part=part)) for force in FORCES]
    assert found == [row[force] for force in FORCES]
    assert found == sorted(found)
    assert all(weights.preambular[force] < weights.operative[force] for force in FORCES)


def test_what_touches_no_issue_or_is_the_council_s_own_business_weighs_nothing() -> None:
    assert weight(paragraph("F6", {}, effects=())) == 0
    assert weight(paragraph("F6", {}, procedural=True)) == 0


def test_every_reaction_has_its_worth() -> None:
    worth = forecast_table().worth
    assert set(worth) == set(Kind)
    assert worth[Kind.SUPPORTS] > worth[Kind.ACCEPTS] > worth[Kind.SILENT] > worth[Kind.RESERVED] > worth[Kind.OBJECTS]


def test_a_vote_is_about_decisions_force_and_findings() -> None:
    finding = ("article-39-finding",)
    assert is_heavy(paragraph("F6", {}))
    assert is_heavy(paragraph("F7", {}))
    assert is_heavy(paragraph("F6", {}, part="preambular", measures=finding))
    assert not is_heavy(paragraph("F5", {}))
    assert not is_heavy(paragraph("F0", {}, part="preambular", measures=finding))
    assert not is_heavy(paragraph("F6", {}, part="preambular", measures=("chapter-vii",)))
    assert not is_heavy(paragraph("F6", {}, procedural=True))


def test_silence_on_a_finding_is_not_outvoted(topic: Topic) -> None:
    finding = paragraph("F6", {"france": "silent"}, part="preambular", measures=("article-39-finding",))
    rest = draft_of("france", [("F3", "supports")] * 3)
    result = forecast([finding, *rest], roster(("france", "china")), topic)
    assert result.members["france"].vote is Vote.UNDECIDED
    assert result.members["france"].paragraphs == ("pp1",)


# -- the council

P5 = ("china", "france", "russia", "united-kingdom", "united-states")


def outcome(topic: Topic, council: Council, *groups: tuple[str, Sequence[str]]) -> Forecast:
    """The forecast where the members of each group react in one way to the only paragraph, and the rest are silent."""
    kinds = dict.fromkeys(council.members, "silent") | {m: kind for kind, members in groups for m in members}
    return forecast([paragraph("F3", kinds)], council, topic)


def test_nine_in_favour_and_no_permanent_member_against_adopt(topic: Topic, council: Council) -> None:
    elected = [m for m in council.members if m not in P5]
    result = outcome(topic, council, ("supports", (*P5, *elected[:4])))
    assert (result.outcome, result.in_favour, result.vetoes, result.needed) == (Outcome.ADOPTED, (9, 15), (), 9)
    assert result.line == "Adopted with 9 to 15 in favour"
    everybody = outcome(topic, council, ("supports", council.members))
    assert (everybody.in_favour, everybody.line) == ((15, 15), "Adopted with 15 in favour")


def test_permanent_members_may_abstain_and_elected_ones_oppose(topic: Topic, council: Council) -> None:
    elected = [m for m in council.members if m not in P5]
    result = outcome(topic, council, ("supports", ("france", "united-kingdom", *elected[:7])), ("reserved", ("china", "russia", "united-states")), ("objects", elected[7:]))  # fmt: skip
    assert (result.outcome, result.vetoes) == (Outcome.ADOPTED, ())


def test_one_permanent_member_against_vetoes_what_nine_could_adopt(topic: Topic, council: Council) -> None:
    result = outcome(topic, council, ("supports", [m for m in council.members if m != "russia"]), ("objects", ("russia",)))
    assert (result.outcome, result.vetoes) == (Outcome.VETOED, ("russia",))
    assert result.line == "Vetoed by Russia"
    open_yet = outcome(topic, council, ("objects", ("russia", "china")))
    assert (open_yet.outcome, open_yet.vetoes) == (Outcome.VETOED, ("china", "russia"))


def test_without_nine_a_permanent_member_s_no_is_no_veto(topic: Topic, council: Council) -> None:
    elected = [m for m in council.members if m not in P5]
    result = outcome(topic, council, ("objects", ("china", *elected[:7])), ("supports", ("france",)))
    assert result.outcome is Outcome.SHORT
    assert result.in_favour == (1, 7)
    assert result.line == "Short of nine: at most 7 in favour"


def test_eight_and_eight_is_short_and_undecided_ones_keep_it_open(topic: Topic, council: Council) -> None:
    elected = [m for m in council.members if m not in P5]
    short = outcome(topic, council, ("supports", (*P5, *elected[:3])), ("reserved", elected[3:]))
    assert (short.outcome, short.in_favour) == (Outcome.SHORT, (8, 8))
    undecided = outcome(topic, council, ("supports", (*P5, *elected[:3])), ("reserved", elected[4:]))
    assert (undecided.outcome, undecided.in_favour) == (Outcome.OPEN, (8, 9))
    assert undecided.line == "Open: 8 in favour, 1 more needed from 1 undecided"


def test_an_undecided_permanent_member_keeps_it_open(topic: Topic, council: Council) -> None:
    result = outcome(topic, council, ("supports", [m for m in council.members if m != "china"]))
    assert result.outcome is Outcome.OPEN
    assert result.line == "Open: 14 to 15 in favour, but China could veto"


@pytest.mark.parametrize(("size", "needed"), [(15, 9), (14, 9), (10, 6), (7, 5), (5, 3), (3, 2), (2, 2), (1, 1)])
def test_rooms_of_another_size_need_the_same_three_fifths(topic: Topic, size: int, needed: int) -> None:
    council = roster(tuple(d.id for d in topic.delegations if d.kind == "state")[:size])
    assert needed_votes(council) == needed
    assert outcome(topic, council, ("supports", council.members)).outcome is Outcome.ADOPTED
    assert outcome(topic, council, ("supports", council.members[: needed - 1]), ("reserved", council.members[needed - 1 :])).outcome is Outcome.SHORT  # fmt: skip


# -- how sure


@pytest.mark.parametrize(
    ("stated", "inferred", "sureness"),
    [(15, 0, "high"), (9, 4, "high"), (9, 3, "medium"), (8, 7, "medium"), (5, 5, "medium"), (5, 4, "medium"), (5, 3, "low"), (4, 11, "low"), (0, 15, "low"), (0, 0, "low")],
)  # fmt: skip
def test_sureness_follows_from_stated_positions_and_gaps(
    topic: Topic, council: Council, stated: int, inferred: int, sureness: str
) -> None:
    told, guessed = council.members[:stated], council.members[stated : stated + inferred]
    draft = [
        paragraph("F3", dict.fromkeys(council.members, "silent") | dict.fromkeys(told, "supports"), number=1),
        paragraph("F3", dict.fromkeys(council.members, "silent") | dict.fromkeys(guessed, "supports"), number=2, basis=Basis.INFERRED),
    ]
    result = forecast(draft, council, topic)
    assert result.sureness == sureness
    undecided = 15 - stated - inferred
    assert result.sure_because == (
        f"Of 15 members, {stated} are placed by a stated position, {inferred} by inference, and {undecided} cannot be placed."
    )


# -- places in words


def test_places_in_words() -> None:
    assert [name_of(p) for p in ("op4", "pp2", "draft")] == ["paragraph 4", "preambular paragraph 2", "the draft"]
    assert names_of(("op1",)) == "paragraph 1"
    assert names_of(("op1", "pp2")) == "paragraph 1 and preambular paragraph 2"
    assert names_of([f"op{n}" for n in range(1, 8)]) == "paragraph 1, paragraph 2, paragraph 3, paragraph 4 and 3 more"
