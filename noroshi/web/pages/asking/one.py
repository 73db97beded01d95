"""One inquiry: read, answered, passed on, taken back; what came back from further away beside it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from noroshi.asking.actions import answer, pass_on, sources_to_ask, withdraw
from noroshi.asking.further import Back, next_back
from noroshi.asking.queries import InquiryShown, inquiry
from noroshi.audiences.viewer import Viewer
from noroshi.drafting.consulting import WORDS
from noroshi.editions.queries import Reading, edition_readable_by, lines_readable_by
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import InquiryKind, InquiryState, Said
from noroshi.vocabulary.errors import NotFound, NotYours, Refusal
from noroshi.web.components import Crumb, FieldError, Scope
from noroshi.web.pages.asking.shown import TITLES, desk_name, standing
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.items.lines import LineShown, line_shown, scope_of
from noroshi.web.pages.stations.beginning import address

OWN_PAGES: Final = {InquiryKind.APPROVAL: "approve_text", InquiryKind.WIDENING: "widening"}
"""Kinds that are answered with more than words have a page of their own."""


@dataclass(frozen=True, slots=True)
class LegShown:
    """Another leg that this desk has tied to this one."""

    url: str
    desk: str
    text: str
    sign: str
    state: str
    reply: str
    replied_at: datetime | None


@dataclass(frozen=True, slots=True)
class SourceShown:
    """One of several reports that the item was made of."""

    id: UUID
    title: str
    number: str


@dataclass(frozen=True, slots=True)
class InquiryPage:
    id: UUID
    crumbs: tuple[Crumb, ...]
    scope: Scope | None
    title: str
    line: LineShown
    one: InquiryShown
    text: str
    by: str
    to: str
    sign: str
    state: str
    above: LegShown | None
    below: tuple[LegShown, ...]
    back: str
    is_nameless: bool
    opens_link: bool
    may_answer: bool
    answer: str
    passing: str
    several: bool = False
    sources: tuple[SourceShown, ...] = ()
    errors: tuple[FieldError, ...] = field(default=())


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one_inquiry(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    if request.method != "POST":
        found = inquiry(viewer, public_id, answer="page")
        elsewhere = address(OWN_PAGES.get(found.kind, ""), public_id)
        if elsewhere:
            return HttpResponseRedirect(elsewhere)
        return render(request, "asking/inquiry.html", {"page": inquiry_page(viewer, found)})
    if request.POST.get("deed") == "choose":
        return _chosen_from(request, viewer, public_id)
    try:
        with transaction.atomic():
            words = _done(viewer, public_id, request.POST)
    except (NotFound, NotYours):
        raise
    except Refusal as refusal:
        return _refused(request, viewer, public_id, refusal)
    messages.success(request, words)
    return HttpResponseRedirect(reverse("inquiry", args=[public_id]))


def _chosen_from(request: HttpRequest, viewer: Viewer, public_id: UUID) -> HttpResponse:
    """Opens the link: which reports it was made of is shown once, on this answer alone."""
    sources = sources_to_ask(viewer, public_id)
    lines = lines_readable_by(viewer, [one.public_id for one in sources])
    page = inquiry_page(
        viewer,
        inquiry(viewer, public_id, answer="page"),
        passing=request.POST.get("passing", ""),
        sources=tuple(
            SourceShown(one.public_id, lines[one.public_id].title, lines[one.public_id].reference_number)
            for one in sources
            if one.public_id in lines
        ),
    )
    return render(request, "asking/inquiry.html", {"page": page})


def _passed_on(viewer: Viewer, public_id: UUID, typed: QueryDict) -> str:
    """To each that was chosen by itself, in the same words."""
    chosen, words = _ids(typed.getlist("about")), typed.get("passing", "")
    for one in chosen:
        pass_on(viewer, public_id, text=words, about=one)
    if not chosen:
        pass_on(viewer, public_id, text=words)
    if len(chosen) > 1:
        return _("Passed on to each by itself. The answers come back here.")
    return _("Passed on. The answer comes back here.")


def _ids(typed: Sequence[str]) -> list[UUID]:
    try:
        return list(dict.fromkeys(UUID(one) for one in typed))
    except ValueError:
        raise NotFound from None


def _done(viewer: Viewer, public_id: UUID, typed: QueryDict) -> str:
    text = typed.get("text", "")
    deeds: dict[str, Callable[[], tuple[object, str]]] = {
        "tell": lambda: (answer(viewer, public_id, InquiryState.TOLD, text=text), _("Answered.")),
        "refuse": lambda: (answer(viewer, public_id, InquiryState.NO, text=text), _("You said that you cannot answer.")),
        "pass_on": lambda: (None, _passed_on(viewer, public_id, typed)),
        "withdraw": lambda: (withdraw(viewer, public_id), _("Taken back. Whoever was asked is told so.")),
    }  # fmt: skip
    deed = deeds.get(typed.get("deed", ""))
    if deed is None:
        raise NotFound
    return deed()[1]


def _refused(request: HttpRequest, viewer: Viewer, public_id: UUID, refusal: Refusal) -> HttpResponse:
    """Nothing that was typed is lost."""
    request.refusal = refusal  # type: ignore[attr-defined]  # the threshold undoes and writes it down
    page = inquiry_page(
        viewer,
        inquiry(viewer, public_id, answer="page"),
        answer=request.POST.get("text", ""),
        passing=request.POST.get("passing", ""),
        errors=(FieldError("", refusal.message(language())),),
    )
    return render(request, "asking/inquiry.html", {"page": page}, status=refusal.status)


def inquiry_page(
    viewer: Viewer,
    one: InquiryShown,
    *,
    answer: str = "",
    passing: str = "",
    sources: tuple[SourceShown, ...] = (),
    errors: tuple[FieldError, ...] = (),
) -> InquiryPage:
    reading = edition_readable_by(viewer, one.edition_id, answer="page")
    line = line_shown(reading)
    sign, words = standing(one)
    back = next_back(viewer, one)
    below = tuple(leg_shown(each) for each in one.below)
    told = next((each.reply for each in below if each.reply), "")
    return InquiryPage(
        id=one.public_id,
        crumbs=(Crumb(_("Inquiries"), reverse("asked")), Crumb(str(TITLES[one.kind]), "")),
        scope=scope_of([line]),
        title=str(TITLES[one.kind]),
        line=line,
        one=one,
        text=one.text or _consulted(one, reading),
        by=desk_name(one.by_desk),
        to=desk_name(one.to_desk),
        sign=sign,
        state=words,
        above=leg_shown(one.above) if one.above else None,
        below=below,
        back=_called(back),
        is_nameless=reading.is_derived and reading.originator.pk != viewer.desk_id,
        opens_link=bool(back and back.opens_link),
        may_answer=bool(one.answers),
        answer=answer or told,
        passing=passing or one.text,
        several=bool(back and back.several),
        sources=sources,
        errors=errors,
    )


def _consulted(one: InquiryShown, reading: Reading) -> str:
    """What is asked stands in the item, for whoever may read it."""
    if one.kind is not InquiryKind.CONSULTATION:
        return ""
    return str(Said.of(reading.content.get(WORDS, "")).value or "")


def _called(back: Back | None) -> str:
    if back is None:
        return ""
    return desk_name(back.desk) if back.desk else _("whoever wrote the original")


def leg_shown(one: InquiryShown) -> LegShown:
    sign, words = standing(one)
    return LegShown(
        url=reverse("inquiry", args=[one.public_id]),
        desk=desk_name(one.to_desk if one.is_own else one.by_desk),
        text=one.text,
        sign=sign,
        state=words,
        reply=one.reply.text if one.reply else "",
        replied_at=one.reply.at if one.reply else None,
    )


urlpatterns = [path("asked/<uuid:public_id>/", one_inquiry, name="inquiry")]
