"""Asking the originator for a wider range, and the originator's answer: yes, yes without some fields, no."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from noroshi.asking.actions import answer_widening, ask_to_widen, pass_on, withdraw
from noroshi.asking.errors import NobodyToAsk
from noroshi.asking.further import next_back
from noroshi.asking.queries import InquiryShown, inquiry
from noroshi.asking.widening import Wider, widened
from noroshi.audiences.viewer import Viewer
from noroshi.editions.addressed import addressed
from noroshi.editions.queries import Reading, edition_readable_by
from noroshi.editions.remarking import reach_then
from noroshi.editions.wishes import parties
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import InquiryKind, Tlp
from noroshi.vocabulary.errors import NotFound, NotYours, Refusal
from noroshi.web.components import Choice, Crumb, FieldError, Scope
from noroshi.web.pages.asking.one import LegShown, leg_shown
from noroshi.web.pages.asking.shown import TITLES, desk_name, standing
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.items.content import fields_of
from noroshi.web.pages.items.lines import LineShown, line_shown, scope_of
from noroshi.web.pages.items.marking_asked import colors
from noroshi.web.pages.items.passing import crumbs
from noroshi.web.pages.items.picking import PartyGroup, party_groups, sector_group
from noroshi.web.pages.items.routes import party_name

DAYS: Final = (1, 3, 7, 14, 30)
USUAL: Final = 7


class WidenForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("The originator decides by this. Say who needs it, and what for."),
    )
    days = forms.TypedChoiceField(
        coerce=int, choices=[(day, day) for day in DAYS], initial=USUAL, required=False, empty_value=None
    )


@dataclass(frozen=True, slots=True)
class WidenPage:
    line: LineShown
    crumbs: tuple[Crumb, ...]
    scope: Scope | None
    to: str
    colors: tuple[Choice, ...]
    groups: tuple[PartyGroup, ...]
    days: tuple[Choice, ...]
    find: str


@dataclass(frozen=True, slots=True)
class WideningPage:
    """`at_most` counts organizations now and as it is asked; None is everybody."""

    id: UUID
    crumbs: tuple[Crumb, ...]
    scope: Scope | None
    line: LineShown
    one: InquiryShown
    by: str
    to: str
    sign: str
    state: str
    color: Tlp | None
    parties: tuple[Choice, ...]
    fields: tuple[Choice, ...]
    given: tuple[str, ...]
    most_now: int
    most_then: int
    may_answer: bool
    may_pass_on: bool
    below: tuple[LegShown, ...]
    refused: str
    errors: tuple[FieldError, ...]


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def ask_wider(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """For who holds it and did not write it. `find` narrows the lists; nothing is asked by it."""
    viewer = viewer_of(request)
    reading = edition_readable_by(viewer, public_id, answer="page")
    if reading.originator.pk == viewer.desk_id:
        raise NobodyToAsk
    posted = request.method == "POST" and "looks" not in request.POST
    form = WidenForm(request.POST if request.method == "POST" else None)
    if posted and form.is_valid():
        made = tried(request, form, lambda: _ask(viewer, public_id, form, request.POST))
        if made is not None:
            messages.success(request, _("Asked. Nothing changes until the originator says yes."))
            return HttpResponseRedirect(reverse("widening", args=[made]))
    page = _asking_page(viewer, reading, request.POST)
    return render(request, "asking/widen.html", {"page": page, "form": form}, status=status_of(request, form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def widening(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    if request.method != "POST":
        return render(request, "asking/widening.html", {"page": _page(viewer, public_id)})
    try:
        with transaction.atomic():
            words = _done(viewer, public_id, request.POST)
    except (NotFound, NotYours):
        raise
    except Refusal as refusal:
        request.refusal = refusal  # type: ignore[attr-defined]  # the threshold undoes and writes it down
        page = _page(viewer, public_id, errors=(FieldError("", refusal.message(language())),))
        return render(request, "asking/widening.html", {"page": page}, status=refusal.status)
    messages.success(request, words)
    return HttpResponseRedirect(reverse("widening", args=[public_id]))


def _ask(viewer: Viewer, public_id: UUID, form: WidenForm, given: QueryDict) -> UUID:
    tlp = str(given.get("tlp", ""))
    wider = Wider(Tlp.of(tlp) if tlp in set(Tlp) else None, tuple(given.getlist("to")))
    until = timezone.now() + timedelta(days=form.cleaned_data["days"] or USUAL)
    return ask_to_widen(viewer, public_id, wider, form.cleaned_data["text"], expires_at=until).public_id


def _asking_page(viewer: Viewer, reading: Reading, given: QueryDict) -> WidenPage:
    line = line_shown(reading)
    tlp, find = str(given.get("tlp", "")), str(given.get("find", ""))[:100]
    days = str(given.get("days") or USUAL)
    wider = [one for one in colors(Tlp.RED) if Tlp.of(one.value).width > reading.tlp.width]
    return WidenPage(
        line=line,
        crumbs=crumbs(line, _("Ask for a wider range")),
        scope=scope_of([line]),
        to=desk_name(reading.originator),
        colors=(
            Choice("", _("The same color"), is_chosen=not tlp),
            *(Choice(one.value, f"TLP:{one.value.upper()}", is_chosen=one.value == tlp) for one in wider),
        ),
        groups=_groups(viewer, given.getlist("to"), find),
        days=tuple(
            Choice(str(day), _("%(n)d days") % {"n": day} if day > 1 else _("1 day"), is_chosen=str(day) == days)
            for day in DAYS
        ),
        find=find,
    )


def _groups(viewer: Viewer, chosen: list[str], find: str) -> tuple[PartyGroup, ...]:
    """Sectors first: that is what one asks for most."""
    sectors = sector_group(chosen)
    offered = {choice.value for choice in sectors.choices}
    return sectors, *party_groups(viewer.seat, [text for text in chosen if text not in offered], find)


def _done(viewer: Viewer, public_id: UUID, given: QueryDict) -> str:
    text = str(given.get("text", ""))
    deeds: dict[str, Callable[[], tuple[object, str]]] = {
        "yes": lambda: (_given(viewer, public_id, given, text), _("Given. The item is marked again.")),
        "no": lambda: (answer_widening(viewer, public_id, None, text=text), _("Refused. Nothing was changed.")),
        "pass_on": lambda: (pass_on(viewer, public_id, text=text), _("Passed on. The answer comes back here.")),
        "withdraw": lambda: (withdraw(viewer, public_id), _("Taken back. Whoever was asked is told so.")),
    }
    deed = deeds.get(str(given.get("deed", "")))
    if deed is None:
        raise NotFound
    return deed()[1]


def _given(viewer: Viewer, public_id: UUID, given: QueryDict, text: str) -> object:
    """What stayed ticked."""
    tlp = str(given.get("tlp", ""))
    wider = Wider.of(viewer, Tlp.of(tlp) if tlp in set(Tlp) else None, given.getlist("to"), given.getlist("kept"))
    return answer_widening(viewer, public_id, wider, text=text)


def _page(viewer: Viewer, public_id: UUID, errors: tuple[FieldError, ...] = ()) -> WideningPage:
    one = inquiry(viewer, public_id, answer="page")
    if one.kind is not InquiryKind.WIDENING:
        raise NotFound
    reading = edition_readable_by(viewer, one.edition_id, answer="page")
    asked, line = Wider.read(one.wanted), line_shown(reading)
    is_originator = reading.originator.pk == viewer.desk_id
    now, then, refused = _counts(viewer, one, asked) if one.answers and is_originator else (0, 0, "")
    sign, words = standing(one)
    return WideningPage(
        id=one.public_id,
        crumbs=(Crumb(_("Inquiries"), reverse("asked")), Crumb(str(TITLES[one.kind]), "")),
        scope=scope_of([line]),
        line=line,
        one=one,
        by=desk_name(one.by_desk),
        to=desk_name(one.to_desk),
        sign=sign,
        state=words,
        color=asked.tlp,
        parties=tuple(Choice(text, name, is_chosen=True) for text, name in _named(viewer, asked.to)),
        fields=tuple(
            Choice(field.name, f"{field.mark} {field.label}".strip())
            for field in fields_of(reading.content, reading.kind, reading.scheme)
        )
        if is_originator
        else (),
        given=tuple(_said(viewer, Wider.read(one.reply.given))) if one.reply else (),
        most_now=now,
        most_then=then,
        may_answer=bool(one.answers) and is_originator,
        may_pass_on=next_back(viewer, one) is not None,
        below=tuple(leg_shown(each) for each in one.below),
        refused=refused,
        errors=errors,
    )


def _counts(viewer: Viewer, one: InquiryShown, asked: Wider) -> tuple[int, int, str]:
    """How many organizations could hold it at most: now, and as it is asked."""
    try:
        marking, _number = widened(viewer, one.edition_id, asked)
        now, then = reach_then(viewer, one.edition_id, marking)
    except Refusal as refusal:
        return 0, 0, refusal.message(language())
    return now.organizations_at_most, then.organizations_at_most, ""


def _named(viewer: Viewer, texts: tuple[str, ...]) -> list[tuple[str, str]]:
    try:
        found = addressed(sorted(map(str, parties(viewer, texts))))
    except Refusal:
        return [(text, text) for text in texts]
    return [(one.text, party_name(one)) for one in found]


def _said(viewer: Viewer, given: Wider) -> list[str]:
    said = [f"TLP:{given.tlp.name}"] if given.tlp else []
    return [*said, *(name for _text, name in _named(viewer, given.to))]


urlpatterns = [
    path("items/<uuid:public_id>/widen/", ask_wider, name="ask_to_widen"),
    path("asked/<uuid:public_id>/widening/", widening, name="widening"),
]
