"""The method: how a reading, a reaction and a forecast come about, made from the tables that decide them."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from resolutions.forecast import forecast_table
from resolutions.lint.records import FAMILIES, LINT_RULES
from resolutions.lint.rule import LintRule
from resolutions.method_tables import KIND_MEANS, other_reaction_rules, outcome_rules, vote_steps
from resolutions.model import Kind, Severity
from resolutions.phrases import OperativePhrase, PreambularPhrase, operative_phrases, preambular_phrases
from resolutions.reactions import reaction_table
from resolutions.rules import RULES, Rule
from ui import look, state

topic = state.topic()
table = reaction_table()
votes = forecast_table()

st.title("Method", anchor=False)
look.show(
    '<p class="ph-lead">How Penholder gets from a source to a stance, from a paragraph to a reaction, and from reactions to '
    "a forecast. Every figure on this page is the one the program uses.</p>"
)
MOST_TYPED = 60
"""Characters of a search that are looked for; no phrase and no rule's name is longer."""


def severity_badge(where: str, severity: Severity | None) -> str:
    """How serious a rule is for the practice of the United Nations, or for conferences."""
    if severity is None:
        return f'<span class="ph-sev none">{where}: not applied</span>'
    return f'<span class="s-{severity.value}"><span class="sev">{where}: {severity.value}</span></span>'


def lint_rules(rules: Iterable[LintRule]) -> str:
    """Rules one a line, each with its reason, source and examples a click away."""
    rows = []
    for rule in rules:
        examples = "".join(
            f'<div><b>{label}</b><span class="ph-example">{escape(text.strip())}</span></div>'
            for label, text in (("Broken", rule.bad), ("Kept", rule.good))
        )
        rows.append(
            f'<details class="ph-rule"><summary><code>{rule.code}</code><span class="name">{escape(rule.name)}</span>'
            f'<span class="sevs">{severity_badge("UN", rule.un)}{severity_badge("Conference", rule.mun)}</span></summary>'
            f'<div class="why"><p>{escape(rule.why)}</p><p class="ph-sub">Source: {escape(rule.source)}</p>'
            f'<div class="ph-examples">{examples}</div></div></details>'
        )
    return f'<div class="ph-rules">{"".join(rows)}</div>'


def draft_rules(rules: Iterable[Rule]) -> str:
    """The rules that the topic and the council are needed for."""
    return look.table(
        ["Code", "Rule", "Severity", "Why", "Source"],
        [[f"<code>{r.code}</code>", escape(r.name), r.severity.value, escape(r.why), escape(r.source)] for r in rules],
        kind="rules",
    )


def operative_table(phrases: Iterable[OperativePhrase]) -> str:
    """Operative verbs with force, heat, and how often the Council used them."""
    return look.table(
        ["Operative verb", "Force", "Seen 1946–1994", "Seen 2020–2022", "Heat", "The Council may use it", "Note"],
        [
            [
                f"<i>{escape(p.phrase)}</i>", look.force(p.force), f"{p.seen:,}", f"{p.recent:,}", f"{p.heat:+d}" if p.heat else "0",
                escape(p.council), escape(p.note or ""),
            ]
            for p in phrases
        ],
        kind="serif",
    )  # fmt: skip


def preambular_table(phrases: Iterable[PreambularPhrase]) -> str:
    """Preambular phrases with what they are for, and how often the Council used them."""
    return look.table(
        ["Preambular phrase", "Group", "Seen 1946–1994", "Seen 2020–2022", "Heat"],
        [
            [f"<i>{escape(p.phrase)}</i>", escape(p.group), f"{p.seen:,}", f"{p.recent:,}", f"{p.heat:+d}" if p.heat else "0"]
            for p in phrases
        ],
        kind="serif",
        stack=False,
    )


