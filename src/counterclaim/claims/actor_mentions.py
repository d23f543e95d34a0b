"""Noun groups of a report and what each says of whom: names, roles, owners, appositions.

In: a parsed report, the names and the roles in it. Out: `Mention`s in the order of the text.
Guarantee: one pass; a mention's name, role and owner are words of the report (its own group, the group
that it stands in apposition to, or the prepositional group after it).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from counterclaim.claims.actor_names import Named, NameIndex
from counterclaim.claims.actor_roles import RoleIndex
from counterclaim.claims.actor_tokens import Tokens

if TYPE_CHECKING:
    from spacy.tokens import Doc

_NOUN = frozenset({"NN", "NNS", "NNP", "NNPS"})
_INSIDE = _NOUN | {"JJ", "JJR", "JJS", "CD", "HYPH", "FW", "POS", "AFX", "ADD", "PDT", "DT", "PRP$"}
_OPENS = frozenset({"DT", "PRP$", "PDT", "WP$"})
_PARTICIPLE = frozenset({"VBN", "VBG", "VBD"})
_VERB = frozenset({"VBD", "VBZ", "VBP", "MD", "VBN"})
_COMPOUNDED = frozenset({"VBN", "VBD", "VBG", "JJ"})
_LONGEST_NAME = 8  # words; a longer run of capitalised words is a headline or a list
_ISSUERS = frozenset({"official", "forces", "police", "medics", "ngo", "rebels"})
_SHARING = frozenset({"forces", "police", "official"})
_WORDS_TO_AUTHOR = 3  # "released by", "published last week by"
_WITHIN = frozenset({"in", "at", "inside", "within"})
_HOPS = 3  # prepositional groups read after a role: "head of the clinic of the University of Goma"
#: Kinds that take that of the body they belong to: a "director" or "official" of a hospital is one of its medics.
_HEADED = frozenset({"expert", "medics", "ngo", "media", "opposition", "rebels", "police"})
_RANKED = frozenset({"official", "head", "forces", "police", "rebels"})
_PLACE_FORMS = frozenset({"name", "region", "capital"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "agent"})


@dataclass(slots=True, kw_only=True)
class Mention:
    """One noun group. `kind` is a role's kind, "entity" (a name from the tables), "name" or "other"."""

    start: int
    end: int
    head: int
    kind: str = "other"
    owner: Named | None = None
    owner_rule: str = ""
    name: str | None = None
    role: str | None = None
    role_noun: str | None = None
    title: str | None = None  # the rank before the name of one who has a role as well
    person: bool = False
    plural: bool = False
    there: bool = False  # "the spokesman there"
    definite: bool = False
    subject: bool = False
    quoted: bool = False
    gender: str | None = None
    possessor: int | None = None
    possessed_by: int | None = None
    antecedent: Mention | None = None
    apposed: int | None = None  # the mention whose role a name in apposition took


