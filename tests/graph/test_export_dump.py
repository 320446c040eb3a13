"""A store and a file of it: one made again from the other is the same, byte for byte."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from network_stores import BASE, document, sample_store, written_store

from zhengtu.graph import Store, StoreError, open_store
from zhengtu.graph.dataset_description import DCAT, VOID
from zhengtu.graph.export_dump import export_store, import_store
from zhengtu.graph.projection import NetworkError

HARD = document(
    "A", "2031-02-03", r'{D}/x> rdfs:label "《规划》“示范”, \"引号\"\n第二行🎉\t\\" , "x"@zh , 0.950 , 1e3 .'
)


@pytest.fixture(scope="module")
def samples() -> Iterator[Store]:
    with sample_store() as store:
        yield store


@pytest.mark.parametrize("name", ["a.nq", "a.trig", "a.jsonld", "a.nq.gz"])
def test_a_store_made_of_its_dump_is_the_same_byte_for_byte(name: str, samples: Store, tmp_path: Path) -> None:
    assert export_store(samples, tmp_path / name) == ()
    imported = import_store(tmp_path / name, tmp_path / "store")
    assert (imported.quads, imported.documents) == (len(samples), 3)
    with open_store(tmp_path / "store", read_only=True) as again:
        assert again.dump_nquads() == samples.dump_nquads()


def test_a_second_dump_says_the_same_of_itself_too(samples: Store, tmp_path: Path) -> None:
    export_store(samples, tmp_path / "a.nq")
    import_store(tmp_path / "a.nq", tmp_path / "store")
    with open_store(tmp_path / "store", read_only=True) as again:
        export_store(again, tmp_path / "b.nq")
    # The order differs, since memory and disk keep theirs.
    first, second = (sorted((tmp_path / name).read_bytes().split(b"\n")) for name in ("a.nq", "b.nq"))
    assert first == second


@pytest.mark.parametrize("suffix", ["nq", "trig", "jsonld"])
def test_literals_that_are_hard_to_write_come_back(suffix: str, tmp_path: Path) -> None:
    with written_store(HARD + '<urn:a> <urn:b> "in no graph" .') as store:
        export_store(store, tmp_path / f"a.{suffix}")
        import_store(tmp_path / f"a.{suffix}", tmp_path / "store")
        with open_store(tmp_path / "store", read_only=True) as again:
            assert again.dump_nquads() == store.dump_nquads()


def test_rdflib_reads_the_description(samples: Store, tmp_path: Path) -> None:
    export_store(samples, tmp_path / "a.trig", licence="https://example.org/licence")
    lines = (tmp_path / "a.trig").read_text("utf-8").split("\n}\n")[0] + "\n}\n"
    described = rdflib.Dataset(default_union=True)
    described.parse(data=lines, format="trig")
    void, dataset = rdflib.Namespace(VOID), rdflib.URIRef(f"{BASE}dataset")
    assert (dataset, rdflib.RDF.type, rdflib.URIRef(f"{DCAT}Dataset")) in described
    assert described.value(dataset, void.triples) == rdflib.Literal(len(samples))
    assert described.value(dataset, rdflib.DCTERMS.license) == rdflib.URIRef("https://example.org/licence")
    classes = {
        str(described.value(part, void["class"])).rpartition("#")[2]: int(str(described.value(part, void.entities)))
        for part in described.objects(dataset, void.classPartition)
    }
    assert classes["PolicyDocument"] == 3
    parts = [int(str(described.value(part, void.triples))) for part in described.objects(dataset, void.subset)]
    assert sum(parts) == len(samples)
    (licence,) = set(described.objects(rdflib.URIRef(f"{BASE}dataset#vocabularies"), rdflib.DCTERMS.license))
    assert str(licence).startswith("https://www.apache.org/")
    assert any("dictionary" in str(label) for label in described.objects(None, rdflib.RDFS.label))


@pytest.mark.parametrize("suffix", ["nt", "ttl", "rdf"])
def test_formats_without_graphs_say_so_and_are_not_taken_back(suffix: str, samples: Store, tmp_path: Path) -> None:
    with written_store(HARD) as store:
        (note,) = export_store(store, tmp_path / f"a.{suffix}")
    assert "no named graphs" in note
    with pytest.raises(NetworkError, match="no named graphs"):
        import_store(tmp_path / f"a.{suffix}", tmp_path / "store")


def test_a_store_is_not_poured_into_another(samples: Store, tmp_path: Path) -> None:
    with written_store(HARD) as store:
        export_store(store, tmp_path / "a.nq")
    import_store(tmp_path / "a.nq", tmp_path / "store")
    with pytest.raises(NetworkError, match="not empty"):
        import_store(tmp_path / "a.nq", tmp_path / "store")


@pytest.mark.parametrize("existed", [False, True])
@pytest.mark.parametrize("spoil", [b"not N-Quads\n", b'<urn:a> <urn:b> "x" <urn:g> .\n' * 1000 + b"<urn:a"])
def test_a_broken_file_leaves_no_store(spoil: bytes, existed: bool, tmp_path: Path) -> None:
    (tmp_path / "a.nq").write_bytes(spoil)
    if existed:
        (tmp_path / "store").mkdir()
    with pytest.raises(NetworkError, match="no store was made"):
        import_store(tmp_path / "a.nq", tmp_path / "store")
    assert (tmp_path / "store").exists() == existed
    with pytest.raises(StoreError, match="no store at"):
        open_store(tmp_path / "store", read_only=True)


def test_a_half_archive_leaves_no_store(tmp_path: Path) -> None:
    with written_store(HARD) as store:
        export_store(store, tmp_path / "a.nq.gz")
    (tmp_path / "a.nq.gz").write_bytes((tmp_path / "a.nq.gz").read_bytes()[:-200])
    with pytest.raises(NetworkError, match="no store was made"):
        import_store(tmp_path / "a.nq.gz", tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_a_name_without_a_format_is_told(tmp_path: Path) -> None:
    with written_store(HARD) as store, pytest.raises(NetworkError, match=r"\.trig"):
        export_store(store, tmp_path / "a.trg")


def test_progress_counts_the_quads(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with written_store(HARD) as store:
        export_store(store, tmp_path / "a.nq", progress=lambda done, total: told.append((done, total)))
        assert told[-1] == (len(store), len(store))
