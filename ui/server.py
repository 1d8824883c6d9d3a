"""What the server answers beside the pages: signing in and out, news, and whether it is well."""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import json
import logging
import sys
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from positions.topic import load_topic
from records.access import SIGN_IN_SECONDS
from records.acts.act import actor
from records.errors import NotSignedIn, RecordsError, Refused, Unavailable
from records.room import Room, Seat, seen_from
from resolutions.check import check
from resolutions.model import Draft, Paragraph
from ui import pictures
from ui.conference import COOKIE, access, at_hand, hub, records
from ui.hub import Listener, message
from ui.state import council_by_id

COOKIE_SECONDS = int(SIGN_IN_SECONDS)
MOST_BODY_BYTES = 4096

SWITCH_SECONDS = 0.0005
"""How long a page that is being drawn may keep everything else of the process waiting. At Python's own 5 ms, sixty messages to
browsers took about 1.2 s while three pages were drawn, and at this about 0.3 s."""

RECHECK_SECONDS = 30.0
"""How often an open line asks whether its browser is still signed in."""


async def enter(request: Request) -> Response:
    """POST a code as JSON; the answer sets the cookie."""
    if not _from_here(request.headers.get("origin"), request.headers.get("host")):
        return JSONResponse({"message": "This request came from another site."}, status_code=403)
    try:
        body = await _small_body(request)
        code = json.loads(body)["code"]
        if not isinstance(code, str):
            raise ValueError
    except _TooLong:
        return JSONResponse({"message": "That is far longer than any code."}, status_code=413)
    except (ValueError, KeyError, TypeError, RecursionError):
        return JSONResponse({"message": "Type the code from your card."}, status_code=400)
    try:
        held = await asyncio.to_thread(access().enter, code, _address(request))
    except NotSignedIn as error:
        return JSONResponse({"message": str(error)}, status_code=401)
    except Unavailable as error:
        return JSONResponse({"message": str(error)}, status_code=503)
    answer = JSONResponse({"message": ""})
    secure = request.url.scheme == "https" or request.headers.get("x-forwarded-proto") == "https"
    answer.set_cookie(COOKIE, held, max_age=COOKIE_SECONDS, httponly=True, samesite="lax", secure=secure, path="/")
    return answer


async def leave(request: Request) -> Response:
    """POST to sign out; the sign-in ends in the records and the cookie goes."""
    if not _from_here(request.headers.get("origin"), request.headers.get("host")):
        return JSONResponse({"message": "This request came from another site."}, status_code=403)
    held = request.cookies.get(COOKIE, "")
    with contextlib.suppress(RecordsError):
        await asyncio.to_thread(access().leave, held)
    answer = JSONResponse({"message": ""})
    answer.delete_cookie(COOKIE, path="/")
    return answer


async def health(request: Request) -> Response:
    """Whether the records can be read: 200 or 503."""
    try:
        await asyncio.to_thread(lambda: records().revisions())
    except RecordsError as error:
        return JSONResponse({"well": False, "message": str(error)}, status_code=503)
    return JSONResponse({"well": True})


async def live(socket: WebSocket) -> None:
    """News of a committee for a browser that is signed in to it, until it leaves or is signed out."""
    committee = str(socket.path_params["committee"])
    held = socket.cookies.get(COOKIE, "")
    if not _from_here(socket.headers.get("origin"), socket.headers.get("host")):
        await socket.close(4403)
        return
    # Only on a line that was opened does the browser see why it is closed.
    await socket.accept()
    gone: asyncio.Task[None] | None = None
    news: asyncio.Task[None] | None = None
    shown: dict[str, int] = {}
    sent: dict[str, str] = {}
    try:
        with hub.listening(committee) as listener:
            gone = asyncio.create_task(_heard(socket, shown, sent, listener))
            checked_at, seats, told = 0.0, -1, (-1, False)
            while True:
                room = at_hand(committee)
                if room is None:
                    room = await asyncio.to_thread(records().room_at_least, committee, hub.revision(committee))
                now = time.monotonic()
                # A code that was replaced or a seat that was closed is a change of the seats.
                if room.changed.get("seats", 0) != seats or now - checked_at >= RECHECK_SECONDS:
                    seat = await _seat(held, room)
                    checked_at, seats = now, room.changed.get("seats", 0)
                # The database may have been put back from a copy; then what is older is what counts.
                anew = {"anew": True} if room.revision < told[0] else {}
                if anew:
                    pictures.forget()
                fresh = await _pictures(room, seat, shown, sent)
                if (room.revision, listener.may_ask) != told or fresh:
                    told = (room.revision, listener.may_ask)
                    await socket.send_json(message(room, seat, listener.may_ask) | anew | ({"pictures": fresh} if fresh else {}))
                news = asyncio.create_task(listener.wait())
                done: set[asyncio.Task[None]] = set()
                while not done:
                    done, _ = await asyncio.wait({gone, news}, timeout=RECHECK_SECONDS, return_when=asyncio.FIRST_COMPLETED)
                    if not done:
                        seat = await _seat(held, room)
                        checked_at = time.monotonic()
                if gone in done:
                    return
    except (NotSignedIn, Refused):
        await _close(socket, 4401)
    except (WebSocketDisconnect, RecordsError, RuntimeError):
        # The browser asks again later.
        await _close(socket, 1012)
    finally:
        for task in (gone, news):
            if task is not None:
                task.cancel()


