"""The rules of procedure on two pages: what a delegate looks up while the meeting goes on.

Everything comes from the committee's procedure, so whoever has other rules has other pages.
"""

from __future__ import annotations

from typing import Any

from briefings.blocks import heading, paragraph, table, terms
from briefings.pictures import Data
from briefings.script_cards import majority, sources
from committee.procedure import Given, Motion, Procedure

_CAUCUS = {
    "moderated-and-unmoderated": "Moderated caucuses, in which the chair gives the floor for short speeches, and unmoderated ones, in which all talk freely.",
    "informal-meetings": "The meeting is suspended, and delegations negotiate informally.",
    "consultations": "Consultations of the whole, away from the record.",
    "none": "None; delegations lobby before the debate.",
}
_YIELDS = {"chair": "the chair", "delegate": "another delegation", "questions": "questions", "comments": "comments"}
_REPLY = {"at-once": "at once", "after-speech": "after the speech", "end-of-list": "at the end of the list", "never": "never"}
_METHODS = {"show-of-hands": "show of hands", "placards": "placards", "roll-call": "roll call", "recorded": "recorded vote", "without-vote": "without a vote where nobody objects"}
_CLOSURE = {
    "motion": "By a motion.", "list-exhausted": "When no speaker is left on the list.", "time-elapsed": "When the time set for it is over.", "chair": "When the chair so decides.",
}  # fmt: skip
_DIVISION = {"request-unless-mover-objects": "Voted on separately on request, unless the mover of the draft objects.", "motion": "Voted on separately by a motion.", "none": "Not voted on separately."}
_DRAFTS = {"submission": "in the order in which they were submitted", "introduction": "in the order in which they were introduced", "chair": "in the order that the chair gives"}
_RIGHTS = {"none": "", "before": "before the vote", "after": "after the vote", "both": "before and after the vote"}
_CONSENSUS = {"first": "Sought first; a vote is taken only where it is asked for.", "on-request": "A draft may be adopted without a vote where nobody objects.", "none": ""}
_CHANGED = {"body": "", "presiding": "", "substantive": "votes on substance", "procedural": "votes on procedure"}
"""What the parts of a procedure are called, where their own names do not say it; the name of the room is no rule."""
_MOVERS = {"sponsor": "by a sponsor", "member-or-invited": "also by an invited State", "prevailing-side": "by one who voted with the side that prevailed", "chair": "by the chair alone"}


def rules_blocks(procedure: Procedure, members: int) -> list[Data]:
    """The rules of a room as blocks of a binder.

    Args:
        procedure: its rules.
        members: how many have a vote there.
    """
    other = sorted({_CHANGED.get(path.split(".")[0], path.split(".")[0].replace("_", " ")) for path in procedure.changed} - {""})
    changed = f" Otherwise than in this family: {', '.join(other)}." if other else ""
    return [
        paragraph(f"{procedure.name}. The chair’s ruling comes before this summary.{changed}"),
        _roomy(table(["Matter", "Rule", "Source"], [1.05, 4.6, 1.25], [row for row in _matters(procedure, members) if row[1]])),
        heading("Points"), _points(procedure),
        {"k": "break"}, heading("Motions in their order of precedence"), _motions(procedure, members),
        heading("What the sources are"), terms([(key, means, "") for key, means in sources(procedure)]),
    ]  # fmt: skip


