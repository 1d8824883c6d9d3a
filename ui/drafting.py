"""The draft of this session: changing it, undoing that, and keeping it over a reload.

The draft lives in the session as JSON. It is also in the address (so that a reload or a link brings it back), in the
browser's own storage as a working file, and in a working file one can download. The address names library clauses by
their ids, which a later version of the library may not have; the other two hold every text in full. Nothing of it is on
the server once the tab is closed.

While a draft of the committee is open, `draft` is that one and what is saved goes to the committee's records; the own
draft stays as it is, and the address and the browser's storage go on holding the own one only.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Collection
from functools import lru_cache
from typing import Any

import streamlit as st
from pydantic import ValidationError

from positions.topic import Topic
from records.errors import RecordsError
from resolutions.clauses import find_clause
from resolutions.model import Correction, Draft, Loose, Paragraph, Part, Working
from resolutions.text import clean
from resolutions.workfile import MOST_PARAGRAPHS, UnreadableDraft, read_working, room_of
from ui import shared, state

MOST_IN_ADDRESS = 7000
"""Characters of a draft that are put into the address; servers and proxies cut addresses off from about 8,000."""

MOST_UNPACKED = 6_000_000
MOST_UNDO = 60
MOST_UNDO_CHARACTERS = 2_000_000
"""Characters of all steps that can be undone; the last step is kept however long it is."""

GONE = "[a library clause no longer there: "
"""How the text begins that stands for a clause of an address which the library has no more."""

_MISSHAPEN = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError, ValidationError)
"""What reading JSON of another shape than ours, or of too great a depth, can raise."""


# -- the draft


def draft() -> Draft:
    """The draft that is open: the own one, empty at first, or one of the committee's."""
    return shared.draft() if shared.is_open() else own()


def own() -> Draft:
    """The own draft of this session; an empty one at first."""
    return _draft(state.kept("draft") or "")


@lru_cache(maxsize=32)
def _draft(text: str) -> Draft:
    return Draft.model_validate_json(text) if text else Draft()


def save(new: Draft, *, typed: str = "") -> None:
    """Keep a changed draft. `typed` names the paragraph being typed in, whose steps are undone together."""
    if shared.is_open():
        shared.save(new)
    else:
        _save_own(new, typed)


def type_text(paragraph: str, text: str, on: str | None = None, ground: shared.Ground | None = None) -> None:
    """Keep what was typed into the editor of a paragraph; `on` is the revision of the editor on which it was, and in a
    shared draft `ground` what the browser knows of the text beneath it."""
    if shared.is_open():
        shared.typed(paragraph, clean(text), on, ground)
        return
    now = own()
    if now.find(paragraph) is not None:
        _save_own(now.with_changed(paragraph, text=clean(text)), paragraph)


def take_over(new: Draft) -> None:
    """Put a draft that was brought in in the place of the own one, or begin a draft of the committee with it."""
    title = state.kept("bring-to-committee")
    if title is None:
        save(new)
        refresh_editor()
        return
    try:
        shared.start(str(title), new)
    except RecordsError as error:
        shared.tell(f"{error} The draft is your own now, so nothing of it is lost.")
        _save_own(new, "")
        refresh_editor()
        return
    state.keep("bring-to-committee", None)
    state.keep("begun", shared.open_id())


def _save_own(new: Draft, typed: str) -> None:
    old = state.kept("draft") or ""
    text = new.model_dump_json()
    if text == old:
        return
    undo = list(state.kept("undo") or [])
    if not (typed and typed == state.kept("typed")):
        undo = _bounded([*undo, old])
    state.keep("undo", undo)
    state.keep("typed", typed)
    state.keep("draft", text)
    state.keep("touched", True)
    state.keep("linked", False)


def _bounded(steps: list[str]) -> list[str]:
    """The last steps, as many as are kept."""
    characters = 0
    for number, step in enumerate(reversed(steps)):
        characters += len(step)
        if number == MOST_UNDO or (number and characters > MOST_UNDO_CHARACTERS):
            return steps[-number:]
    return steps


def can_undo() -> bool:
    """Whether there is a step to take back."""
    return shared.can_undo() if shared.is_open() else bool(state.kept("undo"))


