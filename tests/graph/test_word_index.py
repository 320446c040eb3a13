"""The word index finds what a look at every passage would find, in every state of the store, and never another."""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import mkstemp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.graph import Store, literal, open_store
from zhengtu.graph.building import build
from zhengtu.graph.store_state import state_of
from zhengtu.graph.terms import nif, zt
from zhengtu.graph.word_index import WordIndex, WordSource, word_index
from zhengtu.ontology import Ontology, load_ontology

SAMPLES = Path(__file__).parents[2] / "cli" / "samples"
PASSAGES = WordSource(
    "passages", "?evidence nif:anchorOf ?words . ?evidence zt:inDocument ?_document", "evidence", "_document"
)
#: Words that stand in the samples rarely, often, once, or not at all; of one character, with marks and letters.
TEXTS = [
    "竹产业",
    "科技",
    "的",
    "县",
    "。",
    "5",
    "2025年",
    "%",
    "（",
    "“",
    "” ",
    "Ｒ",
    "龙头企业带",
    "不",
    "a",
    '"',
    "\x00",
    "*",
]
_BASE = "https://w3id.org/zhengtu/id"


@pytest.fixture(scope="module")
def ontology() -> Ontology:
    return load_ontology()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, ontology: Ontology) -> Path:
    folder = tmp_path_factory.mktemp("words") / "store"
    with open_store(folder) as store:
        build([SAMPLES], store, ontology)
    return folder


@pytest.fixture
def folder(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Path(shutil.copytree(built, tmp_path / "store"))


def scanned(store: Store, text: str) -> list[tuple[str, set[str]]]:
    """What SPARQL itself finds, in the order of documents."""
    found: dict[str, set[str]] = {}
    sparql = (
        f"SELECT ?d ?e ?words WHERE {{ {PASSAGES.pattern.replace('?_document', '?d').replace('?evidence', '?e')} }}"
    )
    for document, passage, words in _plain(store, sparql):
        if text in words:
            found.setdefault(document, set()).add(passage)
    return sorted(found.items())


def _plain(store: Store, sparql: str) -> list[tuple[str, str, str]]:
    return [(str(r["d"]), str(r["e"]), str(r["words"])) for r in store.select(sparql).plain()]


def indexed(store: Store, text: str) -> list[tuple[str, set[str]]]:
    index = word_index(store, PASSAGES)
    assert index
    return [(document, set(things)) for document, things in index.find(text)]


def files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("index-*"))


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_of_the_samples_is_found_where_it_stands(text: str, folder: Path) -> None:
    with open_store(folder, read_only=True) as store:
        assert indexed(store, text) == scanned(store, text)


@pytest.fixture(scope="module")
def any_words(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[WordIndex, list[str]]]:
    """An index of words that no document has: both cases, marks, spaces, characters beyond the first plane."""
    words = [
        "AbC def",
        "abc DEF",
        'say "x" AND y*',
        "ＡＢＣ１２",
        "〔2018〕[42]",
        "a\tb\nc",
        "𠮷野家𠮷",
        "é e\u0301",
        "-^+:()",
        "县",
    ]
    folder = tmp_path_factory.mktemp("any") / "store"
    with open_store(folder) as store:
        lines = [
            f"<urn:{n}> {nif('anchorOf')} {literal.text(each)} . <urn:{n}> {zt('inDocument')} <urn:d{n % 3}>"
            for n, each in enumerate(words)
        ]
        store.change({}, {f"{_BASE}/graph/document/x": lines})
    with open_store(folder, read_only=True) as store:
        index = word_index(store, PASSAGES)
        assert index
        yield index, words


@given(data=st.data())
def test_any_part_of_any_words_is_found_and_nothing_else(
    data: st.DataObject, any_words: tuple[WordIndex, list[str]]
) -> None:
    index, words = any_words
    one = data.draw(st.sampled_from(words))
    begin = data.draw(st.integers(0, len(one) - 1))
    part = one[begin : data.draw(st.integers(begin + 1, len(one)))]
    text = data.draw(st.sampled_from([part, part.swapcase(), part + "x", part[::-1], f"{part} "]) | st.text(min_size=1))
    found = {thing for _, things in index.find(text) for thing in things}
    assert found == {f"urn:{number}" for number, each in enumerate(words) if text in each}