def _matters(rules: Procedure, members: int) -> list[tuple[str, str, str]]:
    def row(matter: str, words: str, given: Given[Any]) -> tuple[str, str, str]:
        return matter, " ".join(filter(None, (words, given.note if words else ""))), given.source

    answers = [one.name.lower() + ("" if one.may_abstain else " (may not abstain on substance)") for one in rules.roll_call.value if one.id != "absent"]
    reply = rules.right_of_reply.value
    sponsors, signatures = rules.needed_sponsors(members), rules.needed_signatures(members)
    substance = rules.substantive
    # A note of the family is about the family's own value.
    note = "" if any(path.startswith("substantive") for path in rules.changed) else substance.note
    votes = ", ".join(_METHODS[one] for one in rules.methods.value)
    rights = _RIGHTS[rules.explanations.value]
    made = [
        row("Quorum", f"{rules.opens_with(members)} of {members} members to open, {rules.votes_with(members)} for a vote on substance.", rules.quorum_open),
        row("Roll call", f"Answer {' or '.join(answers)}.", rules.roll_call),
        row("Speaking time", f"{rules.speaking_seconds.value} seconds, unless the meeting sets another.", rules.speaking_seconds),
        row("Time left over", f"May be yielded to {' or '.join(_YIELDS[one] for one in rules.yields.value)}." if rules.yields.value else "", rules.yields),
        row("Right of reply", f"Given {_REPLY[reply.when]}, for {reply.seconds} seconds{', asked for in writing' if reply.written else ''}." if reply.allowed else "", rules.right_of_reply),
        row("Talks", _CAUCUS[rules.caucus.value], rules.caucus),
        row("Sponsors", f"A {rules.draft_word.value} needs {sponsors} sponsor{'' if sponsors == 1 else 's'}{f', and {signatures} sponsors and signatories together' if signatures > sponsors else ''}.", rules.signatories if signatures > sponsors else rules.sponsors),
        row("Amendments", "One that all sponsors accept is taken over without a vote." if rules.friendly_amendments.value else "All are put to the vote.", rules.order_of_amendments),
        row("End of debate", _CLOSURE[rules.closure.value], rules.closure),
        row("Parts of a draft", _DIVISION[rules.division.value], rules.division),
        row("Several drafts", f"Voted on {_DRAFTS[rules.order_of_drafts.value]}{', until one is adopted' if rules.several_drafts.value != 'each' else ''}.", rules.order_of_drafts),
        ("Substance", f"Takes {majority(substance, members)}. {'Members may abstain.' if substance.abstain else 'Nobody abstains.'} {note}".strip(), substance.source),
        ("Procedure", f"Takes {majority(rules.procedural, members)}. {'Members may abstain.' if rules.procedural.abstain else 'Nobody abstains.'}", rules.procedural.source),
    ]  # fmt: skip
    if rules.preliminary is not None:
        made.append(("Which of the two", f"Whether a matter is one of procedure takes {majority(rules.preliminary, members)}.", rules.preliminary.source))
    return [
        *made,
        row("Ways of voting", f"{votes[0].upper()}{votes[1:]}.{' Whoever passes is called again at the end.' if rules.pass_allowed.value else ''}", rules.methods),
        row("Consensus", _CONSENSUS[rules.consensus.value], rules.consensus),
        row("Explaining a vote", f"{rights[0].upper()}{rights[1:]}." if rights else "", rules.explanations),
        row("Parties to a dispute", "Abstain from decisions under Chapter VI of the Charter." if rules.obligatory_abstention.value else "", rules.obligatory_abstention),
    ]  # fmt: skip


def _points(rules: Procedure) -> Data:
    who = {"chair": rules.presiding.value, "speaker": "the speaker, who may decline", "nobody": "nobody"}
    rows = [
        [one.name, "yes" if one.may_interrupt else "no", who[one.decided_by] + ("; the ruling may be challenged" if one.appeal else ""), one.source]
        for one in rules.points
    ]  # fmt: skip
    return _roomy(table(["Point", "Interrupts", "Answered by", "Source"], [2, 0.8, 2.85, 1.25], rows))


def _motions(rules: Procedure, members: int) -> Data:
    head = ["No.", "Motion", *(["Second"] if rules.seconds.value else []), "Speakers", "Takes", "Source"]
    widths = [0.35, 2.6, *([0.65] if rules.seconds.value else []), 1.2, 2, 1.25]
    rows = []
    for one in sorted(rules.motions, key=lambda m: m.rank):
        sides = [f"{n} {side}" for n, side in ((one.debate_for, "for"), (one.debate_against, "against")) if n]
        mover = f" ({_MOVERS[one.mover]})" if one.mover in _MOVERS else ""
        rows.append([str(one.rank), one.name + mover, *([("yes" if one.second else "no")] if rules.seconds.value else []), ", ".join(sides) or "none", _takes(one, rules, members), one.source])
    return _roomy(table(head, widths, rows))


def _roomy(made: Data) -> Data:
    """A table in larger letters: it is read standing up."""
    return {**made, "roomy": True}


def _takes(motion: Motion, rules: Procedure, members: int) -> str:
    decision = rules.decision(motion.id)
    if decision is None:
        return f"{rules.presiding.value} decides" if motion.threshold == "chair" else "no vote"
    if decision.threshold == "nine":
        return "nine votes" + (", no veto cast" if decision.veto else "")
    return "a majority" if decision.threshold == "simple" and decision.base == "present-and-voting" else majority(decision, members).removesuffix(" of those who vote for or against")
