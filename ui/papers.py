"""What a shared draft is called, and what it lacks, in words."""

from __future__ import annotations

from typing import NamedTuple

from committee.state import Vote
from positions.topic import Topic
from records.room import Room, Shared, Stage
from resolutions.wording import listed


class Result(NamedTuple):
    """How a draft was voted on."""

    line: str
    """In words, such as `Adopted 14 to 0, with 1 abstaining`."""
    adopted: bool


def title_of(paper: Shared) -> str:
    """What to call a draft: its symbol and its title."""
    words = paper.title or paper.draft.topic or "Untitled draft"
    return f"{paper.symbol} {words}" if paper.symbol else words


def minimums(room: Room, paper: Shared) -> str:
    """How many names a draft has of those that it needs: `1 of 2 sponsors, 2 of 3 signatories`."""
    settings = room.settings
    said = []
    for what, many, names, least in (
        ("sponsor", "sponsors", paper.draft.sponsors, settings.sponsors if settings else 0),
        ("signatory", "signatories", paper.draft.signatories, settings.signatories if settings else 0),
    ):
        if least:
            said.append(f"{len(names)} of {least} {what if least == 1 else many}")
        elif names:
            said.append(f"{len(names)} {what if len(names) == 1 else many}")
    return ", ".join(said)


def vote_on(room: Room, paper: Shared) -> Vote | None:
    """The session's vote that decided a draft; None where it was not voted on, or what stands was recorded by hand."""
    votes = room.session.votes if paper.stage is Stage.VOTED and room.session is not None else ()
    vote = next((one for one in reversed(votes) if one.document == paper.id and not one.part and one.result is not None), None)
    return vote if vote is not None and vote.result is not None and vote.result.line == paper.remark else None


def result_of(room: Room, paper: Shared, topic: Topic) -> Result | None:
    """The result of the vote on a draft; None where it was not voted on, or its vote was taken back.

    It is counted from the session's vote; of one that was recorded by hand, the words of whoever recorded it are all there is.
    """
    if paper.stage is not Stage.VOTED:
        return None
    vote = vote_on(room, paper)
    if vote is None or vote.result is None:
        said = paper.remark or "Voted on"
        return Result(said, adopted=not said.lower().startswith("not adopted"))
    found = vote.result
    if vote.method == "without-vote":
        return Result("Adopted without a vote", adopted=True)
    counts = f"{found.in_favour} to {found.against}" + (f", with {found.abstaining} abstaining" if found.abstaining else "")
    if found.outcome == "adopted":
        return Result(f"Adopted {counts}", adopted=True)
    known = topic.delegation_by_id
    why = f"veto of {listed([known[one].name if one in known else one for one in found.vetoes])}" if found.vetoes else f"{found.needed} in favour were needed"
    return Result(f"Not adopted, {counts}: {why}", adopted=False)
