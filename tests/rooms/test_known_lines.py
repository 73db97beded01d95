"""Lists of known values: delivered lines switched off by one house for itself, hits of all lines, own lines changed."""

import uuid

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Membership
from noroshi.directory.seated import of_membership
from noroshi.intel.actions.known import add_known, change_known, put_line_aside, take_line_up
from noroshi.intel.errors import KnownAlready
from noroshi.intel.knowing import delivered, known_values, line_of, listing_of
from noroshi.intel.met import hits, hits_of
from noroshi.intel.models import KnownSwitch
from noroshi.intel.reviewing import review_text, warnings_of
from noroshi.ledger.models import Entry
from noroshi.observables import Kind
from noroshi.vocabulary import KnownList, Tlp2
from noroshi.vocabulary.errors import NotFound, Refusal
from noroshi.vocabulary.observables import ValueFlag
from tests.cast import Cast
from tests.drafted import second_person
from tests.rooms.devices_given import list_of, proposed, reviewed
from tests.rooms.intel_given import brought, indicator, marked, origin_of
from tests.rooms.test_attacks_canary import caller_of
from tests.rooms.test_pages_strangers import client_of

pytestmark = pytest.mark.django_db
RESOLVER = line_of(KnownList.KNOWN_GOOD, Kind.IPV4, "8.8.8.8")
PAGES = line_of(KnownList.SHARED, Kind.DOMAIN, "github.io")


@pytest.fixture(autouse=True)
def _one_factor(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def off(viewer: Viewer, line: uuid.UUID = RESOLVER, why: str = "乗っ取られている") -> bool:
    with acting_as(viewer):
        return put_line_aside(viewer, line, why)


def on(viewer: Viewer, line: uuid.UUID = RESOLVER) -> bool:
    with acting_as(viewer):
        return take_line_up(viewer, line)


def flags(viewer: Viewer, kind: Kind, value: str) -> set[ValueFlag]:
    with acting_as(viewer):
        return {one.flag for one in warnings_of(viewer, [(kind, value)])[0]}


def at_another_desk(viewer: Viewer) -> Viewer:
    """Of the same house."""
    house = Membership.objects.filter(desk__organization_id=viewer.organization_id, ended_at=None)
    return Viewer(of_membership(house.exclude(desk_id=viewer.desk_id).order_by("pk")[0]))


def is_off(viewer: Viewer, line: uuid.UUID = RESOLVER) -> bool:
    with acting_as(viewer):
        return next(one.aside for one in delivered(viewer, "ja") if one.line == line) is not None


def test_a_line_switched_off_warns_nobody_of_the_house_and_everybody_else_as_before(cast: Cast) -> None:
    before = flags(cast.bank, Kind.IPV4, "8.8.8.8")

    off(cast.bank)

    assert before == {ValueFlag.KNOWN_GOOD}
    assert flags(cast.bank, Kind.IPV4, "8.8.8.8") == set()
    assert flags(cast.bank, Kind.IPV4, "8.8.4.4") == {ValueFlag.KNOWN_GOOD}
    assert flags(cast.center, Kind.IPV4, "8.8.8.8") == {ValueFlag.KNOWN_GOOD}
    with acting_as(cast.bank):
        found = review_text(cast.bank, "通信先は8.8.8.8です。").candidates
        assert [(one.value, one.flags, one.is_likely_wanted) for one in found] == [("8.8.8.8", (), True)]
        assert listing_of(cast.bank, KnownList.KNOWN_GOOD).entry(Kind.IPV4, "8.8.8.8") is None


def test_switched_on_again_it_warns_as_before(cast: Cast) -> None:
    off(cast.bank)

    done, again = on(cast.bank), on(cast.bank)

    assert (done, again) == (True, False)
    assert flags(cast.bank, Kind.IPV4, "8.8.8.8") == {ValueFlag.KNOWN_GOOD}


def test_a_hosting_service_switched_off_is_shared_no_longer_however_it_is_known(cast: Cast) -> None:
    """That many have names below it is known from the list of suffixes as well."""
    before = flags(cast.bank, Kind.DOMAIN, "somebody.github.io")

    off(cast.bank, PAGES)

    assert before == {ValueFlag.SHARED}
    assert flags(cast.bank, Kind.DOMAIN, "somebody.github.io") == set()
    assert flags(cast.bank, Kind.DOMAIN, "somebody.gitlab.io") == {ValueFlag.SHARED}
    assert flags(cast.center, Kind.DOMAIN, "somebody.github.io") == {ValueFlag.SHARED}


def test_a_line_of_ones_own_holds_although_the_delivered_one_is_off(cast: Cast) -> None:
    off(cast.bank)
    with acting_as(cast.bank):
        add_known(cast.bank, KnownList.SHARED, "8.8.8.8")

    assert flags(cast.bank, Kind.IPV4, "8.8.8.8") == {ValueFlag.SHARED}


def test_a_line_switched_off_asks_no_reason_of_who_reviews_for_devices(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), indicator(1, pattern="[ipv4-addr:value = '8.8.8.8']"))
    of = list_of(cast.center)
    off(cast.center)

    line = proposed(cast.center, of.public_id)[0]

    assert line.warnings == ()
    assert reviewed(second_person(cast.center), of.public_id) == 1


