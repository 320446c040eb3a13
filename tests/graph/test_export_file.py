"""Files that are there whole or not at all."""

import errno
import os
from pathlib import Path

import pytest

from zhengtu.graph.export_file import whole_file
from zhengtu.graph.export_network import FORMATS, export_network
from zhengtu.graph.network import Network, empty_network
from zhengtu.graph.projection import NetworkError, NetworkKind


def network() -> Network:
    made = empty_network(NetworkKind.GRAPH)
    made.add_edge("urn:a", "urn:b", weight=1)
    return made


def test_a_full_disk_leaves_nothing_behind_and_the_old_file_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.graphml"
    path.write_text("old", encoding="utf-8")

    def write_half() -> None:
        with whole_file(path) as file:
            file.write(b"half")
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with pytest.raises(NetworkError, match="disk full"):
        write_half()
    assert [each.name for each in tmp_path.iterdir()] == ["a.graphml"]
    assert path.read_text("utf-8") == "old"


def test_what_is_no_file_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    if not Path("/dev/full").is_char_device():
        pytest.skip("this system has no /dev/full")
    (tmp_path / "a.graphml").symlink_to("/dev/full")
    with pytest.raises(NetworkError, match="disk full"):
        export_network(network(), "graphml", tmp_path / "a.graphml")
    assert (tmp_path / "a.graphml").is_char_device()


def test_of_several_files_all_take_their_places_or_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from zhengtu.graph import export_network as module

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    writers = {**FORMATS["csv"].writers, "edges.csv": fail}
    broken = module.Format("csv", "", "", writers)
    monkeypatch.setattr(module, "FORMATS", {"csv": broken})
    with pytest.raises(NetworkError, match="disk full"):
        export_network(network(), "csv", tmp_path / "n")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("form", "path", "complaint"),
    [
        ("graphml", "missing/a.graphml", "no such folder"),
        ("graphml", ".", "a folder"),
        ("csv", "missing/n", "no such folder"),
    ],
)
def test_a_path_that_cannot_be_written_is_told(form: str, path: str, complaint: str, tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=complaint):
        export_network(network(), form, tmp_path / path)


def test_a_file_is_readable_by_others_as_usual(tmp_path: Path) -> None:
    with whole_file(tmp_path / "a") as file:
        file.write(b"1")
    (tmp_path / "b").write_bytes(b"1")
    assert (tmp_path / "a").stat().st_mode == (tmp_path / "b").stat().st_mode
