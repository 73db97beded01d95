"""What a process remembers of all desks is never taken for another state of the database, however alike their histories."""

import pytest
from django.db import transaction
from django.test import TransactionTestCase

from noroshi.audiences.everybody import everybody, forget
from noroshi.directory.models import Desk, Organization
from tests.cast import small_cast

pytestmark = pytest.mark.django_db(transaction=True)


def changed(*, branches: int) -> None:
    house: Organization = small_cast().world.organizations["shiomi"]
    Desk.objects.bulk_create(Desk(organization=house, handle=f"shiomi.n{n}", name_ja="支店") for n in range(branches))
    with transaction.atomic():
        forget()


def known_and_there() -> tuple[set[int], set[int]]:
    return {facts.desk for facts in everybody()}, set(Desk.objects.values_list("pk", flat=True))


def test_after_a_backup_is_restored_nothing_is_remembered_of_what_it_undid():
    changed(branches=2)
    known, there = known_and_there()
    assert known == there

    TransactionTestCase._fixture_teardown(None)
    changed(branches=0)

    now_known, now_there = known_and_there()
    assert now_known == now_there < there
