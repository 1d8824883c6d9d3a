"""What may happen next in a session by the rules of procedure, and why not.

`kinds` says it of every kind of event at once, `allowed` of one event with all that it says; what a motion does is for
`committee.motions`. The other modules check single events, each on its matter.
"""
