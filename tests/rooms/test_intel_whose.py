"""Whose information an object is: its author where the reader may read who that is, its source's house where its desk says so."""

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.intel.browsing import Wanted, browse
from noroshi.intel.queries import origins_of
from noroshi.intel.telling import tell
from noroshi.vocabulary import Tlp2
from tests.cast import Cast
from tests.rooms.intel_given import MOMENT, brought, malware, origin_of, stix_id
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_pages_drafts import client_of

pytestmark = pytest.mark.django_db
UNREAD = "Named by a number alone"


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def identity(name: str, at: str = MOMENT, called: str = "") -> dict[str, Any]:
    return {
        "type": "identity",
        "spec_version": "2.1",
        "id": stix_id("identity", name),
        "created": MOMENT,
        "modified": at,
        "name": called or name,
        "identity_class": "organization",
    }


def written_by(name: str, title: str) -> dict[str, Any]:
    return malware(title, created_by_ref=stix_id("identity", name))


def page_of(viewer: Viewer, given: dict[str, Any]) -> str:
    answer = client_of(viewer).get(reverse("intel_object", args=[given["id"].partition("--")[2]]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_author_is_named_and_leads_to_who_that_is(cast: Cast) -> None:
    of, who = written_by("夜見分析所", "tsubame"), identity("夜見分析所")
    brought(cast.center, origin_of(cast.center, "whose-1"), of, who)

    text = page_of(cast.bank, of)
    assert reverse("intel_object", args=[who["id"].partition("--")[2]]) in text
    assert "夜見分析所" in text
    assert UNREAD not in text
    assert "夜見分析所" in client_of(cast.bank).get(reverse("intel") + "?kind=malware").content.decode()


def test_an_author_that_may_not_be_read_is_not_named(cast: Cast) -> None:
    of = written_by("潮見の調査係", "hibari")
    brought(cast.electric, origin_of(cast.electric, "own", Tlp2.AMBER_STRICT, opened=[]), of, identity("潮見の調査係"))
    brought(cast.secretariat, origin_of(cast.secretariat, "passed on", is_named=True), of)

    theirs, own = page_of(cast.bank, of), page_of(cast.electric, of)
    assert UNREAD in theirs
    assert "潮見の調査係" not in theirs
    assert "潮見の調査係" in own


def test_who_reported_to_the_secretariat_is_named_by_nothing_that_the_secretariat_shares(cast: Cast) -> None:
    """What the electric company told goes on as the secretariat's own: readers learn the secretariat and nobody else."""
    brought(cast.electric, origin_of(cast.electric, "closed", Tlp2.AMBER_STRICT, opened=[]), malware("suzume"))
    brought(cast.secretariat, origin_of(cast.secretariat, "relayed", is_named=True), malware("suzume"))
    electric, secretariat = (cast.world.organizations[name] for name in ("shiomi", "electricity_ceptoar"))

    for viewer in (cast.bank, cast.neighbor, cast.center, cast.ministry):
        text = page_of(viewer, malware("suzume"))
        assert secretariat.name_en in text
        assert electric.name_en not in text
        assert electric.name_ja not in text
        with acting_as(viewer):
            told = tell(viewer, _uuid(malware("suzume")))
            assert told.whose.house == secretariat
            assert [one.whose.house for one in browse(viewer, Wanted()).rows if one.kept.uuid == told.kept.uuid] == [
                secretariat
            ]


def test_a_source_that_does_not_say_whose_it_is_names_its_house_to_its_house_alone(cast: Cast) -> None:
    brought(cast.electric, origin_of(cast.electric, "unnamed"), malware("tsugumi"))

    with acting_as(cast.bank):
        assert tell(cast.bank, _uuid(malware("tsugumi"))).whose.house is None
    with acting_as(cast.electric):
        own = tell(cast.electric, _uuid(malware("tsugumi"))).whose.house
        assert own is not None
        assert own.pk == cast.electric.organization_id


def test_an_author_is_called_as_the_same_source_calls_it_and_another_source_is_named(cast: Cast) -> None:
    of = written_by("天野研究室", "mejiro")
    alone = written_by("風見の会", "uguisu")
    later = "2026-06-01T00:00:00.000Z"
    brought(cast.center, origin_of(cast.center, "first"), of, identity("天野研究室"), alone)
    brought(
        cast.bank,
        origin_of(cast.bank, "second"),
        identity("天野研究室", later, "だれかほか"),
        identity("風見の会"),
    )

    with acting_as(cast.center):
        own, other = (tell(cast.center, _uuid(one)).whose.author for one in (of, alone))
    assert own is not None
    assert (own.name, own.said_by) == ("天野研究室", "")
    assert other is not None
    assert (other.name, other.said_by) == ("風見の会", "second")


def test_a_machine_reads_the_same_names(cast: Cast) -> None:
    of, who = written_by("夕凪分析所", "kakesu"), identity("夕凪分析所")
    brought(cast.center, origin_of(cast.center, "for machines", is_named=True), of, who)

    body = caller_of(cast.bank).read(f"/intel/objects/{_uuid(of)}")
    line = caller_of(cast.bank).items(f"/intel/objects?about={_uuid(of)}")[0]

    assert body["source_name"] == "for machines"
    assert body["author"] == {"id": who["id"].partition("--")[2], "name": "夕凪分析所", "said_by": None}
    assert {name: line[name] for name in ("source_name", "author", "organization")} == {
        name: body[name] for name in ("source_name", "author", "organization")
    }
    assert body["organization"] == cast.world.organizations["nisc"].name_ja


def test_whether_readers_are_told_is_asked_with_the_source(cast: Cast) -> None:
    client = client_of(cast.bank)
    assert 'name="is_named"' in client.get(reverse("intel_source_new")).content.decode()

    sent = {"name": "named", "kind": "upload", "reliability": "B", "tlp": "green", "is_open": "on", "is_named": "on"}
    assert client.post(reverse("intel_source_new"), sent).status_code == 302
    with acting_as(cast.bank):
        row = next(one for one in origins_of(cast.bank) if one.name == "named")
        assert row.is_named
    here = reverse("intel_source", args=[row.public_id])
    assert client.post(here, {key: value for key, value in sent.items() if key != "is_named"}).status_code == 302
    with acting_as(cast.bank):
        assert not next(one for one in origins_of(cast.bank) if one.name == "named").is_named


def _uuid(given: dict[str, Any]) -> UUID:
    return UUID(given["id"].partition("--")[2])
