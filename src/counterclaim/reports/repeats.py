"""Blocks that a text prints twice: the second printing is a repeat."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from counterclaim.reports.furniture import fold

#: Letters and spaces that a block needs to be a repeat on its own account: about ten words. Shorter ones
#: ("Analysis", "he said") recur by chance, and are repeats only next to one.
REPEAT_LEAST = 60
#: A block inside an earlier, longer one (a pull quote, a cut first paragraph) needs more to be sure.
INSIDE_LEAST = 80
#: Characters of earlier text that are searched for such a block, so that time stays in proportion to the text.
INSIDE_WINDOW = 60_000


def find_repeats(blocks: Sequence[str]) -> list[bool]:
    """For each block of a text, in order, whether it was printed before.

    Long blocks count when they equal an earlier block, or stand whole inside one, up to white space, quotes,
    dashes and case. Short ones count when the block before or after them is a repeat of the
    earlier neighbour: a second printing is a run.
    """
    folded = [fold(block) for block in blocks]
    earlier: defaultdict[str, list[int]] = defaultdict(list)
    first: list[list[int]] = []
    for index, words in enumerate(folded):
        first.append(list(earlier[words]))
        if len(earlier[words]) < 4:
            earlier[words].append(index)
    repeats = [len(words) >= REPEAT_LEAST and bool(found) for words, found in zip(folded, first, strict=True)]
    _mark_inside(folded, repeats)
    _mark_runs(first, repeats, folded)
    return repeats


def _mark_inside(folded: Sequence[str], repeats: list[bool]) -> None:
    before = ""
    for index, words in enumerate(folded):
        if not repeats[index] and len(words) >= INSIDE_LEAST and words in before:
            repeats[index] = True
        if not repeats[index]:
            before = f"{before}\n{words}"[-INSIDE_WINDOW:]


def _mark_runs(first: Sequence[list[int]], repeats: list[bool], folded: Sequence[str]) -> None:
    """Spread from each repeat to short neighbours whose earlier printing is the neighbour's neighbour."""
    for step in (1, -1):
        order = range(len(repeats)) if step == 1 else range(len(repeats) - 1, -1, -1)
        for index in order:
            near = index - step
            if repeats[index] or not 0 <= near < len(repeats) or not repeats[near]:
                continue
            if any(folded[near] == folded[place - step] for place in first[index] if place - step >= 0):
                repeats[index] = True
