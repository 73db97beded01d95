"""The drafts of the own desk: whose hand was last on each, what it will become, and the way to put it away or bring it back."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from noroshi.advisories.releasing import waiting_among
from noroshi.drafting.actions import discard, put_back
from noroshi.drafting.consulting import is_consultation
from noroshi.drafting.queries import DraftLine, drafts
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Importance, Tlp
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Scope
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.drafts.typed import version_of
from noroshi.web.pages.items.lines import kind_name

MOST: Final = 100
PURPOSES: Final[dict[str, str | Promise]] = {
    "first": gettext_lazy("First edition"),
    "follow_up": gettext_lazy("Follow-up"),
    "completion": gettext_lazy("Completed by the ministry"),
    "anonymized": gettext_lazy("Without the name"),
    "summary": gettext_lazy("Made from reports"),
}


@dataclass(frozen=True, slots=True)
class DraftRow:
    id: UUID
    url: str
    title: str
    kind: str
    purpose: str
    tlp: Tlp | None
    importance: Importance | None
    saved_at: datetime
    saved_by: str
    is_expired: bool
    version: int
    is_waiting: bool = False


@dataclass(frozen=True, slots=True)
class DraftsPage:
    rows: tuple[DraftRow, ...]
    discarded: UUID | None
    scope: Scope | None
    waiting: int


@require_safe
@login_required
def draft_list(request: HttpRequest) -> HttpResponse:
    """`discarded` is the one just put away, so that it can be put back by one press."""
    viewer = viewer_of(request)
    lines = drafts(viewer, limit=MOST)
    asked = waiting_among(viewer, {line.public_id: line.version for line in lines if line.kind == "advisory"})
    rows = tuple(replace(row_of(line), is_waiting=line.public_id in asked) for line in lines)
    page = DraftsPage(rows, _id(request.GET.get("discarded", "")), scope_of_rows(rows), len(asked))
    return render(request, "drafts/list.html", {"page": page})


@require_POST
@login_required
def discard_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """As it is now: it is not lost, and whoever wrote on it meanwhile puts it back."""
    viewer = viewer_of(request)
    discard(viewer, public_id, version=version_of(request.POST))
    return HttpResponseRedirect(f"{reverse('drafts')}?discarded={public_id}")


@require_POST
@login_required
def put_back_draft(request: HttpRequest, public_id: UUID) -> HttpResponse:
    put_back(viewer_of(request), public_id)
    return HttpResponseRedirect(reverse("draft", args=[public_id]))


def row_of(line: DraftLine, at: str = "draft") -> DraftRow:
    return DraftRow(
        id=line.public_id,
        url=reverse("anonymize" if line.purpose == "anonymized" else at, args=[line.public_id]),
        title=line.title or _("Without words yet"),
        kind=_("Consultation") if is_consultation(line.way) else kind_name(line.kind),
        purpose=str(PURPOSES.get(line.purpose, line.purpose)),
        tlp=Tlp.of(line.tlp) if line.tlp in set(Tlp) else None,
        importance=Importance.of(line.importance) if line.importance in set(Importance) else None,
        saved_at=line.saved_at,
        saved_by=line.saved_by.name(language()),
        is_expired=line.is_expired,
        version=line.version,
    )


def scope_of_rows(rows: tuple[DraftRow, ...]) -> Scope | None:
    """A draft without a color is as strict as RED."""
    if not rows:
        return None
    strictest = min((row.tlp or Tlp.RED for row in rows), key=lambda tlp: tlp.width)
    return Scope(_("The narrowest range on this page. Look around before you show the screen."), strictest)


def _id(text: str) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        raise NotFound from None


urlpatterns = [
    path("drafts/", draft_list, name="drafts"),
    path("drafts/<uuid:public_id>/discard/", discard_draft, name="discard_draft"),
    path("drafts/<uuid:public_id>/put-back/", put_back_draft, name="put_back_draft"),
]
