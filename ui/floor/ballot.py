"""The vote: the question, a button for each answer, and afterwards the result. HTML; `acts` does what is pressed."""

from __future__ import annotations

from html import escape

from committee.events import Choice, VoteCast
from committee.floor import whose_turn
from committee.state import Document, Vote
from records.room import PUBLIC
from records.sitting import is_on_devices
from ui import look, voting
from ui import session_board as board
from ui.amended import amended
from ui.floor.desk import Desk
from ui.press import button, folded, row
from ui.voting import called


def vote(desk: Desk) -> str:
    """The vote that is open; after it the result, until something else happens."""
    open_ = desk.session.vote
    if open_ is None or not open_.open:
        return _result(desk)
    body = _question(desk, open_) + _what_is_voted_on(desk, open_.document)
    if not is_on_devices(open_):
        return _box(body + look.note("This vote is taken in the room: the chair counts. Show your hand or your placard."))
    offered = [one for one in voting.offers(desk.session, desk.procedure, desk.me) if one.choice != "not participating"]
    if not offered:
        return _box(body + look.note("You have no vote on this." if not desk.is_member else "You are not marked as present; tell the dais to vote."))
    waits = not any(one.chosen for one in offered) and any(one.allowed for one in offered)
    for one in offered:
        sign = voting.MARKS["passed" if one.choice == "pass" else one.choice].symbol
        mine = open_.cast.get(desk.me)
        chosen = one.chosen and not (mine is not None and mine.rights)
        label = f"{sign} {one.label}" + (", your vote" if chosen else "")
        body += button(label, f"cast-{one.choice.replace(' ', '-')}", open_.id, kind=f"vote wide{' primary' if chosen else ''}", allowed=one.allowed)
    body += _with_rights(desk, open_)
    whys = list(dict.fromkeys(one.because for one in offered if not one.allowed and one.because))
    body += "".join(look.note(words) for words in (*(_named(desk, why) for why in whys), _after_cast(desk, open_)))
    if open_.method == "roll-call" or not open_.secret:
        body += folded("How the vote goes", voting.board(desk.session, open_, desk.names, desk.me), "board")
    return _box(body, waits=waits)


def _box(body: str, *, waits: bool = False) -> str:
    """Args:
    waits: whether the room waits for this delegation's vote; then it stays in sight.
    """
    return f'<div class="ph-desk ph-ballot{" waits" if waits else ""}">{body}</div>'


def _result(desk: Desk) -> str:
    session = desk.session
    last = voting.last_result(session)
    if last is None or not session.is_open:
        return ""
    how = folded("How each delegation voted", voting.board(session, last, desk.names, desk.me), "board") if last.cast else ""
    return voting.result(session, desk.procedure, last, desk.names) + how


def has_rights(desk: Desk) -> bool:
    """Whether a vote in favour or against may be cast with rights: with an explanation after it."""
    open_ = desk.session.vote
    return desk.procedure.rights.value != "none" and open_ is not None and not open_.motion


def _with_rights(desk: Desk, open_: Vote) -> str:
    """The same votes with an explanation to follow."""
    if not has_rights(desk):
        return ""
    mine = open_.cast.get(desk.me)
    made = []
    choices: tuple[Choice, ...] = ("in favour", "against")
    for choice in choices:
        may = desk.ruling(VoteCast(at=desk.at, by=desk.me, delegation=desk.me, choice=choice, rights=True))
        if not may:
            continue
        chosen = mine is not None and mine.rights and mine.choice == choice
        label = f"{voting.MARKS[choice].symbol} {voting.LABELS[choice]} with rights{', your vote' if chosen else ''}"
        made.append(button(label, f"cast-{choice.replace(' ', '-')}-with-rights", open_.id, kind="primary" if chosen else ""))
    return (look.note("With rights, you explain your vote after it:") + row(*made)) if made else ""


def _question(desk: Desk, open_: Vote) -> str:
    document = desk.session.documents.get(open_.document)
    title = f'<p class="title" dir="auto">{escape(voting.question(desk.session, desk.procedure, open_))}</p>'
    title += f'<p class="title" dir="auto">“{escape(document.title)}”</p>' if document is not None and document.title else ""
    moved = desk.session.moved(open_.motion)
    said = board.parameters(desk.session, desk.procedure, moved, desk.names) if moved else ""
    title += f'<p class="title" dir="auto">{escape(said)}</p>' if said else ""
    is_called = open_.method == "roll-call" and desk.session.turn is None and whose_turn(desk.session) == desk.me
    head = "You are called: your vote" if is_called else "Your vote"
    return f'<div class="ph-ask"><p class="q">{head}</p>{title}</div>'


def _what_is_voted_on(desk: Desk, name: str) -> str:
    """The words of the amendment that is voted on, or the way to those of the draft."""
    document = desk.session.documents.get(name)
    if document is None:
        return ""
    draft = desk.room.drafts.get(document.of or document.id)
    way = button("Read the whole draft", "read", draft.id) if draft is not None and draft.stage in PUBLIC else ""
    return changes(desk, document) + row(way)


def changes(desk: Desk, document: Document) -> str:
    """What an amendment does, at which place, and its words marked up, as HTML; empty for any other paper."""
    draft = desk.room.drafts.get(document.of)
    if document.what != "amendment" or draft is None or draft.stage not in PUBLIC:
        return ""
    clause = amended(draft, document.id)
    return f'<p class="ph-sub">{escape(clause.number)}</p><p class="ph-markup" dir="auto">{clause.marked or escape(clause.text)}</p>' if clause.text else ""


def _after_cast(desk: Desk, open_: Vote) -> str:
    mine = open_.cast.get(desk.me)
    secret = " Nobody sees it before then." if open_.secret else ""
    if mine is not None:
        rights = " with rights" if mine.rights else ""
        return f"You voted: {mine.choice}{rights}. You may change it until the chair closes the vote.{secret}"
    if desk.me in open_.passed:
        return "You passed. You are called again at the end, and then vote in favour or against."
    return f"One vote a delegation. You may change it until the chair closes the vote.{secret}"


def _named(desk: Desk, words: str) -> str:
    """A sentence of the rules with a delegation's name in the place of its id."""
    head, _, last = words.rstrip(".").rpartition(" ")
    return f"{head} {called(desk.names, last)}." if last in desk.names else words
