"""Passages: a report's text as sentences, from one parse.

In: `Text`. Out: the spaCy `Doc` of the text (for the claims stage of the same worker) and its
`Passage`s. Guarantee: `token.idx` equals the token's offset in `Text.content`; no sentence crosses a
segment's border; furniture and repeats hold no tokens but white space, so nothing can be read from them.
"""

from counterclaim.passages.parse import Parser

__all__ = ["Parser"]
