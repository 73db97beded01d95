"""Where a value was found and what stands behind it: typed once, with every indicator, shown whatever kind the object is of."""

import json
from typing import Any

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import acting_as
from noroshi.intel.models import StixObject
from noroshi.stix.kinds import StixKind
from noroshi.stix.ours import EXTENSION, extended
from tests.cast import Cast
from tests.rooms.intel_given import brought, malware, origin_of
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db
PLACE, BACKGROUND = "保守用端末の通信記録", "更新を装うファイルから見つかった"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def typed(**more: str) -> dict[str, Any]:
    return {"take": ["0"], "value_0": "behind[.]top", "kept_0": '{"kind": "domain"}', "confidence": "70", **more}


def own_of(cast: Cast, kind: StixKind) -> list[dict[str, Any]]:
    with acting_as(cast.center):
        found = [json.loads(one.raw) for one in StixObject.objects.filter(kind=int(kind))]
    return [one.get("extensions", {}).get(EXTENSION, {}) for one in found]


def test_the_review_table_asks_for_both_and_each_indicator_carries_them(cast: Cast) -> None:
    client = client_of(cast.center)
    page = client.post(reverse("find_values"), {"text": "behind.kirisame.top"}).content.decode()
    assert 'name="place_of_discovery"' in page
    assert 'name="background"' in page

    answer = client.post(
        reverse("take_values"), typed(title="装う更新", place_of_discovery=PLACE, background=BACKGROUND)
    )

    assert answer.status_code == 302
    for kind in (StixKind.INDICATOR, StixKind.REPORT):
        assert [(one.get("place_of_discovery"), one.get("background")) for one in own_of(cast, kind)] == [
            (PLACE, BACKGROUND)
        ]
    with acting_as(cast.center):
        number = StixObject.objects.get(kind=int(StixKind.INDICATOR)).uuid
    shown = client.get(reverse("intel_object", args=[number])).content.decode()
    assert PLACE in shown
    assert BACKGROUND in shown
    assert client_of(cast.bank).get(reverse("intel_object", args=[number])).status_code == 404


def test_nothing_typed_leaves_no_trace_in_the_object(cast: Cast) -> None:
    assert client_of(cast.center).post(reverse("take_values"), typed()).status_code == 302

    assert own_of(cast, StixKind.INDICATOR) == [{}]


def test_what_is_none_of_the_eleven_kinds_shows_them_as_well(cast: Cast) -> None:
    behind = extended(place_of_discovery=PLACE, background=BACKGROUND, handling_note="写しを作らない")
    given = malware("behind", extensions=behind)
    brought(cast.center, origin_of(cast.center, "behind"), given)

    page = client_of(cast.bank).get(reverse("intel_object", args=[given["id"][-36:]])).content.decode()

    assert all(words in page for words in (PLACE, BACKGROUND, "写しを作らない"))