def test_any_desk_of_the_house_reads_who_switched_it_off_and_switches_it_on(cast: Cast) -> None:
    other = at_another_desk(cast.center)
    off(cast.center)

    with acting_as(other):
        aside = next(one.aside for one in delivered(other, "ja") if one.line == RESOLVER)
        assert aside is not None
        assert aside.why == "乗っ取られている"
        assert aside.by
    assert on(other)
    assert not is_off(cast.center)


def test_a_stranger_finds_no_trace(cast: Cast) -> None:
    off(cast.bank)

    with acting_as(cast.center):
        assert KnownSwitch.objects.count() == 0
        assert all(one.aside is None for one in delivered(cast.center, "ja"))
        assert not Entry.objects.filter(deed="put_known_line_aside").exists()
    assert not on(cast.center)
    assert is_off(cast.bank)
    page = client_of(cast.center).get(reverse("intel_known"), {"state": "off"}).content.decode()
    assert "乗っ取られている" not in page
    assert "8[.]8[.]8[.]8" not in page
    assert not any(one["is_off"] or one["why"] for one in caller_of(cast.center).items("/intel/known/delivered"))


def test_the_database_takes_no_row_in_another_desks_name_and_changes_none(cast: Cast) -> None:
    off(cast.bank)
    with acting_as(cast.bank):
        row = KnownSwitch.objects.get()
        with pytest.raises(DatabaseError), transaction.atomic():
            KnownSwitch.objects.filter(pk=row.pk).update(is_off=False)
        with pytest.raises(DatabaseError), transaction.atomic():
            KnownSwitch.objects.create(
                audience_id=row.audience_id,
                desk_id=cast.center.desk_id,
                line=PAGES,
                is_off=True,
                made_at=timezone.now(),
            )
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("delete from intel_knownswitch")


def test_both_deeds_stand_in_the_record_of_the_house(cast: Cast) -> None:
    off(cast.bank)
    again = off(cast.bank, why="もう一度")
    on(cast.bank)

    with acting_as(cast.bank):
        mine = Entry.objects.filter(person_id=cast.bank.seat.person_id)
        assert mine.filter(deed="put_known_line_aside").count() == 1
        assert mine.filter(deed="take_known_line_up").count() == 1
    assert not again


@pytest.mark.parametrize("why", ["", "  ", "あ" * 401])
def test_a_reason_is_owed(cast: Cast, why: str) -> None:
    with pytest.raises(Refusal):
        off(cast.bank, why=why)

    assert not is_off(cast.bank)


def test_a_line_that_is_not_delivered_is_not_found(cast: Cast) -> None:
    with pytest.raises(NotFound):
        off(cast.bank, uuid.uuid4())
    with pytest.raises(NotFound):
        on(cast.bank, uuid.uuid4())


