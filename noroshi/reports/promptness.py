"""How soon the own house reported first: from when a thing was detected, as its first report says, to when that was sealed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from noroshi.audiences.queries import readable_by
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.moments import LEEWAY, read_loosely
from noroshi.editions.models import Edition, EditionKind, Part
from noroshi.vocabulary import Said

DETECTED: Final = "detected_at"
MOST: Final = 2000


@dataclass(frozen=True, slots=True)
class FirstReport:
    """`took` is empty where no hour of detection is told, or none that this viewer may read."""

    sealed_at: datetime
    took: timedelta | None


def first_reports(viewer: Viewer, since: datetime) -> list[FirstReport]:
    """Of the own house, as far as this viewer may read them; the latest first."""
    own = Edition.objects.filter(
        originator_organization=viewer.organization_id,
        kind=EditionKind.REPORT,
        number=1,
        is_derived=False,
        is_recalled=False,
        sealed_at__gte=since,
    )
    rows = dict(readable_by(viewer, own).order_by("-pk").values_list("pk", "sealed_at")[:MOST])
    told = dict(_detected(viewer, rows))
    return [FirstReport(at, _took(at, told.get(edition, ""))) for edition, at in rows.items()]


def _detected(viewer: Viewer, editions: Iterable[int]) -> Iterator[tuple[int, str]]:
    held = readable_by(viewer, Part.objects.filter(edition__in=list(editions), content__has_key=DETECTED))
    for edition, piece in held.values_list("edition_id", f"content__{DETECTED}"):
        yield edition, _words(piece)


def _words(piece: object) -> str:
    """A field is kept with its salt before it."""
    value = piece[1] if isinstance(piece, list) and len(piece) == 2 else ""
    said = Said.of(value if isinstance(value, Mapping) else str(value or ""))
    return "" if said.is_anonymized else str(said.value or "")


def _took(sealed_at: datetime, detected: str) -> timedelta | None:
    moment = read_loosely(detected, now=sealed_at) if detected else None
    if moment is None or moment.earliest is None or moment.hour is None:
        return None
    at = moment.earliest + (LEEWAY if moment.is_about else timedelta())
    return sealed_at - at if at <= sealed_at else None
