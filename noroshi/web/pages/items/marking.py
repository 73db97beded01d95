"""What only the originator may do: mark again, recall, publish. Each says beforehand what it would change."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from noroshi.audiences.viewer import Viewer
from noroshi.editions.actions import mark_again, publish, recall
from noroshi.editions.addressed import Addressed
from noroshi.editions.errors import AlreadyRecalled
from noroshi.editions.explaining import reach_of
from noroshi.editions.foretelling import bounds
from noroshi.editions.previews import Told, told
from noroshi.editions.queries import edition_as_published, edition_readable_by
from noroshi.editions.remarking import Present, present, reach_then, wished_again
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import FormKind
from noroshi.vocabulary.errors import NotFound, Refusal
from noroshi.web.components import AudiencePreview, Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.items.audience import audience_of, name_of
from noroshi.web.pages.items.ceilings import CeilingShown, ceiling_shown
from noroshi.web.pages.items.content import FieldShown, fields_of
from noroshi.web.pages.items.holding import HeldShown, holds_asked, holds_shown
from noroshi.web.pages.items.lines import LineShown, line_shown
from noroshi.web.pages.items.marking_asked import MarkingAsked, MarkingChoices, marking_choices
from noroshi.web.pages.items.passing import crumbs


class RemarkForm(forms.Form):
    """`read_number` is the marking that was looked at: if somebody marked again meanwhile, nothing happens."""

    read_number = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=400)


class RecallForm(RemarkForm):
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=400,
        help_text=gettext_lazy("Kept with the marking; only your desk reads it."),
    )


class PublishForm(forms.Form):
    is_confirmed = forms.BooleanField(
        label=gettext_lazy("Yes: everybody on the internet may read it, for good"), required=False
    )


@dataclass(frozen=True, slots=True)
class RemarkPage:
    public_id: UUID
    has_form: bool
    line: LineShown
    crumbs: tuple[Crumb, ...]
    choices: MarkingChoices
    holds: tuple[HeldShown, ...]
    number: int
    is_asked: bool
    audience: AudiencePreview | None
    ceiling: CeilingShown | None
    gains: tuple[str, ...]
    loses: tuple[str, ...]
    refused: str


@dataclass(frozen=True, slots=True)
class RecallPage:
    line: LineShown
    crumbs: tuple[Crumb, ...]
    holders: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PublishPage:
    line: LineShown
    crumbs: tuple[Crumb, ...]
    fields: tuple[FieldShown, ...]
    may_publish: bool


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def mark(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """The question stands in the address while one looks; the deed is sent from what was shown."""
    viewer = viewer_of(request)
    current = _own(viewer, public_id)
    given = request.POST if request.method == "POST" else request.GET
    asked = MarkingAsked.read(given) if "tlp" in given else _as_it_is(current)
    form = RemarkForm(request.POST or None, initial={"read_number": current.number})
    if form.is_bound and form.is_valid() and _marked(request, viewer, public_id, form, asked, holds_asked(given)):
        return _done(request, public_id, _("Marked again. The new marking is in force for everybody."))
    page = _remark_page(viewer, public_id, current, asked, holds_asked(given), is_asked="tlp" in given)
    if form.is_bound:
        form = _looked_again(form, current.number)
    template = "items/mark.html#preview" if request.headers.get("HX-Request") else "items/mark.html"
    return render(request, template, {"page": page, "form": form}, status=status_of(request, form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def take_back(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    current = _own(viewer, public_id)
    form = RecallForm(request.POST or None, initial={"read_number": current.number})
    if form.is_bound and form.is_valid() and _recalled(request, viewer, public_id, form):
        messages.success(request, _("Recalled. Nobody else reads it any more."))
        return HttpResponseRedirect(reverse("left_outside", args=[public_id]))
    line = line_shown(edition_readable_by(viewer, public_id, answer="page"))
    reach = told(viewer, reach_of(viewer, public_id), names_holders=True)
    page = RecallPage(line, crumbs(line, _("Recall")), _names(reach.held_now))
    if form.is_bound:
        form = _looked_again(form, current.number)
    return render(request, "items/recall.html", {"page": page, "form": form}, status=status_of(request, form))


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def open_to_all(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    _own(viewer, public_id)
    form = PublishForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _published(request, viewer, public_id, form):
        return _done(request, public_id, _("Published. Everybody on the internet can read it."))
    reading = edition_readable_by(viewer, public_id, answer="page")
    line, public = line_shown(reading), edition_as_published(reading)
    reach = told(viewer, reach_of(viewer, public_id))
    page = PublishPage(
        line, crumbs(line, _("Publish")), fields_of(public, reading.kind, reading.scheme), may_publish=reach.is_public
    )
    return render(request, "items/publish.html", {"page": page, "form": form}, status=status_of(request, form))


def _own(viewer: Viewer, public_id: UUID) -> Present:
    """These pages exist for the originator's desk only."""
    within = bounds(viewer, public_id)
    if not within.is_own:
        raise NotFound
    if within.is_recalled:
        raise AlreadyRecalled
    return present(viewer, public_id)


