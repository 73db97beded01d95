"""A page that reads in several places is one answer and leaves one entry, which names everything that it gave."""

from uuid import UUID

import pytest
from django.test import Client

from noroshi.audiences.viewer import acting_as
from noroshi.directory.models import Person
from noroshi.ledger.models import Entry
from tests.rooms.test_attacks_canary import caller_of

pytestmark = pytest.mark.django_db

UNREAD = {"/reports/follow-ups-due", "/drafts/{draft}/files"}
"""An empty list gives nothing; a list of one's own files is no reading of anybody's."""


@pytest.fixture
def client(cast, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    signed_in = Client()
    signed_in.force_login(Person.objects.get(pk=cast.electric.seat.person_id))
    return signed_in


def readings(cast):
    with acting_as(cast.electric):
        return list(Entry.objects.filter(deed="read").order_by("pk"))


def test_the_home_of_a_desk_leaves_one_entry(cast, client):
    edition = cast.report(cast.electric)
    before = len(readings(cast))

    client.get("/")

    new = readings(cast)[before:]
    assert len(new) == 1
    assert edition.public_id in new[0].object_ids


def test_the_page_of_an_edition_leaves_one_entry_that_says_page(cast, client):
    edition = cast.report(cast.electric)
    before = len(readings(cast))

    client.get(f"/items/{edition.public_id}/")

    assert [entry.answer for entry in readings(cast)[before:]] == ["page"]


def test_a_page_that_is_not_found_leaves_no_reading(cast, client):
    foreign = cast.report(cast.bank, sectors=frozenset({"finance"}))
    before = len(readings(cast))

    assert client.get(f"/items/{foreign.public_id}/").status_code == 404

    assert len(readings(cast)) == before


def written(cast) -> dict[str, str]:
    """A report on its way with a follow-up, a draft with a file, and an advisory that came here."""
    electric, ministry = caller_of(cast.electric), caller_of(cast.ministry)
    body = {"way": "direct_report", "typed": {"summary": "要約"}, "wish": {"tlp": "amber"}}
    first = electric.made("/reports", body)
    ministry.made(f"/reports/{first['id']}/relay")
    second = electric.made("/reports", {"follows": first["id"], "typed": {"lessons": "教訓"}})
    draft = electric.made("/drafts", {"kind": "report", **body})
    file = electric.upload(f"/drafts/{draft['id']}/files")
    meti = cast.world.organizations["meti"].public_id
    wish = {"tlp": "green", "destinations": [f"ministry_for_sector:{meti}/electricity"]}
    center = caller_of(cast.center)
    advisory = center.made(
        "/advisories", {"typed": {"threat_summary": "脅威", "provision_case": "otherwise_useful"}, "wish": wish}
    )
    return {"report": second["id"], "draft": draft["id"], "file": file["id"], "advisory": advisory["id"]}


@pytest.mark.parametrize(
    "path",
    [
        "/home",
        "/reports",
        "/reports/follow-ups-due",
        "/reports/{report}",
        "/reports/{report}/parcel",
        "/reports/{report}/changes",
        "/drafts",
        "/drafts/{draft}",
        "/drafts/{draft}/preview",
        "/drafts/{draft}/files",
        "/files/{file}",
    ],
)
def test_an_answer_of_the_api_leaves_at_most_one_entry(cast, path):
    ids, caller = written(cast), caller_of(cast.electric)
    before = len(readings(cast))

    caller.read(path.format(**ids))

    assert len(readings(cast)) - before == (0 if path in UNREAD else 1)


@pytest.mark.parametrize("path", ["/advisories", "/advisories/{advisory}", "/advisories/{advisory}/answers"])
def test_an_advisory_that_is_read_is_one_entry_that_names_it(cast, path):
    ids, caller = written(cast), caller_of(cast.ministry)
    with acting_as(cast.ministry):
        before = Entry.objects.filter(deed="read").count()

    caller.read(path.format(**ids))

    with acting_as(cast.ministry):
        new = list(Entry.objects.filter(deed="read").order_by("pk"))[before:]
    assert [UUID(ids["advisory"]) in entry.object_ids for entry in new] == [True]
