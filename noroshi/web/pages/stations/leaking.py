"""What stopped a draft on its last look: shown to who writes it and to a second person, who lets it leave or sends it back (C-272)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.queries import DraftShown, draft
from noroshi.reports.actions import release_leaks
from noroshi.reports.actions.second_look import ask_second_look, send_back
from noroshi.reports.leaks import Leak, LeakCheck, ReleaseShown, leak_check
from noroshi.reports.returned import returned
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary.errors import InvalidFields, NotFound, NotYours, Refusal
from noroshi.vocabulary.traces import Sureness
from noroshi.web.components import Crumb, FieldError, Scope
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.stations.bench_findings import KINDS
from noroshi.web.pages.stations.values import FormWords

RENDERINGS: Final[dict[str, str | Promise]] = {
    "text": gettext_lazy("As text"),
    "xlsx": gettext_lazy("As a spreadsheet"),
    "pdf": gettext_lazy("As PDF"),
}


@dataclass(frozen=True, slots=True)
class LeakLine:
    """One find: in words where it stands."""

    text: str
    kind: str
    where: str
    why: str
    is_own: bool


@dataclass(frozen=True, slots=True)
class UnseenLine:
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class SaidLine:
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class LeaksPage:
    id: UUID
    crumbs: tuple[Crumb, ...]
    scope: Scope
    title: str
    leaks: tuple[LeakLine, ...]
    unseen: tuple[UnseenLine, ...]
    digest: str
    is_blocked: bool
    may_release: bool
    release: SaidLine | None
    returned: tuple[SaidLine, ...]
    mend_url: str
    send_url: str
    reason: str
    errors: tuple[FieldError, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def leaks(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    if request.method != "POST":
        return render(request, "stations/leaks.html", {"page": _page(viewer, public_id)})
    try:
        with transaction.atomic():
            then, words = _done(viewer, public_id, request.POST)
    except (NotFound, NotYours):
        raise
    except Refusal as refusal:
        request.refusal = refusal  # type: ignore[attr-defined]  # the threshold undoes and writes it down
        page = _page(viewer, public_id, request.POST.get("reason", ""), refusal)
        return render(request, "stations/leaks.html", {"page": page}, status=refusal.status)
    messages.success(request, words)
    return HttpResponseRedirect(then)


def _done(viewer: Viewer, public_id: UUID, typed: Mapping[str, str]) -> tuple[str, str]:
    digest, reason, here = typed.get("digest", "")[:64], typed.get("reason", ""), reverse("leaks", args=[public_id])
    deeds: dict[str, Callable[[], tuple[object, str]]] = {
        "release": lambda: (
            release_leaks(viewer, public_id, digest=digest, reason=reason),
            _("Released. It may be sent exactly as it stands."),
        ),
        "send_back": lambda: (
            send_back(viewer, public_id, digest=digest, reason=reason),
            _("Sent back. Whoever goes on writing reads why."),
        ),
        "ask": lambda: (
            ask_second_look(viewer, public_id),
            _("Your desk is told that a second person is needed."),
        ),
    }
    deed = deeds.get(typed.get("deed", ""))
    if deed is None:
        raise NotFound
    return here, deed()[1]


def _page(viewer: Viewer, public_id: UUID, reason: str = "", refusal: Refusal | None = None) -> LeaksPage:
    shown, found = draft(viewer, public_id), leak_check(viewer, public_id)
    words = FormWords(shown.form, shown.scheme)
    mend = reverse("anonymize" if shown.purpose == "anonymized" else "draft", args=[public_id])
    return LeaksPage(
        id=public_id,
        crumbs=(Crumb(_("Drafts"), reverse("drafts")), Crumb(shown.title, mend), Crumb(_("The last look"), "")),
        scope=Scope(_("Not sent yet. Only your desk sees this page.")),
        title=shown.title,
        leaks=tuple(_leak(one, words) for one in found.leaks),
        unseen=tuple(UnseenLine(_inside(one.name, one.path), one.why.label(language())) for one in found.unseen),
        digest=found.digest,
        is_blocked=found.is_blocked and shown.sent_at is None,
        may_release=found.may_release,
        release=_said(found.release) if found.release else None,
        returned=tuple(_said(one) for one in returned(viewer, public_id)),
        mend_url=mend,
        send_url=_send_url(shown, found),
        reason=reason,
        errors=_errors(refusal) if refusal else (),
    )


def _send_url(shown: DraftShown, found: LeakCheck) -> str:
    return "" if found.is_blocked or shown.sent_at else reverse("send_draft", args=[shown.public_id])


def _errors(refusal: Refusal) -> tuple[FieldError, ...]:
    if isinstance(refusal, InvalidFields):
        told = [each for said in refusal.field_messages(language()).values() for each in said]
        return tuple(FieldError("id_reason", each) for each in told)
    return (FieldError("", refusal.message(language())),)


def _leak(one: Leak, words: FormWords) -> LeakLine:
    return LeakLine(
        text=one.text,
        kind=str(KINDS.get(one.kind.value, one.kind.value)),
        where=where_words(one, words),
        why=sentence(one.why.label(language())),
        is_own=one.certainty is Sureness.OWN,
    )


def where_words(one: Leak, words: FormWords) -> str:
    """A field by its printed name; inside a file the part, and how to get there."""
    if one.part is not None:
        place = str(RENDERINGS[one.place]) if one.file is None and one.place in RENDERINGS else one.place
        more = " ".join(part for part in (one.part.label(language()), one.detail) if part)
        return f"{_inside(place, one.path)}: {more}"
    return words.label(one.place.partition(".")[0])


def _inside(name: str, path_: tuple[str, ...]) -> str:
    return " › ".join([name, *path_])


def _said(one: ReleaseShown) -> SaidLine:
    return SaidLine(one.by.name(language()), one.at, one.reason)


urlpatterns = [path("drafts/<uuid:public_id>/leaks/", leaks, name="leaks")]
