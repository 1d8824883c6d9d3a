"""Codes and sign-ins: what opens a door, for how long, and what a thief of the database would have."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from records import access as module
from records.access import LETTERS, WRONG_CODES, WRONG_FROM_ONE_ADDRESS, WRONG_SECONDS, Access, plain_code
from records.errors import NotSignedIn
from records.room import SECRETARIAT


def issued(house: Any, seat: str = "france") -> str:
    return house.access.issue("spring", "crisis", "chair", [seat])[0].code


def other_code(code: str) -> str:
    """The code with its last letter changed."""
    return code[:-1] + LETTERS[(LETTERS.index(code[-1]) + 1) % len(LETTERS)]


def test_a_code_signs_a_browser_in(house: Any) -> None:
    cookie = house.access.enter(issued(house))
    me = house.access.who(cookie)
    assert (me.conference, me.committee, me.seat) == ("spring", "crisis", "france")


def test_the_secretariat_is_in_no_committee(house: Any) -> None:
    me = house.access.who(house.access.enter(house.access.issue_secretariat("spring").code))
    assert (me.committee, me.seat) == (None, SECRETARIAT)


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("typed", [str.lower, lambda c: c.replace("-", ""), lambda c: c.replace("-", " "), lambda c: f"  {c}\n"])
def test_a_code_is_taken_however_it_is_typed(house: Any, typed: Callable[[str], str]) -> None:
    assert house.access.who(house.access.enter(typed(issued(house)))).seat == "france"


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("typed", ["", "-", "K7QF", "x" * 5000, "\0\0\0\0", "٣٤٥٦-ABCD", "K7QF-3M2W-P9TX-4HBD", "' OR 1=1 --", "\ud800"])
def test_what_is_no_code_is_refused_in_words(house: Any, typed: str) -> None:
    with pytest.raises(NotSignedIn, match="not valid"):
        house.access.enter(typed, "10.0.0.1")


def test_a_code_with_more_behind_it_is_none(house: Any) -> None:
    code = issued(house)
    for wrong in (code + "A", code[:-1], other_code(code), code[:4]):
        with pytest.raises(NotSignedIn):
            house.access.enter(wrong)


def stored(house: Any) -> bytes:
    """Everything that the database holds."""
    if house.url.startswith("sqlite"):
        file = Path(house.url.removeprefix("sqlite:///"))
        return b"".join(f.read_bytes() for f in file.parent.iterdir())
    found = b""
    with house.records.engine.connect() as connection:
        for table in ("codes", "sign_ins", "attempts", "entries", "snapshots", "secrets"):
            found += str(connection.execute(text(f"SELECT t::text FROM {table} t")).all()).encode()
    return found


def test_neither_a_code_nor_a_cookie_is_in_the_database(house: Any) -> None:
    code = issued(house)
    cookie = house.access.enter(code)
    with pytest.raises(NotSignedIn):
        house.access.enter(other_code(code))
    held = stored(house)
    letters = plain_code(code)
    assert letters[:4].encode() in held, "this looks in the right place"
    token = cookie.partition(".")[0]
    for secret in (code, letters, letters[4:], code[5:], code[-4:] + "'", token, cookie, bytes.fromhex(token).hex().upper()):
        assert secret.encode() not in held
    assert bytes.fromhex(token) not in held and hashlib.sha256(letters[4:].encode()).digest() not in held


def test_every_code_has_a_salt_of_its_own(house: Any) -> None:
    issued(house)
    issued(house, "china")
    with house.records.engine.connect() as connection:
        salts = connection.execute(text("SELECT salt, digest FROM codes")).all()
    assert len({bytes(s.salt) for s in salts}) == len({bytes(s.digest) for s in salts}) == 2


def test_as_much_is_worked_out_for_a_card_that_is_not_there(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    code = issued(house)
    calls: list[str] = []
    compare, digest = hmac.compare_digest, module._digest
    monkeypatch.setattr(module.hmac, "compare_digest", lambda a, b: (calls.append(f"compare {len(a)}"), compare(a, b))[1])
    monkeypatch.setattr(module, "_digest", lambda secret, salt: (calls.append("hash"), digest(secret, salt))[1])
    worked = []
    missing = "2222" if plain_code(code)[:4] != "2222" else "3333"
    for typed in (other_code(code), missing + code[4:], "", "2"):
        calls.clear()
        with pytest.raises(NotSignedIn):
            house.access.enter(typed)
        worked.append(tuple(calls))
    assert set(worked) == {("hash", "compare 32")}


def test_too_many_wrong_codes_for_a_card_make_it_wait_and_no_other(house: Any) -> None:
    code, second = issued(house), issued(house, "china")
    for n in range(WRONG_CODES):
        with pytest.raises(NotSignedIn, match="not valid"):
            house.access.enter(other_code(code), f"10.0.0.{n}")
    for attempt in (code, other_code(code)):
        with pytest.raises(NotSignedIn, match="Too many"):
            house.access.enter(attempt, "10.0.1.1")
    assert house.access.enter(second, "10.0.0.1")
    house.clock.on(WRONG_SECONDS - 1)
    with pytest.raises(NotSignedIn, match="Too many"):
        house.access.enter(code)
    house.clock.on(2)
    assert house.access.enter(code)


def test_too_many_wrong_codes_from_an_address_make_it_wait_and_no_other(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WRONG_FROM_ONE_ADDRESS", 12)
    code = issued(house)
    for n in range(12):
        with pytest.raises(NotSignedIn, match="not valid"):
            house.access.enter(f"{LETTERS[n]}ZZZ-2222-2222-2222", "10.0.0.1")
    with pytest.raises(NotSignedIn, match="Too many"):
        house.access.enter(code, "10.0.0.1")
    assert house.access.enter(code, "10.0.0.2")
    house.clock.on(WRONG_SECONDS + 1)
    assert house.access.enter(code, "10.0.0.1")
    assert WRONG_FROM_ONE_ADDRESS >= 120, "a whole conference behind one address mistypes now and then"


def test_a_clock_that_was_ahead_for_a_while_locks_nobody_out(house: Any) -> None:
    code = issued(house)
    house.clock.on(86_400)
    for _ in range(WRONG_CODES):
        with pytest.raises(NotSignedIn):
            house.access.enter(other_code(code))
    house.clock.on(-86_400)
    assert house.access.enter(code)


def test_attempts_are_counted_for_all_replicas_together(house: Any) -> None:
    code = issued(house)
    replicas = (house.access, Access(house.another()))
    for n in range(WRONG_CODES):
        with pytest.raises(NotSignedIn, match="not valid"):
            replicas[n % 2].enter(other_code(code))
    with pytest.raises(NotSignedIn, match="Too many"):
        replicas[1].enter(code)


def test_a_new_code_ends_the_former_and_every_sign_in_by_it(house: Any) -> None:
    first = issued(house)
    cookies = [house.access.enter(first) for _ in range(2)]
    second = issued(house)
    for cookie in cookies:
        with pytest.raises(NotSignedIn, match="signed out"):
            house.access.who(cookie)
    with pytest.raises(NotSignedIn, match="not valid"):
        house.access.enter(first)
    assert house.access.who(house.access.enter(second)).seat == "france"


def test_a_revoked_code_ends_every_sign_in_and_no_other(house: Any) -> None:
    cookie, other = house.access.enter(issued(house)), house.access.enter(issued(house, "china"))
    assert house.access.coded("crisis") == {"france", "china"}
    house.access.revoke("crisis", "chair", "france")
    with pytest.raises(NotSignedIn):
        house.access.who(cookie)
    assert house.access.who(other).seat == "china"
    assert house.access.coded("crisis") == {"china"}
    assert [e.act.what for e in house.records.history("crisis") if e.act.kind == "seat.code"] == ["issued", "issued", "revoked"]


def test_codes_are_news_of_the_seats(house: Any) -> None:
    before = house.room.parts["seats"]
    issued(house)
    assert house.room.parts["seats"] > before


def test_signing_out_ends_one_browser(house: Any) -> None:
    code = issued(house)
    one, other = house.access.enter(code), house.access.enter(code)
    house.access.leave(one)
    house.access.leave("nonsense")
    with pytest.raises(NotSignedIn):
        house.access.who(one)
    assert house.access.who(other)


def test_a_sign_in_does_not_outlast_the_conference(house: Any) -> None:
    cookie = house.access.enter(issued(house))
    house.clock.on(module.SIGN_IN_SECONDS + 1)
    with pytest.raises(NotSignedIn):
        house.access.who(cookie)


def test_a_tampered_cookie_is_nobody_s(house: Any) -> None:
    cookie = house.access.enter(issued(house))
    token, _, signature = cookie.partition(".")
    forged = ["", ".", token, f"{token}.", f"{token}.{'0' * 64}", f"{token[:-2]}00.{signature}", f"{'0' * 64}.{signature}",
              f"{cookie}0", f"zz{cookie[2:]}", f"{token}.é", "\ud800.x", f"{token[:10]}.{signature}", cookie * 100]  # fmt: skip
    for attempt in forged:
        if attempt == cookie:
            continue
        with pytest.raises(NotSignedIn):
            house.access.who(attempt)
        house.access.leave(attempt)
    assert house.access.who(cookie).seat == "france"


def test_all_replicas_sign_with_one_key(house: Any, at_once: Callable[..., list[Any]]) -> None:
    code = issued(house)
    replicas = [Access(house.another()) for _ in range(3)]
    cookies = at_once(*(lambda r=r: r.enter(code) for r in replicas))
    assert [c for c in cookies if isinstance(c, Exception)] == []
    for replica in replicas:
        assert [replica.who(c).seat for c in cookies] == ["france"] * 3


def test_codes_do_not_repeat_and_have_only_letters_that_can_be_told_apart(house: Any) -> None:
    codes = {issued(house) for _ in range(20)}
    assert len(codes) == 20
    assert all(set(code) <= {*LETTERS, "-"} and len(code) == 19 for code in codes)
    assert not set("01IO") & set(LETTERS)
