"""When the page around a delegation's pictures is drawn anew: a mark that changes with what `page` draws by the server."""

from __future__ import annotations

from zlib import crc32

from committee.events import NotePassed
from ui.floor.desk import Desk
from ui.floor.notes import DAIS, notes_of
from ui.floor.speaking import may_yield_to_another


def turns(desk: Desk | None) -> str:
    """The mark, as HTML that shows nothing; `ui.live.picture` has the page run again where it is another one."""
    return f'<span hidden data-page="{crc32(repr(_drawn(desk)).encode()):08x}"></span>'


def _drawn(desk: Desk | None) -> tuple[object, ...]:
    if desk is None or not desk.takes_part:
        return (desk is not None,)
    notes = desk.ruling(NotePassed(at=desk.at, by=desk.me, to=DAIS, words="?"))
    others = desk.session.taking_part if may_yield_to_another(desk) else ()
    return (desk.session.adjourned, notes, desk.others(), len(notes_of(desk)), others)
