"""Lists for devices in the browser, and the address that a device fetches: exact, conditional, packed, and nothing for strangers."""

import gzip
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.devices.queries import keys_of, lines_of, lists_of
from noroshi.directory.models import Person
from noroshi.ledger.models import Entry
from noroshi.vocabulary import BlockState, DeviceFormat
from tests.cast import Cast
from tests.drafted import second_person
from tests.rooms.devices_given import EVIL, key_for, list_of, proposed, published
from tests.rooms.intel_given import brought, indicator, origin_of
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db
SHOWN = "evil[.]kirisame[.]top"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def fetch(secret: str, form: str = "domain_list", back: bool = False, **headers: str) -> Any:
    name = "device_list_back" if back else "device_list"
    return Client().get(reverse(name, args=[secret, form]), headers=headers)


def test_from_a_list_to_a_device_in_the_browser(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), indicator(1, EVIL, confidence=80))
    one, other = client_of(cast.center), client_of(second_person(cast.center))

    made = one.post(
        reverse("device_list_new"), {"name": "入口の遮断", "kinds": ["domain"], "lowest": "50", "days": "30"}
    )
    here = made["Location"]
    page = one.get(f"{here}candidates/").content.decode()
    assert SHOWN in page
    assert EVIL not in page
    ticked = re.findall(r'name="line" value="([\d.]+)"', page)
    assert one.post(f"{here}candidates/", {"line": ticked}).status_code == 302

    page = other.get(here).content.decode()
    named = Person.objects.get(pk=cast.center.seat.person_id)
    assert named.name_en in page
    assert named.name_ja not in page
    lines = re.findall(r'name="line" value="([0-9a-f-]{36})"', page)
    assert one.post(f"{here}review/", {"line": lines}).status_code == 403
    assert other.post(f"{here}review/", {"line": lines}).status_code == 302
    assert "1 value comes to the 0" in other.get(here).content.decode()
    assert one.post(f"{here}publish/").status_code == 302

    made_key = one.post(f"{here}keys/", {"name": "境界", "days": "90", "network_ranges": ""}).content.decode()
    addresses = re.findall(r"http://testserver(/devices/lists/nrd_[^/]+/\w+)", made_key)
    assert len(addresses) == len(DeviceFormat)
    assert EVIL in Client().get(addresses[1]).content.decode()
    assert "nrd_" not in one.get(f"{here}keys/").content.decode()
    assert "domain_list" in one.get(f"{here}keys/").content.decode()

    assert one.post(f"{here}withdraw/", {"line": lines, "reason": "誤検知"}).status_code == 302
    assert EVIL not in Client().get(addresses[1]).content.decode()
    assert EVIL in Client().get(f"{addresses[1]}/back").content.decode()
    assert "taken off by somebody" in one.get(here).content.decode()


def test_a_device_that_has_it_need_not_read_again(cast: Cast) -> None:
    _, _, secret = published(cast)
    first = fetch(secret)

    again = fetch(secret, **{"If-None-Match": first["ETag"]})
    strong = fetch(secret, **{"If-None-Match": first["ETag"].removeprefix("W/")})

    assert (first.status_code, again.status_code, strong.status_code) == (200, 304, 304)
    assert (again.content, again["ETag"]) == (b"", first["ETag"])
    assert fetch(secret, **{"If-None-Match": '"else"'}).status_code == 200


def test_a_head_tells_and_hands_nothing_over(cast: Cast) -> None:
    _, _, secret = published(cast)

    answer = Client().head(reverse("device_list", args=[secret, "csv"]))

    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["ETag"] == fetch(secret, "csv")["ETag"]


