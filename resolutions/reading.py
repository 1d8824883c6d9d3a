"""What a paragraph means: by its library author, by its text, or by the correction of a user.

`read` is the one door to any reader. What follows from the force of a paragraph, whatever it is about, is added here
for all of them alike.
"""

from __future__ import annotations

from functools import lru_cache

from positions.model import Direction
from positions.topic import Topic
from resolutions.clauses import authors_reading, find_clause
from resolutions.model import Correction, Paragraph, Part, ReadEffect, Reading
from resolutions.reader import read_text


def read(paragraph: Paragraph, part: Part, topic: Topic) -> Reading:
    """What a paragraph is taken to mean.

    A library clause in its own words carries its author's reading; anything else is read from its text. A user's
    correction goes over either.
    """
    reads = _read if len(paragraph.text) <= _KEPT_UP_TO else _read.__wrapped__
    return reads(paragraph.text, part, paragraph.correction, topic.base)


_KEPT_UP_TO = 10_000
"""Characters of a paragraph up to which its reading is kept; longer ones would fill the memory, and are read anew."""


@lru_cache(maxsize=4096)
def _read(text: str, part: Part, correction: Correction | None, topic: Topic) -> Reading:
    known = find_clause(text, topic)
    if known is not None and known[0].part == part:
        reading = authors_reading(*known)
    else:
        reading = read_text(text, part, topic)
    if correction is not None:
        reading = _corrected(reading, correction, topic)
    return _with_derived(reading, topic)


def _corrected(reading: Reading, correction: Correction, topic: Topic) -> Reading:
    """The reading with a user's correction; what of it the topic does not know is left out, as no stance is on that."""
    words = {(effect.issue, effect.direction): effect.evidence for effect in reading.effects}
    effects = tuple(
        ReadEffect(issue=issue, direction=direction, evidence=words.get((issue, direction), ""))
        for issue, direction in correction.effects
        if issue in topic.issue_by_id
    )
    given = {name: value for name in ("force", "addressee", "safeguards", "measures", "territory")
             if (value := getattr(correction, name)) is not None}  # fmt: skip
    for name, known in (("safeguards", topic.mark_by_id), ("measures", topic.mark_by_id), ("territory", topic.delegation_by_id)):
        if name in given:
            given[name] = tuple(one for one in given[name] if one in known)
    return reading.model_copy(update={**given, "effects": effects, "by": "user"})


def _with_derived(reading: Reading, topic: Topic) -> Reading:
    """The reading with what its force and addressee, or a finding it makes, do in law."""
    effects = list(reading.effects)
    measures = list(reading.measures)
    for derived in topic.about.derived_effects:
        if reading.force < derived.from_force or reading.addressee not in derived.addressees or reading.procedural:
            continue
        if derived.measure not in measures:
            measures.append(derived.measure)
        if not any(effect.issue == derived.issue for effect in effects):
            direction: Direction = derived.direction
            evidence = reading.opening or "the opening verb"
            effects.append(ReadEffect(issue=derived.issue, direction=direction, evidence=evidence, derived=True))
    if len(effects) == len(reading.effects) and len(measures) == len(reading.measures):
        return reading
    return reading.model_copy(update={"effects": tuple(effects), "measures": tuple(measures)})
