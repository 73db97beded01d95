"""`make bench`: measures on a world of 1,000,000 editions, prints a table and writes build/bench.json.

`make bench ONLY="delivering finding"` measures only these parts; `make bench EDITIONS=20000` in a smaller world.
"""

import json
import os
import sys
import time
from collections.abc import Callable, Iterable

from noroshi.config import serving
from tests.bench.ground import BENCH, EDITIONS, ROOT, ground
from tests.bench.measuring import Figure
from tests.bench.threats import WHOLE


def main() -> int:
    began = time.monotonic()
    found: list[Figure] = []
    editions = int(os.environ.get("EDITIONS") or EDITIONS)
    only = os.environ.get("ONLY", "").split()
    with ground(editions) as cluster:
        serving.load("noroshi.config.wsgi:application")  # as a worker stands: everything there, nothing left to collect
        from tests.bench import (  # noqa: PLC0415 - rooms exist only once Django is set up
            chaining,
            company,
            deeds,
            delivering,
            exchanging,
            extracting,
            finding,
            importing,
            living,
            merging,
            pages_intel,
            printing,
            reading,
            repeated,
            searching,
            triaging,
            visits,
            weighing,
        )

        busy = os.getloadavg()[0]
        them = company.company()
        parts: dict[str, Callable[[], Iterable[Figure]]] = {
            "visits": lambda: visits.figures(them),
            "merging": lambda: merging.figures(them),
            "living": living.figures,
            "weighing": lambda: weighing.figures(them),
            "reading": reading.figures,
            "printing": printing.figures,
            "delivering": lambda: delivering.figures(cluster.url("superuser", BENCH)),
            "exchanging": lambda: exchanging.figures(
                *((WHOLE, 100_000) if editions == EDITIONS else (WHOLE // 10, 10_000))
            ),
            "deeds": deeds.figures,
            "finding": finding.figures,
            "extracting": extracting.figures,
            "importing": lambda: importing.figures(WHOLE if editions == EDITIONS else WHOLE // 10),
            "triaging": lambda: triaging.main(WHOLE if editions == EDITIONS else WHOLE // 10),
            "searching": lambda: searching.apart(min(editions, searching.TEXTS)),
            "repeated": lambda: repeated.figures(them, cluster.url("superuser", BENCH)),
            "pages_intel": lambda: pages_intel.figures(WHOLE if editions == EDITIONS else WHOLE // 10),
            "chaining": lambda: chaining.figures(cluster.url("superuser", BENCH)),
        }
        for figures in (part() for name, part in parts.items() if not only or name in only):
            for figure in figures:
                found.append(figure)
                print(_line(figure), flush=True)
        _close()
    target = ROOT / "build" / ("bench-part.json" if only else "bench.json")
    target.write_text(
        json.dumps([figure.plain() for figure in found], ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )
    broken = [figure.name for figure in found if figure.verdict == "broken"]
    print(f"\n{len(found)} figures in {time.monotonic() - began:.0f} s, written to {target.relative_to(ROOT)}.")
    if busy > 1:
        print(f"The machine was busy with something else (load {busy:.1f}): figures are worse than they need be.")
    if broken:
        print(f"Not within their limit: {'; '.join(broken)}.")
    return 1 if broken else 0


def _line(figure: Figure) -> str:
    against = figure.plain()
    held = f"limit {against['limit']:,.1f}" if against["limit"] is not None else ""
    peer = f"{figure.peer.name} {figure.peer.value:,.2f}" if figure.peer else ""
    ratio = f"× {figure.ratio:.2f}" if figure.ratio is not None else ""
    return (
        f"{figure.name:66.66} {figure.value:>11,.2f} {figure.unit:<4} {figure.verdict:<9} {ratio:>7}  {held:<15} {peer}"
    )


def _close() -> None:
    from django.db import connections  # noqa: PLC0415 - likewise

    for connection in connections.all(initialized_only=True):
        connection.close()
        close_pool = getattr(connection, "close_pool", None)
        if close_pool:
            close_pool()


if __name__ == "__main__":
    sys.exit(main())