def test_who_comes_second_reads_what_the_first_one_wrote(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(folder, read_only=True) as store:
        first = indexed(store, "竹产业")
    assert len(files(folder)) == 1
    monkeypatch.setattr(Store, "select", None)
    with open_store(folder, read_only=True) as store:
        assert indexed(store, "竹产业") == first


def test_an_index_follows_the_documents_that_a_build_adds_changes_and_removes(
    folder: Path, tmp_path: Path, ontology: Ontology, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = Path(shutil.copytree(SAMPLES, tmp_path / "texts"))
    one = next(path for path in sorted(texts.iterdir()) if path.suffix == ".txt")
    read = list[int]()
    rows = WordSource.rows

    def counted(source: WordSource, store: Store, some: Sequence[str] = ()) -> list[tuple[str, str, str]]:
        read.append(len(some))
        return rows(source, store, some)

    monkeypatch.setattr(WordSource, "rows", counted)
    with open_store(folder, read_only=True) as store:
        indexed(store, "县")
    assert read == [0]
    added, notice = texts / "added.txt", "某县关于采茶的通知\n某政发〔2023〕9号\n一、县农业农村局负责建设茶园。\n"
    for number in range(4):
        if number == 0:
            added.write_text(notice, encoding="utf-8")
        elif number == 1:
            one.write_text(f"{one.read_text('utf-8')}\n县科技局负责饲养熊猫。\n", encoding="utf-8")
        elif number == 2:
            added.unlink()
        with open_store(folder) as store:
            build([texts], store, ontology, prune=number == 2)
        with open_store(folder, read_only=True) as store:
            for text in ("县", "竹产业", "茶园", "饲养熊猫"):
                assert indexed(store, text) == scanned(store, text)
        assert len(files(folder)) == 1
    assert read == [0, 1, 1]


def test_an_index_of_another_state_is_never_read_nor_is_one_cut_short(folder: Path) -> None:
    with open_store(folder, read_only=True) as store:
        indexed(store, "县")
        (name,) = files(folder)
        (folder / "index-half-killed.sqlite").write_bytes(b"SQLite format 3\0")
    (folder / name).rename(folder / name.replace(store.state, "0" * 16))
    (folder / name.replace(store.state, "0" * 16)).write_bytes(b"no index at all")
    os.utime(folder / "index-half-killed.sqlite", (0, 0))
    with open_store(folder, read_only=True) as store:
        assert indexed(store, "竹产业") == scanned(store, "竹产业")
    assert files(folder) == [name]


def test_who_opened_the_store_before_a_build_gets_what_it_was_then(
    folder: Path, ontology: Ontology, tmp_path: Path
) -> None:
    (tmp_path / "new.txt").write_text(
        "某县关于采茶的通知\n某政发〔2023〕9号\n一、县科技局负责饲养熊猫。\n", encoding="utf-8"
    )
    with open_store(folder, read_only=True) as old:
        with open_store(folder) as store:
            build([tmp_path / "new.txt"], store, ontology)
        with open_store(folder, read_only=True) as new:
            assert indexed(new, "饲养熊猫") == scanned(new, "饲养熊猫") != []
            assert indexed(old, "饲养熊猫") == scanned(old, "饲养熊猫") == []
            assert [name for name in files(folder) if new.state in name] == [f"index-1-passages-{new.state}.sqlite"]


def test_documents_between_others_keep_their_order_until_there_is_no_room_left() -> None:
    from zhengtu.graph.word_index import ROOM, _places

    known = {"b": ROOM, "f": 2 * ROOM}
    placed = _places(known, ["a", "c", "d", "g"])
    assert placed
    assert sorted(placed, key=lambda iri: placed[iri]) == ["a", "b", "c", "d", "f", "g"]
    assert _places(known, [f"c{number:03}" for number in range(200)]) is None


def test_where_the_folder_may_only_be_read_the_index_lies_in_the_cache(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(prefix: str, suffix: str, dir: Path) -> tuple[int, str]:
        if dir == folder:
            raise PermissionError(dir)
        return mkstemp(prefix=prefix, suffix=suffix, dir=dir)

    monkeypatch.setattr("zhengtu.graph.index_file.mkstemp", refuse)
    with open_store(folder, read_only=True) as store:
        assert indexed(store, "竹产业") == scanned(store, "竹产业")
    assert files(folder) == []
    assert len(list((tmp_path / "cache").rglob(f"*{state_of(folder)}.sqlite"))) == 1


def test_a_store_that_cannot_tell_its_state_has_no_index(folder: Path) -> None:
    with open_store("memory:") as memory, open_store(folder) as writing:
        assert word_index(memory, PASSAGES) is None
        assert word_index(writing, PASSAGES) is None


def test_an_index_that_cannot_be_read_is_done_without(folder: Path) -> None:
    with open_store(folder, read_only=True) as store:
        indexed(store, "县")
        (folder / files(folder)[0]).write_bytes(b"nothing that SQLite knows" * 1000)
        assert word_index(store, PASSAGES) is None


def test_the_file_is_whole_as_sqlite_sees_it(folder: Path) -> None:
    with open_store(folder, read_only=True) as store:
        indexed(store, "县")
    base = sqlite3.connect(folder / files(folder)[0])
    assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    base.close()
