"""The method: how a reading, a reaction and a forecast come about, made from the tables that decide them."""

from __future__ import annotations

from html import escape

import streamlit as st

from resolutions.forecast import forecast_table
from resolutions.model import Kind
from resolutions.phrases import operative_phrases, preambular_phrases
from resolutions.reactions import reaction_table
from resolutions.rules import RULES
from ui import look, reactions, state

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
    ["Stances", "Readings", "Reactions", "Forecast", "Draft rules", "Opening phrases", "Limits"],
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
    meaning = {
        Kind.SUPPORTS: "Same side as the stance, within its limits",
        Kind.ACCEPTS: "Against it, but the force is low enough, or its condition is met",
        Kind.SILENT: "No stance on any issue that the paragraph touches",
        Kind.RESERVED: "Against it, in the zone between; a low-confidence inference never weighs more",
        Kind.OBJECTS: "Against it, at a force that commits",
        Kind.RED_LINE: "Within a red line's reach, at a force that commits, its condition not met",
    }
    look.show(look.table(["Reaction", "When"], [[look.badge(k.value), escape(meaning[k])] for k in reactions.ORDER], stack=False))
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
    other = [
        ["Red line", f"crossed from {table.red_line.commits_from}; below that, {table.red_line.below.value}", escape(table.red_line.why)],
        ["Low confidence", f"never more than {table.low_confidence_cap.reaction.value}", escape(table.low_confidence_cap.why)],
        ["Mixed record", table.mixed.reaction.value, escape(table.mixed.why)],
        ["Support beyond its limit", f"weighed as one who leans the other way ({table.broken_support.strength})", escape(table.broken_support.why)],
        ["Decisions and authorizations", f"from {table.heavy_support.from_force}, support counts only for what the paragraph mainly does", escape(table.heavy_support.why)],
        ["Safeguards of the preamble", f"count for paragraphs up to {table.preamble_safeguards_up_to}", escape(table.preamble_why)],
    ]
    look.show(look.table(["Rule", "What it says", "Why"], other))
    heat = [[str(h.heat), h.force, escape(h.why)] for h in table.heat_counts_as]
    look.show(look.table(["Heat", "weighed at least at", "Why"], heat, caption="Words without force in law still weigh", stack=False))
    look.show(look.note("A paragraph may touch several issues: the worst reaction decides, and the others are listed beside it."))
elif view == "Forecast":
    rows = [[f"{f} {look.FORCE_WORDS[f]}", f"{votes.weights.operative[f]:g}", f"{votes.weights.preambular[f]:g}"] for f in look.FORCE_WORDS]
    look.show(
        look.table(["Force", "operative", "preambular"], rows, caption="What a paragraph weighs", stack=False) + look.note(votes.weights.why)
    )
    worth = [[look.badge(k.value), f"{votes.worth[k]:+g}"] for k in reactions.ORDER]
    look.show(look.table(["Reaction", "worth"], worth, caption="What a reaction is worth, times the weight", stack=False))
    steps = [
        ["1", "A red line is crossed", look.vote_badge("against"), "A delegation cannot explain such a vote at home."],
        ["2", f"It objects, and the balance is below {votes.objection_turns_to_no:g} (or not above {votes.heavy_objection_is_no_below:g} where it objects to a decision)",
         look.vote_badge("against"), escape(f"{votes.objection_why} {votes.heavy_objection_why}")],
        ["3", "It objects otherwise", look.vote_badge("abstains"), escape(votes.objection_why)],
        ["4", f"The sources give it a view on less than {votes.least_spoken:.0%} of the draft", look.vote_badge("undecided"), escape(votes.least_why)],
        ["5", f"It has reservations about a paragraph of {votes.reserved_abstains_from}, or they outweigh what it welcomes",
         look.vote_badge("abstains"), escape(f"{votes.reserved_from_why} {votes.reserved_why}")],
        ["6", "It is silent on the weightiest paragraphs", look.vote_badge("undecided"), escape(votes.heavy.why)],
        ["7", "Nothing in the draft is its own cause", look.vote_badge("undecided"), "To be able to live with a text is no reason to vote for it."],
        ["8", "Otherwise", look.vote_badge("in favour"), "It welcomes more than it regrets."],
    ]  # fmt: skip
    look.show(look.table(["Step", "If", "Vote", "Why"], steps, caption="A member's expected vote: the first step that fits"))
    look.show(
        look.items(
            [
                "<b>Adopted</b>: nine in favour without counting the undecided, and no permanent member against or undecided.",
                "<b>Vetoed</b>: nine could be had, and a permanent member is against.",
                "<b>Short of nine</b>: even with every undecided member there are not nine. A negative vote is then no veto.",
                "<b>Open</b>: the undecided members decide. An abstention is no veto.",
            ]
        )
        + look.note(f"Charter, Article 27. In a room of another size than fifteen, three fifths of the members are needed. Sureness: {votes.sureness.why}")
    )
elif view == "Draft rules":
    look.show(
        look.table(
            ["Code", "Rule", "Severity", "Why", "Source"],
            [[f"<code>{r.code}</code>", escape(r.name), r.severity.value, escape(r.why), escape(r.source)] for r in RULES],
        )
    )
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
