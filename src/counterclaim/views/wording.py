"""How facts are put in words: figures with their bounds, states, verbs, speakers, dates.

The words of sections 4 and 7 of the desk's guide: a bound is never dropped, a vague word stays a word,
no verb takes a side ("says", never "admits"), and a missing thing is said, never shown as 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from counterclaim.records import Actor, Bound, Claim, FacetState, Interest, Outcome, Report, Stance, Standing, Toll

#: Codes that are no side of any fighting, whatever they say about it.
NO_SIDE = frozenset({"UN", "NGO", "ICRC", "EU", "MIX", "XXX"})
#: Speakers whom a report does not name as anybody.
NOBODY = frozenset({"narrator", "unattributed"})

#: For a figure that is told without any number or word for it: "soldiers had died".
NO_NUMBER = "no number"

STATE_WORDS: dict[FacetState, str] = {
    "single": "1 account",
    "agreed": "= same figure",
    "disputed": "≠ figures differ",
    "compatible": "≈ can both be true",
    "unattributed": "no speaker named",
    "revised": "→ one account, revised",
    "denied": "✗ denied",
}
STANDING_WORDS: dict[Standing, str] = {
    "incident": "this event",
    "part": "part of a larger figure",
    "superseded": "replaced by a later figure",
    "background": "another event or a longer time",
    "denied": "denied",
}
#: What a count is to the party that gives it: against its interest, in it, or an admission.
INTEREST_WORDS: dict[Interest, str] = {
    "own_loss": "count of its own losses: at least that many by its own account",
    "enemy_loss": "count of the other side’s losses",
    "harm_admitted": "civilians whom it says its own side harmed",
}
#: What a bound says, for the name of a mark.
BOUND_WORDS: dict[Bound, str] = {
    "exact": "exact",
    "about": "an approximate figure",
    "at_least": "a lower bound",
    "more_than": "above that figure",
    "at_most": "an upper bound",
    "nearly": "just under that figure",
    "less_than": "below that figure",
    "range": "a range",
    "vague": "a word, no number",
}
#: Done to people and things, in the words of a heading and of a sentence (singular, plural).
OUTCOME_WORDS: dict[Outcome, tuple[str, str, str]] = {
    "killed": ("Killed", "was killed", "were killed"),
    "wounded": ("Wounded", "was wounded", "were wounded"),
    "captured": ("Captured", "was captured", "were captured"),
    "missing": ("Missing", "is missing", "are missing"),
    "displaced": ("Displaced", "was displaced", "were displaced"),
    "casualties": ("Casualties", "was a casualty", "were casualties"),
    "strength": ("Strength", "is counted", "are counted"),
    "destroyed": ("Destroyed", "was destroyed", "were destroyed"),
    "seized": ("Seized", "was seized", "were seized"),
}
STANCE_VERBS: dict[Stance, tuple[str, str]] = {
    "asserts": ("says", "say"),
    "estimates": ("estimates", "estimate"),
    "confirms": ("confirms", "confirm"),
    "denies": ("denies it", "deny it"),
    "no_comment": ("gives no comment", "give no comment"),
    "accuses": ("accuses", "accuse"),
    "condemns": ("condemns", "condemn"),
    "threatens": ("warns", "warn"),
    "urges": ("urges", "urge"),
    "promises": ("promises", "promise"),
    "rejects": ("rejects", "reject"),
    "claims_responsibility": ("claims responsibility", "claim responsibility"),
}
#: PLOVER types as the subject of a row; a mode, where stated, is the better word.
_TYPE_WORDS = {
    "ASSAULT": "Attack", "AID": "Help", "THREATEN": "Threat", "REQUEST": "Demand", "ACCUSE": "Accusation",
    "REJECT": "Refusal", "SANCTION": "Measures", "MOBILIZE": "Mobilisation", "COERCE": "Coercion",
    "PROTEST": "Protest", "AGREE": "Agreement", "CONSULT": "Talks", "SUPPORT": "Support",
    "CONCEDE": "Concession", "COOPERATE": "Cooperation", "RETREAT": "Withdrawal",
}  # fmt: skip
_MODE_WORDS = {
    "aerial": "Air strike", "drone": "Drone strike", "explosives": "Bombing", "firearms": "Shooting",
    "heavy-weapons": "Shelling", "suicide-attack": "Suicide attack", "abduct": "Capture",
    "torture": "Torture", "destroy": "Destruction", "deport": "Deportation", "seize": "Seizure",
    "ceasefire": "Ceasefire",
}  # fmt: skip
_PRONOUNS = frozenset("he she they it we i him her them who which his their its our my".split())
_PLURAL_HEADS = frozenset({"police", "people", "taliban", "rebels", "men"})
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")


def number(value: float) -> str:
    """A count with thousands separated: 1,000,000; halves keep their fraction.

    >>> number(1000000.0), number(2.5)
    ('1,000,000', '2.5')
    """
    return f"{int(value):,}" if value == int(value) else f"{value:,}"


def figure(low: float | None, high: float | None, bound: Bound, vague: str | None) -> str:
    """A figure with the words that bind it. Never a middle, never a number for a vague word.

    >>> figure(20, None, "at_least", None), figure(20, 30, "range", None)
    ('at least 20', '20–30')
    >>> figure(None, None, "vague", "dozens")
    '“dozens”'
    """
    if vague is not None and low is None and high is None:
        return f"“{vague}”"
    if low is None and high is None:
        return NO_NUMBER
    one = low if low is not None else high
    assert one is not None
    if bound == "at_most":
        return f"up to {number(high if high is not None else one)}"
    if bound == "less_than":
        return f"fewer than {number(high if high is not None else one)}"
    if bound == "nearly":
        return f"nearly {number(high if high is not None else one)}"
    if bound == "at_least":
        return f"at least {number(one)}"
    if bound == "more_than":
        return f"more than {number(one)}"
    if low is not None and high is not None and low != high:
        about = "about " if bound == "about" else ""
        return f"{about}{number(low)}–{number(high)}"
    if bound == "about":
        return f"about {number(one)}"
    if low is None:
        return f"up to {number(one)}"
    return number(one) if high is not None else f"at least {number(one)}"


def toll_figure(toll: Toll) -> str:
    """The figure of a toll, in words. Only a vague word that stands in the report is quoted."""
    if toll.vague is not None and toll.vague.lower() not in " ".join(toll.words.lower().split()):
        return NO_NUMBER
    return figure(toll.low, toll.high, toll.bound, toll.vague)


def count_of_words(side: str | None) -> str:
    """Whose dead a side counts, `own` or `other`."""
    return "count of its own side" if side == "own" else "count of the other side"


def speaker(actor: Actor, outlet: str | None = None) -> str:
    """Who speaks, named as the source does; a pronoun gives way to the name that it stands for.

    The narrator is the outlet itself, by its name where `outlet` gives it.
    """
    if actor.actor == "narrator":
        return outlet or "the report itself"
    if actor.actor == "unattributed":
        return "no speaker named"
    words = " ".join(actor.text.split())
    first = words.split(" ")[0].lower() if words else ""
    if first in _PRONOUNS or len(words) > 60 or not words:
        words = actor.name or actor.role or words or actor.actor
    return words


def short_speaker(actor: Actor, outlet: str | None = None) -> str:
    """The speaker for a headline: a person's name with the side that the person speaks for, else the source's words.

    A name alone says little to those who do not know it: "Vladimir Saldo (RUS)".
    """
    if not actor.name or not actor.role or actor.actor in NOBODY:
        return speaker(actor, outlet)
    side = "+".join(dict.fromkeys(actor.parties))
    return f"{actor.name} ({side})" if side and side not in NOBODY else actor.name


def quoted(words: str) -> str:
    """Words in quotation marks, unless they bring their own."""
    own = words[:1] in '“"‘' and words[-1:] in '”"’'
    return words if own and words else f"“{words}”"


def within(words: str) -> str:
    """A speaker's words within a sentence: an article that began a sentence loses its capital.

    >>> within("The Taliban"), within("Islamabad")
    ('the Taliban', 'Islamabad')
    """
    return words[0].lower() + words[1:] if words.startswith(("The ", "A ", "An ")) else words


def is_plural(words: str) -> bool:
    """Whether a speaker takes "say": a joined or plural noun. A guess for grammar only.

    >>> is_plural("Afghan officials"), is_plural("Islamabad"), is_plural("the United Nations")
    (True, False, False)
    """
    if " and " in words:
        return True
    found: list[str] = _WORD.findall(words.split(",")[0].split(" (")[0].split(" of ")[0].split(" in ")[0])
    if not found:
        return False
    last = found[-1]
    if last.lower() in _PLURAL_HEADS:
        return True
    return last[0].islower() and last.endswith("s") and not last.endswith(("ss", "us", "is"))


def verb(stance: Stance, words: str) -> str:
    """The verb for a stance that agrees with the speaker's words."""
    one, many = STANCE_VERBS[stance]
    return many if is_plural(words) else one


