"""Reading a list of delegates: pasted lines, a CSV file, or an Excel sheet, with what is wrong said line by line."""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
import zipfile
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from openpyxl import load_workbook

from positions.council import folded_name, spellings, state_names
from positions.topic import Topic
from records.errors import Refused
from records.room import SECRETARIAT, SYSTEM, Role, Seat
from resolutions.workfile import delegation_ids

MOST_ROWS = 600
MOST_BYTES = 5 * 2**20
MOST_UNPACKED_BYTES = 30 * 2**20

_HEADINGS = {
    "delegation": ("delegation", "country", "state", "member", "delegate", "representing", "position"),
    "role": ("role", "seat", "kind", "type", "status"),
    "name": ("name", "person", "student", "delegates", "card"),
}
_ROLES = {
    "": Role.DELEGATE, "delegate": Role.DELEGATE, "delegation": Role.DELEGATE, "member": Role.DELEGATE,
    "chair": Role.CHAIR, "president": Role.CHAIR, "dais": Role.CHAIR, "director": Role.CHAIR, "vice chair": Role.CHAIR,
    "rapporteur": Role.CHAIR, "secretary": Role.CHAIR, "observer": Role.OBSERVER, "guest": Role.OBSERVER,
    "invited": Role.OBSERVER, "display": Role.DISPLAY, "projector": Role.DISPLAY, "screen": Role.DISPLAY,
}  # fmt: skip


class Line(NamedTuple):
    """A line of the list, and what became of it."""

    number: int
    text: str
    seat: Seat | None
    fault: str = ""
    remark: str = ""
    """What was taken to be meant, where that is not what was written."""
    meant: str = ""
    """The State whose name is probably misspelt here; it is seated all the same, as written."""


