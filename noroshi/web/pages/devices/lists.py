"""The desk's lists for devices: which there are, how many values wait and stand on each; made, changed, ended."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
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
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noroshi.devices.actions.lists import ListWish, amend_list, begin_list, end_list
from noroshi.devices.formats import LISTABLE
from noroshi.devices.queries import BlockListShown, list_shown, lists_of
from noroshi.observables import BY_WORD
from noroshi.threshold.acting import viewer_of
from noroshi.triage.profiles import ProfileShown, profiles_of
from noroshi.vocabulary import BlockState
from noroshi.vocabulary.observables import ObservableKind
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, separator

USUAL: Final = ("ipv4", "ipv6", "cidr", "domain", "url")


class DeviceListForm(forms.Form):
    """What a list takes."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    kinds = forms.MultipleChoiceField(label=gettext_lazy("Kinds of values"), widget=forms.CheckboxSelectMultiple)
    lowest = forms.IntegerField(
        label=gettext_lazy("Confidence at least"),
        initial=50,
        min_value=0,
        max_value=100,
        help_text=gettext_lazy("0 also takes values of which nobody says how sure they are."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Days"),
        initial=30,
        min_value=1,
        max_value=365,
        help_text=gettext_lazy("For values of which nobody says how long they hold."),
    )
    drops = forms.BooleanField(
        label=gettext_lazy("Rules stop the traffic"),
        required=False,
        help_text=gettext_lazy("Otherwise sensors only tell of it."),
    )
    note = forms.CharField(label=gettext_lazy("Note"), max_length=400, required=False)
    profile = forms.ChoiceField(
        label=gettext_lazy("Only from the triage list"),
        required=False,
        help_text=gettext_lazy("What stands on it is proposed by itself; people still review and publish it."),
    )

    def __init__(self, profiles: Sequence[ProfileShown], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(one.public_id), one.name) for one in profiles]
        self.fields["profile"].choices = [("", _("no triage list")), *named]  # type: ignore[attr-defined]  # of a ChoiceField
        lang = language()
        self.fields["kinds"].choices = [(kind.word, kind_name(kind.word, lang)) for kind in LISTABLE]  # type: ignore[attr-defined]  # of a ChoiceField
        self.fields["kinds"].initial = list(USUAL)

    def wish(self) -> ListWish:
        said = self.cleaned_data
        kinds = [BY_WORD[ObservableKind.of(word)] for word in said["kinds"]]
        profile = UUID(said["profile"]) if said["profile"] else None
        return ListWish(said["name"], kinds, said["lowest"], said["days"], said["drops"], said["note"], profile)


@dataclass(frozen=True, slots=True)
class ListLine:
    one: BlockListShown
    kinds: str
    proposed: int
    reviewed: int
    published: int


@dataclass(frozen=True, slots=True)
class ListsPage:
    crumbs: tuple[Crumb, ...]
    lines: tuple[ListLine, ...] = ()
    of: UUID | None = None


@require_safe
@login_required
def device_lists(request: HttpRequest) -> HttpResponse:
    lines = tuple(_line(one) for one in lists_of(viewer_of(request)))
    page = ListsPage((Crumb(_("Intelligence"), reverse("intel")), Crumb(_("Lists for devices"), "")), lines)
    return render(request, "devices/lists.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_device_list(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    form = DeviceListForm(profiles_of(viewer), request.POST or None)
    return _form(
        request, form, lambda: begin_list(viewer, form.wish()).public_id, ListsPage(crumbs_of(_("A new list")))
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_device_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    one = list_shown(viewer, public_id)
    said = {name: getattr(one, name) for name in ("name", "lowest", "days", "drops", "note")}
    said |= {"kinds": [kind.word for kind in one.kinds], "profile": str(one.profile or "")}
    form = DeviceListForm(profiles_of(viewer), request.POST or None, initial=said)
    page = ListsPage(crumbs_of(one.name), of=public_id)
    return _form(request, form, lambda: amend_list(viewer, public_id, form.wish()).public_id, page)


@require_POST
@login_required
def end_device_list(request: HttpRequest, public_id: UUID) -> HttpResponse:
    end_list(viewer_of(request), public_id)
    messages.success(request, _("The list has ended. Its devices find nothing any more."))
    return HttpResponseRedirect(reverse("device_lists"))


def _form(request: HttpRequest, form: DeviceListForm, deed: Callable[[], UUID], page: ListsPage) -> HttpResponse:
    if form.is_bound and form.is_valid() and (public_id := tried(request, form, deed)):
        messages.success(request, _("Saved."))
        return HttpResponseRedirect(reverse("device_list_review", args=[public_id]))
    return render(request, "devices/list_form.html", {"page": page, "form": form}, status=status_of(request, form))


def _line(one: BlockListShown) -> ListLine:
    lang = language()
    kinds = separator().join(kind_name(kind.word, lang) for kind in one.kinds)
    counts = [one.counts.get(state, 0) for state in (BlockState.PROPOSED, BlockState.REVIEWED, BlockState.PUBLISHED)]
    return ListLine(one, kinds, *counts)


def kind_name(word: str, lang: str) -> str:
    return ObservableKind.of(word).label(lang)


def crumbs_of(*more: str) -> tuple[Crumb, ...]:
    own = Crumb(_("Lists for devices"), reverse("device_lists"))
    return (Crumb(_("Intelligence"), reverse("intel")), own, *(Crumb(one, "") for one in more))


urlpatterns = [
    path("devices/", device_lists, name="device_lists"),
    path("devices/new/", new_device_list, name="device_list_new"),
    path("devices/<uuid:public_id>/change/", change_device_list, name="device_list_change"),
    path("devices/<uuid:public_id>/end/", end_device_list, name="device_list_end"),
]
