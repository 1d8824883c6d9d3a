"""The draft of this session: changing it, undoing that, and keeping it over a reload.

The draft lives in the session as JSON. It is also in the address (so that a reload or a link brings it back), in the
browser's own storage, and in a working file one can download. Nothing of it is on the server once the tab is closed.
"""

from __future__ import annotations

import base64
import json
import zlib
from functools import lru_cache
from typing import Any

import streamlit as st
from pydantic import ValidationError

from positions.topic import Topic
from resolutions.clauses import find_clause
from resolutions.model import Correction, Draft, Paragraph, Part, Working
from resolutions.text import clean
from resolutions.workfile import MOST_PARAGRAPHS
from ui import state

MOST_IN_ADDRESS = 7000
"""Characters of a draft that are put into the address; servers and proxies cut addresses off from about 8,000."""

MOST_UNPACKED = 6_000_000
MOST_UNDO = 60

_MISSHAPEN = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError, ValidationError)
"""What reading JSON of another shape than ours, or of too great a depth, can raise."""


# -- the draft


def draft() -> Draft:
    """The draft of this session; an empty one at first."""
    return _draft(state.kept("draft") or "")


@lru_cache(maxsize=256)
def _draft(text: str) -> Draft:
    return Draft.model_validate_json(text) if text else Draft()


def save(new: Draft, *, typed: str = "") -> None:
    """Keep a changed draft. `typed` names the paragraph being typed in, whose steps are undone together."""
    old = state.kept("draft") or ""
    text = new.model_dump_json()
    if text == old:
        return
    undo = list(state.kept("undo") or [])
    if not (typed and typed == state.kept("typed")):
        undo = [*undo[-MOST_UNDO + 1 :], old]
    state.keep("undo", undo)
    state.keep("typed", typed)
    state.keep("draft", text)
    state.keep("touched", True)
    state.keep("linked", False)


def can_undo() -> bool:
    """Whether there is a step to take back."""
    return bool(state.kept("undo"))


def undo() -> None:
    """Take back the last step."""
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
    """The draft with the room it is for."""
    return Working(
        topic=state.topic_id(),
        council=state.council_id(),
        members=state.own_members() if state.council_id() == state.OWN else (),
        delegation=state.delegation_id() or "",
        draft=draft(),
        added_stances=state.added_stances(),
    )


def open_working(content: Working) -> None:
    """Take over a working file: the room, the chair's stances, and the draft."""
    if content.topic:
        state.choose_topic(content.topic)
    if content.members:
        state.choose_council(state.OWN, content.members)
    elif content.council:
        state.choose_council(content.council)
    if content.delegation:
        state.choose_delegation(content.delegation)
    for delegation, stances in content.added_stances.items():
        for stance in stances:
            state.add_stance(delegation, stance)
    save(content.draft)
    refresh_editor()


def working_file() -> str:
    """The text of a working file, which says what it is and leaves out what nobody set."""
    content = working()
    body = content.model_dump(mode="json", exclude_defaults=True)
    return json.dumps({"penholder": content.penholder, **body}, ensure_ascii=False, indent=1)


# -- packed into an address or the browser's storage


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
    ):
        if value:
            data[key] = value
    for key, text in (("y", content.symbol), ("t", content.topic)):
        if text:
            data[key] = text
    if content.committee != Draft().committee:
        data["m"] = content.committee
    raw = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(zlib.compress(raw, 9)).decode().rstrip("=")


def _packed(paragraph: Paragraph, topic: Topic) -> Any:
    known = find_clause(paragraph.text, topic)
    body: dict[str, Any] = {}
    if known and known[0].ladder[known[1]].text == paragraph.text:
        if not paragraph.correction:
            return [known[0].id, known[1]]
        body["k"] = [known[0].id, known[1]]
    else:
        body["x"] = paragraph.text
    if paragraph.clause:
        body["l"] = paragraph.clause
    if paragraph.correction:
        body["r"] = paragraph.correction.model_dump(mode="json", exclude_none=True)
    return body if len(body) > 1 or "k" in body else paragraph.text


def unpack(packed: str, topic: Topic) -> Draft:
    """The draft in a packed text.

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
            preambular=paragraphs(data.get("p", [])),
            operative=paragraphs(data.get("o", [])),
        )
    except (*_MISSHAPEN, zlib.error) as error:
        raise ValueError("the address holds no draft that can be read") from error


def _unpacked(item: Any, paragraph: str, topic: Topic) -> Paragraph:
    if isinstance(item, str):
        return Paragraph(id=paragraph, text=clean(item))
    known = item if isinstance(item, list) else item.get("k")
    if known:
        clause = topic.clause_by_id[known[0]]
        text, name = clause.ladder[int(known[1])].text, clause.id
    else:
        text, name = clean(item["x"]), item.get("l")
    body = item if isinstance(item, dict) else {}
    correction = Correction.model_validate(body["r"]) if body.get("r") else None
    return Paragraph(id=paragraph, text=text, clause=body.get("l") or name, correction=correction)


@lru_cache(maxsize=64)
def _pack_cached(text: str, topic: Topic) -> str:
    return pack(_draft(text), topic)


def packed() -> str:
    """The session's draft, packed; empty for an empty draft."""
    now = draft()
    if now == Draft():
        return ""
    return _pack_cached(state.kept("draft") or "", state.topic())


def read_address() -> None:
    """Take over a draft from the address, if this session has none of its own."""
    said = st.query_params.get("draft")
    if not said or said == state.kept("address-draft"):
        return
    if state.kept("touched"):
        state.keep("address-draft", said)
        return
    state.keep("address-draft", said)
    try:
        found = unpack(said, state.topic())
    except ValueError:
        state.notice(
            "The draft in the address is cut off or damaged and was not opened. A working file, if you have one, still opens in the workbench."
        )
        return
    save(found)
    state.keep("undo", [])
    state.keep("linked", True)


def write_address() -> None:
    """Put the draft into the address, where it is short enough."""
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


def for_browser() -> tuple[str, str]:
    """What the browser's own storage is to do: ask (nothing here yet), store, clear, or leave what it has.

    A draft that a link brought takes the place of the browser's own once it is changed here, not by being looked at.
    """
    if not state.kept("touched"):
        return "ask", ""
    if state.kept("linked"):
        return "leave", ""
    text = packed()
    return ("store", text) if text else ("clear", "")


def on_found(component: Any) -> None:
    """Take over what the browser's storage held, if this session has nothing of its own."""
    stored = component.get("found") if component else None
    if state.kept("touched") or not isinstance(stored, str):
        return
    try:
        found = unpack(stored, state.topic())
    except ValueError:
        return
    save(found)
    state.keep("undo", [])
    state.keep("restored", True)


def is_restored() -> bool:
    """Whether the browser's draft was opened just now; True once."""
    now = bool(state.kept("restored"))
    state.keep("restored", False)
    return now
