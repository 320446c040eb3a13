"""Reading in several processes: one that dies is told, and costs no other document."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import small_documents
from small_documents import write

from zhengtu.graph import open_store
from zhengtu.graph.building import build
from zhengtu.graph.error import StoreError
from zhengtu.graph.worker_pool import WorkerPool, open_cluster
from zhengtu.ontology import load_ontology


def test_a_worker_that_dies_costs_no_other_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHENGTU_TEST_ONCE", str(tmp_path / "once"))
    write(tmp_path / "in", 60, 0)
    with open_store("memory:") as store, WorkerPool(2) as pool:
        report = build([tmp_path / "in"], store, load_ontology(), extract=small_documents.deadly, executor=pool)
        assert report.statuses == {"new": 59, "replaced": 0, "unchanged": 0, "refused": 0, "unreadable": 1}
        (problem,) = report.all_problems
        assert problem.where.endswith("007.txt")
        assert "died, twice" in problem.what
        assert [row.path for row in report.rows] == sorted((tmp_path / "in").iterdir())


@pytest.fixture
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed; pip install zhengtu[dask]")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as running:
        yield running


def test_a_cluster_gives_the_same_store(tmp_path: Path, cluster: Any) -> None:
    write(tmp_path / "in", 40, 0)
    ontology = load_ontology()
    with (
        open_store("memory:") as one,
        open_store("memory:") as other,
        open_cluster(cluster.scheduler_address, ontology) as pool,
    ):
        assert pool.width == 2
        build([tmp_path / "in"], one, ontology, extract=small_documents.extract)
        report = build([tmp_path / "in"], other, ontology, extract=small_documents.extract, executor=pool)
        assert report.statuses["new"] == 40
        assert one.dump_nquads() == other.dump_nquads()


def test_a_worker_of_a_cluster_that_dies_costs_no_other_document(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed; pip install zhengtu[dask]")
    dask: Any = pytest.importorskip("dask")
    monkeypatch.setenv("ZHENGTU_TEST_ONCE", str(tmp_path / "once"))
    write(tmp_path / "in", 40, 0)
    ontology = load_ontology()
    # Dask itself gives what killed its worker to three more, which proves nothing and takes long.
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
        ) as running,
        open_store("memory:") as store,
        open_cluster(running.scheduler_address, ontology) as pool,
    ):
        report = build([tmp_path / "in"], store, ontology, extract=small_documents.deadly, executor=pool)
    assert (report.statuses["new"], report.statuses["unreadable"]) == (39, 1)
    (problem,) = report.all_problems
    assert problem.where.endswith("007.txt")
    assert "died, twice" in problem.what


def test_a_scheduler_that_is_not_there_is_told() -> None:
    pytest.importorskip("distributed", reason="Dask is not installed; pip install zhengtu[dask]")
    with (
        pytest.raises(StoreError, match="there is no Dask scheduler at nowhere"),
        open_cluster("nowhere", load_ontology()),
    ):
        pass
