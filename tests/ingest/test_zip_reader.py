"""Archives: each file in them is a source of its own, and none of them can harm the machine or the others."""

import hashlib
import stat
import struct
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from made_documents import docx_of, pdf_of

from zhengtu.ingest import archive as archive_module
from zhengtu.ingest.formats import DOCX
from zhengtu.ingest.problem import Problem, UnreadableSource
from zhengtu.ingest.reading import read_source, read_sources
from zhengtu.ingest.source import Source

TEXT = "某县方案\n一、修路。\n"


def packed(members: dict[str, bytes | str], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def read(tmp_path: Path, data: bytes) -> tuple[list[Source], list[Problem]]:
    """Return the sources of an archive and the problems of members that could not be read."""
    path = tmp_path / "plans.zip"
    path.write_bytes(data)
    sources, problems = [], []
    for each in read_sources(path):
        if isinstance(each, Problem):
            assert each.severity in ("error", "warning")
            assert "\n" not in str(each)
            problems.append(each)
        else:
            sources.append(each[0])
    return sources, problems


def refusal(tmp_path: Path, data: bytes) -> str:
    with pytest.raises(UnreadableSource) as caught:
        read(tmp_path, data)
    return str(caught.value)


def test_every_format_in_an_archive_is_read_by_its_own_rules(tmp_path: Path) -> None:
    members: dict[str, bytes | str] = {
        "2022/方案 1.txt": TEXT,
        "page.html": "<html><body><p>某县方案</p><p>一、修路。</p></body></html>",
        "plan.docx": docx_of(TEXT),
        "plan.pdf": pdf_of(TEXT),
        "wrongly-named.pdf": TEXT.encode("gb18030"),
    }
    sources, problems = read(tmp_path, packed(members))
    assert problems == []
    assert [source.text for source in sources] == [TEXT] * 5
    assert [source.media_type for source in sources] == [
        "text/plain",
        "text/html",
        DOCX,
        "application/pdf",
        "text/plain",
    ]
    assert sources[0].uri == "file:plans.zip!/2022/%E6%96%B9%E6%A1%88%201.txt"
    assert sources[0].sha256 == hashlib.sha256(TEXT.encode()).hexdigest()


def test_a_member_that_cannot_be_read_does_not_cost_the_others(tmp_path: Path) -> None:
    members: dict[str, bytes | str] = {
        "a.png": b"\x89PNG\r\n\x1a\n",
        "empty.txt": "",
        "b.txt": TEXT,
        "x.doc": b"\0\1\2" * 9,
    }
    sources, problems = read(tmp_path, packed(members))
    assert [source.text for source in sources] == [TEXT]
    assert [problem.where.rpartition("!/")[2] for problem in problems] == ["a.png", "empty.txt", "x.doc"]


def test_archives_in_an_archive_are_read_one_level_deep(tmp_path: Path) -> None:
    inner = packed({"c.txt": TEXT, "d.zip": packed({"e.txt": TEXT})})
    sources, problems = read(tmp_path, packed({"a.txt": TEXT, "b.zip": inner}, zipfile.ZIP_STORED))
    assert [source.uri for source in sources] == ["file:plans.zip!/a.txt", "file:plans.zip!/b.zip!/c.txt"]
    assert "archive in an archive in an archive" in problems[0].what


def test_what_systems_add_is_passed_over_and_an_archive_of_nothing_is_a_problem(tmp_path: Path) -> None:
    sources, problems = read(
        tmp_path, packed({"__MACOSX/._a.txt": b"\0", "b/.DS_Store": b"\0", "a.txt": TEXT, "b/": ""})
    )
    assert (len(sources), problems) == (1, [])
    assert "holds no files" in read(tmp_path, packed({"b/": ""}))[1][0].what
    assert "holds no files" in read(tmp_path, packed({}))[1][0].what


def test_a_document_that_is_no_archive_is_one_source(tmp_path: Path) -> None:
    for data in (TEXT.encode(), docx_of(TEXT), pdf_of(TEXT)):
        sources, problems = read(tmp_path, data)
        assert ([source.uri for source in sources], problems) == (["file:plans.zip"], [])


def test_an_archive_is_no_single_document(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed({"a.txt": TEXT}))
    with pytest.raises(UnreadableSource, match=r"archive of files.*zhengtu build"):
        read_source(tmp_path / "a.zip")


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        (["[Content_Types].xml", "xl/workbook.xml"], "an Excel workbook"),
        (["[Content_Types].xml", "ppt/presentation.xml"], "a PowerPoint presentation"),
        (["OFD.xml", "Doc_0/Document.xml"], "an OFD file"),
        (["mimetype", "content.xml"], "an OpenDocument file"),
    ],
)
def test_other_formats_in_the_guise_of_an_archive_are_named(tmp_path: Path, members: list[str], kind: str) -> None:
    assert kind in refusal(tmp_path, packed(dict.fromkeys(members, "<x/>")))


