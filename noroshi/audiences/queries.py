"""The first lock. Nothing else in Noroshi filters shared rows by viewer."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, cached_property
from heapq import nlargest
from itertools import chain
from typing import Any, Final

from django.contrib.postgres.aggregates import ArrayAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection
from django.db.models import BooleanField, F, Func, OuterRef, QuerySet, Subquery, Value

from noroshi.audiences.models import Audience
from noroshi.audiences.questions import ask, ask_often
from noroshi.audiences.shared import SharedModel
from noroshi.audiences.viewer import AnyViewer, Public, SystemViewer, Viewer
from noroshi.directory import planned
from noroshi.directory.remembered import remembered, remembering
from noroshi.vocabulary import Requirement

BITS = {Requirement.PERSONS: 1, Requirement.NEED_TO_KNOW: 2}
FEW, NEAR, FARTHER = 200, 2000, 16
"""With more than FEW audiences the NEAR newest rows of a table are looked through, then FARTHER times as many if a page may be expected
there; else all audiences are asked."""


SATISFIED: Final = """
select array(
  select s.audience_id from audiences_seat s
   where s.desk_id = %(desk)s
     and (s.requires = any (%(freely)s::smallint[]) or (s.requires = any (%(allowed)s::smallint[]) and exists (
           select from audiences_audience a where a.id = s.audience_id
              and (a.sectors && %(duties)s::varchar[] or a.matter = any (%(matters)s::uuid[])))))
   union all select id from audiences_audience where is_public)
"""


def bits(requires: Iterable[Requirement]) -> int:
    return sum(BITS[requirement] for requirement in requires)


@cache
def requirements(number: int) -> frozenset[Requirement]:
    return frozenset(requirement for requirement, bit in BITS.items() if number & bit)


def array(numbers: Iterable[int]) -> str:
    """As PostgreSQL writes it: thousands of numbers go as one text, many times faster than one by one."""
    return f"{{{','.join(map(str, numbers))}}}"


def audience_ids(viewer: AnyViewer) -> list[int]:
    """The audiences that a viewer satisfies now: seat, tie, NDA, duty and assignment."""
    match viewer:
        case Public():
            return _numbers(Audience.objects.filter(is_public=True), "id")
        case SystemViewer():
            return _numbers(Audience.objects.all(), "id")
        case Viewer():
            with connection.cursor() as cursor:
                cursor.execute(SATISFIED, _met_by(viewer))
                satisfied: list[int] = cursor.fetchone()[0]
            return list(set(satisfied))


def holds(audience: int) -> bool:
    """Whether who acts now is of this audience, as the lock of the rows will judge it."""
    with connection.cursor() as cursor:
        cursor.execute("select %s = any (noroshi_viewer_audiences())", [audience])
        return bool(cursor.fetchone()[0])


def satisfied_by(viewer: Viewer) -> tuple[str, dict[str, Any]]:
    """The same as a part of a question, with what is given to it: whoever asks once only spares one way to the database."""
    return f"({SATISFIED})", _met_by(viewer)


def _numbers(rows: QuerySet[Any], column: str) -> list[int]:
    """In one value: a thousand rows of one number each take longer to hand over than to find."""
    numbers: list[int] = rows.aggregate(numbers=ArrayAgg(column, default=[]))["numbers"]
    return numbers


def _met_by(viewer: Viewer) -> dict[str, Any]:
    """Which of a desk's seats this person may take: `freely`, or when it knows of the sector or the matter."""
    person, in_range = viewer.person, viewer.is_in_range
    allowed = [number for number in range(4) if in_range or not number & BITS[Requirement.PERSONS]]
    without_need = [number for number in allowed if not number & BITS[Requirement.NEED_TO_KNOW]]
    return {
        "desk": viewer.desk_id,
        "allowed": allowed,
        "freely": allowed if person.needs_everything() else without_need,
        "duties": sorted(person.duties),
        "matters": sorted(person.matters),
    }