def undo() -> None:
    """Take back the last step; in the committee's draft, the last of one's own."""
    if shared.is_open():
        shared.undo()
        return
    steps = list(state.kept("undo") or [])
    if steps:
        state.keep("draft", steps.pop())
        state.keep("undo", steps)
        state.keep("typed", "")
        refresh_editor()


def revision() -> int:
    """Changes whenever the text in the editor has to be replaced by the draft's."""
    return int(state.kept("revision") or 0)


def refresh_editor() -> None:
    """Have the editor show the draft's text again."""
    if shared.is_open():
        shared.refresh_editor(opened())
    else:
        state.keep("revision", revision() + 1)


# -- what is open


def opened() -> str | None:
    """The id of the paragraph that is open; the first one where none was chosen or the chosen one is gone."""
    now = draft()
    chosen = state.kept("opened")
    if chosen and now.find(chosen):
        return str(chosen)
    return now.paragraphs[0].id if now.paragraphs else None


def open_paragraph(paragraph: str) -> None:
    """Open a paragraph in the editor."""
    state.keep("opened", paragraph)


def add(part: Part, text: str, clause: str | None = None) -> None:
    """Add a paragraph and open it. A closing paragraph (the Council remains seized) stays the last."""
    now = draft()
    at = None
    if (
        part == "operative"
        and now.operative
        and "remain" in now.operative[-1].text
        and "seized" in now.operative[-1].text
    ):
        at = len(now.operative) - 1
    open_paragraph(now.next_id)
    save(now.with_added(part, text, clause, at))


# -- as a working file


def working() -> Working:
    """The draft that is open with the room it is for."""
    return _working(draft())


def _working(content: Draft) -> Working:
    return Working(
        topic=state.topic_id(),
        council=state.council_id(),
        members=state.own_members() if state.council_id() == state.OWN else (),
        delegation=state.delegation_id() or state.NOBODY,
        draft=content,
        added_stances=state.added_stances(),
    )


def open_working(content: Working) -> None:
    """Take over a working file: the room, the chair's stances, and the draft. What nobody here knows is noted.

    Raises:
        UnreadableDraft: if it is about a topic that is not here; nothing is changed then.
    """
    if state.kept("bring-to-committee") is not None or shared.is_open():
        # The room is the committee's, whatever the file was made for.
        take_over(content.draft)
    else:
        _open(content)


def _open(content: Working, said: Collection[str] = ()) -> None:
    """Take over a working file, but for the parts of the room that the address `said`."""
    if "topic" in said:
        content = content.model_copy(update={"topic": state.topic_id()})
    if "council" in said or "members" in said:
        content = content.model_copy(update={"council": "", "members": ()})
    if "delegation" in said:
        content = content.model_copy(update={"delegation": ""})
    room = room_of(content, state.topic_id())
    state.choose_topic(room.topic.id)
    if content.members or content.council:
        state.choose_council(room.council.id, room.council.members)
    if room.delegation:
        state.choose_delegation(room.delegation)
    if state.committee() is None:
        for delegation, stances in room.stances.items():
            for stance in stances:
                state.add_stance(delegation, stance)
    for note in room.notes:
        _note(note)
    _save_own(room.draft, "")
    state.keep("revision", revision() + 1)


def working_file() -> str:
    """The text of a working file, which says what it is and leaves out what nobody set."""
    content = working()
    body = content.model_dump(mode="json", exclude_defaults=True)
    return json.dumps({"penholder": content.penholder, **body}, ensure_ascii=False, indent=1)


# -- what the user is to know of the draft, until it is dismissed


def notes() -> tuple[str, ...]:
    """What became of a draft that was to be opened or kept, where it is not what one would expect."""
    return tuple(state.kept("notes") or ())


def dismiss_notes() -> None:
    """Show these notes no longer."""
    state.keep("notes", [])


def _note(text: str) -> None:
    if text not in notes():
        state.keep("notes", [*notes(), text])


def unreadable() -> str:
    """What the browser's storage held, where it cannot be read; else empty."""
    return str(state.kept("unreadable") or "")


