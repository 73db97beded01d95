"""Giving an order: beside the form what could be ordered and why; a press fills the form, and everything can be changed."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from noroshi.audiences.viewer import Viewer
from noroshi.devices.queries import lists_of
from noroshi.directory.queries import own_desk
from noroshi.response.about import About, AboutShown, least_reach, must_read
from noroshi.response.actions import OrderWish, order
from noroshi.response.assets import assets_of
from noroshi.response.proposals import CASE, PLAYBOOK, Proposal, event_kind_of, proposals, standing_proposals
from noroshi.response.queries import open_orders
from noroshi.threshold.acting import viewer_of
from noroshi.vocabulary import Cause, EventKind, Importance, OrderReach
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import status_of, tried
from noroshi.web.pages.directory.words import language, sentence, separator
from noroshi.web.pages.response.words import about_of, about_text, address_of, crumbs, desk_choices, own_desks

WHEN: Final = "%Y-%m-%dT%H:%M"


class OrderForm(forms.Form):
    """What, who, by when, how to verify; the rest is folded away."""

    title = forms.CharField(label=gettext_lazy("What is to be done, in one line"), max_length=120)
    what = forms.CharField(
        label=gettext_lazy("The work in detail"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    verify = forms.CharField(
        label=gettext_lazy("How to verify that it is done"),
        max_length=4000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    to = forms.MultipleChoiceField(
        label=gettext_lazy("Who does it"),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Each desk gets an order of its own."),
    )
    due_at = forms.DateTimeField(
        label=gettext_lazy("By when"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=WHEN),
        input_formats=[WHEN, "%Y-%m-%d %H:%M"],
    )
    assets = forms.MultipleChoiceField(
        label=gettext_lazy("Which systems"), widget=forms.CheckboxSelectMultiple, required=False
    )
    after = forms.MultipleChoiceField(
        label=gettext_lazy("After which orders"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("It can begin once these are finished."),
    )
    block_list = forms.ChoiceField(
        label=gettext_lazy("List for devices"),
        required=False,
        help_text=gettext_lazy("Settings that are ready for review."),
    )
    importance = forms.ChoiceField(label=gettext_lazy("Importance"), required=False)
    reach = forms.ChoiceField(
        label=gettext_lazy("Who in the organization reads it"),
        help_text=gettext_lazy("Nobody outside the organization reads an order."),
    )

    def __init__(self, viewer: Viewer, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = language()
        offered: dict[str, list[tuple[str, str]]] = {
            "to": desk_choices(viewer),
            "assets": [(str(one.public_id), one.name) for one in assets_of(viewer)],
            "after": [(str(line.public_id), line.title) for line in open_orders(viewer)],
            "block_list": [("", "—"), *((str(one.public_id), one.name) for one in lists_of(viewer))],
            "importance": [("", "—"), *Importance.choices(lang)],
            "reach": OrderReach.choices(lang),
        }
        for name, choices in offered.items():
            self.fields[name].choices = choices  # type: ignore[attr-defined]  # of choice fields

    def wish(self, about: About | None, template: str) -> OrderWish:
        said = self.cleaned_data
        return OrderWish(
            title=said["title"],
            what=said["what"],
            verify=said["verify"],
            to=[UUID(one) for one in said["to"]],
            due_at=said["due_at"],
            importance=Importance.of(said["importance"]) if said["importance"] else None,
            reach=OrderReach.of(said["reach"]),
            about=about,
            assets=[UUID(one) for one in said["assets"]],
            after=[UUID(one) for one in said["after"]],
            template=template,
            block_list=UUID(said["block_list"]) if said["block_list"] else None,
        )


@dataclass(frozen=True, slots=True)
class ProposalShown:
    title: str
    what: str
    why: str
    url: str
    is_chosen: bool
    case_url: str = ""


@dataclass(frozen=True, slots=True)
class NewOrderPage:
    crumbs: tuple[Crumb, ...]
    about: AboutShown | None
    about_url: str
    proposals: tuple[ProposalShown, ...]
    use: str
    has_narrow: bool
    event_kind: str
    past_url: str


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_order(request: HttpRequest) -> HttpResponse:
    viewer = viewer_of(request)
    about, use = about_of(request.GET.get("about", "")), request.GET.get("use", "")[:80]
    thing = must_read(viewer, about) if about else None
    offered = proposals(viewer, about) if about else standing_proposals(viewer)
    chosen = next((one for one in offered if one.key == use), None)
    form = OrderForm(viewer, request.POST or None, initial=_initial(request, viewer, thing, chosen))
    if form.is_bound and form.is_valid():
        made = tried(request, form, lambda: order(viewer, form.wish(about, use if chosen else "")))
        if made is not None:
            words = ngettext("The order is given.", "%(n)d orders are given.", len(made)) % {"n": len(made)}
            messages.success(request, words)
            here = reverse("order", args=[made[0].public_id])
            return HttpResponseRedirect(here if len(made) == 1 else reverse("orders"))
    kind = event_kind_of(viewer, about) if about else None
    page = NewOrderPage(
        crumbs=crumbs(Crumb(_("Give an order"), "")),
        about=thing,
        about_url=address_of(about) if about else "",
        proposals=tuple(_proposal(one, about, use) for one in offered),
        use=use,
        has_narrow=bool(thing and thing.tlp and least_reach(thing.tlp) is not OrderReach.HOUSE),
        event_kind=sentence(kind.label(language())) if kind else "",
        past_url=f"{reverse('search')}?{urlencode({'event_kind': kind.value, 'sort': 'newest'})}" if kind else "",
    )
    return render(request, "response/new.html", {"page": page, "form": form}, status=status_of(request, form))


def _initial(request: HttpRequest, viewer: Viewer, thing: AboutShown | None, chosen: Proposal | None) -> dict[str, Any]:
    hours = chosen.hours if chosen else 24 * 7
    known: dict[str, Any] = {
        "due_at": timezone.localtime(timezone.now() + timedelta(hours=hours)).replace(second=0, microsecond=0),
        "reach": least_reach(thing.tlp if thing else None).value,
        "after": request.GET.getlist("after"),
        "assets": request.GET.getlist("asset"),
        "to": [str(own_desk(viewer.seat).id)] if len(own_desks(viewer)) == 1 else [],
    }
    return known | (_of_proposal(viewer, chosen) if chosen else {})


def _of_proposal(viewer: Viewer, one: Proposal) -> dict[str, Any]:
    """Systems of the kinds that it names, and whoever runs them."""
    lang = language()
    systems = [asset for asset in assets_of(viewer) if asset.kind in one.asset_kinds]
    desks = {str(one.desk)} if one.desk else {str(asset.desk.public_id) for asset in systems}
    said = {name: getattr(one, name).label(lang) for name in ("title", "what", "verify")}
    return said | ({"to": sorted(desks), "assets": [str(asset.public_id) for asset in systems]})


def _proposal(one: Proposal, about: About | None, use: str) -> ProposalShown:
    lang = language()
    return ProposalShown(
        title=one.title.label(lang),
        what=one.what.label(lang),
        why=_why(one),
        url=f"?about={about_text(about)}&use={one.key}",
        is_chosen=one.key == use,
        case_url=reverse("order", args=[one.case.public_id]) if one.case else "",
    )


def _why(one: Proposal) -> str:
    lang = language()
    if one.why == CASE and one.case:
        return _("Ordered in a case that is alike; now: %(state)s") % {"state": one.case.state.label(lang)}
    known = {word.value: word.label(lang) for words in (EventKind, Cause) for word in words}
    known |= {"alert": _("a weakness or an update"), "stix": _("indicators")}
    fits = separator().join(known.get(word, word) for word in one.fits)
    kind = _("Your own playbook") if one.why == PLAYBOOK else _("Template")
    return _("%(kind)s for: %(fits)s") % {"kind": kind, "fits": fits} if fits else kind


urlpatterns = [path("orders/new/", new_order, name="order_new")]
