"""The pages of a draft as tests ask for them: signed in, begun, read again."""

import re
import time
from typing import Any

from django.test import Client
from django.urls import reverse

from noroshi.advisories.confirming import recipients
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory import queries
from noroshi.directory.models import Person
from noroshi.drafting.queries import DraftShown, draft
from noroshi.drafting.sending import filled
from noroshi.editions.models import Edition
from noroshi.reports.actions import begin_report
from tests.cast import Cast

SUMMARY = "灯台守の端末から出た合図"


def client_of(viewer: Viewer, language: str = "en") -> Any:
    client = Client(headers={"accept-language": language})
    client.force_login(Person.objects.get(pk=viewer.seat.person_id))
    session = client.session
    session["noroshi_began"] = time.time()
    session["desk"] = str(queries.own_desk(viewer.seat).id)
    session.save()
    return client


def begun(viewer: Viewer, way: str = "direct_report") -> DraftShown:
    with acting_as(viewer):
        return begin_report(viewer, way)


def now(viewer: Viewer, draft_id: Any) -> DraftShown:
    fresh = Viewer(viewer.seat)
    with acting_as(fresh):
        return draft(fresh, draft_id)


def address(shown: DraftShown, name: str = "draft") -> str:
    return reverse(name, args=[shown.public_id])


def confirming(viewer: Viewer, shown: DraftShown) -> dict[str, Any]:
    """As it is ticked on the page: who gets it first."""
    with acting_as(Viewer(viewer.seat)):
        return {"version": shown.version, "recipient": list(recipients(viewer, shown.row, filled(viewer, shown.row)))}


def own_editions(viewer: Viewer) -> int:
    with acting_as(Viewer(viewer.seat)):
        return Edition.objects.count()


def ministry_id(cast: Cast) -> str:
    return str(queries.own_organization(cast.ministry.seat).id)


def words_of(answer: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))
