"""The web process: the application is loaded once, then Granian forks its workers from what is loaded.

Workers hold it together, one that fell is back at once, and no later collection of garbage looks through it again.
"""

import gc
import sys
from importlib import import_module

from granian.cli import entrypoint


def main() -> None:
    """Granian's own command line, whose last word names the application."""
    load(sys.argv[-1])
    entrypoint()  # type: ignore[no-untyped-call]  # granian says so of itself


def load(target: str) -> None:
    """As a worker would find it, before there is one: nothing may be opened by that, neither a connection nor a thread."""
    import_module(target.partition(":")[0])
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    main()
