"""Where the fuzzers start: small valid inputs for each target, and the words that mutations put in."""

from __future__ import annotations

import random
from pathlib import Path

from counterclaim.codec import RECORDS, to_json
from counterclaim.records import Actor, Claim, Event, Place, Report, Segment, Span, Text, Toll, When

EXAMPLES = Path(__file__).parents[1] / "examples" / "reports"
#: Bytes of a seed at most: small inputs run often.
_MOST = 1_500

_SPAN = Span(start=11, end=34)
_TOLL = Toll(
    outcome="killed",
    victims="soldiers",
    victims_span=_SPAN,
    actor="PAK",
    parties=("PAK",),
    victim_class="combatant",
    unit="people",
    low=58.0,
    high=None,
    bound="at_least",
    vague=None,
    words="58 soldiers",
    span=_SPAN,
)
_ACTOR = Actor(text="Kabul", span=_SPAN, actor="AFG", parties=("AFG",), rule="country")
_CLAIM = Claim(
    id="0" * 24,
    key="1" * 24,
    report_id="2" * 24,
    text_id="3" * 24,
    extractor="fuzz/1",
    kind="toll",
    by=_ACTOR,
    stance="asserts",
    toll=_TOLL,
    places=(Place(text="Kunar", span=_SPAN, name="Kunar", latitude=34.9, longitude=71.1, precision=4, rule="table"),),
    said=When(text=None, span=None, start="2025-10-12", end="2025-10-12", how="publication"),
    evidence=(_SPAN,),
    quote="58 soldiers were killed",
)
_RECORDS: tuple[object, ...] = (
    _SPAN,
    _TOLL,
    _ACTOR,
    _CLAIM,
    Report(id="2" * 24, raw_sha256="4" * 64, media_type="text/plain", source="a.txt#3"),
    Text(
        id="3" * 24,
        raw_sha256="4" * 64,
        cleaner="reports/1",
        sha256="5" * 64,
        content="Kabul said \u2028 58\x00",
        segments=(Segment(kind="body", span=_SPAN),),
    ),
    Event(
        id="6" * 24,
        claim_ids=("0" * 24,),
        parties=("AFG", "PAK"),
        start=None,
        end=None,
        places=(),
        event_types=("ASSAULT",),
        facets=(),
        disputes=(),
        replies=(),
    ),
)
_DATES = (
    "2025-10-12T08:00:00Z",
    "Sunday, 12 October 2025, 08:15 GMT",
    "Oct. 12, 2025 at 8.15 (UTC)",
    "13/10/2025",
    "2025-02",
    "KABUL, Oct 12 (Reuters) - Afghan forces said",
    "12 October 2025 (AFP) — Forces said",
    "Islamabad [Pakistan], October 12 (ANI): Forces",
    "By AP and Reuters",
    "PORT SUDAN/CAIRO, 3 Nov 2025 -- The",
)
_PAGE = b"""<!doctype html><html lang=en><head><meta charset=utf-8><title>58 killed | Border Post</title>
<meta property="article:published_time" content="2025-10-12T08:00:00Z"><link rel=canonical href=/a>
<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"58 killed","datePublished":
"2025-10-12","author":[{"name":"A. B."}],"publisher":{"name":"Border Post"}}]}</script></head><body><nav>Home</nav>
<article><h1>58 killed</h1><time datetime="2025-10-12">12 Oct</time><p>KABUL (AFP) - Afghan forces said that 58 soldiers
were killed in the clashes on the border on Saturday, while Islamabad put its losses at 23.<p>&ldquo;No comment,&rdquo;
said the &#x75;nit&#0;.<br><ul><li>Read more: another story</ul><table><tr><td>23<td>29</table></article></body>"""
_RECORD_SEEDS = (
    b'\x00{"text": "Kabul said 58 soldiers were killed.", "title": "58 killed", "published": "2025-10-12"}\n{"a": 1}\n',
    b'\x01title,text,date\n"58 killed","Kabul said ""58"" soldiers\nwere killed.",12 October 2025\nx,y\n',
    b'\x02[{"body": "Kabul said 58 soldiers were killed.", "id": 5, "url": "u"}, null, {"text": "\\ud800"}]',
)
_QUOTES = (
    "“No comment,” said the spokesman. ‘Never’ and soldiers’ 'words' said \"he\".\n\n“We will\n\n“answer,” she said.",
    "``TeX'' «guillemets» „low“ “unclosed ''mixed\" '''''",
)

#: What mutations put in: what the readers look for, and what breaks lines, offsets and encodings.
_WORDS = (
    "\n \r\n \r \t \x00 \x1b \x85 \u2028 \u202e \ufeff \u200b \U0001f4a5 “ ” ‘ ’ \" ' « » — – - , : ; ( ) [ ] { } null "
    "true 1e999 -0 NaN \\ud800 \\u0000 &amp; &#0; &#x110000; <p> </p> <div> <table> <script> <!-- --> <br/> <![CDATA[ "
    "2025-10-12 12 October Oct. (Reuters) KABUL, GMT killed 58 soldiers said 9999999999 0000 text title published"
)
_BYTES = (b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"PK\x03\x04", b"%PDF-", b"\xef\xbb\xbf")
WORDS: tuple[bytes, ...] = (*_BYTES, *_WORDS.encode().split(b" "))


def seeds(target: str) -> list[bytes]:
    """The inputs that `target` starts from; for random parses rows of arbitrary but fixed bytes."""
    if target == "text":
        return [path.read_bytes()[:_MOST] for path in sorted(EXAMPLES.glob("*.txt"))] + [d.encode() for d in _DATES]
    if target == "page":
        return [_PAGE, *(path.read_bytes()[:_MOST] for path in sorted(EXAMPLES.glob("*.html")))]
    if target == "records":
        return [*_RECORD_SEEDS, *(b"\x00" + path.read_bytes()[:_MOST] for path in sorted(EXAMPLES.glob("*.jsonl")))]
    if target == "dates":
        return [words.encode() for words in _DATES]
    if target == "quotations":
        return [words.encode() for words in _QUOTES]
    if target == "codec":
        names = sorted(RECORDS)
        index = {RECORDS[name]: bytes([n]) for n, name in enumerate(names)}
        return [index[type(record)] + to_json(record).encode() for record in _RECORDS]
    source = random.Random(target)
    return [source.randbytes(size) for size in (40, 80, 160, 320, 480)]
