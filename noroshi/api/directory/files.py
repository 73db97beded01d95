"""The directory as a file: tried without changing anything, applied as a whole or not at all, written out."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Schema
from pydantic import Field, StrictStr

from noroshi.api.directory.room import room
from noroshi.api.fields import Incoming
from noroshi.directory.interchange import ImportHasMistakes, Outcome, Plan, PlannedRecord, apply, export, plan
from noroshi.directory.signin.scopes import Scope
from noroshi.threshold.acting import seat_of


class File(Incoming):
    """The text of a file, in the form that the export writes."""

    form: Literal["csv", "json"]
    text: Annotated[StrictStr, Field(max_length=2_000_000)]


class Change(Schema):
    column: str
    before: str
    after: str


class Said(Schema):
    column: str
    code: str
    message: str


class RecordShown(Schema):
    """What happens to one record: `row` is the line of a CSV file, the place in its list in a JSON file."""

    kind: str
    row: int
    key: list[str]
    outcome: Outcome
    changes: list[Change]
    mistakes: list[Said]


class PlanShown(Schema):
    is_applicable: bool
    records: list[RecordShown]


class FileFilter(Schema):
    form: Literal["csv", "json"] = "json"


@room.ask("/directory/import/dry-run", Scope.DIRECTORY_WRITE, PlanShown)
def dry_run(request: HttpRequest, given: File) -> PlanShown:
    """What the file would change, record by record; changes nothing."""
    return _shown(plan(seat_of(request), given.text, given.form))


@room.post("/directory/import", Scope.DIRECTORY_WRITE, PlanShown, status=200)
def bring_in(request: HttpRequest, given: File) -> PlanShown:
    """Apply the file: all of it, or nothing and the mistakes by row and column."""
    seat = seat_of(request)
    shown = plan(seat, given.text, given.form)
    if not shown.is_applicable:
        raise ImportHasMistakes(fields=_by_place(shown))
    return _shown(apply(shown, seat))


@room.get("/directory/export", Scope.DIRECTORY_READ, None)
def write_out(request: HttpRequest, wanted: Query[FileFilter]) -> HttpResponse:
    """The directory as far as I may look it up, as a CSV or JSON file that the import reads back."""
    kinds = {"csv": "text/csv; charset=utf-8", "json": "application/json"}
    answer = HttpResponse(export(seat_of(request), wanted.form), content_type=kinds[wanted.form])
    answer["Content-Disposition"] = f'attachment; filename="directory.{wanted.form}"'
    return answer


def _shown(found: Plan) -> PlanShown:
    return PlanShown(is_applicable=found.is_applicable, records=[_record(record) for record in found.planned])


def _by_place(found: Plan) -> dict[str, list[str]]:
    """At most a screenful: `membership.12.role`."""
    places: dict[str, list[str]] = {}
    for mistake in found.mistakes[:200]:
        places.setdefault(f"{mistake.kind}.{mistake.row}.{mistake.column}"[:120].rstrip("."), []).append(mistake.code)
    return places


def _record(record: PlannedRecord) -> RecordShown:
    language = get_language() or "ja"
    return RecordShown(
        kind=record.kind,
        row=record.row,
        key=list(record.key),
        outcome=record.outcome,
        changes=[
            Change(column=change.column, before=_text(change.before), after=_text(change.after))
            for change in record.changes
        ],
        mistakes=[
            Said(column=mistake.column, code=mistake.code, message=mistake.message(language))
            for mistake in record.mistakes
        ],
    )


def _text(value: object) -> str:
    """Values of a file are text; lists as the CSV form writes them."""
    if isinstance(value, list | tuple):
        return ";".join(str(part) for part in value)
    return "" if value is None else str(value)
