"""Pages of sources, files and known values: made, brought, followed; a stranger gets what nobody gets."""

import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.intel import later
from noroshi.intel.actions.known import add_known
from noroshi.intel.imports import faults_of, imports_of
from noroshi.intel.knowing import known_values, listing_of
from noroshi.intel.met import hits
from noroshi.intel.models import Import, KnownValue, Origin
from noroshi.intel.staging import place_of
from noroshi.observables import Kind
from noroshi.vocabulary import KnownList, Tlp2
from noroshi.vocabulary.errors import NotFound
from tests.rooms.intel_given import brought, bundle, indicator, marked, origin_of
from tests.rooms.test_pages_strangers import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.SECOND_FACTOR_REQUIRED = False
    settings.IMPORTS_FOLDER = tmp_path / "imports"


@pytest.fixture
def queued(monkeypatch):
    """What the worker would be given."""
    given = []
    monkeypatch.setattr(later, "_importers", [given.append])
    return given


def upload(*objects):
    return SimpleUploadedFile("threats.json", bundle(*objects))


def send(viewer, origin, *objects):
    given = {"origin": str(origin.public_id), "file": upload(*objects)}
    return client_of(viewer).post(reverse("intel_import_new"), given, follow=True)


def test_a_source_is_made_changed_and_ended_on_pages(cast):
    client = client_of(cast.center)
    said = {"name": "夕の便り", "kind": "feed", "reliability": "B", "tlp": "green", "is_open": "on", "correlates": "on"}

    made = client.post(reverse("intel_source_new"), said, follow=True)
    with acting_as(cast.center):
        row = Origin.objects.get(name="夕の便り")
    changed = client.post(
        reverse("intel_source", args=[row.public_id]), said | {"name": "夜の便り", "is_open": ""}, follow=True
    )
    ended = client.post(reverse("intel_source_end", args=[row.public_id]), follow=True)

    assert "夕の便り" in made.content.decode()
    assert "夜の便り" in changed.content.decode()
    assert "夜の便り" not in ended.content.decode()
    with acting_as(cast.center):
        assert Origin.objects.get(pk=row.pk).opened == []


def test_what_a_color_does_not_allow_is_said_beside_the_form(cast):
    said = {"name": "x", "kind": "feed", "reliability": "B", "tlp": "red", "is_open": "on"}

    answer = client_of(cast.center, "en").post(reverse("intel_source_new"), said)

    assert answer.status_code == 422
    assert "does not go that far" in answer.content.decode()


def test_a_file_waits_in_a_closed_folder_and_the_worker_is_told(cast, queued):
    answer = send(cast.center, origin_of(cast.center), indicator(1))

    with acting_as(cast.center):
        (shown,) = imports_of(cast.center)
    path = place_of(shown.public_id)
    assert answer.status_code == 200
    assert queued == [shown.public_id]
    assert path.read_bytes() == bundle(indicator(1))
    assert (path.stat().st_mode & 0o077, path.parent.stat().st_mode & 0o077) == (0, 0)


def test_a_file_larger_than_allowed_leaves_nothing_behind(cast, queued, settings):
    origin = origin_of(cast.center)
    settings.IMPORT_LIMIT_MB = 0

    answer = send(cast.center, origin, indicator(1))

    assert answer.status_code == 413
    assert queued == []
    assert list(settings.IMPORTS_FOLDER.iterdir()) == []


def test_nobody_brings_a_file_into_the_source_of_another_desk(cast, queued):
    answer = send(cast.bank, origin_of(cast.center), indicator(1))

    assert answer.status_code == 422
    assert queued == []


def test_an_import_is_stopped_and_goes_on(cast, queued):
    send(cast.center, origin_of(cast.center), indicator(1))
    (one,) = queued
    client = client_of(cast.center)

    stopped = client.post(reverse("intel_import_stop", args=[one]), follow=True)
    again = client.post(reverse("intel_import_go_on", args=[one]), follow=True)

    assert reverse("intel_import_go_on", args=[one]) in stopped.content.decode()
    assert reverse("intel_import_stop", args=[one]) in again.content.decode()
    assert queued == [one, one]


def test_a_stranger_finds_neither_import_nor_faults_nor_source(cast, queued):
    origin = origin_of(cast.center)
    send(cast.center, origin, indicator(1))
    stranger, nobody = client_of(cast.bank), uuid.uuid4()

    for name in ("intel_import", "intel_import_faults"):
        answers = [stranger.get(reverse(name, args=[one])) for one in (queued[0], nobody)]
        assert [answer.status_code for answer in answers] == [404, 404]
    for name in ("intel_import_stop", "intel_import_go_on"):
        assert stranger.post(reverse(name, args=[queued[0]])).status_code == 404
    assert stranger.get(reverse("intel_source", args=[origin.public_id])).status_code == 404
    assert stranger.post(reverse("intel_source_end", args=[origin.public_id])).status_code == 404
    assert "threats.json" not in stranger.get(reverse("intel_imports")).content.decode()
    with acting_as(cast.bank):
        assert Import.objects.count() == 0
        with pytest.raises(NotFound):
            list(faults_of(cast.bank, queued[0]))


def test_a_known_value_is_counted_wherever_it_is_met_and_stays_in_the_house(cast):
    origin = origin_of(cast.center)
    brought(
        cast.center,
        origin,
        indicator(1, "cdn.mine.example"),
        indicator(2, "mine.example"),
        indicator(3, "notmine.example"),
        indicator(4, pattern="[ipv4-addr:value = '198.51.100.7']"),
    )
    client = client_of(cast.bank)

    for value in ("MINE[.]example", "198.51.100.0/24"):
        assert (
            client.post(reverse("intel_known"), {"value": value, "which": "known_good", "note": "own"}).status_code
            == 302
        )

    with acting_as(cast.bank):
        assert hits(cast.bank, Kind.DOMAIN, "mine.example") == 2
        assert hits(cast.bank, Kind.CIDR, "198.51.100.0/24") == 1
        assert listing_of(cast.bank, KnownList.KNOWN_GOOD).entry(Kind.DOMAIN, "a.mine.example")
    with acting_as(cast.center):
        assert known_values(cast.center) == []
        assert KnownValue.objects.count() == 0
    assert "mine[.]example" in client.get(reverse("intel_known")).content.decode()
    assert "mine[.]example" not in client_of(cast.center).get(reverse("intel_known")).content.decode()


def test_hits_count_only_what_one_may_read(cast):
    origin = origin_of(cast.center)
    brought(cast.center, origin, indicator(1, "mine.example", **marked(Tlp2.RED)))

    with acting_as(cast.bank):
        assert hits(cast.bank, Kind.DOMAIN, "mine.example") == 0


def test_a_line_is_taken_off_by_its_own_desk_alone(cast):
    with acting_as(cast.bank):
        row = add_known(cast.bank, KnownList.SHARED, "cdn.example")

    refused = client_of(cast.center).post(reverse("intel_known_drop", args=[row.public_id]))
    done = client_of(cast.bank).post(reverse("intel_known_drop", args=[row.public_id]))

    assert (refused.status_code, done.status_code) == (404, 302)
    with acting_as(cast.bank):
        assert known_values(cast.bank) == []
