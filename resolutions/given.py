"""Councils and delegations as they are named on a command line, the same way for every command."""

from __future__ import annotations

from collections.abc import Sequence

from positions.command_line import BadUsage
from positions.council import Council, read_councils, roster
from positions.topic import Topic
from positions.yaml_entries import did_you_mean
from resolutions.workfile import delegation_ids

COUNCIL_HELP = "a council's id, or members by comma, by id or name (default: the topic's)"


def found_council(name: str, topic: Topic) -> Council:
    """The council of an id, or one of the delegations listed.

    Args:
        name: an id such as `2026`, or delegations by comma, each by its id or a name it goes by.
        topic: whose delegations may be listed.

    Raises:
        BadUsage: if there is no such council or delegation, or one is listed twice.
    """
    councils = read_councils()
    if name in councils:
        return councils[name]
    members = names_in(name)
    if len(members) < 2:
        raise BadUsage(f"there is no council {repeated(name)}; there is {', '.join(councils)}, or give members by comma")
    try:
        return roster(found_delegations(members, topic))
    except ValueError as error:
        raise BadUsage(str(error)) from None


def found_delegations(given: Sequence[str], topic: Topic) -> tuple[str, ...]:
    """The ids of delegations given by id or name.

    Raises:
        BadUsage: if one is no delegation of the topic.
    """
    names = delegation_ids(topic)
    for name in given:
        if name.lower() not in names:
            raise BadUsage(f"{repeated(name)} is no delegation of {topic.id}{nearest(name, topic)}")
    return tuple(names[name.lower()] for name in given)


def nearest(wrong: str, topic: Topic) -> str:
    """The end of a message on a delegation that there is none of: the nearest as a question, and those that there are.

    Members of councils that no source of the topic speaks on are delegations as well, and are told of as that.
    """
    guess = did_you_mean(wrong.lower()[:100], delegation_ids(topic))
    documented = ", ".join(one.id for one in topic.delegations if one.documented)
    silent = ", and any member of a council without sources" if any(not one.documented for one in topic.delegations) else ""
    return f"{guess or ';'} {'There' if guess else 'there'} is {documented}{silent}"


def names_in(words: str) -> tuple[str, ...]:
    """Names parted by commas, without the space around them."""
    return tuple(filter(None, (" ".join(word.split()) for word in words.split(","))))


def repeated(words: str) -> str:
    """What was given, for a message: on one line, and short enough that what to give instead stands behind it."""
    words = " ".join(words.split())
    return f"'{words if len(words) <= 60 else words[:59] + '…'}'"
