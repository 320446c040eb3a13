"""Opening ZIP archives (Word files are such, too) without letting them fill memory or disk.

Nothing is ever written, so a member's name is only a name. What an archive claims about its sizes bounds what is read,
since reading stops at the size a member claims.
"""

import stat
import struct
import unicodedata
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from .decoding import commonness
from .rendering import unreadable

LIMIT_MEMBERS = 10_000
LIMIT_EXPANDED = 256 * 1024 * 1024  # bytes, all members together
LIMIT_RATIO = 200  # text shrinks to a tenth, a table of blanks to a hundredth; a bomb to a thousandth
_RATIO_FROM = 1024 * 1024  # bytes; smaller members harm nobody

_DAMAGE = (BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, struct.error, zlib.error)
_CENTRAL_ENTRY = b"PK\x01\x02"
_UTF8_NAMES = 0x800
_ENCRYPTED = 0x1
_GET_AGAIN = "get a sound copy of the file"


def open_archive(
    data: bytes, where: str, limit_expanded: int = LIMIT_EXPANDED, limit_members: int = LIMIT_MEMBERS
) -> ZipFile:
    """Open an archive and check its limits before anything in it is read.

    Raises UnreadableSource for a damaged archive, one with more than ``limit_members`` members, one that expands to
    more than ``limit_expanded`` bytes, and one with a member that expands beyond 200 times its size.
    """
    # Counted in the bytes, because opening an archive makes an object of every member it claims to have. A stored
    # archive inside adds its own, hence the allowance.
    if data.count(_CENTRAL_ENTRY) > 4 * LIMIT_MEMBERS:
        raise _too_many(where)
    try:
        archive = ZipFile(BytesIO(data))
    except _DAMAGE as error:
        raise unreadable(where, f"the archive is damaged ({_line(error)})", _GET_AGAIN) from None
    members = archive.infolist()
    if len(members) > limit_members:
        raise _too_many(where)
    expanded = sum(member.file_size for member in members)
    if expanded > limit_expanded:
        what = f"the archive expands to {_mib(expanded)}, the limit is {_mib(limit_expanded)}"
        raise unreadable(where, what, "split it into smaller archives")
    for member in members:
        ratio = member.file_size // max(1, member.compress_size)
        if member.file_size > _RATIO_FROM and ratio > LIMIT_RATIO:
            what = f"{member_name(member)} expands to {ratio} times its size, the limit is {LIMIT_RATIO}"
            raise unreadable(where, f"{what}; such archives are made to fill a machine", "check where it comes from")
    return archive


def read_member(archive: ZipFile, member: ZipInfo, where: str, limit_bytes: int) -> bytes:
    """Return the bytes of one member.

    Raises UnreadableSource for one that is encrypted, damaged, a link, or larger than ``limit_bytes``.
    """
    if member.flag_bits & _ENCRYPTED:
        raise unreadable(where, "it is locked with a password", "unpack the archive with the password first")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise unreadable(where, "it is a link to another file", "put the file itself into the archive")
    if member.file_size > limit_bytes:
        what = f"it has {_mib(member.file_size)}, the limit is {_mib(limit_bytes)}"
        raise unreadable(where, what, "split it into single documents")
    try:
        with archive.open(member) as file:
            data = file.read(limit_bytes + 1)
    except _DAMAGE as error:
        raise unreadable(where, f"it cannot be unpacked ({_line(error)})", _GET_AGAIN) from None
    if len(data) != member.file_size:
        raise unreadable(where, "it is shorter than the archive says", _GET_AGAIN)
    return data


def member_name(member: ZipInfo) -> str:
    """Return a member's name on one line.

    Chinese Windows writes names in GBK without saying so, where the standard expects an alphabet of 1981.

    >>> member = ZipInfo("通知.txt".encode("gbk").decode("cp437"))
    >>> member_name(member)
    '通知.txt'
    """
    name = member.filename
    if not member.flag_bits & _UTF8_NAMES and not name.isascii():
        name = _renamed(name)
    return "".join("\ufffd" if unicodedata.category(letter) in ("Cc", "Cs", "Zl", "Zp") else letter for letter in name)


def _renamed(name: str) -> str:
    try:
        written = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    # Not the first that fits: 通知 in GBK happens to be valid UTF-8.
    readings = [written.decode(encoding, "replace") for encoding in ("utf-8", "gb18030")]
    best = max(readings, key=commonness)
    return best if commonness(best) > 0 else name


def _too_many(where: str) -> Exception:
    what = f"the archive holds more than {LIMIT_MEMBERS:,} files"
    return unreadable(where, what, "split it into smaller archives")


def _mib(size: int) -> str:
    return f"{size / 2**20:.1f} MiB"


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
