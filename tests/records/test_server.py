"""What the server answers beside the pages: signing in and out, health, and news of the room."""

from __future__ import annotations

import asyncio
import time
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.websockets import WebSocketDisconnect

from records.acts.drafts import DraftStarted, OpenedToSign
from records.acts.room import BoardSet, SeatSet
from records.errors import NotSignedIn, Unavailable
from records.room import SECRETARIAT, Board, Role, Seat
from ui import conference, pictures, server
from ui.conference import COOKIE
from ui.hub import Hub

with warnings.catch_warnings():
    # Newer versions of Starlette would rather have another package for the same.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

HERE = {"origin": "http://testserver"}


@pytest.fixture
def browser(house: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., TestClient]]:
    """Makes browsers of a server that keeps the records of the house."""
    monkeypatch.setattr(conference, "_opened", lambda: house.records)
    monkeypatch.setattr("ui.hub.SECONDS", 0.02)
    monkeypatch.setattr("ui.hub.AWAY_SECONDS", 0.02)
    pictures.forget()
    app = Starlette(routes=server.ROUTES, lifespan=server.lifespan, middleware=server.MIDDLEWARE)
    with TestClient(app) as first:

        def make(seat: str | None = None, committee: str = "crisis") -> TestClient:
            # One loop for all, as in a server; each with its own cookies.
            client = TestClient(app, cookies={})
            client.portal = first.portal
            if seat is not None:
                client.cookies.set(COOKIE, signed_in(house, seat, committee))
            return client

        yield make


def signed_in(house: Any, seat: str, committee: str = "crisis") -> str:
    if seat == SECRETARIAT:
        return house.access.enter(house.access.issue_secretariat("spring").code)
    return house.access.enter(house.access.issue("spring", committee, SECRETARIAT, [seat])[0].code)


def test_a_code_is_taken_for_a_cookie_that_no_script_reads(house: Any, browser: Any) -> None:
    client = browser()
    code = house.access.issue("spring", "crisis", "chair", ["france"])[0].code
    answer = client.post("/api/enter", json={"code": code.lower()}, headers=HERE)
    assert (answer.status_code, answer.json()) == (200, {"message": ""})
    said = answer.headers["set-cookie"].lower()
    assert "httponly" in said and "samesite=lax" in said and "path=/" in said and "secure" not in said
    assert code.replace("-", "").lower() not in said
    assert house.access.who(client.cookies[COOKIE]).seat == "france"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_behind_https_the_cookie_stays_there(house: Any, browser: Any) -> None:
    code = house.access.issue("spring", "crisis", "chair", ["france"])[0].code
    answer = browser().post("/api/enter", json={"code": code}, headers={"x-forwarded-proto": "https"})
    assert "secure" in answer.headers["set-cookie"].lower()


def test_browsers_are_told_to_take_pictures_from_here_only(browser: Any) -> None:
    policy = browser().get("/api/health").headers["content-security-policy"]
    assert "img-src 'self' data: blob:;" in policy and "http" not in policy


def test_leaving_ends_the_sign_in_in_the_records(house: Any, browser: Any) -> None:
    client = browser("france")
    held = client.cookies[COOKIE]
    answer = client.post("/api/leave", headers=HERE)
    assert answer.status_code == 200 and 'penholder_seat=""' in answer.headers["set-cookie"]
    with pytest.raises(NotSignedIn):
        house.access.who(held)
    assert browser().post("/api/leave").status_code == 200


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_wrong_code_is_refused_in_words_and_then_slowly(house: Any, browser: Any) -> None:
    client = browser()
    statuses = set()
    for _ in range(9):
        answer = client.post("/api/enter", json={"code": "2222-2222-2222-2222"})
        statuses.add((answer.status_code, answer.json()["message"].split(".")[0]))
        assert "set-cookie" not in answer.headers
    assert statuses == {(401, "This code is not valid"), (401, "Too many wrong codes were tried")}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"not json", 400),
        (b"\xff\xfe\x00", 400),
        (b"[]", 400),
        (b'"code"', 400),
        (b"{}", 400),
        (b'{"code": 7}', 400),
        (b'{"code": null}', 400),
        (b'{"code": ["a"]}', 400),
        (b'{"code": {"code": "a"}}', 400),
        (b"[" * 4000, 400),
        (b'{"code": "\\ud800\\u0000"}', 401),
        (b'{"code": "%s"}' % (b"A" * 4000), 401),
        (b"A" * 5_000_000, 413),
    ],
)
def test_hostile_bodies_are_refused(browser: Any, body: bytes, status: int) -> None:
    answer = browser().post("/api/enter", content=body)
    assert answer.status_code == status and answer.json()["message"]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("origin", ["https://elsewhere.example", "null", "http://testserver.elsewhere.example", "http://testserver:81", "http://[", "testserver"])
