"""The gate of an organization's accounts where the server is not set up for them, or an account is not admitted."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.drawn import markup
from ui import sign_in


def _gate() -> None:
    from ui import sign_in

    sign_in.held_out()


def gate() -> AppTest:
    return AppTest.from_function(_gate).run()


def said(app: AppTest) -> str:
    """Errors without the backslashes that keep Markdown out of them."""
    return " ".join(one.value for one in app.error).replace("\\", "")


def test_without_a_provider_it_says_what_is_missing_and_lets_nobody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sign_in.LOGIN, "any")
    app = gate()
    assert "no secrets.toml with an [auth]" in said(app) and "docs/conference.md" in said(app)
    assert not app.button


def test_what_the_provider_lacks_is_said_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """`st.login` itself refuses here, for want of a provider."""
    monkeypatch.setenv(sign_in.LOGIN, "any")
    monkeypatch.setattr(sign_in, "account", lambda: None)
    app = gate()
    assert not app.error
    app.button[0].click().run()
    assert not app.exception
    assert "has to finish setting up accounts" in said(app) and "docs/conference.md" in said(app)


@pytest.mark.parametrize(
    ("known", "why"),
    [
        ({"email": "delegate@elsewhere.org", "email_verified": True}, "addresses of that domain are not admitted"),
        ({"email": "delegate@school.edu", "email_verified": False}, "not verified"),
        ({"name": "A delegate"}, "without an email address"),
    ],
)
def test_who_is_not_admitted_is_told_why(known: dict[str, object], why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(sign_in.LOGIN, "school.edu")
    monkeypatch.setattr(sign_in, "account", lambda: known)
    app = gate()
    assert why in markup(app)
    assert [one.label for one in app.button] == ["Sign in with another account"]
