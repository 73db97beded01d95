"""After a recall: nobody reads it, those who held it are asked to delete what they kept, and say so; nobody else hears of it."""

import pytest

from noroshi.asking.withdrawing import LeftBy, what_left
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.delivery.queries import notices_of
from noroshi.editions.actions import recall
from noroshi.editions.models import Deletion, Edition, Hop, Part, Withdrawal
from noroshi.editions.queries import edition_readable_by
from noroshi.editions.withdrawing import confirm_deleted, deleted_by, withdrawal, withdrawals
from noroshi.vocabulary import HopKind, NoticeKind
from noroshi.vocabulary.errors import NotFound
from tests.rooms.test_attacks_canary import caller_of, client_of

pytestmark = pytest.mark.django_db
CONTENT = {"title": "変電所の保守端末から不審な通信", "summary": "端末は切り離した"}


@pytest.fixture(autouse=True)
def _without_factors(settings):
    settings.SECOND_FACTOR_REQUIRED = False


def fresh(viewer):
    return Viewer(viewer.seat)


def recalled(cast, *holders):
    edition = cast.report(cast.electric, content=CONTENT)
    for holder in holders or (cast.ministry,):
        cast.send(cast.electric, edition, holder)
    return edition


def take_back(cast, edition):
    with acting_as(fresh(cast.electric)):
        recall(cast.electric, edition.public_id, read_number=1, reason="誤って送った")


def of(viewer):
    with acting_as(fresh(viewer)):
        return withdrawals(viewer)


def test_nobody_but_the_originator_reads_a_word_and_receipts_stay(cast):
    edition = recalled(cast, cast.ministry, cast.neighbor)
    cast.send(cast.ministry, edition, cast.center, kind=HopKind.RELAY)

    take_back(cast, edition)

    for other in (cast.ministry, cast.neighbor, cast.center, cast.partner):
        with acting_as(fresh(other)):
            assert not Edition.objects.filter(pk=edition.pk).exists()
            assert not Part.objects.filter(edition_id=edition.pk).exists()
            with pytest.raises(NotFound):
                edition_readable_by(other, edition.public_id)
    with acting_as(fresh(cast.ministry)):
        assert Hop.objects.filter(edition_public_id=edition.public_id).count() == 2
    with acting_as(fresh(cast.electric)):
        assert edition_readable_by(cast.electric, edition.public_id).content["title"] == CONTENT["title"]


def test_holders_are_asked_to_delete_and_strangers_hear_nothing(cast):
    edition = recalled(cast, cast.ministry, cast.neighbor)

    take_back(cast, edition)

    assert [one.edition_id for one in of(cast.ministry)] == [edition.public_id]
    assert [one.edition_id for one in of(cast.neighbor)] == [edition.public_id]
    for stranger in (cast.bank, cast.center, cast.vendor, cast.secretariat, cast.electric_colleague):
        assert of(stranger) == []
        with acting_as(fresh(stranger)):
            assert not Withdrawal.objects.exclude(originator_desk=stranger.desk_id).exists()


def test_the_notice_holds_no_word_of_what_it_said(cast):
    edition = recalled(cast)

    take_back(cast, edition)

    with acting_as(fresh(cast.ministry)):
        row = Withdrawal.objects.get()
        plain = " ".join(str(getattr(row, field.attname)) for field in row._meta.fields)
    assert CONTENT["title"] not in plain
    assert "誤って送った" not in plain


def test_a_desk_says_once_that_nothing_is_left_and_the_originator_reads_it(cast):
    edition = recalled(cast, cast.ministry, cast.neighbor)
    take_back(cast, edition)
    (one,) = of(cast.ministry)

    with acting_as(fresh(cast.ministry)):
        first = confirm_deleted(cast.ministry, one.public_id, note="印刷も破棄")
        again = confirm_deleted(cast.ministry, one.public_id)

    assert first.pk == again.pk
    assert of(cast.ministry)[0].deleted_at
    with acting_as(fresh(cast.electric)):
        (said,) = deleted_by(cast.electric, edition.public_id)
    assert (said.desk.pk, said.note) == (cast.ministry.desk_id, "印刷も破棄")
    with acting_as(fresh(cast.neighbor)):
        assert not Deletion.objects.exists()


