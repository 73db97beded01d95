"""Who reads the part reads the file, and nobody else: after every deed that moves an edition, asked of the room and of the database."""

import uuid

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.models import Assignment, Membership
from noroshi.editions.actions import mark_again, publish, recall
from noroshi.editions.models import Part
from noroshi.editions.naming import name_matter
from noroshi.sharing.marking import PartMarking
from noroshi.sharing.parties import desk
from noroshi.vault.actions import copy_to
from noroshi.vault.models import StoredFile
from noroshi.vault.queries import files_of, open_file
from noroshi.vocabulary import HopKind, Tlp
from noroshi.vocabulary.errors import NotFound
from tests.rooms.vault_world import TEXT, audience, reads, sent, taken

pytestmark = pytest.mark.django_db


def strangers(cast):
    return (cast.bank, cast.electric_colleague, cast.bank_ministry, cast.gas_liaison, cast.platform, cast.anonymous)


def holds_the_part(viewer, edition, field="attachments") -> bool:
    with acting_as(Viewer(viewer.seat) if isinstance(viewer, Viewer) else viewer):
        return Part.objects.filter(edition=edition, content__has_key=field).exists()


def everybody(cast):
    return (
        *strangers(cast),
        cast.electric,
        cast.ministry,
        cast.center,
        cast.secretariat,
        cast.neighbor,
        cast.contractor,
    )


def assert_alike(cast, one) -> None:
    """For everybody of the cast: the part and its file, or neither."""
    for viewer in everybody(cast):
        assert reads(viewer, one.attachment) == holds_the_part(viewer, one.edition), viewer


def test_a_file_of_a_draft_is_its_own_desks(cast):
    file = taken(cast, cast.electric, uuid.uuid4())

    assert reads(cast.electric, file)
    assert not any(reads(viewer, file) for viewer in (*strangers(cast), cast.ministry, cast.secretariat))


def test_a_sealed_file_is_held_by_its_own_desk_alone(cast):
    one = sent(cast, cast.electric)

    assert reads(cast.electric, one.attachment)
    assert reads(cast.electric, one.specimen)
    assert not reads(cast.ministry, one.attachment)
    assert_alike(cast, one)


def test_a_hop_takes_the_files_along_and_to_nobody_else(cast):
    one = sent(cast, cast.electric)

    cast.send(cast.electric, one.edition, cast.ministry)

    assert reads(cast.ministry, one.attachment)
    assert reads(cast.ministry, one.specimen)
    assert not any(reads(viewer, one.attachment) for viewer in strangers(cast))
    assert_alike(cast, one)


def test_a_carrier_takes_the_files_further(cast):
    one = sent(cast, cast.electric)
    cast.send(cast.electric, one.edition, cast.ministry)

    cast.send(cast.ministry, one.edition, cast.center, kind=HopKind.RELAY)

    assert reads(cast.center, one.specimen)
    assert not reads(cast.center_general, one.specimen)
    assert_alike(cast, one)


def test_an_excluded_ministry_does_not_get_the_file(cast):
    ministry = cast.world.party("organization:meti")
    one = sent(cast, cast.electric, exclusions=frozenset({ministry}))
    cast.send(cast.electric, one.edition, cast.center)

    assert reads(cast.center, one.attachment)
    assert not reads(cast.ministry, one.attachment)
    assert_alike(cast, one)


def test_marking_again_narrows_and_widens_the_files_with_their_part(cast):
    one = sent(cast, cast.electric)
    cast.send(cast.electric, one.edition, cast.ministry)
    ministry = cast.world.party("organization:meti")

    with acting_as(cast.electric):
        narrower = cast.marking(cast.electric, exclusions=frozenset({ministry}))
        mark_again(cast.electric, one.edition.public_id, narrower, read_number=1)
    assert not reads(cast.ministry, one.attachment)
    assert_alike(cast, one)

    with acting_as(cast.electric):
        mark_again(cast.electric, one.edition.public_id, cast.marking(cast.electric), read_number=2)
    assert reads(cast.ministry, one.attachment)
    assert_alike(cast, one)


