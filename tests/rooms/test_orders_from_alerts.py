"""An alert that a desk follows becomes an order of its house; whoever carries it out learns nothing of the alert."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from noroshi.audiences.viewer import acting_as
from noroshi.bulletins.queries import alert_shown
from noroshi.response.queries import open_orders
from tests.cast import small_cast
from tests.rooms.drafts_pages import client_of
from tests.rooms.test_matters_beside_alerts import followed
from tests.rooms.test_response_orders import desk_of, field

pytestmark = pytest.mark.django_db(transaction=True)
WORK = "変電所の端末の更新"


def test_an_alert_becomes_an_order_and_whoever_carries_it_out_learns_nothing_of_the_alert(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED, settings.FEEDS_MAY_BE_PRIVATE = False, True
    cast = small_cast()
    _feed, alert = followed(cast.electric)
    about, client = f"?about=alert:{alert}", client_of(cast.electric)
    with acting_as(cast.electric):
        title = alert_shown(cast.electric, alert).title

    assert f"{reverse('order_new')}{about}" in client.get(reverse("alert", args=[alert])).content.decode()
    form = client.get(reverse("order_new") + about).context["form"]
    given = {"title": WORK, "what": "更新を当てる", "to": [str(desk_of(field(cast)))], "reach": form["reach"].value()}
    due = timezone.localtime(timezone.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    made = client.post(reverse("order_new") + about, given | {"due_at": due})

    assert made.status_code == 302
    shown = client.get(made["Location"]).content.decode()
    assert title in shown
    assert reverse("alert", args=[alert]) in shown
    assert title in client.get(f"{reverse('orders')}?by=about").content.decode()
    with acting_as(field(cast)):
        (line,) = open_orders(field(cast))
    assert (line.title, line.about) == (WORK, None)
    theirs = client_of(field(cast)).get(made["Location"]).content.decode()
    assert title not in theirs
    assert str(alert) not in theirs
    for stranger in (cast.neighbor, cast.center, field(cast)):
        assert client_of(stranger).get(reverse("order_new") + about).status_code == 404