def test_who_did_not_hold_it_confirms_nothing(cast):
    edition = recalled(cast)
    take_back(cast, edition)
    (one,) = of(cast.ministry)

    for stranger in (cast.bank, cast.electric):
        with acting_as(fresh(stranger)), pytest.raises(NotFound):
            confirm_deleted(stranger, one.public_id)
    with acting_as(fresh(cast.bank)), pytest.raises(NotFound):
        withdrawal(cast.bank, one.public_id)
    with acting_as(fresh(cast.ministry)), pytest.raises(NotFound):
        deleted_by(cast.ministry, edition.public_id)


def test_what_left_through_a_machine_is_listed_with_its_holder(cast):
    edition = recalled(cast, cast.ministry, cast.neighbor)
    assert caller_of(cast.ministry).get(f"/editions/{edition.public_id}").status_code == 200
    client_of(cast.neighbor).get(f"/items/{edition.public_id}/")

    take_back(cast, edition)

    with acting_as(fresh(cast.electric)):
        (found,) = what_left(cast.electric, edition.public_id)
    assert found.desk.pk == cast.ministry.desk_id
    assert found.ways == (LeftBy.API,)
    with acting_as(fresh(cast.ministry)), pytest.raises(NotFound):
        what_left(cast.ministry, edition.public_id)


def test_holders_are_told_by_their_channels(cast):
    edition = recalled(cast)

    take_back(cast, edition)

    with acting_as(fresh(cast.ministry)):
        links = [one.link for one in notices_of(cast.ministry) if one.kind is NoticeKind.RECALLED]
        assert links == [f"/withdrawn/{Withdrawal.objects.get().public_id}/"]
    for stranger in (cast.bank, cast.center):
        with acting_as(fresh(stranger)):
            assert NoticeKind.RECALLED not in {one.kind for one in notices_of(stranger)}


def test_what_others_wrote_themselves_stays(cast):
    edition = recalled(cast)
    with acting_as(fresh(cast.ministry)):
        own = cast.report(cast.ministry, content={"title": "自省の記録"})

    take_back(cast, edition)

    with acting_as(fresh(cast.ministry)):
        assert edition_readable_by(cast.ministry, own.public_id).content["title"] == "自省の記録"


def test_pages_for_both_sides_and_for_nobody_else(cast):
    edition = recalled(cast)
    caller_of(cast.ministry).get(f"/editions/{edition.public_id}")
    back = client_of(cast.electric).post(f"/items/{edition.public_id}/recall/", {"read_number": 1, "reason": "誤り"})
    (one,) = of(cast.ministry)

    left = client_of(cast.electric).get(back.url).content.decode()
    asked = client_of(cast.ministry).get(f"/withdrawn/{one.public_id}/").content.decode()
    done = client_of(cast.ministry).post(f"/withdrawn/{one.public_id}/", {"note": ""})
    told = client_of(cast.electric).get(back.url).content.decode()

    assert "Ministry of Economy" in left
    assert "No answer yet" in left
    assert "Please delete what you kept" in asked
    assert CONTENT["title"] not in asked
    assert done.status_code == 302
    assert "Says it is deleted" in told
    assert CONTENT["title"] not in client_of(cast.ministry).get("/withdrawn/").content.decode()
    assert (
        "/withdrawn/"
        not in client_of(cast.bank).get("/withdrawn/").content.decode().split("<main")[1].split("</main")[0]
    )
    for stranger in (cast.bank, cast.center):
        assert client_of(stranger).get(f"/withdrawn/{one.public_id}/").status_code == 404
        assert client_of(stranger).get(back.url).status_code == 404


def test_the_same_by_machine(cast):
    edition = recalled(cast)
    take_back(cast, edition)

    (listed,) = caller_of(cast.ministry).get("/withdrawals").json()["items"]
    said = caller_of(cast.ministry).post(f"/withdrawals/{listed['id']}/deletion", {"note": "写しなし"})

    assert said.json()["deleted_at"]
    assert caller_of(cast.bank).get("/withdrawals").json()["items"] == []
    assert caller_of(cast.bank).post(f"/withdrawals/{listed['id']}/deletion", {}).status_code == 404
    assert caller_of(cast.electric).get(f"/editions/{edition.public_id}/left").status_code == 200
    assert caller_of(cast.ministry).get(f"/editions/{edition.public_id}/left").status_code == 404
