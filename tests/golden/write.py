"""Write the expected readings of the sample reports anew (make golden); read the diff before committing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from counterclaim.records import Actor, Claim, Event, Toll

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "examples" / "reports"


def project_actor(actor: Actor) -> str:
    """Who it is, in a line: parties, name or words, role."""
    named = actor.name or actor.text
    return f"{'+'.join(actor.parties)}: {named}" + (f" ({actor.role})" if actor.role else "")


def project_toll(toll: Toll) -> str:
    """The figure, in a line."""
    numbers = toll.vague or f"{_number(toll.low)}..{_number(toll.high)}"
    whom = "+".join(toll.parties) or "-"
    return f"{toll.outcome} {numbers} {toll.bound} {toll.unit} of {whom} [{toll.victims}] {toll.standing}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def project_claim(claim: Claim) -> dict[str, Any]:
    """What a reader would check of a claim; ids are left out, since every change of a table changes them."""
    fields = {
        "by": project_actor(claim.by),
        "relay": [project_actor(actor) for actor in claim.relay],
        "stance": claim.stance,
        "kind": claim.kind,
        "event": "/".join(part for part in (claim.event_type, claim.mode) if part),
        "toll": project_toll(claim.toll) if claim.toll else None,
        "places": [place.name for place in claim.places],
        "happened": f"{claim.happened.start}..{claim.happened.end}" if claim.happened else None,
        "about": f"{claim.about.relation} {claim.about.rule}" if claim.about else None,
        "quote": claim.quote,
    }
    return {name: value for name, value in fields.items() if value not in (None, [], "")}


def project_event(event: Event) -> dict[str, Any]:
    """The facets of an event with each party's figure, and its disputes."""
    facets = [
        f"{facet.label} | {facet.outcome} {facet.victims_party} {facet.unit} | {facet.state}: "
        + "; ".join(f"{p.party} {p.vague or f'{_number(p.low)}..{_number(p.high)}'}" for p in facet.positions)
        for facet in event.facets
    ]
    disputes = [f"{d.kind}: " + " / ".join(side.party for side in d.sides) for d in event.disputes]
    return {
        "when": f"{event.start}..{event.end}",
        "parties": list(event.parties),
        "claims": len(event.claim_ids),
        "facets": facets,
        "disputes": disputes,
    }


def sample_files() -> list[Path]:
    """The sample reports, in order."""
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in {".jsonl", ".html", ".txt"})


def read_sample(path: Path) -> str:
    """The readings of one file as indented JSON: a list of reports, each with its claims in order."""
    from counterclaim.pipeline import Reading, read_paths

    reports = []
    for item in read_paths([path]):
        assert isinstance(item, Reading), item
        published = item.capture.report.published
        reports.append(
            {
                "title": item.capture.report.title,
                "published": f"{published.start} ({published.how})" if published else None,
                "left out": [
                    segment.span.of(item.capture.text.content)
                    for segment in item.capture.text.segments
                    if segment.kind in ("furniture", "repeat")
                ],
                "claims": [project_claim(claim) for claim in item.claims],
            }
        )
    return _dump(reports)


def link_samples() -> str:
    """The events of all samples that several claims speak of, as indented JSON: as `add` links them, copies tied."""
    from counterclaim.ledger import Ledger
    from counterclaim.pipeline import add_paths

    with TemporaryDirectory() as folder, Ledger.open(Path(folder) / "samples.db", create=True) as ledger:
        add_paths(ledger, sample_files())
        shown = [project_event(event) for event in ledger.events() if len(event.claim_ids) > 1]
    return _dump(sorted(shown, key=lambda event: (event["when"], -event["claims"], str(event["facets"]))))


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def expected() -> Iterator[tuple[Path, str]]:
    """Every golden file with what it should hold now."""
    for path in sample_files():
        yield HERE / f"{path.name}.json", read_sample(path)
    yield HERE / "events.json", link_samples()


if __name__ == "__main__":
    for golden, content in expected():
        golden.write_text(content, encoding="utf-8")
        print(golden.relative_to(HERE.parents[1]))
