"""The conference database: committees, seats, drafts with their history, and what happened in the room.

Everything that changes a committee is an act (`records.acts`), appended to its log with who and when. The state of a
committee (`records.room.Room`) is what its acts make of an empty room, and nothing else is stored of it but copies to
start from. `records.committees.Records` reads and appends; SQLite and PostgreSQL answer alike.
"""
