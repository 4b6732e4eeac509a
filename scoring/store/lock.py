"""A lock on an open file, kept by the system: it ends with the process, however that ends."""

import errno
import os
import sys

BEYOND = 1 << 30
"""The byte that is locked where a lock is on bytes: no draft grows so long, so that anybody may read and write."""

_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL}


def try_lock(descriptor: int) -> bool:
    """Lock an open file against every other opening of it, and tell whether that could be done.

    Where the file system knows no locks it counts as done: an officer who can write matters more than a second
    window that nobody has opened.

    Raises:
        OSError: As the system says it.
    """
    try:
        _lock(descriptor)
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return True
        if isinstance(error, BlockingIOError | PermissionError) or error.errno in _HELD:
            return False
        raise
    return True


if sys.platform == "win32":
    import msvcrt

    _HELD = {errno.EACCES, errno.EDEADLOCK}

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, BEYOND, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    _HELD = {errno.EWOULDBLOCK}

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
