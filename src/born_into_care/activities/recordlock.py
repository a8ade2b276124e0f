"""One writer at a time: a lock beside the record, given back however its holder ends."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

LOCK_SECONDS = 5.0


class BusyError(OSError):
    """Another window held the lock for longer than anybody should wait."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold a file's lock alone, against other notebooks and windows.

    Parameters:
        path: the lock file, made if need be. It must never be deleted: who waits for the old file
            and who makes a new one would both hold the lock.

    Raises:
        BusyError: if another holds it for too long.
        OSError: if it cannot be made.
    """
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _wait_for_lock(handle)
        yield
    finally:
        # Closing gives the lock back, as does the end of the process, however it ends.
        os.close(handle)


def _wait_for_lock(handle: int) -> None:
    deadline = time.monotonic() + LOCK_SECONDS
    while not _try_lock(handle):
        if time.monotonic() > deadline:
            raise BusyError("another window holds the lock")
        time.sleep(0.02)


try:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # A disk that knows no locks: moving the file into place still keeps it whole.
            return True
        return True

except ImportError:  # Windows
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
