"""What is drawn of seats: cards with their codes, a list of delegates before it is taken, who sits in a room."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple
from urllib.parse import quote, urlsplit

import segno

from briefings.cards import WHAT_FOR, AccessCard
from positions.council import state_names
from positions.topic import Topic
from records.access import Issued
from records.room import SECRETARIAT, Role, Room, Seat
from records.roster import Line
from ui import look


class Card(NamedTuple):
    """A card to hand out: the only place where its code can be read."""

    conference: str
    committee: str
    name: str
    role: str
    code: str


ROLE_WORDS = {
    Role.CHAIR: "Chair",
    Role.DELEGATE: "Delegate",
    Role.OBSERVER: "Observer",
    Role.DISPLAY: "Display",
    Role.SECRETARIAT: "Secretariat",
}

def cards_of(room: Room, issued: Iterable[Issued], conference: str = "") -> tuple[Card, ...]:
    """The cards of codes just made."""
    made = []
    for one in issued:
        seat = room.seats[one.seat]
        made.append(Card(conference, room.name, seat.name or seat.delegation or seat.id, ROLE_WORDS[seat.role], one.code))
    return tuple(made)


def packed(cards: Iterable[Card]) -> str:
    """Cards as a text for the session to hold."""
    return json.dumps([list(card) for card in cards], ensure_ascii=False)


def unpacked(text: str | None) -> tuple[Card, ...]:
    """The cards that `packed` made a text of."""
    return tuple(Card(*one) for one in json.loads(text)) if text else ()


def server_address(url: str | None) -> str:
    """Where this server's pages are, from the address of one of them."""
    parts = urlsplit(url or "")
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return "http://localhost:8501"
    return f"{parts.scheme}://{parts.netloc}{parts.path.rsplit('/', 1)[0]}".rstrip("/")


def usable_address(typed: str) -> str:
    """An address as somebody typed it, made one that a telephone can open; empty where it is none."""
    address = typed.strip().rstrip("/")
    if address and "://" not in address:
        address = f"http://{address}"
    try:
        parts = urlsplit(address)
        named = parts.hostname or ""
        # Reading the port is what finds a wrong one.
        fits = parts.scheme in ("http", "https") and named and (parts.port is None or parts.port > 0)
    except ValueError:
        return ""
    return address if fits and not re.search(r"[\s<>\"'#?]", address) else ""


def is_local(address: str) -> bool:
    """Whether an address means the machine itself, so that no other device can open it."""
    return (urlsplit(address).hostname or "") in ("localhost", "127.0.0.1", "::1", "0.0.0.0")


def link(address: str, code: str) -> str:
    """The link of a card. The code stands behind the #, which browsers send to nobody."""
    return f"{address}/enter#code={quote(code)}"


def card_sheet(cards: Sequence[Card], address: str) -> str:
    """Cards to print and cut, eight to a page of A4."""
    return f'<div class="ph-cards">{"".join(_card(card, address) for card in cards)}</div>'


def _card(card: Card, address: str) -> str:
    # As a picture with its content in its address: Streamlit takes drawings out of HTML.
    picture = segno.make(link(address, card.code), error="m").svg_data_uri(scale=4, border=2, dark="#000", light="#fff")
    over = card.conference if card.conference and card.conference != card.committee else ""
    return (
        f'<section class="ph-card" aria-label="{escape(card.name)}">'
        f'<img class="qr" src="{escape(picture)}" alt="Square to scan: opens the page Enter with this code"><div class="words">'
        f'<p class="over">{escape(over)}</p><p class="where">{escape(card.committee)}</p>'
        f'<p class="who">{escape(card.name)}</p><p class="role">{escape(card.role)}</p>'
        f'<p class="code">{escape(card.code)}</p></div>'
        f'<p class="how">Scan the square, or open <b>{escape(address)}/enter</b> and type the code. '
        f"{escape(WHAT_FOR.get(card.role, ''))}</p></section>"
    )


