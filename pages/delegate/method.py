"""The method: how a reading, a reaction and a forecast come about, made from the tables that decide them."""

from __future__ import annotations

from html import escape

import streamlit as st

from resolutions.forecast import forecast_table
from resolutions.lint.records import FAMILIES, LINT_RULES
from resolutions.method_tables import KIND_MEANS, other_reaction_rules, outcome_rules, vote_steps
from resolutions.model import Kind
from resolutions.phrases import operative_phrases, preambular_phrases
from resolutions.reactions import reaction_table
from resolutions.rules import RULES
from ui import look, state

topic = state.topic()
table = reaction_table()
votes = forecast_table()

st.title("Method", anchor=False)
look.show(
    '<p class="ph-lead">How Penholder gets from a source to a stance, from a paragraph to a reaction, and from reactions to '
    "a forecast. Every figure on this page is the one the program uses.</p>"
)
view = st.segmented_control(
    "Part of the method",
    ["Stances", "Readings", "Reactions", "Forecast", "Draft rules", "Lint rules", "Opening phrases", "Limits"],
    default="Reactions",
    key="method-part",
    label_visibility="collapsed",
    required=True,
)

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
    look.show(
        look.table(
            ["Code", "Rule", "Severity", "Why", "Source"],
            [[f"<code>{r.code}</code>", escape(r.name), r.severity.value, escape(r.why), escape(r.source)] for r in RULES],
        )
    )
elif view == "Lint rules":
    look.show(
        look.note(
            f"{len(LINT_RULES)} rules say what an editor would mark. Each has a severity for the practice of the United Nations and one "
            "for conferences; the workbench lets you choose which applies."
        )
    )
    for family, rules in FAMILIES.items():
        look.show(
            look.table(
                ["Code", "Rule", "United Nations", "Conference", "Why", "Source", "Broken", "Kept"],
                [
                    [
                        f"<code>{r.code}</code>", escape(r.name), r.un.value if r.un else "–", r.mun.value if r.mun else "–", escape(r.why),
                        escape(r.source), *(f'<span class="ph-example">{escape(e.strip())}</span>' for e in (r.bad, r.good)),
                    ]
                    for r in rules
                ],
                caption=family,
                kind="lint",
            )
        )  # fmt: skip
elif view == "Opening phrases":
    look.show(look.note("“Seen” counts the paragraphs that open with the phrase in 902 hand-checked Security Council resolutions (1946 to 1994, with two of 2002)."))
    needle = st.text_input("Find a phrase", key="phrase-search", placeholder="Calls upon").lower()
    look.show(
        look.table(
            ["Operative verb", "Force", "Heat", "Seen", "The Council may use it", "Note"],
            [
                [f"<i>{escape(p.phrase)}</i>", look.force(p.force), f"{p.heat:+d}" if p.heat else "0", str(p.seen), escape(p.council), escape(p.note or "")]
                for p in operative_phrases()
                if needle in p.phrase.lower()
            ],
            kind="serif",
        )
    )
    look.show(
        look.table(
            ["Preambular phrase", "Group", "Heat", "Seen"],
            [
                [f"<i>{escape(p.phrase)}</i>", escape(p.group), f"{p.heat:+d}" if p.heat else "0", str(p.seen)]
                for p in preambular_phrases()
                if needle in p.phrase.lower()
            ],
            kind="serif",
            stack=False,
        )
    )
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
