"""How large and how deep an input may be, each limit with its reason."""

from __future__ import annotations

#: Bytes of one report (a file, a line of JSON, a row). The longest saved news page among our samples has 2.4 MB, most
#: of it scripts; 5 MB leaves room, and a parsed page of that size stays within 250 MB of memory.
MAX_REPORT_BYTES = 5_000_000

#: Characters of one report's text: about 32,000 words, longer than any news report. The parse takes memory in
#: proportion to a text: 0.7 GB at this length, over the 1.2 GB that are promised at twice it (measured).
MAX_TEXT_CHARACTERS = 200_000

#: Bytes of a `.json` file that holds an array: it has to be parsed whole, which takes about five times its size.
MAX_ARRAY_BYTES = 50_000_000

#: Bytes of a saved page: savers put its images into it. Without them it has to stay within `MAX_REPORT_BYTES`.
MAX_PAGE_BYTES = 20_000_000

#: Elements of a page: a news page has 1,000 to 5,000, a long live page 20,000. 50,000 take about 4 s.
MAX_HTML_ELEMENTS = 50_000

#: Attributes of one element (its equals signs and spaces): libxml2 compares each with each.
MAX_HTML_ATTRIBUTES = 5_000

#: Open elements of a page. libxml2 gives up at 256 levels by default; pages of newspapers stay under 60.
MAX_HTML_DEPTH = 250

#: Bytes that are looked at to tell the format: more than the longest signature (tar's, at 257) and enough for a
#: page's opening with a long comment before it.
SNIFF_BYTES = 65_536

#: Letters that a text needs before its language is judged: shorter ones are read as they are.
LANGUAGE_LETTERS = 120

#: Characters of a text that the language is judged by. More changes no decision on our samples and costs time.
LANGUAGE_SAMPLE = 2_000
