"""What whoever presides says, situation by situation: cards made from the rules of the room.

A card has the words to be read out and, below them, what the rules say of the situation. Words and numbers follow the
committee's procedure: whoever has other rules has other cards.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from committee.procedure import NO_DOCUMENT, OWN_SUGGESTION, Decision, Motion, Point, Procedure
from committee.voting import needed

BLANK = "____"
"""What is filled in while it is read out."""


class ScriptCard(NamedTuple):
    """A card for one situation."""

    title: str
    words: tuple[str, ...]
    """To be read out, one line after the other."""
    fields: tuple[str, ...] = ()
    """What has to be known first, as labels of blanks."""
    rule: str = ""
    """What the rules say, in sentences."""
    source: str = ""


CARRIED: dict[str, str] = {
    "adjourn-meeting": "The meeting is adjourned.",
    "suspend-meeting": "The meeting is suspended. We resume at ____.",
    "resume-meeting": "The meeting is resumed.",
    "adjourn-debate": "The debate on ____ is adjourned.",
    "resume-debate": "The debate on ____ is resumed.",
    "close-debate": "The debate is closed. We go to the vote.",
    "close-list": "The speakers’ list is closed.",
    "reopen-list": "The speakers’ list is open again.",
    "overrule-chair": "The ruling is overturned.",
    "open-unmoderated-caucus": "We meet informally until ____.",
    "open-moderated-caucus": "The caucus is open until ____. Who wishes to speak?",
    "open-consultations": "The formal meeting is suspended for consultations until ____.",
    "extend-caucus": "The caucus goes on until ____.",
    "end-caucus": "The caucus is over. We return to the speakers’ list.",
    "introduce-draft": "The {draft} in document ____ is before {body}. Its sponsors may present it.",
    "introduce-amendment": "The amendment in document ____ is before {body}.",
    "withdraw-draft": "Document ____ is withdrawn.",
    "set-speaking-time": "Speakers have ____ from now on.",
    "set-agenda": "{Body} takes up: ____.",
    "divide-question": "We vote separately on: ____.",
    "roll-call-vote": "The names will be called. First to answer is ____.",
    "vote-without-abstentions": "The vote is taken again. Nobody may abstain.",
    "adopt-without-vote": "Document ____ is adopted without a vote.",
    "order-of-drafts": "We vote in this order: ____.",
    "reconsider": "The vote on ____ is set aside. The question is open again.",
    "invite": "{Body} invites ____ to take part without a vote.",
    "refer": "The matter is referred to ____.",
    "declare-important": "The question is important: it will take two thirds.",
    "extend-debate": "The debate goes on for another ____ minutes.",
    "limit-debate": "The debate is limited to ____.",
    "close-session": "The session is closed.",
    "table-draft": "Document ____ is tabled. {Body} goes on to another {draft}.",
}
"""What is said when a motion with an effect carries."""

_FALLEN = {"overrule-chair": "The ruling stands."}

_NOUNS = {"Unmoderated": "an ", "Moderated": "a ", "Separate": "a ", "Division": "", "Consultations": ""}
"""First words of the motions that are called by a noun, with its article."""

_VERBS = frozenset({
    "adjourn", "adopt", "appeal", "ask", "call", "challenge", "change", "choose", "close", "declare", "divide", "end", "extend",
    "introduce", "invite", "limit", "move", "postpone", "put", "reconsider", "refer", "reopen", "resume", "set", "submit",
    "suspend", "table", "vote", "withdraw",
})  # fmt: skip

_HANDS = {
    "show-of-hands": "raise their hands", "placards": "raise their placards", "roll-call": "answer as they are called",
    "recorded": "raise their placards", "without-vote": "raise their placards",
}  # fmt: skip


def script_cards(procedure: Procedure, members: int) -> tuple[ScriptCard, ...]:
    """The cards of a room, in the order in which a meeting comes to them; motions in their order of precedence.

    Args:
        procedure: the rules of the room.
        members: how many have a vote there.
    """
    return tuple(_Words(procedure, members).cards())


def majority(decision: Decision, members: int) -> str:
    """What carries a question in a room of so many members, after "takes": `nine votes in favour`."""
    if decision.threshold == "nine":
        words = "nine votes in favour, whoever is present"
    elif decision.base == "members":
        words = f"{needed(decision, 0, 0, members)} of the {members} members in favour"
    elif decision.threshold == "two-thirds":
        words = "two thirds of those who vote for or against"
    else:
        words = "more votes in favour than against"
    return f"{words}, and no permanent member against" if decision.veto else words


def sources(procedure: Procedure) -> tuple[tuple[str, str], ...]:
    """The keys that cards cite, each with what it stands for."""
    return (
        *((one.key, one.title) for one in procedure.sources),
        (NO_DOCUMENT, "widely kept to; no text of a rule was found that says so"),
        (OWN_SUGGESTION, "ours, where the rules leave a gap"),
    )


class _Words:
    """Writes the cards of one room."""

    def __init__(self, procedure: Procedure, members: int) -> None:
        self.rules = procedure
        self.members = members
        self.body = procedure.body.value
        self.presiding = procedure.presiding.value
        self.draft = procedure.draft_word.value

    def said(self, words: str) -> str:
        """A line with the room's own words in it."""
        return words.replace("{body}", self.body).replace("{Body}", _cap(self.body)).replace("{draft}", self.draft)

    def cards(self) -> Iterator[ScriptCard]:
        yield from self.opening()
        yield from self.speaking()
        yield from (self.point(one) for one in self.rules.points)
        if self.rules.right_of_reply.value.allowed:
            yield self.reply()
        yield self.motions_open()
        yield from (self.motion(one) for one in sorted(self.rules.motions, key=lambda m: m.rank))
        yield from self.voting()
        yield self.closing()

    def opening(self) -> Iterator[ScriptCard]:
        rules = self.rules
        answers = [f"“{one.name.lower()}”" for one in rules.roll_call.value if one.id != "absent"]
        yield ScriptCard(
            "Opening and roll call",
            (f"The meeting of {self.body} is called to order.", f"The roll will be called. Please answer {' or '.join(answers)}.", "____ members are present. That is a quorum."),
            rule=f"{_at_least(rules.opens_with(self.members), self.members)} to open the meeting, {rules.votes_with(self.members)} for a vote on substance.",
            source=rules.quorum_open.source,
        )
        yield ScriptCard(
            "No quorum",
            ("____ members are present. That is no quorum.", "I suspend the meeting until ____ and ask the delegations outside to come in."),
            rule=f"{_at_least(rules.opens_with(self.members), self.members)} to open the meeting.", source=rules.quorum_open.source,
        )
        agenda = next((one for one in rules.motions if one.effect == "set-agenda"), None)
        if agenda is not None and agenda.is_voted and not agenda.debate_for:
            yield ScriptCard(
                "Agenda without objection",
                (f"The provisional agenda is before {self.body}. Is there any objection to its adoption?", "I hear none. The agenda is adopted.", f"The item before {self.body} is: {BLANK}."),
                rule="Where somebody objects, it is put to the vote.", source=agenda.source,
            )

    def speaking(self) -> Iterator[ScriptCard]:
        rules = self.rules
        time = _time(rules.speaking_seconds.value)
        yield ScriptCard(
            "Opening the speakers’ list",
            ("The speakers’ list is open.", f"Delegations that wish to speak on {BLANK}, please raise your placards.", f"Speakers have {BLANK}."),
            rule=f"{_cap(time)} for each speaker, unless {self.body} sets another time.", source=rules.speaking_seconds.source,
        )
        yield ScriptCard(
            "Giving the floor",
            (f"I give the floor to the representative of {BLANK}.", f"I thank the representative of {BLANK}. Next on the list is {BLANK}."),
            rule="Nobody speaks without having been given the floor.", source=NO_DOCUMENT,
        )
        yield ScriptCard("Time is up", (f"The representative has {BLANK} seconds left.", "The time is up. Please finish your sentence."), rule=f"{_cap(time)}, unless set otherwise.", source=rules.speaking_seconds.source)
        if rules.yields.value:
            to = {"chair": f"to {self.presiding}", "delegate": "to another delegation", "questions": "to questions", "comments": "to comments"}
            ways = " or ".join(to[one] for one in rules.yields.value)
            yield ScriptCard("Time left over", (f"The representative has {BLANK} seconds left.", f"Does the representative yield {ways}?", f"The time is yielded to {BLANK}."), rule=rules.yields.note, source=rules.yields.source)
        if rules.list_empty.value == "closes-debate":
            words = ("There are no more names on the list. Does any delegation still wish to speak?", "I see none. The debate is closed.")
        else:
            words = ("There are no more names on the list. Does any delegation still wish to speak?", "I see none. We proceed as follows: ____.")
        yield ScriptCard(
            "The list is empty", words, source=rules.list_empty.source,
            rule="An empty list closes the debate." if rules.list_empty.value == "closes-debate" else f"{_cap(self.presiding)} decides what comes next.",
        )

    def point(self, point: Point) -> ScriptCard:
        name = point.name.lower()
        rise = f"The representative of {BLANK} rises to {_an(name)}."
        if point.decided_by == "speaker":
            words: tuple[str, ...] = (rise, "Does the speaker accept a question?", "Please put it as one short question. The speaker has the floor to answer.")
        elif point.appeal:
            words = (rise, "Please state it.", f"I rule: the point is well taken. {BLANK}", f"Or: the point is not well taken, because {BLANK}.")
        elif point.id == "privilege":
            words = (rise, "Please state it.", f"It will be seen to: {BLANK}.", "We go on.")
        else:
            words = (rise, "Please state it.", f"The answer is: {BLANK}.")
        said = ["It may interrupt a speaker." if point.may_interrupt else "It may not interrupt a speaker."]
        if point.decided_by == "chair":
            said.append("The ruling may be challenged." if point.appeal else f"{_cap(self.presiding)} answers, and nothing is voted on.")
        elif point.decided_by == "speaker":
            said.append("The speaker may decline.")
        if point.written:
            said.append("In writing.")
        return ScriptCard(point.name, words, rule=" ".join(said), source=point.source)

    def reply(self) -> ScriptCard:
        right = self.rules.right_of_reply
        when = {"at-once": "at once", "after-speech": "after the speech", "end-of-list": "at the end of the list", "never": "never"}[right.value.when]
        asked = "in writing" if right.value.written else "from the seat"
        again = "A reply may be replied to." if right.value.to_a_reply else "A reply is not replied to."
        return ScriptCard(
            "Right of reply",
            (f"The representative of {BLANK} has asked for the right of reply.", f"It is granted; you have {_time(right.value.seconds)}.", f"Or: it is not granted, because {BLANK}."),
            rule=f"Asked for {asked}, given {when}. {again}", source=right.source,
        )

    def motions_open(self) -> ScriptCard:
        return ScriptCard(
            "Calling for motions",
            ("Are there any motions or points?", f"There are motions of the representatives of {BLANK}. I put them in their order of precedence; the first is {BLANK}."),
            rule="Of several motions the one with the lowest number on its card is taken first." + ("" if self.rules.seconds.value else " No motion needs a second."),
            source=self.rules.seconds.source,
        )

    def motion(self, motion: Motion) -> ScriptCard:
        decision = self.rules.decision(motion.id)
        carried = self.said(CARRIED[motion.effect])
        lines = [self.moved(motion)]
        said = [f"{_ordinal(motion.rank)} in precedence."]
        if motion.second:
            lines.append("Is there a second?")
            said.append("Needs a second.")
        if motion.debate_for or motion.debate_against:
            sides = [f"{_count(n)} {side}" for n, side in ((motion.debate_for, "for"), (motion.debate_against, "against")) if n]
            lines.append(f"I give the floor to {' and '.join(sides)}.")
            said.append(f"Speakers: {' and '.join(sides)}.")
        elif decision is not None:
            said.append("Not debated.")
        if decision is not None:
            lines.append(f"Those in favour? Those against?{' Those abstaining?' if decision.abstain else ''}")
            lines.append(f"The motion carries. {carried}")
            lines.append(f"Or: the motion does not carry. {_FALLEN.get(motion.effect, '')}".rstrip())
            said.append(f"Takes {majority(decision, self.members)}.{'' if decision.abstain else ' Nobody abstains.'}")
        elif motion.effect == "adopt-without-vote":
            lines = [f"Is there any objection to adopting document {BLANK} without a vote?", f"I hear none. {carried}", "Or: there is an objection. We go to the vote."]
            said.append("Only where nobody objects.")
        elif motion.effect == "divide-question":
            lines += ["Does the mover of the draft object?", f"I hear no objection. {carried}", "Or: there is an objection. The draft is voted on as a whole."]
            said.append("No vote is taken on the request.")
        elif motion.threshold == "chair":
            lines += [f"It is granted. {carried}", "Or: it is not granted."] if motion.mover != "chair" else [carried]
            said.append(f"{_cap(self.presiding)} decides.")
        else:
            lines.append(carried)
            said.append("Takes effect without a vote.")
        if motion.written:
            said.append("In writing.")
        if motion.mover == "sponsor":
            said.append("Moved by a sponsor.")
        elif motion.mover == "prevailing-side":
            said.append("Moved by one who voted with the side that prevailed.")
        fields = tuple(one.label for one in motion.parameters)
        return ScriptCard(motion.name, tuple(lines), fields, " ".join(said), motion.source)

    def moved(self, motion: Motion) -> str:
        who = f"The representative of {BLANK} moves"
        first, _, rest = motion.name.partition(" ")
        if first in _NOUNS:
            return f"{who} for {_NOUNS[first]}{first.lower()}{' ' + rest if rest else ''}."
        if first.lower() in _VERBS and rest:
            return f"{who} to {first.lower()} {rest}."
        return f"{who} “{motion.name}”."

    def voting(self) -> Iterator[ScriptCard]:
        rules = self.rules
        decision = rules.substantive
        takes = f"Adoption takes {majority(decision, self.members)}."
        if rules.explanations.value in ("before", "both"):
            yield ScriptCard("Explanations before the vote", (f"{_cap(self.body)} is about to vote. I give the floor to members who wish to explain their vote before it.", f"I give the floor to the representative of {BLANK}."), rule=rules.explanations.note, source=rules.explanations.source)
        if rules.consensus.value == "first":
            yield ScriptCard("Consensus first", (f"Is there any objection to adopting the {self.draft} in document {BLANK} without a vote?", "I hear none. It is so decided.", "Or: a vote is asked for. We go to the vote."), rule="A vote is taken only where a delegation asks for one.", source=rules.consensus.source)
        if rules.obligatory_abstention.value:
            yield ScriptCard(
                "Parties to a dispute",
                (f"Is any member a party to the dispute before {self.body}?", f"Under Article 27, paragraph 3, of the Charter, {BLANK} abstains in this vote."),
                rule="For decisions under Chapter VI and Article 52, paragraph 3; never under Chapter VII.", source=rules.obligatory_abstention.source,
            )
        yield ScriptCard(
            "Amendments before the draft",
            (f"Before the {self.draft}, we vote on the amendments to it. The first is document {BLANK}.", f"The amendment is {BLANK}. The next is document {BLANK}.", f"We now come to the {self.draft} itself."),
            rule=rules.order_of_amendments.note or "Each in the order the rules give.", source=rules.order_of_amendments.source,
        )
        methods = [one for one in rules.methods.value if one != "without-vote"]
        usual = _HANDS[methods[0]] if methods else "raise their placards"
        yield ScriptCard(
            f"Voting on a {self.draft}",
            (f"{_cap(self.body)} votes on the {self.draft} in document {BLANK}.", f"Will those in favour please {usual}.", "Those against.", *(("Those abstaining.",) if decision.abstain else ())),
            rule=takes, source=decision.source,
        )
        if {"roll-call", "recorded"} & set(methods):
            answers = ["“yes”", "“no”", *(["“abstain”"] if decision.abstain else []), *(["“pass”"] if rules.pass_allowed.value else [])]
            start = f"beginning with {BLANK}, drawn by lot" if rules.roll_order.value == "drawn-letter" else "in English alphabetical order"
            more = []
            if rules.pass_allowed.value:
                more.append("Whoever passes is called again at the end and then votes yes or no.")
            if rules.present_and_voting_binds.value:
                more.append("Whoever answered “present and voting” does not abstain.")
            if rules.rights.value != "none":
                more.append("A vote “with rights” may be explained.")
            yield ScriptCard("Voting by roll call", (f"The names are called {start}.", f"Please answer {', '.join(answers[:-1])} or {answers[-1]}.", f"{BLANK}, how do you vote?"), rule=" ".join([*more, takes]), source=rules.roll_order.source)
        counts = f"{BLANK} in favour, {BLANK} against{f', {BLANK} abstaining' if decision.abstain else ''}"
        yield ScriptCard("Adopted", (f"The result is {counts}.", f"The {self.draft} is adopted{f' as document {BLANK}' if decision.threshold != 'nine' else f' as resolution {BLANK}'}."), rule=takes, source=decision.source)
        if decision.veto:
            yield ScriptCard("Not adopted: a veto", (f"The result is {counts}.", f"The {self.draft} is not adopted, owing to the negative vote of a permanent member of {self.body}."), rule="Abstaining, staying away and not taking part are no veto.", source=decision.source)
        if decision.threshold == "nine":
            yield ScriptCard("Not adopted: short of nine", (f"The result is {counts}.", f"The {self.draft} is not adopted, as it did not obtain the required number of votes."), rule="With fewer than nine in favour no vote against is a veto: say what was missing.", source=decision.source)
        else:
            tie = " A tie falls." if decision.threshold == "simple" and decision.base == "present-and-voting" else ""
            yield ScriptCard("Not adopted", (f"The result is {counts}.", f"The {self.draft} is not adopted, as it did not obtain the required majority."), rule=f"{takes}{tie}", source=decision.source)
        if rules.preliminary is not None:
            yield ScriptCard(
                "Is the matter procedural?",
                ("It has been asked whether this matter is one of procedure.", "We vote first on that. Will those who hold it procedural please " + usual + ". Those against. Those abstaining."),
                rule=f"Takes {majority(rules.preliminary, self.members)}. Otherwise the matter is one of substance.", source=rules.preliminary.source,
            )
        if rules.explanations.value in ("after", "both") or rules.rights.value in ("after", "both"):
            yield ScriptCard("Explanations after the vote", (f"The vote is over. I give the floor to members who wish to explain their vote. First is the representative of {BLANK}.",), rule=rules.explanations.note, source=rules.explanations.source)

    def closing(self) -> ScriptCard:
        return ScriptCard(
            "Ending the meeting",
            ("There are no more names on the list.", f"The next meeting is on {BLANK} at {BLANK}; its subject is {BLANK}.", "I thank the delegations. The meeting rises."),
            rule="An adjournment that a delegation moves is voted on: see its card.", source=NO_DOCUMENT,
        )


def _cap(text: str) -> str:
    return text[:1].upper() + text[1:]


def _an(text: str) -> str:
    return f"{'an' if text[:1] in 'aeiou' else 'a'} {text}"


def _count(number: int) -> str:
    words = ("no speaker", "one speaker", "two speakers", "three speakers", "four speakers", "five speakers")
    return words[number] if number < len(words) else f"{number} speakers"


def _ordinal(number: int) -> str:
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def _at_least(number: int, members: int) -> str:
    return f"{number} of {members} members"


def _time(seconds: float) -> str:
    whole, rest = divmod(round(seconds), 60)
    parts = [f"{whole} minute{'s' if whole != 1 else ''}"] if whole else []
    return " ".join([*parts, *([f"{rest} seconds"] if rest or not whole else [])])