def code_words(party: str) -> str:
    """A party's code as shown; kinds of speaker (`residents`) are words and get no capitals."""
    return {"unattributed": "no speaker", "narrator": "the report"}.get(party, party)


def prints(origins: int, reports: int) -> str | None:
    """How many texts stand behind how many reports, where these are not as many: "1 source, 3 prints"."""
    if origins >= reports:
        return None
    return f"{counted(origins, 'source')}, {counted(reports, 'print')}"


def outlet_words(report: Report) -> str:
    """The name of a report: its outlet, else its title, else the file that it was read from."""
    return report.outlet or report.title or report.source.replace("\\", "/").rsplit("/", 1)[-1]


def subject(claim: Claim) -> str:
    """What a claim is about, from its fields alone: kind of event, who to whom."""
    word = _MODE_WORDS.get(claim.mode or "") or _TYPE_WORDS.get(claim.event_type or "")
    if word is None:
        named = "+".join(dict.fromkeys(p for actor in claim.actors for p in actor.parties))
        if claim.stance != "accuses":
            return "Statement"
        return f"Accusation against {named}" if named else "Accusation"
    doers = "+".join(dict.fromkeys(p for actor in claim.actors for p in actor.parties))
    targets = "+".join(dict.fromkeys(p for actor in claim.recipients for p in actor.parties))
    link = {"ASSAULT": "on", "AID": "for", "SUPPORT": "for"}.get(claim.event_type or "", "to")
    by = f" by {doers}" if doers else ""
    to = f" {link} {targets}" if targets and targets != doers else ""
    return f"{word}{by}{to}"


