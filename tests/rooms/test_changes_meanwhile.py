"""Who follows what happened misses nothing that is committed late: an open transaction holds back what began after it."""

from typing import Any

import psycopg
import pytest
from django.db import transaction

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.editions.changes import Place, changes, latest_place
from noroshi.editions.models import Change, Edition
from noroshi.engine.database import Addresses
from noroshi.vocabulary import Happening
from tests.cast import Cast, small_cast

pytestmark = pytest.mark.django_db(transaction=True)


def since(viewer: Viewer, after: Place) -> Any:
    fresh = Viewer(viewer.seat)
    with transaction.atomic(), acting_as(fresh):
        return changes(fresh, after, 1000)


def send(cast: Cast, title: str) -> Any:
    with transaction.atomic():
        edition = cast.report(cast.electric, content={"title": title})
        cast.send(cast.electric, edition, cast.ministry)
    return edition


def test_what_is_committed_late_is_given_late_and_never_missed(addresses: Addresses) -> None:
    """Other transactions of the same server hold it back as well: then, too, the place does not go past it."""
    with transaction.atomic():
        cast = small_cast()
    before = since(cast.ministry, Place()).upto
    other = psycopg.connect(addresses.app)
    try:
        other.execute("select pg_current_xact_id()")
        edition = send(cast, "先に終わる")

        held_back = since(cast.ministry, before)
        assert (held_back.happened, held_back.upto) == ([], before)
    finally:
        other.close()

    oldest_open = latest_place().turn
    given = since(cast.ministry, before)
    if given.happened:
        assert [(one.what, one.line.title) for one in given.happened] == [(Happening.CAME, "先に終わる")]
    else:
        assert oldest_open <= turn_of(cast.electric, edition)
        assert given.upto == before


def turn_of(viewer: Viewer, edition: Edition) -> int:
    with transaction.atomic(), acting_as(Viewer(viewer.seat)):
        return max(Change.objects.filter(edition_public_id=edition.public_id).values_list("turn", flat=True))
