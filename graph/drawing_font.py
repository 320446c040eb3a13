"""A font that holds Chinese, for pictures made of pixels; in SVG and HTML whoever opens them brings their own."""

import shutil
import struct
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .projection import NetworkError

#: Names of font files with Chinese, the best to read first.
_FILES = (
    *("NotoSansCJK*Regular*", "NotoSansCJKsc-*Regular*", "NotoSansSC*", "SourceHanSans*Regular*", "SourceHanSansSC*"),
    *("PingFang*", "Hiragino Sans GB*", "STHeiti*", "msyh.tt*", "Deng.ttf", "simhei.ttf", "simsun.tt*"),
    *("wqy-microhei*", "wqy-zenhei*", "DroidSansFallback*", "uming*", "ukai*"),
)
_FOLDERS = {
    "win32": ("C:/Windows/Fonts", "~/AppData/Local/Microsoft/Windows/Fonts"),
    "darwin": ("/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts"),
}
_ELSEWHERE = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")
ADVICE = (
    "请安装一种 (install one): Debian、Ubuntu: apt install fonts-noto-cjk；"
    "Fedora: dnf install google-noto-sans-cjk-fonts；"
    "或用 --font 指定字体文件 (or give --font FILE)；svg 和 html 不需要 (svg and html need none)"
)


@dataclass(frozen=True, slots=True)
class ChineseFont:
    """A font file and the name of the family in it that is for simplified Chinese."""

    path: Path
    family: str


def find_chinese_font(given: Path | None = None) -> ChineseFont:
    """Return the font that was given, or one that is installed; raise NetworkError that says what to install."""
    if given is not None:
        if not given.is_file():
            raise NetworkError(f"{given}: 没有这个字体文件 (no such font file); {ADVICE}")
        family = family_of(given)
        if not family:
            raise NetworkError(f"{given}: 不是 TrueType 或 OpenType 字体 (no such font); {ADVICE}")
        return ChineseFont(given, family)
    for path in _candidates():
        family = family_of(path)
        if family:
            return ChineseFont(path, family)
    raise NetworkError(f"没有找到中文字体 (no Chinese font was found); {ADVICE}")


def family_of(path: Path) -> str:
    """Return the name of the family in a font file, in a collection that for simplified Chinese; "" where it is none.

    >>> family_of(Path(__file__))
    ''
    """
    try:
        data = path.read_bytes()
        if data[:4] == b"ttcf":
            (count,) = struct.unpack_from(">I", data, 8)
            names = [_family(data, offset) for offset in struct.unpack_from(f">{min(count, 99)}I", data, 12)]
        else:
            names = [_family(data, 0)] if data[:4] in (b"\0\1\0\0", b"OTTO", b"true") else []
    except (OSError, struct.error):
        return ""
    named = [name for name in names if name]
    return next((name for name in named if name.endswith("SC") and "Mono" not in name), named[0] if named else "")


def _candidates() -> Iterator[Path]:
    asked = _from_fontconfig()
    if asked:
        yield asked
    folders = [Path(name).expanduser() for name in _FOLDERS.get(sys.platform, _ELSEWHERE)]
    for pattern in _FILES:
        yield from _found(folders, pattern)


def _found(folders: Iterable[Path], pattern: str) -> Iterator[Path]:
    for folder in folders:
        if folder.is_dir():
            yield from sorted(path for path in folder.rglob(pattern) if path.suffix.lower() in (".ttf", ".otf", ".ttc"))


def _from_fontconfig() -> Path | None:
    """Ask fontconfig, which knows what this machine prefers; it always answers, so look at the languages too."""
    program = shutil.which("fc-match")
    if program is None:
        return None
    asked = [program, "-f", "%{file}\n%{lang}", "sans-serif:lang=zh-cn"]
    try:
        told = subprocess.run(asked, capture_output=True, text=True, timeout=20, check=False).stdout
    except (OSError, subprocess.TimeoutExpired):
        return None
    file, _, languages = told.partition("\n")
    path = Path(file)
    return path if "zh-cn" in languages and path.suffix.lower() in (".ttf", ".otf", ".ttc") else None


def _family(data: bytes, offset: int) -> str:
    """Return the English name of the family (name 16, else 1) from the table of names of one font."""
    (tables,) = struct.unpack_from(">H", data, offset + 4)
    for number in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sIII", data, offset + 12 + 16 * number)
        if tag == b"name":
            break
    else:
        return ""
    _, count, strings = struct.unpack_from(">HHH", data, start)
    found: dict[tuple[bool, int], str] = {}
    for number in range(count):
        platform, _, language, name, length, place = struct.unpack_from(">6H", data, start + 6 + 12 * number)
        if platform == 3 and name in (1, 16):
            raw = data[start + strings + place : start + strings + place + length]
            found.setdefault((language == 0x409, name), raw.decode("utf-16-be", "replace"))
    return next((found[key] for key in ((True, 16), (True, 1), (False, 16), (False, 1)) if key in found), "")
