"""Acts that take a draft on its way: who stands behind it, and the steps from a working paper to the vote."""

from __future__ import annotations

from typing import Any, Literal, Self

from records.acts.act import DAIS, Entry
from records.acts.drafts import DraftAct, Remark, named_stage
from records.errors import Refused
from records.room import Room, Seat, Shared, Short, Stage
from resolutions.numbering import fixed


class Signed(DraftAct):
    """A delegation becomes sponsor or signatory of a draft, or neither."""

    kind: Literal["draft.signed"] = "draft.signed"
    delegation: Short
    role: Literal["sponsor", "signatory", "none"]

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.found(room, by)
        if shared.stage is Stage.VOTED:
            raise Refused("The draft has been voted on; its sponsors and signatories stand as they were. Reconsider it first to change them.")
        if by.role not in DAIS:
            if by.delegation != self.delegation:
                raise Refused("A delegation signs for itself; you cannot sign for another.")
            if shared.stage not in (Stage.WORKING, Stage.SUBMITTED):
                raise Refused(f"The draft is {named_stage(shared.stage)}; ask the dais to add or take off a name.")
        settings = room.settings
        if settings and self.role == "sponsor" and self.delegation not in settings.members:
            raise Refused("Only a member that votes can sponsor a draft; an observer or an invited State may sign it.")
        return self

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        names = {
            "sponsors": tuple(s for s in shared.draft.sponsors if s != self.delegation),
            "signatories": tuple(s for s in shared.draft.signatories if s != self.delegation),
        }
        if self.role != "none":
            field = "sponsors" if self.role == "sponsor" else "signatories"
            names[field] = (*names[field], self.delegation)
        return self.touched(room, shared, entry, draft=shared.draft.model_copy(update=names))


STEPS: dict[Stage, dict[Stage, Literal["bloc", "dais"]]] = {
    Stage.WORKING: {Stage.SUBMITTED: "bloc", Stage.WITHDRAWN: "bloc"},
    Stage.SUBMITTED: {Stage.APPROVED: "dais", Stage.WORKING: "dais", Stage.WITHDRAWN: "bloc"},
    Stage.APPROVED: {Stage.INTRODUCED: "dais", Stage.WORKING: "dais", Stage.WITHDRAWN: "bloc"},
    Stage.INTRODUCED: {Stage.VOTED: "dais", Stage.WITHDRAWN: "bloc"},
    Stage.AMENDED: {Stage.VOTED: "dais", Stage.WITHDRAWN: "bloc"},
    Stage.WITHDRAWN: {Stage.WORKING: "bloc"},
    Stage.VOTED: {Stage.INTRODUCED: "dais"},
}
"""From each stage where a draft can go, and whose step it is. A sponsor may withdraw what was not voted on (rule 35 of
the Council's provisional rules); from `voted` it comes back only by reconsideration."""


class StageChanged(DraftAct):
    """A draft goes a step on its way: its bloc submits or withdraws it, the dais does the rest."""

    kind: Literal["draft.stage"] = "draft.stage"
    to: Stage
    remark: Remark = ""
    symbol: Short = ""
    """Filled in by the committee's scheme when the dais approves; the dais may give another."""

    def checked(self, room: Room, by: Seat) -> Self:
        shared = self.found(room, by)
        steps = STEPS.get(shared.stage, {})
        if self.to not in steps:
            possible = ", ".join(step.value for step in steps) or "nothing more"
            raise Refused(f"A draft that is {named_stage(shared.stage)} cannot become {self.to.value}; it can become {possible}.")
        if by.role not in DAIS and (steps[self.to] != "bloc" or by.id not in shared.writers):
            raise Refused("That step is the dais's to take." if steps[self.to] != "bloc" else "That step is its bloc's to take.")
        if self.to is Stage.SUBMITTED:
            _may_be_submitted(room, shared)
        symbol = ""
        if self.to is Stage.APPROVED:
            symbol = self.symbol.strip() or _next_symbol(room)
            if any(d.symbol == symbol and d.id != shared.id for d in room.drafts.values()):
                raise Refused(f"Another draft has the symbol {symbol} already.")
        return self.model_copy(update={"symbol": symbol})

    def applied(self, room: Room, entry: Entry) -> Room:
        shared = room.drafts[self.draft]
        changes: dict[str, Any] = {"stage": self.to, "remark": self.remark}
        if self.to is Stage.APPROVED:
            changes["draft"] = shared.draft.model_copy(update={"symbol": self.symbol})
            room = room.model_copy(update={"approved": room.approved + 1})
        if self.to is Stage.INTRODUCED and shared.numbers is None:
            changes["numbers"] = fixed(shared.draft)
        if self.to is Stage.WORKING:
            # It is printed anew when it comes back.
            changes["numbers"] = None
        return self.touched(room, shared, entry, **changes)


def _may_be_submitted(room: Room, shared: Shared) -> None:
    if shared.draft.is_empty:
        raise Refused("There is nothing in the draft yet.")
    settings = room.settings
    for what, names, least in (
        ("sponsor", shared.draft.sponsors, settings.sponsors if settings else 0),
        ("signatory", shared.draft.signatories, settings.signatories if settings else 0),
    ):
        if len(names) < least:
            many = {"sponsor": "sponsors", "signatory": "signatories"}[what]
            raise Refused(f"It has {len(names)} {what if len(names) == 1 else many}; the committee asks for {least}.")


def _next_symbol(room: Room) -> str:
    scheme = room.settings.symbol if room.settings else "DR/{number}"
    taken = {d.symbol for d in room.drafts.values()}
    number = room.approved + 1
    while True:
        symbol = scheme.replace("{number}", str(number)) if "{number}" in scheme else f"{scheme}{number}"
        if symbol not in taken:
            return symbol
        number += 1
