"""An alert that a desk follows stands in its timeline of an event, and for no other desk."""

from typing import Any
from uuid import UUID

import pytest

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.bulletins.actions.feeds import end_feed
from noroshi.bulletins.queries import alerts_of
from noroshi.matters.actions import put, refuse
from noroshi.matters.models import Beside
from noroshi.matters.offered import offered, suggested_beside
from noroshi.vocabulary import FoundKind
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast, small_cast
from tests.drafted import reported
from tests.feed_server import RSS2, Page, publisher
from tests.rooms.test_bulletins import feed_of, looked
from tests.rooms.test_matters import linked
from tests.rooms.test_matters_beside import beside, putting

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _plain_addresses(settings: Any) -> None:
    settings.FEEDS_MAY_BE_PRIVATE = True


def followed(viewer: Viewer) -> tuple[UUID, UUID]:
    """The feed and the entry of it that names a CVE number."""
    with publisher(feed=Page(RSS2.format(encoding="UTF-8").encode())) as server:
        feed = feed_of(viewer, server.at("/feed"))
        looked()
    with acting_as(viewer):
        return feed.public_id, alerts_of(viewer, words="CVE-2026-31338")[0].public_id


def told(cast: Cast) -> tuple[UUID, UUID]:
    power = reported(cast.electric, "direct_report", tlp="green", summary="CVE-2026-31338 を突かれた")
    return power, linked(cast.electric, power, reported(cast.electric, "direct_report", tlp="green", summary="電話"))


def test_an_alert_of_the_same_number_is_suggested_put_there_and_hidden_from_every_other_desk() -> None:
    cast = small_cast()
    (power, event), (feed, alert) = told(cast), followed(cast.electric)

    with acting_as(cast.electric):
        assert [one.id for one in suggested_beside(cast.electric, power)] == [alert]
        assert alert in {one.id for one in offered(cast.electric, power)}
    for stranger in (cast.neighbor, cast.ministry, cast.center, cast.world.viewer("ashida@shiomi")):
        with acting_as(stranger):
            for deed in (put, refuse):
                with pytest.raises(NotFound):
                    deed(stranger, power, FoundKind.ALERT, alert, reason="見えない")
    putting(cast.electric, power, FoundKind.ALERT, alert, reason="同じ番号")

    assert beside(cast.electric, event) == [(FoundKind.ALERT, alert)]
    with acting_as(cast.center):
        assert not Beside.objects.exists()
    with acting_as(cast.electric):
        assert suggested_beside(cast.electric, power) == []
        end_feed(cast.electric, feed)
    assert beside(cast.electric, event) == []
