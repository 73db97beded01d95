"""A list of shared intelligence as a file: a table that says first how it may be passed on, or STIX for machines."""

import csv
import io
from collections.abc import Iterable, Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from noroshi.audiences.queries import asked_once
from noroshi.intel.colors import Color
from noroshi.intel.taking_out import MOST, TakenOut, bundle, take_out
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.handing_over import handed_over
from noroshi.vocabulary.errors import NotFound
from noroshi.web.pages.intel.asking_first import asked_first, reason_of
from noroshi.web.pages.intel.browsing import FilterForm, ObjectLine, found_by
from noroshi.web.plain_sight import defanged_within

SORTS = ("csv", "stix")
FORMULA = frozenset("=+-@\t\r|%")
"""A spreadsheet would work out a cell that begins with one of these."""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def intel_file(request: HttpRequest, sort: str) -> HttpResponseBase:
    """What the same filters show, up to a thousand."""
    viewer = viewer_of(request)
    sort_or_nothing(sort)
    with asked_once():
        form = FilterForm(viewer, request.GET)
        found = found_by(viewer, form, limit=MOST).rows
    if asking := asked_first(request, found, reverse("intel")):
        return asking
    taken = take_out(viewer, found, sort, reason_of(request))
    if sort == "stix":
        return as_file("intel.json", bundle(viewer, taken))
    heads = [_("Kind"), _("What it is about"), _("Id"), _("Sharing scope"), _("Source"), _("Confidence"), _("Written")]
    return as_file("intel.csv", table(taken, heads, (_row(ObjectLine.of(one)) for one in taken.lines)))


def sort_or_nothing(sort: str) -> None:
    if sort not in SORTS:
        raise NotFound


def as_file(name: str, content: bytes) -> HttpResponseBase:
    return handed_over(name, len(content), [content])


def table(taken: TakenOut, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """Two lines say how it may be passed on, whoever opens it; then the heads."""
    text = io.StringIO()
    into = csv.writer(text)
    into.writerows([[line] for line in _marking_lines(taken)])
    into.writerow(heads)
    into.writerows([_plain(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def color_words(color: Color) -> str:
    return f"TLP:{color.word.upper()}"


def _marking_lines(taken: TakenOut) -> list[str]:
    strictest = taken.strictest
    whole = _("As a whole: %(color)s. Each row says how far it goes by itself.") % {
        "color": color_words(strictest.color) if strictest else "—"
    }
    if not taken.left_out:
        return [whole]
    words = ngettext("%(n)s RED item is in no file.", "%(n)s RED items are in no file.", taken.left_out)
    return [whole, words % {"n": taken.left_out}]


def _row(line: ObjectLine) -> list[object]:
    written = timezone.localtime(line.version).isoformat(timespec="minutes") if line.version else ""
    return [line.kind, line.title, line.uuid, color_words(line.color), line.source, line.confidence, written]


def _plain(cell: object) -> str:
    """Written by others: nothing that can be pressed, nothing that a spreadsheet works out."""
    text = " ".join(defanged_within(str(cell)).split())
    return f"'{text}" if text[:1] in FORMULA else text


urlpatterns = [path("intel/file/<slug:sort>/", intel_file, name="intel_file")]
