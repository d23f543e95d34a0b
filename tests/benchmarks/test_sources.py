"""The annotated source mentions are well formed, and their scorer counts what it says it counts."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from benchmarks.sources import (
    CASES,
    KINDS,
    Link,
    Mention,
    best_mention,
    claim_of,
    judge,
    judge_claim,
    load_cases,
    place,
    place_near,
    shares,
    table,
    tally,
)
from counterclaim.records import Actor, Claim, Span

ALL = load_cases()
TEXT = "The governor, Ana Ruiz, said two men died. Later she said that a third was hurt, Radio Sur reported."


def _mention(words: str = "she", *, nth: int = 1, content: str = "a third was hurt", **fields: object) -> Mention:
    default: dict[str, object] = {"kind": "pronoun", "name": ("Ana Ruiz",), "role": ("governor",), "parties": ("COL",)}
    return Mention(report="r", words=words, nth=nth, content=content, **{**default, **fields})  # type: ignore[arg-type]


def _actor(text: str, **fields: object) -> Actor:
    start = TEXT.index(text)
    default: dict[str, object] = {"name": None, "role": None, "parties": ("COL",), "rule": "rule"}
    given = {**default, **fields}
    return Actor(text=text, span=Span(start=start, end=start + len(text)), actor="COL", **given)  # type: ignore[arg-type]


def _claim(by: Actor, quote: str, relay: tuple[Actor, ...] = (), kind: str = "statement") -> Claim:
    start = TEXT.index(quote)
    evidence = (Span(start=start, end=start + len(quote)),)
    known = {"id": quote, "key": quote, "report_id": "r", "text_id": "t", "extractor": "x", "stance": "asserts"}
    return Claim(**known, kind=kind, by=by, relay=relay, evidence=evidence, quote=quote)  # type: ignore[arg-type]


def test_there_are_enough_of_them() -> None:
    mentions = [m for case in ALL for m in case.mentions]
    assert len(ALL) >= 14
    assert len({case.war for case in ALL}) >= 10
    assert len(mentions) >= 150
    assert min(Counter(m.kind for m in mentions).values()) >= 5
    assert sum(m.anonymous for m in mentions) >= 20
    assert sum(bool(m.relay) for m in mentions) >= 20


def test_a_third_is_held_back() -> None:
    mentions = [m for case in ALL for m in case.mentions]
    assert 0.28 < sum(m.held_back for m in mentions) / len(mentions) < 0.39


def test_every_row_belongs_to_a_report_and_no_two_are_the_same() -> None:
    ids = [m.id for case in ALL for m in case.mentions]
    assert len(set(ids)) == len(ids)
    assert {path.stem for path in (CASES / "sources").glob("*.txt")} == {case.name for case in ALL}
    rows = (CASES / "sources.toml").read_text("utf-8").count("\n[[mention]]\n")
    assert rows == len(ids)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_the_words_are_those_of_the_report(case: object) -> None:
    for mention in case.mentions:  # type: ignore[attr-defined]
        text = case.text  # type: ignore[attr-defined]
        where = place(text, mention.words, mention.nth)
        assert where.of(text) == mention.words
        assert place_near(text, mention.content, where).of(text) == mention.content
        assert mention.kind in KINDS
        assert all(link.words in text for link in mention.relay)
        assert mention.name or mention.role or mention.kind in ("collective", "metonym", "pronoun")
        assert not (mention.anonymous and mention.name)


@pytest.mark.parametrize("path", sorted((CASES / "sources").glob("*.txt")), ids=lambda path: path.stem)
def test_every_report_is_marked_fictional(path: Path) -> None:
    head, _, body = path.read_text("utf-8").partition("\n\n")
    assert head.startswith("# Fictional report")
    assert 150 <= len(body.split()) <= 350


def test_a_mention_is_read_by_the_claim_whose_speaker_stands_in_it() -> None:
    outer = _claim(_actor("Radio Sur"), TEXT[TEXT.index("Later") :])
    inner = _claim(_actor("she"), "she said that a third was hurt")
    assert claim_of(_mention(), TEXT, [outer, inner]) is inner
    assert claim_of(_mention(), TEXT, [outer]) is outer
    assert claim_of(_mention("Ana Ruiz", content="two men died"), TEXT, [outer, inner]) is None
    told = _claim(_actor("she"), "a third was hurt", kind="narration")
    assert claim_of(_mention(), TEXT, [told]) is None


def test_party_name_and_role_are_judged() -> None:
    right = _actor("she", name="Ana Ruiz", role="The deputy Governor")
    assert judge(_mention(), right) == {"party": True, "name": True, "role": True}
    wrong = _actor("she", name="Ruiz", role="head", parties=("COL", "media"))
    assert judge(_mention(), wrong) == {"party": False, "name": False, "role": False}
    assert judge(_mention(), None) == {"party": False, "name": False, "role": False}


def test_what_was_not_annotated_is_not_judged_but_a_name_out_of_nowhere_is() -> None:
    mention = _mention(name=(), role=(), parties=())
    assert judge(mention, _actor("she")) == {"name": True}
    assert judge(mention, _actor("she", name="Ana Ruiz")) == {"name": False}


def test_a_relay_must_be_whole_and_in_order() -> None:
    link = Link(words="Radio Sur", name=("Radio Sur", "Sur"), parties=("media",))
    radio = _actor("Radio Sur", name="Radio Sur", parties=("media",))
    passed_on = _mention(relay=(link,))
    inner = "she said that a third was hurt"
    assert judge_claim(passed_on, _claim(_actor("she"), inner, (radio,)))["relay"]
    assert not judge_claim(passed_on, _claim(_actor("she"), inner))["relay"]
    assert not judge_claim(_mention(), _claim(_actor("she"), inner, (radio,)))["relay"]
    assert "relay" not in judge_claim(_mention(), _claim(_actor("she"), inner))


def test_anonymity_is_kept_where_the_rule_says_so_and_no_name_is_given() -> None:
    inner = "she said that a third was hurt"
    withheld = _mention(name=(), anonymous=True)
    assert judge_claim(withheld, _claim(_actor("she", rule="anonymous>official"), inner))["anonymous"]
    assert not judge_claim(withheld, _claim(_actor("she"), inner))["anonymous"]
    assert not judge_claim(_mention(), _claim(_actor("she", rule="anonymous>official"), inner))["anonymous"]
    assert "anonymous" not in judge_claim(_mention(), _claim(_actor("she"), inner))


def test_the_tally_counts_by_kind_and_over_all() -> None:
    counts = tally([("pronoun", {"party": True}), ("name", {"party": False, "role": True})])
    assert counts["all"] == {"party": (1, 2), "role": (1, 1)}
    assert counts["later"] == counts["pronoun"] == {"party": (1, 1)}
    assert shares(counts)["all"]["party"] == 0.5
    assert any("1/2 0.500" in line for line in table(counts))


def test_a_chain_gives_its_longest_named_mention() -> None:
    she = Span(start=TEXT.index("she"), end=TEXT.index("she") + 3)
    governor = Span(start=0, end=len("The governor, Ana Ruiz"))
    assert best_mention(TEXT, she, [[governor, she]], alone=False) == governor
    assert best_mention(TEXT, she, [], alone=False) is None
    assert best_mention(TEXT, she, [[she]], alone=False) is None
    assert best_mention(TEXT, governor, [], alone=True) == governor
