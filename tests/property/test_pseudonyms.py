"""What stands for a source is the same through one matter and another in the next: nothing a ministry holds ties two together."""

import json
import re
from collections import defaultdict
from contextlib import contextmanager
from itertools import combinations
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Desk
from noroshi.editions.models import Edition
from noroshi.reports.actions import begin_anonymized, begin_follow_up, begin_report
from tests.cast import Cast
from tests.drafted import amended, sent

pytestmark = pytest.mark.django_db

NAMES = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32,}")
TABLES = ("editions_edition", "editions_part", "editions_hop", "editions_registration", "delivery_notice")

few = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
orders = st.lists(st.tuples(st.sampled_from(["electric", "neighbor"]), st.integers(0, 1)), min_size=2, max_size=5)
"""Whose turn it is, and with which of its two matters; a matter that has begun goes on."""


@contextmanager
def undone() -> Any:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def written(cast: Cast, viewer: Viewer, latest: UUID | None) -> UUID:
    with acting_as(viewer):
        begun = begin_follow_up(viewer, latest) if latest else begin_report(viewer, "anonymized_report")
        return sent(viewer, amended(viewer, begun, summary="変電所の保守端末から不審な通信"))


def anonymized(cast: Cast, source: UUID) -> UUID:
    with acting_as(cast.secretariat):
        begun = begin_anonymized(cast.secretariat, source)
        return sent(cast.secretariat, amended(cast.secretariat, begun, summary="会員で不審な通信", systems=""))


def held_of(cast: Cast, edition: UUID) -> set[str]:
    """Every id, digest and salt that the ministry holds with one edition, but for the secretariat's and the node's own."""
    with acting_as(cast.ministry), connection.cursor() as cursor:
        key = Edition.objects.get(public_id=edition).pk
        found: list[str] = []
        for table in TABLES:
            column = "id" if table == "editions_edition" else "edition_id"
            cursor.execute(f'select to_jsonb(t)::text from "{table}" t where {column} = %s', [key])  # noqa: S608 - our own words
            found += [text for (text,) in cursor.fetchall()]
    rows = [json.loads(text) for text in found]
    for row in rows:
        if isinstance(row.get("seal"), dict):
            row["seal"].pop("fingerprint", None)
    desk = Desk.objects.select_related("organization").get(pk=cast.secretariat.desk_id)
    return set(NAMES.findall(json.dumps(rows))) - {str(desk.public_id), str(desk.organization.public_id)}


@few
@given(orders)
def test_it_is_stable_in_a_matter_and_ties_no_two_matters_together(cast: Cast, turns: list[tuple[str, int]]) -> None:
    with undone():
        latest: dict[tuple[str, int], UUID] = {}
        made: defaultdict[tuple[str, int], list[UUID]] = defaultdict(list)
        for turn in turns:
            latest[turn] = written(cast, getattr(cast, turn[0]), latest.get(turn))
            made[turn].append(anonymized(cast, latest[turn]))

        with acting_as(cast.ministry):
            rows = {one.public_id: one for one in Edition.objects.filter(is_derived=True)}
        stands_for = {turn: {rows[one].matter for one in ids} for turn, ids in made.items()}
        assert all(len(matters) == 1 for matters in stands_for.values())
        assert len({matter for matters in stands_for.values() for matter in matters}) == len(made)
        for ids in made.values():
            assert [rows[one].number for one in ids] == list(range(1, len(ids) + 1))
        holds = {turn: set().union(*(held_of(cast, one) for one in ids)) for turn, ids in made.items()}
        for one, other in combinations(holds.values(), 2):
            assert sorted(one & other) == []
