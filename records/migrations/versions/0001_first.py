"""The first form of the records."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make every table."""
    op.create_table(
        "attempts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("about", sa.String(length=80), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempts")),
        comment="Wrong codes of late, by card and by address.",
    )
    op.create_index("ix_attempts_about_at", "attempts", ["about", "at"], unique=False)
    op.create_table(
        "conferences",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("founded_at", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_conferences")),
    )
    op.create_table(
        "secrets",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_secrets")),
        comment="Keys that all replicas share, such as the one that signs cookies.",
    )
    op.create_table(
        "committees",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("conference", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["conference"], ["conferences.id"], name=op.f("fk_committees_conference")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_committees")),
        comment="`revision` is that of the last entry; to change it is to hold the committee's log.",
    )
    op.create_index(op.f("ix_committees_conference"), "committees", ["conference"], unique=False)
    op.create_table(
        "codes",
        sa.Column("locator", sa.String(length=8), nullable=False),
        sa.Column("conference", sa.String(length=40), nullable=False),
        sa.Column("committee", sa.String(length=40), nullable=True),
        sa.Column("seat", sa.String(length=40), nullable=False),
        sa.Column("salt", sa.LargeBinary(length=16), nullable=False),
        sa.Column("digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("issued_at", sa.Float(), nullable=False),
        sa.Column("revoked_at", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["committee"], ["committees.id"], name=op.f("fk_codes_committee")),
        sa.ForeignKeyConstraint(["conference"], ["conferences.id"], name=op.f("fk_codes_conference")),
        sa.PrimaryKeyConstraint("locator", name=op.f("pk_codes")),
        comment="Access codes, hashed: the first letters find the row, the others are only known to whoever holds the card.",
    )
    op.create_index(op.f("ix_codes_committee"), "codes", ["committee"], unique=False)
    op.create_index(op.f("ix_codes_conference"), "codes", ["conference"], unique=False)
    op.create_table(
        "entries",
        sa.Column("committee", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("seat", sa.String(length=40), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("draft", sa.String(length=40), nullable=True),
        sa.Column("paragraph", sa.String(length=60), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["committee"], ["committees.id"], name=op.f("fk_entries_committee")),
        sa.PrimaryKeyConstraint("committee", "revision", name=op.f("pk_entries")),
        comment="The log: who did what, and when (seconds since 1970, UTC). Rows are added and never changed.",
    )
    op.create_index(
        "ix_entries_committee_draft_paragraph", "entries", ["committee", "draft", "paragraph", "revision"], unique=False
    )
    op.create_table(
        "papers",
        sa.Column("committee", sa.String(length=40), nullable=False),
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["committee"], ["committees.id"], name=op.f("fk_papers_committee")),
        sa.PrimaryKeyConstraint("committee", "id", name=op.f("pk_papers")),
        comment="Uploaded files; what they are called and whose they are stands in the log.",
    )
    op.create_table(
        "presence",
        sa.Column("committee", sa.String(length=40), nullable=False),
        sa.Column("seat", sa.String(length=40), nullable=False),
        sa.Column("draft", sa.String(length=40), nullable=False),
        sa.Column("paragraph", sa.String(length=60), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["committee"], ["committees.id"], name=op.f("fk_presence_committee")),
        sa.PrimaryKeyConstraint("committee", "seat", name=op.f("pk_presence")),
        comment="Who looks at which draft, and when last; of no lasting interest.",
    )
    op.create_table(
        "snapshots",
        sa.Column("committee", sa.String(length=40), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("room", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["committee"], ["committees.id"], name=op.f("fk_snapshots_committee")),
        sa.PrimaryKeyConstraint("committee", name=op.f("pk_snapshots")),
        comment="A room as of a revision, to read a long log from; may be deleted at any time.",
    )
    op.create_table(
        "sign_ins",
        sa.Column("token", sa.LargeBinary(length=32), nullable=False),
        sa.Column("locator", sa.String(length=8), nullable=False),
        sa.Column("at", sa.Float(), nullable=False),
        sa.Column("ended_at", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["locator"], ["codes.locator"], name=op.f("fk_sign_ins_locator")),
        sa.PrimaryKeyConstraint("token", name=op.f("pk_sign_ins")),
        comment="Browsers that are signed in: the hash of what their cookie holds.",
    )
    op.create_index(op.f("ix_sign_ins_locator"), "sign_ins", ["locator"], unique=False)


def downgrade() -> None:
    """Drop every table."""
    op.drop_index(op.f("ix_sign_ins_locator"), table_name="sign_ins")
    op.drop_table("sign_ins")
    op.drop_table("snapshots")
    op.drop_table("presence")
    op.drop_table("papers")
    op.drop_index("ix_entries_committee_draft_paragraph", table_name="entries")
    op.drop_table("entries")
    op.drop_index(op.f("ix_codes_conference"), table_name="codes")
    op.drop_index(op.f("ix_codes_committee"), table_name="codes")
    op.drop_table("codes")
    op.drop_index(op.f("ix_committees_conference"), table_name="committees")
    op.drop_table("committees")
    op.drop_table("secrets")
    op.drop_table("conferences")
    op.drop_index("ix_attempts_about_at", table_name="attempts")
    op.drop_table("attempts")
