"""Pages opened without a browser, and what they drew."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from committee.questions import vote_on
from committee.session import Session
from positions.topic import TOPICS, check_topic, load_topic, topic_ids
from records.access import Access
from records.acts.drafts import DraftStarted
from records.acts.room import SeatSet
from records.acts.session import SessionEvent
from records.acts.stages import Signed, StageChanged
from records.committees import Records
from records.room import SECRETARIAT, Role, Seat, Settings, Stage
from resolutions.model import Draft, Paragraph
from tests.pages.drawn import html_of
from ui import conference, pictures
from ui import session as sitting

FRAME = str(Path(__file__).resolve().parents[2] / "ui" / "frame.py")

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'&</p></div>"
"""Text that must be seen and never be obeyed."""

ROOMS: dict[str, dict[str, str]] = {
    "France in the Council of 2026": {"council": "2026", "delegation": "france"},
    "Bahrain, on which no source speaks": {"council": "2026", "delegation": "bahrain"},
    "the OAS, which has no vote": {"council": "2026", "delegation": "oas"},
    "a chair": {"council": "2026", "delegation": "none"},
    "Mexico in the simulation": {"council": "simulation", "delegation": "mexico"},
    "a roster of one's own": {"council": "own", "members": "china,bolivia,latvia", "delegation": "bolivia"},
}

Opener = Callable[..., AppTest]


@pytest.fixture(autouse=True, scope="session")
def sound_content() -> None:
    if any(check_topic(TOPICS / one) for one in topic_ids()):
        pytest.skip("the content has faults; tests of the content say which")


@pytest.fixture(autouse=True)
def nothing_drawn_before() -> None:
    """Each test has records of its own, whose revisions are those of others."""
    pictures.forget()
    pictures.last_seat.cache_clear()


@pytest.fixture(params=ROOMS.values(), ids=ROOMS)
def room(request: pytest.FixtureRequest) -> dict[str, str]:
    """A room as its address says it."""
    return dict(request.param)


@pytest.fixture(scope="session")
def forty() -> Draft:
    """A draft of forty paragraphs from the library, every eighth in other words."""
    clauses = load_topic().clauses
    preambular = [c for c in clauses if c.part == "preambular"][:8]
    operative = [c for c in clauses if c.part == "operative"][::7][:32]
    made = [
        Paragraph(id=f"p{n}", text=c.ladder[c.default].text + (" as a matter of urgency" if n % 8 == 0 else ""), clause=c.id)
        for n, c in enumerate((*preambular, *operative), start=1)
    ]
    return Draft(preambular=tuple(made[:8]), operative=tuple(made[8:]), sponsors=("france",))


@pytest.fixture(scope="session")
def hostile() -> str:
    """Text that must be seen and never be obeyed."""
    return HOSTILE


@pytest.fixture(scope="session")
def open_page() -> Opener:
    """Opens a page through the frame, with a draft in the session if one is given."""

    def opened(page: str, draft: Draft | None = None, /, **address: str) -> AppTest:
        app = AppTest.from_file(FRAME, default_timeout=60)
        for name, value in address.items():
            app.query_params[name] = value
        if draft is not None:
            app.session_state["kept-draft"] = draft.model_dump_json()
            app.session_state["kept-touched"] = True
        if page != "home":
            app.switch_page(f"../pages/delegate/{page}.py")
        app.run()
        sound(app)
        return app

    return opened


class _Tags(HTMLParser):
    """The elements of a text of HTML, with their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, tuple[str, ...]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, tuple(name for name, _ in attrs)))

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def sound(app: AppTest) -> None:
    """Hold that a page ended without an exception, and that nothing on it is markup that a user typed."""
    assert not app.exception, [error.value for error in app.exception]
    tags = _Tags()
    for drawn in html_of(app):
        tags.feed(drawn)
    tags.close()
    assert not [tag for tag, names in tags.found if tag in ("script", "img", "iframe") or any(n.startswith("on") for n in names)]
    assert not [element.value for element in app.markdown if element.proto.allow_html]


@pytest.fixture(scope="session")
def is_sound() -> Callable[[AppTest], None]:
    """Hold that a page ended without an exception, and that nothing on it is markup that a user typed."""
    return sound