def only_center(cast):
    return (PartMarking(frozenset({"attachments"}), readers=frozenset({desk(cast.center.desk_id)})),)


def test_withheld_attachments_are_withheld_as_files_too(cast):
    one = sent(cast, cast.electric, parts=only_center(cast))
    cast.send(cast.electric, one.edition, cast.ministry)
    cast.send(cast.ministry, one.edition, cast.center, kind=HopKind.RELAY)

    assert not reads(cast.ministry, one.attachment)
    assert reads(cast.ministry, one.specimen)
    assert reads(cast.center, one.attachment)
    assert_alike(cast, one)


def test_withholding_the_attachments_later_closes_the_file_and_leaves_the_specimen(cast):
    one = sent(cast, cast.electric)
    cast.send(cast.electric, one.edition, cast.ministry)
    cast.send(cast.ministry, one.edition, cast.center, kind=HopKind.RELAY)

    with acting_as(cast.electric):
        withheld = cast.marking(cast.electric, parts=only_center(cast))
        mark_again(cast.electric, one.edition.public_id, withheld, read_number=1)

    assert not reads(cast.ministry, one.attachment)
    assert reads(cast.ministry, one.specimen)
    assert reads(cast.center, one.attachment)
    assert_alike(cast, one)

    with acting_as(cast.electric):
        mark_again(cast.electric, one.edition.public_id, cast.marking(cast.electric), read_number=2)
    assert reads(cast.ministry, one.attachment)
    assert_alike(cast, one)


def test_a_withheld_file_stays_closed_to_who_does_not_hold_the_whole(cast):
    """Its part's range names the center's desk; without a hop the center holds nothing."""
    one = sent(cast, cast.electric, parts=only_center(cast))

    assert not reads(cast.center, one.attachment)
    assert_alike(cast, one)


def test_a_recall_closes_the_files_for_everybody_but_the_originator(cast):
    one = sent(cast, cast.electric)
    cast.send(cast.electric, one.edition, cast.ministry)

    with acting_as(cast.electric):
        recall(cast.electric, one.edition.public_id, read_number=1, reason="誤報")

    assert reads(cast.electric, one.attachment)
    assert not reads(cast.ministry, one.attachment)
    assert not reads(cast.ministry, one.specimen)
    assert_alike(cast, one)


def test_everybody_may_take_the_attachments_of_what_was_published_and_never_a_specimen(cast):
    one = sent(cast, cast.electric, Tlp.CLEAR)
    assert not reads(cast.anonymous, one.attachment)

    with acting_as(cast.electric):
        publish(cast.electric, one.edition.public_id, is_confirmed=True)

    assert reads(cast.anonymous, one.attachment)
    assert not reads(cast.anonymous, one.specimen)
    with acting_as(cast.anonymous):
        assert [file.name for file in files_of(cast.anonymous, one.edition.public_id)] == ["別紙1.pdf"]


def test_need_to_know_by_matter_reaches_the_files(cast):
    one = sent(cast, cast.electric)
    assert not reads(cast.electric_colleague, one.attachment)

    seat = cast.electric_colleague.seat
    with acting_as(cast.electric):
        Assignment.objects.create(
            membership=Membership.objects.get(pk=seat.membership_id),
            matter=one.edition.matter,
            assigned_by_id=cast.electric.seat.person_id,
        )
        name_matter(one.edition.matter)

    assert reads(cast.electric_colleague, one.attachment)
    assert not reads(cast.bank, one.attachment)
    assert_alike(cast, one)


