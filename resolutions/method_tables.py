"""The tables of `docs/method.md`, made from the data that decides: `python -m resolutions.method_tables docs/method.md`.

Each function gives one table in Markdown. In the document a table stands between `<!-- generated: NAME -->` and
`<!-- end -->`; the command writes it anew, and a test fails while the document differs from the data.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from positions.model import Force
from resolutions.forecast import NEEDED, forecast_table
from resolutions.model import FORCES, Kind
from resolutions.phrases import operative_phrases, preambular_phrases
from resolutions.reactions import reaction_table
from resolutions.rules import RULES

FORCE_MEANS: dict[Force, str] = {
    "F0": "records or evaluates; nobody is asked for anything",
    "F1": "invites or encourages; the addressee is free to ignore it",
    "F2": "recommends, appeals, reminds",
    "F3": "requests or calls upon, the ordinary directive",
    "F4": "urges, insists, warns: the strongest exhortation",
    "F5": "demands; claims an obligation, whose binding effect is disputed",
    "F6": "decides or determines: a legal act, binding on States to which it is addressed (Charter, Article 25)",
    "F7": "authorizes force",
}
"""What a force does in law."""

KIND_MEANS: dict[Kind, str] = {
    Kind.SUPPORTS: "The paragraph goes the same way as the stance, within the limits of that support.",
    Kind.ACCEPTS: "It goes the other way, but the force is low enough, or the condition is met.",
    Kind.SILENT: "There is no stance on any issue that the paragraph touches.",
    Kind.RESERVED: "It goes the other way, in the zone between.",
    Kind.OBJECTS: "It goes the other way, at a force that commits.",
    Kind.RED_LINE: "It is within the reach of a red line, at a force that commits, and the condition is not met.",
}
"""When a delegation reacts so."""

STRENGTHS = {1: "leans the other way (1)", 2: "holds firmly to the other side (2)"}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table."""

    def line(cells: Sequence[str]) -> str:
        return "| " + " | ".join(" ".join(cell.split()).replace("|", "\\|") for cell in cells) + " |"

    return "\n".join([line(head), line(["---"] * len(head)), *(line(row) for row in rows)])


def _signed(number: float) -> str:
    return f"{number:+g}" if number else "0"


def forces() -> str:
    """The rungs of force with the verbs that stand on them."""
    rows = []
    for force in FORCES:
        of_it = sorted((p for p in operative_phrases() if p.force == force), key=lambda p: (abs(p.heat), -p.seen))
        shown = ", ".join(p.phrase for p in of_it[:4])
        rows.append([force, FORCE_MEANS[force], shown, str(len(of_it))])
    return table(["Force", "What it does", "Such as", "Phrases known"], rows)


def heats() -> str:
    """What a heat counts as, with the verbs that carry it."""
    rows = []
    for row in sorted(reaction_table().heat_counts_as, key=lambda r: r.heat):
        of_it = sorted((p for p in operative_phrases() if p.heat == row.heat), key=lambda p: -p.seen)
        rows.append([f"{row.heat:+d}", ", ".join(p.phrase for p in of_it[:3]), row.force, row.why])
    return table(["Heat", "Such as", "Weighed at least at", "Why"], rows)


def reactions() -> str:
    """The six reactions."""
    return table(["Reaction", "When"], ([kind.value, means] for kind, means in KIND_MEANS.items()))


def thresholds() -> str:
    """What a paragraph against a stance meets with, by force."""
    rows = [
        [STRENGTHS[row.strength], f"up to {row.accepts_up_to}", f"up to {row.reserved_up_to}", f"above {row.reserved_up_to}", row.why]
        for row in reaction_table().against
    ]
    return table(["A delegation that", "accepts", "is reserved", "objects", "Why"], rows)


def other_reaction_rules() -> list[list[str]]:
    """What else decides a reaction: rule, what it says, why."""
    t = reaction_table()
    return [
        ["Red line", f"crossed from {t.red_line.commits_from}; within its reach below that, {t.red_line.below.value}", t.red_line.why],
        ["Low confidence", f"never weighs more than {t.low_confidence_cap.reaction.value}", t.low_confidence_cap.why],
        ["Mixed record (0)", t.mixed.reaction.value, t.mixed.why],
        ["Support beyond its limit", f"weighed as that of a delegation that leans the other way ({t.broken_support.strength})", t.broken_support.why],
        ["Decisions and authorizations", f"from {t.heavy_support.from_force}, support counts only for what the paragraph mainly does", t.heavy_support.why],
        ["Safeguards of the preamble", f"count for paragraphs up to {t.preamble_safeguards_up_to}", t.preamble_why],
    ]  # fmt: skip


def reaction_rules() -> str:
    """What else decides a reaction."""
    return table(["Rule", "What it says", "Why"], other_reaction_rules())