class MentionReader:
    """Reads the mentions of one report. Built once per process, from the tables."""

    def __init__(self, names: NameIndex, roles: RoleIndex) -> None:
        self._names = names
        self._roles = roles

    def read(self, doc: Doc) -> tuple[Tokens, list[Mention]]:
        """The columns of `doc` and its mentions, in order of the text."""
        tokens = Tokens(doc)
        found = self._names.find(doc, tokens.line)
        tokens.mark([n for n in found if not self._is_word(tokens, n) and not self._in_person_name(tokens, n)])
        mentions = [self._mention(tokens, start, end) for start, end in self._groups(tokens)]
        for i in range(len(mentions)):
            self._extend(tokens, mentions, i)
        self._share_gender(mentions)
        return tokens, mentions

    @staticmethod
    def _share_gender(mentions: list[Mention]) -> None:
        """ "Whitcombe" after "a spokeswoman, Dana Whitcombe": what one mention's words tell of all."""
        known: dict[str, str | None] = {}
        for m in mentions:
            if m.name is not None and m.gender is not None:
                last = m.name.split()[-1].lower()
                known[last] = m.gender if known.get(last, m.gender) == m.gender else None
        for m in mentions:
            if m.name is not None and m.gender is None:
                m.gender = known.get(m.name.split()[-1].lower())

    @staticmethod
    def _is_word(tokens: Tokens, name: tuple[int, int, Named]) -> bool:
        """A name that is an ordinary word here: "Chad Smith", "IS" in a headline in capitals."""
        start, end, named = name
        if end - start > 1 or named.form == "person":
            return False
        tag = tokens.tag[start]
        return tag in ("VBZ", "VBP", "MD", "PRP", "IN") and named.form in ("name", "adjective")

    def _in_person_name(self, t: Tokens, name: tuple[int, int, Named]) -> bool:
        """ "President Aurelio Montenegro", "its spokesman, Zabihullah Wardak": a place within a person's name.

        Rule: it stands in a run of capitalised words of which it is not the whole, right after a person's role.
        """
        start, end, named = name
        if end - start > 1 or named.form not in _PLACE_FORMS:
            return False
        first = start
        while first > 0 and self._plain_name(t, first - 1) and t.line[first - 1] == t.line[start]:
            first -= 1
        last = end
        while last < len(t.tag) and self._plain_name(t, last) and t.line[last] == t.line[start]:
            last += 1
        before = first - 1 - (first > 1 and t.text[first - 1] == ",")
        if last - first < 2 or before < 0 or t.line[before] != t.line[start]:
            return False
        return (
            t.lower[before] != "staff"
            and self._roles.at(t.lower, before) is not None
            and self._roles.is_person(t.lower[before])
        )

    def _plain_name(self, t: Tokens, i: int) -> bool:
        return t.tag[i] == "NNP" and t.text[i][:1].isupper() and self._roles.at(t.lower, i, i) is None

    def _groups(self, t: Tokens) -> list[tuple[int, int]]:
        groups: list[tuple[int, int]] = []
        start = -1
        for i in range(len(t.tag) + 1):
            if start >= 0 and i < len(t.tag) and t.line[i] != t.line[start]:
                groups.append((start, i))
                start = -1
            if i < len(t.tag) and self._belongs(t, i, start):
                if start >= 0 and (t.tag[i] in _OPENS or t.tag[i] == "POS") and t.named[i] < 0:
                    groups.append((start, i))
                    start = i
                elif start < 0:
                    start = i
                continue
            if start >= 0:
                groups.append((start, i))
                start = -1
        return [g for g in (self._trim(t, *g) for g in groups) if g[0] < g[1]]

    def _belongs(self, t: Tokens, i: int, start: int) -> bool:
        tag = t.tag[i]
        if start < 0 and tag == "VBG" and t.dep[i] not in ("amod", "compound") and t.named[i] < 0:
            return False  # "the agency, citing General Ruiz"
        if tag == "HYPH" and i > 0 and t.doc[i - 1].whitespace_:
            return False  # "12:40 - Prime Minister Ruiz": a dash, no hyphen
        if t.named[i] >= 0 or tag in _INSIDE:
            return True
        if tag in _PARTICIPLE and i + 1 < len(t.tag) and t.line[i] == t.line[i + 1]:
            before = t.tag[i - 1] if start >= 0 else "DT"
            after = t.tag[i + 1] in _NOUN or t.tag[i + 1] in ("JJ", "HYPH") or t.named[i + 1] >= 0
            opens = before in ("DT", "JJ", "CD", "PRP$", "HYPH", "POS", "PDT")
            return opens and after and (tag != "VBD" or before == "HYPH")
        return False

    @staticmethod
    def _trim(t: Tokens, start: int, end: int) -> tuple[int, int]:
        while end > start and t.named[end - 1] < 0 and t.tag[end - 1] in ("HYPH", "POS", "DT", "PDT"):
            if t.tag[end - 1] == "DT" and end - start == 1:
                break
            end -= 1
        while start < end and t.named[start] < 0 and t.tag[start] in ("HYPH", "POS"):
            start += 1
        return start, end

    def _mention(self, t: Tokens, start: int, end: int) -> Mention:
        head = end - 1
        while head > start and t.named[head] < 0 and t.tag[head] not in _NOUN:
            head -= 1
        if t.tag[head] not in _NOUN and t.named[head] < 0:
            head = end - 1
        m = Mention(start=start, end=end, head=head)
        m.subject = any(t.dep[i] in _SUBJECT for i in range(start, end))
        m.quoted = t.quoted[start]
        m.definite = t.lower[start] in ("the", "this", "that", "these", "those")
        m.possessor = start if t.tag[start] == "PRP$" else None
        run = self._name_run(t, start, head + 1)
        if head + 1 - _LONGEST_NAME <= run < head + 1:
            self._read_named_person(t, m, run, head + 1)
        else:
            self._read_role(t, m, start, head + 1)
        m.plural = t.tag[head] in ("NNS", "NNPS") and m.name is None
        m.gender = self._gender(t, start, end)
        return m

    def _name_run(self, t: Tokens, start: int, end: int) -> int:
        """Where the run of name words that ends the group begins; `end` when there is none."""
        at = end
        while at > start and self._name_word(t, at - 1, at < end):
            at -= 1
        while at < end and (t.lower[at] == "-" or (t.tag[at] not in _NOUN and t.named[at] < 0)):
            at += 1
        return at

    def _name_word(self, t: Tokens, i: int, inner: bool) -> bool:
        named = t.name_at(i)
        if named is not None:
            if named.form == "person":
                return True
            return inner and named.form in ("name", "region") and self._first_name(t, i, named)
        word, lower = t.text[i], t.lower[i]
        if lower in self._roles.words["calendar"]:
            return False
        if lower in self._roles.words["titles"]:
            return i > 0 and t.tag[i - 1] == "NNP" and t.text[i] != t.lower[i] and self._plain_name(t, i - 1)
        if inner and lower in self._roles.words["particles"]:
            return True
        if t.tag[i] not in ("NNP", "NNPS") or not word[:1].isupper():
            return False
        return self._roles.at(t.lower, i, max(0, i - 1)) is None

    @staticmethod
    def _first_name(t: Tokens, i: int, named: Named) -> bool:
        """ "Chad Smith", "Jordan Peterson": a one-word country right before a last name, without "'s"."""
        one = t.names[t.named[i]][1] - t.names[t.named[i]][0] == 1
        return one and t.text[i] in ("Chad", "Jordan", "Georgia", "Israel", "Sofia", "Paris", "Santiago")

    def _read_named_person(self, t: Tokens, m: Mention, run: int, end: int) -> None:
        kind = next((self._roles.organisation[w] for w in t.lower[run:end] if w in self._roles.organisation), None)
        name = t.doc[run:end].text
        m.name = name
        named = t.name_at(end - 1) or t.name_at(run)
        before = run - 1
        while before >= m.start and t.lower[before] in self._roles.words["titles"]:
            before -= 1
        m.person = kind is None
        if before >= m.start:
            found = self._last_role(t, m.start, before)
            if found is not None and found[2] != "document":
                self._set_role(t, m, *found)
                m.person = not self._is_body_noun(t, found[1])  # "rights group RNDDH" is nobody
            else:
                self._set_owner(t, m, m.start, before + 1)
                whole = t.names[t.named[before]] if t.named[before] >= 0 else None
                if whole is not None and whole[2].form == "name" and whole[1] == run:
                    m.name = t.doc[whole[0] : end].text  # "Afghanistan Cricket Board"
        if m.kind == "other":
            m.kind = "name" if kind is None else kind
            if kind is None and before + 1 < run:
                m.gender = self._gender(t, before + 1, run)
        if (
            named is not None
            and named.form == "person"
            and m.owner is None
            and m.kind in ("name", "official", "head", "forces")
        ):
            m.owner, m.owner_rule, m.person = named, f"person:{named.name}", True
            m.kind = "official"

    def _is_body_noun(self, t: Tokens, at: int) -> bool:
        return t.lower[at] in self._roles.anaphor["group"] or t.lower[at] in self._roles.anaphor["body"]

    def _last_role(self, t: Tokens, first: int, last: int) -> tuple[int, int, str] | None:
        """The role noun nearest before a name, over adjectives of rank: (first token, last token, kind)."""
        for at in range(last, max(first, last - 3) - 1, -1):
            if t.named[at] >= 0 and t.name_at(at).form != "adjective":  # type: ignore[union-attr]
                return None
            found = self._roles.at(t.lower, at, first)
            if found is not None:
                return found[0], at, found[1]
        return None

    def _read_role(self, t: Tokens, m: Mention, start: int, end: int) -> None:
        named = t.name_at(end - 1)
        if named is not None and not (named.form == "adjective" and t.tag[end - 1] == "NNS"):
            m.kind, m.owner, m.owner_rule = "entity", named, _form_rule(named)
            m.name = t.doc[t.names[t.named[end - 1]][0] : end].text if named.form == "forces" else named.name
            return
        found = self._roles.at(t.lower, end - 1, start)
        if found is not None:
            self._set_role(t, m, found[0], end - 1, found[1])
            return
        kind = self._roles.organisation.get(t.lower[end - 1])
        if kind is not None and t.tag[end - 1] in ("NNP", "NNPS"):
            m.kind, m.role = kind, None
            m.name = t.doc[start:end].text
        self._set_owner(t, m, start, end)

    def _set_role(self, t: Tokens, m: Mention, first: int, last: int, kind: str) -> None:
        m.kind = kind
        issuer = self._roles.at(t.lower, first - 1, m.start) if kind == "document" and first > m.start else None
        if issuer is not None and issuer[1] in _ISSUERS:
            m.kind = issuer[1]  # "a defence ministry statement", "police records"
        m.role_noun = t.lower[last]
        after = self._set_owner(t, m, m.start, first)
        begin = max(after, m.start)
        while begin < first and t.tag[begin] in ("DT", "PRP$", "POS", "HYPH", "CD"):
            begin += 1
        if kind == "media" and m.owner is None and begin < first and t.tag[first - 1] == "NNP":
            m.name = t.doc[begin:first].text  # "the Rudaw network"
        m.role = t.doc[begin : last + 1].text
        if kind in ("official", "head") and self._is_proper(t, begin, last):
            whole = t.names[t.named[begin - 1]][0] if begin > m.start and t.named[begin - 1] >= 0 else begin
            m.kind, m.name = "official", t.doc[whole : last + 1].text
        if any(w in self._roles.words["former"] for w in t.lower[m.start : first]) and m.kind != "expert":
            m.kind = "former"

    def _is_proper(self, t: Tokens, first: int, last: int) -> bool:
        """ "National Emergency Management Agency": the noun closes a body's name."""
        if t.lower[last] not in self._roles.words["named_bodies"] or last - first < 1:
            return False
        return all(t.text[i][:1].isupper() for i in (first, last))

    def _set_owner(self, t: Tokens, m: Mention, start: int, end: int) -> int:
        """Set the owner to the last name in the range that owns what follows; returns the name's end."""
        at = end - 1
        while at >= start:
            i = t.named[at]
            if i < 0:
                at -= 1
                continue
            first, after, named = t.names[i]
            if not self._compound(t, first, after):
                before = t.names[t.named[first - 1]][2] if first > start and t.named[first - 1] >= 0 else None
                if named.form in ("forces", "organ") and before is not None and before.kind == "state":
                    named = before  # "Pakistan Coast Guard", "Israeli Defence Ministry"
                m.owner = self._branch_of(t, m, start, first, named)
                m.owner_rule = _form_rule(m.owner)
                return after
            at = first - 1
        return start

    def _branch_of(self, t: Tokens, m: Mention, start: int, first: int, named: Named) -> Named:
        """ "Islamic State's Mozambique branch" is the group's, not the country's."""
        if named.kind != "state" or t.lower[m.head] not in self._roles.words["branches"]:
            return named
        before = (t.names[t.named[i]][2] for i in range(start, first) if t.named[i] >= 0)
        return next((owner for owner in before if owner.kind == "group"), named)

    def _compound(self, t: Tokens, first: int, after: int) -> bool:
        """ "Islamabad-based", "US-backed", "anti-Taliban": a name that does not own what follows."""
        words = self._roles.words
        if after + 1 < len(t.tag) and t.lower[after] == "-":
            return t.lower[after + 1] not in words["owning"] and t.tag[after + 1] in _COMPOUNDED
        if after < len(t.tag) and t.lower[after] in words["backed"] and t.tag[after] in _PARTICIPLE:
            return True
        if after < len(t.tag) and t.lower[after] in words["affiliates"] and t.named[after - 1] >= 0:
            return True  # "the al-Qaeda affiliate" is another group
        if first > 1 and t.lower[first - 1] == "-":
            return t.lower[first - 2] in ("anti", "pro", "non")
        return first > 0 and t.lower[first - 1] in ("anti-", "pro-")

    def _gender(self, t: Tokens, start: int, end: int) -> str | None:
        for word in t.lower[start:end]:
            if word in self._roles.words["feminine"]:
                return "f"
            if word in self._roles.words["masculine"]:
                return "m"
        return None

    # -- what stands around a group -------------------------------------------------------------

    def _extend(self, t: Tokens, mentions: list[Mention], i: int) -> None:
        m = mentions[i]
        if i > 0 and m.start > 0 and t.tag[m.start - 1] == "POS" and mentions[i - 1].end == m.start - 1:
            self._possess(t, m, mentions[i - 1], i - 1)
        if m.kind not in ("entity", "name", "other") and m.owner is None and m.possessed_by is None:
            self._owner_after(t, mentions, i)
        if m.kind == "other" and m.owner is None and t.tag[m.head] in _NOUN:
            self._named_after(t, mentions, i) or self._owner_after(t, mentions, i)
        if i > 0 and m.owner is None and m.possessor is None and m.possessed_by is None:
            self._share(t, mentions, i)
        unroled = m.role is None and (m.kind == "name" or (m.person and m.owner_rule.startswith("person:")))
        if unroled or self._has_rank(t, m):
            self._apposition_after(t, mentions, i) or self._apposition_before(t, mentions, i)

    def _share(self, t: Tokens, mentions: list[Mention], i: int) -> None:
        """ "Afghan soldiers and police": the demonym before the first noun holds for the second."""
        m, n = mentions[i], mentions[i - 1]
        if m.kind not in _SHARING or n.role is None or n.name is not None or n.owner is None or m.name is not None:
            return
        bare = t.tag[m.start] not in ("DT", "CD", "JJ") and self._gap(t, mentions, i) == ["and"]
        if bare and n.owner.kind == "state" and n.owner_rule.startswith("demonym:"):
            m.owner, m.owner_rule = n.owner, f"shared:{n.owner_rule}"

    def _possess(self, t: Tokens, m: Mention, n: Mention, j: int) -> None:
        """ "Pakistan's interior minister": what stands before "'s" owns what follows."""
        m.possessed_by = j
        if n.kind != "entity" or n.owner is None:
            return
        if m.owner is None or m.owner.form == "region":
            m.owner, m.owner_rule = n.owner, n.owner_rule

    def _owner_after(self, t: Tokens, mentions: list[Mention], i: int) -> int:
        """Look for an owner in the prepositional groups after mention `i`; the index of the last one read."""
        m = mentions[i]
        last = i
        for j in range(i + 1, min(i + 1 + _HOPS, len(mentions))):
            gap = self._gap(t, mentions, j)
            if m.kind == "document" and gap[-1:] in (["by"], ["from"]) and len(gap) <= _WORDS_TO_AUTHOR:
                m.possessed_by = j  # "a report released last week by the ministry"
                break
            if len(gap) != 1 or not (self._links(t, mentions[last].end) or (m.kind == "document" and gap == ["on"])):
                break
            n = mentions[j]
            last = j
            if m.kind == "other" and gap[0] not in ("of", "from"):
                continue
            if gap[0] in ("in", "by", "inside", "within") and m.kind == "forces":
                continue
            if (
                gap[0] in _WITHIN
                and m.role_noun != "counterpart"
                and (m.possessor is not None or m.possessed_by is not None)
            ):
                continue  # "its coordinator in Goma", "a member of the group's office in Beirut"
            if m.owner is None and n.owner is not None and n.kind != "name":
                m.owner, m.owner_rule = n.owner, f"{gap[0]}:{n.owner.actor}"
            telling = n.role is not None or (
                n.definite and self._is_body_noun(t, n.head)
            )  # "a spokesman for the group"
            if m.owner is None and m.possessed_by is None and telling and gap[0] in ("of", "for", "from"):
                m.possessed_by = j
            staff = j == i + 1 and m.role_noun in self._roles.words["staff"]
            if n.kind in _HEADED and (m.kind == "head" or (m.kind in ("official", "source") and staff)):
                m.kind = n.kind
        return last

    @staticmethod
    def _gap(t: Tokens, mentions: list[Mention], j: int) -> list[str]:
        """The words between mention `j` and the one before; a line break when a border lies between them."""
        m, n = mentions[j - 1], mentions[j]
        return t.lower[m.end : n.start] if t.line[m.start] == t.line[n.start] else ["\n"]

    @staticmethod
    def _named_after(t: Tokens, mentions: list[Mention], i: int) -> bool:
        """ "The militant organisation, the Islamic State, said": a definite noun that a name explains."""
        m = mentions[i]
        if not m.definite or i + 1 >= len(mentions) or MentionReader._gap(t, mentions, i + 1) != [","]:
            return False
        n = mentions[i + 1]
        if n.kind != "entity" or n.owner is None or n.end >= len(t.text) or t.text[n.end] != ",":
            return False
        m.kind, m.owner, m.owner_rule, m.name = "entity", n.owner, f"apposition:{n.owner_rule}", n.name
        return True

    def _links(self, t: Tokens, at: int) -> bool:
        """Whether token `at` ties a noun group to the one before: "of", "for", "'s"."""
        return t.tag[at] == "POS" or t.lower[at] in self._roles.words["owner_prepositions"]

    def _apposition_after(self, t: Tokens, mentions: list[Mention], i: int) -> bool:
        m = mentions[i]
        gap = self._gap(t, mentions, i + 1) if i + 1 < len(mentions) else []
        if gap not in ([","], ["("]):
            return self._affiliation(mentions, i) if gap in (["of"], ["from"], ["with"], ["at"]) else False
        n = mentions[i + 1]
        if t.lower[n.start : n.end] == ["one"] and i + 2 < len(mentions) and self._gap(t, mentions, i + 2) == ["of"]:
            n = mentions[i + 2]  # "Halima Gedi, one of the residents"
            if n.role is None or not n.plural:
                return False
            m.kind, m.role, m.role_noun, m.person = n.kind, n.role, n.role_noun, True
            return True
        if n.role is None or n.name is not None or n.plural:
            return False
        last = mentions[self._owner_after(t, mentions, i + 1)]
        after = t.tag[last.end] if last.end < len(t.tag) else "."
        if after in _VERB:
            return False
        self._adopt(m, n)
        return True

    @staticmethod
    def _affiliation(mentions: list[Mention], i: int) -> bool:
        """ "X of the Wilson Center", "X from the Red Cross": a person of a body, never of a state."""
        m, n = mentions[i], mentions[i + 1]
        if n.owner is not None and n.kind == "entity" and n.owner.kind != "state" and n.owner.kind != "territory":
            m.kind, m.owner, m.owner_rule, m.person = "head", n.owner, f"of:{n.owner.actor}", True
            return True
        if n.name is not None and n.kind in ("expert", "medics", "ngo", "media"):
            m.kind, m.person = n.kind, True
            return True
        return False

    def _apposition_before(self, t: Tokens, mentions: list[Mention], i: int) -> bool:
        m = mentions[i]
        if m.start == 0 or t.text[m.start - 1] != "," or i == 0:
            return False
        gap = t.lower[mentions[i - 1].end : m.start - 1]
        if t.lower[mentions[i - 1].start : m.start - 1] == ["one", "of", "them"]:
            m.kind, m.person, m.possessor = "people", True, m.start - 2  # "one of them, Ana Ruiz"
            mentions[i - 1].antecedent = m
            return True
        if gap not in ([], ["there"], ["here"]):
            return False
        m.there = gap == ["there"]
        j = best = i - 1
        for _ in range(_HOPS):
            if j > 0 and mentions[j].start - mentions[j - 1].end == 1 and self._links(t, mentions[j - 1].end):
                j -= 1
                possessor = t.tag[mentions[j].end] == "POS"  # "the agency's director, X": X is the director
                best = j if mentions[j].role is not None and not possessor else best
        n = mentions[best]
        ranked = all(w in self._roles.words["ranks"] for w in (m.role or "").lower().split())
        if not ranked and n.possessed_by is None and t.lower[n.start] not in ("its", "their"):
            return False  # "his rival, the RSF commander Hilal": two offices
        if m.role is not None and n.kind not in _RANKED and n.kind != "other":
            return False  # "a survivor, Corporal Mwangi": a soldier all the same
        self._read_plain_title(t, n, m)
        closes = m.end < len(t.text) and (t.text[m.end] in (",", ".", "”", '"') or t.tag[m.end] in _VERB)
        if n.role is None or n.name is not None or n.plural or not closes or t.line[n.start] != t.line[m.start]:
            return False
        self._adopt(m, n)
        m.apposed = best
        return True

    def _has_rank(self, t: Tokens, m: Mention) -> bool:
        """ "Its spokesman, Colonel Ruiz", "its head, the German policeman Krall": a title that is no office."""
        if m.name is None or m.role is None or not m.person:
            return False
        return m.definite or all(w in self._roles.words["ranks"] for w in m.role.lower().replace("-", " ").split())

    @staticmethod
    def _read_plain_title(t: Tokens, n: Mention, m: Mention) -> None:
        """ "Its regional delegate, Ana Ruiz": a title that no table has, where the parse ties it to the name."""
        tied = t.dep[m.head] == "appos" and t.head[m.head] == n.head
        opened = t.tag[n.start] in ("DT", "PRP$") or n.possessed_by is not None
        if tied and opened and n.kind == "other" and n.role is None and n.name is None and t.tag[n.head] == "NN":
            first = n.start + (t.tag[n.start] in ("DT", "PRP$"))
            n.kind, n.role, n.role_noun = "head", t.doc[first : n.end].text, t.lower[n.head]

    @staticmethod
    def _adopt(m: Mention, n: Mention) -> None:
        """Take the role that `n` gives: `m` and `n` name the same person."""
        m.title = m.role_noun
        own = not m.owner_rule.startswith("person:")
        if own and n.owner is None and (n.possessor is not None or n.possessed_by is not None):
            m.owner = None
        m.kind, m.role, m.role_noun, m.person = n.kind, n.role, n.role_noun, True
        m.possessor, m.possessed_by = n.possessor, n.possessed_by
        m.gender = m.gender or n.gender
        if n.owner is not None:
            m.owner, m.owner_rule = n.owner, f"apposition:{n.owner_rule}"
        n.antecedent = m


def _form_rule(named: Named) -> str:
    """The rule that a name's form stands for: `capital` (a metonym), `demonym`, `name`, `organ` ..."""
    form = "demonym" if named.form in ("adjective", "people") else named.form
    return f"{form}:{named.actor}"
