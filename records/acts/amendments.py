"""Acts on the amendments to a draft: proposed, signed, accepted, decided, and what becomes of the text."""

from __future__ import annotations

import re
from typing import ClassVar, Literal, Self

from records.acts.act import DAIS, Entry
from records.acts.drafts import DraftAct, named_stage
from records.errors import Refused
from records.room import ON_THE_FLOOR, Id, Proposed, Role, Room, Seat, Shared, Short, Stage
from records.sitting import procedure_of
from records.taken_in import numbers_again, objection, others_again, taken, waiting_again, without
from resolutions.amendments import Amendment, after_carried, friendly, refusal

MOST_AMENDMENTS = 500
_AMENDMENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


class AmendmentProposed(DraftAct):
    """A delegation proposes an amendment to a draft on the floor, or renews one that went stale (with the same id)."""

    kind: Literal["amendment.proposed"] = "amendment.proposed"
    amendment: Amendment

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.found(room, by)
        if shared.stage not in ON_THE_FLOOR:
            raise Refused("Amendments are proposed to a draft that has been introduced; this one is " + named_stage(shared.stage) + ".")
        if not _AMENDMENT_ID.fullmatch(self.amendment.id):
            raise Refused("The id of an amendment has small letters, digits and hyphens only.")
        old = shared.proposed(self.amendment.id)
        if old is not None:
            if old.amendment.state != "stale":
                raise Refused("An amendment of this name is here already.")
            if by.role not in DAIS and by.delegation not in old.amendment.sponsors:
                raise Refused("Only a sponsor of the amendment may renew it.")
        elif len(shared.amendments) >= MOST_AMENDMENTS:
            raise Refused(f"A draft has at most {MOST_AMENDMENTS} amendments.")
        members = room.settings.members if room.settings else ()
        if by.role not in DAIS and by.delegation not in members:
            raise Refused("Only a member that votes can propose an amendment.")
        target = shared.draft.find(self.amendment.paragraph or "")
        sponsors = (by.delegation,) if by.role is Role.DELEGATE else self.amendment.sponsors
        if old is not None and (by.role in DAIS or _asks_the_same(self.amendment, old.amendment)):
            # Under other words its sponsors have to put their names again.
            sponsors = old.amendment.sponsors
        amendment = self.amendment.model_copy(
            update={
                "sponsors": sponsors,
                "number": old.amendment.number if old else len(shared.amendments) + 1,
                "state": "proposed",
                "note": "",
                "base": target.text if target and not self.amendment.base else self.amendment.base,
            }
        )
        why = refusal(shared.draft, amendment)
        if why:
            raise Refused(why)
        return self.model_copy(update={"amendment": amendment})

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        old = shared.proposed(self.amendment.id)
        new = Proposed(amendment=self.amendment, seat=old.seat if old else entry.seat)
        amendments = tuple(new if p is old else p for p in shared.amendments) if old else (*shared.amendments, new)
        return self.touched(room, shared, entry, amendments=amendments)


def _asks_the_same(one: Amendment, other: Amendment) -> bool:
    """Whether two amendments ask for the same: then those who signed the one have signed the other."""
    asked = ("kind", "part", "paragraph", "after", "text")
    return all(getattr(one, field) == getattr(other, field) for field in asked)


def _without_a_vote(room: Room) -> None:
    """Nothing if the committee's rules know amendments that are taken in without a vote.

    Raises:
        Refused: if they do not.
    """
    rules = procedure_of(room.settings) if room.settings else None
    if rules is not None and not rules.friendly_amendments.value:
        raise Refused(f"Under the rules of this committee ({rules.name}) every amendment is voted on; none is taken in without a vote.")


