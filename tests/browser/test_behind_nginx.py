"""The app behind `deploy/nginx.conf` with HTTPS as its comment says: signing in, the open lines, files up and down."""

from __future__ import annotations

import getpass
import os
import shutil
import socket
import ssl
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import pytest

from records.access import Access
from records.acts.room import SeatSet
from records.committees import Records
from records.room import SECRETARIAT, Role, Seat, Settings
from tests.browser.conftest import A_MINUTE
from tests.databases import environment

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
OPENSSL = shutil.which("openssl")


class House(NamedTuple):
    """An app behind nginx: where it is with HTTPS and without, its records, and the code of its one seat."""

    address: str
    plain: str
    records: Records
    code: str


def free_ports(many: int) -> list[int]:
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(many)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [int(one.getsockname()[1]) for one in sockets]


def nginx_files(root: Path, folder: Path, app: int, secure: int, plain: int) -> Path:
    """The site as it ships with its HTTPS switched on, on these ports, and a certificate that it signed itself."""
    subprocess.run(
        [str(OPENSSL), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
        + ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")],
        check=True, capture_output=True,
    )  # fmt: skip
    shipped = (root / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    site = shipped.replace("\n    listen 80;\n", "\n", 1).replace("#https ", "")
    for there, here in (
        ("listen 80;", f"listen 127.0.0.1:{plain};"),
        ("listen 443 ssl;", f"listen 127.0.0.1:{secure} ssl;"),
        ("/etc/ssl/penholder", str(folder)),
        ("/etc/nginx/penholder-replicas.conf", f"{folder}/replicas.conf"),
    ):
        assert site.count(there) >= 1, there
        site = site.replace(there, here)
    (folder / "site.conf").write_text(site, encoding="utf-8")
    (folder / "replicas.conf").write_text(f"server 127.0.0.1:{app};\n", encoding="utf-8")
    user = f"user {getpass.getuser()};\n" if os.geteuid() == 0 else ""
    temporary = "".join(f"    {kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    whole = folder / "whole.conf"
    whole.write_text(
        f"{user}daemon off;\nworker_processes 1;\npid {folder}/nginx.pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\n    access_log off;\n{temporary}    include {folder}/site.conf;\n}}\n",
        encoding="utf-8",
    )
    return whole


def until_well(address: str, said: Path) -> None:
    """Wait until the app answers through nginx."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    until = time.monotonic() + 60
    while True:
        try:
            with urllib.request.urlopen(f"{address}/api/health", timeout=5, context=trusting):
                return
        except OSError:
            if time.monotonic() > until:
                pytest.fail(f"nothing answers:\n{said.read_text()}")
            time.sleep(0.2)


@pytest.fixture
def house(root: Path, tmp_path: Path, database: str) -> Iterator[House]:
    if NGINX is None or OPENSSL is None:
        pytest.skip("nginx or openssl is not there")
    app, secure, plain = free_ports(3)
    whole = nginx_files(root, tmp_path, app, secure, plain)
    records = Records.open(database)
    records.found_conference("spring", "Spring")
    records.open_committee("spring", "crisis", Settings(name="Council", topic="drug-cartels", council="own", members=("france",)))
    records.perform("crisis", SECRETARIAT, SeatSet(seat=Seat(id="france", role=Role.DELEGATE, delegation="france", name="France")))
    (card,) = Access(records).issue("spring", "crisis", SECRETARIAT, ["france"])
    log, front = tmp_path / "app.txt", tmp_path / "nginx.txt"
    processes = []
    with log.open("w", encoding="utf-8") as app_says, front.open("w", encoding="utf-8") as nginx_says:
        try:
            processes.append(
                subprocess.Popen(
                    [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(app), "--server.address", "127.0.0.1"]
                    + ["--server.headless", "true", "--server.fileWatcherType", "none"],
                    cwd=root, env=environment(database), stdout=app_says, stderr=app_says,
                )
            )  # fmt: skip
            processes.append(
                subprocess.Popen([str(NGINX), "-e", "stderr", "-c", str(whole), "-p", str(tmp_path)], stdout=nginx_says, stderr=nginx_says)
            )
            address = f"https://localhost:{secure}"
            until_well(address, front)
            yield House(address, f"http://localhost:{plain}", records, card.code)
        finally:
            for process in processes:
                process.terminate()
            for process in processes:
                process.wait()
            records.close()
    assert "Traceback" not in log.read_text(), log.read_text()


def test_a_seat_behind_https(house: House, visit: Any, tmp_path: Path) -> None:
    context = visit.context.browser.new_context(viewport={"width": 1400, "height": 1000}, ignore_https_errors=True)
    context.set_default_timeout(A_MINUTE)
    lines: list[str] = []
    page = context.new_page()
    page.on("websocket", lambda line: lines.append(line.url))
    page.goto(f"{house.address}/enter")
    page.get_by_label("Code on your card").fill(house.code)
    page.get_by_role("button", name="Enter", exact=True).click()
    page.get_by_role("heading", name="Who sits").wait_for()

    cookies = {one["name"]: one for one in context.cookies()}
    for name in ("penholder_seat", "penholder_replica"):
        assert cookies[name]["secure"] and cookies[name]["httpOnly"] and cookies[name]["sameSite"] == "Lax"

    # What changes elsewhere comes over the open line.
    seat = house.records.room("crisis").seats["france"]
    house.records.perform("crisis", SECRETARIAT, SeatSet(seat=seat.model_copy(update={"name": "French Republic"})))
    page.get_by_test_id("stMain").get_by_text("French Republic").first.wait_for()
    assert {urlsplit(line).scheme for line in lines} == {"wss"}
    assert {urlsplit(line).path for line in lines} >= {"/_stcore/stream", "/api/live/crisis"}

    # A paper of some megabytes, which nginx keeps in a file on the way.
    paper = tmp_path / "report.pdf"
    paper.write_bytes(b"%PDF-1.7\n" + os.urandom(3 * 2**20))
    page.get_by_text("Upload papers").click()
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(paper)
    page.get_by_text("report.pdf").first.wait_for()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Download", exact=True).first.click()
    assert Path(waiting.value.path()).read_bytes() == paper.read_bytes()

    assert all(one["secure"] for one in context.cookies()), context.cookies()

    answer = context.request.get(f"{house.plain}/room", max_redirects=0)
    assert answer.status == 301
    assert answer.headers["location"] == "https://localhost/room"
