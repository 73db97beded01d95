"""The few that matter in the browser: shown, explained, decided, taken back; a stranger gets nothing."""

import re
import uuid
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.directory.models import Person
from noroshi.triage.lists import listed
from noroshi.triage.showing import items
from noroshi.vocabulary import Tlp2
from tests.cast import Cast
from tests.rooms.intel_given import brought, indicator, malware, marked, origin_of, relationship
from tests.rooms.test_pages_drafts import client_of
from tests.rooms.test_pages_intel_pictures import technique
from tests.rooms.test_triage import fresh, named, profile_of_bank

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def page(client: Any, name: str, *args: object, **query: object) -> str:
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200, (name, answer.status_code)
    return answer.content.decode()


def first_key(cast: Cast, profile: Any) -> uuid.UUID:
    with acting_as(cast.bank):
        return listed(cast.bank, profile, timezone.now()).entries[0].key


def test_a_profile_starts_from_the_sectors_template_and_shows_its_list(cast: Cast) -> None:
    client = client_of(cast.bank)
    brought(cast.center, origin_of(cast.center), named(1))
    assert "不正送金" in page(client, "triage_new")

    answer = client.post(
        reverse("triage_new"),
        {
            "name": "勘定系",
            "sectors": "finance",
            "threshold": "20",
            "notice_threshold": "60",
            "most": "100",
            "networks": "192.0.2.0/24",
        },
    )

    assert answer.status_code == 302, answer.content.decode()[:2000]
    shown = client.get(answer["Location"]).content.decode()
    assert "c2-1[.]example" in shown
    assert "c2-1.example" not in shown
    assert "× 0.90" in shown
    assert "勘定系" in page(client, "triage")


def test_a_row_says_that_its_value_is_known_good_or_ones_own(cast: Cast) -> None:
    address = "[ipv4-addr:value = '%s']"
    good, own = named("good", pattern=address % "8.8.8.8"), named("own", pattern=address % "203.0.113.9")
    brought(cast.center, origin_of(cast.center), good, own)
    of_bank = profile_of_bank(cast.bank, sectors=["finance"], networks=["203.0.113.0/24"])
    of_electric = profile_of_bank(cast.electric, sectors=["finance"])

    shown = {
        viewer: said_beside(viewer, profile) for viewer, profile in ((cast.bank, of_bank), (cast.electric, of_electric))
    }

    assert shown[cast.bank] == {"8.8.8.8": {"known_good"}, "203.0.113.9": {"own"}}
    assert shown[cast.electric]["203.0.113.9"] == set()
    assert "known to be good" in page(client_of(cast.bank), "triage_list", of_bank.public_id)


def said_beside(viewer: Any, profile: Any) -> dict[str, set[str]]:
    with acting_as(viewer):
        now = timezone.now()
        found = items(viewer, listed(viewer, profile, now).entries, now)
        return {one.value: {flagged.flag.value for flagged in one.warnings} for one in found}


def test_a_row_is_dismissed_and_taken_back_by_one_press(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), named(1))
    profile = profile_of_bank(cast.bank)
    client, key = client_of(cast.bank), first_key(cast, profile)

    answer = client.post(
        reverse("triage_decide", args=[profile.public_id, key]), {"verdict": "dismiss", "why": "誤検知"}
    )
    after = client.get(answer["Location"]).content.decode()
    assert "c2-1[.]example" not in after
    assert reverse("triage_take_back", args=[profile.public_id, key]) in after
    dismissed = page(client, "triage_list", profile.public_id, part="dismissed")
    analyst = Person.objects.get(pk=cast.bank.seat.person_id)
    assert "誤検知" in dismissed
    assert f"{analyst.name_en} <time" in dismissed
    assert "<span>Dismiss</span>" in dismissed

    client.post(reverse("triage_take_back", args=[profile.public_id, key]))
    assert "c2-1[.]example" in page(client, "triage_list", profile.public_id)


def test_the_funnel_leads_to_what_was_dropped(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), named(1), fresh(2), fresh(3, revoked=True))
    profile = profile_of_bank(cast.bank)
    client = client_of(cast.bank)

    assert "why=weak" in page(client, "triage_funnel", profile.public_id)
    assert "c2-2[.]example" in page(client, "triage_funnel", profile.public_id, why="weak")
    assert "c2-3[.]example" in page(client, "triage_funnel", profile.public_id, why="revoked")


