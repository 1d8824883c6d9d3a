"""Points and motions as a delegation may raise them now, and what stands against the others. HTML; `acts` does what is pressed."""

from __future__ import annotations

from html import escape

from committee.events import MotionSeconded, MotionWithdrawn, PointRaised, ReplyAsked
from committee.moved import in_precedence
from committee.order.motions import motions_in_order
from committee.order.ruling import Ruling
from records.room import Role
from ui import look
from ui import session_board as board
from ui.floor.desk import Desk, because
from ui.press import button, folded, row


def on_the_floor(desk: Desk) -> str:
    """The motions on the floor, with what this delegation may do about each; for who looks at other things too."""
    session = desk.session
    ordered = in_precedence(session, desk.procedure)
    if not ordered:
        return ""
    made = []
    for moved in ordered:
        said = board.parameters(session, desk.procedure, moved, desk.names)
        words = f'<span class="said" dir="auto">{escape(said)}</span>' if said else ""
        name = board.motion_name(desk.procedure, moved.motion)
        made.append(
            f'<ol class="ph-motions"><li class="{"put" if moved.put else ""}"><b>{escape(name)}</b>{words}'
            f'<span class="by">{escape(board.motion_state(session, desk.procedure, moved, desk.names))}</span></li></ol>'
        )
        second = moved.by != desk.me and not moved.seconded_by and desk.ruling(MotionSeconded(at=desk.at, by=desk.me, motion=moved.id))
        withdraw = moved.by == desk.me and desk.ruling(MotionWithdrawn(at=desk.at, by=desk.me, motion=moved.id))
        made.append(row(
            button("Second it", "second", moved.id, about=name, kind="primary") if second else "",
            button("Withdraw it", "withdraw", moved.id, about=name) if withdraw else "",
        ))  # fmt: skip
    return f'<h2 class="ph-h">On the floor</h2>{"".join(made)}'


def points(desk: Desk) -> str:
    """The points of the rules, and the right of reply; those that are not in order say why."""
    session, procedure = desk.session, desk.procedure
    if desk.seat.role is Role.OBSERVER:
        return look.note("Observers join the list and pass notes; points and motions are for members.")
    asked: list[tuple[str, str, Ruling]] = [
        (one.id, one.name, desk.ruling(PointRaised(at=desk.at, by=desk.me, point=one.id))) for one in procedure.points
    ]
    if procedure.right_of_reply.value.allowed:
        asked.append(("reply", "Right of reply", desk.ruling(ReplyAsked(at=desk.at, by=desk.me, delegation=desk.me))))
    if not asked:
        return ""
    made = ['<h2 class="ph-h">Points</h2>']
    waiting = [one for one in session.points if one.by == desk.me]
    if waiting:
        names = {one.id: one.name for one in procedure.points}
        made.append(f'<p class="ph-flag">Your {escape(names.get(waiting[0].point, "point").lower())} waits for the chair.</p>')
    if any(one.delegation == desk.me for one in session.replies):
        granted = any(one.delegation == desk.me and one.granted for one in session.replies)
        made.append(f'<p class="ph-flag">Your right of reply {"is granted; the chair calls you" if granted else "waits for the chair"}.</p>')
    made.append(row(*(button(name, "point", id_, allowed=bool(may)) for id_, name, may in asked)))
    whys: dict[str, list[str]] = {}
    for _, name, may in asked:
        if not may:
            whys.setdefault(because(may), []).append(name)
    if len(whys) == 1 and all(not may for _, _, may in asked):
        made.append(look.note(next(iter(whys))))
    else:
        made += [look.note(f"{', '.join(names_)}: {why}") for why, names_ in whys.items()]
    return f'<div class="ph-points">{"".join(made)}</div>'


def moves(desk: Desk) -> str:
    """The motions that are in order, each a button that opens its form; below them the others with the reason."""
    if desk.seat.role is Role.OBSERVER:
        return ""
    may = motions_in_order(desk.session, desk.procedure, desk.me)
    made = ['<h2 class="ph-h">Move</h2>']
    rules = [rule for rule in map(desk.procedure.motion, (one for one in may if may[one])) if rule is not None]
    if not rules:
        whys = {answer.because for answer in may.values()}
        reason = next(iter(whys)) if len(whys) == 1 else "Below is why not for each."
        made.append(look.note(f"No motion is in order now. {reason}"))
    made += [button(rule.name, "move", rule.id, kind="wide") for rule in rules]
    shut = [one for one in may if not may[one]]
    if shut:
        rows = [f'<span class="ph-shut">{escape(board.motion_name(desk.procedure, one))}</span><span class="ph-sub"> {escape(because(may[one]))}</span>' for one in shut]
        made.append(folded(f"Not in order now: {len(shut)}", look.items(rows, kind="rows"), "shut"))
    return f'<div class="ph-moves">{"".join(made)}</div>'
