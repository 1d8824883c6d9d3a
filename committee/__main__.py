"""`python -m committee tally BALLOT` and `minutes EVENTS`: what a vote decides, and the record of a session."""

from __future__ import annotations

import argparse
import json
import sys

from committee.minutes import minutes_command
from committee.procedure import procedure_ids
from committee.voting import BallotError, as_json, read_ballot, rules_of, tally
from positions.command_line import BadUsage, Parser, answering, read_json, refused, speak_utf8
from positions.yaml_entries import ContentError

MOST_BYTES = 1_000_000
"""What is read of one ballot; a longer one is none."""

BALLOT_HELP = f"""\
A ballot is one JSON object:
  {{"procedure": "security-council", "question": "substantive", "votes": {{"china": "against", "panama": "in favour"}}}}

  procedure   {", ".join(procedure_ids())}
  question    substantive, procedural, preliminary, or the id of a motion
  votes       by member: in favour, against, abstaining, not participating

It may also say:
  permanent   who has a veto, where others than the five of the Charter have; under rules
              without a veto it says that this is a Security Council: nine votes in favour
              and no permanent member against
  members     how many members the room has
  chapter_vi  true for a decision under Chapter VI of the Charter (or Article 52, paragraph 3)
  parties     who is a party to the dispute: under Chapter VI it abstains, whatever it voted
  roll        by member: present, present and voting, absent
  important   true if it takes two thirds where a simple majority would do
  subject     what was voted on, for the line
"""
"""Every key of a ballot, for those who write one."""


def main(arguments: list[str] | None = None) -> int:
    """0 if all is fine, also for a vote that was lost; 2 for bad usage or unreadable input."""
    speak_utf8()
    parser = Parser(prog="python -m committee", description="Votes and minutes of a session.")
    commands = parser.add_subparsers(dest="command", required=True)
    counting = commands.add_parser(
        "tally", help="what a vote decides, and why: a ballot in JSON, the answer in JSON",
        epilog=BALLOT_HELP, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    counting.add_argument("ballot", help="a JSON file; - for standard input")
    record = commands.add_parser("minutes", help="the summary record of an exported session")
    record.add_argument("events", help="an exported session; - for standard input")
    record.add_argument("-o", "--out", help="the file to write; standard output if left out")
    chosen = parser.parse_args(arguments)
    if chosen.command == "minutes":
        return minutes_command(chosen.events, chosen.out)
    try:
        ballot = read_ballot(read_json(chosen.ballot, MOST_BYTES, "ballot"))
        result = tally(ballot, rules_of(ballot))
        with answering():
            print(json.dumps(as_json(result), ensure_ascii=False))
    except (BadUsage, BallotError, ContentError) as error:
        return refused("committee", error)
    return 0


if __name__ == "__main__":
    sys.exit(main())
