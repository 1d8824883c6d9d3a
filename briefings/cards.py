"""`python -m briefings cards CODES.csv -o OUT`: access cards to cut out, from the codes that the page Seats gives out.

The file holds what opens a committee to whoever has it. It is read and printed, and nothing of it is kept or told: a fault
names the line, never the code.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

import segno

from briefings.clean_text import for_paper
from briefings.command_line import BadUsage, write_out
from briefings.dais_pack import LONGEST_NAME, TEMPLATE, printed_on
from briefings.engine import PAPERS, Paper, PrintingFault, content_of
from briefings.pictures import Data
from briefings.press import Job, carefully
from briefings.resolution import CONFERENCE
from positions.command_line import read_input

SUMMARY = "print access cards with QR codes, badges or placards from a list of codes"

WHAT_FOR = {
    "Chair": "Runs the session and approves drafts. Keep this card to yourself.",
    "Delegate": "Drafts, signs and amends for this delegation. Keep this card to yourself.",
    "Observer": "Follows the committee and reads what has been approved.",
    "Display": "For the screen in the hall. Open it there and leave it.",
    "Secretariat": "Opens committees and issues codes. Whoever has it can do everything.",
}
"""What a card is for, by the role on it."""

COLUMNS = ("committee", "name", "role", "code", "link")

KINDS = ("cards", "badges", "placards")

MOST_CARDS = 2_000
"""More seats than any conference prints at once."""

MOST_BYTES = 2_000_000

LONGEST_ROLE = 20
"""Letters of a role: it stands on one line between the name and the code."""

LONGEST_LINK = 300
"""A longer one makes a square too fine for a telephone to read at the size it has on the card."""

_CODE = re.compile(r"[A-Z0-9]{2,8}(?:-[A-Z0-9]{2,8}){1,7}")


class AccessCard(NamedTuple):
    """A card to hand out."""

    committee: str
    name: str
    role: str
    code: str
    link: str
    """What the square opens: the page Enter, with the code behind the `#`, which browsers send to nobody."""
    conference: str = ""


def read_codes(data: bytes, file: str = "the file") -> tuple[AccessCard, ...]:
    """The cards of a CSV file as the page Seats gives it out, also after a spreadsheet has saved it again.

    Columns are found by their names in the first line, in any order, parted by commas, semicolons or tabs.

    Raises:
        BadUsage: if it is no such file, with the line that has the fault; the code itself is never told.
    """
    if len(data) > MOST_BYTES:
        raise BadUsage(f"{file} is longer than {MOST_BYTES:,} bytes, which no list of codes is")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadUsage(f"{file} is no text in UTF-8; save it as CSV UTF-8") from None
    first = text.lstrip().partition("\n")[0]
    if not first.strip():
        raise BadUsage(f"{file} is empty; give the CSV file of codes from the page Seats")
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    cards: list[AccessCard] = []
    places: dict[str, int] | None = None
    try:
        for row in reader:
            if not any(cell.strip() for cell in row):
                continue
            if places is None:
                places = _places(row, file)
                continue
            if len(cards) == MOST_CARDS:
                raise BadUsage(f"{file} has more than {MOST_CARDS:,} codes; print one committee at a time")
            cards.append(_card(row, places, f"{file}, line {reader.line_num}"))
    except csv.Error as error:
        raise BadUsage(f"{file}, line {reader.line_num}: this is no line of a CSV file ({error})") from None
    if not cards:
        raise BadUsage(f"{file} has no code under its heading line")
    return tuple(cards)


def _places(row: Sequence[str], file: str) -> dict[str, int]:
    names = [cell.strip().lower() for cell in row]
    absent = [one for one in COLUMNS if one not in names]
    if absent:
        raise BadUsage(f"{file} has no column '{absent[0]}'; its first line must name {', '.join(COLUMNS)}")
    twice = [one for one in COLUMNS if names.count(one) > 1]
    if twice:
        raise BadUsage(f"{file} has the column '{twice[0]}' twice; leave one of them")
    return {one: names.index(one) for one in COLUMNS}


def _card(row: Sequence[str], places: dict[str, int], where: str) -> AccessCard:
    def cell(name: str) -> str:
        place = places[name]
        words = " ".join((row[place] if place < len(row) else "").split())
        # The apostrophe that keeps a spreadsheet from taking a name for a formula is no part of it.
        return words[1:] if re.match(r"'[=+\-@]", words) else words

    committee, name, role = cell("committee"), cell("name"), cell("role")
    code, link = cell("code").upper(), cell("link")
    for column, words, most in (("committee", committee, LONGEST_NAME), ("name", name, LONGEST_NAME), ("role", role, LONGEST_ROLE)):
        if len(words) > most:
            raise BadUsage(f"{where}: the {column} has more than {most} letters")
    if not for_paper(name).strip():
        raise BadUsage(f"{where}: the name is missing")
    if not _CODE.fullmatch(code):
        raise BadUsage(f"{where}: the code is no access code, such as ABCD-EFGH-JKLM-NPQR")
    if len(link) > LONGEST_LINK:
        raise BadUsage(f"{where}: the link has more than {LONGEST_LINK} letters, too many for a square on a card")
    try:
        parts = urlsplit(link)
        opens = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        opens = False
    if not opens or not link.isprintable() or " " in link:
        raise BadUsage(f"{where}: the link is no address of the app; download the list again")
    if unquote(parts.fragment).upper() != f"CODE={code}":
        raise BadUsage(f"{where}: the link belongs to another code; download the list again")
    return AccessCard(committee, name, role, code, link)


def access_cards(cards: Iterable[AccessCard], *, kind: str = "cards", paper: Paper = "a4", conference: str = CONFERENCE) -> Data:
    """Cards, or badges or placards for whoever they are for, as `sheets.typ` reads them.

    Args:
        cards: in the order in which they are printed.
        kind: one of `KINDS`. Badges and placards bear no code.
        paper: A4 or US Letter.
        conference: what stands on the placards beside the committee.

    Raises:
        ValueError: if there is no such kind.
    """
    made = list(cards)
    rooms = list(dict.fromkeys(card.committee for card in made))
    title = {"cards": "Access cards", "badges": "Badges", "placards": "Placards"}.get(kind)
    if title is None:
        raise ValueError(f"there is no kind '{kind}'; there is {', '.join(KINDS)}")
    sheets: list[Data] = []
    if kind == "cards":
        sheets.append({"k": "cards", "title": title, "cards": [_as_data(card) for card in made]})
    elif kind == "badges":
        people = [{"name": card.name, "role": card.role, "committee": card.committee} for card in made if card.role != "Display"]
        sheets.append({"k": "badges", "title": title, "people": people})
    else:
        seats = [card for card in made if card.role in ("Delegate", "Observer")]
        for room, some in groupby(seats, key=lambda card: card.committee):
            sheets.append({"k": "placards", "title": title, "names": [card.name for card in some], "committee": room})
    if not any(sheet.get("cards") or sheet.get("people") or sheet.get("names") for sheet in sheets):
        raise ValueError(f"there is nobody on the list to print {title.lower()} for")
    return printed_on(title, sheets, rooms[0] if len(rooms) == 1 else "", conference=conference, paper=paper)


def _as_data(card: AccessCard) -> Data:
    over = card.conference if card.conference != card.committee else ""
    where = card.link.partition("#")[0]
    return {
        "over": over, "committee": card.committee, "name": card.name, "role": card.role, "code": card.code, "where": where,
        "purpose": WHAT_FOR.get(card.role, "Keep this card to yourself."), "qr": qr_of(card.link),
    }  # fmt: skip


def qr_of(words: str) -> Data:
    """A QR code as its size in modules and, row by row, the dark runs: where each begins and how long it is.

    Medium error correction: a card is carried in a pocket for days.
    """
    code = segno.make(words, error="m", boost_error=False, micro=False)
    rows = []
    for line in code.matrix:
        runs, at = [], 0
        for dark, some in groupby(bool(module) for module in line):
            length = len(list(some))
            if dark:
                runs.append([at, length])
            at += length
        rows.append(runs)
    return {"size": len(rows), "rows": rows}


def printed_cards(cards: Iterable[AccessCard], paper: Paper = "a4") -> bytes:
    """Access cards as one PDF.

    Raises:
        PrintingFault: if they cannot be printed; `unprintable` says so beforehand.
    """
    return carefully(Job("cards", TEMPLATE, access_cards(cards, paper=paper)))[0]


def unprintable(cards: Iterable[AccessCard]) -> str:
    """Why no PDF can be made of cards, as a message has it: a letter that no font has. Empty where one can be."""
    try:
        content_of({"words": [[card.conference, card.committee, card.name, card.role] for card in cards]})
    except PrintingFault as error:
        return str(error)
    return ""


# -- the command


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of the command."""
    parser.add_argument("codes", metavar="CODES.csv", help="the CSV file of codes from the page Seats; - for standard input")
    parser.add_argument("-o", "--out", required=True, metavar="OUT", help="the file to write; - for standard output")
    parser.add_argument("--as", dest="kind", choices=KINDS, default="cards", help="what to print for each seat (default cards)")
    parser.add_argument("--paper", choices=PAPERS, default="a4", help="the size of the paper (default a4)")


def run(chosen: argparse.Namespace) -> int:
    """Print; what cannot be used is raised."""
    cards = read_codes(read_input(chosen.codes, MOST_BYTES, "the CSV file of codes"), "standard input" if chosen.codes == "-" else Path(chosen.codes).name)
    write_out(carefully(Job("cards", TEMPLATE, access_cards(cards, kind=chosen.kind, paper=chosen.paper)))[0], chosen.out)
    return 0
