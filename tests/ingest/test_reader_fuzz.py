"""Whatever a file holds, reading ends soon, in a source or in one clear sentence.

A few hundred spoilt files run with the other tests; ``ZHENGTU_FUZZ=10000`` asks for that many.
"""

import os
import random
import signal
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from pathlib import Path

import pytest
from made_documents import docx_of, pdf_of

from zhengtu.ingest.problem import Problem, UnreadableSource
from zhengtu.ingest.reading import read_source, read_sources
from zhengtu.ingest.source import Source

CASES = int(os.environ.get("ZHENGTU_FUZZ") or 400)
SECONDS = 5  # more is a hang; the longest case takes a fraction of one
TEXT = (
    "某县方案\n一、总体要求\n（一）修路。改造村道120公里。（县交通局牵头）\n任务 | 单位\n修路 | 县交通局\n养路 | 县局\n"
    * 3
)
PAGE = (
    "<!DOCTYPE html><html><head><meta charset='utf-8'><title>某县方案_某县</title></head><body>"
    "<div class='nav'><a href='/'>首页</a></div><h1>某县方案</h1><ul><li>文号：某政发〔2022〕3号</li></ul>"
    "<div id='zoom'><p>一、修路，养路。</p><ol start='3'><li>架桥</li></ol><table><tr><td rowspan='2'>任务</td>"
    "<td colspan='3'>单位</td></tr><tr><td>县&nbsp;局</td></tr></table><pre>甲\n乙</pre><!-- 注 --></div>"
    "<div style='display:none'>隐，藏。</div></body></html>"
) * 2
TOKENS = (
    b"<", b">", b"&", b"\0", b"\xff\xfe", b"\xe5", b"<table>", b"</td>", b"<!--", b"]]>", b"rowspan=99999", b"<w:p>",
    b"/Kids", b"endobj", b"99999999999", b"-1", b"<<", b"stream", b"PK\x03\x04", b"PK\x01\x02", b"%PDF-1.7", b"<?xml",
    b"\n" * 50,
)  # fmt: skip


def zipped() -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in {"a.txt": TEXT.encode(), "b.html": PAGE.encode(), "c.docx": docx_of(TEXT)}.items():
            archive.writestr(name, data)
    return file.getvalue()


@cache
def seeds() -> dict[str, list[bytes]]:
    return {
        "text": [
            TEXT.encode(),
            TEXT.encode("gb18030"),
            TEXT.encode("utf-16"),
            f"---\ntitle: 方案\n---\n{TEXT}".encode(),
        ],
        "page": [PAGE.encode(), PAGE.replace("utf-8", "gbk").encode("gbk")],
        "word": [docx_of(TEXT)],
        "word parts": [docx_of(TEXT)],
        "pdf": [pdf_of(TEXT), pdf_of(TEXT, head="汇编")],
        "archive": [zipped()],
    }


def spoilt(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """Return the bytes with a few of them flipped, cut out, moved, repeated or replaced by troublesome ones."""
    content = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not content:
            break
        at = chance.randrange(len(content))
        length = chance.choice((1, 4, 32, 256))
        match chance.randrange(7):
            case 0:
                content[at] ^= 1 << chance.randrange(8)
            case 1:
                del content[at : at + length]
            case 2:
                content[at:at] = content[at : at + length] * chance.choice((1, 3, 50))
            case 3:
                content[at : at + chance.randrange(9)] = chance.choice(TOKENS)
            case 4:
                content[at : at + length] = chance.randbytes(length)
            case 5:
                del content[at:]
            case _:
                other = chance.choice(others)
                begin = chance.randrange(len(other))
                content[at : at + length] = other[begin : begin + length]
    return bytes(content)


def spoilt_parts(data: bytes, chance: random.Random, others: list[bytes]) -> bytes:
    """Return a Word file that is a sound archive of spoilt parts."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name in ("word/document.xml", "word/styles.xml", "word/numbering.xml") and chance.random() < 0.6:
                part = spoilt(part, chance, [part, *others])
            new.writestr(name, part)
    return file.getvalue()


@contextmanager
def no_longer_than(seconds: int) -> Iterator[None]:
    """Interrupt what hangs, where the system can."""
    if not hasattr(signal, "SIGALRM"):
        yield
        return

    def stop(*_: object) -> None:
        raise AssertionError(f"reading took more than {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def assert_clear(problem: Problem) -> None:
    assert problem.where
    assert problem.what
    assert problem.advice
    assert problem.severity in ("info", "warning", "error")
    assert "\n" not in str(problem)
    assert len(str(problem)) < 600


def assert_sound(source: Source, problems: tuple[Problem, ...]) -> None:
    assert source.text.strip()
    assert source.text.encode("utf-8", "surrogatepass").decode("utf-8") == source.text
    assert list(source.page_starts) == sorted(source.page_starts)
    assert all(0 <= start <= len(source.text) for start in source.page_starts)
    for problem in problems:
        assert_clear(problem)


@pytest.mark.parametrize("kind", ["text", "page", "word", "word parts", "pdf", "archive"])
def test_spoilt_files_end_in_a_source_or_in_one_clear_sentence(tmp_path: Path, kind: str) -> None:
    others = [seed for each in seeds().values() for seed in each]
    path = tmp_path / "plan"
    for case in range(-(-CASES // len(seeds()))):
        chance = random.Random(f"{kind} {case}")
        spoil = spoilt_parts if kind == "word parts" else spoilt
        path.write_bytes(spoil(chance.choice(seeds()[kind]), chance, others))
        try:
            with no_longer_than(SECONDS):
                try:
                    assert_sound(*read_source(path))
                except UnreadableSource as error:
                    assert_clear(error.problem)
                try:
                    for read in read_sources(path):
                        assert_clear(read) if isinstance(read, Problem) else assert_sound(*read)
                except UnreadableSource as error:
                    assert_clear(error.problem)
        except BaseException as error:
            error.add_note(f"spoilt file: {kind!r}, case {case}")
            raise
