"""The stages joined, on real input: order, repetition, bad input, a process killed while it adds."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from counterclaim.ledger import ClaimFilter, Ledger
from counterclaim.pipeline import Reading, add_paths, read_paths, read_texts, relink
from counterclaim.records import Rejection
from counterclaim.reports import Given
from counterclaim.views.event_page import event_page

SAMPLES = Path(__file__).parents[1] / "examples" / "reports"

pytestmark = pytest.mark.model

WAR = (
    "The army said its troops killed 40 rebels near Goma on Monday. M23 denied the claim, saying only three of its "
    "fighters had died. “We lost three men,” spokesman Lawrence Kanyuka told Reuters."
)


def write(folder: Path, count: int) -> Path:
    file = folder / "reports.jsonl"
    rows = (
        {"text": WAR.replace("40", str(40 + n)), "outlet": f"Paper {n}", "published": "2025-02-03"}
        for n in range(count)
    )
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return file


def facts(ledger: Ledger) -> tuple[list[str], list[str]]:
    return [c.id for c in ledger.claims(ClaimFilter())], [e.id for e in ledger.events()]


def test_every_span_is_the_words_it_claims_to_be() -> None:
    for item in read_paths([SAMPLES]):
        assert isinstance(item, Reading)
        content = item.capture.text.content
        for claim in item.claims:
            assert claim.quote == " ... ".join(e.of(content) for e in claim.evidence)
            assert claim.by.span is None or claim.by.text == claim.by.span.of(content)
            for place in claim.places:
                assert place.text == place.span.of(content)
            if claim.toll is not None:
                assert claim.toll.words == claim.toll.span.of(content)


def test_adding_twice_changes_nothing_and_order_does_not_matter(tmp_path: Path) -> None:
    files = sorted(SAMPLES.iterdir())
    shuffled = files[:]
    random.Random(7).shuffle(shuffled)
    with Ledger.open(tmp_path / "a.db", create=True) as a, Ledger.open(tmp_path / "b.db", create=True) as b:
        first = add_paths(a, files)
        before = facts(a)
        again = add_paths(a, files)
        assert (again.reports, again.repeated, again.claims) == (0, first.reports, 0)
        assert facts(a) == before
        for file in shuffled:
            add_paths(b, [file])
        assert facts(b) == before


def test_batches_do_not_change_what_is_read() -> None:
    texts = [(WAR.replace("40", str(n)), "2025-02-03", str(n)) for n in range(20)]
    together = [r.claims for r in read_texts(texts)]
    alone = [next(read_texts([t])).claims for t in texts]
    assert together == alone


def test_bad_inputs_are_rejected_by_code_and_the_run_goes_on(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_bytes(bytes(range(256)) * 40)
    (tmp_path / "c.txt").write_bytes(b"killed " * 7_500_000)  # 52 MB in one line
    (tmp_path / "d.html").write_text("<div>" * 100_000 + WAR, encoding="utf-8")
    (tmp_path / "e.txt").write_bytes(WAR.encode() + " Gefährlich".encode()[:-7])
    (tmp_path / "f.jsonl").write_text('{"title": "no text"}\n' + json.dumps({"text": WAR}) + "\n{broken\n")
    (tmp_path / "g.pdf").write_bytes(b"%PDF-1.7\n" + WAR.encode())
    (tmp_path / "h.txt").write_text("Le ministère a déclaré que trois soldats ont été tués lundi. " * 12)
    (tmp_path / "z.txt").write_text(WAR, encoding="utf-8")
    os.mkfifo(tmp_path / "pipe.txt")
    found = list(read_paths([tmp_path]))
    codes = {i.code for i in found if isinstance(i, Rejection)}
    assert codes >= {"empty", "binary", "too_large", "too_deep", "bad_record", "unsupported_format", "not_a_file"}
    assert "unsupported_language" in codes
    read = {i.capture.report.source.rpartition("/")[2] for i in found if isinstance(i, Reading)}
    assert {"e.txt", "f.jsonl#2", "z.txt"} <= read
    assert "bad_encoding" in codes


def test_markup_and_control_characters_in_quotations_survive() -> None:
    said = "The army said on Monday that rebels “kiled [sic] 4 soldiers [/b] \x1b[31mnear\x07 Goma \u202e now”."
    (found,) = read_texts([(said, None, "x")])
    assert found.capture.text.content == said
    assert any("[sic]" in c.quote and "[/b]" in c.quote and "\x1b" in c.quote for c in found.claims)


@pytest.mark.parametrize(
    "words",
    [
        "“He said “nothing",
        "Q: Who fired? A: They did.",
        "KABUL SAID 58 SOLDIERS WERE KILLED",
        "killed " * 3000,
        "said that " * 2000,
        "“" * 500 + "killed 3" + "”" * 500,
        "the soldiers and " * 3000 + "were killed",
        "[/b]\x00\u202e ’’’ 5 killed",
    ],
)
def test_odd_texts_raise_nothing(words: str) -> None:
    (found,) = read_texts([(words, None, "odd")])
    assert not found.rejections


def test_a_fault_in_the_claims_stage_costs_one_report(monkeypatch: pytest.MonkeyPatch) -> None:
    from counterclaim.claims.reader import ClaimReader

    whole = ClaimReader.read

    def read(self: ClaimReader, report: object, *rest: object, **options: object) -> object:
        if report.source == "bad":  # type: ignore[attr-defined]
            raise ValueError("planted")
        return whole(self, report, *rest, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(ClaimReader, "read", read)
    bad, good = read_texts([(WAR, None, "bad"), (WAR + " ", None, "good")])
    assert [r.code for r in bad.rejections] == ["extraction_failed"]
    assert good.claims


def test_a_killed_add_loses_no_finished_report_and_finishes_later(tmp_path: Path) -> None:
    reports = 40  # three batches: enough to be stopped in each
    file, db = write(tmp_path, reports), tmp_path / "killed.db"
    command = [sys.executable, "-m", "counterclaim", "add", str(file), "--ledger", str(db)]
    recorded = 0
    for _ in range(4):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 120
        while process.poll() is None and time.monotonic() < deadline and _count(db) <= recorded:
            time.sleep(0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert _count(db) >= recorded
        recorded = _count(db)
        if recorded >= reports:
            break
    assert recorded > 0
    with Ledger.open(db) as ledger:
        done = add_paths(ledger, [file])
        assert done.reports + done.repeated == reports
        assert done.repeated >= recorded
        assert ledger.counts()["reports"] == reports
        after = facts(ledger)
    with Ledger.open(tmp_path / "clean.db", create=True) as clean:
        add_paths(clean, [file])
        assert facts(clean) == after


def _count(db: Path) -> int:
    from counterclaim.errors import LedgerError

    try:
        with Ledger.open(db) as ledger:
            return ledger.counts()["reports"]
    except LedgerError:
        return 0


def test_relinking_is_the_same_as_linking(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        add_paths(ledger, [write(tmp_path, 6)])
        before = facts(ledger)
        relink(ledger)
        assert facts(ledger) == before


@pytest.mark.model
def test_a_changed_figure_in_a_copy_stays_a_claim_and_is_shown_as_changed(tmp_path: Path) -> None:
    wire = (
        "KABUL, Oct 12 (Reuters) - Taliban forces killed 58 Pakistani soldiers along the border in Helmand on Saturday "
        "night, Zabihullah Mujahid said.\n\nPakistan denied the claim and said its troops had beaten back an attack "
        "near Angoor Adda. Residents of Spin Boldak heard firing until the morning."
    )
    (tmp_path / "a.txt").write_text(wire)
    (tmp_path / "b.txt").write_text(wire.replace("58", "85").replace("KABUL, Oct 12 (Reuters) - ", ""))
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        add_paths(ledger, [tmp_path / "a.txt", tmp_path / "b.txt"], Given(published="2025-10-12"))
        (group,) = ledger.copy_groups()
        (copy,) = group.members
        assert (group.rule, copy.kind) == ("agency-credit", "near")
        assert [(change.words, change.origin_words) for change in copy.changes] == [("85", "58")]
        figures = {claim.toll.low for claim in ledger.claims() if claim.toll is not None}
        assert figures >= {58, 85}
        positions = [p for event in ledger.events() for facet in event.facets for p in facet.positions]
        assert {(p.reports, p.origins) for p in positions if p.party == "AFG"} == {(2, 1)}
        assert relink(ledger) == ledger.events()
        pages = [event_page(event, ledger) for event in ledger.events()]
        assert "1 source, 2 prints" in {cell.prints for page in pages for row in page.facets for cell in row.positions}
        assert {source.copy for page in pages for source in page.sources} == {
            "Likely origin of the text that 1 other print gives (it credits an agency)",
            "Prints the text of a.txt, edited (likely origin: it credits an agency); changed figures: 85 (there 58)",
        }
        notes = {a.changed for page in pages for row in page.facets for cell in row.positions for a in cell.accounts}
        assert "changed from 58 in the text of a.txt" in notes


def test_a_ledger_keeps_to_the_named_policy(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "x.db", create=True) as ledger:
        add_paths(ledger, [SAMPLES / "khyber-gate-herald.txt"], linking="cautious")
        assert (ledger.linked_with() or "").startswith("link-cautious-")
        add_paths(ledger, [SAMPLES / "indus-state-news.jsonl"])
        assert (ledger.linked_with() or "").startswith("link-cautious-")
        add_paths(ledger, [], linking="default")
        assert (ledger.linked_with() or "").startswith("link-default-")