def day(iso: str) -> str:
    """An ISO date as people write it; a year or a month alone stays one.

    >>> day("2025-10-12"), day("2025-07"), day("2024")
    ('12 Oct 2025', 'Jul 2025', '2024')
    """
    parts = iso[:10].split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(numbers) == 3:
            date(*numbers)
        month = _MONTHS[numbers[1] - 1] if len(numbers) > 1 else ""
    except (ValueError, IndexError):
        return iso
    if len(numbers) == 3:
        return f"{numbers[2]} {month} {numbers[0]}"
    return f"{month} {numbers[0]}".strip()


def days(start: str | None, end: str | None) -> str | None:
    """An interval of ISO dates in words, no finer than it is; None when both ends are unknown.

    >>> days("2025-10-11", "2025-10-12"), days("2025-07-01", "2025-07-31"), days("2024-01-01", "2024-12-31")
    ('11–12 Oct 2025', 'Jul 2025', '2024')
    """
    if start is None and end is None:
        return None
    if start is None or end is None:
        return f"since {day(start)}" if start else f"until {day(end or '')}"
    if start == end:
        return day(start)
    if len(start) == len(end) == 10:
        return _day_range(start, end)
    return f"{day(start)} – {day(end)}"


def _day_range(start: str, end: str) -> str:
    if start[5:] == "01-01" and end[5:] == "12-31":
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}–{end[:4]}"
    if start[:7] == end[:7]:
        if start[8:] == "01" and _last_of_month(end):
            return day(start[:7])
        return f"{int(start[8:])}–{day(end)}"
    if start[:4] == end[:4]:
        return f"{day(start)[:-5]} – {day(end)}"
    return f"{day(start)} – {day(end)}"


def _last_of_month(iso: str) -> bool:
    try:
        date(int(iso[:4]), int(iso[5:7]), int(iso[8:]) + 1)
    except ValueError:
        return True
    return False


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a list in a sentence: "a, b and c"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(count: int, singular: str, plural: str | None = None) -> str:
    """A number of things: "1 report", "3 reports"."""
    return f"{count:,} {singular if count == 1 else plural or singular + 's'}"
