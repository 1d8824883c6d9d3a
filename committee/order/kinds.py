"""Which kinds of events may happen now, and why the others may not."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from committee.floor import called_next
from committee.folding import last_act, last_undo
from committee.order.ruling import YES, Ruling, refused
from committee.procedure import Procedure
from committee.quorum import quorum
from committee.session import Session


def in_order(session: Session, procedure: Procedure) -> Mapping[str, Ruling]:
    """For each kind of event whether it may happen now, and why not; also `point:<id>` and `yield:<kind>`.

    What one event says besides, as whose turn it is, is for `ruling` in `committee.motions`, which also knows which
    motions are in order.
    """
    global _latest
    known = _latest
    if known is None or known[0] is not session or known[1] is not procedure:
        known = _latest = (session, procedure, _found(session, procedure))
    return known[2]


_latest: tuple[Session, Procedure, Mapping[str, Ruling]] | None = None
"""The last answer: every delegation of a room asks the same of the same session, several times."""


def _found(session: Session, procedure: Procedure) -> Mapping[str, Ruling]:
    order = _Order(session, procedure)
    order.meeting()
    order.floor()
    order.points()
    order.motions()
    order.documents()
    order.votes()
    order.found["undone"] = YES if last_act(session) or last_undo(session) else refused("Nothing has happened that could be undone.")
    return MappingProxyType(order.found)


class _Order:
    """What is in order, put together matter by matter."""

    def __init__(self, session: Session, procedure: Procedure) -> None:
        self.session = s = session
        self.procedure = procedure
        self.found: dict[str, Ruling] = {}
        self.voting_now = s.vote is not None and s.vote.open
        # Each of these stands against all that the one before it does, and against more.
        self.shut = self._shut()
        self.live = self.shut and (YES if s.suspended_at is None else refused("The meeting is suspended; it is to be resumed first."))
        self.rolled = self.live and (YES if s.roll_done else refused("The roll is to be called and the quorum noted first."))
        self.calm = self.rolled and (YES if not self.voting_now else refused(_A_VOTE_IS_OPEN))
        self.themed = self.calm and (YES if s.item else refused("The agenda is to be adopted first."))
        self.debating = self.themed and (YES if not s.voting else refused("The room is in voting procedure."))
        count = quorum(s, procedure)
        too_few = f"{count.present} of {count.members} members are present, and it takes {count.to_open}."
        self.quorate = self.debating and (YES if count.opens else refused(too_few, procedure.quorum_open.source))
        self.open_documents = [one for one in s.documents.values() if one.status == "open"]
        # Conditions of several kinds.
        self.enough = (count.opens, too_few, procedure.quorum_open.source)
        self.no_vote = (not self.voting_now, "A vote is open.")
        self.announced = (s.vote is None or s.vote.open, "The result of the vote is to be announced first.")
        self.a_draft = (any(one.what == "draft" for one in self.open_documents), "No draft is before the room.")

    def _shut(self) -> Ruling:
        if self.session.closed:
            return refused("The session is closed.")
        if not self.session.meeting:
            return refused("No meeting has been opened yet.")
        return refused("The meeting has risen; the next one is to be opened first.") if self.session.adjourned else YES

    def rule(self, kind: str, before: Ruling, *conditions: tuple[bool, str] | tuple[bool, str, str]) -> None:
        """Put down for a kind the first thing that stands against it: what it shares with others, then each condition that fails."""
        self.found[kind] = before and next((refused(*one[1:]) for one in conditions if not one[0]), YES)

    def meeting(self) -> None:
        """The meeting, the roll and the agenda."""
        s = self.session
        opened = YES if not s.is_open else refused("A meeting is open already.")
        self.rule("session.opened", refused("The session is closed.") if s.closed else opened)
        self.rule("roll.called", self.live, (not s.roll_done, "The roll has been called; who comes now has arrived late."))
        self.rule("roll.arrived", self.rolled, (any(s.is_absent(one) for one in s.taking_part), "Everybody is here."))
        self.rule("roll.left", self.shut, (any(not s.is_absent(one) for one in s.taking_part), "Nobody is here."))
        self.rule("quorum.noted", self.live, self.enough)
        self.rule(
            "agenda.adopted", self.calm,
            (not s.voting, "The room is in voting procedure."),
            (s.caucus is None, "The room is in a caucus."),
            (s.turn is None, "A speaker has the floor."),
        )  # fmt: skip
        self.rule("meeting.suspended", self.live, self.no_vote)
        self.rule("meeting.resumed", self.shut, (s.suspended_at is not None, "The meeting is not suspended."))
        self.rule("meeting.adjourned", self.shut, self.no_vote, self.announced)
        self.rule("presidency.ceded", self.shut, self.no_vote)
        self.rule("guest.invited", self.shut, self.no_vote)

    def floor(self) -> None:
        """The speakers' list and speeches."""
        s, p, turn = self.session, self.procedure, self.session.turn
        self.rule(
            "list.joined", self.shut,
            (s.list_open, "The speakers' list is closed."),
            (not s.debate_closed and not s.voting, "Debate is closed."),
            (any(one not in s.speakers for one in s.taking_part), "Everybody is on the list."),
        )  # fmt: skip
        self.rule("list.left", self.shut, (bool(s.speakers), "Nobody is on the list."))
        self.rule("list.moved", self.shut, (len(s.speakers) > 1, "There is nobody to move past."))
        self.rule("list.closed", self.shut, (s.list_open, "The list is closed already."))
        self.rule("list.opened", self.shut, (not s.list_open, "The list is open."))
        self.rule(
            "speaker.called", self.calm,
            (turn is None, "A speaker has the floor."),
            self.enough,
            (s.caucus is None or s.caucus.mode == "moderated", "Nobody is called while the room meets informally."),
        )  # fmt: skip
        self.rule(
            "speech.started", self.live,
            (turn is not None, "Nobody has the floor."),
            (turn is None or not turn.running, "The clock is running."),
            self.no_vote,
            (not s.points, "A point waits for the chair."),
        )  # fmt: skip
        self.rule("speech.paused", self.live, (turn is not None and turn.running, "No clock is running."))
        self.rule("speech.ended", self.live, (turn is not None, "Nobody has the floor."))
        for kind in ("chair", "delegate", "questions", "comments"):
            self.rule(
                f"yield:{kind}", self.found["speech.ended"],
                (kind in p.yields.value, f"Time is not yielded to {_YIELDED[kind]}.", p.yields.source),
                (turn is None or turn.on in ("list", "draft"), "Only who speaks from the list yields.", p.yields.source),
                (turn is None or not turn.yielded_by, "Time that was yielded is not yielded again.", p.yields.source),
                (turn is None or not turn.taking, "The speaker has yielded to questions already."),
            )  # fmt: skip
        self.rule("time.set", self.shut, self.no_vote)

    def points(self) -> None:
        """Points, rights of reply, placards and notes."""
        s, p, turn = self.session, self.procedure, self.session.turn
        self.rule("point.raised", self.live, (bool(p.points), "These rules know no points.", p.source))
        for point in p.points:
            # A question to whoever takes questions interrupts nobody.
            interrupts = turn is None or not turn.running or point.may_interrupt or (point.decided_by == "speaker" and bool(turn.taking))
            open_to = point.decided_by != "speaker" or (turn is not None and turn.taking == "questions")
            asks = point.decided_by != "speaker" or "questions" not in p.yields.value or open_to
            self.rule(
                f"point:{point.id}", self.live,
                (interrupts, f"A {_lower(point.name)} does not interrupt a speaker.", point.source),
                (asks, f"A {_lower(point.name)} is for a speaker who has yielded to questions.", point.source),
                # Only a point on the conduct of the voting, as THIMUN-type rules have it (PORGMUN).
                (not self.voting_now or point.may_interrupt or point.appeal, _A_VOTE_IS_OPEN, point.source),
            )  # fmt: skip
        self.rule("point.ruled", self.shut, (bool(s.points), "No point waits for a ruling."))
        self.rule("ruling.overturned", self.shut, (bool(s.last_ruling), "The chair has not ruled on anything."))
        reply = p.right_of_reply
        said_last = s.turn.on if s.turn is not None else s.heard
        self.rule(
            "reply.asked", self.calm,
            (reply.value.allowed, "These rules know no right of reply.", reply.source),
            (reply.value.to_a_reply or said_last != "reply", "What was said last was a reply, and a reply is not replied to.", reply.source),
        )  # fmt: skip
        self.rule("reply.decided", self.shut, (any(one.granted is None for one in s.replies), "Nobody has asked for a right of reply."))
        self.rule(
            "placard.raised", self.calm,
            (s.is_occasion_for("caucus") or s.is_occasion_for("explanation"), "The floor is asked for in a moderated caucus, or to explain a vote; else join the speakers' list."),
        )  # fmt: skip
        self.rule("placard.lowered", self.shut, (bool(s.placards), "Nobody asks for the floor."))
        self.rule("note.passed", self.shut)
        self.rule("remark", self.shut)

    def motions(self) -> None:
        """Motions and the caucuses that they open."""
        s, p = self.session, self.procedure
        put = next((one for one in s.motions if one.put), None)
        self.rule("motion.raised", self.calm, (put is None, "A motion is being decided; others wait."), self.announced)
        self.rule(
            "motion.seconded", self.calm,
            (p.seconds.value, "Motions need no second.", p.seconds.source),
            (any(not one.seconded_by for one in s.motions), "No motion waits for a second."),
        )  # fmt: skip
        motions = (bool(s.motions), "No motion is on the floor.")
        self.rule("motion.withdrawn", self.calm, motions)
        self.rule("motion.refused", self.calm, motions)
        self.rule("motion.put", self.calm, motions, (put is None, "A motion is being decided."), self.announced)
        self.rule("motion.decided", self.calm, motions)
        self.rule(
            "caucus.opened", self.quorate,
            (p.caucus.value != "none", "These rules know no caucus.", p.caucus.source),
            (s.caucus is None, "A caucus is under way."),
            (not s.debate_adjourned, "Debate on the item is adjourned."),
        )  # fmt: skip
        self.rule("caucus.extended", self.live, (s.caucus is not None, "No caucus is under way."))
        self.rule("caucus.ended", self.live, (s.caucus is not None, "No caucus is under way."))

    def documents(self) -> None:
        """Drafts and amendments, and the debate on them."""
        s, p = self.session, self.procedure
        an_open = (bool(self.open_documents), "No document is before the room.")
        self.rule("draft.introduced", self.quorate, (not s.debate_closed, "Debate is closed."))
        self.rule("amendment.introduced", self.themed, self.a_draft)
        self.rule("document.taken-up", self.debating, an_open)
        amended = (any(one.what == "amendment" for one in self.open_documents), "No amendment is before the room.")
        self.rule("amendment.decided", self.calm, amended)
        self.rule("document.withdrawn", self.calm, an_open)
        self.rule("document.referred", self.calm)
        self.rule("document.tabled", self.calm, self.a_draft)
        self.rule("drafts.ordered", self.calm, self.a_draft)
        self.rule("question.divided", self.calm, self.a_draft, (p.division.value != "none", "These rules know no separate vote on parts.", p.division.source))
        self.rule("document.important", self.calm, self.a_draft)
        self.rule(
            "document.reconsidered", self.calm,
            (
                p.reconsideration.value != "none" or any(one.effect == "vote-without-abstentions" for one in p.motions),
                "What was decided is not taken up again.", p.reconsideration.source,
            ),
            (any(one.status in ("adopted", "rejected") for one in s.documents.values()), "Nothing has been decided yet."),
        )  # fmt: skip
        self.rule("debate.closed", self.debating, (not s.debate_closed, "Debate is closed already."))
        self.rule("debate.adjourned", self.debating, (not s.debate_adjourned, "Debate is adjourned already."))
        self.rule("debate.reopened", self.debating, (s.debate_closed or s.debate_adjourned, "Debate is open."))
        debated = s.documents.get(s.document)
        self.rule("debate.turned", self.debating, (debated is not None and debated.debate_side == "for", "No debate is in its time in favour."))
        self.rule("debate.extended", self.debating, (bool(s.document), "No document is debated now."))

    def votes(self) -> None:
        """Votes and what is said on them."""
        s, p = self.session, self.procedure
        self.rule("voting.opened", self.debating, self.a_draft)
        self.rule("voting.closed", self.calm, (s.voting, "The room is not in voting procedure."), self.announced)
        self.rule("vote.method", self.calm)
        self.rule("vote.opened", self.calm, self.announced, (s.turn is None, "A speaker has the floor."))
        self.rule("vote.cast", self.rolled, (self.voting_now, "No vote is open."))
        self.rule(
            "vote.passed", self.rolled,
            (self.voting_now, "No vote is open."),
            (p.pass_allowed.value, "Nobody passes under these rules.", p.pass_allowed.source),
            (s.vote is None or s.vote.method == "roll-call", "Members pass only in a roll call."),
        )  # fmt: skip
        called = called_next(s, s.vote) if s.vote is not None and self.voting_now and s.vote.method == "roll-call" else ""
        self.rule("vote.closed", self.rolled, (self.voting_now, "No vote is open."), (not called, "The roll call is not over."))
        self.rule("result.recorded", self.calm)
        self.rule(
            "vote.explained", self.calm,
            (p.explanations.value != "none" or bool(s.owed), "These rules know no explanations of vote.", p.explanations.source),
        )  # fmt: skip


_A_VOTE_IS_OPEN = "A vote is open; nothing but a point on its conduct comes between."

_YIELDED = {"chair": "the chair", "delegate": "another delegation", "questions": "questions", "comments": "comments"}


def _lower(name: str) -> str:
    return name[:1].lower() + name[1:]
