"""Entries out of YAML files, and the line at which a bad one stands.

Reading is fast and keeps no lines; only when something is wrong is the file read again, slowly, to point at
`file:line`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, get_args

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

E = TypeVar("E", bound=BaseModel)

_FastLoader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_FastLoader):  # type: ignore[misc]
    """A loader to which a key given twice is a fault; YAML itself would let the second hide the first."""

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        written = list(node.value)
        made: dict[Any, Any] = super().construct_mapping(node, deep)
        if len(made) < len(written):
            seen = set()
            for key, _ in written:
                if key.value in seen:
                    raise yaml.constructor.ConstructorError(
                        None, None, f"the key '{key.value}' is given twice; join the two", key.start_mark
                    )
                seen.add(key.value)
        return made


Place = tuple[int | str, ...]
"""Where in a file: keys and indices from its root."""


class Problem(BaseModel):
    """Something wrong in a content file: where, what, and what would be right."""

    model_config = ConfigDict(frozen=True)

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class ContentError(Exception):
    """Content that cannot be used; `problems` has every fault with its place."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        shown = "\n".join(str(problem) for problem in self.problems[:20])
        more = len(self.problems) - 20
        super().__init__(shown + (f"\nand {more} more" if more > 0 else ""))


def read_yaml(path: Path) -> Any:
    """The content of a YAML file.

    Raises:
        ContentError: if the file cannot be read or is no YAML.
    """
    try:
        with path.open("rb") as stream:
            return yaml.load(stream, Loader=_Loader)
    except FileNotFoundError:
        message = "the file is missing; a topic needs it, if only empty"
        raise ContentError([Problem(file=str(path), line=1, message=message)]) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError([Problem(file=str(path), line=1, message=f"the file cannot be read: {error}")]) from None
    except yaml.YAMLError as error:
        raise ContentError([_not_yaml(path, error)]) from None


def _not_yaml(path: Path, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None)
    if isinstance(error, yaml.reader.ReaderError):
        # Bytes that are no UTF-8, or a control character: the error knows how far it came, and no line.
        line = path.read_bytes()[: max(0, error.position)].count(b"\n") + 1
        what = f"a character that may not stand in it ({error.reason}); save the file as UTF-8"
    else:
        line = mark.line + 1 if mark else 1
    if isinstance(error, yaml.constructor.ConstructorError):
        return Problem(file=str(path), line=line, message=str(what))
    hint = ""
    if what and "mapping values are not allowed" in what:
        hint = "; put a text with ': ' in it in quotes"
    elif what and ("cannot start any token" in what or "tab character" in what):
        hint = "; indent with spaces, and put a text that begins with a special character in quotes"
    return Problem(file=str(path), line=line, message=f"this is not YAML: {what or error}{hint}")


@lru_cache(maxsize=8)
def _nodes(path: Path, version: tuple[int, int]) -> Any:
    """A file's nodes with their lines; `version` tells one state of the file from the next."""
    return yaml.compose(path.read_text(encoding="utf-8"), Loader=_Loader)


def line_of(path: Path, place: Place) -> int:
    """The line, from 1, at which the entry at `place` stands; that of its nearest parent if it is missing."""
    try:
        stat = path.stat()
        node = _nodes(path, (stat.st_mtime_ns, stat.st_size))
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return 1
    line = int(node.start_mark.line) + 1 if node else 1
    for step in place:
        if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            node = node.value[step]
            line = int(node.start_mark.line) + 1
        elif isinstance(node, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode)}
            if str(step) not in pairs:
                break
            key, node = pairs[str(step)]
            line = int(key.start_mark.line) + 1
        else:
            break
    return line


def problem_at(path: Path, place: Place, message: str) -> Problem:
    """A problem with the line of its place looked up."""
    return Problem(file=str(path), line=line_of(path, place), message=message)


def did_you_mean(wrong: str, among: Iterable[str]) -> str:
    """The end of a message on an unknown word: the nearest known one as a question, or nothing if none is near."""
    close = get_close_matches(wrong, list(among), n=1)
    return f"; did you mean '{close[0]}'?" if close else ""


def read_entry(path: Path, kind: type[E]) -> E:
    """The one entry a file holds.

    Raises:
        ContentError: if the file or the entry is bad.
    """
    return _validated(path, (), read_yaml(path), kind)


def read_entries(path: Path, kind: type[E]) -> tuple[E, ...]:
    """The list of entries a file holds.

    Raises:
        ContentError: with every fault of every entry.
    """
    content = read_yaml(path)
    if content is None:
        return ()
    if not isinstance(content, list):
        raise ContentError([Problem(file=str(path), line=1, message="this file must hold a list: '- id: …' an entry")])
    entries: list[E] = []
    problems: list[Problem] = []
    for index, item in enumerate(content):
        try:
            entries.append(_validated(path, (index,), item, kind))
        except ContentError as error:
            problems.extend(error.problems)
    if problems:
        raise ContentError(problems)
    return tuple(entries)


def _validated(path: Path, place: Place, item: Any, kind: type[E]) -> E:
    try:
        return kind.model_validate(item)
    except ValidationError as error:
        raise ContentError(list(_problems(path, place, item, kind, error))) from None


def _problems(path: Path, place: Place, item: Any, kind: type[BaseModel], error: ValidationError) -> Iterator[Problem]:
    name = item.get("id") or item.get("issue") or item.get("name") if isinstance(item, dict) else None
    for fault in error.errors(include_url=False):
        steps = tuple(fault["loc"])
        field = ".".join(str(step) for step in steps)
        given = _shortened(fault["input"])
        reason = f"{fault['msg'][0].lower()}{fault['msg'][1:]}"
        match fault["type"]:
            case "missing":
                message = f"'{field}' is missing"
            case "extra_forbidden":
                message = f"'{field}' is no key of this kind of entry{_right_keys(kind, steps)}"
            case "value_error":
                message = fault["msg"].removeprefix("Value error, ")
            case "model_type":
                where = f"'{field}'" if field else "an entry"
                message = f"{where} must be 'key: value' lines, and is {given}"
            case "tuple_type":
                message = f"'{field}' must be a list, such as [one, two] or lines that begin with '- ', and is {given}"
            case "string_type" if fault["input"] is not None and not isinstance(fault["input"], list | dict):
                message = f"'{field}' must be text, and YAML reads {given} as something else; put it in quotes"
            case "string_pattern_mismatch" if "[a-z0-9]+(-" in str(fault.get("ctx", {}).get("pattern")):
                message = (
                    f"'{field}' is {given}: an id is lower-case words joined by hyphens, such as host-state-consent"
                )
            case _:
                message = f"'{field}' is {given}: {reason}"
        yield problem_at(path, place + steps, f"{name}: {message}" if name else message)


def _shortened(value: object) -> str:
    shown = "empty" if value is None else repr(value)
    return shown if len(shown) <= 80 else f"{shown[:77]}..."


def _right_keys(kind: type[BaseModel], steps: Sequence[int | str]) -> str:
    """What a wrong key may have been meant to be: the nearest key, or all of them."""
    for step in steps[:-1]:
        if isinstance(step, str) and step in kind.model_fields:
            inner = next(_models(kind.model_fields[step].annotation), None)
            if inner is None:
                return ""
            kind = inner
    keys = list(kind.model_fields)
    return did_you_mean(str(steps[-1]), keys) or f"; it takes {', '.join(keys)}"


def _models(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models(part)
