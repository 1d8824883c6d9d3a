"""The topic that ships, and its councils."""

from __future__ import annotations

import pytest

from positions.council import Council, read_councils
from positions.topic import Topic, load_topic


@pytest.fixture(scope="session")
def topic() -> Topic:
    """Drug cartels in Mexico and South America."""
    return load_topic("drug-cartels")


@pytest.fixture(scope="session")
def councils() -> dict[str, Council]:
    """The Council of 2026 and of 2027, and the simulation council."""
    return read_councils()


@pytest.fixture(scope="session")
def council(councils: dict[str, Council]) -> Council:
    """The Council of 2026, which is the topic's own."""
    return councils["2026"]