def test_all_lines_are_counted_in_one_question_and_as_one_by_one(cast: Cast) -> None:
    brought(
        cast.center,
        origin_of(cast.center),
        indicator(1, "deep.a.github.io"),
        indicator(2, "github.io"),
        indicator(3, "notgithub.io"),
        indicator(4, pattern="[ipv4-addr:value = '8.8.8.8']"),
        indicator(5, "io"),
    )
    with acting_as(cast.bank):
        lines = delivered(cast.bank, "ja")
        with CaptureQueriesContext(connection) as asked:
            counted = hits_of(cast.bank, lines)

        assert len(lines) > 150
        assert sum("intel_value" in one["sql"] for one in asked) == 1
        assert {line: many for line, many in counted.items() if many} == {
            (Kind.DOMAIN, "github.io"): 2,
            (Kind.IPV4, "8.8.8.8"): 1,
        }
        assert hits(cast.bank, Kind.DOMAIN, "io") == 4
        assert hits(cast.bank, Kind.CIDR, "8.8.8.0/24") == 1


def test_of_delivered_lines_too_only_what_one_may_read_is_counted(cast: Cast) -> None:
    brought(cast.center, origin_of(cast.center), indicator(1, "red.github.io", **marked(Tlp2.RED)))

    with acting_as(cast.bank):
        assert set(hits_of(cast.bank, delivered(cast.bank, "ja")).values()) == {0}
    with acting_as(cast.center):
        assert hits_of(cast.center, delivered(cast.center, "ja"))[Kind.DOMAIN, "github.io"] == 1


def test_an_own_line_is_changed_and_changed_back(cast: Cast) -> None:
    with acting_as(cast.bank):
        row = add_known(cast.bank, KnownList.SHARED, "cdn.example", "配信")

        change_known(cast.bank, row.public_id, KnownList.KNOWN_GOOD, "自社の配信")

        line = known_values(cast.bank)[0]
        assert (line.list, line.note, line.public_id) == (KnownList.KNOWN_GOOD, "自社の配信", row.public_id)
        change_known(cast.bank, row.public_id, KnownList.SHARED, "配信")
        assert [(one.list, one.note) for one in known_values(cast.bank)] == [(KnownList.SHARED, "配信")]
        assert Entry.objects.filter(deed="change_known_value", object_ids=[row.public_id]).count() == 2


def test_an_own_line_is_changed_by_its_own_desk_alone_and_never_twice_on_a_list(cast: Cast) -> None:
    with acting_as(cast.bank):
        row = add_known(cast.bank, KnownList.SHARED, "cdn.example")
        add_known(cast.bank, KnownList.KNOWN_GOOD, "cdn.example")
        with pytest.raises(KnownAlready):
            change_known(cast.bank, row.public_id, KnownList.KNOWN_GOOD)
    with acting_as(cast.center), pytest.raises(NotFound):
        change_known(cast.center, row.public_id, KnownList.KNOWN_GOOD)

    with acting_as(cast.bank):
        assert len(known_values(cast.bank)) == 2


def test_another_desk_of_the_house_reads_a_line_and_does_not_change_it(cast: Cast) -> None:
    other = at_another_desk(cast.center)
    with acting_as(cast.center):
        row = add_known(cast.center, KnownList.SHARED, "cdn.example", "配信")

    with acting_as(other):
        with pytest.raises(NotFound):
            change_known(other, row.public_id, KnownList.KNOWN_GOOD)
        assert [(one.value, one.list, one.is_own_desk) for one in known_values(other)] == [
            ("cdn.example", KnownList.SHARED, False)
        ]


def test_the_page_switches_off_with_a_reason_and_on_again(cast: Cast) -> None:
    client, ways = client_of(cast.bank), [reverse(f"intel_known_{way}", args=[RESOLVER]) for way in ("off", "on")]

    asked, bare = client.get(ways[0]), client.post(ways[0], {"why": ""})
    done = client.post(ways[0], {"why": "乗っ取られている"})
    shown = client.get(reverse("intel_known"), {"state": "off"}).content.decode()
    already = client.get(ways[0]).content.decode()
    back = client.post(ways[1])

    assert (asked.status_code, bare.status_code, done.status_code, back.status_code) == (200, 422, 302, 302)
    assert "8[.]8[.]8[.]8" in shown
    assert "乗っ取られている" in shown
    assert "8[.]8[.]4[.]4" not in shown
    assert "It is switched off already" in already
    assert not is_off(cast.bank)
    assert client.get(ways[1]).status_code == 405
    assert client.post(reverse("intel_known_off", args=[uuid.uuid4()]), {"why": "x"}).status_code == 404
    assert client.post(reverse("intel_known_on", args=[uuid.uuid4()])).status_code == 404


