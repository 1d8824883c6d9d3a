"""How many are present, and how many it takes."""

from __future__ import annotations

from typing import NamedTuple

from committee.procedure import Procedure
from committee.session import Session


class Quorum(NamedTuple):
    """How many are present and how many it takes."""

    present: int
    members: int
    to_open: int
    to_vote: int

    @property
    def opens(self) -> bool:
        """Whether the meeting may go on."""
        return self.present >= self.to_open

    @property
    def votes(self) -> bool:
        """Whether a vote on substance may be taken."""
        return self.present >= self.to_vote


def quorum(session: Session, procedure: Procedure) -> Quorum:
    """Who is there against who must be."""
    members = len(session.members)
    return Quorum(len(session.present), members, procedure.opens_with(members), procedure.votes_with(members))
