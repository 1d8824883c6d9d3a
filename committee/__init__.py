"""Running a session: rules of procedure as data, motions, votes, and events folded into the state of a room.

Pure: time and chance come in as arguments. Knows `positions` and nothing else of the project.
"""
