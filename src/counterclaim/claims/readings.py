"""What the readers of one subject hand to the assembly of claims: token indices of one `Doc`.

These shapes never leave the worker. Token ranges are half-open pairs of token indices.
"""

from __future__ import annotations

from dataclasses import dataclass

from counterclaim.records import Bound, Outcome, Stance, Standing, VictimClass

TokenRange = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class TollReading:
    """A figure as it stands in the text, before its speaker and its party are known.

    `trigger` is the token that carries the outcome ("killed", "toll"); `words` the range of the
    figure's words within its sentence: trigger, number, victims. `victims` are the victims' words without number
    and article, in an earlier place when `carried`. `agent` heads the doer where the sentence names one.
    `total` is the index, in the reader's list, of the figure that this one is a part of.
    """

    outcome: Outcome
    trigger: int
    words: TokenRange
    number: TokenRange | None
    victims: TokenRange | None
    victims_head: int | None
    carried: bool
    agent: int | None
    low: float | None
    high: float | None
    bound: Bound
    vague: str | None
    unit: str
    victim_class: VictimClass
    standing: Standing
    total: int | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What a predicate says was done: PLOVER type and mode, with the heads of its arguments.

    `predicate` is the token that carries it; `agents` and `patients` are head tokens (conjuncts
    included), `done` is False for what is future, conditional, threatened or asked for, `negated` for what did
    not happen.
    """

    event_type: str
    mode: str | None
    predicate: int
    agents: tuple[int, ...]
    patients: tuple[int, ...]
    done: bool
    negated: bool
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionReading:
    """One attribution in token ranges. `source_head` is None where no source is named."""

    source: tuple[TokenRange, ...]
    source_head: int | None
    cue: tuple[TokenRange, ...]
    cue_head: int
    content: tuple[TokenRange, ...]
    stance: Stance
    frame: str
    kind: str = ""
    hedge: bool = False
    negated: bool = False
    relay: tuple[int, ...] = ()
    target: int | None = None