def weights() -> str:
    """What a paragraph weighs in the forecast."""
    of = forecast_table().weights
    rows = [[force, f"{of.operative[force]:g}", f"{of.preambular[force]:g}"] for force in FORCES]
    return table(["Force", "Operative", "Preambular"], rows) + f"\n\n{of.why}"


def worth() -> str:
    """What a reaction is worth."""
    return table(["Reaction", "Worth"], ([kind.value, _signed(forecast_table().worth[kind])] for kind in KIND_MEANS))


def vote_steps() -> list[tuple[str, str, str]]:
    """How a member's expected vote follows, the first step that fits: if, vote, why."""
    t = forecast_table()
    return [
        ("nothing in the draft touches an issue", "undecided", "Nobody can have a view on a text without a point."),
        ("a red line is crossed", "against", "No delegation can explain such a vote at home."),
        (f"it objects to a paragraph of {t.heavy.force} or more that a vote is about, and the balance is not above {t.heavy_objection_is_no_below:g}",
         "against", t.heavy_objection_why),
        (f"it objects to any paragraph, and the balance is below {t.objection_turns_to_no:g}", "against", t.objection_why),
        ("it objects otherwise", "abstains", t.objection_why),
        (f"the sources give it a view on less than {t.least_spoken:.0%} of the draft's weight", "undecided", t.least_why),
        (f"it has reservations about a paragraph of {t.reserved_abstains_from}", "abstains", t.reserved_from_why),
        (f"it has reservations, and the balance is not above {t.reserved_abstains_at:g}", "abstains", t.reserved_why),
        ("it is silent on the strongest of the paragraphs that a vote is about", "undecided", t.heavy.why),
        ("it supports nothing in the draft", "undecided", "To be able to live with a text is no reason to vote for it."),
        ("none of these", "in favour", "It supports something, and what it regrets does not outweigh that."),
    ]  # fmt: skip


def votes() -> str:
    """How a member's expected vote follows: the first step that fits."""
    return table(["Step", "If", "Vote", "Why"], ([str(n), *step] for n, step in enumerate(vote_steps(), start=1)))


def outcome_rules() -> list[list[str]]:
    """How the outcome follows from the votes, the first that fits: outcome, if."""
    return [
        ["short of nine", f"even with every undecided member there are fewer than {NEEDED} in favour"],
        ["vetoed", f"otherwise, if a permanent member is against: {NEEDED} could be had, and its vote defeats them"],
        ["adopted", f"otherwise, if {NEEDED} are in favour without any undecided member, and no permanent member is undecided"],
        ["open", "otherwise: the undecided decide"],
    ]


def outcomes() -> str:
    """How the outcome follows from the votes: the first that fits."""
    return table(["Outcome", "If"], outcome_rules())


def sureness() -> str:
    """When a forecast is called sure."""
    t = forecast_table().sureness
    rows = [
        [name, f"at least {shares.stated:.0%}", f"at most {shares.undecided:.0%}"]
        for name, shares in (("high", t.high), ("medium", t.medium))
    ]
    rows.append(["low", "otherwise", ""])
    return table(["Sureness", "Members placed by a stated position", "Members undecided"], rows) + f"\n\n{t.why}"


def rules() -> str:
    """The rules of the draft check."""
    return table(["Code", "Rule", "Severity", "Why", "Source"], ([f"`{r.code}`", r.name, r.severity.value, r.why, r.source] for r in RULES))


def phrases() -> str:
    """How many opening phrases are known."""
    council = sum(p.seen > 0 for p in operative_phrases())
    return (
        f"The lists hold {len(operative_phrases())} operative verbs, of which the Council was seen to open a paragraph with "
        f"{council}, and {len(preambular_phrases())} preambular phrases."
    )


TABLES: dict[str, Callable[[], str]] = {
    one.__name__.replace("_", "-"): one
    for one in (forces, heats, phrases, reactions, thresholds, reaction_rules, weights, worth, votes, outcomes, sureness, rules)
}
"""The tables by the name that stands in the document."""

_BLOCK = re.compile(r"<!-- generated: (?P<name>[a-z-]+) -->.*?<!-- end -->", re.DOTALL)


def with_tables(document: str) -> str:
    """The document with every generated table as the data has it now.

    Raises:
        KeyError: if it names a table that there is not.
    """
    return _BLOCK.sub(lambda m: f"<!-- generated: {m['name']} -->\n\n{TABLES[m['name']]()}\n\n<!-- end -->", document)


def main(arguments: Sequence[str]) -> int:
    """Write the tables of a document anew; 2 for bad usage."""
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        sys.stderr.write("usage: python -m resolutions.method_tables docs/method.md\n")
        return 2
    path = Path(arguments[0])
    path.write_text(with_tables(path.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
