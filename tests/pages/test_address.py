"""Whatever stands in the address, every page opens, and what was wrong with it is told."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

import pytest

from positions.topic import load_topic
from resolutions.model import Draft, Paragraph
from ui.drafting import pack

PAGES = ("home", "brief", "compare", "library", "workbench", "background", "method")

WRONG = {
    "a topic that is none": {"topic": "xx"},
    "a path for a topic": {"topic": "../../etc"},
    "a council that is none": {"council": "999"},
    "a script for a delegation": {"delegation": "<script>alert(1)</script>"},
    "a draft that is none": {"draft": "garbage"},
    "an own roster without members": {"council": "own"},
    "an own roster of strangers": {"council": "own", "members": "a,b,a"},
    "everything wrong": {"topic": "xx", "council": "999", "delegation": "<script>", "draft": "garbage", "members": "a,b,a"},
}


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("address", [WRONG["everything wrong"], WRONG["a draft that is none"]], ids=["all", "draft"])
def test_a_wrong_address_is_told_on_every_page(open_page: Any, page: str, address: dict[str, str]) -> None:
    app = open_page(page, **address)
    assert app.title
    assert len(app.warning) == len(address)


@pytest.mark.parametrize("address", WRONG.values(), ids=WRONG)
def test_each_wrong_part_is_told(open_page: Any, address: dict[str, str]) -> None:
    app = open_page("home", **address)
    assert app.warning
    assert app.query_params["council"] in ("2026", ["2026"])
    assert "draft" not in app.query_params
    app.run()
    if app.warning:
        app.button(key="dismiss-notes").click().run()
    assert not app.warning, "what is wrong with the room is told once, and with the draft until it is dismissed"


def test_a_doubled_member_has_one_seat(open_page: Any) -> None:
    app = open_page("home", council="own", members="china,mexico,china")
    assert app.query_params["members"] in ("china,mexico", ["china,mexico"])


def test_a_draft_in_the_address_is_opened_on_whatever_page(open_page: Any) -> None:
    draft = Draft(operative=(Paragraph(id="p1", text="Urges all States to act;"),))
    app = open_page("library", draft=pack(draft, load_topic()))
    assert not app.warning
    assert any(b.label == "Go to the draft (1)" for b in app.button)


def test_a_draft_of_ones_own_is_not_replaced_by_the_address(open_page: Any) -> None:
    own = Draft(operative=(Paragraph(id="p1", text="Urges one;"),))
    other = Draft(operative=(Paragraph(id="p1", text="Urges another;"),))
    app = open_page("workbench", own, draft=pack(other, load_topic()))
    assert "Urges one;" in app.session_state["kept-draft"]


@pytest.mark.parametrize(
    "raw",
    [b"[" * 500_000, b" " * 50_000_000, b'{"o":["\\ud800"]}', b'{"o":[["x",Infinity]]}', b'{"o":{"a":1}}', b"null", b""],
    ids=["deep", "bomb", "half a letter", "infinity", "an object", "null", "nothing"],
)
def test_a_packed_text_that_is_no_draft_opens_no_trap(open_page: Any, raw: bytes) -> None:
    packed = base64.urlsafe_b64encode(zlib.compress(raw)).decode().rstrip("=")
    open_page("workbench", draft=packed)


def test_a_reading_that_names_what_the_topic_does_not_know_is_shown(open_page: Any) -> None:
    wild = {"effects": [["nowhere", 1]], "force": "F3", "safeguards": ["none-such"], "measures": ["none-such"], "territory": ["atlantis"]}
    packed = base64.urlsafe_b64encode(zlib.compress(json.dumps({"o": [{"x": "Urges it;", "r": wild}]}).encode())).decode()
    app = open_page("workbench", draft=packed)
    assert not app.warning
