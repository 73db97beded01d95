"""What leaves by mail and as STIX or CSAF says how an item is to be handled now, not what was sealed before it was marked again."""

import json
from dataclasses import replace

import pytest

from noroshi.advisories.exporting import export_stix
from noroshi.audiences.viewer import acting_as
from noroshi.delivery.models import DeskChannels
from noroshi.drafting.exporting.machine import export_csaf
from noroshi.editions.actions import mark_again
from noroshi.editions.explaining import marking_of_own
from noroshi.sharing.marking import PartMarking
from noroshi.sharing.parties import Party
from noroshi.stix.ours import definition
from noroshi.vocabulary.errors import NotFound
from tests.cast import small_cast
from tests.drafted import issued
from tests.mail_sink import deliver, mail_sink, text_of
from tests.rooms.test_delivery_mail import address_of

pytestmark = pytest.mark.django_db(transaction=True)
FREE = "照会は電話で。"
WIDER = "金融分野への情報提供可。"
ADDRESS = "https://noroshi.example"


@pytest.fixture
def cast():
    return small_cast()


def advisory(cast, tlp="green", **more):
    meti = cast.world.organizations["meti"].public_id
    given = {"handling_note": FREE} | more
    return issued(cast.center, f"ministry_for_sector:{meti}/electricity", tlp=tlp, **given)


def marked(viewer, edition, **changes):
    with acting_as(viewer):
        now, number = marking_of_own(viewer, edition)
        mark_again(viewer, edition, replace(now, **changes), read_number=number, reason="範囲を改める")


def widened(cast, **more):
    edition = advisory(cast, **more)
    marked(cast.center, edition, additions=frozenset({Party.parse("sector:finance")}))
    return edition


def objects(found: bytes):
    return json.loads(found)["objects"]


def statement(found: bytes):
    (one,) = [each for each in objects(found) if each.get("definition_type") == "statement"]
    return one


def versions(found: bytes):
    """Of what says something of this item: the extension and its maker are the same in every bundle."""
    alike = {one["id"] for one in definition()}
    return {one["id"]: one["modified"] for one in objects(found) if "modified" in one and one["id"] not in alike}


def taken(viewer, edition):
    with acting_as(viewer):
        return export_stix(viewer, edition, address=ADDRESS).content


def test_a_mail_says_it_and_so_does_the_stix_beside_it(cast):
    with acting_as(cast.ministry):
        DeskChannels.objects.create(pk=cast.ministry.desk_id, mail_stix=True)
    widened(cast)

    with mail_sink() as sink:
        deliver(sink)

        (mail,) = sink.to(address_of(cast.ministry))
        assert WIDER in text_of(mail)
        assert FREE in text_of(mail)
        (bundle,) = [part.get_content() for part in mail.iter_attachments()]
        assert WIDER in statement(bundle)["definition"]["statement"]
        assert sink.to(address_of(cast.bank)) == sink.to(address_of(cast.neighbor)) == []


def test_a_mail_says_nothing_more_of_what_was_taken_back(cast):
    edition = widened(cast)
    marked(cast.center, edition, additions=frozenset(), handling_note="")

    with mail_sink() as sink:
        deliver(sink)

        (mail,) = sink.to(address_of(cast.ministry))
        assert WIDER not in text_of(mail)
        assert FREE not in text_of(mail)


def test_where_the_note_is_held_back_no_mail_says_its_new_words(cast):
    edition = advisory(cast)
    kept_back = PartMarking(frozenset({"handling_note", "handling_terms"}), readers=frozenset())
    marked(cast.center, edition, parts=(kept_back,), additions=frozenset({Party.parse("sector:finance")}))

    with mail_sink() as sink:
        deliver(sink)

        (mail,) = sink.to(address_of(cast.ministry))
        assert WIDER not in text_of(mail)
        assert FREE not in text_of(mail)


def test_the_files_of_machines_say_it(cast):
    edition = widened(cast)

    assert WIDER in statement(taken(cast.ministry, edition))["definition"]["statement"]
    with acting_as(cast.ministry):
        assert WIDER in export_csaf(cast.ministry, edition, namespace=ADDRESS).content.decode()


def test_what_says_it_is_a_later_version_of_the_same_objects_under_another_statement(cast):
    """Whoever has the earlier ones keeps them apart: a marking has no versions."""
    edition = advisory(cast)
    before = taken(cast.ministry, edition)

    marked(cast.center, edition, additions=frozenset({Party.parse("sector:finance")}))

    after = taken(cast.ministry, edition)
    earlier, later = versions(before), versions(after)
    assert earlier.keys() == later.keys() != set()
    assert {one for one in earlier if later[one] <= earlier[one]} == set()
    assert statement(before)["id"] != statement(after)["id"]
    assert taken(cast.ministry, edition) == after


def test_a_stranger_takes_neither(cast):
    edition = widened(cast)

    for stranger in (cast.bank_ministry, cast.neighbor, cast.platform):
        with acting_as(stranger):
            with pytest.raises(NotFound):
                export_stix(stranger, edition, address=ADDRESS)
            with pytest.raises(NotFound):
                export_csaf(stranger, edition, namespace=ADDRESS)