def search_results(needle: str) -> None:
    """Every phrase and rule with these words in it."""
    wanted = needle.casefold()

    def fits(*texts: str) -> bool:
        return any(wanted in text.casefold() for text in texts)

    verbs = [p for p in operative_phrases() if fits(p.phrase)]
    openings = [p for p in preambular_phrases() if fits(p.phrase, p.group)]
    lint_found = [r for r in LINT_RULES if fits(r.code, r.name, r.why)]
    checks = [r for r in RULES if fits(r.code, r.name, r.why)]
    if not (verbs or openings or lint_found or checks):
        look.show(
            look.empty(
                f"Nothing has “{needle}” in it",
                "Try the first word alone, such as “Calls” or “comma”, or empty the box and choose a part: “Opening phrases” "
                "and “Lint rules” list everything that can be found.",
            )
        )
        return
    if verbs or openings:
        look.show('<h2 class="ph-h">Opening phrases</h2>' + look.note(SEEN))
    if verbs:
        look.show(operative_table(verbs))
    if openings:
        look.show(preambular_table(openings))
    if lint_found:
        look.show('<h2 class="ph-h">Lint rules</h2>' + lint_rules(lint_found))
    if checks:
        look.show('<h2 class="ph-h">Draft rules</h2>' + draft_rules(checks))


SEEN = (
    "How often the Council really used it: paragraphs that open with the phrase, in 902 hand-checked resolutions of 1946 to 1994 "
    "(with two of 2002), and in 166 resolutions of 2020 to 2022."
)

needle = " ".join(
    st.text_input(
        "Find a phrase or a rule",
        key="phrase-search",
        placeholder="Calls upon, semicolon, acronym, FM04 …",
    ).split()
)[:MOST_TYPED]  # fmt: skip
view = st.segmented_control(
    "Part of the method",
    ["Stances", "Readings", "Reactions", "Forecast", "Draft rules", "Lint rules", "Opening phrases", "Limits"],
    default="Reactions",
    key="method-part",
    label_visibility="collapsed",
    required=True,
    on_change=state.forget,
    args=("phrase-search",),
)
if needle:
    search_results(needle)
    st.stop()

if view == "Stances":
    rows = [
        [look.position_badge(p), escape(t)]
        for p, t in (
            (2, "Holds firmly to the issue's positive pole"),
            (1, "Leans to the positive pole"),
            (0, "The evidence points both ways"),
            (-1, "Leans to the negative pole"),
            (-2, "Holds firmly to the negative pole"),
        )
    ]
    look.show(look.table(["Position", "Meaning"], rows, stack=False))
    look.show(
        look.items(
            [
                "<b>Stated</b>: the document says that the delegation holds it, or does it. Conduct that answers the question counts.",
                "<b>Inferred</b>: it follows from the document by a step, which the brief shows, with low, medium or high confidence.",
                "<b>Silent</b>: no evidence, no entry. Nobody is given a view because it would be plausible.",
                "<b>Red line</b>: what a delegation could not let pass. No source names one, so all are inferred, and most reach less far "
                "than their issue: the brief says what crosses each and what does not.",
                "<b>Condition</b>: what makes the other side acceptable. A clause with the wording that meets it is accepted.",
                "<b>History</b>: where a delegation changed course, the past stance is kept, marked, and not used.",
            ]
        )
    )
    count = sum(len(d.stances) for d in topic.delegations)
    stated = sum(s.basis.value == "stated" for d in topic.delegations for s in d.stances)
    look.show(look.note(f"This topic has {count} stances of {sum(bool(d.stances) for d in topic.delegations)} delegations; {stated} are stated."))
elif view == "Readings":
    look.show(
        look.items(
            [
                "A library clause in its own words carries the reading of its author.",
                "Any other paragraph is read from its text: the opening verb gives the force, expressions listed for each issue give the "
                "issues, and a negation or a verb that condemns turns the direction round. The words that decided are always shown.",
                "Whatever was understood can be corrected in the workbench; the correction stays with the paragraph and is shown as yours.",
                "The reader goes by words it knows. It misses what is said in other words, and can be misled by irony or by long chains "
                "of negation. Look at what was understood before you trust a reaction.",
            ]
        )
    )
    for derived in topic.about.derived_effects:
        look.show(look.note(f"{topic.issue_by_id[derived.issue].title}, from {derived.from_force}: {derived.why}"))
    look.show(
        look.table(
            ["Safeguard", "Meaning", "Wording"],
            [[escape(m.label), escape(m.meaning), look.quoted(m.wording or "")] for m in topic.safeguards],
            caption="Safeguards: words that meet a condition",
        )
    )
    look.show(
        look.table(
            ["Measure", "Meaning"],
            [[escape(m.label), escape(m.meaning)] for m in topic.measures],
            caption="Measures: what a clause does, where a red line reaches less far than its issue",
        )
    )
