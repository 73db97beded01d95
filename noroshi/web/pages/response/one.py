"""One order: for the field two taps to an answer, for whoever gave it the proof; below, everything that was ever said."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from noroshi.audiences.viewer import Viewer
from noroshi.devices.queries import list_shown
from noroshi.directory.queries import people_of_own_organization
from noroshi.response.actions import answer, hand_over, lift, put_off, undo
from noroshi.response.actions.proving import prove
from noroshi.response.queries import OrderShown, StepShown, order_shown
from noroshi.response.states import MOVES, NOTHING
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import OrderReach, OrderState
from noroshi.vocabulary.errors import NotFound
from noroshi.web.components import Crumb, FileLine
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.files import file_lines
from noroshi.web.pages.response.giving import WHEN
from noroshi.web.pages.response.words import (
    BADGES,
    RowShown,
    address_of,
    crumbs,
    desk_choices,
    row_shown,
    rows_shown,
)

SAID: Final = {
    OrderState.SEEN: gettext_lazy("Seen"),
    OrderState.DOING: gettext_lazy("Doing it"),
    OrderState.DONE: gettext_lazy("It is done"),
    OrderState.NOT_APPLICABLE: gettext_lazy("Does not apply here"),
    OrderState.CANNOT: gettext_lazy("Cannot be done"),
    OrderState.CONFIRMED: gettext_lazy("Confirm the result"),
    OrderState.WITHDRAWN: gettext_lazy("Withdraw the order"),
}
AS_WRITTEN: Final = gettext_lazy("Verified as written in the order.")


class AnswerForm(forms.Form):
    """`text` is proof or reason; for "done" it is ready, so that a choice and a press are enough."""

    state = forms.ChoiceField(error_messages={"required": gettext_lazy("Choose an answer.")})
    text = forms.CharField(max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    proof = forms.CharField(max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    file = forms.FileField(required=False)
    read_number = forms.IntegerField(min_value=1)

    def __init__(self, found: OrderShown, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["state"].choices = [(one.value, one.value) for one in found.next]  # type: ignore[attr-defined]  # of a ChoiceField


class HandOverForm(forms.Form):
    desk = forms.ChoiceField(label=gettext_lazy("To which department"), required=False)
    person = forms.ChoiceField(label=gettext_lazy("To whom here"), required=False)
    text = forms.CharField(label=gettext_lazy("Why"), max_length=400, required=False)

    def __init__(self, viewer: Viewer, found: OrderShown, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        here = str(found.line.desk.public_id)
        others = [(value, name) for value, name in desk_choices(viewer) if value != here]
        people = [
            (str(one.id), one.name(language()))
            for one in people_of_own_organization(viewer.seat)
            if any(str(seat.desk.id) == here for seat in one.memberships)
        ]
        self.fields["desk"].choices = [("", "—"), *others]  # type: ignore[attr-defined]  # of a ChoiceField
        self.fields["person"].choices = [("", "—"), *people]  # type: ignore[attr-defined]  # likewise


class PutOffForm(forms.Form):
    due_at = forms.DateTimeField(
        label=gettext_lazy("By when"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WHEN),
        input_formats=[WHEN, "%Y-%m-%d %H:%M"],
    )
    reason = forms.CharField(label=gettext_lazy("Why"), max_length=400, required=False)


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """One answer that this desk may give. `asks` says which field belongs to it."""

    value: str
    name: str
    asks: str


@dataclass(frozen=True, slots=True)
class StepLine:
    badge: str
    state: str
    words: str
    by: str
    at: datetime
    text: str
    files: tuple[FileLine, ...]
    is_taken_back: bool


@dataclass(frozen=True, slots=True)
class OrderPage:
    id: UUID
    row: RowShown
    crumbs: tuple[Crumb, ...]
    what: str
    verify: str
    about_url: str
    answers: tuple[AnswerShown, ...]
    is_field: bool
    proof: str
    steps: tuple[StepLine, ...]
    before: tuple[RowShown, ...]
    following: tuple[RowShown, ...]
    number: int
    reach: str
    is_narrow: bool
    by: str
    block_list: str
    block_list_url: str
    may_undo: bool
    may_change: bool
    hand_over: HandOverForm | None
    put_off: PutOffForm | None

    @property
    def only_answer(self) -> str:
        """Where nothing is to be chosen, heading and button say what they do."""
        return self.answers[0].name if len(self.answers) == 1 else ""


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def one_order(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A POST answers it."""
    viewer = viewer_of(request)
    found = order_shown(viewer, public_id)
    form = AnswerForm(found, request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid() and tried(request, form, _answering(viewer, public_id, form)) is not None:
        messages.success(request, _("Answered. You can take it back as long as nobody has gone on from it."))
        return HttpResponseRedirect(reverse("order", args=[public_id]))
    page = _page(viewer, found)
    return render(request, "response/order.html", {"page": page, "form": form}, status=status_of(request, form))


@require_POST
@login_required
def undo_order(request: HttpRequest, public_id: UUID) -> HttpResponse:
    undo(viewer_of(request), public_id)
    messages.success(request, _("Taken back. What stood before stands again."))
    return HttpResponseRedirect(reverse("order", args=[public_id]))


@require_POST
@login_required
def lift_order(request: HttpRequest, public_id: UUID) -> HttpResponse:
    lift(viewer_of(request), public_id)
    messages.success(request, _("It may begin now."))
    return HttpResponseRedirect(reverse("order", args=[public_id]))


@require_POST
@login_required
def hand_order_over(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = order_shown(viewer, public_id)
    form = HandOverForm(viewer, found, request.POST)
    given = form.cleaned_data if form.is_valid() else {}
    desk, person = _id(given.get("desk")), _id(given.get("person"))
    if not desk and not person:
        messages.warning(request, _("Choose a department or somebody."))
    else:
        hand_over(viewer, public_id, desk=desk, person=None if desk else person, text=given["text"])
        messages.success(request, _("Handed over."))
    return HttpResponseRedirect(reverse("order", args=[public_id]))


@require_POST
@login_required
def put_order_off(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    found = order_shown(viewer, public_id)
    form = PutOffForm(request.POST)
    given = form.cleaned_data if form.is_valid() else {}
    if "due_at" not in given:
        messages.warning(request, _("Write a day and a time."))
    else:
        put_off(viewer, found.line.public_id, given["due_at"], given.get("reason", ""))
        messages.success(request, _("The new time is told to whoever does it."))
    return HttpResponseRedirect(reverse("order", args=[public_id]))


def _id(text: str | None) -> UUID | None:
    return UUID(text) if text else None


def _answering(viewer: Viewer, order_id: UUID, form: AnswerForm) -> Callable[[], Any]:
    """The file first, so that the answer names it; both or neither."""

    def deed() -> Any:
        said, to = form.cleaned_data, OrderState.of(form.cleaned_data["state"])
        text = said["proof"] if to is OrderState.DONE else said["text"]
        upload = said["file"]
        kept = prove(viewer, order_id, name=upload.name, chunks=upload.chunks()) if upload else None
        files = [kept.public_id] if kept else []
        return answer(viewer, order_id, to, text=text, files=files, read_number=said["read_number"])

    return deed


def _page(viewer: Viewer, found: OrderShown) -> OrderPage:
    line = found.line
    name, url = _block_list(viewer, found.block_list)
    return OrderPage(
        id=line.public_id,
        row=row_shown(line),
        crumbs=crumbs(Crumb(line.title, "")),
        what=line.what,
        verify=line.verify,
        about_url=address_of(line.about.about) if line.about else "",
        answers=tuple(_answer(line.state, to) for to in found.next),
        is_field=line.is_mine,
        proof=str(AS_WRITTEN),
        steps=tuple(_steps(found.steps)),
        before=rows_shown(found.before),
        following=rows_shown(found.following),
        number=found.number,
        reach=found.reach.label(language()),
        is_narrow=found.reach is not OrderReach.HOUSE,
        by=found.by.name(language()),
        block_list=name,
        block_list_url=url,
        may_undo=found.may_undo,
        may_change=found.may_change,
        hand_over=HandOverForm(viewer, found, auto_id="further_%s") if found.may_hand_over else None,
        put_off=PutOffForm(auto_id="later_%s", initial={"due_at": line.due_at}) if found.may_change else None,
    )


def _answer(now: OrderState, to: OrderState) -> AnswerShown:
    asks = MOVES[now][to].asks
    is_back = to is OrderState.DOING and asks != NOTHING
    return AnswerShown(to.value, _("Send it back") if is_back else str(SAID[to]), asks)


def _steps(steps: Iterable[StepShown]) -> Iterable[StepLine]:
    """The newest first; what came of it in words."""
    before: StepShown | None = None
    lines = []
    for step in steps:
        lines.append(_step(step, before))
        before = step
    return reversed(lines)


def _step(step: StepShown, before: StepShown | None) -> StepLine:
    lang = language()
    return StepLine(
        badge=BADGES[step.state],
        state=step.state.label(lang),
        words=_words(step, before),
        by=f"{step.by_desk.name(lang)} {step.by.name(lang)}",
        at=step.at,
        text=step.text,
        files=file_lines(step.files),
        is_taken_back=step.is_taken_back,
    )


def _words(step: StepShown, before: StepShown | None) -> str:
    lang = language()
    if before is None:
        return _("Given to %(desk)s") % {"desk": step.desk.name(lang)}
    if step.takes_back:
        return _("Took the answer back")
    if step.desk.pk != before.desk.pk:
        return _("Handed over to %(desk)s") % {"desk": step.desk.name(lang)}
    if step.person and step.person != before.person:
        return _("Given to %(desk)s") % {"desk": step.person.name(lang)}
    return _("Another time") if step.state is before.state else ""


def _block_list(viewer: Viewer, wanted: UUID | None) -> tuple[str, str]:
    """Whoever may not look at the list learns only that there is one."""
    if wanted is None:
        return "", ""
    try:
        return list_shown(viewer, wanted).name, reverse("device_list_review", args=[wanted])
    except NotFound:
        return _("A list of the desk that ordered it"), ""


urlpatterns = [
    path("orders/<uuid:public_id>/", one_order, name="order"),
    path("orders/<uuid:public_id>/undo/", undo_order, name="order_undo"),
    path("orders/<uuid:public_id>/lift/", lift_order, name="order_lift"),
    path("orders/<uuid:public_id>/hand-over/", hand_order_over, name="order_hand_over"),
    path("orders/<uuid:public_id>/due/", put_order_off, name="order_due"),
]
