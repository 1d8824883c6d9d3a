"""What can be done in a committee: each act a record of who may do it, what it needs, and what it makes of the room.

`records.acts.act` says what an act is and has it decided and folded; `records.acts.kinds` knows every kind there is. The
acts themselves are in `room`, `drafts`, `paragraphs`, `stages`, `amendments` and `session`, each named by its `kind` in the
log; `undo` takes one's own last step back.
"""
