"""Values of a received report or advisory: found in what its reader reads, kept no wider than it, named to its readers alone."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.intel.actions.accept import Acceptance, Chosen, accept
from noroshi.intel.models import StixObject
from noroshi.intel.telling import tell
from noroshi.observables import Kind
from noroshi.sharing.marking import PartMarking
from noroshi.stix.kinds import StixKind
from noroshi.vocabulary import Tlp2
from noroshi.vocabulary.errors import NotFound
from tests.cast import Cast
from tests.drafted import issued
from tests.rooms.intel_given import origin_of
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db
WORDS = "不審な通信先 203.0.113.7 と c2.kirisame.top を確認した。"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def advisory(cast: Cast, tlp: str = "amber", **typed: Any) -> UUID:
    meti = cast.world.organizations["meti"].public_id
    words = {"threat_summary": WORDS} | typed
    return issued(cast.center, f"ministry_for_sector:{meti}/electricity", tlp=tlp, **words)


def looked(viewer: Viewer, item: UUID) -> Any:
    return client_of(viewer).post(reverse("item_values", args=[item]))


def values(page: str) -> list[str]:
    return re.findall(r'name="value_\d+" value="([^"]*)"', page)


def taken(viewer: Viewer, item: UUID, tlp: Tlp2 | None = None, origin: UUID | None = None) -> UUID:
    with acting_as(viewer):
        rows = [Chosen(Kind.DOMAIN, "c2.kirisame.top")]
        accept(viewer, Acceptance(rows, item=item, title="霧雨", tlp=tlp, origin=origin))
        newest = StixObject.objects.filter(kind=int(StixKind.REPORT)).order_by("-pk")[0]
        return newest.uuid


def test_a_received_advisory_fills_the_table_and_what_is_taken_leads_back(cast: Cast) -> None:
    item, client = advisory(cast), client_of(cast.ministry)
    assert reverse("item_values", args=[item]) in client.get(reverse("item", args=[item])).content.decode()

    page = looked(cast.ministry, item).content.decode()
    assert set(values(page)) == {"203[.]0[.]113[.]7", "c2[.]kirisame[.]top"}
    assert f'name="item" value="{item}"' in page

    sent = {"take": ["0"], "value_0": "c2[.]kirisame[.]top", "kept_0": '{"kind": "domain"}', "title": "霧雨の件"}
    assert client.post(reverse("take_values"), sent | {"item": str(item)}).status_code == 302
    with acting_as(cast.ministry):
        of = StixObject.objects.get(kind=int(StixKind.INDICATOR)).uuid
        assert tell(cast.ministry, of).color.word == "red"
    assert reverse("item", args=[item]) in client.get(reverse("intel_object", args=[of])).content.decode()


def test_where_nothing_is_found_the_way_leads_back_to_the_item(cast: Cast) -> None:
    item = advisory(cast, threat_summary="値のない文章")

    page = looked(cast.ministry, item).content.decode()

    assert values(page) == []
    assert f'href="{reverse("item", args=[item])}"' in page


@pytest.mark.parametrize("stranger", ["bank", "gas_liaison", "electric_colleague", "neighbor"])
def test_to_a_stranger_there_is_no_item_to_take_from(cast: Cast, stranger: str) -> None:
    item, viewer = advisory(cast), getattr(cast, stranger)

    assert looked(viewer, item).status_code == looked(viewer, uuid4()).status_code == 404
    sent = {"take": ["0"], "value_0": "c2.kirisame.top", "kept_0": '{"kind": "domain"}', "item": str(item)}
    assert client_of(viewer).post(reverse("take_values"), sent).status_code == 404
    with acting_as(viewer), pytest.raises(NotFound):
        accept(viewer, Acceptance([Chosen(Kind.DOMAIN, "c2.kirisame.top")], item=item))


def test_nothing_that_was_withheld_is_found(cast: Cast) -> None:
    """What is for its own desk alone is found by its own desk alone."""
    content = {"title": "停電", "summary": WORDS, "supplement": "別に 198.51.100.9 も"}
    part = PartMarking(fields=frozenset({"supplement"}), readers=frozenset())
    report = cast.report(cast.electric, content=content, parts=(part,))
    cast.send(cast.electric, report, cast.ministry)

    own, theirs = (
        values(looked(viewer, report.public_id).content.decode()) for viewer in (cast.electric, cast.ministry)
    )

    assert "198[.]51[.]100[.]9" in own
    assert set(theirs) == {"203[.]0[.]113[.]7", "c2[.]kirisame[.]top"}


@pytest.mark.parametrize(
    ("tlp", "held"), [("red", "red"), ("amber", "red"), ("green", "amber+strict"), ("clear", "clear")]
)
def test_no_choice_makes_it_wider_than_the_item(cast: Cast, tlp: str, held: str) -> None:
    item, wide = advisory(cast, tlp), origin_of(cast.center, f"wide {tlp}", Tlp2.CLEAR)

    of = taken(cast.center, item, Tlp2.CLEAR, wide.public_id)

    with acting_as(cast.center):
        assert tell(cast.center, of).color.word == held
    assert client_of(cast.bank).get(reverse("intel_object", args=[of])).status_code == (200 if held == "clear" else 404)


def test_who_reads_the_object_and_not_the_item_is_not_told_of_it(cast: Cast) -> None:
    item, wide = advisory(cast, "clear"), origin_of(cast.center, "clear", Tlp2.CLEAR)
    of = taken(cast.center, item, Tlp2.CLEAR, wide.public_id)

    here = reverse("intel_object", args=[of])
    own, other = client_of(cast.center).get(here), client_of(cast.bank).get(here)

    assert client_of(cast.bank).get(reverse("item", args=[item])).status_code == 404
    assert other.status_code == 200
    assert reverse("item", args=[item]) in own.content.decode()
    assert "Taken from" not in other.content.decode()


def test_by_machine_the_same_is_found_and_kept_as_narrow(cast: Cast) -> None:
    item, wide = advisory(cast), origin_of(cast.center, "wide by machine", Tlp2.CLEAR)
    found = caller_of(cast.center).post("/intel/values/find-in-item", {"item": str(item)}).json()
    assert {one["value"] for one in found["candidates"]} == {"203.0.113.7", "c2.kirisame.top"}

    body = {"rows": [{"kind": "domain", "value": "c2.kirisame.top"}], "item": str(item), "tlp": "clear"}
    answer = caller_of(cast.center).post("/intel/values", body | {"origin": str(wide.public_id)})

    of = next(UUID(one[-36:]) for one in answer.json()["new"] if one.startswith("indicator"))
    with acting_as(cast.center):
        assert tell(cast.center, of).color.word == "red"
    assert client_of(cast.bank).get(reverse("intel_object", args=[of])).status_code == 404


@pytest.mark.parametrize("stranger", ["bank", "gas_liaison", "electric_colleague", "neighbor"])
def test_by_machine_a_stranger_is_told_of_no_item(cast: Cast, stranger: str) -> None:
    item, caller = advisory(cast), caller_of(getattr(cast, stranger))
    rows = {"rows": [{"kind": "domain", "value": "c2.kirisame.top"}]}

    told, untold = [caller.post("/intel/values/find-in-item", {"item": str(one)}) for one in (item, uuid4())]
    taken, untaken = [caller.post("/intel/values", rows | {"item": str(one)}) for one in (item, uuid4())]

    assert told.status_code == untold.status_code == 404
    assert taken.status_code == untaken.status_code
    assert taken.status_code in {403, 404}
    assert told.json()["code"] == untold.json()["code"]