def read_list(text: str, topic: Topic, taken: Iterable[str] = ()) -> tuple[Line, ...]:
    """Seats from pasted lines or the text of a CSV file, one to a line: a delegation, and if need be a role and a name.

    Args:
        taken: ids of seats that are there already.
    """
    text = text.lstrip("\ufeff")
    if len(text) > MOST_BYTES:
        raise Refused(f"The list is larger than {MOST_BYTES // 2**20} MB; no committee has so many delegates.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), skipinitialspace=True)
    try:
        # Blank lines count for nothing, so that more than the most lines are looked at, and yet not all of any file.
        rows = [list(row) for row in islice(reader, 10 * MOST_ROWS)]
    except csv.Error as error:
        raise Refused(f"The list cannot be read as CSV ({error}); paste one delegation to a line instead.") from None
    return _lines(rows, topic, taken)


def _delimiter(text: str) -> str:
    """What parts the cells: the mark that most of the first lines have, outside quotation marks."""
    lines = [re.sub(r'"[^"]*"', "", line) for line in islice((x for x in text.splitlines() if x.strip()), 20)]
    return max("\t;|,", key=lambda mark: sum(mark in line for line in lines)) if lines else ","


def read_file(data: bytes, name: str, topic: Topic, taken: Iterable[str] = ()) -> tuple[Line, ...]:
    """Seats from an uploaded CSV file or Excel workbook (its first sheet).

    Raises:
        Refused: if it is neither, or too large.
    """
    if len(data) > MOST_BYTES:
        raise Refused(f"The file is larger than {MOST_BYTES // 2**20} MB; no committee has so many delegates.")
    if data[:2] == b"PK" or name.lower().endswith((".xlsx", ".xlsm")):
        return _lines(_sheet(data), topic, taken)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise Refused("This is a workbook of the old form (.xls); save it as .xlsx or CSV and upload it again.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\0" in data[:400]:
        # Without a mark at its start: every other byte of a heading in Latin letters is zero.
        encodings = ["utf-16-le" if data[1:2] == b"\0" else "utf-16-be"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return read_list(data.decode(encoding), topic, taken)
        except UnicodeDecodeError:
            continue
    raise Refused("The file is no text that can be read; save it as CSV (UTF-8) and upload it again.")


def _sheet(data: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED_BYTES:
                raise Refused("The workbook unpacks to more than any list of delegates holds.")
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        rows = []
        for row in sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=12, values_only=True):
            rows.append(["" if cell is None else str(cell) for cell in row])
        book.close()
    except Refused:
        raise
    except Exception:
        # Whatever the parsers of archives and of XML raise at a file that only looks like a workbook.
        raise Refused("This is no Excel workbook that can be read; save it again as .xlsx, or as CSV.") from None
    return rows


def _lines(rows: Sequence[Sequence[str]], topic: Topic, taken: Iterable[str]) -> tuple[Line, ...]:
    cells = [[_clean(cell) for cell in row] for row in rows]
    known = _known(topic)
    columns, first = _columns(cells, known)
    if first == 0:
        cells = [_by_sense(row, known) for row in cells]
    used = {SECRETARIAT, SYSTEM, *taken}
    seated = set(taken)
    made: list[Line] = []
    for number, row in enumerate(cells[first:], start=first + 1):
        if not any(row):
            continue
        if len(made) >= MOST_ROWS:
            made.append(Line(number, "", None, f"Only the first {MOST_ROWS} lines are read."))
            break
        line = _line(number, row, columns, topic, known, used, seated)
        if line.seat:
            used.add(line.seat.id)
            if line.seat.role is Role.DELEGATE:
                seated.add(line.seat.delegation.casefold())
        made.append(line)
    return tuple(made)


def _columns(cells: Sequence[Sequence[str]], known: dict[str, str]) -> tuple[dict[str, int], int]:
    """Which column holds what, and at which row the list begins."""
    for row in cells[:1]:
        said = [cell.casefold() for cell in row if cell]
        named = {
            what: index
            for what, words in _HEADINGS.items()
            for index, cell in reversed(list(enumerate(row)))
            if cell.casefold() in words
        }
        # "France, delegate, Ana" is no row of headings: "delegate" is a role there.
        plain = any(word in _HEADINGS["delegation"] and word not in _ROLES for word in said)
        if any(folded_name(word) in known for word in said) or not (plain or len(named) > 1 or len(said) == 1):
            break
        if "delegation" in named or ("role" in named and "name" in named):
            return named, 1
    return {"delegation": 0, "role": 1, "name": 2}, 0


def _by_sense(row: Sequence[str], known: dict[str, str]) -> list[str]:
    """A row without headings above it, its cells put where they belong: "Korea, Republic of" is one name, and "Colombia, Ana
    Ruiz" names who sits there, and no role."""
    said, second, third, *rest = [*row, "", "", ""][: max(3, len(row))]
    if second and (folded_name(f"{said}, {second}") in known or folded_name(f"{second} {said}") in known):
        return [f"{said}, {second}", third, *rest]
    if not said or not _is_person(second):
        return list(row)
    if not third:
        return [said, "", second, *rest]
    return [said, third, second, *rest] if third.casefold() in _ROLES else list(row)


def _is_person(words: str) -> bool:
    """Whether a cell where a role may stand is rather somebody's name."""
    parts = re.split(r"[\s\-]+", words.casefold())
    lettered = words[:1].isalpha() and all(c.isalpha() or c in " .'’-" or unicodedata.category(c)[0] == "M" for c in words)
    if not lettered or set(parts) & {*_ROLES, *_NO_PERSON} or near_role(words):
        return False
    # One word in small letters or all capitals is rather a kind of seat, such as "emperor" or "NGO".
    return len(parts) > 1 or not (words.islower() or (words.isupper() and words.isascii()))


_NO_PERSON = ("of", "the", "republic", "state", "states", "non", "head", "seat", "vote", "votes", "voting")
"""Words that stand beside a delegation and in nobody's name."""


def near_role(words: str) -> str:
    """The role that a word was probably meant to be; empty where none is near."""
    near = get_close_matches(words.casefold(), [one for one in _ROLES if one], n=1, cutoff=0.8)
    return near[0] if near else ""


@lru_cache(maxsize=1)
def _state_words() -> dict[str, str]:
    """The usual name of every State by each of its names, folded: to tell a misspelt one."""
    described = {folded_name(name): one.name for one in state_names().values() for name in (*one.aliases, one.name, one.official)}
    usual = {folded_name(name): one.name for one in spellings() for name in (*one.aliases, one.name)}
    return {folded_name(name): name for name in _OTHER_STATES} | usual | described


@lru_cache(maxsize=4 * MOST_ROWS)
def meant_state(said: str) -> str:
    """The State whose name was probably misspelt; empty where a name is a State's as it stands, or near none."""
    folded, states = folded_name(said), _state_words()
    if len(folded) < 4 or folded in states:
        return ""
    # Hardly anybody mistakes the first letter, and a long list is read with every step on the page.
    near = get_close_matches(folded, [one for one in states if one[0] == folded[0]], n=1, cutoff=0.8)
    return states[near[0]] if near else ""


# Member States that nothing here describes. Without them Australia would pass for a misspelt Austria.
_OTHER_STATES = (
    "Afghanistan", "Albania", "Algeria", "Andorra", "Angola", "Armenia", "Australia", "Azerbaijan", "Bahamas", "Bangladesh",
    "Barbados", "Belarus", "Belgium", "Benin", "Bhutan", "Botswana", "Bulgaria", "Burkina Faso", "Burundi", "Cambodia", "Cameroon",
    "Chad", "Comoros", "Croatia", "Cuba", "Cyprus", "Djibouti", "Dominica", "Equatorial Guinea", "Eritrea", "Estonia", "Ethiopia",
    "Fiji", "Finland", "Gabon", "Georgia", "Ghana", "Grenada", "Guinea", "Guinea-Bissau", "Guyana", "Haiti", "Hungary", "Iceland",
    "India", "Indonesia", "Iraq", "Ireland", "Israel", "Italy", "Jamaica", "Japan", "Jordan", "Kazakhstan", "Kenya", "Kiribati",
    "Kuwait", "Lebanon", "Lesotho", "Liechtenstein", "Lithuania", "Luxembourg", "Madagascar", "Malawi", "Malaysia", "Maldives",
    "Mali", "Malta", "Marshall Islands", "Mauritania", "Mauritius", "Monaco", "Mongolia", "Montenegro", "Morocco", "Mozambique",
    "Namibia", "Nauru", "Nepal", "New Zealand", "Niger", "Nigeria", "Norway", "Oman", "Palau", "Philippines", "Poland", "Qatar",
    "Romania", "Rwanda", "Samoa", "San Marino", "Senegal", "Serbia", "Seychelles", "Sierra Leone", "Singapore", "Slovenia",
    "Solomon Islands", "South Sudan", "Spain", "Sri Lanka", "Sudan", "Suriname", "Sweden", "Switzerland", "Tajikistan", "Thailand",
    "Togo", "Tonga", "Tunisia", "Turkmenistan", "Tuvalu", "Uganda", "Ukraine", "Uzbekistan", "Vanuatu", "Yemen", "Zambia",
)  # fmt: skip


def _known(topic: Topic) -> dict[str, str]:
    """Ids by every name of a delegation or a State, folded; a State that nothing describes has its usual name for an id."""
    usual = {folded_name(name): one.name for one in spellings() for name in (*one.aliases, one.name)}
    states = {folded_name(name): s.id for s in state_names().values() for name in (*s.aliases, s.name, s.official, s.id)}
    described = states | {folded_name(name): one for name, one in delegation_ids(topic).items()}
    return {name: described.get(folded_name(one), one) for name, one in usual.items()} | described


def _line(
    number: int,
    row: Sequence[str],
    columns: dict[str, int],
    topic: Topic,
    known: dict[str, str],
    used: set[str],
    seated: set[str],
) -> Line:
    def cell(what: str) -> str:
        at = columns.get(what)
        return row[at] if at is not None and at < len(row) else ""

    text = ", ".join(part for part in row if part)[:200]
    said, role_said, name = cell("delegation"), cell("role"), cell("name")
    if said.casefold() in _ROLES and _ROLES[said.casefold()] in (Role.CHAIR, Role.DISPLAY):
        # "Chair" alone on a line needs no delegation.
        role_said, name, said = said, name or role_said, ""
    role = _ROLES.get(role_said.casefold())
    if role is None:
        return Line(number, text, None, _no_role(role_said, f"{said[:40]}, , {role_said[:40]}" if said and not name else ""))
    remark = meant = ""
    delegation = called = ""
    if role in (Role.DELEGATE, Role.OBSERVER):
        if not said:
            return Line(number, text, None, "It names no delegation.")
        delegation = known.get(folded_name(said), said[:80])
        found = topic.delegation_by_id.get(delegation)
        state = state_names().get(delegation)
        called = found.name if found else state.name if state else delegation
        remark = f"Read as {called}." if called.casefold() != said.casefold() else ""
        if found is None:
            meant = "" if state or folded_name(said) in known else meant_state(said)
            remark = f"{remark} Not among the topic's delegations: no source speaks on it.".lstrip()
        name = card_name(called, name)
    name = (name or role.value.capitalize())[:200]
    wanted = _slug(delegation or role.value)
    if not wanted:
        return Line(number, text, None, "There is no name in it that can be read.")
    if role is Role.DELEGATE and delegation.casefold() in seated:
        return Line(number, text, None, f"{called} is in the list already; a second seat for it needs another name.")
    free, count = wanted, 2
    while free in used:
        free, count = f"{wanted}-{count}", count + 1
    return Line(number, text, Seat(id=free, role=role, delegation=delegation, name=name), remark=remark, meant=meant)


def _no_role(words: str, example: str) -> str:
    near = near_role(words)
    rather = f"did you mean {near}?" if near else "a role is chair, delegate, observer or display."
    return f"“{words[:40]}” is no role; {rather}" + (f" If it is somebody's name, write “{example}”." if example and not (near and words.islower()) else "")


def card_name(delegation: str, person: str) -> str:
    """What stands on a delegation's card and in every list: its name, and whose it is where somebody is named."""
    if not person or folded_name(person) == folded_name(delegation):
        return delegation
    named = f" {folded_name(delegation)} " in f" {re.sub(r'[(),]', ' ', folded_name(person))} "
    return person if named else f"{delegation} ({person})"


def _clean(cell: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in cell).split())


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:36].strip("-")
    if slug:
        return slug
    # A name in another script has no letters left; its sum tells it from others, and is the same tomorrow.
    return f"seat-{hashlib.sha256(name.encode(errors='replace')).hexdigest()[:10]}" if name.strip() else ""
