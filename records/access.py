"""Access codes and who is signed in.

A code such as `K7QF-3M2W-P9TX-4HBD` has a locator (its first group), which finds the row, and twelve letters that nobody
keeps: only their salted hash is stored. A code signs a browser in; the browser gets a random token, of which again only
the hash is stored, so that a copy of the database opens no door.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets as luck
from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import Connection, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from records.acts.act import Act
from records.acts.room import CodeChanged
from records.committees import Records
from records.database import reading, writing
from records.errors import NotSignedIn, Refused, Unavailable
from records.room import SECRETARIAT, Room
from records.tables import attempts, codes, secrets, sign_ins

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Letters of a code: 32, without those that look alike on paper (0 and O, 1 and I)."""

WRONG_CODES = 8
"""Wrong codes for one card within `WRONG_SECONDS`, after which that card waits."""

WRONG_FROM_ONE_ADDRESS = 200
"""Likewise from one address: many, since a whole conference may sit behind one."""

WRONG_SECONDS = 300.0

SIGN_IN_SECONDS = 14 * 24 * 3600.0
"""A sign-in outlasts a conference, and no more."""

_ASKEW = 60.0
"""By how much the times of two replicas may differ."""

_WRONG = "This code is not valid. Check it against your card; if it was replaced, ask the dais for the new one."


class Issued(NamedTuple):
    """A code just made; it is nowhere to be read again."""

    seat: str
    code: str


class SignedIn(NamedTuple):
    """Who a browser is signed in as."""

    conference: str
    committee: str | None
    """None for the secretariat, which is in no committee of its own."""
    seat: str
    locator: str


