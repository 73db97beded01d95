"""Lists taken away as files: each row with its color, RED never, no label wider than its range, nothing for strangers."""

import csv
import io
import json
from typing import Any

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.intel.browsing import Wanted, browse
from noroshi.intel.errors import AskedFirst
from noroshi.intel.models import Origin
from noroshi.intel.taking_out import take_out
from noroshi.ledger.models import Entry
from noroshi.stix.tlp import ID_OF
from noroshi.vocabulary import TakingReason, Tlp2
from tests.cast import Cast
from tests.rooms.intel_given import brought, indicator, malware, marked, origin_of
from tests.rooms.test_pages_drafts import client_of
from tests.rooms.test_triage import named, profile_of_bank

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def file_of(viewer: Any, name: str, *args: object, **query: str) -> bytes:
    answer = client_of(viewer).get(reverse(name, args=args), query)
    assert answer.status_code == 200, answer.status_code
    assert answer["Content-Disposition"].startswith("attachment")
    return b"".join(answer.streaming_content)


def rows_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def objects_of(content: bytes) -> dict[str, dict[str, Any]]:
    return {one["id"]: one for one in json.loads(content)["objects"]}


def given(cast: Cast) -> Origin:
    origin = origin_of(cast.center)
    brought(cast.center, origin, malware("夜霧"), malware("赤い名", **marked(Tlp2.RED)), malware('=cmd|"x"'))
    return origin


def test_a_table_says_first_how_it_may_be_passed_on_and_leaves_red_out(cast: Cast) -> None:
    given(cast)

    whole, red, heads, *rows = rows_of(file_of(cast.center, "intel_file", "csv"))

    assert whole == ["As a whole: TLP:GREEN. Each row says how far it goes by itself."]
    assert red == ["1 RED item is in no file."]
    assert heads[1] == "What it is about"
    assert {row[1]: row[3] for row in rows} == {"夜霧": "TLP:GREEN", '\'=cmd|"x"': "TLP:GREEN"}


def test_values_leave_defanged_and_filters_hold_for_files_as_well(cast: Cast) -> None:
    brought(cast.center, given(cast), indicator(1))

    content = file_of(cast.center, "intel_file", "csv", kind="indicator")

    assert b"c2-1[.]example" in content
    assert b"c2-1.example" not in content
    assert "夜霧".encode() not in content
    assert len(rows_of(file_of(cast.center, "intel_file", "csv", kind="nonsense"))) == 2


def test_in_a_bundle_every_object_says_no_more_than_its_range(cast: Cast) -> None:
    given(cast)

    found = objects_of(file_of(cast.center, "intel_file", "stix"))

    assert len(found) == 2
    assert malware("夜霧")["id"] in found
    assert all(ID_OF[Tlp2.GREEN] in one["object_marking_refs"] for one in found.values())


def test_a_triage_list_leaves_with_its_reasons(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), named(1), named(2))
    profile = profile_of_bank(cast.bank)

    _whole, heads, *rows = rows_of(file_of(cast.bank, "triage_file", profile.public_id, "csv"))

    assert heads[3:6] == ["Points", "Why", "Sharing scope"]
    assert {row[0]: row[5] for row in rows} == {"c2-1[.]example": "TLP:GREEN", "c2-2[.]example": "TLP:GREEN"}
    assert len(objects_of(file_of(cast.bank, "triage_file", profile.public_id, "stix"))) == 2


def test_taking_a_file_stands_in_the_record(cast: Cast) -> None:
    origin = given(cast)

    file_of(cast.center, "intel_file", "csv")

    with acting_as(cast.center):
        entry = Entry.objects.filter(deed="read_object", desk_id=cast.center.desk_id).latest("pk")
    assert str(origin.public_id) in str(entry.object_ids)


def test_a_stranger_takes_nothing_away(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center, opened=[]), malware("閉じた名"), named(1))
    profile = profile_of_bank(cast.bank)

    assert rows_of(file_of(cast.bank, "intel_file", "csv"))[2:] == []
    assert objects_of(file_of(cast.bank, "intel_file", "stix")) == {}
    assert objects_of(file_of(cast.bank, "triage_file", profile.public_id, "stix")) == {}
    for stranger in (cast.electric, cast.center):
        for sort in ("csv", "stix"):
            assert client_of(stranger).get(reverse("triage_file", args=[profile.public_id, sort])).status_code == 404
    assert client_of(cast.bank).get(reverse("intel_file", args=["exe"])).status_code == 404


def closed_one(cast: Cast) -> None:
    """The center's house alone."""
    brought(cast.center, given(cast), malware("内の名", **marked(Tlp2.AMBER_STRICT)))


def entries_of(viewer: Any) -> list[Any]:
    with acting_as(viewer):
        return [entry.detail for entry in Entry.objects.filter(deed="take_out_guarded", desk_id=viewer.desk_id)]


@pytest.mark.parametrize("sort", ["csv", "stix"])
def test_what_may_not_be_passed_on_freely_is_asked_for_first(cast: Cast, sort: str) -> None:
    closed_one(cast)
    client, here = client_of(cast.center), reverse("intel_file", args=[sort])

    asked = client.get(here)
    unsaid, unknown = client.post(here), client.post(here, {"reason": "because"})
    by_address = client.get(here, {"reason": "analysis"})

    for answer, status in ((asked, 200), (unsaid, 422), (unknown, 422), (by_address, 200)):
        assert answer.status_code == status
        assert "Content-Disposition" not in answer
        assert "内の名" not in answer.content.decode()
    assert "1 of 3 objects" in asked.content.decode() or "1 of 4 objects" in asked.content.decode()
    assert entries_of(cast.center) == []
    taken = client.post(here, {"reason": "analysis"})
    assert taken["Content-Disposition"].startswith("attachment")
    assert "内の名" in b"".join(taken.streaming_content).decode()
    (detail,) = entries_of(cast.center)
    assert (detail["reason"], detail["file"]) == ("analysis", sort)


def test_green_alone_is_given_at_once_and_a_stranger_is_asked_nothing(cast: Cast) -> None:
    closed_one(cast)

    stranger = file_of(cast.bank, "intel_file", "csv")

    assert "内の名" not in stranger.decode("utf-8-sig")
    assert entries_of(cast.bank) == []


def test_the_room_itself_gives_nothing_closed_without_a_reason(cast: Cast) -> None:
    closed_one(cast)

    with acting_as(cast.center):
        found = browse(cast.center, Wanted()).rows
        with pytest.raises(AskedFirst):
            take_out(cast.center, found, "csv")
        assert "内の名" in str(take_out(cast.center, found, "csv", TakingReason.ANALYSIS).lines)
