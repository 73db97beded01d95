"""Whether the same was posted already: asked among all that a desk may read, where nearly everything says nearly the same.

The world's parts came by COPY and kept no traits; they are given here, by the product's own function, to as many as `MOST`.
"""

import itertools
from collections.abc import Iterator
from typing import Final

import psycopg

from noroshi.advisories.confirming import same_content
from noroshi.advisories.foretelling import look
from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.editions.traits import editions_like
from noroshi.likeness import Traits, compared, traits_of
from tests.bench import company as made
from tests.bench import people
from tests.bench.company import Company
from tests.bench.filled import REPORT
from tests.bench.measuring import Figure, median, milliseconds, p95, rounds

MOST: Final = 200_000
ROUNDS, LIMIT_MS = 30, 100.0
ABSENT: Final = "この文面は、ここにあるどの報にも書かれていない。照会先は 203.0.113.254 である。"
PARTS: Final = """
select id, audience_id, content from editions_part p
 where not exists (select from editions_trait t where t.part_id = p.id)
 order by id limit %s
"""


def figures(them: Company, superuser: str) -> Iterator[Figure]:
    draft = made.filled(them, them.operator)
    parts, traits = _kept(superuser)
    print(f"    {traits:,} traits of {parts:,} parts")
    asker = people.viewer(them.operator)

    def asked() -> float:
        with acting_as(asker):
            looked = look(asker, draft.public_id)
            return milliseconds(lambda: same_content(asker, looked.draft, looked.filled))

    asked()
    taken = [asked() for _ in range(ROUNDS)]
    yield Figure("what was posted already, beside a draft of an operator, median", median(taken), "ms")
    yield Figure("what was posted already, beside a draft of an operator, p95", p95(taken), "ms", limit=LIMIT_MS)
    yield from _found()


def _found() -> Iterator[Figure]:
    """The question alone: a text that nobody wrote, and one that nearly everybody did."""
    for name, seat in people.readers().items():
        viewer = people.viewer(seat)
        for what, text in (("nobody wrote", ABSENT), ("everybody wrote", compared(REPORT))):
            asked = traits_of(text, is_asking=True)

            def question(viewer: Viewer = viewer, asked: Traits = asked) -> None:
                with acting_as(viewer):
                    editions_like(Held.by(viewer), asked, (), 60)

            yield Figure(
                f"found alike to what {what}: {name}, p95", p95(rounds(question, ROUNDS)), "ms", limit=LIMIT_MS
            )


def _kept(superuser: str) -> tuple[int, int]:
    with psycopg.connect(superuser, autocommit=True) as connection, connection.cursor("parts", withhold=True) as rows:
        rows.execute(PARTS, [MOST])
        parts = traits = 0
        known: dict[str, tuple[int, ...]] = {}
        with psycopg.connect(superuser, autocommit=True) as other:
            for chunk in itertools.batched(rows, 2000):
                with other.cursor().copy("copy editions_trait (audience_id, part_id, trait) from stdin") as copy:
                    for part, audience, content in chunk:
                        text = compared({name: value for name, (_salt, value) in content.items()})
                        found = known[text] = known.get(text) or traits_of(text).every
                        copy.write("".join(f"{audience}\t{part}\t{one}\n" for one in found))
                        parts, traits = parts + 1, traits + len(found)
            other.execute("vacuum (analyze) editions_trait")
    return parts, traits
