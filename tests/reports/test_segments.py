"""Segments: every kind by example, and what holds for any text."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from counterclaim.records import Text
from counterclaim.reports import text_from_string

PARAGRAPH = "The army said on Sunday that 58 soldiers had been killed in fighting along the border, the worst in years."
OTHER = "Islamabad put its losses at 23 and said that more than 200 fighters had been killed on the other side."
THIRD = "Residents of the border town said that shells had hit a market and that several shopkeepers were missing."


def kinds(content: str, title: str | None = None) -> list[tuple[str, str]]:
    text = text_from_string(content, title=title)
    return [(segment.kind, segment.span.of(content)) for segment in text.segments]


def check(text: Text, content: str) -> None:
    assert text.content == content
    covered = bytearray(len(content))
    at = 0
    for segment in text.segments:
        assert at <= segment.span.start < segment.span.end
        at = segment.span.end
        covered[segment.span.start : segment.span.end] = b"\x01" * (segment.span.end - segment.span.start)
        words = segment.span.of(content)
        assert words == words.strip()
    assert at <= len(content)
    assert all(mark or character.isspace() for mark, character in zip(covered, content, strict=True))


lines = st.sampled_from(
    [
        PARAGRAPH,
        OTHER,
        THIRD,
        "Also read: Border shut",
        "You may also like",
        "Advertisement",
        "KABUL, Oct 12 (AFP) - Two died.",
        "From partners to rivals",
        "(With inputs from agencies)",
        "",
        " ",
        "\t",
        "He said. (Reuters)",
        "KABUL, Oct 12 (Reuters) - (AFP)",
        "Monday, May 6, 2019 It began.",
    ]
)


@given(st.text(max_size=400))
@example("\x1c a \x85 b \u2028 c \r d")
@example("\ufeff\x00")
@example("\ud800 lone")
def test_any_text_is_kept_and_covered(content: str) -> None:
    check(text_from_string(content), content)


@given(st.lists(lines, max_size=14), st.sampled_from(["\n", "\n\n", "\r\n", "\r", "\u2029"]))
def test_any_order_of_news_lines_is_covered(parts: list[str], between: str) -> None:
    content = between.join(parts)
    check(text_from_string(content, title=parts[0] if parts else None), content)


@given(st.text(max_size=200))
def test_the_same_text_gives_the_same_segments(content: str) -> None:
    assert text_from_string(content) == text_from_string(content)


def test_the_first_line_is_the_headline_when_it_looks_like_one() -> None:
    assert [kind for kind, _ in kinds(f"58 killed in border clash\n{PARAGRAPH}")] == ["headline", "body"]


@pytest.mark.parametrize("first", [OTHER, "It was over.", "He said:", "58 killed,"])
def test_a_sentence_is_no_headline(first: str) -> None:
    assert [kind for kind, _ in kinds(f"{first}\n{PARAGRAPH}")] == ["body", "body"]


def test_a_line_alone_is_body() -> None:
    assert kinds("58 killed in border clash") == [("body", "58 killed in border clash")]


def test_a_known_title_is_the_headline_even_with_a_full_stop() -> None:
    assert kinds(f"It was over.\n{PARAGRAPH}", title="It was over.")[0][0] == "headline"


def test_a_headline_printed_again_is_a_repeat() -> None:
    found = kinds(f"58 killed in border clash\n{PARAGRAPH}\n58 killed in border clash\n{OTHER}")
    assert [kind for kind, _ in found] == ["headline", "body", "repeat", "body"]


def test_a_subheading_stays_in_the_body() -> None:
    found = kinds(f"{PARAGRAPH}\nFrom partners to rivals\n{OTHER}")
    assert ("body", "From partners to rivals") in found


def test_hard_wrapped_text_is_split_at_blank_lines() -> None:
    wrapped = (
        "Border clash kills 58\n\n"
        "The army said on Sunday that 58 soldiers had been killed in\n"
        "fighting along the border, the worst in many years, and that\n"
        "more were missing.\n\n"
        "Islamabad put its losses at 23 and said that more than 200\n"
        "fighters had been killed on the other side of the border.\n"
    )
    found = kinds(wrapped)
    assert [kind for kind, _ in found] == ["headline", "body", "body"]
    assert found[1][1].startswith("The army")
    assert found[1][1].endswith("missing.")


def test_hard_wrapped_text_without_blank_lines_is_split_after_short_lines() -> None:
    wrapped = (
        "The army said on Sunday that 58 soldiers had been killed in\n"
        "fighting along the border, the worst in many years, and that\n"
        "more were missing.\n"
        "Islamabad put its losses at 23 and said that more than 200\n"
        "fighters had been killed on the other side of the border.\n"
    )
    assert [words.split()[0] for _, words in kinds(wrapped)] == ["The", "Islamabad"]


def test_lines_that_are_paragraphs_stay_apart() -> None:
    assert len(kinds(f"{PARAGRAPH}\n{OTHER}\n{THIRD}")) == 3


@pytest.mark.parametrize(
    "line",
    [
        "Also read: Afghanistan warns neighbour amid deadly clash; crossing shut",
        "ALSO READ | Why the outreach matters now",
        "Read more: The border, explained",
        "Advertisement",
        "ADVERTISEMENT",
        "Story continues below advertisement",
        "Share this article",
        "Subscribe to our newsletter for the day's stories",
        "Follow us on Telegram",
        "Photo: Reuters",
        "Soldiers at the border. (File photo: AFP)",
        "Soldiers stand guard at the crossing on Sunday. [Photo/Agencies]",
        "Smoke over the town | Photo Credit: AP",
        "Copyright © 2025 The Daily. All rights reserved.",
        "© 2025 The Daily",
        "Home > World > Asia",
        "Home | World | Business | Sport",
        "By Jane Q. Doe and John Roe",
        "By The Associated Press",
        "3 min read",
        "12 comments",
        "2 hours ago",
        "Published: 12 October 2025, 10:15 IST",
        "Updated on Oct 12, 2025",
        "Tags: border, army",
        "#Border #Army",
        "https://news.example.org/story",
        "* * *",
        "(With inputs from agencies)",
        "Source: Xinhua",
        "Reporting by A. Writer in Kabul; Editing by B. Editor",
    ],
)
def test_furniture(line: str) -> None:
    assert (("furniture", line)) in kinds(f"{PARAGRAPH}\n{line}\n{OTHER}")


@pytest.mark.parametrize(
    "line",
    [
        "By Sunday evening 12 people had been killed, the ministry said.",
        "By nightfall, hospitals were full",
        "Published by the ministry on Sunday, the list names 58 soldiers who were killed in the fighting.",
        "Follow the money, he told reporters, and you will find who killed 12 people.",
        "For the latest round of talks, the minister flew to Doha.",
        "Reporting by the broadcaster has shown that at least 40 people were killed that day.",
        "Home to 200,000 people, the town was shelled for a third day.",
        "He told the Associated Press (AP).",
        "Subscribers to the plan include Qatar.",
        "The photo: a burning lorry.",
        "The latest strikes killed 12 people.",
    ],
)
def test_sentences_of_a_report_are_no_furniture(line: str) -> None:
    assert ("body", line) in kinds(f"{PARAGRAPH}\n{line}\n{OTHER}")


def test_the_list_after_its_opener_is_furniture_until_the_text_goes_on() -> None:
    found = kinds(f"{PARAGRAPH}\nYou may also like\n12 killed as bus overturns\nStar 'quits' show?\n{OTHER}")
    assert [kind for kind, _ in found] == ["body", "furniture", "furniture", "furniture", "body"]


def test_a_second_printing_is_a_repeat_with_its_short_lines() -> None:
    first = f"{PARAGRAPH}\nAnalysis\n{OTHER}\nAlso read: Border shut\n{THIRD}"
    found = kinds(f"{first}\n{OTHER}\nAlso read: Border shut\n{THIRD}")
    assert [kind for kind, _ in found[:5]] == ["body", "body", "body", "furniture", "body"]
    assert [kind for kind, _ in found[5:]] == ["repeat", "repeat", "repeat"]


def test_a_repeat_is_found_through_quotes_dashes_spaces_and_case() -> None:
    quoted = "“We want a peaceful resolution of the situation – but we have other options,” the foreign minister said."
    plain = '"We want a  peaceful resolution of the situation - but we have other options," the FOREIGN minister said.'
    assert [kind for kind, _ in kinds(f"{quoted}\n{plain}")] == ["body", "repeat"]


def test_a_pull_quote_from_an_earlier_paragraph_is_a_repeat() -> None:
    whole = f"{PARAGRAPH} {OTHER}"
    assert [kind for kind, _ in kinds(f"{whole}\n{OTHER}")] == ["body", "repeat"]


def test_short_lines_that_recur_by_chance_are_no_repeat() -> None:
    found = kinds(f"{PARAGRAPH}\nHe did not elaborate.\n{OTHER}\nHe did not elaborate.\n{THIRD}")
    assert [kind for kind, _ in found] == ["body"] * 5


def test_a_changed_figure_is_no_repeat() -> None:
    assert [kind for kind, _ in kinds(f"{PARAGRAPH}\n{PARAGRAPH.replace('58', '60')}")] == ["body", "body"]


def test_a_sign_off_is_split_from_its_paragraph() -> None:
    assert kinds(f"{PARAGRAPH} (AFP)") == [("body", PARAGRAPH), ("furniture", "(AFP)")]
