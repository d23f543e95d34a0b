"""Whether a text is in English."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from counterclaim.reports.limits import LANGUAGE_LETTERS, LANGUAGE_SAMPLE

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

#: Frequent English words that no other language of news uses often as a word of its own.
#: Source: the most frequent words of the British National Corpus (Leech, Rayson and Wilson 2001), less
#: those that are words in German, Dutch, French, Spanish, Italian, Portuguese or the Scandinavian languages.
_ENGLISH = frozenset(
    "the of and that was with which were said by from been their this they has have had are not".split()
)
#: Share of those words from which a text is English without further question: English news has 20 to 30 %,
#: texts in other languages that quote some English below 5 %.
ENGLISH_SHARE = 0.10
#: Probability from which the identifier's verdict "not English" is believed.
SURE = 0.90

_WORD = re.compile(r"[^\W\d_]+")


def foreign_language(content: str) -> str | None:
    """The ISO 639-1 code of the language of `content` when it is clearly not English, else None.

    Texts of fewer letters than `LANGUAGE_LETTERS` pass. The beginning and the middle are judged, and one of them in
    English is enough: a report may quote at length in another language.
    """
    parts = _samples(content)
    words = [_WORD.findall(part.lower()) for part in parts]
    if sum(len(word) for part in words for word in part) < LANGUAGE_LETTERS:
        return None
    if any(sum(word in _ENGLISH for word in part) >= ENGLISH_SHARE * len(part) for part in words):
        return None
    language, probability = _identifier().classify("\n".join(parts))
    if language == "en" or probability < SURE:
        return None
    return str(language)


def _samples(content: str) -> tuple[str, ...]:
    if len(content) <= LANGUAGE_SAMPLE:
        return (content,)
    half, middle = LANGUAGE_SAMPLE // 2, len(content) // 2
    return content[:half], content[max(half, middle) : max(half, middle) + half]


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    """The model, loaded (half a second) for the first text that needs it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
