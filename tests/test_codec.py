"""Records to JSON lines and back."""

from __future__ import annotations

import dataclasses
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterclaim import records
from counterclaim.codec import RECORDS, from_json, schema, to_json
from counterclaim.errors import UsageError
from counterclaim.records import Capture, Claim, Span, Toll
from tests.reads import make_read
from tests.strategies import HOSTILE, of

ANY: st.SearchStrategy[object] = st.sampled_from(sorted(RECORDS.values(), key=lambda cls: cls.__name__)).flatmap(of)
CLAIM = make_read("Kabul said 58 soldiers were killed.", ((11, 34),)).claims[0]


def test_every_record_has_a_name() -> None:
    assert {cls.__name__ for cls in RECORDS.values()} == {
        name for name, item in vars(records).items() if dataclasses.is_dataclass(item)
    }
    assert RECORDS["claim"] is Claim
    assert RECORDS["field_rule"] is records.FieldRule


@given(ANY)
def test_any_record_comes_back_from_its_line(record: object) -> None:
    line = to_json(record)
    assert from_json(type(record), line) == record
    assert to_json(from_json(type(record), line)) == line
    assert from_json(type(record), to_json(record, brief=True)) == record


@given(ANY)
def test_a_record_is_one_line_of_plain_json_with_all_its_fields_in_order(record: Any) -> None:
    line = to_json(record)
    assert line.splitlines() == [line]
    assert line.isprintable() or all(char == " " or char.isprintable() or char not in HOSTILE for char in line)
    assert list(json.loads(line)) == [field.name for field in dataclasses.fields(record)]


def test_letters_of_other_scripts_stay_readable_and_controls_are_escaped() -> None:
    words = "\u062e\u0648\u0633\u062a \u2019[sic]\u2019 \u2028\u202e\x85\x1b[31m"
    line = to_json(dataclasses.replace(CLAIM, quote=words))
    assert "\u062e\u0648\u0633\u062a \u2019[sic]\u2019 \\u2028\\u202e\\u0085\\u001b[31m" in line


def test_bytes_that_are_no_text_are_kept() -> None:
    capture = dataclasses.replace(make_read("x").capture, raw=bytes(range(256)))
    assert from_json(Capture, to_json(capture)).raw == bytes(range(256))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("", "the line: Invalid JSON"),
        ('{"start": 1', "the line: Invalid JSON"),
        ("null", "null; expected a JSON object"),
        ("[1, 2]", "the line"),
        ('{"start": 1}', "end: "),
        ('{"start": 1, "end": 2, "colour": "red"}', "colour: "),
        ('{"start": "1", "end": 2}', "start: "),
        ('{"start": 1.5, "end": 2}', "start: "),
        ('{"start": true, "end": 2}', "start: "),
        ('{"start": 5, "end": 2}', "needs 0 <= start <= end"),
        ('{"start": "\\ud800", "end": 2}', "Invalid JSON"),
        ('"\ud800"', "unable to parse raw data as a unicode string"),
        (b"\xff\xfe{}", "Invalid JSON"),
        ("[" * 100_000, "the line"),
        ('{"start": ' + "9" * 5000 + ', "end": 2}', "number out of range"),
    ],
)
def test_bad_lines_say_what_is_wrong_and_where(line: str | bytes, told: str) -> None:
    with pytest.raises(UsageError) as raised:
        from_json(Span, line)
    message = str(raised.value)
    assert message.startswith("not a Span: ")
    assert told in message
    assert len(message) < 500
    assert message.isprintable()


def test_a_wrong_field_deep_inside_is_named_by_its_path() -> None:
    line = to_json(CLAIM).replace('"start":11', '"start":"11"')
    with pytest.raises(UsageError, match=r"evidence\.0\.start: .*'11'.*`counterclaim schema claim`"):
        from_json(Claim, line)


@pytest.mark.parametrize("number", ['"NaN"', "NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_that_are_not_finite_are_not_read(number: str) -> None:
    toll = _toll(12345.0)
    with pytest.raises(UsageError, match="low"):
        from_json(Toll, to_json(toll).replace("12345.0", number))


@pytest.mark.parametrize(
    "toll",
    [{"low": float("nan")}, {"high": float("-inf")}, {"words": "\ud800"}, {"words": 5}, {"parties": ["AFG"]}],
)
def test_what_json_can_not_hold_is_not_written(toll: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        to_json(dataclasses.replace(_toll(1.0), **toll))


def test_words_that_look_like_a_wrong_number_are_written() -> None:
    toll = dataclasses.replace(_toll(1.0), words=":NaN,", vague="[Infinity]")
    assert from_json(Toll, to_json(toll)) == toll


def test_whole_numbers_and_fractions_are_written_alike() -> None:
    assert to_json(_toll(58)) == to_json(_toll(58.0))


@pytest.mark.parametrize("thing", [None, 5, {"id": "x"}, Claim])
def test_what_is_no_record_is_refused(thing: object) -> None:
    with pytest.raises(UsageError, match="is not a record; the records are"):
        to_json(thing)
    with pytest.raises(UsageError, match="is not a record"):
        schema(dict)


@pytest.mark.parametrize("name", RECORDS)
def test_every_record_has_a_schema_with_its_fields(name: str) -> None:
    cls = RECORDS[name]
    described = schema(cls)
    assert described["$schema"].endswith("2020-12/schema")
    assert described["title"] == cls.__name__
    assert described["additionalProperties"] is False
    assert list(described["properties"]) == [field.name for field in dataclasses.fields(cls)]
    json.dumps(described)
    references = {part for part in json.dumps(described).split('"') if part.startswith("#/$defs/")}
    assert all(part.removeprefix("#/$defs/") in described["$defs"] for part in references)


def test_pydantic_is_not_loaded_before_it_is_needed() -> None:
    code = "import sys, counterclaim.codec, counterclaim.settings; sys.exit('pydantic' in sys.modules)"
    found = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src")}
    assert subprocess.run([sys.executable, "-c", code], env=found, check=False).returncode == 0


def _toll(low: float) -> Toll:
    return Toll(
        outcome="killed",
        victims="soldiers",
        victims_span=None,
        actor=None,
        parties=("PAK",),
        victim_class="combatant",
        unit="people",
        low=low,
        high=None,
        bound="exact",
        vague=None,
        words="58",
        span=Span(start=0, end=2),
    )
