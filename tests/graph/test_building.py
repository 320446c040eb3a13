"""Building a store from files."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from zhengtu.graph.build_report import BuildReport, Counts
from zhengtu.graph.building import build
from zhengtu.graph.files import find_files
from zhengtu.graph.opening import open_store
from zhengtu.ingest.document_id import document_id
from zhengtu.ingest.finding import Citation
from zhengtu.ingest.problem import Problem
from zhengtu.ingest.record import Record
from zhengtu.ingest.source import Source
from zhengtu.ontology import Ontology, load_ontology

Extract = Callable[[Source, Ontology, tuple[Problem, ...]], Record]


@pytest.fixture
def extract(plan: Record) -> Extract:
    """An extractor for files whose first line is the number and whose second line is a title that they cite."""

    def read(source: Source, _: Ontology, problems: tuple[Problem, ...]) -> Record:
        number, cited, *_rest = source.text.split("\n")
        title = f"关于{number}的通知"
        if number == "broken":
            raise IndexError("no such paragraph")
        document = replace(plan.document, id=document_id(number, title), title=title, number=number)
        citation = Citation(cited, "", "basis", source.text[: len(number)], 0, len(number))
        return Record(document, source, citations=(citation,) if cited else (), problems=problems)

    return read


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.txt").write_bytes(text.encode())
    return folder


def statuses(report: BuildReport) -> dict[str, str]:
    return {row.path.stem: row.status for row in report.rows}


def test_building_again_changes_nothing(tmp_path: Path, ontology: Ontology, extract: Extract) -> None:
    folder = write(tmp_path / "in", a="甲政发〔2031〕1号\n\n", b="乙政发〔2031〕2号\n关于甲政发〔2031〕1号的通知\n")
    with open_store(tmp_path / "store") as store:
        first = build([folder], store, ontology, extract=extract)
        written = store.dump_nquads()
        again = build([folder], store, ontology, extract=extract)
        assert store.dump_nquads() == written
        forced = build([folder], store, ontology, extract=extract, force=True)
        assert store.dump_nquads() == written
    assert statuses(first) == {"a": "new", "b": "new"}
    assert statuses(again) == {"a": "unchanged", "b": "unchanged"}
    assert statuses(forced) == {"a": "replaced", "b": "replaced"}
    assert [row.title for row in again.rows] == [row.title for row in first.rows]
    with open_store("memory:") as store:
        build([folder / "b.txt"], store, ontology, extract=extract)
        build([folder / "a.txt"], store, ontology, extract=extract)
        assert store.dump_nquads() == written


def test_a_changed_file_replaces_its_document(tmp_path: Path, ontology: Ontology, extract: Extract) -> None:
    folder = write(tmp_path / "in", a="甲政发〔2031〕1号\n某文件\n")
    with open_store("memory:") as store, open_store("memory:") as fresh:
        build([folder], store, ontology, extract=extract)
        write(folder, a="甲政发〔2031〕1号\n别的文件\n")
        report = build([folder], store, ontology, extract=extract)
        build([folder], fresh, ontology, extract=extract)
        assert statuses(report) == {"a": "replaced"}
        assert store.dump_nquads() == fresh.dump_nquads()


def test_citations_are_resolved_whichever_file_comes_first(
    tmp_path: Path, ontology: Ontology, extract: Extract
) -> None:
    folder = write(tmp_path / "in", a="甲政发〔2031〕1号\n关于乙政发〔2031〕2号的通知\n", b="乙政发〔2031〕2号\n\n")
    with open_store("memory:") as store:
        assert build([folder / "a.txt"], store, ontology, extract=extract).resolved == 0
        assert build([folder], store, ontology, extract=extract).resolved == 1
        assert store.ask("ASK { ?a eli:based_on/zt:resolvesTo ?b . ?b zt:documentNumber '乙政发〔2031〕2号' }")


def test_a_bad_file_never_stops_the_others(tmp_path: Path, ontology: Ontology, extract: Extract) -> None:
    folder = write(tmp_path / "in", a="甲政发〔2031〕1号\n\n", broken="broken\n\n", b="乙政发〔2031〕2号\n\n")
    (folder / "empty.txt").write_bytes(b"")
    with open_store("memory:") as store:
        report = build([folder, tmp_path / "missing.txt"], store, ontology, extract=extract)
        assert len(store.documents()) == 2
    assert statuses(report) == {"a": "new", "b": "new", "broken": "unreadable", "empty": "unreadable"}
    told = {Path(problem.where).name: problem.what for problem in report.all_problems}
    assert told["empty.txt"] == "the file is empty"
    assert told["broken.txt"] == "the reader failed (IndexError: no such paragraph)"
    assert told["missing.txt"] == "there is no such file or folder"
    assert report.statuses == {"new": 2, "replaced": 0, "unchanged": 0, "refused": 0, "unreadable": 2}


def test_two_files_with_the_same_document_are_told_apart(tmp_path: Path, ontology: Ontology, extract: Extract) -> None:
    folder = write(tmp_path / "in", a="甲政发〔2031〕1号\n某文件\n", b="甲政发(2031)1号\n别的文件\n")
    with open_store("memory:") as store:
        for _ in range(2):  # the second time the winner is unchanged, and wins again
            report = build([folder], store, ontology, extract=extract)
            (refused,) = [row for row in report.rows if row.status == "refused"]
            assert refused.path == folder / "b.txt"
            assert f"as {folder / 'a.txt'}, which comes first and counts" in refused.problems[0].what
            assert refused.counts == Counts()
            assert [document.source for document in store.documents()] == ["a.txt"]


def test_a_file_of_an_earlier_build_counts_unless_forced(tmp_path: Path, ontology: Ontology, extract: Extract) -> None:
    first = write(tmp_path / "first", a="甲政发〔2031〕1号\n某文件\n")
    second = write(tmp_path / "second", b="甲政发〔2031〕1号\n别的文件\n")
    with open_store("memory:") as store:
        build([first], store, ontology, extract=extract)
        report = build([second], store, ontology, extract=extract)
        assert statuses(report) == {"b": "refused"}
        assert "from a.txt already" in report.rows[0].problems[0].what
        assert "--force" in report.rows[0].problems[0].advice
        assert statuses(build([second], store, ontology, extract=extract, force=True)) == {"b": "replaced"}
        assert [document.source for document in store.documents()] == ["b.txt"]


def test_a_copy_is_read_once(tmp_path: Path, ontology: Ontology, extract: Extract) -> None:
    folder = write(tmp_path / "in", a="甲政发〔2031〕1号\n\n", b="甲政发〔2031〕1号\n\n")
    with open_store("memory:") as store:
        for status in ("new", "unchanged"):
            report = build([folder], store, ontology, extract=extract)
            assert statuses(report) == {"a": status, "b": "refused"}
            assert "a copy of" in report.rows[1].problems[0].what


def test_a_changed_dictionary_has_every_file_read_again(tmp_path: Path, ontology: Ontology, extract: Extract) -> None:
    folder = write(tmp_path / "in", a="甲政发〔2031〕1号\n\n")
    dictionary = write(tmp_path / "dictionary")
    here = replace(ontology, folder=dictionary)
    with open_store("memory:") as store:
        build([folder], store, here, extract=extract)
        assert statuses(build([folder], store, here, extract=extract)) == {"a": "unchanged"}
        (dictionary / "rules.toml").write_text("# another cue")
        assert statuses(build([folder], store, here, extract=extract)) == {"a": "replaced"}


def test_the_report_counts_what_was_read(tmp_path: Path, ontology: Ontology, plan: Record) -> None:
    folder = write(tmp_path / "in", a="any")
    with open_store("memory:") as store:
        vocabularies = store.load_vocabularies(ontology).added
        report = build([folder], store, ontology, extract=lambda *_: plan)
        assert report.totals.quads == len(store) - vocabularies
    totals = report.totals
    assert (totals.sections, totals.tasks, totals.responsibilities, totals.targets) == (4, 3, 4, 1)
    assert (report.rows[0].document, report.rows[0].title) == (plan.document.id, plan.document.title)


def test_progress_counts_to_the_end(tmp_path: Path, ontology: Ontology, extract: Extract) -> None:
    folder = write(tmp_path / "in", **{f"f{n:02}": f"甲政发〔2031〕{n}号\n\n" for n in range(1, 20)})
    seen: list[tuple[int, int]] = []
    with open_store("memory:") as store:
        build([folder], store, ontology, extract=extract, progress=lambda done, total, _: seen.append((done, total)))
    assert seen == [(done, 19) for done in range(1, 20)]


def test_workers_give_the_same_store(tmp_path: Path, extract: Extract) -> None:
    ontology = load_ontology()
    folder = write(tmp_path / "in", **{f"f{n:02}": f"甲政发〔2031〕{n}号\n\n" for n in range(1, 60)})
    with open_store("memory:") as alone, open_store("memory:") as shared, ThreadPoolExecutor(2) as executor:
        build([folder], alone, ontology, extract=extract)
        report = build([folder], shared, ontology, extract=extract, executor=executor)
        assert [row.path for row in report.rows] == sorted(folder.iterdir())
        assert alone.dump_nquads() == shared.dump_nquads()


def test_a_folder_gives_its_documents_in_order(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt", "c.HTML", "table.csv", "sub/d.htm", ".git/e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = find_files([tmp_path / "b.txt", tmp_path])
    assert [path.relative_to(tmp_path).as_posix() for path in found.paths] == ["b.txt", "a.md", "c.HTML", "sub/d.htm"]
    assert [problem.what for problem in found.problems] == ["files of other kinds were left out (1 .csv)"]


def test_a_file_that_is_named_is_read_whatever_its_ending(tmp_path: Path) -> None:
    (tmp_path / "规划").write_text("x")
    assert find_files([tmp_path / "规划"]).paths == (tmp_path / "规划",)


def archive(path: Path, **files: str) -> Path:
    with ZipFile(path, "w") as packed:
        for name, text in files.items():
            packed.writestr(f"2031/{name}.txt", text)
    return path


def test_the_documents_of_an_archive_are_documents(tmp_path: Path, ontology: Ontology, extract: Extract) -> None:
    one, two, bad = "甲政发〔2031〕1号\n\n", "乙政发〔2031〕2号\n\n", "broken\n\n"
    folder = write(tmp_path / "in")
    packed = archive(folder / "plans.zip", a=one, b=two)
    with open_store("memory:") as store:
        first = build([folder], store, ontology, extract=extract)
        assert [row.path for row in first.rows] == [Path(f"{packed}!/2031/{name}.txt") for name in "ab"]
        assert statuses(first) == {"a": "new", "b": "new"}
        assert [document.source for document in store.documents()] == [
            "plans.zip!/2031/b.txt",
            "plans.zip!/2031/a.txt",
        ]
        written = store.dump_nquads()
        assert statuses(build([folder], store, ontology, extract=extract)) == {"a": "unchanged", "b": "unchanged"}
        archive(packed, a=one, b=two.replace("\n\n", "\n某文件\n"), bad=bad, c=one)
        later = build([folder], store, ontology, extract=extract)
        assert statuses(later) == {"a": "unchanged", "b": "replaced", "bad": "unreadable", "c": "refused"}
        assert store.dump_nquads() != written


def test_a_file_and_its_copy_in_an_archive_are_one_document(
    tmp_path: Path, ontology: Ontology, extract: Extract
) -> None:
    folder = write(tmp_path / "in", a="甲政发〔2031〕1号\n\n")
    archive(folder / "plans.zip", b="甲政发〔2031〕1号\n\n")
    with open_store("memory:") as store:
        for status in ("new", "unchanged"):
            assert statuses(build([folder], store, ontology, extract=extract)) == {"a": status, "b": "refused"}


def test_a_damaged_archive_is_told(tmp_path: Path, ontology: Ontology, extract: Extract) -> None:
    (write(tmp_path / "in", a="甲政发〔2031〕1号\n\n") / "z.zip").write_bytes(b"PK\x03\x04 cut off")
    with open_store("memory:") as store:
        report = build([tmp_path / "in"], store, ontology, extract=extract)
    assert statuses(report) == {"a": "new", "z": "unreadable"}
    assert report.rows[1].problems


def test_a_better_reading_of_the_same_bytes_takes_the_place_of_the_old_one(
    tmp_path: Path, ontology: Ontology, extract: Extract
) -> None:
    def unnumbered(source: Source, known: Ontology, problems: tuple[Problem, ...]) -> Record:
        record = extract(source, known, problems)
        return replace(record, document=replace(record.document, id="sha256-0123", number=""))

    folder = write(tmp_path / "in", a="甲政发〔2031〕1号\n某文件\n")
    with open_store("memory:") as store, open_store("memory:") as fresh:
        build([folder], store, ontology, extract=unnumbered)
        build([folder], store, ontology, extract=extract, force=True)
        build([folder], fresh, ontology, extract=extract)
        assert store.dump_nquads() == fresh.dump_nquads()
