"""The format makes no difference: a page, a Word file and a PDF file give the findings of the text."""

import os
from collections import Counter
from collections.abc import Callable
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest
from made_documents import docx_of, pdf_of

from zhengtu.ingest.extraction import extract_file
from zhengtu.ingest.reading import read_source
from zhengtu.ontology import load_ontology

CORPUS = Path(os.environ.get("ZHENGTU_CORPUS") or Path(__file__).parents[3] / "shared" / "corpus")
PAGES = [page for page in sorted(CORPUS.rglob("*.html")) if page.with_suffix(".txt").exists()]
SAMPLES = [sample for sample in files("zhengtu.cli").joinpath("samples").iterdir() if sample.name.endswith(".txt")]
Findings = dict[str, Counter[tuple[object, ...]]]


def findings(path: Path) -> Findings:
    """Return what a file says, without places in the text: the same words stand elsewhere in each rendering."""
    record = extract_file(path, load_ontology())
    titles = {task.id: task.title for task in record.tasks}
    document = record.document
    return {
        "document": Counter([(document.title, document.number, document.issuers, document.issued)]),
        "sections": Counter((s.number, s.title, s.kind, s.level) for s in record.sections),
        "tasks": Counter((t.title, t.kind) for t in record.tasks),
        "responsibilities": Counter(
            (r.agent, r.agency, r.role, r.explicit, titles.get(r.task, "")) for r in record.responsibilities
        ),
        "targets": Counter(
            (t.indicator, t.value, t.unit, t.comparator, t.deadline, t.kind, titles.get(t.task, ""))
            for t in record.targets
        ),
        "deadlines": Counter((d.date, titles.get(d.task, "")) for d in record.deadlines),
        "citations": Counter((c.title, c.number, c.relation) for c in record.citations),
    }


def assert_same(found: Findings, expected: Findings) -> None:
    for kind, entries in expected.items():
        assert found[kind] == entries, f"{kind}: missing {entries - found[kind]}, invented {found[kind] - entries}"


@pytest.mark.skipif(not PAGES, reason="no pages beside their texts; ZHENGTU_CORPUS names the folder of real documents")
@pytest.mark.parametrize("page", PAGES, ids=[page.stem for page in PAGES])
def test_a_government_page_gives_the_findings_of_its_text(page: Path) -> None:
    assert_same(findings(page), findings(page.with_suffix(".txt")))


DERIVED: dict[str, Callable[[str], bytes]] = {
    "Word": docx_of,
    "PDF": pdf_of,
    "PDF with a running head in small letters": partial(pdf_of, head="县域创新政策汇编 2022", size=10.5),
    "PDF with space between paragraphs": partial(pdf_of, spaced=True),
}


@pytest.mark.parametrize("derive", DERIVED.values(), ids=DERIVED.keys())
@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: str(sample.name))
def test_a_file_derived_from_a_sample_gives_the_findings_of_its_text(
    tmp_path: Path, sample: Path, derive: Callable[[str], bytes]
) -> None:
    text = sample.read_text("utf-8")
    (tmp_path / "text").write_text(text, "utf-8")
    (tmp_path / "derived").write_bytes(derive(text))
    assert_same(findings(tmp_path / "derived"), findings(tmp_path / "text"))


@pytest.mark.parametrize("derive", DERIVED.values(), ids=DERIVED.keys())
def test_every_quote_of_a_derived_file_stands_in_its_rendered_text(
    tmp_path: Path, derive: Callable[[str], bytes]
) -> None:
    (tmp_path / "derived").write_bytes(derive(SAMPLES[0].read_text("utf-8")))
    text = read_source(tmp_path / "derived")[0].text
    record = extract_file(tmp_path / "derived", load_ontology())
    quotes = [(each.begin, each.end, each.quote) for each in record.responsibilities]
    quotes += [(each.begin, each.end, each.quote) for each in record.targets]
    assert quotes
    assert all(text[begin:end] == quote for begin, end, quote in quotes)