elif view == "Reactions":
    look.show(look.table(["Reaction", "When"], [[look.badge(k.value), escape(means)] for k, means in KIND_MEANS.items()], stack=False))
    rows = []
    for row in table.against:
        rows.append(
            [
                "leans" if row.strength == 1 else "holds firmly",
                f"up to {row.accepts_up_to}",
                f"up to {row.reserved_up_to}",
                "above",
                escape(row.why),
            ]
        )
    look.show(look.table(["A delegation that", "accepts", "is reserved", "objects", "Why"], rows, caption="A paragraph against a stance, by force"))
    other = [[escape(cell) for cell in rule] for rule in other_reaction_rules()]
    look.show(look.table(["Rule", "What it says", "Why"], other))
    heat = [[str(h.heat), h.force, escape(h.why)] for h in table.heat_counts_as]
    look.show(look.table(["Heat", "weighed at least at", "Why"], heat, caption="Words without force in law still weigh", stack=False))
    look.show(look.note("A paragraph may touch several issues: the worst reaction decides, and the others are listed beside it."))
elif view == "Forecast":
    rows = [[f"{f} {look.FORCE_WORDS[f]}", f"{votes.weights.operative[f]:g}", f"{votes.weights.preambular[f]:g}"] for f in look.FORCE_WORDS]
    look.show(
        look.table(["Force", "operative", "preambular"], rows, caption="What a paragraph weighs", stack=False) + look.note(votes.weights.why)
    )
    worth = [[look.badge(k.value), f"{votes.worth[k]:+g}"] for k in Kind]
    look.show(look.table(["Reaction", "worth"], worth, caption="What a reaction is worth, times the weight", stack=False))
    steps = [
        [str(number), escape(condition[0].upper() + condition[1:]), look.vote_badge(vote), escape(why)]
        for number, (condition, vote, why) in enumerate(vote_steps(), start=1)
    ]
    look.show(look.table(["Step", "If", "Vote", "Why"], steps, caption="A member's expected vote: the first step that fits"))
    outcomes = [[f"<b>{escape(outcome[0].upper() + outcome[1:])}</b>", escape(condition)] for outcome, condition in outcome_rules()]
    look.show(
        look.table(["Outcome", "If"], outcomes, caption="The outcome: the first that fits", stack=False)
        + look.note(
            "Charter, Article 27: an abstention is no veto, and neither is a negative vote where nine could not be had. In a room of "
            f"another size than fifteen, three fifths of the members are needed. Sureness: {votes.sureness.why}"
        )
    )
elif view == "Draft rules":
    look.show(draft_rules(RULES))
elif view == "Lint rules":
    look.show(
        look.note(
            f"{len(LINT_RULES)} rules say what an editor would mark. Each has a severity for the practice of the United Nations and one "
            "for conferences; the workbench lets you choose which applies. Open a rule for its reason, its source and an example."
        )
    )
    for family, rules in FAMILIES.items():
        look.show(f'<h2 class="ph-h">{escape(family)}</h2>' + lint_rules(rules))
elif view == "Opening phrases":
    look.show(look.note(SEEN))
    look.show(operative_table(operative_phrases()) + preambular_table(preambular_phrases()))
else:
    look.show(
        look.items(
            [
                "Stances come from a handful of documents. Most members of the real Council are in none of them; they stay silent and undecided.",
                "No source tells how a permanent member would vote on such a text. A forecast is arithmetic on documented positions, not a prediction.",
                "Red lines are inferences. Treat one as the first question to ask that delegation, not as its answer.",
                "Votes in the Council are traded, and instructions change overnight; none of this is modelled.",
                "The thresholds are judgements, written down with their reasons so that one can disagree with them.",
                "The weights ignore how many members a paragraph matters to, and treat all issues alike.",
            ]
        )
    )
