"""Triage: the few that matter, explained, and nothing of what the viewer may not read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from noroshi.audiences.queries import Held
from noroshi.audiences.viewer import acting_as
from noroshi.stix.ours import extended
from noroshi.triage.topics import topics_of
from noroshi.triage.weighing import above
from noroshi.vocabulary import Relevance, Tlp2
from tests.rooms.intel_given import brought, indicator, marked, origin_of

pytestmark = pytest.mark.django_db


def fresh(name, **more):
    now = timezone.now().strftime("%Y-%m-%dT%H:%M:%S.000Z")
    return indicator(name, created=now, modified=now, valid_from=now, confidence=90, **more)


def seen(viewer, sectors=(), products=(), threshold=0.05):
    with acting_as(viewer):
        return above(Held.by(viewer), topics_of(sectors, products), threshold, timezone.now(), 100)


def test_what_names_the_sector_or_a_product_stands_above_what_names_none(cast):
    origin = origin_of(cast.center)
    brought(
        cast.center,
        origin,
        fresh(1),
        fresh(2, extensions=extended(sectors=["finance"], products=[])),
        fresh(3, extensions=extended(sectors=[], products=["cpe:2.3:a:maker:thing:2.0:*:*:*:*:*:*:*"])),
    )

    found = seen(cast.bank, ["finance"], ["maker:thing"])

    assert [one.relevance for one in found] == [Relevance.PRODUCT, Relevance.SECTOR, Relevance.GENERAL]
    assert [round(one.score, 3) for one in found] == [0.648, 0.518, 0.194]


def test_a_list_never_holds_what_the_desk_may_not_read(cast):
    origin = origin_of(cast.center)
    brought(cast.center, origin, fresh(1, **marked(Tlp2.RED)))

    assert seen(cast.bank) == []
    assert len(seen(cast.center)) == 1


def test_what_is_old_is_on_no_list(cast):
    origin = origin_of(cast.center)
    old = (timezone.now() - timedelta(days=500)).strftime("%Y-%m-%dT%H:%M:%S.000Z")
    brought(cast.center, origin, indicator(1, valid_from=old, confidence=90))

    assert seen(cast.center) == []
