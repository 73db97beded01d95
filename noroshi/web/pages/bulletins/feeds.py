"""Feeds that the desk follows: with how the last look went, begun, changed, ended."""

from collections.abc import Callable
from dataclasses import dataclass
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

from noroshi.bulletins.actions.feeds import FeedWish, amend_feed, begin_feed, end_feed
from noroshi.bulletins.queries import FeedShown, feed_shown, feeds_of
from noroshi.threshold.acting import viewer_of
from noroshi.web.components import Crumb
from noroshi.web.pages.directory.asking import Lines, status_of, tried


class FeedForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    address = forms.CharField(
        label=gettext_lazy("Address of the feed"),
        max_length=500,
        help_text=gettext_lazy("RSS or Atom, beginning with https://."),
        widget=forms.URLInput(attrs={"spellcheck": "false"}),
    )
    minutes = forms.TypedChoiceField(
        label=gettext_lazy("Look for new ones"),
        coerce=int,
        initial="60",
        choices=[
            ("15", gettext_lazy("every 15 minutes")),
            ("60", gettext_lazy("every hour")),
            ("360", gettext_lazy("every 6 hours")),
            ("1440", gettext_lazy("once a day")),
        ],
    )
    words = Lines(
        label=gettext_lazy("Tell the desk when one of these words stands in it"),
        help_text=gettext_lazy("One product or word a line. Empty: nobody is told, the alerts stand in the list."),
        required=False,
    )

    def wish(self) -> FeedWish:
        said = self.cleaned_data
        return FeedWish(said["name"], said["address"], said["minutes"], said["words"])


@dataclass(frozen=True, slots=True)
class FeedsPage:
    crumbs: tuple[Crumb, ...]
    feeds: tuple[FeedShown, ...] = ()
    of: UUID | None = None


@require_safe
@login_required
def feeds(request: HttpRequest) -> HttpResponse:
    page = FeedsPage(_crumbs(_("Feeds")), tuple(feeds_of(viewer_of(request))))
    return render(request, "bulletins/feeds.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def new_feed(request: HttpRequest) -> HttpResponse:
    viewer, form = viewer_of(request), FeedForm(request.POST or None)
    return _form(
        request, form, lambda: begin_feed(viewer, form.wish()).public_id, FeedsPage(_crumbs(_("Follow a feed")))
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def change_feed(request: HttpRequest, public_id: UUID) -> HttpResponse:
    viewer = viewer_of(request)
    one = feed_shown(viewer, public_id)
    said = {"name": one.name, "address": one.address, "minutes": one.minutes, "words": list(one.words)}
    form = FeedForm(request.POST or None, initial=said)
    page = FeedsPage(_crumbs(one.name), of=public_id)
    return _form(request, form, lambda: amend_feed(viewer, public_id, form.wish()).public_id, page)


@require_POST
@login_required
def stop_feed(request: HttpRequest, public_id: UUID) -> HttpResponse:
    end_feed(viewer_of(request), public_id)
    messages.success(request, _("The desk follows it no longer."))
    return HttpResponseRedirect(reverse("feeds"))


def _form(request: HttpRequest, form: FeedForm, deed: Callable[[], UUID], page: FeedsPage) -> HttpResponse:
    if form.is_bound and form.is_valid() and tried(request, form, deed) is not None:
        messages.success(request, _("Saved. It is looked at within a minute."))
        return HttpResponseRedirect(reverse("feeds"))
    return render(request, "bulletins/feed_form.html", {"page": page, "form": form}, status=status_of(request, form))


def _crumbs(here: str) -> tuple[Crumb, ...]:
    return Crumb(_("Alerts"), reverse("alerts")), Crumb(here, "")


urlpatterns = [
    path("alerts/feeds/", feeds, name="feeds"),
    path("alerts/feeds/new/", new_feed, name="feed_new"),
    path("alerts/feeds/<uuid:public_id>/", change_feed, name="feed"),
    path("alerts/feeds/<uuid:public_id>/end/", stop_feed, name="feed_end"),
]
