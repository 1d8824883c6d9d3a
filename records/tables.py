"""The tables. `entries` is the log that counts; the others find, sign in, and save time."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite counts up only in a column of the type INTEGER.
_Number = BigInteger().with_variant(Integer, "sqlite")

conferences = Table(
    "conferences",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("name", Text, nullable=False),
    Column("founded_at", Float, nullable=False),
)

committees = Table(
    "committees",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("conference", String(40), ForeignKey("conferences.id"), nullable=False, index=True),
    Column("revision", BigInteger, nullable=False),
    Column("opened_at", Float, nullable=False),
    comment="`revision` is that of the last entry; to change it is to hold the committee's log.",
)

entries = Table(
    "entries",
    metadata,
    Column("committee", String(40), ForeignKey("committees.id"), primary_key=True),
    Column("revision", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Float, nullable=False),
    Column("seat", String(40), nullable=False),
    Column("kind", String(40), nullable=False),
    Column("draft", String(40)),
    Column("paragraph", String(60)),
    Column("act", Text, nullable=False),
    Index("ix_entries_committee_draft_paragraph", "committee", "draft", "paragraph", "revision"),
    comment="The log: who did what, and when (seconds since 1970, UTC). Rows are added and never changed.",
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("committee", String(40), ForeignKey("committees.id"), primary_key=True),
    Column("revision", BigInteger, nullable=False),
    Column("form", Integer, nullable=False),
    Column("room", Text, nullable=False),
    comment="A room as of a revision, to read a long log from; may be deleted at any time.",
)

codes = Table(
    "codes",
    metadata,
    Column("locator", String(8), primary_key=True),
    Column("conference", String(40), ForeignKey("conferences.id"), nullable=False, index=True),
    Column("committee", String(40), ForeignKey("committees.id"), index=True),
    Column("seat", String(40), nullable=False),
    Column("salt", LargeBinary(16), nullable=False),
    Column("digest", LargeBinary(32), nullable=False),
    Column("issued_at", Float, nullable=False),
    Column("revoked_at", Float),
    comment="Access codes, hashed: the first letters find the row, the others are only known to whoever holds the card.",
)

sign_ins = Table(
    "sign_ins",
    metadata,
    Column("token", LargeBinary(32), primary_key=True),
    Column("locator", String(8), ForeignKey("codes.locator"), nullable=False, index=True),
    Column("at", Float, nullable=False),
    Column("ended_at", Float),
    comment="Browsers that are signed in: the hash of what their cookie holds.",
)

attempts = Table(
    "attempts",
    metadata,
    Column("id", _Number, primary_key=True, autoincrement=True),
    Column("about", String(80), nullable=False),
    Column("at", Float, nullable=False),
    Index("ix_attempts_about_at", "about", "at"),
    comment="Wrong codes of late, by card and by address.",
)

presence = Table(
    "presence",
    metadata,
    Column("committee", String(40), ForeignKey("committees.id"), primary_key=True),
    Column("seat", String(40), primary_key=True),
    Column("draft", String(40), nullable=False),
    Column("paragraph", String(60), nullable=False),
    Column("at", Float, nullable=False),
    comment="Who looks at which draft, and when last; of no lasting interest.",
)

papers = Table(
    "papers",
    metadata,
    Column("committee", String(40), ForeignKey("committees.id"), primary_key=True),
    Column("id", String(40), primary_key=True),
    Column("content", LargeBinary, nullable=False),
    comment="Uploaded files; what they are called and whose they are stands in the log.",
)

secrets = Table(
    "secrets",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", LargeBinary, nullable=False),
    comment="Keys that all replicas share, such as the one that signs cookies.",
)