def test_a_long_list_is_packed_where_the_device_can_read_that(cast: Cast) -> None:
    _, _, secret = published(cast)

    packed, plain = fetch(secret, "nftables", **{"Accept-Encoding": "gzip"}), fetch(secret, "nftables")

    assert packed["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in plain
    without_time = [
        re.sub(rb"made: \S+|timeout \d+s", b"", body) for body in (gzip.decompress(packed.content), plain.content)
    ]
    assert without_time[0] == without_time[1]


@pytest.mark.parametrize("form", [one.value for one in DeviceFormat])
def test_every_form_is_fetched_with_its_rollback(cast: Cast, form: str) -> None:
    _, _, secret = published(cast)

    assert fetch(secret, form).status_code == 200
    assert fetch(secret, form, back=True).status_code == 200


def test_a_wrong_key_a_wrong_form_and_a_wrong_method_say_nothing(cast: Cast) -> None:
    of, _, secret = published(cast)
    answers = [fetch("nrd_" + "A" * 43), fetch(secret, "exe"), fetch(str(of.public_id))]

    assert {(one.status_code, one.content) for one in answers} == {(404, b"not found\n")}
    assert Client().post(reverse("device_list", args=[secret, "csv"])).status_code in {403, 405}


def test_a_fetch_stands_in_the_record_of_its_desk_and_a_look_that_changed_nothing_does_not(cast: Cast) -> None:
    _, _, secret = published(cast)

    def fetches() -> int:
        with acting_as(cast.center):
            return Entry.objects.filter(deed="fetch_for_device", desk_id=cast.center.desk_id).count()

    tag = fetch(secret)["ETag"]
    assert fetches() == 1
    fetch(secret, **{"If-None-Match": tag})
    assert fetches() == 1


def test_files_are_handed_over_to_people_of_the_desk(cast: Cast) -> None:
    of, _, _ = published(cast)
    address = reverse("device_file", args=[of.public_id, "rpz"])

    answer = client_of(cast.center).get(address)

    assert EVIL in b"".join(answer.streaming_content).decode()
    assert client_of(cast.bank).get(address).status_code == 404
    assert client_of(cast.center).get(reverse("device_file", args=[of.public_id, "exe"])).status_code == 404


def test_a_stranger_finds_no_page_and_changes_nothing(cast: Cast) -> None:
    of, _, _ = published(cast)
    brought(cast.center, origin_of(cast.center, "夕の便り"), indicator(2, "waiting.top"))
    waiting = proposed(cast.center, of.public_id)
    with acting_as(cast.center):
        key = keys_of(cast.center, of.public_id)[0]
    here = reverse("device_list_review", args=[of.public_id])

    for stranger in (cast.bank, cast.center_general):
        client = client_of(stranger)
        for part in ("", "candidates/", "keys/", "change/", "files/csv/", "files/csv/back/"):
            assert client.get(here + part).status_code == 404, part
        for part in ("review/", "withdraw/", "publish/", "end/", f"keys/{key.public_id}/revoke/", "keys/"):
            said = {"line": [str(waiting[0].public_id)], "name": "x", "days": "90"}
            assert client.post(here + part, said).status_code == 404, part
        page = client.get(reverse("device_lists")).content.decode()
        assert of.name not in page
    with acting_as(cast.center):
        assert len(lines_of(cast.center, of.public_id, BlockState.PROPOSED, BlockState.PUBLISHED)) == 2
        assert len(lists_of(cast.center)) == 1


@pytest.mark.parametrize("line", ["x", "1.x", "99999999999999999999.1", "\x00", "0"])
def test_what_somebody_made_up_is_told(cast: Cast, line: str) -> None:
    of = list_of(cast.center)
    here = reverse("device_list_review", args=[of.public_id])

    for part in ("candidates/", "review/", "withdraw/"):
        assert client_of(cast.center).post(here + part, {"line": [line]}).status_code in {409, 422}, part


def test_a_form_that_makes_no_sense_comes_back(cast: Cast) -> None:
    client = client_of(cast.center)

    for said in (
        {"name": " "},
        {"name": "x", "kinds": ["text"], "lowest": "50", "days": "3"},
        {"name": "x", "kinds": ["domain"], "lowest": "101", "days": "3"},
    ):
        assert client.post(reverse("device_list_new"), said).status_code == 422
    of = list_of(cast.center)
    keys = reverse("device_keys", args=[of.public_id])
    assert client.post(keys, {"name": "x", "days": "90", "network_ranges": "nowhere"}).status_code == 422
    assert client.post(keys, {"name": "x", "days": "9000"}).status_code == 422
    assert key_for(cast.center, of.public_id).startswith("nrd_")
