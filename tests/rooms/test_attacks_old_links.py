"""Old links: what one could open yesterday and may not open today answers as what was never there."""

import uuid
from typing import Any

import pytest

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.actions.duties import assign_matter, end_assignment
from noroshi.directory.models import Membership
from noroshi.drafting.queries import draft
from noroshi.editions.actions import recall
from tests.cast import Cast
from tests.rooms.api_routes import NOWHERE
from tests.rooms.canaries import SOURCE, SOURCE_FILES, TRANSLATED, UNSENT, Life, holds_none, lived, plain, said
from tests.rooms.test_attacks_canary import caller_of, client_of

pytestmark = pytest.mark.django_db

PAGES = ("/drafts/{}/", "/drafts/{}/send/", "/drafts/{}/differences/", "/drafts/{}/anonymize/", "/files/{}/")
DEEDS = ("/drafts/{}/", "/drafts/{}/send/", "/drafts/{}/discard/", "/drafts/{}/put-back/", "/drafts/{}/files/")


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


@pytest.fixture
def life(cast: Cast) -> Life:
    return lived(cast)


def assigned(cast: Cast, matter: uuid.UUID) -> uuid.UUID:
    with acting_as(cast.electric):
        membership = Membership.objects.get(pk=cast.electric_colleague.seat.membership_id)
        given = assign_matter(actor=cast.electric.seat, membership=membership.public_id, matter=matter)
    return given.public_id


def test_a_draft_and_its_files_close_with_the_assignment_to_their_matter(cast: Cast, life: Life) -> None:
    one, file = life.ids["draft of unsent"], life.ids["file of unsent"]
    assignment = assigned(cast, life.drafts["unsent"].matter)
    client, caller = client_of(cast.electric_colleague), caller_of(cast.electric_colleague)
    assert UNSENT["summary"] in said(client.get(f"/drafts/{one}/"))
    assert client.get(f"/files/{file}/").status_code == 200

    with acting_as(cast.electric):
        end_assignment(actor=cast.electric.seat, assignment=assignment)

    for page in PAGES:
        for each in (one, file):
            there, nowhere = (client.get(page.format(known)) for known in (each, NOWHERE))
            assert there.status_code == nowhere.status_code == 404, page
            assert plain(there, each) == plain(nowhere), page
    for deed in DEEDS:
        there, nowhere = (
            client.post(deed.format(known), {"version": "1", "f.summary": "x"}) for known in (one, NOWHERE)
        )
        assert there.status_code == nowhere.status_code == 404, deed
    for route in (f"/drafts/{one}", f"/drafts/{one}/preview", f"/drafts/{one}/files", f"/files/{file}"):
        assert caller.get(route).status_code == 404, route
    for path in ("/", "/drafts/", "/record/"):
        holds_none(said(client.get(path)), UNSENT.values(), path)
    fresh = Viewer(cast.electric.seat)
    with acting_as(fresh):
        assert draft(fresh, life.drafts["unsent"].public_id).version == life.drafts["unsent"].version


def test_a_recalled_report_and_its_files_are_gone_at_every_old_link(cast: Cast, life: Life) -> None:
    client, caller = client_of(cast.secretariat), caller_of(cast.secretariat)
    one, files = life.ids["source"], (life.ids["file of attachments"], life.ids["file of specimens"])
    assert SOURCE["lessons"] in said(client.get(f"/items/{one}/"))

    with acting_as(cast.electric):
        recall(cast.electric, life.source, read_number=1, reason="誤り")

    for path in (f"/items/{one}/", f"/items/{one}/relay/", *(f"/files/{file}/" for file in files)):
        assert client.get(path).status_code == 404, path
    for route in (
        f"/reports/{one}",
        *(f"/files/{file}" for file in files),
        *(f"/files/{file}/content" for file in files),
    ):
        assert caller.get(route).status_code == 404, route
    for path in ("/", "/?all=1", "/items/", "/reports/", "/record/"):
        holds_none(said(client.get(path)), (*SOURCE.values(), *SOURCE_FILES.values(), TRANSLATED), path)
    open_ = life.ids["draft of open"]
    for path in ("/drafts/", *(page.format(open_) for page in PAGES[:4])):
        holds_none(said(client.get(path)), (*SOURCE.values(), *SOURCE_FILES.values(), TRANSLATED), path)
    for route in (f"/drafts/{open_}", "/drafts", "/home"):
        holds_none(said(caller.get(route)), (*SOURCE.values(), *SOURCE_FILES.values(), TRANSLATED), route)
    assert caller.patch(f"/drafts/{open_}", {"version": 1, "typed": {"lessons": "x"}}).json()["code"] == "source_gone"
    assert client.post(f"/items/{one}/anonymize/").status_code == 404