class AmendmentAct(DraftAct):
    """The base of acts on an amendment."""

    amendment: Id

    def on(self, room: Room, by: Seat, *states: str) -> tuple[Shared, Proposed]:
        """The draft and the amendment, if it is in one of these states.

        Raises:
            Refused: if there is none, or it is in another state.
        """
        shared = self.found(room, by)
        proposed = shared.proposed(self.amendment)
        if proposed is None:
            raise Refused("There is no such amendment.")
        if states and proposed.amendment.state not in states:
            raise Refused(f"The amendment is {proposed.amendment.state} already.")
        return shared, proposed

    def changed(self, room: Room, entry: Entry, new: Proposed, **changes: object) -> Room:
        """The room with the amendment changed."""
        shared = room.drafts[self.draft]
        amendments = tuple(new if p.amendment.id == self.amendment else p for p in shared.amendments)
        return self.touched(room, shared, entry, amendments=amendments, **changes)


class AmendmentSigned(AmendmentAct):
    """A delegation joins the sponsors of an amendment, or leaves them."""

    kind: Literal["amendment.signed"] = "amendment.signed"
    delegation: Short
    signs: bool = True

    def checked(self, room: Room, by: Seat) -> Self:
        self.on(room, by, "proposed", "stale")
        if by.role not in DAIS and by.delegation != self.delegation:
            raise Refused("A delegation signs for itself; you cannot sign for another.")
        if room.settings and self.delegation not in room.settings.members:
            raise Refused("Only a member that votes can sponsor an amendment.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        proposed = room.drafts[self.draft].proposed(self.amendment)
        if proposed is None:
            return room
        others = tuple(s for s in proposed.amendment.sponsors if s != self.delegation)
        sponsors = (*others, self.delegation) if self.signs else others
        amendment = proposed.amendment.model_copy(update={"sponsors": sponsors})
        return self.changed(room, entry, proposed.model_copy(update={"amendment": amendment}))


class AmendmentAccepted(AmendmentAct):
    """A sponsor of the draft takes an amendment as friendly, or takes that back."""

    kind: Literal["amendment.accepted"] = "amendment.accepted"
    delegation: Short
    accepts: bool = True

    def checked(self, room: Room, by: Seat) -> Self:
        shared, _ = self.on(room, by, "proposed")
        if by.role not in DAIS and by.delegation != self.delegation:
            raise Refused("A sponsor accepts for itself.")
        if self.delegation not in shared.draft.sponsors:
            raise Refused("Only the draft's sponsors are asked whether an amendment is friendly.")
        if self.accepts:
            _without_a_vote(room)
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        proposed = room.drafts[self.draft].proposed(self.amendment)
        if proposed is None:
            return room
        others = tuple(s for s in proposed.accepted_by if s != self.delegation)
        accepted = (*others, self.delegation) if self.accepts else others
        return self.changed(room, entry, proposed.model_copy(update={"accepted_by": accepted}))


class AmendmentDecided(AmendmentAct):
    """An amendment carries, falls, is withdrawn, or is taken in because every sponsor accepts it."""

    kind: Literal["amendment.decided"] = "amendment.decided"
    outcome: Literal["carried", "failed", "withdrawn", "friendly"]

    def checked(self, room: Room, by: Seat) -> Self:
        shared, proposed = self.on(room, by, "proposed", "stale")
        amendment = proposed.amendment
        if by.role not in DAIS and (self.outcome != "withdrawn" or by.delegation not in amendment.sponsors):
            raise Refused("Only its sponsors may withdraw an amendment; all else is the dais's to say.")
        if self.outcome in ("carried", "friendly"):
            if amendment.state == "stale":
                raise Refused("The amendment no longer fits the text; its sponsors have to renew it first.")
            if shared.stage not in ON_THE_FLOOR:
                raise Refused(f"The draft is {named_stage(shared.stage)}; nothing is amended now.")
            least = room.settings.amendment_sponsors if room.settings else 0
            if len(amendment.sponsors) < least:
                raise Refused(f"The amendment has {len(amendment.sponsors)} sponsors; the committee asks for {least}.")
            why = refusal(shared.draft, amendment)
            if why:
                raise Refused(why)
        if self.outcome == "friendly":
            _without_a_vote(room)
        if self.outcome == "friendly" and not friendly(amendment, proposed.accepted_by, shared.draft.sponsors):
            if not shared.draft.sponsors:
                raise Refused("The draft has no sponsors who could accept it; put the amendment to the vote.")
            missing = [s for s in shared.draft.sponsors if s not in (*proposed.accepted_by, *amendment.sponsors)]
            raise Refused("Not every sponsor of the draft has accepted it: " + ", ".join(missing) + ".")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        proposed = shared.proposed(self.amendment)
        if proposed is None:
            return room
        decided = proposed.model_copy(
            update={"amendment": proposed.amendment.model_copy(update={"state": self.outcome})}
        )
        if self.outcome not in ("carried", "friendly"):
            return self.changed(room, entry, decided)
        others = tuple(p.amendment for p in shared.amendments if p.amendment.id != self.amendment)
        draft, left = after_carried(shared.draft, proposed.amendment, others)
        by_id = {amendment.id: amendment for amendment in left}
        done = taken(shared.draft, draft, proposed.amendment, zip(others, left, strict=True))
        decided = decided.model_copy(update={"taken": done})
        amendments = tuple(
            decided if p.amendment.id == self.amendment else p.model_copy(update={"amendment": by_id[p.amendment.id]})
            for p in shared.amendments
        )
        versions = dict(shared.versions)
        for paragraph in (*draft.paragraphs, *shared.draft.paragraphs):
            if shared.draft.find(paragraph.id) != draft.find(paragraph.id):
                versions[paragraph.id] = entry.revision
        return self.touched(
            room, shared, entry, draft=draft, amendments=amendments, versions=versions, stage=Stage.AMENDED
        )


class AmendmentTakenBack(AmendmentAct):
    """The decision on an amendment is taken back: it waits for one again, and what it did to the text goes."""

    kind: Literal["amendment.taken-back"] = "amendment.taken-back"
    roles: ClassVar[frozenset[Role]] = DAIS

    def checked(self, room: Room, by: Seat) -> Self:
        shared, proposed = self.on(room, by)
        if proposed.amendment.state in ("proposed", "stale"):
            raise Refused("The amendment has not been decided.")
        if shared.stage not in ON_THE_FLOOR:
            raise Refused(f"The draft is {named_stage(shared.stage)}; no decision on its amendments is taken back now.")
        if proposed.taken is not None and (why := objection(shared.draft, proposed.taken)):
            raise Refused(why)
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        proposed = shared.proposed(self.amendment)
        if proposed is None:
            return room
        done = proposed.taken
        if done is None or objection(shared.draft, done):
            again = proposed.model_copy(update={"amendment": waiting_again(shared.draft, proposed.amendment), "taken": None})
            return self.changed(room, entry, again)
        draft = without(shared.draft, done)
        amendments = others_again(shared, draft, proposed.amendment, done)
        amended = any(p.amendment.state in ("carried", "friendly") for p in amendments)
        stage = Stage.INTRODUCED if shared.stage is Stage.AMENDED and not amended else shared.stage
        versions = {**shared.versions, done.paragraph: entry.revision}
        numbers = numbers_again(shared.numbers, done)
        return self.touched(
            room, shared, entry, draft=draft, amendments=amendments, versions=versions, stage=stage, numbers=numbers
        )


class AmendmentsOrdered(DraftAct):
    """The dais rules in which order amendments are put to the vote."""

    kind: Literal["amendment.order"] = "amendment.order"
    roles: ClassVar[frozenset[Role]] = DAIS
    order: tuple[Id, ...]

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.found(room, by)
        if set(self.order) - {p.amendment.id for p in shared.amendments}:
            raise Refused("The order names an amendment that is not there.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        return self.touched(room, room.drafts[self.draft], entry, order=self.order)
