"""A merge on a disk that is full: no file may grow beyond a size. Run as a program: `full_disk.py INPUT OUT BYTES JOBS`."""

import resource
import sys
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[1]))

from strategies.merging import merged

from criteria.faults import FaultError


def full_disk_program() -> str:
    """Return the path of this program."""
    return __file__


def merge_into_little(folder: Path, out: Path, most: int, jobs: int) -> None:
    """Merge, and print the codes of what is wrong."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    codes = []
    try:
        merged(out, folder, jobs=jobs, report=True)
    except FaultError as error:
        codes = [fault.code for fault in error.faults]
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    print(*codes)  # noqa: T201 - the parent listens


if __name__ == "__main__":
    merge_into_little(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
