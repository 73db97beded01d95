"""The processed text before its source: what it wrote beside what would go up, approved, changed or refused (C-082)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from noroshi.asking.actions import approve, take_edits, withdraw
from noroshi.asking.queries import InquiryShown, inquiry
from noroshi.audiences.kept_schemes import scheme_of
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.fields import DERIVED, fields_of
from noroshi.drafting.queries import draft, form_of
from noroshi.drafting.rewording import texts_written
from noroshi.drafting.written import Written
from noroshi.editions.queries import Reading, edition_readable_by
from noroshi.schemes.forms import FormField
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import FieldType, InquiryKind, InquiryState, Said
from noroshi.vocabulary.errors import NotFound, NotYours, Refusal
from noroshi.web.components import Crumb, FieldError, Scope
from noroshi.web.pages.asking.shown import TITLES, desk_name, standing
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.items.lines import LineShown, line_shown, scope_of
from noroshi.web.pages.stations.values import FormWords

FILES: Final = frozenset({"attachments", "specimens"})
OWN_BLOCK: Final = "source_"
EDITED: Final = frozenset({FieldType.TEXT, FieldType.LINE, FieldType.LOOSE_MOMENT, FieldType.ROWS})
LONG: Final = 60


@dataclass(frozen=True, slots=True)
class PlaceShown:
    """One text that may be put in other words; `before` where the source's words differ from what was asked."""

    name: str
    label: str
    value: str
    before: str
    is_long: bool


@dataclass(frozen=True, slots=True)
class FieldShown:
    """`places` is empty where the text is shown only."""

    label: str
    original: str
    outgoing: str
    places: tuple[PlaceShown, ...]
    is_anonymized: bool


@dataclass(frozen=True, slots=True)
class ApprovalPage:
    id: UUID
    crumbs: tuple[Crumb, ...]
    scope: Scope | None
    line: LineShown
    one: InquiryShown
    by: str
    to: str
    sign: str
    state: str
    rows: tuple[FieldShown, ...]
    contact: tuple[FieldShown, ...]
    files: tuple[str, ...]
    may_answer: bool
    has_edits: bool
    draft: UUID | None
    version: int
    text: str
    errors: tuple[FieldError, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def approve_text(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = inquiry(viewer, public_id, answer="page")
    if found.kind is not InquiryKind.APPROVAL:
        raise NotFound
    if request.method != "POST":
        return render(request, "asking/approval.html", {"page": approval_page(viewer, found)})
    try:
        with transaction.atomic():
            words = _done(viewer, found, request.POST)
    except (NotFound, NotYours):
        raise
    except Refusal as refusal:
        request.refusal = refusal  # type: ignore[attr-defined]  # the threshold undoes and writes it down
        page = approval_page(viewer, found, typed=request.POST, refusal=refusal)
        return render(request, "asking/approval.html", {"page": page}, status=refusal.status)
    messages.success(request, words)
    if request.POST.get("deed") == "take" and found.draft:
        return HttpResponseRedirect(reverse("anonymize", args=[found.draft]))
    return HttpResponseRedirect(reverse("approve_text", args=[public_id]))


def _done(viewer: Viewer, found: InquiryShown, typed: Mapping[str, str]) -> str:
    text = typed.get("text", "")
    match typed.get("deed", ""):
        case "yes":
            edits = {name[2:]: value for name, value in typed.items() if name.startswith("e.")}
            approve(viewer, found.public_id, InquiryState.YES, text=text, edits=edits)
            return _("Approved. Your secretariat may send exactly this text.")
        case "no":
            approve(viewer, found.public_id, InquiryState.NO, text=text)
            return _("Not approved. It is not sent.")
        case "withdraw":
            withdraw(viewer, found.public_id)
            return _("Taken back. Whoever was asked is told so.")
        case "take":
            take_edits(viewer, found.public_id, version=int(typed.get("version", "0") or 0))
            return _("The source’s own words stand in the draft now.")
    raise NotFound


def approval_page(
    viewer: Viewer, one: InquiryShown, *, typed: Mapping[str, str] | None = None, refusal: Refusal | None = None
) -> ApprovalPage:
    original = edition_readable_by(viewer, one.edition_id, answer="page")
    line = line_shown(original)
    sign, words = standing(one)
    rows = list(_rows(one, original, typed or {}))
    edits = one.reply.given.get("edits", {}) if one.reply else {}
    return ApprovalPage(
        id=one.public_id,
        crumbs=(Crumb(_("Inquiries"), reverse("asked")), Crumb(str(TITLES[one.kind]), "")),
        scope=scope_of([line]),
        line=line,
        one=one,
        by=desk_name(one.by_desk),
        to=desk_name(one.to_desk),
        sign=sign,
        state=words,
        rows=tuple(row for name, row in rows if not name.startswith(OWN_BLOCK)),
        contact=tuple(row for name, row in rows if name.startswith(OWN_BLOCK)),
        files=tuple(sorted(one.wanted.get("files", {}).values())),
        may_answer=bool(one.answers),
        has_edits=bool(edits),
        draft=one.draft,
        version=draft(viewer, one.draft).version if one.draft else 0,
        text=(typed or {}).get("text", ""),
        errors=(FieldError("", refusal.message(language())),) if refusal else (),
    )


def _rows(one: InquiryShown, original: Reading, typed: Mapping[str, str]) -> Iterable[tuple[str, FieldShown]]:
    """In printed order, every field that either side says; files stand by themselves."""
    scheme = scheme_of(one.wanted["scheme"])
    words = FormWords(form_of(scheme, "report"), scheme)
    written = Written(one.wanted.get("typed", {}), one.wanted.get("marks", {}))
    for field in fields_of(words.form):
        said, outgoing = Said.of(original.content.get(field.id, "")), written.typed.get(field.id, "")
        if field.id in FILES or field.id in DERIVED or (said.is_empty and not outgoing):
            continue
        row = FieldShown(
            label=words.label(field.id),
            original=words.said(field.id, said),
            outgoing=words.text(field.id, outgoing),
            places=tuple(_places(one, field, written, typed)) if _may_edit(field) else (),
            is_anonymized=written.marks.get(field.id, {}).get("anonymized") is True,
        )
        yield field.id, row


def _may_edit(field: FormField) -> bool:
    return field.type in EDITED and not field.id.startswith(OWN_BLOCK)


def _places(one: InquiryShown, field: FormField, written: Written, typed: Mapping[str, Any]) -> Iterable[PlaceShown]:
    """As asked, as answered, or as the source has typed since."""
    edits = one.reply.given.get("edits", {}) if one.reply else {}
    for place, text in texts_written(written).items():
        if place.partition(".")[0] != field.id:
            continue
        now = str(typed.get(f"e.{place}", edits.get(place, text)))
        yield PlaceShown(f"e.{place}", place.rpartition(".")[2], now, text if now != text else "", len(now) > LONG)


urlpatterns = [
    path("asked/<uuid:public_id>/text/", approve_text, name="approve_text"),
]
