"""Records to and from JSON, one line each, and their JSON Schemas.

Guarantees: `from_json(type(r), to_json(r)) == r` for every record of `records`; the line holds no line
break of any kind, so that `\\n` alone separates records; fields stand in the order of `records`; the same
record gives the same bytes. This is the only place where pydantic meets the records, and it is imported on
first use.
"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable
from dataclasses import is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Optional, TypeVar

from counterclaim import records
from counterclaim.errors import UsageError

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

R = TypeVar("R")

#: Every record by the name that people use for it: "claim", "field_rule".
RECORDS: dict[str, type] = {
    re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower(): item
    for name, item in vars(records).items()
    if isinstance(item, type) and is_dataclass(item) and item.__module__ == records.__name__
}

# What JSON allows raw inside a string but a reader of lines or a terminal would act on: DEL and the C1
# controls (NEL among them), the line and paragraph separators, and the bidirectional controls (Unicode
# 16.0, UAX #9 section 2).
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_NOT_A_NUMBER = re.compile(r"[:,\[](?:NaN|-?Infinity)[,\]}]")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_SHOWN_PROBLEMS = 3
_SHOWN_INPUT = 60


def to_json(record: object, *, brief: bool = False) -> str:
    """Write a record as one line of JSON, without a line break at its end.

    Every field is written, unknown ones as null, so that lines of one record are alike; `brief` leaves out
    the fields that hold their default (for storing; reading gives the same record). Bytes are URL-safe
    base64 (RFC 4648). Raises UsageError for what is no record, or a record that JSON can't hold (a lone
    surrogate, a number that is not finite, a field of another type).
    """
    from pydantic_core import PydanticSerializationError

    kind: type = type(record)
    adapter = _adapter(kind)
    try:
        line = adapter.dump_json(record, exclude_defaults=brief, warnings="error").decode("utf-8")
    except PydanticSerializationError as error:
        raise UsageError(f"this {kind.__name__} can't be written as JSON: {error}") from error
    if _NOT_A_NUMBER.search(line):
        json.loads(line, parse_constant=_refuse_constant)
    return _UNSAFE.sub(_escape, line)


def from_json(cls: type[R], line: str | bytes) -> R:
    """Read a record of class `cls` from its JSON; surrounding white space is ignored.

    Nothing is converted or dropped: a missing or unknown field, a string for a number and a number that is
    not finite are errors. Raises UsageError that says which field is wrong, how, and what stood there.
    """
    from pydantic import ValidationError

    kind: type = cls
    adapter = _adapter(kind)
    try:
        found = adapter.validate_json(line)
    except ValidationError as error:
        raise UsageError(_explain(cls, error)) from error
    if found is None:
        raise UsageError(f"not a {cls.__name__}: null; expected a JSON object")
    return found  # type: ignore[no-any-return]


def schema(cls: type) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of the lines that hold a record of class `cls`.

    Raises UsageError for a class that is no record.
    """
    whole = _adapter(cls).json_schema()
    shared = whole["$defs"]
    own = shared.pop(cls.__name__)
    return {"$schema": _DIALECT, **own, **({"$defs": shared} if shared else {})}


@cache
def _adapter(cls: Hashable) -> TypeAdapter[Any]:
    """The pydantic adapter of a record class.

    `Optional` because pydantic takes no configuration for a bare dataclass; `from_json` refuses the null.
    """
    if cls not in RECORDS.values():
        raise UsageError(f"{getattr(cls, '__name__', cls)} is not a record; the records are {', '.join(RECORDS)}")
    from pydantic import ConfigDict, TypeAdapter

    nullable: Any = Optional[cls]  # noqa: UP045 (built at run time)
    return TypeAdapter(
        nullable,
        config=ConfigDict(
            strict=True,
            extra="forbid",
            allow_inf_nan=False,
            ser_json_inf_nan="constants",
            ser_json_bytes="base64",
            val_json_bytes="base64",
        ),
    )


def _explain(cls: type, error: ValidationError) -> str:
    """What is wrong with a line, by field, in words."""
    problems = error.errors(include_url=False, include_context=False)
    told = []
    for problem in problems[:_SHOWN_PROBLEMS]:
        where = ".".join(str(step) for step in problem["loc"]) or "the line"
        told.append(f"{where}: {problem['msg']} (given: {_shown(problem['input'])})")
    if len(problems) > _SHOWN_PROBLEMS:
        told.append(f"and {len(problems) - _SHOWN_PROBLEMS} more")
    return f"not a {cls.__name__}: {'; '.join(told)}. `counterclaim schema {_name(cls)}` prints what is expected"


def _shown(given: object) -> str:
    text = ascii(given[: _SHOWN_INPUT + 1] if isinstance(given, str | bytes) else given)
    return text if len(text) <= _SHOWN_INPUT else f"{text[:_SHOWN_INPUT]}..."


def _name(cls: type) -> str:
    return next(name for name, item in RECORDS.items() if item is cls)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match.group()):04x}"


def _refuse_constant(constant: str) -> object:
    raise UsageError(f"a record holds {constant}, which JSON has no number for; expected a finite number or None")
