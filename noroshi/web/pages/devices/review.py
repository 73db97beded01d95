"""One list: what waits for a second person, what would change for the devices, what stands, what they must take back."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.devices.actions.lines import propose, publish, review, withdraw
from noroshi.devices.candidates import CandidateLine
from noroshi.devices.fetching import previewed
from noroshi.devices.queries import BlockLineShown, BlockListShown, candidates_of, lines_of, list_shown, to_take_back
from noroshi.observables import Flagged
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.handing_over import handed_over
from noroshi.vocabulary import BlockState, DeviceFormat, Tlp
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Choice, Crumb
from noroshi.web.pages.devices.lists import crumbs_of, kind_name
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language

SHOWN: Final = 500


class ReviewForm(forms.Form):
    """Rows that were ticked, and why."""

    line = forms.MultipleChoiceField(required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=400,
        required=False,
        help_text=gettext_lazy("Needed where a value carries a warning."),
    )

    def __init__(self, *args: Any, rows: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["line"].choices = [(row, row) for row in rows]  # type: ignore[attr-defined]  # of a ChoiceField


@dataclass(frozen=True, slots=True)
class WarningShown:
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class LineShownHere:
    one: BlockLineShown
    kind: str
    ended: str
    warnings: tuple[WarningShown, ...]


@dataclass(frozen=True, slots=True)
class CandidateShown:
    one: CandidateLine
    kind: str
    tlp: Tlp
    warnings: tuple[WarningShown, ...]


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """`added` and `gone`: what publishing would change at the devices, against what they read now."""

    crumbs: tuple[Crumb, ...]
    list: BlockListShown
    proposed: tuple[LineShownHere, ...]
    added: tuple[LineShownHere, ...]
    out: tuple[LineShownHere, ...]
    out_count: int
    back: tuple[LineShownHere, ...]
    forms: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class CandidatesPage:
    crumbs: tuple[Crumb, ...]
    list: BlockListShown
    rows: tuple[CandidateShown, ...]
    more: int


@require_safe
@login_required
def device_list_review(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _shown(request, public_id, ReviewForm())


@require_POST
@login_required
def review_lines(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _deed(request, public_id, review, _("Reviewed. They go out when the list is published."))


@require_POST
@login_required
def withdraw_lines(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _deed(request, public_id, withdraw, _("Taken off. Devices find it in what they take back."))


@require_POST
@login_required
def publish_lines(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer, form = viewer_of(request), ReviewForm(request.POST)
    form.is_valid()
    count = tried(request, form, lambda: publish(viewer, public_id))
    if count is None:
        return _shown(request, public_id, form)
    words = ngettext("%(count)s value went to the devices.", "%(count)s values went to the devices.", count)
    messages.success(request, words % {"count": count})
    return _back(public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def device_candidates(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """What could go on the list; ticked by hand, those without a warning from the start."""
    viewer = viewer_of(request)
    found = candidates_of(viewer, public_id)
    form = ReviewForm(request.POST or None, rows=[one.public_key for one in found])
    if form.is_bound and form.is_valid():
        chosen = {(int(one.partition(".")[0]), int(one.partition(".")[2])) for one in form.cleaned_data["line"]}
        lines = tried(request, form, lambda: propose(viewer, public_id, chosen))
        if lines is not None:
            messages.success(request, _("Proposed. Somebody else of the desk looks at it now."))
            return _back(public_id)
    one = list_shown(viewer, public_id)
    rows = tuple(_candidate(row) for row in found[:SHOWN])
    crumbs = (
        *crumbs_of(),
        Crumb(one.name, reverse("device_list_review", args=[public_id])),
        Crumb(_("Candidates"), ""),
    )
    page = CandidatesPage(crumbs, one, rows, max(0, len(found) - SHOWN))
    return render(request, "devices/candidates.html", {"page": page, "form": form}, status=status_of(request, form))


@require_safe
@login_required
def device_file(request: HttpRequest, public_id: UUID, form: str) -> HttpResponseBase:
    return _file(request, public_id, form, back=False)


@require_safe
@login_required
def device_file_back(request: HttpRequest, public_id: UUID, form: str) -> HttpResponseBase:
    return _file(request, public_id, form, back=True)


def _file(request: HttpRequest, public_id: UUID, form: str, *, back: bool) -> HttpResponseBase:
    """The text as a device would get it, to look at or carry by hand."""
    try:
        asked = DeviceFormat.of(form)
    except ValueError:
        raise NotFound from None
    found = previewed(viewer_of(request), public_id, asked, back=back)
    body = found.text.encode()
    return handed_over(f"{asked.value}{'-back' if back else ''}.{found.ending}", len(body), [body])


def _deed(request: HttpRequest, public_id: UUID, deed: Callable[..., int], words: str) -> HttpResponse:
    viewer = viewer_of(request)
    form = ReviewForm(request.POST, rows=request.POST.getlist("line"))
    if form.is_valid():
        lines = [found for one in form.cleaned_data["line"] if (found := _uuid(one))]
        if tried(request, form, lambda: deed(viewer, public_id, lines, form.cleaned_data["reason"])) is not None:
            messages.success(request, words)
            return _back(public_id)
    return _shown(request, public_id, form)


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None


def _back(public_id: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("device_list_review", args=[public_id]))


def _shown(request: HttpRequest, public_id: UUID, form: ReviewForm) -> HttpResponse:
    viewer = viewer_of(request)
    one = list_shown(viewer, public_id)
    out = [line for line in lines_of(viewer, public_id, BlockState.PUBLISHED) if line.is_out]
    page = ReviewPage(
        crumbs=crumbs_of(one.name),
        list=one,
        proposed=_lines(lines_of(viewer, public_id, BlockState.PROPOSED)),
        added=_lines(lines_of(viewer, public_id, BlockState.REVIEWED)),
        out=_lines(out[:SHOWN]),
        out_count=len(out),
        back=_lines(to_take_back(viewer, public_id)[:SHOWN]),
        forms=tuple(Choice(word.value, word.label(language()), word.meaning) for word in DeviceFormat),
    )
    return render(request, "devices/review.html", {"page": page, "form": form}, status=status_of(request, form))


def _lines(lines: Iterable[BlockLineShown]) -> tuple[LineShownHere, ...]:
    lang = language()
    return tuple(
        LineShownHere(
            one,
            kind_name(one.kind.word, lang),
            one.taken_back.label(lang) if one.taken_back else "",
            _warned(one.warnings),
        )
        for one in lines
    )


def _candidate(one: CandidateLine) -> CandidateShown:
    return CandidateShown(one, kind_name(one.kind.word, language()), one.marking.tlp, _warned(one.warnings))


def _warned(flags: Iterable[Flagged]) -> tuple[WarningShown, ...]:
    lang = language()
    return tuple(WarningShown(one.flag.label(lang), one.entry.reason.label(lang) if one.entry else "") for one in flags)


urlpatterns = [
    path("devices/<uuid:public_id>/", device_list_review, name="device_list_review"),
    path("devices/<uuid:public_id>/review/", review_lines, name="device_lines_review"),
    path("devices/<uuid:public_id>/withdraw/", withdraw_lines, name="device_lines_withdraw"),
    path("devices/<uuid:public_id>/publish/", publish_lines, name="device_lines_publish"),
    path("devices/<uuid:public_id>/candidates/", device_candidates, name="device_candidates"),
    path("devices/<uuid:public_id>/files/<slug:form>/", device_file, name="device_file"),
    path("devices/<uuid:public_id>/files/<slug:form>/back/", device_file_back, name="device_file_back"),
]
