"""The thirty sentences of docs/attribution.md with what the program reads in them; run it to write them anew."""

from __future__ import annotations

from pathlib import Path

from counterclaim.records import Claim

PAGE = Path(__file__).parent.parent / "docs" / "attribution.md"
HEADING = "| sentence | read as |\n| --- | --- |\n"


def sentences(page: str) -> list[str]:
    """The sentences that stand in the table of the page."""
    rows = page.partition(HEADING)[2].splitlines()
    return [row.split("|")[1].strip() for row in rows if row.startswith("| ")]


def table(texts: list[str]) -> str:
    """The table of the page as it should be: a row a sentence, its claims in text order."""
    from counterclaim.pipeline import read_texts

    readings = read_texts((text, None, f"sentence {number}") for number, text in enumerate(texts, 1))
    rows = (
        f"| {text} | {'<br>'.join(_line(claim) for claim in reading.claims) or 'nothing'} |\n"
        for text, reading in zip(texts, readings, strict=True)
    )
    return HEADING + "".join(rows)


def _line(claim: Claim) -> str:
    who = "+".join(claim.by.parties) + (f" through {'+'.join(claim.relay[0].parties)}" if claim.relay else "")
    figure = ""
    if claim.toll is not None:
        low, high = claim.toll.low, claim.toll.high
        number = claim.toll.vague or f"{low:g}" if low == high or high is None else f"{low:g} to {high:g}"
        figure = f" {claim.toll.outcome} {number}"
    answer = f", {claim.about.relation} a claim" if claim.about else ""
    return f"**{who}** {claim.stance}{figure}{answer}"


if __name__ == "__main__":
    before = PAGE.read_text("utf-8")
    PAGE.write_text(before.partition(HEADING)[0] + table(sentences(before)), encoding="utf-8")