_known: ContextVar[dict[str, "Held"] | None] = ContextVar("known", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """For a page that only reads: a viewer's audiences are asked for once, however many questions the page puts.

    Never around a deed: it makes audiences that would not be among them. The database's own lock asks every time.
    Within a page that has asked already this changes nothing.
    """
    if _known.get() is not None:
        yield
        return
    before = _known.set({})
    try:
        with remembering():
            yield
    finally:
        _known.reset(before)


@dataclass(frozen=True)
class Held:
    """The audiences of a viewer, asked once for the several questions of one answer; `whose` they are."""

    numbers: Sequence[int]
    whose: str

    @classmethod
    def by(cls, viewer: AnyViewer) -> "Held":
        known = _known.get()
        if known is None:
            return cls(audience_ids(viewer), viewer.setting)
        if viewer.setting not in known:
            known[viewer.setting] = cls(audience_ids(viewer), viewer.setting)
        return known[viewer.setting]

    @cached_property
    def audiences(self) -> str:
        return array(self.numbers)

    def among[M: SharedModel, Row](self, rows: QuerySet[M, Row]) -> QuerySet[M, Row]:
        """One array instead of a thousand parameters: the planner knows its values, and an index or a hash finds them."""
        return rows.filter(any_of("audience_id", self.audiences))

    def of_these[M: SharedModel, Row](self, rows: QuerySet[M, Row]) -> QuerySet[M, Row]:
        """Of rows that are few by themselves: the audiences are hashed and the planner, which would weigh each, is spared."""
        return rows.filter(
            Func(
                *(F("audience_id"), Value(self.audiences)),
                arg_joiner=" in (select unnest(",
                template="(%(expressions)s::int[])) is true)",
                output_field=BooleanField(),
            )
        )

    def asked(self, question: str, **given: Any) -> list[tuple[Any, ...]]:
        """A question of `questions`: SQL in which `held.<table>` is what this viewer holds of a table."""
        return ask(question, self.audiences, given)

    def asked_often(self, question: str, **given: Any) -> list[tuple[Any, ...]]:
        """One whose way is the same for everybody: it is planned once, and not each time that a page asks it."""
        return ask_often(question, self.audiences, given)

    def newest[M: SharedModel](
        self, rows: QuerySet[M], columns: Sequence[str], most: int, before: int | None = None
    ) -> list[tuple[Any, ...]]:
        """These columns of the newest rows, however many audiences a viewer has and however old what it may read is.

        Whoever has many finds a page among the newest rows of the table. For everybody else each audience is asked along
        its own index: no audience but the `most` with the newest rows can be on the page.
        """
        older = rows.filter(pk__lt=before) if before else rows
        return [row[1:] for row in self._newest(older.values_list("pk", *columns), most, before)]

    def _newest[M: SharedModel](
        self, rows: QuerySet[M, tuple[Any, ...]], most: int, before: int | None
    ) -> list[tuple[Any, ...]]:
        """Each with its key before it."""
        if len(self.numbers) > FEW:
            start = before or remembered(("latest", rows.model), lambda: _latest(rows.model))
            near = self._within(rows, start - NEAR, most)
            if len(near) < most <= _expected([row[0] for row in near], start) * FARTHER:
                near = self._within(rows, start - NEAR * FARTHER, most)
            if len(near) == most:
                return near
        return list(rows.filter(pk__in=self._merged(rows, most)).order_by("-pk"))

    def _within[M: SharedModel, Row](self, rows: QuerySet[M, Row], oldest: int, most: int) -> list[Row]:
        return planned.rows_of(self.of_these(rows.filter(pk__gte=oldest)).order_by("-pk")[:most])

    def _merged[M: SharedModel, Row](self, rows: QuerySet[M, Row], most: int) -> list[int]:
        """The pages are looked up after the limit: PostgreSQL puts off what is costly and not sorted by."""
        numbers = rows.filter(audience=OuterRef("pk")).order_by("-pk").values("pk")
        mine = Audience.objects.filter(any_of("pk", self.audiences))
        asked = mine.annotate(newest=Subquery(numbers[:1]), page=ArraySubquery(numbers[:most]))
        pages = asked.order_by(F("newest").desc(nulls_last=True)).values_list("page", flat=True)[:most]
        return nlargest(most, chain.from_iterable(pages))


def readable_by[M: SharedModel](viewer: AnyViewer, rows: QuerySet[M]) -> QuerySet[M]:
    """The rows that this viewer may read; what may not be read is not found. Lists of everything ask for the `newest`."""
    return Held.by(viewer).of_these(rows)


def any_of(column: str, numbers: str) -> Func:
    """Among many numbers, given as one `array`."""
    return Func(
        *(F(column), Value(numbers)),
        arg_joiner=" = any (",
        template="(%(expressions)s::int[]))",
        output_field=BooleanField(),
    )


def _expected(near: Sequence[int], start: int) -> int:
    """Among so many rows as are near, by their older half: a desk that is busy today was not always, and one row is chance."""
    return 2 * (sum(key < start - NEAR // 2 for key in near) - 1)


def _latest(model: type[SharedModel]) -> int:
    """The highest number ever drawn; it never leaves this room."""
    table = model._meta.db_table  # noqa: SLF001 - Django's documented way to a model's table
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(pg_sequence_last_value(pg_get_serial_sequence(%s, 'id')), 0)", [table])
        return int(cursor.fetchone()[0])


def holders(audience_id: int) -> dict[int, frozenset[Requirement]]:
    """Desks that hold it now; the database answers the originator's desk only, everybody else gets nothing."""
    with connection.cursor() as cursor:
        cursor.execute("select desk_id, requires from noroshi_holders(%s)", [audience_id])
        return {desk: requirements(number) for desk, number in cursor.fetchall()}