async def _pictures(room: Room, seat: Seat, shown: dict[str, int], sent: dict[str, str]) -> dict[str, dict[str, Any]]:
    """The pictures that a browser shows and that have changed since.

    Args:
        shown: the revision of each that the browser has.
        sent: what it was sent last; what came out the same is not sent again.
    """
    mine = seen_from(room, seat)
    fresh = {}
    for name, revision in tuple(shown.items()):
        if pictures.revision_of(name, mine) == revision:
            continue
        one = pictures.at_hand(name, mine, seat)
        if one is None:
            quick = pictures.is_quick(name)
            one = pictures.drawn(name, mine, seat) if quick else await asyncio.to_thread(pictures.drawn, name, mine, seat)
        if name in shown:
            shown[name] = one.revision
        if sent.get(name) != one.html:
            sent[name] = one.html
            fresh[name] = {"rev": one.revision, "html": one.html}
    return fresh


async def _close(socket: WebSocket, code: int) -> None:
    with contextlib.suppress(RuntimeError, WebSocketDisconnect):
        await socket.close(code)


async def _seat(held: str, room: Room) -> Seat:
    """The seat of a committee that a cookie is for.

    Raises:
        NotSignedIn: if it is for none.
        Refused: if it is for a seat elsewhere, or one that was closed.
    """
    me = await asyncio.to_thread(access().who, held)
    if me.conference != room.conference or me.committee not in (None, room.committee):
        raise Refused("That is another committee's.")
    return actor(room, me.seat)


async def _heard(socket: WebSocket, shown: dict[str, int], sent: dict[str, str], listener: Listener) -> None:
    """Take note of which pictures a browser shows, as of which revision. Returns when it closes the line; without that a
    line would stay until the next news."""
    with contextlib.suppress(RuntimeError):
        while (said := await socket.receive())["type"] != "websocket.disconnect":
            told = _shown(said.get("text") or "")
            if told is not None:
                shown.clear()
                shown.update(told)
                # What it was sent may have come while it had nothing to show it in.
                sent.clear()
                listener.wake(may_ask=listener.may_ask)


def _shown(said: str) -> dict[str, int] | None:
    """What a browser says that it shows; None where it makes no sense."""
    if len(said) > MOST_BODY_BYTES:
        return None
    try:
        told = json.loads(said)["show"]
        return {name: int(told[name]) for name in pictures.known(list(told))}
    except (ValueError, KeyError, TypeError, RecursionError, OverflowError):
        return None


class _TooLong(ValueError):
    pass


async def _small_body(request: Request) -> bytes:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BODY_BYTES:
            raise _TooLong
    return body


def _address(request: Request) -> str:
    """Whence a request comes: behind a proxy of one's own, what that says."""
    forwarded = request.headers.get("x-forwarded-for", "").split(",")[-1].strip()
    client = request.client.host if request.client else ""
    return forwarded if forwarded and client in ("127.0.0.1", "::1") else client


def _from_here(origin: str | None, host: str | None) -> bool:
    """Whether a request comes from a page of this server; programs that are no browsers send no origin."""
    if origin is None:
        return True
    try:
        return bool(host) and urlsplit(origin).netloc == host
    except ValueError:
        return False


@contextlib.asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """What runs beside the pages while the server is up."""
    sys.setswitchinterval(SWITCH_SECONDS)
    async with hub.running():
        loading = asyncio.create_task(asyncio.to_thread(_load))
        yield
        await loading


def _load() -> None:
    """Load what the first visitor would otherwise wait for, and what a press of a button would fall into meanwhile."""
    try:
        for module in _FOR_PAGES:
            importlib.import_module(module)
        topic = load_topic()
        check(Draft(operative=(Paragraph(id="p1", text="Decides to remain seized of the matter."),)), topic, council_by_id(topic.about.default_council))
    except Exception:
        # The page that needs it says what is wrong, in place.
        logging.getLogger(__name__).info("Not all could be loaded before the first visit", exc_info=True)


_FOR_PAGES = ("ui.amendments", "ui.console.page", "ui.floor.page", "ui.review_screen", "ui.setting_up", "ui.shared_history", "ui.whereabouts")


class FromHereOnly:
    """Tells browsers to take pictures, sound, frames and fonts from this server only: whatever somebody writes into a title or a
    text, no reader's browser calls another machine for it."""

    POLICY = b"img-src 'self' data: blob:; media-src 'self' data: blob:; frame-src 'self' data: blob:; font-src 'self' data:; object-src 'none'; form-action 'self'"

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", ()), (b"content-security-policy", self.POLICY)]}
            await send(message)

        await self.app(scope, receive, with_policy if scope["type"] == "http" else send)


MIDDLEWARE = [Middleware(FromHereOnly)]

ROUTES: list[BaseRoute] = [
    Route("/api/enter", enter, methods=["POST"]),
    Route("/api/leave", leave, methods=["POST"]),
    Route("/api/health", health, methods=["GET"]),
    WebSocketRoute("/api/live/{committee}", live),
]