def _marked(
    request: HttpRequest,
    viewer: Viewer,
    public_id: UUID,
    form: RemarkForm,
    asked: MarkingAsked,
    holds: Mapping[str, str],
) -> bool:
    given = form.cleaned_data

    def deed() -> object:
        wanted = wished_again(viewer, public_id, asked.wish(), holds)
        return mark_again(viewer, public_id, wanted, read_number=given["read_number"], reason=given["reason"])

    return tried(request, form, deed) is not None


def _recalled(request: HttpRequest, viewer: Viewer, public_id: UUID, form: RecallForm) -> bool:
    given = form.cleaned_data

    def deed() -> object:
        return recall(viewer, public_id, read_number=given["read_number"], reason=given["reason"])

    return tried(request, form, deed) is not None


def _published(request: HttpRequest, viewer: Viewer, public_id: UUID, form: PublishForm) -> bool:
    is_confirmed = form.cleaned_data["is_confirmed"]
    return tried(request, form, lambda: publish(viewer, public_id, is_confirmed=is_confirmed)) is not None


def _looked_again[F: forms.Form](form: F, number: int) -> F:
    """What is shown now is what will be confirmed next."""
    data = QueryDict(mutable=True)
    data.update(form.data)
    data["read_number"] = str(number)
    form.data = data
    return form


def _as_it_is(current: Present) -> MarkingAsked:
    marking = current.marking
    return MarkingAsked(
        tlp=marking.tlp,
        sectors=tuple(sorted(marking.sectors)),
        additions=_texts(current.additions),
        exclusions=_texts(current.exclusions),
        handling_note=marking.handling_note,
        bars_government=marking.bars_government,
    )


def _texts(parties: Iterable[Addressed]) -> tuple[str, ...]:
    return tuple(party.text for party in parties)


def _remark_page(
    viewer: Viewer, public_id: UUID, current: Present, asked: MarkingAsked, holds: Mapping[str, str], *, is_asked: bool
) -> RemarkPage:
    reading = edition_readable_by(viewer, public_id, answer="page")
    line = line_shown(reading)
    audience: AudiencePreview | None = None
    ceiling: CeilingShown | None = None
    gains: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()
    refused = ""
    try:
        now, then = reach_then(viewer, public_id, wished_again(viewer, public_id, asked.wish(), holds))
        audience, ceiling = audience_of(asked.tlp, then), ceiling_shown(then)
        gains, loses = _more(now.held_now, then.held_now), _more(then.held_now, now.held_now)
    except Refusal as refusal:
        refused = refusal.message(language())
    return RemarkPage(
        public_id=public_id,
        has_form=reading.kind in set(FormKind),
        line=line,
        crumbs=crumbs(line, _("Mark again")),
        choices=marking_choices(viewer.seat, asked),
        holds=holds_shown(reading, current.marking, holds),
        number=current.number,
        is_asked=is_asked,
        audience=audience,
        ceiling=ceiling,
        gains=gains,
        loses=loses,
        refused=refused,
    )


def _more(before: Iterable[Told], after: Iterable[Told]) -> tuple[str, ...]:
    held = set(_names(before))
    return tuple(name for name in _names(after) if name not in held)


def _names(tolds: Iterable[Told]) -> tuple[str, ...]:
    return tuple(name_of(each) for each in tolds)


def _done(request: HttpRequest, public_id: UUID, words: str) -> HttpResponseRedirect:
    messages.success(request, words)
    return HttpResponseRedirect(reverse("item", args=[public_id]))


urlpatterns = [
    path("items/<uuid:public_id>/mark/", mark, name="mark_again"),
    path("items/<uuid:public_id>/recall/", take_back, name="recall"),
    path("items/<uuid:public_id>/publish/", open_to_all, name="publish"),
]
