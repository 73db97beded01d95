"""Asking a second person of my desk to look at what stopped a draft, and that person's sending it back."""

from uuid import UUID

from django.http import HttpRequest

from noroshi.api.drafts.leaking import LeaksRead, Releasing, read_leaks
from noroshi.api.drafts.room import room
from noroshi.directory.signin.scopes import Scope
from noroshi.editions.given import gathered
from noroshi.reports.actions.second_look import ask_second_look, send_back
from noroshi.reports.leaks import leak_check
from noroshi.threshold.acting import viewer_of


@room.post("/drafts/{uuid:draft}/leaks/second-look", Scope.EDITIONS_WRITE, LeaksRead, status=200)
def ask_somebody(request: HttpRequest, draft: UUID) -> LeaksRead:
    """Tell my desk that a second person is needed; the notice says nothing of what was found."""
    viewer = viewer_of(request)
    with gathered(viewer):
        return read_leaks(ask_second_look(viewer, draft))


@room.post("/drafts/{uuid:draft}/leaks/return", Scope.EDITIONS_WRITE, LeaksRead, status=200)
def back(request: HttpRequest, draft: UUID, given: Releasing) -> LeaksRead:
    """As a second person, do not let it leave as it stands, and say why; whoever writes on reads it."""
    viewer = viewer_of(request)
    with gathered(viewer):
        send_back(viewer, draft, digest=given.digest, reason=given.reason)
        return read_leaks(leak_check(viewer, draft))
