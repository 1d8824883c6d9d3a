"""The files for those who put Penholder up: they name what is there, and the programs they are for can read them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
GUIDE = (ROOT / "docs" / "deploy.md").read_text(encoding="utf-8")
SITE = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
OPENSSL = shutil.which("openssl")
SYSTEMD = shutil.which("systemd-analyze")


def test_the_guide_names_every_file_and_no_other() -> None:
    named = set(re.findall(r"`(deploy/[\w.@-]+)`", GUIDE))
    there = {f"deploy/{path.name}" for path in DEPLOY.iterdir() if not path.name.endswith((".dockerignore", ".env"))}
    assert named == there


def test_the_guide_says_of_every_file_whether_it_was_run() -> None:
    tried = GUIDE.partition("## What of this was run")[2]
    for path in DEPLOY.iterdir():
        if not path.name.endswith((".dockerignore", ".env")):
            assert f"| `deploy/{path.name}` |" in tried


def test_the_guide_names_the_settings_that_the_program_reads() -> None:
    read = {
        name
        for folder in ("records", "ui")
        for path in (ROOT / folder).rglob("*.py")
        for name in re.findall(r'"(PENHOLDER_[A-Z_]+)"', path.read_text(encoding="utf-8"))
    }
    explained = GUIDE + (ROOT / "docs" / "conference.md").read_text(encoding="utf-8")
    assert {name for name in read if name not in explained} == set()


def over_https(site: str) -> str:
    """The site as the comment in it says to change it for HTTPS."""
    return site.replace("\n    listen 80;\n", "\n", 1).replace("#https ", "")


@pytest.mark.skipif(NGINX is None, reason="nginx is not there")
@pytest.mark.parametrize("https", [False, True])
def test_nginx_takes_its_configuration(tmp_path: Path, https: bool) -> None:
    site = SITE
    if https:
        if OPENSSL is None:
            pytest.skip("openssl is not there")
        subprocess.run(
            [OPENSSL, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
            + ["-keyout", str(tmp_path / "privkey.pem"), "-out", str(tmp_path / "fullchain.pem")],
            check=True, capture_output=True,
        )  # fmt: skip
        site = over_https(SITE).replace("/etc/ssl/penholder", str(tmp_path))
        assert re.search(r"^\s+listen 443 ssl;$", site, re.MULTILINE) and "return 301 https://" in site
    site = site.replace("/etc/nginx/penholder-replicas.conf", str(DEPLOY / "replicas.conf"))
    (tmp_path / "site.conf").write_text(
        site.replace("listen 80;", "listen 127.0.0.1:18080;").replace("listen 443", "listen 127.0.0.1:18443"), encoding="utf-8"
    )
    main = tmp_path / "main.conf"
    main.write_text(
        f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\nhttp {{\n    access_log off;\n"
        + "".join(f"    {kind}_temp_path {tmp_path}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        + f"    include {tmp_path}/site.conf;\n}}\n",
        encoding="utf-8",
    )
    said = subprocess.run([str(NGINX), "-t", "-e", "stderr", "-c", str(main)], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr


@pytest.mark.skipif(SYSTEMD is None, reason="systemd-analyze is not there")
def test_systemd_takes_its_unit(tmp_path: Path) -> None:
    """Any Python in place of the environment in /opt/penholder, which it would miss."""
    unit = tmp_path / "penholder@.service"
    shipped = (DEPLOY / "penholder@.service").read_text(encoding="utf-8")
    unit.write_text(shipped.replace("/opt/penholder/.venv/bin/python", sys.executable), encoding="utf-8")
    said = subprocess.run([str(SYSTEMD), "verify", str(unit)], capture_output=True, text=True, check=False)
    about_it = [line for line in said.stderr.splitlines() if "penholder@" in line]
    assert about_it == [], said.stderr


def test_the_image_leaves_secrets_out() -> None:
    left_out = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    assert {"deploy/.env", ".env", ".streamlit/secrets.toml", "data"} <= set(left_out)


def test_a_browser_is_kept_with_a_replica_by_a_cookie_and_its_lines_are_let_through() -> None:
    for needed in (
        "hash $penholder_key consistent;",
        "proxy_set_header Upgrade $http_upgrade;",
        "proxy_set_header Host $http_host;",
        "proxy_set_header X-Forwarded-For $remote_addr;",
        "proxy_set_header X-Forwarded-Proto $scheme;",
    ):
        assert needed in SITE
    assert "ip_hash" not in SITE


def test_the_compose_file_can_be_read_and_names_files_that_are_there() -> None:
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    services = compose["services"]
    apps = {name for name, service in services.items() if "build" in service}
    replicas = set(re.findall(r"server ([\w-]+):8501;", (DEPLOY / "replicas-compose.conf").read_text(encoding="utf-8")))
    assert apps == replicas
    assert len(apps) >= 2
    for name in apps:
        built = services[name]["build"]
        assert (DEPLOY / built["context"] / built["dockerfile"]).is_file()
        assert "STREAMLIT_SERVER_COOKIE_SECRET" in services[name]["environment"]
    for volume in services["front"]["volumes"]:
        assert (DEPLOY / volume.split(":")[0]).is_file()


def test_the_image_runs_as_nobody_special_and_copies_what_is_there() -> None:
    lines = (DEPLOY / "Dockerfile").read_text(encoding="utf-8").splitlines()
    user = next(at for at, line in enumerate(lines) if line.startswith("USER "))
    assert lines[user] != "USER root"
    assert user < next(at for at, line in enumerate(lines) if line.startswith("CMD "))
    for line in lines:
        if line.startswith("COPY "):
            assert (ROOT / line.split()[1]).exists()


def test_the_service_starts_the_app_as_the_readme_does() -> None:
    service = (DEPLOY / "penholder@.service").read_text(encoding="utf-8")
    assert "-m streamlit run app.py" in service
    assert "User=penholder" in service
