"""What keeps a query worker from opening a socket, whatever a query says.

SERVICE cannot be switched off in Oxigraph. Queries that hold it are refused by their text; this is the second lock.
"""

import os
import platform
import struct
import sys
from pathlib import Path

#: So many files of its tables RocksDB opens at the start; it opens further ones when a query first needs them.
OPENED_AT_ONCE = 16

# Name of the machine → how the kernel names it, and the numbers of socket and io_uring_setup.
_SYSTEM_CALLS = {"x86_64": (0xC000003E, (41, 425)), "aarch64": (0xC00000B7, (198, 425))}
_NO_NEW_PRIVILEGES, _SET_FILTER, _FILTER = 38, 22, 2
_ALLOW, _DENY = 0x7FFF0000, 0x00050000 | 13  # EACCES


def forbid_sockets() -> bool:
    """Have the kernel refuse new sockets to this thread and to those it starts; say whether it does.

    Linux only (seccomp). It must be called before the store is opened, since opening starts threads.
    """
    known = _SYSTEM_CALLS.get(platform.machine()) if sys.platform == "linux" else None
    if known is None:
        return False
    import ctypes

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_void_p))

    code = _program(*known)
    buffer = ctypes.create_string_buffer(code, len(code))
    program = Program(len(code) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    try:
        prctl = ctypes.CDLL(None, use_errno=True).prctl
    except (OSError, AttributeError):
        return False
    numbers = [ctypes.c_ulong(number) for number in (1, 0, 0, 0)]
    if prctl(_NO_NEW_PRIVILEGES, *numbers) != 0:
        return False
    return bool(prctl(_SET_FILTER, ctypes.c_ulong(_FILTER), ctypes.byref(program), *numbers[1:3]) == 0)


def _program(machine: int, forbidden: tuple[int, ...]) -> bytes:
    """Return the kernel's filter: load the machine, compare; load the number of the call, compare; allow or deny."""

    def step(code: int, if_true: int, if_false: int, value: int) -> bytes:
        return struct.pack("HBBI", code, if_true, if_false, value)

    load, equal, end = 0x20, 0x15, 0x06
    count = len(forbidden)
    # A call of another machine's kind (32 bits) is none that this process makes: deny it.
    steps = [step(load, 0, 0, 4), step(equal, 0, count + 2, machine), step(load, 0, 0, 0)]
    steps += [step(equal, count - index, 0, number) for index, number in enumerate(forbidden)]
    return b"".join((*steps, step(end, 0, 0, _ALLOW), step(end, 0, 0, _DENY)))


def forbid_descriptors(folder: Path) -> bool:
    """Forbid this process any further file, and so any socket, where an open store needs none; say whether it does.

    For systems without the kernel's filter. A store of many files needs more of them later, and a query that cannot
    have one would hang: it keeps its right to open files, and only the text of a query is looked at.
    """
    if len(list(folder.glob("*.sst"))) > OPENED_AT_ONCE:
        return False
    try:
        import resource
    except ImportError:  # Windows
        return False
    lowest = os.open(os.devnull, os.O_RDONLY)
    os.close(lowest)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (lowest, resource.getrlimit(resource.RLIMIT_NOFILE)[1]))
    except (OSError, ValueError):
        return False
    return True
