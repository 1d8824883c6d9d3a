"""Voting clause by clause: a draft divided into its operative paragraphs, and what falls taken out of its text."""

from __future__ import annotations

import re

from committee.events import QuestionDivided
from committee.state import Document
from records.acts.paragraphs import ParagraphRemoved
from records.errors import RecordsError
from records.room import Shared
from ui import conference, look, state
from ui.console.moment import Here, act, button, safe, standing
from ui.shared_bench import numbers_of

_NAMED = re.compile(r"(?:(preambular|operative|pp|op)\.?\s*)?(?:paragraph|para|clause|no)?\.?\s*(\d+(?: (?:[a-z]+|\(\d+\)))?)")


def clauses(shared: Shared) -> tuple[str, ...]:
    """The operative paragraphs of a draft, as parts to be voted on: `paragraph 3`, by their numbers on paper."""
    numbers = numbers_of(shared)
    return tuple(f"paragraph {numbers[one.id]}" for one in shared.draft.operative if one.id in numbers)


def paragraph_named(shared: Shared, part: str) -> str | None:
    """The id of the paragraph that a part names, as `paragraph 3` or `preambular paragraph 2` does; empty where it is no longer
    in the text, and None where the part names no single paragraph."""
    named = _NAMED.fullmatch(" ".join(part.casefold().split()))
    if named is None:
        return None
    preambular = named[1] in ("preambular", "pp")
    numbers = numbers_of(shared)
    paragraphs = shared.draft.preambular if preambular else shared.draft.operative
    return next((one.id for one in paragraphs if numbers.get(one.id, "").casefold() == named[2]), "")


def still_in_the_text(shared: Shared, document: Document) -> tuple[str, ...]:
    """The parts that fell and, as far as their names tell, still stand in the text on the page Drafts."""
    return tuple(one for one in document.fallen if paragraph_named(shared, one) != "")


def take_out(draft: str, part: str) -> None:
    """Take a paragraph that fell out of the text; the draft's history keeps it."""
    here = standing()
    shared, document = here.room.drafts.get(draft), here.session.documents.get(draft)
    paragraph = paragraph_named(shared, part) if shared is not None else None
    state.keep("session-fault", None)
    if document is None or part not in document.fallen or not paragraph:
        return
    try:
        conference.perform(ParagraphRemoved(draft=draft, paragraph=paragraph))
    except RecordsError as error:
        state.keep("session-fault", str(error))


def divide(draft: str) -> None:
    """Have every operative paragraph of a draft voted on by itself."""

    def made(here: Here) -> tuple[QuestionDivided, ...]:
        shared = here.room.drafts.get(draft)
        return (QuestionDivided(at=here.at, document=draft, parts=clauses(shared), all=True),) if shared is not None else ()

    act(made)


def clause_buttons(here: Here, document: Document) -> None:
    """For a draft before the room: to vote on it clause by clause, and to take out of its text what fell."""
    shared = here.room.drafts.get(document.id)
    if document.what != "draft" or document.status != "open" or shared is None:
        return
    name = safe(document.id)
    if here.session.voting and not document.parts and here.rules.division.value != "none" and len(clauses(shared)) > 1:
        button(
            "Clause by clause", divide, document.id, key=f"clauses-{name}", icon="splitscreen", ruled=here.may("question.divided"),
            help="Each operative paragraph is voted on by itself; what falls is not in the whole that is voted on after them.",
        )  # fmt: skip
    for part in document.fallen:
        if paragraph_named(shared, part):
            button(
                f"Take {look.plain(part)} out of the text", take_out, document.id, part, key=f"fell-{name}-{safe(part)}", icon="remove",
                help="It fell in a separate vote. Its words stay in the history of the draft.",
            )  # fmt: skip
