"""From a file to the few that matter: `python -m tests.bench.triaging 720000`. One profile, 7,000 of them, new objects.

One list is read under both locks, as a page reads it; the whole way in counts with it. Of all 7,000, of many desks and houses, it is only
counted how much stands on each, in one question that is the bench's own: nobody in the product asks for all lists at once.
"""

import json
import sys
import time
from typing import Final

import psycopg

from noroshi.engine.cluster import Cluster
from tests.bench.importing import KEPT, ROOT, ground, told_by
from tests.bench.measuring import Figure, median
from tests.bench.threats import WHOLE, bundle_of

OWN: Final = ROOT / "build" / "bench-triage"
NAME: Final = "bench_triage"
PROFILES: Final = 7_000
NEW: Final = 1_000
ROUNDS: Final = 3
FEW: Final = 656
AGAIN: Final = """
truncate triage_feed, triage_posting;
create temp table again (like intel_value);
create trigger triage_came after insert on again referencing new table as came
  for each statement execute function noroshi_triage_came();
"""


def main(many: int = WHOLE) -> list[Figure]:
    path = bundle_of(many, KEPT)
    with ground(OWN, NAME) as cluster:
        origin = _run(cluster, "tests.bench.intel_desk", "1").split()[0]
        world = _ask(cluster, "prepare", PROFILES)
        began = time.monotonic()
        imported = float(_run(cluster, "tests.bench.importer", str(path), origin).split()[-1])
        _tidy(cluster)
        first = _ask(cluster, "met", 0)
        _tidy(cluster)
        whole = _ask(cluster, "lists", 0)
        file_to_lists = time.monotonic() - began - first["told"]
        all_lists = [_ask(cluster, "lists", 0)["seconds"] for _ in range(ROUNDS)]
        ones = [_ask(cluster, "one", 5) for _ in range(ROUNDS)]
        new = [_ask(cluster, "new", NEW)["seconds"] for _ in range(ROUNDS)]
        met = [_ask(cluster, "met", NEW) for _ in range(ROUNDS)]
        cold = [_ask(cluster, "cold", 1)["seconds"] for _ in range(ROUNDS)]
        again = [_again(cluster) for _ in range(ROUNDS)]
    one = ones[0]
    print(
        f"  imported in {imported:.1f} s; {whole['selections']:,.0f} selections of {whole['profiles']:,.0f} profiles",
        flush=True,
    )
    print(
        f"  {PROFILES:,} profiles of {world['desks']:,.0f} desks in {world['houses']:,.0f} houses; counted is how much stands on each list",
        flush=True,
    )
    print(f"  {one['came']:,.0f} values came in, {one['delivered']:,.0f} are shown to one profile", flush=True)
    return [
        Figure(f"one profile over {many:,} objects, nothing posted", median(cold), "s", limit=0.8),
        Figure(f"all postings of {many:,} objects written anew, and one profile", median(again), "s"),
        Figure("one profile on maintained postings", median([each["median"] for each in ones]), "ms", limit=10),
        Figure("50 lines of it with their explanations", median([each["page"] for each in ones]), "ms"),
        Figure("its funnel", median([each["funnel"] for each in ones]), "s"),
        Figure(
            f"counted: the lists of {PROFILES:,} profiles, {world['houses']:,.0f} houses",
            median(all_lists),
            "s",
            limit=1.5,
        ),
        Figure(f"{NEW:,} new objects on the lists of whom they concern", median(new), "s", limit=1.0),
        Figure(
            f"{NEW:,} of them met for {PROFILES:,} profiles", median([each["seconds"] for each in met]), "s", limit=1.0
        ),
        Figure("and told to whom they concern", median([each["told"] for each in met]), "s"),
        Figure(f"all {many:,} met for words and assets that are new", first["seconds"], "s"),
        Figure(f"file of {many:,} objects to the counted lists of {PROFILES:,}", file_to_lists, "s", limit=25),
        Figure("shown of what came in", one["delivered"], "", limit=FEW),
    ]


def _again(cluster: Cluster) -> float:
    """Postings thrown away and written anew from the values, by the trigger's own function, then one list."""
    with psycopg.connect(cluster.url("superuser", NAME)) as connection:
        connection.execute(AGAIN)
        began = time.monotonic()
        connection.execute("insert into again select * from intel_value")
        connection.execute("drop table again")
        connection.commit()
        seconds = time.monotonic() - began
    return seconds + _ask(cluster, "one", 1)["first"] / 1000


def _tidy(cluster: Cluster) -> None:
    """As autovacuum does a moment later."""
    with psycopg.connect(cluster.url("superuser", NAME), autocommit=True) as connection:
        connection.execute("vacuum analyze triage_posting, triage_said, triage_feed, triage_wish, intel_value")


def _ask(cluster: Cluster, deed: str, many: int) -> dict[str, float]:
    found: dict[str, float] = json.loads(_run(cluster, "tests.bench.triage_desk", deed, str(many)).splitlines()[-1])
    print(f"  {deed}: {found}", flush=True)
    return found


def _run(cluster: Cluster, *command: str) -> str:
    return told_by(cluster, NAME, command)


if __name__ == "__main__":
    for figure in main(int(sys.argv[1]) if len(sys.argv) > 1 else WHOLE):
        print(f"{figure.name:60} {figure.value:>12,.2f} {figure.unit:4} {figure.verdict} {figure.ratio or ''}")
