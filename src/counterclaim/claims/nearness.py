"""Which readings stand near a stretch of text, without looking at all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from counterclaim.claims.readings import TokenRange

T = TypeVar("T")

#: Tokens of a block: about two sentences, so that a question looks at few readings and few blocks.
_BLOCK = 64


class Nearby(Generic[T]):
    """Readings by the blocks of tokens that they touch.

    A text with thousands of figures and speakers would else be asked about each pair of them.
    """

    def __init__(self, items: Iterable[T], ranges: Callable[[T], Iterable[TokenRange]]) -> None:
        self._items = list(items)
        self._blocks: dict[int, list[int]] = {}
        for n, item in enumerate(self._items):
            touched = {block for part in ranges(item) for block in _blocks(part)}
            for block in touched:
                self._blocks.setdefault(block, []).append(n)

    def near(self, part: TokenRange) -> list[T]:
        """The items that touch a block of `part`, in their order: all that share a token with it, and others."""
        found = {n for block in _blocks(part) for n in self._blocks.get(block, ())}
        return [self._items[n] for n in sorted(found)]


def _blocks(part: TokenRange) -> range:
    start, end = part
    return range(start // _BLOCK, (end - 1) // _BLOCK + 1) if end > start else range(0)
