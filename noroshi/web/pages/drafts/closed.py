"""A draft that is not written on any more: sent, discarded, expired, or begun on a form that was changed since. One thing to do each."""

import json
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from noroshi.audiences.viewer import Viewer
from noroshi.drafting.actions import put_back, renew, save
from noroshi.drafting.errors import DraftDiscarded, DraftExpired, DraftSent, SchemeChanged
from noroshi.drafting.queries import DraftShown
from noroshi.drafting.written import Written
from noroshi.vocabulary.errors import Refusal
from noroshi.web.pages.directory.words import language
from noroshi.web.pages.drafts.two_versions import Difference, differences, read_yours
from noroshi.web.pages.drafts.typed import flat, unflat

STATES: dict[str, type[Refusal]] = {"sent": DraftSent, "discarded": DraftDiscarded, "expired": DraftExpired}


@dataclass(frozen=True, slots=True)
class ClosedPage:
    """`yours` is what somebody typed on a page that was still open; it comes along."""

    state: str
    title: str
    words: str
    deed: str
    url: str
    receipt_url: str
    yours: str
    unsaved: tuple[Difference, ...]


def is_closed(draft: DraftShown) -> bool:
    return draft.state != "open" or not draft.is_scheme_in_force


def closed_page(
    request: HttpRequest, draft: DraftShown, typed: Written | None = None, status: int = 200
) -> HttpResponse:
    state = draft.state if draft.state != "open" else "scheme"
    refusal = STATES.get(state, SchemeChanged)
    page = ClosedPage(
        state=state,
        title=draft.title or _("A draft without words yet"),
        words=refusal().message(language()),
        deed={"discarded": _("Put it back"), "expired": _("Go on writing"), "scheme": _("Open it in the new form")}.get(
            state, ""
        ),
        url=reverse("draft", args=[draft.public_id]),
        receipt_url=reverse("receipt", args=[draft.sent_as]) if draft.sent_as else "",
        yours=json.dumps(flat(typed)) if typed else "",
        unsaved=differences(draft, draft.written, typed) if typed else (),
    )
    return render(request, "drafts/closed.html", {"page": page}, status=status)


def opened_again(request: HttpRequest, viewer: Viewer, draft: DraftShown) -> HttpResponse:
    """And saved with what was typed meanwhile, if the page carried something."""
    if draft.state == "sent":
        return closed_page(request, draft, status=409)
    opened = put_back(viewer, draft.public_id) if draft.state == "discarded" else draft
    if opened.state == "expired" or not opened.is_scheme_in_force:
        opened = renew(viewer, draft.public_id)
    yours = read_yours(request.POST.get("yours", ""))
    if yours:
        save(viewer, draft.public_id, unflat(flat(opened.written) | yours), version=opened.version)
    return HttpResponseRedirect(reverse("draft", args=[draft.public_id]))
