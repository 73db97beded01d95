"""Beginning one's own edition of somebody else's report, and what it changes against that, before it is sent."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import NoReverseMatch, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.changes import ChangeKind as FieldChangeKind
from noroshi.drafting.changes import FieldChange
from noroshi.drafting.queries import DraftShown
from noroshi.reports.actions import begin_anonymized, begin_completion
from noroshi.reports.differences import Differences, differences
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Change, ChangeKind, Crumb
from noroshi.web.pages.items.lines import LineShown, line_shown
from noroshi.web.pages.stations.values import FormWords

KINDS = {
    FieldChangeKind.ADDED: ChangeKind.ADDED,
    FieldChangeKind.CHANGED: ChangeKind.CHANGED,
    FieldChangeKind.REMOVED: ChangeKind.WITHDRAWN,
}


@dataclass(frozen=True, slots=True)
class DifferencesPage:
    """`changed` and `contact` are what the partial `stations/differences.html` shows."""

    crumbs: tuple[Crumb, ...]
    against: LineShown | None
    changed: tuple[Change, ...]
    contact: tuple[Change, ...]
    same: int
    draft_url: str
    send_url: str
    is_open: bool


@require_POST
@login_required
def complete(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A ministry's own edition of an operator's report."""
    return _begun(request, public_id, begin_completion, "draft")


@require_POST
@login_required
def anonymized(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A secretariat's edition without the name."""
    return _begun(request, public_id, begin_anonymized, "anonymize")


@require_safe
@login_required
def differing(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The draft against what it was made from."""
    found = differences(viewer_of(request), public_id)
    return render(request, "stations/differing.html", {"page": differences_page(found)})


def differences_page(found: Differences) -> DifferencesPage:
    words = FormWords(found.draft.form, found.draft.scheme)
    own = address("draft", found.draft.public_id)
    return DifferencesPage(
        crumbs=(
            Crumb(_("Drafts"), address("drafts")),
            Crumb(found.draft.title or _("The draft"), own),
            Crumb(_("What you changed"), ""),
        ),
        against=line_shown(found.against) if found.against else None,
        changed=changes_shown(words, found.changed),
        contact=_without_kinds(changes_shown(words, (one for one in found.contact if one.is_change))),
        same=len(found.changes) - len(found.changed),
        draft_url=own,
        send_url=address("send_draft", found.draft.public_id),
        is_open=found.draft.state == "open",
    )


def changes_shown(words: FormWords, found: Iterable[FieldChange]) -> tuple[Change, ...]:
    return tuple(
        Change(
            name=words.label(one.field_id),
            kind=KINDS[one.kind],
            before=words.said(one.field_id, one.before),
            after=words.said(one.field_id, one.after),
            reason=one.reason,
            told=one.amendment,
        )
        for one in found
        if one.kind in KINDS
    )


def _without_kinds(found: Iterable[Change]) -> tuple[Change, ...]:
    """Another desk that reports is no correction of the one before."""
    return tuple(replace(one, told=None) for one in found)


def address(name: str, *arguments: object) -> str:
    """Empty while nobody has built that page."""
    try:
        return reverse(name, args=arguments)
    except NoReverseMatch:
        return ""


def _begun(
    request: HttpRequest, public_id: UUID, begin: Callable[[Viewer, UUID], DraftShown], then: str
) -> HttpResponse:
    draft = begin(viewer_of(request), public_id)
    return HttpResponseRedirect(address(then, draft.public_id) or reverse("differences", args=[draft.public_id]))


urlpatterns = [
    path("items/<uuid:public_id>/complete/", complete, name="begin_completion"),
    path("items/<uuid:public_id>/anonymize/", anonymized, name="begin_anonymized"),
    path("drafts/<uuid:public_id>/differences/", differing, name="differences"),
]
