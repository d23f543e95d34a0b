"""Random parses: sentences of words that the rules look for, with any tags, labels and trees.

No model would give most of them. That is the purpose: a reader may find little in such a parse, but it must not fall
over it, and what it finds has to stand in the text.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from spacy.lang.en import English
from spacy.tokens import Doc

from counterclaim.reference import load_reference
from fuzz.choices import Choices

#: Most words of a sentence and most sentences of a doc: enough for every frame, small enough for many runs.
SENTENCE, SENTENCES = 24, 5
#: Penn Treebank tags and ClearNLP labels, as the model gives them. Source: spaCy's `en_core_web_sm` labels.
TAGS = (
    "NN NNS NNP NNPS CD VB VBD VBG VBN VBP VBZ IN DT JJ JJR JJS RB RBR RP TO MD PRP PRP$ CC WDT WP WRB EX POS PDT UH "
    "FW LS SYM XX ADD AFX NFP HYPH $ , . : `` '' -LRB- -RRB- _SP"
).split()
DEPS = (
    "nsubj nsubjpass dobj pobj prep amod nummod det compound conj cc ccomp xcomp advcl acl relcl mark aux auxpass neg "
    "agent appos attr acomp advmod npadvmod poss case punct quantmod parataxis pcomp prt dative oprd csubj csubjpass "
    "expl intj meta preconj predet dep"
).split()
#: Words that hold a sentence together, with their usual tags; the tables have the others.
_PLAIN = (
    "the/DT a/DT at/IN least/JJS of/IN in/IN on/IN by/IN to/TO from/IN and/CC or/CC but/CC that/IN who/WP "
    "not/RB no/DT was/VBD were/VBD had/VBD be/VB been/VBN has/VBZ will/MD would/MD he/PRP they/PRP it/PRP "
    "their/PRP$ its/PRP$ said/VBD says/VBZ told/VBD killed/VBN wounded/VBN dead/JJ people/NNS soldiers/NNS "
    "children/NNS including/VBG other/JJ another/DT more/JJR than/IN up/RB about/RB some/DT between/IN "
    "dozens/NNS hundred/CD thousand/CD million/CD one/CD two/CD twelve/CD twenty/CD 0/CD 4/CD 12/CD 58/CD "
    "1,200/CD 2.5/CD 10-15/CD 3m/CD 2025/CD 1999/CD 31/CD 00/CD 9999999999999999999999/CD 1,23/CD third/JJ "
    "-/HYPH –/: —/: ,/, ./. ;/: :/: ?/. %/NN $/$ (/-LRB- )/-RRB- “/`` ”/'' \"/`` '/'' ‘/`` ’/'' 's/POS …/: "
    "\u202e/NN \u200b/NN \ufeff/NN ½/CD ²/CD 201²/CD ²²/CD thirty/CD ٣/CD İ/NNP ß/NN \U0001f4a5/NN"
).split(" ")
_VOCABULARY = English().vocab


@lru_cache(maxsize=1)
def lexicon() -> tuple[tuple[str, str], ...]:
    """Words with a usual tag: first the plain ones, then every word of the reference tables."""
    plain = [(word, tag) for word, _, tag in (entry.rpartition("/") for entry in _PLAIN)]
    found = {part for words in _strings(load_reference().tables) for part in words.split() if len(part) < 30}
    return (*plain, *((word, _guess(word)) for word in sorted(found)))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield key
            yield from _strings(item)
    elif isinstance(value, Sequence):
        for item in value:
            yield from _strings(item)


def _guess(word: str) -> str:
    if word[0].isupper():
        return "NNP"
    for ending, tag in (("ing", "VBG"), ("ed", "VBD"), ("ly", "RB"), ("s", "NNS")):
        if word.endswith(ending):
            return tag
    return "NN"


def random_doc(choices: Choices) -> Doc:
    """A doc of projective trees that the choices build. Empty when there are none."""
    words: list[str] = []
    tags: list[str] = []
    heads: list[int] = []
    deps: list[str] = []
    spaces: list[bool] = []
    starts: list[bool | int | None] = []
    for _ in range(SENTENCES):
        if not choices:
            break
        size = 1 + choices.below(SENTENCE)
        base = len(words)
        for n in range(size):
            word, tag = _word(choices)
            odd = choices.below(16)
            words.append(word)
            tags.append(choices.pick(TAGS) if odd == 0 else tag)
            spaces.append(odd != 1)
            starts.append(n == 0)
        tree, labels = _tree(choices, size)
        heads.extend(base + head for head in tree)
        deps.extend(labels)
    lemmas = [_lemma(word) for word in words]
    return Doc(
        _VOCABULARY, words=words, spaces=spaces, tags=tags, heads=heads, deps=deps, lemmas=lemmas, sent_starts=starts
    )


def _word(choices: Choices) -> tuple[str, str]:
    """Half of the words are plain ones, so that numbers, speakers and outcomes come together often enough."""
    known = lexicon()
    return known[choices.below(len(_PLAIN))] if choices.below(2) == 0 else known[choices.below(len(known))]


def _lemma(word: str) -> str:
    return {"said": "say", "says": "say", "told": "tell", "killed": "kill", "were": "be", "was": "be"}.get(
        word, word.lower()
    )


def _tree(choices: Choices, size: int) -> tuple[list[int], list[str]]:
    """Heads and labels of a projective tree over `size` words: a head a stretch, its children left and right."""
    heads, labels = list(range(size)), ["ROOT"] * size
    pending = [(0, size, -1)]
    while pending:
        start, end, above = pending.pop()
        if start >= end:
            continue
        head = start + choices.below(end - start)
        if above >= 0:
            heads[head], labels[head] = above, choices.pick(DEPS)
        for low, high in ((start, head), (head + 1, end)):
            middle = low + choices.below(high - low + 1)
            pending += [(low, middle, head), (middle, high, head)]
    return heads, labels