def cards_csv(cards: Iterable[Card], address: str) -> bytes:
    """Cards as a CSV file, such as for a mail merge."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["committee", "name", "role", "code", "link"])
    for card in cards:
        writer.writerow([_harmless(card.committee), _harmless(card.name), card.role, card.code, link(address, card.code)])
    return out.getvalue().encode("utf-8-sig")


def on_paper(cards: Iterable[Card], address: str) -> tuple[AccessCard, ...]:
    """Cards as they are printed."""
    return tuple(AccessCard(one.committee, one.name, one.role, one.code, link(address, one.code), one.conference) for one in cards)


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet takes as words and never as a formula."""
    return f"'{cell}" if cell[:1] in ("=", "+", "-", "@", "\t", "\r") else cell


def preview(lines: Sequence[Line], invited: Sequence[Line] = ()) -> str:
    """A list of delegates as it was understood: each line's seat, or what is wrong with it. What is wrong comes first, and then
    what may be misspelt.

    Args:
        invited: those who are invited besides, each by its place among them.
    """
    of_list = [(line, f"{line.number}") for line in lines]
    rows = []
    for line, where in sorted([*of_list, *((line, "invited") for line in invited)], key=lambda one: (not one[0].fault, not one[0].meant)):
        number = f'<span class="ph-id">{where}</span>'
        if line.seat is None:
            rows.append((number, escape(line.text), '<span class="ph-sev s-error"><span class="sev">not seated</span></span>', escape(line.fault)))
        else:
            asked = f"<b>Did you mean {escape(line.meant)}?</b> " if line.meant else ""
            remark = f'{asked}<span class="ph-sub">{escape(line.remark)}</span>' if line.remark else asked
            rows.append((number, f"<b>{escape(line.seat.name)}</b>", ROLE_WORDS[line.seat.role], remark))
    return look.table(["Line", "Name on the card", "Seat", "Remark"], rows, kind="roster", stack=False)


def delegation_name(delegation: str) -> str:
    """What a delegation is called, whether a topic knows it or not."""
    state = state_names().get(delegation)
    return state.name if state else delegation


def list_text(seats: Iterable[Seat], topic: Topic) -> str:
    """Seats as the lines that `records.roster.read_list` reads: a delegation, and a role where it is no delegate's."""
    return "\n".join(_line(seat, topic) for seat in seats)


def _line(seat: Seat, topic: Topic) -> str:
    if seat.role in (Role.CHAIR, Role.DISPLAY):
        cells = [seat.role.value, "", seat.name]
    else:
        known = topic.delegation_by_id.get(seat.delegation)
        called = known.name if known else delegation_name(seat.delegation)
        person = seat.name.removeprefix(f"{called} (").removesuffix(")") if seat.name.startswith(f"{called} (") else seat.name
        cells = [called, "" if seat.role is Role.DELEGATE else seat.role.value, "" if person == called else person]
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def sitting(room: Room, you: str = "") -> str:
    """Who sits in a room, by role."""
    rows = []
    order = (Role.CHAIR, Role.DELEGATE, Role.OBSERVER)
    for seat in sorted((s for s in room.seats.values() if s.active and s.role in order), key=lambda s: order.index(s.role)):
        mine = ' <span class="ph-you">you</span>' if seat.id == you else ""
        name = f'<span class="ph-name">{escape(seat.name or seat.delegation or seat.id)}</span>{mine}'
        vote = "votes" if room.settings and seat.delegation in room.settings.members and seat.role is Role.DELEGATE else ""
        what = ROLE_WORDS[seat.role] + (", no vote" if seat.role is Role.OBSERVER else "")
        rows.append((name, what if vote == "" else "Delegate"))
    return look.table(["Seat", "Role"], rows, kind="council", stack=False)


def seat_called(room: Room, seat: str) -> str:
    """What to call a seat at the start of a line."""
    return "Secretariat" if seat == SECRETARIAT else room.seat_name(seat)
