"""Every kind of act there is, and how one is read again.

An act that is written in a module of this folder is here without being named, so that nothing is kept which cannot be read.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from importlib import import_module
from operator import or_
from pkgutil import iter_modules
from typing import Annotated, Any

from pydantic import Field, TypeAdapter

import records.acts
from records.acts.act import Act


def _written_here() -> Iterator[type[Act]]:
    """Every act of this folder; what is only the base of others has no kind."""
    for found in iter_modules(records.acts.__path__, f"{records.acts.__name__}."):
        for one in vars(import_module(found.name)).values():
            if isinstance(one, type) and issubclass(one, Act) and one.__module__ == found.name and "kind" in one.model_fields:
                yield one


_ACTS = tuple(_written_here())
# Where two have one kind, Pydantic refuses to tell them apart, and nothing starts.
_ANY: Any = reduce(or_, _ACTS)

KINDS: dict[str, type[Act]] = {str(act.model_fields["kind"].default): act for act in _ACTS}
"""The acts by their kind, as it stands in the log and in a backup."""

ACT: TypeAdapter[Act] = TypeAdapter(Annotated[_ANY, Field(discriminator="kind")])
"""Reads an act from JSON or a mapping by its kind; `pydantic.ValidationError` tells what is wrong with one that is none."""