# -- packed into an address


def pack(content: Draft, topic: Topic) -> str:
    """A draft as a short text for an address: library clauses by their id, all else in full, compressed."""
    data: dict[str, Any] = {
        "p": [_packed(p, topic) for p in content.preambular],
        "o": [_packed(p, topic) for p in content.operative],
    }
    for key, value in (
        ("s", content.sponsors),
        ("g", content.signatories),
        ("h", content.heading),
        ("c", content.closing),
        ("a", content.annexes),
    ):
        if value:
            data[key] = value
    for key, text in (("y", content.symbol), ("t", content.topic), ("n", content.organ)):
        if text:
            data[key] = text
    if content.committee != Draft().committee:
        data["m"] = content.committee
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip("=")


def _packed(paragraph: Paragraph, topic: Topic) -> Any:
    known = find_clause(paragraph.text, topic)
    body: dict[str, Any] = {}
    # By its id only what is certain to come back the same: the very text of the clause it came from.
    if known and known[0].id == paragraph.clause and known[0].ladder[known[1]].text == paragraph.text:
        if not paragraph.correction and not paragraph.before:
            return [known[0].id, known[1]]
        body["k"] = [known[0].id, known[1]]
    else:
        body["x"] = paragraph.text
        if paragraph.clause:
            body["l"] = paragraph.clause
    if paragraph.correction:
        body["r"] = paragraph.correction.model_dump(mode="json", exclude_none=True)
    if paragraph.before:
        body["b"] = [[loose.kind, loose.text] for loose in paragraph.before]
    return body if len(body) > 1 or "k" in body else paragraph.text


def unpack(packed: str, topic: Topic) -> Draft:
    """The draft in a packed text. In place of a clause that the library no longer has stands a text that says so.

    Raises:
        ValueError: if it is none.
    """
    try:
        raw = base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        content = zlib.decompressobj().decompress(raw, MOST_UNPACKED)
        data = json.loads(content)
        counter = 0

        def paragraphs(items: Any) -> tuple[Paragraph, ...]:
            nonlocal counter
            made: list[Paragraph] = []
            if not isinstance(items, list) or len(items) > MOST_PARAGRAPHS:
                raise ValueError("no list of paragraphs, or one that is too long")
            for item in items:
                counter += 1
                made.append(_unpacked(item, f"p{counter}", topic))
            return tuple(made)

        return Draft(
            committee=clean(data.get("m", Draft().committee)),
            topic=clean(data.get("t", "")),
            symbol=clean(data.get("y", "")),
            sponsors=tuple(map(clean, data.get("s", ()))),
            signatories=tuple(map(clean, data.get("g", ()))),
            heading=tuple(map(clean, data.get("h", ()))),
            closing=tuple(map(clean, data.get("c", ()))),
            annexes=tuple(map(clean, data.get("a", ()))),
            organ=clean(data.get("n", "")),
            preambular=paragraphs(data.get("p", [])),
            operative=paragraphs(data.get("o", [])),
        )
    except (*_MISSHAPEN, zlib.error) as error:
        raise ValueError("the address holds no draft that can be read") from error


def _unpacked(item: Any, paragraph: str, topic: Topic) -> Paragraph:
    if isinstance(item, str):
        return Paragraph(id=paragraph, text=clean(item))
    known = item if isinstance(item, list) else item.get("k")
    body = item if isinstance(item, dict) else {}
    if known:
        named, rung = known
        clause = topic.clause_by_id.get(named)
        name = clause.id if clause else None
        if clause and rung in range(len(clause.ladder)):
            text = clause.ladder[int(rung)].text
        else:
            text = f"{GONE}{clean(named)[:60]}]"
    else:
        text, name = clean(item["x"]), body.get("l")
    correction = Correction.model_validate(body["r"]) if body.get("r") else None
    before = tuple(Loose(kind=kind, text=clean(words)) for kind, words in body.get("b", ()))
    return Paragraph(id=paragraph, text=text, clause=name, correction=correction, before=before)


@lru_cache(maxsize=32)
def _pack_cached(text: str, topic: Topic) -> str:
    return pack(_draft(text), topic)


