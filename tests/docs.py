"""Hand-built docs: annotated sentences for tests that need no language model."""

from __future__ import annotations

from spacy.lang.en import English
from spacy.tokens import Doc

VOCAB = English().vocab  # with the lexical attributes (is_alpha, like_num), without a model


def make_doc(table: str) -> Doc:
    """Build a Doc from lines of `word tag head dep [lemma]` (head: index in the sentence).

    A blank line ends a sentence. Words are joined by single spaces, but a word that begins with `_` is
    joined to the one before it (the underscore is dropped).
    """
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    lemmas: list[str] = []
    starts: list[bool] = []
    base = 0
    fresh = True
    for line in table.strip().splitlines():
        parts = line.split()
        if not parts:
            base, fresh = len(words), True
            continue
        word = parts[0]
        if word.startswith("_") and len(word) > 1:
            word = word[1:]
            if spaces:
                spaces[-1] = False
        words.append(word)
        spaces.append(True)
        tags.append(parts[1])
        heads.append(base + int(parts[2]))
        deps.append(parts[3])
        lemmas.append(parts[4] if len(parts) > 4 else word.lower())
        starts.append(fresh)
        fresh = False
    if spaces:
        spaces[-1] = False
    return Doc(VOCAB, words=words, spaces=spaces, tags=tags, heads=heads, deps=deps, lemmas=lemmas, sent_starts=starts)
