"""Lemmas by the model's own rules, remembered per form and tag.

The shipped lemmatizer and attribute ruler take a third of the pipeline's time for forms that recur by
the thousand. The same tables behind a dictionary give the same lemmas for a fraction of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.lookups import Lookups
    from spacy.tokens import Doc, Token

#: Penn tag's first letter -> the part of speech that the lemmatizer's tables are keyed by.
_KEYS = {"V": "verb", "N": "noun", "J": "adj", "R": "adv"}
#: Tags of base forms (nothing to strip) and of words outside the tables.
_BASE = frozenset({"NN", "VB", "VBP", "JJ", "RB", "RP", "NFP"})
_LIMIT = 500_000  # forms remembered; forgotten all at once beyond this, so that memory is bounded


class CachedLemmatizer:
    """Sets `token.lemma` on parsed docs. Names keep their form; unknown words their lower-case form."""

    def __init__(self, nlp: Language, lookups: Lookups) -> None:
        self._index = lookups.get_table("lemma_index")
        self._exceptions = lookups.get_table("lemma_exc")
        self._rules = lookups.get_table("lemma_rules")
        self._strings = nlp.vocab.strings
        self._seen: dict[tuple[int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Set the lemmas of `doc` in place and return it."""
        seen = self._seen
        for token in doc:
            key = (token.orth, token.tag)
            lemma = seen.get(key)
            if lemma is None:
                if len(seen) > _LIMIT:
                    seen.clear()
                lemma = seen[key] = self._strings.add(self._lemma(token))
            token.lemma = lemma
        return doc

    def _lemma(self, token: Token) -> str:
        tag, form = token.tag_, token.text.lower()
        if tag.startswith("NNP"):
            return token.text
        key = _KEYS.get(tag[:1])
        if key is None:
            return form
        irregular = self._exceptions.get(key, {}).get(form)
        if irregular:
            return str(irregular[0])
        return form if tag in _BASE else self._stripped(form, key)

    def _stripped(self, form: str, key: str) -> str:
        """The first known word that a rule makes of `form`, else the first word at all."""
        index = self._index.get(key, {})
        made = [
            form[: len(form) - len(old)] + new
            for old, new in self._rules.get(key, [])
            if form.endswith(old) and len(form) > len(old) + 1
        ]
        return next((m for m in made if m in index), made[0] if made else form)