def test_other_thresholds_are_tried_out_before_they_are_saved(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), named(1), fresh(2))
    profile = profile_of_bank(cast.bank)
    given = {"name": "勘定系", "sectors": "finance", "threshold": "5", "notice_threshold": "60", "most": "100"}
    client = client_of(cast.bank)

    tried = client.post(reverse("triage_edit", args=[profile.public_id]), given | {"try": "1"}).content.decode()

    assert "c2-2[.]example" in tried
    assert "c2-2[.]example" not in page(client, "triage_list", profile.public_id)


def test_a_profile_is_tried_out_before_there_is_one_and_shows_no_more_than_its_desk_may_read(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), named(1), named(2, **marked(Tlp2.RED)))
    given = {
        "name": "試しの名",
        "sectors": "finance",
        "threshold": "20",
        "notice_threshold": "60",
        "most": "100",
        "try": "1",
    }

    for viewer, is_readable in ((cast.bank, False), (cast.center, True)):
        client = client_of(viewer)
        shown = client.post(reverse("triage_new"), given).content.decode()
        assert "c2-1[.]example" in shown
        assert ("c2-2[.]example" in shown) is is_readable
        assert "試しの名" not in page(client, "triage")


def test_thresholds_of_mail_and_webhook_are_shown_kept_and_left_out(cast: Cast) -> None:
    client = client_of(cast.bank)
    given = {"name": "経路", "threshold": "20", "notice_threshold": "50", "most": "100", "mail_threshold": "70"}

    tried = client.post(reverse("triage_new"), given | {"try": "1"}).content.decode()
    made = client.post(reverse("triage_new"), given)

    assert re.search(r'name="mail_threshold"[^>]*value="70"', tried)
    form = client.get(made["Location"] + "edit/").content.decode()
    assert re.search(r'name="mail_threshold"[^>]*value="70"', form)
    assert not re.search(r'name="webhook_threshold"[^>]*value=', form)
    refused = client.post(reverse("triage_new"), given | {"name": "二つ目", "mail_threshold": "101"})
    assert refused.status_code == 422


def test_techniques_behind_a_list_stand_in_their_tactics_as_far_as_its_desk_may_read(cast: Cast) -> None:
    family, about = malware("夜霧"), named(1)
    seen, closed, apart = (technique(number, "initial-access") for number in ("T1566", "T1190", "T1999"))
    ties = [(about, family), (family, seen), (family, closed)]
    origin = origin_of(cast.center)
    relations = [relationship(number, start["id"], to["id"]) for number, (start, to) in enumerate(ties)]
    brought(cast.center, origin, about, family, seen, apart, *relations)
    brought(cast.center, origin_of(cast.center, "閉じた源", opened=[]), closed)
    profile = profile_of_bank(cast.bank)

    shown = page(client_of(cast.bank), "triage_techniques", profile.public_id)

    assert "Getting in" in shown
    assert ("T1566" in shown, "T1190" in shown, "T1999" in shown) == (True, False, False)


def test_what_is_known_of_a_text_is_shown_and_sure_measures_are_confirmed(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), fresh(1, "c2.kirisame.top"))
    client = client_of(cast.bank)

    found = client.post(reverse("triage_known"), {"text": "c2[.]kirisame[.]top"}).content.decode()
    assert "朝の便り" in found
    sent = client_of(cast.center).post(reverse("triage_sure"), {"object": indicator(1)["id"][-36:], "why": "確かめた"})
    assert sent.status_code == 302
    assert "確かめた" in page(client_of(cast.center), "triage_sure")
    assert "確かめた" not in page(client, "triage_sure")


def test_a_stranger_finds_no_page_of_a_profile(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), named(1))
    profile = profile_of_bank(cast.bank, domains=["aoshio.example"])
    key = first_key(cast, profile)

    for stranger in (cast.electric, cast.center, cast.platform):
        client = client_of(stranger)
        assert "勘定系" not in page(client, "triage")
        for name in ("triage_list", "triage_techniques", "triage_funnel", "triage_edit"):
            assert client.get(reverse(name, args=[profile.public_id])).status_code == 404
        for name in ("triage_decide", "triage_take_back"):
            assert client.post(reverse(name, args=[profile.public_id, key]), {"verdict": "accept"}).status_code == 404
        assert client.post(reverse("triage_end", args=[profile.public_id])).status_code == 404
