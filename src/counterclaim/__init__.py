"""Who says what happened, and who disputes it.

`counterclaim` reads reports about armed conflict and keeps a ledger of the claims in them.
The folders are the journey of the data: reports, passages, claims, events, ledger, views.

`counterclaim.tolls(text)` is for those who only want the figures of a text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from counterclaim.records import Toll

__all__ = ["__version__", "tolls"]

__version__ = "0.1.0"


def tolls(text: str) -> list[Toll]:
    """Every figure of human or material impact in `text`, in the order in which it is told.

    `low` and `high` count people (or what `unit` says); None is an open or unknown end. Spans are code points of the
    text.
    `standing` tells the incident's figures from parts, background, superseded and denied ones. The language model is
    loaded at the first call and kept. Works on a column of a data frame: `df["notes"].map(counterclaim.tolls)`.

    Raises `TypeError` when `text` is no string, `MissingModel` (a `CounterclaimError`) without the language model, and
    `CounterclaimError` for a text that can't be read.

    >>> [(t.outcome, t.victims, t.low, t.high) for t in tolls("A mine killed two farmers and wounded up to 5 others.")]
    [('killed', 'farmers', 2.0, 2.0), ('wounded', 'farmers', None, 5.0)]
    >>> [(t.outcome, t.bound, t.vague) for t in tolls("Dozens of people were killed in the raid.")]
    [('killed', 'vague', 'dozens')]
    >>> tolls("The striker killed the ball and shot wide.")
    []
    """
    if not isinstance(text, str):
        raise TypeError(f"counterclaim.tolls takes a text as str, not {type(text).__name__}")
    if not text.strip():
        return []
    from counterclaim.errors import CounterclaimError
    from counterclaim.pipeline import read_texts

    (reading,) = read_texts([(text, None, "text")])
    if reading.rejections:
        raise CounterclaimError(reading.rejections[0].reason)
    return [claim.toll for claim in reading.claims if claim.toll is not None]