def packed() -> str:
    """The own draft, packed; empty for an empty draft."""
    now = own()
    if now == Draft():
        return ""
    return _pack_cached(state.kept("draft") or "", state.topic())


def read_address() -> None:
    """Take over a draft from the address, if this session has none of its own; and see what others did to a shared one."""
    shared.read_address()
    shared.refresh()
    if state.kept("said") is None:
        state.keep("said", [part for part in _ROOM if part in st.query_params])
    said = st.query_params.get("draft")
    if not said or said == state.kept("address-draft"):
        return
    state.keep("address-draft", said)
    if state.kept("touched"):
        return
    try:
        found = unpack(said, state.topic())
    except ValueError:
        _note(
            "The draft in the address is cut off or damaged and was not opened. A working file, if you have one, still opens in the workbench."
        )
        return
    gone = sum(p.text.startswith(GONE) for p in found.paragraphs)
    if gone:
        _note(_GONE_NOTE.format(gone, "is a library clause that is" if gone == 1 else "are library clauses that are"))
    _save_own(found, "")
    state.keep("undo", [])
    state.keep("linked", said)


_ROOM = ("topic", "council", "members", "delegation")
_GONE_NOTE = (
    "{} of the paragraphs in the address {} no longer there. The text of each says which; the others are as they were. "
    "A working file, if there is one, has the words."
)


def write_address() -> None:
    """Put the draft into the address, where it is short enough; of a shared one, its id."""
    shared.write_address()
    wanted = packed()
    if len(wanted) > MOST_IN_ADDRESS:
        wanted = ""
    if wanted != st.query_params.get("draft", ""):
        if wanted:
            st.query_params["draft"] = wanted
        else:
            st.query_params.pop("draft", None)
    state.keep("address-draft", wanted)


def fits_address() -> bool:
    """Whether the draft is short enough for the address."""
    return len(packed()) <= MOST_IN_ADDRESS


def for_browser() -> tuple[str, str, str]:
    """What the browser's own storage is to do, with the text to store and the draft as the address has it: ask (nothing
    of one's own here yet), store, clear, or leave what it has.

    A draft that a link brought takes the place of the browser's own once it is changed here, not by being looked at.
    So does a new draft of what the browser kept and nobody can read.
    """
    if not state.kept("touched"):
        return ("leave" if unreadable() else "ask"), "", ""
    if state.kept("linked"):
        return "ask", "", ""
    if own() == Draft():
        return "clear", "", ""
    return "store", _working(own()).model_dump_json(), packed() if fits_address() else ""


def on_found(component: Any) -> None:
    """Take over the working file that the browser's storage held, if this session has nothing of its own.

    Where the draft came by an address and is the browser's own, as after a reload, the browser's copy has more: the
    texts in full, and the chair's stances.
    """
    found = component.get("found") if component else None
    if not isinstance(found, dict) or not isinstance(found.get("text"), str):
        return
    stored = found["text"]
    link = state.kept("linked")
    if state.kept("touched") and not (link and found.get("address") == link):
        return
    before = notes()
    try:
        content = read_working(stored)
        if content is None:
            raise UnreadableDraft("it is no working file")
        _open(content, state.kept("said") or ())
    except UnreadableDraft as error:
        state.keep("unreadable", stored.encode("utf-8", "replace").decode())
        why = str(error).partition(";")[0]
        _note(
            f"This browser kept a draft that cannot be read: {why}. Nothing of it is lost: download it here. "
            "It stays in the browser until you start a new draft."
        )
        return
    if link:
        # What was amiss with the address no longer is.
        state.keep("notes", [note for note in notes() if note not in before])
    state.keep("undo", [])
    state.keep("linked", False)
    state.keep("restored", not link)


def on_full() -> None:
    """Tell that the browser's storage did not take the draft."""
    _note(
        "This browser's storage is full or switched off, so the draft is not kept in it. "
        "Download the working file in the workbench before you close this page."
    )


def is_restored() -> bool:
    """Whether the browser's draft was opened just now; True once."""
    now = bool(state.kept("restored"))
    state.keep("restored", False)
    return now