def test_a_copy_goes_its_own_way(cast):
    """The secretariat encloses the same file in what it derives; its reader learns nothing of the source."""
    one = sent(cast, cast.electric)
    cast.send(cast.electric, one.edition, cast.secretariat)
    draft = uuid.uuid4()

    with acting_as(cast.secretariat):
        copy = copy_to(
            cast.secretariat, one.attachment.public_id, audience_id=audience(cast, cast.secretariat), draft=draft
        )

    assert copy.public_id != one.attachment.public_id
    assert reads(cast.secretariat, copy)
    assert not reads(cast.electric, copy)
    with acting_as(cast.secretariat):
        assert b"".join(open_file(cast.secretariat, copy.public_id).chunks) == TEXT


def test_what_a_viewer_may_not_read_it_may_not_copy(cast):
    one = sent(cast, cast.electric)

    with acting_as(cast.bank), pytest.raises(NotFound):
        copy_to(cast.bank, one.attachment.public_id, audience_id=audience(cast, cast.bank), draft=uuid.uuid4())


def test_who_still_knows_the_number_of_a_blob_cannot_point_a_file_of_its_own_at_it(cast):
    """After a recall, by raw SQL: neither as a copy nor as if it had brought the blob."""
    one = sent(cast, cast.electric)
    cast.send(cast.electric, one.edition, cast.ministry)
    with acting_as(cast.ministry):
        mine = taken(cast, cast.ministry, uuid.uuid4())
        row = StoredFile.objects.get(public_id=mine.public_id)
        blob = StoredFile.objects.get(public_id=one.attachment.public_id).blob_id
    with acting_as(cast.electric):
        recall(cast.electric, one.edition.public_id, read_number=1, reason="誤報")

    for is_first in (True, False):
        row.pk, row.public_id, row.blob_id, row.is_first = None, uuid.uuid4(), blob, is_first
        with pytest.raises(DatabaseError), acting_as(cast.ministry):
            row.save(force_insert=True)


@pytest.mark.parametrize(
    "change",
    [
        "update vault_storedfile set edition_id = null where public_id = %s",
        "update vault_storedfile set draft = gen_random_uuid() where public_id = %s",
        "update vault_storedfile set removed_at = now() where public_id = %s",
        "update vault_storedfile set name = 'other' where public_id = %s",
        "update vault_storedfile set blob_id = gen_random_uuid() where public_id = %s",
        "delete from vault_storedfile where public_id = %s",
        "update vault_blob set size = 1 where id = (select blob_id from vault_storedfile where public_id = %s)",
        "delete from vault_blob where id = (select blob_id from vault_storedfile where public_id = %s)",
        "delete from vault_blobchunk where blob_id = (select blob_id from vault_storedfile where public_id = %s)",
    ],
)
def test_not_even_its_originator_changes_a_bound_file(cast, change):
    one = sent(cast, cast.electric)

    with pytest.raises(DatabaseError), acting_as(cast.electric), connection.cursor() as cursor:
        cursor.execute(change, [one.attachment.public_id])


def test_a_file_cannot_be_given_another_audience_than_its_part(cast):
    """Not even by the originator, to whom both audiences belong."""
    one = sent(cast, cast.electric)
    other = sent(cast, cast.electric, Tlp.GREEN)
    cast.send(cast.electric, other.edition, "everyone_in_range", kind=HopKind.ISSUE)

    with acting_as(cast.electric):
        wider = StoredFile.objects.get(public_id=other.attachment.public_id).audience_id
        with pytest.raises(DatabaseError), transaction.atomic():
            StoredFile.objects.filter(public_id=one.attachment.public_id).update(audience_id=wider)

    assert not reads(cast.bank, one.attachment)


def test_without_a_viewer_the_vault_is_empty(cast):
    sent(cast, cast.electric)

    with connection.cursor() as cursor:
        for statement in (
            "select count(*) from vault_storedfile",
            "select count(*) from vault_blob",
            "select count(*) from vault_blobchunk",
        ):
            cursor.execute(statement)
            assert cursor.fetchone() == (0,)
