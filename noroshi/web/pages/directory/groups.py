"""Groups of desks: made, described, joined by desks that are looked up. A confidential roster is its owner's alone."""

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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.directory import queries
from noroshi.directory.actions.groups import add_to_group, edit_group, make_group, remove_from_group
from noroshi.directory.seated import Seated
from noroshi.directory.shown import DeskShown, GroupShown
from noroshi.threshold.acting import seat_of
from noroshi.vocabulary import Role
from noroshi.vocabulary.errors import NotFound, NotYours
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import EditForm, HandleForm, status_of, tried
from noroshi.web.pages.directory.finding import Finding, finding
from noroshi.web.pages.directory.places import Place, places, to
from noroshi.web.pages.directory.words import language

LOOK_AFTER_OTHERS = frozenset({Role.MODERATOR, Role.SECRETARIAT, Role.LIAISON})
LONG = forms.Textarea(attrs={"rows": 4})


class GroupForm(forms.Form):
    name_ja = forms.CharField(label=gettext_lazy("Name"))
    name_en = forms.CharField(label=gettext_lazy("Name in English"), required=False)
    purpose_ja = forms.CharField(label=gettext_lazy("Purpose"), required=False, widget=LONG)
    purpose_en = forms.CharField(label=gettext_lazy("Purpose in English"), required=False, widget=LONG)
    roster_is_confidential = forms.BooleanField(
        label=gettext_lazy("Members are not told who else is a member"),
        required=False,
        help_text=gettext_lazy("A promise: it cannot be taken back later."),
    )


class EditGroupForm(GroupForm, EditForm):
    pass


class NewGroupForm(GroupForm, HandleForm):
    pass


@dataclass(frozen=True, slots=True)
class GroupsPage:
    places: tuple[Place, ...]
    own_desk: DeskShown
    groups: tuple[GroupShown, ...]
    may_make: bool


@require_safe
@login_required
def groups(request: HttpRequest) -> HttpResponse:
    """Those of the own desk; others do not exist."""
    seat = seat_of(request)
    page = GroupsPage(places(seat, "groups"), queries.own_desk(seat), tuple(queries.groups_of(seat)), _may_make(seat))
    return render(request, "directory/groups.html", {"page": page})


@dataclass(frozen=True, slots=True)
class GroupPage:
    crumbs: tuple[Crumb, ...]
    group: GroupShown
    own_desk: DeskShown
    finding: Finding
    members: frozenset[UUID]
    may_leave: bool


@require_safe
@login_required
def group(request: HttpRequest, public_id: UUID) -> HttpResponse:
    seat = seat_of(request)
    shown = queries.group(seat, public_id)
    own = queries.own_desk(seat)
    page = GroupPage(
        crumbs=_crumbs(),
        group=shown,
        own_desk=own,
        finding=finding(request, seat, with_desks=True)
        if shown.may_run
        else Finding("", (), has_more=False, mistake=""),
        members=frozenset(desk.id for desk in shown.roster or ()),
        may_leave=shown.owner.id != own.id and _may_make(seat),
    )
    return render(request, "directory/group.html", {"page": page})


@dataclass(frozen=True, slots=True)
class GroupFormPage:
    crumbs: tuple[Crumb, ...]
    back_url: str
    is_new: bool
    is_promised: bool


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def make(request: HttpRequest) -> HttpResponse:
    """The own desk owns it and has the first seat."""
    seat = seat_of(request)
    if not _may_make(seat):
        raise NotYours
    form = NewGroupForm(request.POST or None)
    if form.is_bound and form.is_valid():
        made = tried(request, form, lambda: make_group(actor=seat, **form.cleaned_data))
        if made:
            messages.success(request, _("The group was made. Now add its members."))
            return HttpResponseRedirect(reverse("group", args=[made.public_id]))
    page = GroupFormPage(_crumbs(), reverse("groups"), is_new=True, is_promised=False)
    return _form_page(request, form, page)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def edit(request: HttpRequest, public_id: UUID) -> HttpResponse:
    seat = seat_of(request)
    shown = queries.group(seat, public_id)
    if not shown.may_run:
        raise NotYours
    now: dict[str, Any] = {name: getattr(shown, name) for name in GroupForm.base_fields}
    form = EditGroupForm(request.POST or None, now=now, version=shown.version)
    back = reverse("group", args=[public_id])
    if form.is_bound and form.is_valid():
        version = form.cleaned_data["version"]
        if tried(request, form, lambda: edit_group(actor=seat, group=public_id, version=version, **form.changes())):
            messages.success(request, _("The group was changed."))
            return HttpResponseRedirect(back)
    page = GroupFormPage(_crumbs(), back, is_new=False, is_promised=shown.roster_is_confidential)
    return _form_page(request, form, page)


@require_POST
@login_required
def add_member(request: HttpRequest, public_id: UUID) -> HttpResponse:
    desk = _desk(request)
    add_to_group(actor=seat_of(request), group=public_id, desk=desk)
    messages.success(request, _("The desk is a member now."))
    return HttpResponseRedirect(reverse("group", args=[public_id]))


@require_POST
@login_required
def remove_member(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """By the owner; or by a desk that leaves, to which the group then no longer exists."""
    seat, desk = seat_of(request), _desk(request)
    remove_from_group(actor=seat, group=public_id, desk=desk)
    still_there = any(each.id == public_id for each in queries.groups_of(seat))
    messages.success(request, _("The desk is no longer a member."))
    return HttpResponseRedirect(reverse("group", args=[public_id]) if still_there else reverse("groups"))


@dataclass(frozen=True, slots=True)
class DissolvePage:
    crumbs: tuple[Crumb, ...]
    group: GroupShown


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def dissolve(request: HttpRequest, public_id: UUID) -> HttpResponse:
    seat = seat_of(request)
    shown = queries.group(seat, public_id)
    if not shown.may_run:
        raise NotYours
    if request.method == "POST":
        edit_group(actor=seat, group=public_id, version=shown.version, is_active=False)
        messages.success(request, _("The group was dissolved."))
        return HttpResponseRedirect(reverse("groups"))
    crumbs = (*_crumbs(), Crumb(shown.name(language()), reverse("group", args=[public_id])))
    return render(request, "directory/group_dissolve.html", {"page": DissolvePage(crumbs, shown)})


def _form_page(request: HttpRequest, form: forms.Form, page: GroupFormPage) -> HttpResponse:
    return render(request, "directory/group_form.html", {"page": page, "form": form}, status=status_of(request, form))


def _desk(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("desk", ""))
    except ValueError:
        raise NotFound from None


def _may_make(seat: Seated) -> bool:
    return seat.is_administrator or seat.role in LOOK_AFTER_OTHERS


def _crumbs() -> tuple[Crumb, ...]:
    return to("groups", _("Groups"))