def test_names_written_by_chinese_windows_are_read(tmp_path: Path) -> None:
    data = packed({"xxxx.txt": TEXT}).replace(b"xxxx", "通知".encode("gbk"))
    assert read(tmp_path, data)[0][0].uri == "file:plans.zip!/%E9%80%9A%E7%9F%A5.txt"


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "C:\\a.txt", "a\nb.txt", "a\x1b[2Jb.txt"])
def test_names_are_names_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    info = zipfile.ZipInfo("x")
    info.filename = name
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(info, b"\x89PNG")
    _, problems = read(tmp_path, file.getvalue())
    assert len(problems) == 1
    assert str(problems[0]).isprintable() or "\ufffd" in str(problems[0])
    assert [path.name for path in tmp_path.iterdir()] == ["plans.zip"]


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(info, "/etc/hostname")
    assert "link to another file" in read(tmp_path, file.getvalue())[1][0].what


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    assert "to fill a machine" in refusal(tmp_path, packed({"zeros.txt": b"0" * 30_000_000}))


def test_an_archive_that_expands_too_far_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_module.open_archive, "__defaults__", (1000, 10_000))
    (tmp_path / "a.zip").write_bytes(packed({"a.txt": "修路" * 400}))
    with pytest.raises(UnreadableSource, match=r"expands to 0\.0 MiB, the limit is 0\.0 MiB"):
        read_source(tmp_path / "a.zip")


def test_archives_in_an_archive_draw_on_one_allowance(tmp_path: Path) -> None:
    # Each expands to 60 MiB, which alone is allowed.
    inner = packed({"a.txt": b"".join(bytes([32 + i % 90]) * 99 + b"%d" % i for i in range(600_000))})
    _, problems = read(tmp_path, packed({f"{i}.zip": inner for i in range(5)}, zipfile.ZIP_STORED))
    assert any("the limit is" in problem.what for problem in problems)


def test_too_many_members_are_refused_before_they_are_listed(tmp_path: Path) -> None:
    assert "more than 10,000 files" in refusal(tmp_path, packed({f"{i}.txt": "" for i in range(10_001)}))
    entry = packed({"a": ""})
    central = entry[entry.index(b"PK\x01\x02") : entry.index(b"PK\x05\x06")]
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(central) * 50_000, 0, 0)
    assert "more than 10,000 files" in refusal(tmp_path, b"PK\x03\x04" + central * 50_000 + end)


def test_a_locked_or_damaged_member_is_a_problem(tmp_path: Path) -> None:
    data = packed({"a.txt": TEXT * 9, "b.txt": TEXT})
    locked = bytearray(data)
    locked[6] |= 1
    locked[data.index(b"PK\x01\x02") + 8] |= 1
    sources, problems = read(tmp_path, bytes(locked))
    assert (len(sources), "locked with a password" in problems[0].what) == (1, True)
    damaged = bytearray(data)
    damaged[40] ^= 0xFF
    sources, problems = read(tmp_path, bytes(damaged))
    assert (len(sources), "cannot be unpacked" in problems[0].what) == (1, True)


def test_a_member_over_the_limit_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(packed({"a.txt": "修路" * 500, "b.txt": TEXT}))
    (large, small) = read_sources(path, limit_bytes=1000)
    assert isinstance(large, Problem)
    assert not isinstance(small, Problem)


@pytest.mark.parametrize("cut", [4, 30, 60, 100])
def test_an_archive_cut_off_is_refused(tmp_path: Path, cut: int) -> None:
    assert "damaged" in refusal(tmp_path, packed({"a.txt": TEXT})[:cut])
