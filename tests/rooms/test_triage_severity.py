"""The severity that an object tells is part of its score: in lists, in what explains them, in postings and without them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import acting_as
from noroshi.stix.ours import extended
from noroshi.triage.funnel import funnel
from noroshi.triage.lists import listed
from noroshi.triage.replaying import foretold
from noroshi.triage.showing import items
from noroshi.triage.topics import topics_of
from noroshi.triage.weighing import above
from noroshi.vocabulary import Dropped, Tlp2
from tests.bench.unposted import unposted
from tests.rooms.intel_given import brought, marked, origin_of
from tests.rooms.test_pages_drafts import client_of
from tests.rooms.test_triage import fresh, profile_of_bank

pytestmark = pytest.mark.django_db

WORST = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"


def weakness(place, **more):
    now = timezone.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return {
        "type": "vulnerability",
        "spec_version": "2.1",
        "id": f"vulnerability--0c7b5b88-8ff7-4a4d-aa9d-{place:012x}",
        "created": now,
        "modified": now,
        "name": f"CVE-2026-{20000 + place}",
        "confidence": 90,
        **more,
    }


def shown(viewer, profile):
    with acting_as(viewer):
        now = timezone.now()
        return items(viewer, listed(viewer, profile, now).entries, now)


def test_of_two_weaknesses_the_worse_stands_first_and_says_why(cast):
    brought(
        cast.center,
        origin_of(cast.center),
        weakness(1, x_cvss_base_score=2.1),
        weakness(2, description=WORST),
        weakness(3, labels=["severity:medium"]),
        weakness(4),
    )
    profile = profile_of_bank(cast.bank, threshold=0.05)

    found = shown(cast.bank, profile)

    said = {one.title[-1]: next(line for line in one.scored.lines if line.name.en == "Severity") for one in found}
    assert [one.title[-1] for one in found][2:] == ["3", "1"]
    assert said["2"].said.en == "CVSS 9.8 (critical)"
    assert said["1"].said.ja == "CVSS 2.1（注意）"
    assert said["3"].said.en == "medium"
    assert {place: line.factor for place, line in said.items()} == {"1": 0.4, "2": 1.0, "3": 0.7, "4": 1.0}
    for one in found:
        assert one.scored.score == pytest.approx(one.entry.above.score, rel=1e-6)


def test_what_says_no_severity_scores_as_before(cast):
    brought(cast.center, origin_of(cast.center), fresh(1, extensions=extended(sectors=["finance"])))
    profile = profile_of_bank(cast.bank)

    [one] = shown(cast.bank, profile)

    assert one.scored.score == pytest.approx(0.9 * 0.8 * 0.9 * 0.8, rel=1e-3)
    assert "takes nothing away" in next(line for line in one.scored.lines if line.name.en == "Severity").said.en


def test_postings_agree_with_the_values_alone_and_the_funnel_counts_the_same(cast):
    given = [weakness(place, x_cvss_base_score=place) for place in range(1, 11)]
    brought(cast.center, origin_of(cast.center), *given, *(fresh(place, labels=["severity:low"]) for place in (1, 2)))
    topics, later = topics_of(["finance"], []), timezone.now() + timedelta(days=20)

    with acting_as(cast.bank):
        held = Held.by(cast.bank)
        posted = above(held, topics, 0.05, later, 100)
        bare = unposted(held, topics, 0.05, later, 100)
    profile = profile_of_bank(cast.bank, threshold=0.2)
    with acting_as(cast.bank):
        counts = funnel(cast.bank, profile, timezone.now())

    assert [(one.key, one.object_id) for one in posted] == [row[:2] for row in bare]
    assert [one.score for one in posted] == pytest.approx([row[2] for row in bare], rel=1e-6)
    assert counts.drops[Dropped.WEAK] == 10


def test_trying_out_a_profile_weighs_it_too(cast):
    brought(cast.center, origin_of(cast.center), weakness(1, x_cvss_base_score=2.1), weakness(2, x_cvss_base_score=9.8))
    profile = profile_of_bank(cast.bank)

    with acting_as(cast.bank):
        came = foretold(cast.bank, profile.wish, timezone.now()).comes
        titles = [one.title for one in items(cast.bank, came, timezone.now())]

    assert titles == ["CVE-2026-20002"]


def test_however_bad_it_is_a_stranger_learns_nothing(cast):
    brought(cast.center, origin_of(cast.center), weakness(1, x_cvss_base_score=10, **marked(Tlp2.RED)))
    profile = profile_of_bank(cast.bank, threshold=0.05)

    assert shown(cast.bank, profile) == []


def test_the_page_says_it(cast, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    brought(cast.center, origin_of(cast.center), weakness(1, description=WORST))
    profile = profile_of_bank(cast.bank, threshold=0.05)

    page = client_of(cast.bank).get(f"/triage/{profile.public_id}/").content.decode()

    assert "CVSS 9.8 (critical)" in page
