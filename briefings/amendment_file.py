"""Amendments in a file, as a person may write them: JSON, with paragraphs by the numbers on paper.

    [{"kind": "replace", "paragraph": "OP2", "text": "Urges all States to report;", "sponsors": ["Mexico"]},
     {"kind": "delete", "paragraph": "PP3"},
     {"kind": "add", "after": "OP4", "text": "Invites the guild to speak;", "reason": "It was not asked."},
     {"kind": "move", "paragraph": "OP5", "after": "OP1"}]

Besides there may be `number`, and `part` where one is added to the beginning of the preamble (`after` left out). The page Print
writes the amendments of a draft in this form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from positions.wording import expected
from resolutions.amendments import Amendment, StaleAmendment, applied, refusal
from resolutions.model import Draft, Part
from resolutions.text import clean

MOST_AMENDMENTS = 500

HIGHEST_NUMBER = 9_999
"""Of an amendment: what fits the head of a sheet."""

_FIELDS = {"kind", "paragraph", "after", "part", "text", "base", "reason", "sponsors", "number"}
_LABEL = re.compile(r"(OP|PP)? ?(\d{1,4}(?: [a-z]+| \(\d+\))?)", re.IGNORECASE)


class UnreadableAmendments(ValueError):
    """A file holds no amendments that can be read; the message is one line, and names the amendment and what is wrong with it."""


def read_amendments(text: str, draft: Draft, labels: Mapping[str, str], delegations: Mapping[str, str] | None = None) -> tuple[Amendment, ...]:
    """The amendments of a file.

    Args:
        text: the file.
        draft: the draft that they are about.
        labels: the label of each of its paragraphs on paper (`resolutions.numbering.labels`).
        delegations: ids by name in lower case (`resolutions.workfile.delegation_ids`); other names stay as written.

    Raises:
        UnreadableAmendments: if one cannot be read, or cannot be put to the draft.
    """
    try:
        content = json.loads(text, object_pairs_hook=_once)
    except UnreadableAmendments:
        raise
    except (ValueError, RecursionError) as error:
        where = f", line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise UnreadableAmendments(f"the amendments are no JSON{where}; write a list, as in {_EXAMPLE}") from None
    if not isinstance(content, list) or not content:
        raise UnreadableAmendments(f"the amendments are no list, or an empty one; write them as in {_EXAMPLE}")
    if len(content) > MOST_AMENDMENTS:
        raise UnreadableAmendments(f"there are {len(content)} amendments; at most {MOST_AMENDMENTS} are read at once")
    by_label = {(draft.part_of(paragraph), label): paragraph for paragraph, label in labels.items()}
    made = []
    for place, one in enumerate(content, start=1):
        try:
            amendment = _read(one, place, draft, by_label, delegations or {})
        except ValidationError as error:
            first = error.errors()[0]
            raise UnreadableAmendments(f"amendment {place}: {'.'.join(map(str, first['loc']))}: {expected(first)}") from None
        except ValueError as error:
            raise UnreadableAmendments(f"amendment {place}: {error}") from None
        if why := refusal(draft, amendment):
            raise UnreadableAmendments(f"amendment {place}: {why}")
        made.append(amendment)
    return tuple(made)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys are each given once: a second would hide the first."""
    made = dict(pairs)
    if len(made) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise UnreadableAmendments(f"an amendment has '{' '.join(twice.split())[:40]}' twice; give it once")
    return made


_EXAMPLE = '[{"kind": "delete", "paragraph": "OP2"}]'


def _read(one: Any, place: int, draft: Draft, by_label: Mapping[tuple[Part | None, str], str], delegations: Mapping[str, str]) -> Amendment:
    if not isinstance(one, dict):
        raise ValueError(f"it is no object; write it as in {_EXAMPLE[1:-1]}")
    one = {str(key): clean(value) if isinstance(value, str) else value for key, value in one.items() if value is not None}
    if unknown := sorted(one.keys() - _FIELDS):
        raise ValueError(f"there is no field '{' '.join(unknown[0].split())[:40]}'; there is {', '.join(sorted(_FIELDS))}")
    wanted: Part | None = one.get("part")
    target = _found(one.get("paragraph"), draft, by_label, wanted)
    after = _found(one.get("after"), draft, by_label, wanted)
    sponsors = one.get("sponsors", [])
    if not isinstance(sponsors, list) or not all(isinstance(name, str) for name in sponsors):
        raise ValueError("sponsors is a list of names")
    number = one.get("number", place)
    if not isinstance(number, int) or isinstance(number, bool) or not 1 <= number <= HIGHEST_NUMBER:
        raise ValueError(f"number: write a whole one from 1 to {HIGHEST_NUMBER:,}")
    standing = draft.find(target or "")
    return Amendment(
        **{key: one[key] for key in ("kind", "text", "reason") if key in one},
        id=f"file-{place}",
        part=wanted or draft.part_of(target or after or "") or "operative",
        paragraph=target,
        after=after,
        base=one.get("base") or (standing.text if standing else ""),
        sponsors=tuple(delegations.get(clean(name).lower(), clean(name)) for name in sponsors),
        number=number,
    )


def _found(label: Any, draft: Draft, by_label: Mapping[tuple[Part | None, str], str], part: Part | None) -> str | None:
    """The id of the paragraph that a label names."""
    if label is None:
        return None
    match = _LABEL.fullmatch(str(label).strip())
    if match is None:
        raise ValueError(f"'{str(label)[:40]}' names no paragraph; write OP2 or PP1")
    named: Part = "preambular" if (match[1] or "").upper() == "PP" or (not match[1] and part == "preambular") else "operative"
    found = by_label.get((named, match[2].lower()))
    if found is None:
        count = len(draft.preambular if named == "preambular" else draft.operative)
        raise ValueError(f"the draft has no {named} paragraph {match[2]}; it has {count}")
    return found


def write_amendments(amendments: Iterable[Amendment], draft: Draft, labels: Mapping[str, str], names: Mapping[str, str] | None = None) -> str:
    """Amendments as `read_amendments` reads them; those about paragraphs that are gone are left out."""
    written = []
    for one in amendments:
        if any(place is not None and place not in labels for place in (one.paragraph, one.after)):
            continue
        fields: dict[str, Any] = {
            "number": one.number or None, "kind": one.kind, "part": one.part if one.kind in ("add", "move") else None,
            "paragraph": _label(one.paragraph, draft, labels), "after": _label(one.after, draft, labels),
            "text": one.text or None, "base": one.base or None, "reason": one.reason or None,
            "sponsors": [(names or {}).get(name, name) for name in one.sponsors] or None,
        }  # fmt: skip
        written.append({key: value for key, value in fields.items() if value is not None})
    return json.dumps(written, ensure_ascii=False, indent=1) + "\n"


def _label(paragraph: str | None, draft: Draft, labels: Mapping[str, str]) -> str | None:
    return None if paragraph is None else f"{'OP' if draft.part_of(paragraph) == 'operative' else 'PP'}{labels[paragraph]}"


def carried(draft: Draft, amendments: Iterable[Amendment]) -> tuple[Draft, tuple[str, ...]]:
    """The draft with amendments carried in their order, and why those were left out that no longer fit what came before."""
    left_out = []
    for amendment in amendments:
        try:
            draft = applied(draft, amendment)
        except StaleAmendment as error:
            left_out.append(f"Amendment {amendment.number or amendment.id} is left out. {error}")
    return draft, tuple(left_out)
