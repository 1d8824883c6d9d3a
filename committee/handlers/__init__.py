"""What each kind of event does to a session: a module for each matter, with its handlers by the kind of event.

`handler` says what a handler is given and gives; `committee.folding` puts them together.
"""
