"""Files that are there whole or not at all: written beside their place under another name, then renamed."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from .projection import NetworkError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """Open a file for writing that takes its place only once all is written; else nothing is left of it.

    A file that was there before stays as it was until then. Raise NetworkError with what to do where the folder does
    not exist or cannot be written, or the disk is full.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> with whole_file(folder / "a.txt") as file:
    ...     _ = file.write(b"1")
    >>> [path.name for path in folder.iterdir()]
    ['a.txt']
    """
    if path.is_dir():
        raise NetworkError(f"{path}: 是文件夹 (a folder); 请给出文件名，如 (give a file, such as) {path / 'network'}")

    if path.exists() and not path.is_file():
        # A pipe or /dev/stdout is no file to be replaced; renaming onto it would put a file in its place.
        with _told(path), path.open("wb") as stream:
            yield stream
        return
    try:
        number, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    except OSError as error:
        raise NetworkError(_unwritten(path, error)) from error
    part = Path(name)
    try:
        with _told(path, name):
            with os.fdopen(number, "wb") as file:
                yield file
            part.chmod(0o666 & ~_umask())
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def whole_folder(path: Path) -> Iterator[Path]:
    """Make a folder for several files; where it was not there before and something fails, it goes again."""
    existed = path.is_dir()
    try:
        path.mkdir(parents=False, exist_ok=True)
    except OSError as error:
        raise NetworkError(_unwritten(path, error)) from error
    try:
        yield path
    except BaseException:
        if not existed and not any(path.iterdir()):
            path.rmdir()
        raise


@contextmanager
def _told(path: Path, name: str = "") -> Iterator[None]:
    """Tell failures to write a file in plain words; reading may fail too while we write, and that is left as it is."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL or error.filename in (name, str(path), None):
            raise NetworkError(_unwritten(path, error)) from error
        raise


def _unwritten(path: Path, error: OSError) -> str:
    if error.errno in _FULL:
        return f"{path}: 磁盘已满，没有留下文件 (disk full, no file was left); 请清出空间或换一个磁盘 (free some space)"
    if error.errno == errno.ENOENT:
        return f"{path.parent}: 没有这个文件夹 (no such folder); 请先建立，或换一个路径 (make it, or give another path)"
    if error.errno == errno.EEXIST:
        return f"{path}: 已有同名文件 (a file of this name is there); 请给出文件夹 (give a folder)"
    reason = error.strerror or str(error)
    return f"{path}: 无法写入 ({reason}); 请检查权限，或换一个路径 (check permissions or give another path)"


def _umask() -> int:
    """Return the mask for new files: mkstemp makes files for their owner only, which no other tool does."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
