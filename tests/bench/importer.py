"""One import as the command line does it, in a process of its own, so that its memory can be watched. Prints the seconds it took."""

import sys
import time
import uuid
from pathlib import Path

import django


def main(path: Path, origin: uuid.UUID) -> None:
    django.setup()
    from noroshi.intel.actions.imports import begin_import_by_hand, run_import  # noqa: PLC0415 - needs Django set up

    began = time.monotonic()
    row = begin_import_by_hand(origin, path)
    progress = run_import(row.public_id, path)
    seconds = time.monotonic() - began
    print(progress.taken, progress.known, progress.refused, f"{seconds:.3f}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), uuid.UUID(sys.argv[2]))