@pytest.fixture(scope="session")
def text_of() -> Callable[[AppTest], str]:
    """The words that a page drew as HTML, as a reader sees them."""

    def words(app: AppTest) -> str:
        tags = _Tags()
        for drawn in html_of(app):
            if not drawn.startswith("<style>"):
                tags.feed(f"{drawn} ")
        tags.close()
        return " ".join(" ".join(tags.text).split())

    return words


# -- a committee in session

RIPARIANS = ("china", "france", "mexico", "peru", "spain")


class Hall:
    """A committee in session; the browser signs in as anybody."""

    def __init__(self, records: Records, rules: str = "una-usa", title: str = "River patrols", members: tuple[str, ...] = RIPARIANS) -> None:
        self.records = records
        self.members = members
        self.who = ""
        records.found_conference("spring", "Spring")
        settings = Settings(name="Committee on Rivers", topic="drug-cartels", council="own", members=members, observers=("oas",), rules=rules)  # type: ignore[arg-type]
        records.open_committee("spring", "rivers", settings)
        for id_, role, delegation in (("chair", Role.CHAIR, ""), ("wall", Role.DISPLAY, ""), ("oas", Role.OBSERVER, "oas"), *((m, Role.DELEGATE, m) for m in members)):
            name = delegation.title() if role is Role.DELEGATE else delegation.upper()
            self.act(SECRETARIAT, SeatSet(seat=Seat(id=id_, role=role, delegation=delegation, name=name)))
        content = Draft(operative=(Paragraph(id="p1", text="Urges all States to patrol their rivers."),))
        self.act("france", DraftStarted(draft="d1", title=title, content=content))
        self.act("france", Signed(draft="d1", delegation="france", role="sponsor"))
        self.act("france", StageChanged(draft="d1", to=Stage.SUBMITTED))
        self.act("chair", StageChanged(draft="d1", to=Stage.APPROVED))
        access = Access(records)
        issued = access.issue("spring", "rivers", SECRETARIAT, ["chair", "wall", "oas", *members])
        self.cookies = {one.seat: access.enter(one.code, "127.0.0.1") for one in issued}

    def act(self, seat: str, act: Any) -> None:
        self.records.perform("rivers", seat, act)

    def do(self, seat: str, kind: str, **fields: Any) -> None:
        self.act(seat, SessionEvent(events=({"kind": kind, **fields},)))

    def take(self, events: Any) -> None:
        written = tuple({k: v for k, v in {"kind": one.kind, **one.model_dump(mode="json", exclude_defaults=True)}.items() if k != "at"} for one in events)
        self.act("chair", SessionEvent(events=written))

    @property
    def session(self) -> Session:
        found = self.records.room("rivers").session
        assert found is not None
        return found

    @property
    def rules(self) -> Any:
        return sitting.procedure(self.records.room("rivers"))

    def begin(self, agenda: bool = True) -> None:
        """Order, roll, quorum, and the agenda."""
        self.take([sitting.opened(self.records.room("rivers"))])
        for member in self.members:
            self.do("chair", "roll.called", delegation=member, answer="present")
        self.do("chair", "roll.called", delegation="oas", answer="present")
        self.do("chair", "quorum.noted", present=len(self.members))
        if agenda:
            self.do("chair", "agenda.adopted", items=["Rivers"])

    def introduced(self) -> None:
        self.do("chair", "draft.introduced", document="d1", symbol="DR/1", title="River patrols", sponsors=["france"])

    def voting(self, **more: Any) -> None:
        """The draft put to the vote."""
        self.introduced()
        self.do("chair", "voting.opened")
        self.take([vote_on(self.session, self.rules, "d1", self.session.at, **more)])

    def open(self, seat: str, page: str = "room/floor", **session: Any) -> AppTest:
        self.who = seat
        app = AppTest.from_file(FRAME, default_timeout=60)
        for name, value in session.items():
            app.session_state[name] = value
        app.switch_page(f"../pages/{page}.py")
        app.run()
        assert not app.exception, [error.value for error in app.exception]
        return app


@pytest.fixture
def hall(database: str, monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Makes a committee, under the rules of a family."""
    records = Records.open(database)

    def house(**more: Any) -> Hall:
        one = Hall(records, **more)
        monkeypatch.setattr(conference, "records", lambda: records)
        monkeypatch.setattr(conference, "cookie", lambda: one.cookies[one.who] if one.who else "")
        return one

    return house