def test_the_page_changes_an_own_line_and_nobody_elses(cast: Cast) -> None:
    with acting_as(cast.bank):
        row = add_known(cast.bank, KnownList.SHARED, "cdn.example", "配信")
    at = reverse("intel_known_change", args=[row.public_id])
    wish = {"which": "known_good", "note": "自社の配信"}

    stranger, own = client_of(cast.center), client_of(cast.bank)

    assert (stranger.get(at).status_code, stranger.post(at, wish).status_code) == (404, 404)
    assert "配信" in own.get(at).content.decode()
    assert own.post(at, {"which": "nothing", "note": "x"}).status_code == 422
    with acting_as(cast.bank):
        assert known_values(cast.bank)[0].note == "配信"
    assert own.post(at, wish).status_code == 302
    with acting_as(cast.bank):
        assert known_values(cast.bank)[0].list is KnownList.KNOWN_GOOD


def test_the_page_is_narrowed_by_words_list_and_state(cast: Cast) -> None:
    client, at = client_of(cast.bank), reverse("intel_known")

    by_value = client.get(at, {"q": "ＧitHub[.]io"}).content.decode()
    by_list = client.get(at, {"q": "github.io", "list": "known_good"})
    nothing = client.get(at, {"list": "nothing"})
    part = client.get(at, {"q": "github.io"}, headers={"HX-Request": "true"}).content.decode()

    assert "github[.]io" in by_value
    assert "gitlab[.]io" not in by_value
    assert (by_list.status_code, nothing.status_code) == (200, 422)
    assert "None of these fits." in by_list.content.decode()
    assert "github[.]io" not in nothing.content.decode()
    assert "github[.]io" in part
    assert "<html" not in part


@pytest.mark.parametrize("number", ["0", "-1", "９", "x", "99999999999"])
def test_a_page_that_is_not_there_is_the_nearest_that_is(cast: Cast, number: str) -> None:
    answer = client_of(cast.bank).get(reverse("intel_known"), {"page": number})

    assert answer.status_code == 200
    assert "8[.]8[.]8[.]8" in answer.content.decode()


def test_the_last_page_holds_what_the_first_does_not(cast: Cast) -> None:
    page = client_of(cast.bank).get(reverse("intel_known"), {"page": "6"}).content.decode()

    assert "8[.]8[.]8[.]8" not in page
    assert 'aria-current="page"' in page


def test_a_machine_does_the_same(cast: Cast) -> None:
    bank, at = caller_of(cast.bank), f"/intel/known/delivered/{RESOLVER}"

    switched = bank.post(f"{at}/off", {"why": "乗っ取られている"}).json()
    listed = {one["id"]: one["is_off"] for one in bank.items("/intel/known/delivered")}
    back = bank.post(f"{at}/on").json()
    line = bank.made("/intel/known", {"list": "shared", "value": "cdn.example"})
    changed = bank.post(f"/intel/known/{line['id']}", {"list": "known_good", "note": "自社"}).json()

    assert (switched["value"], switched["is_off"], switched["why"]) == ("8.8.8.8", True, "乗っ取られている")
    assert [line for line, is_it in listed.items() if is_it] == [str(RESOLVER)]
    assert (back["is_off"], back["why"], back["switched_at"]) == (False, "", None)
    assert (changed["id"], changed["list"], changed["note"]) == (line["id"], "known_good", "自社")
    assert bank.post(f"{at}/off", {"why": ""}).status_code == 422
    assert bank.post(f"/intel/known/delivered/{uuid.uuid4()}/on").status_code == 404
    assert caller_of(cast.center).post(f"/intel/known/{line['id']}", {"list": "shared"}).status_code == 404