class Access:
    """Codes and sign-ins in the records of all conferences."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._key: bytes | None = None

    # -- codes

    def issue(self, conference: str, committee: str, by: str, seats: Iterable[str]) -> tuple[Issued, ...]:
        """New codes for seats of a committee; their former ones stop working, and browsers signed in by them are out.

        Raises:
            Refused: if `by` may not, or there is no such seat.
        """
        made: list[Issued] = []

        def renew(connection: Connection, room: Room, act: Act) -> None:
            assert isinstance(act, CodeChanged)
            if room.conference != conference:
                raise Refused("This committee belongs to another conference.")
            self._revoke(connection, committee, act.seat, conference)
            made.append(self._issue(connection, conference, committee, act.seat))

        for seat in seats:
            self.records.perform_with(committee, by, CodeChanged(seat=seat, what="issued"), renew)
        return tuple(made)

    def issue_secretariat(self, conference: str) -> Issued:
        """A new code for the secretariat of a conference, in place of the former one. Only who sets up the conference,
        or is its secretariat, may be let call this."""
        with writing(self.records.engine) as connection:
            self._revoke(connection, None, SECRETARIAT, conference)
            return self._issue(connection, conference, None, SECRETARIAT)

    def revoke(self, committee: str, by: str, seat: str) -> None:
        """End a seat's code and every sign-in by it.

        Raises:
            Refused: if `by` may not.
        """

        def end(connection: Connection, room: Room, act: Act) -> None:
            self._revoke(connection, committee, seat, room.conference)

        self.records.perform_with(committee, by, CodeChanged(seat=seat, what="revoked"), end)

    def _issue(self, connection: Connection, conference: str, committee: str | None, seat: str) -> Issued:
        secret = "".join(luck.choice(LETTERS) for _ in range(12))
        salt = luck.token_bytes(16)
        locator = "".join(luck.choice(LETTERS) for _ in range(4))
        while connection.execute(select(codes.c.locator).where(codes.c.locator == locator)).first():
            locator = "".join(luck.choice(LETTERS) for _ in range(4))
        connection.execute(
            insert(codes).values(
                locator=locator, conference=conference, committee=committee, seat=seat, salt=salt,
                digest=_digest(secret, salt), issued_at=self.records.clock(),
            )
        )  # fmt: skip
        return Issued(seat, "-".join([locator, secret[:4], secret[4:8], secret[8:]]))

    def _revoke(self, connection: Connection, committee: str | None, seat: str, conference: str) -> None:
        now = self.records.clock()
        its = (codes.c.conference == conference) & (codes.c.committee == committee) & (codes.c.seat == seat)
        if committee is None:
            its = (codes.c.conference == conference) & codes.c.committee.is_(None) & (codes.c.seat == seat)
        locators = select(codes.c.locator).where(its)
        connection.execute(
            update(sign_ins).where(sign_ins.c.locator.in_(locators), sign_ins.c.ended_at.is_(None)).values(ended_at=now)
        )
        connection.execute(update(codes).where(its, codes.c.revoked_at.is_(None)).values(revoked_at=now))

    def coded(self, committee: str) -> frozenset[str]:
        """The seats of a committee that have a valid code."""
        with reading(self.records.engine) as connection:
            rows = connection.execute(
                select(codes.c.seat).where(codes.c.committee == committee, codes.c.revoked_at.is_(None))
            )
            return frozenset(row.seat for row in rows)

    def browsers(self, committee: str) -> dict[str, int]:
        """How many browsers are signed in at each seat of a committee that has any."""
        with reading(self.records.engine) as connection:
            rows = connection.execute(
                select(codes.c.seat, func.count())
                .join(sign_ins, sign_ins.c.locator == codes.c.locator)
                .where(codes.c.committee == committee, codes.c.revoked_at.is_(None), sign_ins.c.ended_at.is_(None))
                .group_by(codes.c.seat)
            )
            return {row[0]: row[1] for row in rows}

    # -- signing in

    def enter(self, code: str, address: str = "") -> str:
        """Sign a browser in by a code; the answer is the token for its cookie.

        Args:
            address: whence the attempt comes, to slow down who tries many.

        Raises:
            NotSignedIn: if the code is none that is valid, or too many wrong ones were tried of late.
        """
        letters = plain_code(code)
        locator, secret = letters[:4], letters[4:]
        now = self.records.clock()
        about = (f"card {locator}", f"address {address[:60]}")
        with reading(self.records.engine) as connection:
            for who, most in zip(about, (WRONG_CODES, WRONG_FROM_ONE_ADDRESS), strict=True):
                lately = (attempts.c.about == who) & attempts.c.at.between(now - WRONG_SECONDS, now + _ASKEW)
                if connection.execute(select(func.count()).where(lately)).scalar_one() >= most:
                    raise NotSignedIn("Too many wrong codes were tried. Wait five minutes, or ask the dais for a new code.")
            row = connection.execute(select(codes).where(codes.c.locator == locator, codes.c.revoked_at.is_(None))).first()
        # Where there is no such card as much is worked out, so that the time taken tells nothing.
        salt, digest = (row.salt, row.digest) if row else (b"\0" * 16, b"\0" * 32)
        right = hmac.compare_digest(_digest(secret, salt), digest) and row is not None and len(letters) == 16
        token = luck.token_bytes(32)
        with writing(self.records.engine) as connection:
            connection.execute(delete(attempts).where(attempts.c.at < now - WRONG_SECONDS))
            if right:
                connection.execute(insert(sign_ins).values(token=_hash(token), locator=locator, at=now))
            else:
                connection.execute(insert(attempts), [{"about": who, "at": now} for who in about])
        if not right:
            raise NotSignedIn(_WRONG)
        return f"{token.hex()}.{self._signature(token)}"

    def who(self, cookie: str) -> SignedIn:
        """Who a cookie is, now.

        Raises:
            NotSignedIn: if it is none of ours, or was ended.
        """
        token = self._token(cookie)
        with reading(self.records.engine) as connection:
            row = connection.execute(
                select(codes.c.conference, codes.c.committee, codes.c.seat, codes.c.locator)
                .join(sign_ins, sign_ins.c.locator == codes.c.locator)
                .where(sign_ins.c.token == _hash(token), sign_ins.c.ended_at.is_(None), codes.c.revoked_at.is_(None))
                .where(sign_ins.c.at >= self.records.clock() - SIGN_IN_SECONDS)
            ).first()
        if row is None:
            raise NotSignedIn(
                "You are signed out: the dais replaced or ended your code, or this browser signed out elsewhere. "
                "Enter with the code on your new card."
            )
        return SignedIn(*row)

    def secretariat(self, cookie: str, conference: str) -> SignedIn:
        """Who a cookie is, if it is the secretariat of a conference: to be asked before a committee is set up, or put
        back from a backup, which no committee's log can refuse.

        Raises:
            NotSignedIn: if it is nobody.
            Refused: if it is somebody else.
        """
        me = self.who(cookie)
        must_be_secretariat(me, conference)
        return me

    def leave(self, cookie: str) -> None:
        """Sign a browser out; a cookie that is none is left alone."""
        try:
            token = self._token(cookie)
        except NotSignedIn:
            return
        with writing(self.records.engine) as connection:
            connection.execute(
                update(sign_ins).where(sign_ins.c.token == _hash(token)).values(ended_at=self.records.clock())
            )

    def _token(self, cookie: str) -> bytes:
        said, _, signature = cookie.partition(".")
        try:
            token = bytes.fromhex(said)
        except ValueError:
            raise NotSignedIn("This browser is not signed in.") from None
        if len(token) != 32 or not hmac.compare_digest(
            self._signature(token).encode(), signature.encode(errors="replace")
        ):
            raise NotSignedIn("This browser is not signed in.")
        return token

    def _signature(self, token: bytes) -> str:
        return hmac.new(self._cookie_key(), token, hashlib.sha256).hexdigest()

    def _cookie_key(self) -> bytes:
        if self._key is None:
            self._key = shared_secret(self.records, "cookies")
        return self._key


def must_be_secretariat(me: SignedIn, conference: str) -> None:
    """Let nobody pass but the secretariat of a conference.

    Raises:
        Refused: if it is somebody else.
    """
    if me.seat != SECRETARIAT or me.committee is not None or me.conference != conference:
        raise Refused("That is for the secretariat of the conference.")


def shared_secret(records: Records, name: str) -> bytes:
    """A random key that all replicas share; made on first use."""
    with reading(records.engine) as connection:
        row = connection.execute(select(secrets.c.value).where(secrets.c.name == name)).first()
    if row is None:
        try:
            with writing(records.engine) as connection:
                connection.execute(insert(secrets).values(name=name, value=luck.token_bytes(32)))
        except Unavailable as error:
            # Another replica was first.
            if not isinstance(error.__cause__, IntegrityError):
                raise
        with reading(records.engine) as connection:
            row = connection.execute(select(secrets.c.value).where(secrets.c.name == name)).one()
    return bytes(row.value)


def plain_code(code: str) -> str:
    """A code as it was typed, without dashes and spaces, in capitals."""
    letters = "".join(c for c in code.upper()[:100] if c.isascii() and c.isalnum())
    return letters[:17]


def _digest(secret: str, salt: bytes) -> bytes:
    return hashlib.scrypt(secret.encode(), salt=salt, n=2**12, r=8, p=1, dklen=32)


def _hash(token: bytes) -> bytes:
    return hashlib.sha256(token).digest()


