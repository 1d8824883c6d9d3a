"""Accounts of an organization: a provider on this machine that speaks OpenID Connect, and a browser that goes to it and back."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from records.access import Access
from records.acts.room import SeatSet
from records.committees import Records
from records.room import SECRETARIAT, Role, Seat, Settings
from tests.databases import environment
from ui.sign_in import LOGIN

jwt = pytest.importorskip("joserfc.jwt", reason="Authlib is not installed")
jwk = pytest.importorskip("joserfc.jwk", reason="Authlib is not installed")

CLIENT, CLIENT_SECRET = "penholder", "known to the provider and to the app"
MEMBER = {"sub": "1", "email": "delegate@school.edu", "email_verified": True}
STRANGER = {"sub": "2", "email": "delegate@elsewhere.org", "email_verified": True}
UNVERIFIED = {"sub": "3", "email": "delegate@school.edu", "email_verified": False}


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Provider:
    """An OpenID Connect provider with one client, whose user is whoever `person` is; it asks for no password.

    What a provider must refuse it refuses: another client, an address to come back to that was not registered, a code that
    was used or that the verifier (PKCE) does not fit.
    """

    def __init__(self, comes_back_to: str) -> None:
        self.comes_back_to = comes_back_to
        self.address = f"http://localhost:{free_port()}"
        self.person: dict[str, object] = MEMBER
        self.refused: list[str] = []
        """What was asked amiss."""
        self.signed_in = 0
        """How often somebody came back with a token."""
        self.key = jwk.RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
        self.codes: dict[str, dict[str, str]] = {}

    def app(self) -> Starlette:
        answers: list[tuple[str, Callable[[Request], Any], str]] = [
            ("/.well-known/openid-configuration", self.metadata, "GET"),
            ("/keys", self.keys, "GET"),
            ("/authorize", self.authorize, "GET"),
            ("/token", self.token, "POST"),
            ("/end", self.end, "GET"),
        ]
        return Starlette(routes=[Route(path, answer, methods=[method]) for path, answer, method in answers])

    async def metadata(self, request: Request) -> Response:
        return JSONResponse(
            {
                "issuer": self.address,
                "authorization_endpoint": f"{self.address}/authorize",
                "token_endpoint": f"{self.address}/token",
                "jwks_uri": f"{self.address}/keys",
                "end_session_endpoint": f"{self.address}/end",
                "response_types_supported": ["code"],
                "subject_types_supported": ["public"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "code_challenge_methods_supported": ["S256"],
            }
        )

    async def keys(self, request: Request) -> Response:
        return JSONResponse({"keys": [self.key.as_dict(private=False)]})

    def no(self, why: str) -> Response:
        self.refused.append(why)
        return PlainTextResponse(why, status_code=400)

    async def authorize(self, request: Request) -> Response:
        asked = dict(request.query_params)
        if asked.get("client_id") != CLIENT or asked.get("redirect_uri") != self.comes_back_to:
            return self.no("another client, or another address to come back to")
        if "openid" not in asked.get("scope", "").split() or asked.get("code_challenge_method") != "S256":
            return self.no("no OpenID Connect, or no proof key")
        code = secrets.token_urlsafe()
        self.codes[code] = asked
        return RedirectResponse(f"{self.comes_back_to}?{urlencode({'code': code, 'state': asked['state']})}", status_code=302)

    async def token(self, request: Request) -> Response:
        form = {name: str(value) for name, value in (await request.form()).items()}
        asked = self.codes.pop(form.get("code", ""), None)
        basic = base64.b64encode(f"{CLIENT}:{CLIENT_SECRET}".encode()).decode()
        if asked is None or form.get("redirect_uri") != self.comes_back_to:
            return self.no("a code that was never given, or was used")
        if request.headers.get("authorization") != f"Basic {basic}":
            return self.no("a client without its secret")
        proof = base64.urlsafe_b64encode(hashlib.sha256(form.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if proof != asked["code_challenge"]:
            return self.no("a proof that does not fit")
        self.signed_in += 1
        now = int(time.time())
        said = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 600, "nonce": asked["nonce"]} | self.person
        return JSONResponse(
            {
                "id_token": jwt.encode({"alg": "RS256", "kid": "one"}, said, self.key),
                "access_token": secrets.token_urlsafe(),
                "token_type": "Bearer",
                "expires_in": 600,
            }
        )

    async def end(self, request: Request) -> Response:
        back = request.query_params.get("post_logout_redirect_uri", "")
        return RedirectResponse(back, status_code=302) if back == self.comes_back_to else self.no("another address to come back to")


class School(NamedTuple):
    """An app that asks for accounts of school.edu, its provider, and the code of the one seat in its committee."""

    address: str
    provider: Provider
    code: str


@pytest.fixture(scope="module")
def school(root: Path, tmp_path_factory: pytest.TempPathFactory, lasting_database: Callable[[], str]) -> Iterator[School]:
    tmp_path = tmp_path_factory.mktemp("school")
    port = free_port()
    address = f"http://localhost:{port}"
    provider = Provider(f"{address}/oauth2callback")
    settings = tmp_path / "secrets.toml"
    settings.write_text(
        f'[auth]\nredirect_uri = "{provider.comes_back_to}"\ncookie_secret = "{secrets.token_hex()}"\nclient_id = "{CLIENT}"\n'
        f'client_secret = "{CLIENT_SECRET}"\nserver_metadata_url = "{provider.address}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    database = lasting_database()
    known = environment(database) | {"STREAMLIT_SECRETS_FILES": str(settings), LOGIN: "school.edu"}
    records = Records.open(database)
    records.found_conference("spring", "Spring")
    records.open_committee("spring", "crisis", Settings(name="Council", topic="drug-cartels", council="own", members=("france",)))
    records.perform("crisis", SECRETARIAT, SeatSet(seat=Seat(id="france", role=Role.DELEGATE, delegation="france", name="France")))
    (card,) = Access(records).issue("spring", "crisis", SECRETARIAT, ["france"])
    records.close()

    log = tmp_path / "stderr.txt"
    server = uvicorn.Server(uvicorn.Config(provider.app(), port=int(provider.address.rpartition(":")[2]), log_level="warning"))
    listening = threading.Thread(target=server.run, daemon=True)
    listening.start()
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
            + ["--server.headless", "true", "--server.fileWatcherType", "none"],
            cwd=root, env=known, stdout=subprocess.PIPE, stderr=errors, text=True, encoding="utf-8", errors="replace",
        )  # fmt: skip
        try:
            assert process.stdout is not None
            if not any("URL:" in line for line in process.stdout):
                pytest.fail(f"the app did not start:\n{log.read_text()}")
            yield School(address, provider, card.code)
        finally:
            process.terminate()
            process.communicate()
            server.should_exit = True
            listening.join(timeout=10)
    assert "Traceback" not in log.read_text(), log.read_text()


def at_the_gate(page: Any) -> None:
    """Wait for the gate, and see that nothing else is shown."""
    page.get_by_text("This server is for members of an organization").wait_for()
    assert page.get_by_test_id("stSidebar").get_by_role("link").count() == 0


def enter(page: Any, school: School) -> None:
    """Take the seat by the code of its card."""
    page.get_by_test_id("stSidebar").get_by_role("link", name="Enter with a code").click()
    page.get_by_label("Code on your card").fill(school.code)
    page.get_by_role("button", name="Enter", exact=True).click()
    page.get_by_role("heading", name="Who sits").wait_for()


def come_as(page: Any, school: School, person: dict[str, object]) -> None:
    school.provider.person = person
    page.get_by_role("button", name="Sign in with your organization").click()


def test_an_account_of_the_organization_opens_the_app_and_a_code_the_seat(school: School, visit: Any) -> None:
    came = school.provider.signed_in
    page = visit.context.new_page()
    page.goto(f"{school.address}/brief")
    at_the_gate(page)

    # An account of another domain, and one whose address nobody has verified.
    for person, why in ((STRANGER, "addresses of that domain"), (UNVERIFIED, "your organization says")):
        come_as(page, school, person)
        page.get_by_text("This account is not admitted here").wait_for()
        page.get_by_text(f"You are signed in as {person['email']}, and {why}").wait_for()
        page.reload()
        page.get_by_text("This account is not admitted here").wait_for()
        assert page.get_by_test_id("stSidebar").get_by_role("link").count() == 0
        page.get_by_role("button", name="Sign in with another account").click()
        at_the_gate(page)

    come_as(page, school, MEMBER)
    side = page.get_by_test_id("stSidebar")
    side.get_by_text("delegate@school.edu").wait_for()
    enter(page, school)
    page.reload()
    page.get_by_role("heading", name="Who sits").wait_for()
    side.get_by_text("delegate@school.edu").wait_for()
    second = visit.context.new_page()
    second.goto(f"{school.address}/room")
    second.get_by_role("heading", name="Who sits").wait_for()
    second.close()
    assert school.provider.signed_in == came + 3, "the member's account was asked for once"

    # Out of the seat, and still in the app.
    side.get_by_role("button", name="Sign out", exact=True).click()
    side.get_by_role("link", name="Enter with a code").wait_for()
    side.get_by_text("delegate@school.edu").wait_for()
    assert visit.abroad == [] and school.provider.refused == []


def test_the_code_of_a_cards_link_comes_through_the_sign_in_and_is_in_no_address(school: School, visit: Any) -> None:
    page = visit.context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{school.address}/enter#code={school.code}")
    at_the_gate(page)
    page.wait_for_function("!location.hash")
    come_as(page, school, MEMBER)
    page.wait_for_url("**/enter")
    box = page.get_by_label("Code on your card")
    box.wait_for()
    page.wait_for_function("!sessionStorage.getItem('penholder-card')")
    assert box.input_value() == school.code
    page.get_by_role("button", name="Enter", exact=True).click()
    page.get_by_role("heading", name="Who sits").wait_for()
    page.get_by_test_id("stSidebar").get_by_role("link", name="Home").click()
    # Nothing leads back to the form.
    page.wait_for_url(re.compile(rf"^{re.escape(school.address)}/?(home)?(\?.*)?$"))
    page.get_by_role("heading", name="Who sits").wait_for(state="detached")
    assert asked and not [url for url in asked if school.code in url.partition("#")[0]]


def test_who_signs_out_of_the_account_leaves_no_seat_behind(school: School, visit: Any) -> None:
    page = visit.context.new_page()
    page.goto(f"{school.address}/")
    come_as(page, school, MEMBER)
    side = page.get_by_test_id("stSidebar")
    enter(page, school)

    side.get_by_role("button", name="Sign out of this account").click()
    at_the_gate(page)
    page.reload()
    at_the_gate(page)
    come_as(page, school, MEMBER)
    page.get_by_test_id("stSidebar").get_by_text("delegate@school.edu").wait_for()
    page.goto(f"{school.address}/room")
    page.get_by_test_id("stMain").get_by_text("You are signed out").wait_for()
    assert page.get_by_role("heading", name="Who sits").count() == 0


def test_a_code_alone_does_not_open_the_gate(school: School, visit: Any) -> None:
    answer = visit.context.request.post(
        f"{school.address}/api/enter", data=json.dumps({"code": school.code}), headers={"content-type": "application/json"}
    )
    assert answer.ok, answer.text()
    page = visit.context.new_page()
    for path in ("room", "drafts", "display"):
        page.goto(f"{school.address}/{path}")
        at_the_gate(page)
        assert page.get_by_text("France").count() == 0
