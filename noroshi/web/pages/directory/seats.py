"""A person's seats at desks, and what gives need to know there: role, standing duties, assignments."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from noroshi.directory import queries
from noroshi.directory.actions.duties import assign_matter, end_assignment, end_duty, give_duty
from noroshi.directory.actions.seats import edit_membership, end_membership, seat_person
from noroshi.directory.seated import Seated
from noroshi.directory.shown import MembershipShown, PersonShown
from noroshi.editions.queries import Wanted, editions_readable_by
from noroshi.threshold.acting import seat_of, viewer_of
from noroshi.vocabulary import Role, Tie
from noroshi.vocabulary.errors import NotFound, NotYours
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import Day, EditForm, status_of, tried
from noroshi.web.pages.directory.places import to_person
from noroshi.web.pages.directory.words import language, sector_choices, to_choose, word_choices


class SeatForm(forms.Form):
    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        help_text=gettext_lazy("Points of contact, deputies and CSIRT members need to know from the start."),
    )
    tie = forms.ChoiceField(label=gettext_lazy("Tie to the organization"), initial=Tie.STAFF.value)
    nda_until = Day(
        label=gettext_lazy("NDA until"),
        required=False,
        help_text=gettext_lazy("Asked of outside staff; on the day after, their access ends."),
    )
    is_poc = forms.BooleanField(label=gettext_lazy("Point of contact of the desk"), required=False)
    is_deputy = forms.BooleanField(label=gettext_lazy("Deputy point of contact"), required=False)
    is_administrator = forms.BooleanField(label=gettext_lazy("Administrator of the organization"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = to_choose(word_choices(Role))  # type: ignore[attr-defined]  # a ChoiceField
        self.fields["tie"].choices = word_choices(Tie)  # type: ignore[attr-defined]  # as above


class EditSeatForm(SeatForm, EditForm):
    pass


class NewSeatForm(SeatForm):
    field_order = ["desk"]
    desk = forms.ChoiceField(label=gettext_lazy("Desk"))

    def __init__(self, *args: Any, desks: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["desk"].choices = to_choose(desks)  # type: ignore[attr-defined]  # a ChoiceField


@dataclass(frozen=True, slots=True)
class NewSeatPage:
    crumbs: tuple[Crumb, ...]
    person: PersonShown
    has_desks: bool


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """A further desk of the same organization; others come by invitation."""
    seat = seat_of(request)
    shown = queries.person(seat, public_id)
    if not queries.powers_over(seat, public_id).reaches:
        raise NotYours
    home = queries.home_of(seat, public_id)
    taken = {each.desk.id for each in shown.memberships}
    desks = [
        (str(desk.id), desk.name(language()))
        for desk in queries.desks(seat, home.id)
        if desk.is_active and desk.id not in taken
    ]
    form = NewSeatForm(request.POST or None, desks=desks)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data | {"desk": UUID(form.cleaned_data["desk"])}
        if tried(request, form, lambda: seat_person(actor=seat, person=public_id, **given)):
            messages.success(request, _("The person has a further seat."))
            return HttpResponseRedirect(reverse("person", args=[public_id]))
    page = NewSeatPage(to_person(shown, home), shown, bool(desks))
    return render(request, "directory/seat_new.html", {"page": page, "form": form}, status=status_of(request, form))


@dataclass(frozen=True, slots=True)
class EditSeatPage:
    crumbs: tuple[Crumb, ...]
    person: PersonShown
    seat: MembershipShown
    is_self: bool


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, public_id: UUID, seat_id: UUID) -> HttpResponse:
    actor = seat_of(request)
    shown, seat = _seat(actor, public_id, seat_id)
    powers = queries.powers_over(actor, public_id)
    if not powers.governs:
        raise NotYours
    now = {name: getattr(seat, name) for name in SeatForm.base_fields}
    form = EditSeatForm(request.POST or None, now=now, version=seat.version)
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        if tried(
            request,
            form,
            lambda: edit_membership(actor=actor, membership=seat_id, version=version, **form.changes()),
        ):
            messages.success(request, _("The seat was changed."))
            return HttpResponseRedirect(reverse("person", args=[public_id]))
    page = EditSeatPage(to_person(shown, queries.home_of(actor, public_id)), shown, seat, powers.is_self)
    return render(request, "directory/seat_edit.html", {"page": page, "form": form}, status=status_of(request, form))


@dataclass(frozen=True, slots=True)
class EndSeatPage:
    crumbs: tuple[Crumb, ...]
    person: PersonShown
    seat: MembershipShown
    is_only: bool


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def end(request: HttpRequest, public_id: UUID, seat_id: UUID) -> HttpResponse:
    """Says first what ends with the seat."""
    actor = seat_of(request)
    shown, seat = _seat(actor, public_id, seat_id)
    if not queries.powers_over(actor, public_id).governs:
        raise NotYours
    if request.method == "POST":
        end_membership(actor=actor, membership=seat_id)
        messages.success(request, _("The seat ended."))
        return HttpResponseRedirect(reverse("people_of", args=[queries.home_of(actor, public_id).id]))
    page = EndSeatPage(
        to_person(shown, queries.home_of(actor, public_id)), shown, seat, is_only=len(shown.memberships) == 1
    )
    return render(request, "directory/seat_end.html", {"page": page})


class DutyForm(forms.Form):
    sector = forms.ChoiceField(label=gettext_lazy("Sector"))

    def __init__(self, *args: Any, held: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sector"].choices = to_choose([pair for pair in sector_choices() if pair[0] not in held])  # type: ignore[attr-defined]  # a ChoiceField


class MatterForm(forms.Form):
    matter = forms.ChoiceField(
        label=gettext_lazy("Matter"), help_text=gettext_lazy("Among those that you can read yourself, newest first.")
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=400)

    def __init__(self, *args: Any, matters: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["matter"].choices = to_choose(matters)  # type: ignore[attr-defined]  # a ChoiceField


@dataclass(frozen=True, slots=True)
class NamedAssignment:
    """The matter by its newest title, where the viewer may read it."""

    id: UUID
    title: str
    reason: str
    since: Any


@dataclass(frozen=True, slots=True)
class DutiesPage:
    crumbs: tuple[Crumb, ...]
    person: PersonShown
    seat: MembershipShown
    assignments: tuple[NamedAssignment, ...]
    may_give_duties: bool
    may_assign: bool
    is_self: bool
    has_matters: bool


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def duties(request: HttpRequest, public_id: UUID, seat_id: UUID) -> HttpResponse:
    """Need to know comes from another person, and is recorded."""
    actor = seat_of(request)
    shown, seat = _seat(actor, public_id, seat_id)
    powers = queries.powers_over(actor, public_id)
    is_colleague = seat.desk.id == queries.own_desk(actor).id
    if not (powers.governs or is_colleague):
        raise NotYours
    titles = _titles(request)
    held = {str(each.matter) for each in seat.assignments}
    matters = [(matter, title) for matter, title in titles.items() if matter not in held]
    asked = request.POST.get("deed", "")
    duty = DutyForm(request.POST if asked == "duty" else None, held=seat.duties, prefix="duty")
    matter = MatterForm(request.POST if asked == "matter" else None, matters=matters, prefix="matter")
    if (duty.is_bound and duty.is_valid() and _give(request, duty, actor, seat_id)) or (
        matter.is_bound and matter.is_valid() and _assign(request, matter, actor, seat_id)
    ):
        return HttpResponseRedirect(request.path)
    page = DutiesPage(
        crumbs=to_person(shown, queries.home_of(actor, public_id)),
        person=shown,
        seat=seat,
        assignments=tuple(
            NamedAssignment(each.id, titles.get(str(each.matter), ""), each.reason, each.since)
            for each in seat.assignments
        ),
        may_give_duties=powers.governs,
        may_assign=powers.governs or is_colleague,
        is_self=powers.is_self,
        has_matters=bool(matters),
    )
    status = max(status_of(request, duty), status_of(request, matter))
    return render(
        request, "directory/seat_duties.html", {"page": page, "duty_form": duty, "matter_form": matter}, status=status
    )


@require_POST
@login_required
def end_standing_duty(request: HttpRequest, public_id: UUID, seat_id: UUID, sector: str) -> HttpResponse:
    end_duty(actor=seat_of(request), membership=seat_id, sector=sector)
    messages.success(request, _("The standing duty ended."))
    return HttpResponseRedirect(reverse("seat_duties", args=[public_id, seat_id]))


@require_POST
@login_required
def end_matter(request: HttpRequest, public_id: UUID, seat_id: UUID, assignment: UUID) -> HttpResponse:
    end_assignment(actor=seat_of(request), assignment=assignment)
    messages.success(request, _("The assignment ended."))
    return HttpResponseRedirect(reverse("seat_duties", args=[public_id, seat_id]))


def _seat(actor: Seated, person: UUID, seat_id: UUID) -> tuple[PersonShown, MembershipShown]:
    shown = queries.person(actor, person)
    for each in shown.memberships:
        if each.id == seat_id:
            return shown, each
    raise NotFound


def _give(request: HttpRequest, form: DutyForm, actor: Seated, seat_id: UUID) -> bool:
    given = tried(request, form, lambda: give_duty(actor=actor, membership=seat_id, **form.cleaned_data))
    if given is not None:
        messages.success(request, _("The standing duty was given."))
    return given is not None


def _assign(request: HttpRequest, form: MatterForm, actor: Seated, seat_id: UUID) -> bool:
    matter, reason = UUID(form.cleaned_data["matter"]), form.cleaned_data["reason"]
    given = tried(request, form, lambda: assign_matter(actor=actor, membership=seat_id, matter=matter, reason=reason))
    if given is not None:
        messages.success(request, _("The matter was assigned. The record remembers who assigned it."))
    return given is not None


def _titles(request: HttpRequest) -> dict[str, str]:
    """Matters that the viewer reads, by id, each with the title of its newest edition."""
    titles: dict[str, str] = {}
    for line in editions_readable_by(viewer_of(request), Wanted(limit=100)):
        titles.setdefault(str(line.matter), line.title or _("Without a title"))
    return titles