def test_other_sites_are_refused(house: Any, browser: Any, origin: str) -> None:
    code = house.access.issue("spring", "crisis", "chair", ["france"])[0].code
    client = browser("china")
    for path in ("/api/enter", "/api/leave"):
        answer = client.post(path, json={"code": code}, headers={"origin": origin})
        assert answer.status_code == 403 and "set-cookie" not in answer.headers
    assert house.access.who(client.cookies[COOKIE]).seat == "china"
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/api/live/crisis", headers={"origin": origin}):
        pass


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_only_these_ways_of_asking(browser: Any) -> None:
    client = browser()
    assert client.get("/api/enter").status_code == client.get("/api/leave").status_code == 405
    assert client.post("/api/health").status_code == 405


def test_health_says_whether_the_records_are_there(house: Any, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client = browser()
    assert (client.get("/api/health").status_code, client.get("/api/health").json()) == (200, {"well": True})

    def away() -> Any:
        raise Unavailable("The database cannot be reached.")

    monkeypatch.setattr(conference, "_opened", away)
    answer = client.get("/api/health")
    assert (answer.status_code, answer.json()["well"]) == (503, False)
    assert client.post("/api/enter", json={"code": "2222-2222-2222-2222"}).status_code == 503


def test_a_seat_hears_of_its_room_at_once_and_of_what_changes(house: Any, browser: Any) -> None:
    with browser("france").websocket_connect("/api/live/crisis", headers=HERE) as line:
        first = line.receive_json()
        assert first["rev"] == house.room.revision and set(first) == {"rev", "at", "now", "ask", "parts", "board"}
        house.do("chair", BoardSet(board=Board(notice="We meet at ten.")))
        news = heard(line, first["rev"] + 1)
        assert (news["rev"], news["board"]["notice"]) == (first["rev"] + 1, "We meet at ten.")
        assert news["parts"]["board"] == news["rev"]


def test_what_another_process_does_is_heard_of(house: Any, browser: Any) -> None:
    other = house.another()
    with browser("france").websocket_connect("/api/live/crisis") as line:
        line.receive_json()
        other.perform("crisis", "chair", BoardSet(board=Board(notice="From the other replica.")))
        assert heard(line, other.room("crisis").revision)["board"]["notice"] == "From the other replica."


def test_who_is_slow_misses_none_that_still_counts(house: Any, browser: Any) -> None:
    with browser("wall").websocket_connect("/api/live/crisis") as line:
        line.receive_json()
        for n in range(30):
            last = house.do("chair", BoardSet(board=Board(notice=f"Notice {n}.")))
        assert heard(line, last.revision)["board"]["notice"] == "Notice 29."


def picture(line: Any, name: str) -> Any:
    """The next picture of a name that comes over a line."""
    while True:
        said = line.receive_json()
        if name in said.get("pictures", {}):
            return said["pictures"][name]


def test_what_a_browser_shows_is_sent_to_it_as_it_changes(house: Any, browser: Any) -> None:
    with browser("france").websocket_connect("/api/live/crisis") as line:
        line.receive_json()
        line.send_json({"show": {"who-sits": 0}})
        first = picture(line, "who-sits")
        assert "Peru" not in first["html"] and first["rev"] <= house.room.revision
        house.do("chair", BoardSet(board=Board(notice="No list changes by this.")))
        entry = house.do(SECRETARIAT, SeatSet(seat=Seat(id="peru", role=Role.DELEGATE, delegation="peru", name="Peru")))
        second = picture(line, "who-sits")
        assert "Peru" in second["html"] and second["rev"] == entry.revision


def test_a_browser_that_has_the_newest_is_sent_nothing_it_has(house: Any, browser: Any) -> None:
    with browser("france").websocket_connect("/api/live/crisis") as line:
        line.receive_json()
        line.send_json({"show": {"who-sits": house.room.changed["seats"], "drafts": house.room.parts.get("drafts", 0)}})
        entry = house.do("chair", BoardSet(board=Board(notice="On we go.")))
        assert "pictures" not in heard(line, entry.revision)


def test_a_browser_that_lost_what_it_was_sent_gets_it_again(house: Any, browser: Any) -> None:
    with browser("france").websocket_connect("/api/live/crisis") as line:
        line.receive_json()
        line.send_json({"show": {"who-sits": 0}})
        first = picture(line, "who-sits")
        # Its page was put up anew, from what was drawn before.
        line.send_json({"show": {"who-sits": 0}})
        assert picture(line, "who-sits") == first


def test_the_list_of_drafts_comes_without_those_that_a_seat_may_not_read(house: Any, browser: Any) -> None:
    house.do("france", DraftStarted(draft="ours", title="A plan between two"))
    client, other = browser("china"), browser("france")
    with client.websocket_connect("/api/live/crisis") as line, other.websocket_connect("/api/live/crisis") as own:
        for one in (line, own):
            one.receive_json()
            one.send_json({"show": {"drafts": -1, "drafts-in-short": -1}})
        assert "A plan between two" in picture(own, "drafts")["html"]
        assert "A plan between two" not in str(picture(line, "drafts"))
        house.do("france", OpenedToSign(draft="ours", open=True))
        shown = picture(line, "drafts")
        assert "A plan between two" in shown["html"] and "&lt;" not in shown["html"]


@pytest.mark.parametrize(
    "said",
    ["", "no", "[]", '{"show": []}', '{"show": {"drafts": "x"}}', '{"show": {"../seats": 1}}', '{"show": {"drafts": 1e999}}', "[" * 3000, '{"show": {"drafts": 0}}' + " " * 9000],
)
def test_what_makes_no_sense_on_the_line_is_passed_over(house: Any, browser: Any, said: str) -> None:
    with browser("france").websocket_connect("/api/live/crisis") as line:
        line.receive_json()
        line.send_text(said)
        line.send_bytes(b"\x00\xff")
        line.send_json({"show": {"who-sits": -1}})
        assert "France" in picture(line, "who-sits")["html"]


def heard(line: Any, revision: int) -> Any:
    """What a line says of a revision; the watch may first tell once more what was told before."""
    said = line.receive_json()
    while said["rev"] < revision:
        said = line.receive_json()
    return said


def closed(line: Any) -> int:
    """The code with which a line is closed; what is said before is passed over."""
    while True:
        try:
            line.receive_json()
        except WebSocketDisconnect as error:
            return error.code


@pytest.mark.parametrize("seat", [None, "france"])
def test_a_line_to_another_committee_is_closed(house: Any, browser: Any, seat: str | None) -> None:
    house.records.open_committee("spring", "other", house.room.settings)
    for committee in ("other", "no-such-committee", "%2e%2e"):
        with browser(seat).websocket_connect(f"/api/live/{committee}") as line:
            assert closed(line) in (4401,)


def test_the_secretariat_hears_of_all_its_committees_and_of_no_other_conference(house: Any, browser: Any) -> None:
    house.records.found_conference("autumn", "Autumn")
    house.records.open_committee("autumn", "far", house.room.settings)
    client = browser(SECRETARIAT)
    with client.websocket_connect("/api/live/crisis") as line:
        assert line.receive_json()["rev"]
    with client.websocket_connect("/api/live/far") as line:
        assert closed(line) == 4401


def test_a_line_is_closed_as_soon_as_the_code_is_revoked(house: Any, browser: Any) -> None:
    with browser("france").websocket_connect("/api/live/crisis") as line, browser("china").websocket_connect("/api/live/crisis") as other:
        line.receive_json()
        other.receive_json()
        house.access.revoke("crisis", "chair", "france")
        assert closed(line) == 4401
        house.do("chair", BoardSet(board=Board(notice="Without France.")))
        while other.receive_json()["board"]["notice"] != "Without France.":
            pass


def test_a_line_is_closed_as_soon_as_the_seat_is(house: Any, browser: Any) -> None:
    with browser("france").websocket_connect("/api/live/crisis") as line:
        line.receive_json()
        house.do("chair", SeatSet(seat=house.room.seats["france"].model_copy(update={"active": False})))
        assert closed(line) == 4401


def test_a_line_is_closed_after_signing_out_elsewhere(house: Any, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server, "RECHECK_SECONDS", 0.05)
    client = browser("france")
    with client.websocket_connect("/api/live/crisis") as line:
        line.receive_json()
        client.post("/api/leave")
        assert closed(line) == 4401


def test_a_line_says_nothing_of_other_blocs_drafts(house: Any, browser: Any) -> None:
    house.draft("secret-draft")
    with browser("china").websocket_connect("/api/live/crisis") as line, browser("france").websocket_connect("/api/live/crisis") as own:
        assert "draft:secret-draft" not in line.receive_json()["parts"]
        assert "draft:secret-draft" in own.receive_json()["parts"]
        house.change("france", "p1", "Secret words;", draft="secret-draft")
        assert "secret" not in str(line.receive_json()).lower()
        assert heard(own, house.room.revision)["parts"]["draft:secret-draft"] == house.room.revision


def test_what_a_browser_sends_on_the_line_is_not_listened_to(house: Any, browser: Any) -> None:
    with browser("france").websocket_connect("/api/live/crisis") as line:
        line.receive_json()
        line.send_text("perform everything")
        line.send_bytes(b"\0" * 1000)
        line.send_json({"kind": "board.set", "board": {"notice": "Mine!"}})
        house.do("chair", BoardSet(board=Board(notice="The chair's.")))
        assert heard(line, house.room.revision)["board"]["notice"] == "The chair's."


def counted(house: Any, monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Every time that the revisions are asked for."""
    asked: list[float] = []
    revisions = house.records.revisions
    monkeypatch.setattr(house.records, "revisions", lambda: (asked.append(0.0), revisions())[1])
    return asked


async def until(true: Callable[[], bool]) -> None:
    while not true():
        await asyncio.sleep(0.005)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_the_database_is_asked_once_for_all_who_listen_and_not_for_nobody(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.hub.SECONDS", 0.01)
    asked = counted(house, monkeypatch)

    async def watch() -> None:
        hub = Hub(lambda: house.records)
        async with hub.running():
            await asyncio.sleep(0.05)
            assert asked == [], "nobody listens"
            with hub.listening("crisis"), hub.listening("crisis"), hub.listening("other"):
                waits = [listener for _ in range(40) for listener in [hub.listening("crisis")]]
                entered = [w.__enter__() for w in waits]
                await until(lambda: len(asked) >= 3)
                before, rounds = len(asked), []
                tell = hub._tell
                monkeypatch.setattr(hub, "_tell", lambda c, r: (rounds.append(c), tell(c, r))[1])
                await until(lambda: len(rounds) >= 5)
                assert len(asked) - before <= len(rounds) + 1, "one question a round, whoever listens"
                for w in waits:
                    w.__exit__(None, None, None)
                assert len(entered) == 40
            await asyncio.sleep(0.05)
            asked.clear()
            await asyncio.sleep(0.05)
            assert asked == [], "nobody listens any more"
        assert house.records.listeners == []

    asyncio.run(watch())


@pytest.mark.parametrize("url", ["postgresql"], indirect=True)
def test_the_watch_goes_on_when_the_database_was_away(house: Any, postgres: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ui.hub.SECONDS", 0.01)
    monkeypatch.setattr("ui.hub.AWAY_SECONDS", 0.01)
    failed: list[int] = []
    revisions = house.records.revisions

    def watched() -> dict[str, int]:
        try:
            return revisions()
        except Unavailable:
            failed.append(1)
            raise

    monkeypatch.setattr(house.records, "revisions", watched)

    async def watch() -> None:
        hub = Hub(lambda: house.records)
        async with hub.running():
            with hub.listening("crisis") as listener:
                await listener.wait()
                postgres.stop()
                try:
                    await until(lambda: len(failed) >= 2)
                finally:
                    await asyncio.to_thread(postgres.ensure_postgres_running)
                other = house.another()
                entry = await asyncio.to_thread(other.perform, "crisis", "chair", BoardSet(board=Board(notice="Back.")))
                await until(lambda: hub.revision("crisis") == entry.revision)

    asyncio.run(watch())


def test_an_accident_in_the_watch_does_not_end_it(house: Any, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr("ui.hub.SECONDS", 0.01)
    monkeypatch.setattr("ui.hub.AWAY_SECONDS", 0.01)
    answers = iter([RuntimeError("no more threads"), KeyError("x")])

    def records() -> Any:
        accident = next(answers, None)
        if accident:
            raise accident
        return house.records

    async def watch() -> None:
        hub = Hub(records)
        async with hub.running():
            with hub.listening("crisis") as listener:
                await listener.wait()
                assert hub.revision("crisis") == house.room.revision

    asyncio.run(watch())
    assert caplog.text.count("stumbled") == 2


def test_a_line_survives_a_database_that_is_away_for_a_moment(house: Any, browser: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The line is closed in a way that makes the browser ask again, and not as if it were signed out."""
    monkeypatch.setattr(server, "RECHECK_SECONDS", 0.05)
    with browser("france").websocket_connect("/api/live/crisis") as line:
        line.receive_json()

        def away() -> Any:
            raise Unavailable("The database cannot be reached.")

        monkeypatch.setattr(conference, "_opened", away)
        assert closed(line) == 1012


def test_the_server_s_time_is_in_every_message(house: Any) -> None:
    from ui.hub import message

    assert abs(message(house.room)["now"] - time.time()) < 3600
