"""What is told of a file where it is read and before it is taken; what a scanner finds; to whom a specimen is given."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.directory.actions.agreements import confirm_agreement, end_agreement, record_agreement
from noroshi.directory.models import Agreement, Desk
from noroshi.directory.queries import handles_specimens
from noroshi.drafting.files import add_file
from noroshi.ledger.models import Entry
from noroshi.vault.actions import copy_to
from noroshi.vault.errors import FileInfected, SpecimenNotAgreed
from noroshi.vault.models import StoredFile
from noroshi.vault.queries import file, files_of
from noroshi.vault.specimens import may_take, parcel
from noroshi.vocabulary.errors import InvalidFields
from noroshi.vocabulary.files import FileFinding, FileSort, Scan
from tests.cast import Cast
from tests.drafted import draft_report
from tests.fake_clamd import EICAR_LIKE, fake_clamd
from tests.rooms.test_pages_strangers import client_of
from tests.rooms.vault_world import audience, sent, taken
from tests.unit.test_vault_looking import word

pytestmark = pytest.mark.django_db

MACROS = word({"word/vbaProject.bin": b"x"})


@pytest.fixture(autouse=True)
def _without_factors(settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False


def agreed(cast: Cast, viewer: Viewer, other: Viewer, *, confirmed: bool = True, **more: Any) -> uuid.UUID:
    """The desk of this viewer handles specimens, as both sides say."""
    own, others = (Desk.objects.select_related("organization").get(pk=one.desk_id) for one in (viewer, other))
    row = Agreement.objects.create(
        kind=Agreement.Kind.SPECIMENS,
        first=own.organization,
        second=others.organization,
        desk=own,
        confirmed_at=timezone.now() if confirmed else None,
        **{"signed_date": timezone.localdate(), **more},
    )
    return row.public_id


def test_what_was_seen_is_kept_with_the_file_and_goes_with_a_copy(cast: Cast) -> None:
    one = taken(cast, cast.electric, uuid.uuid4(), name="別紙.pdf", chunks=[MACROS])

    assert (one.sort, one.scan) == (FileSort.OFFICE, None)
    assert set(one.findings) == {FileFinding.NAME_DIFFERS, FileFinding.MACROS}
    with acting_as(cast.electric):
        copy = copy_to(cast.electric, one.public_id, audience_id=audience(cast, cast.electric), draft=uuid.uuid4())
        assert (copy.sort, copy.findings) == (one.sort, one.findings)


def test_nothing_is_taken_out_of_a_file_that_acts(cast: Cast) -> None:
    one = taken(cast, cast.electric, uuid.uuid4(), name="様式.docm", chunks=[MACROS])

    answer = client_of(cast.electric).get(reverse("stored_file", args=[one.public_id]))

    assert b"".join(answer.streaming_content) == MACROS


def test_who_reads_the_item_is_told_before_taking_the_file(cast: Cast) -> None:
    one = sent(cast, cast.electric)
    cast.send(cast.electric, one.edition, cast.ministry)

    with acting_as(cast.ministry):
        told = {shown.name: shown.findings for shown in files_of(cast.ministry, one.edition.public_id)}
    page = client_of(cast.ministry).get(reverse("item", args=[one.edition.public_id])).content.decode()

    assert told["別紙1.pdf"] == (FileFinding.NAME_DIFFERS,)
    assert "Its name says another kind than its content" in page


def test_whoever_adds_an_archive_other_than_zip_is_told_what_to_do(cast: Cast, settings: Any) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    draft = draft_report(cast.electric)
    for name, content in (
        ("記録.7z", b"7z\xbc\xaf\x27\x1c" + bytes(100)),
        ("記録.rar", b"Rar!\x1a\x07\x01\x00" + bytes(100)),
    ):
        with acting_as(cast.electric):
            add_file(cast.electric, draft.public_id, field="attachments", name=name, chunks=[content])

    page = client_of(cast.electric).get(reverse("draft", args=[draft.public_id])).content.decode()

    assert page.casefold().count("an archive other than zip: could not be looked into") == 2
    assert page.count("Pack it as zip without a password") == 2


def test_a_specimen_is_never_looked_into(cast: Cast) -> None:
    one = taken(cast, cast.electric, uuid.uuid4(), field="specimens", name="a.docm", chunks=[MACROS])

    assert one.findings == ()


def test_the_api_tells_it_too(cast: Cast) -> None:
    one = taken(cast, cast.electric, uuid.uuid4(), chunks=[MACROS])
    with acting_as(cast.electric):
        shown = file(cast.electric, one.public_id)

    from noroshi.api.files import file_read  # noqa: PLC0415 - the door's own shape, read without a key

    assert file_read(shown).findings == [FileFinding.NAME_DIFFERS, FileFinding.MACROS]


def test_what_the_scanner_finds_is_held_back_and_leaves_nothing(cast: Cast, settings: Any) -> None:
    draft = uuid.uuid4()
    with fake_clamd() as settings.CLAMAV:
        with pytest.raises(FileInfected) as refused:
            taken(cast, cast.electric, draft, chunks=[b"x" * 70_000, EICAR_LIKE])
        clean = taken(cast, cast.electric, draft, chunks=[b"x" * 70_000])
        specimen = taken(cast, cast.electric, draft, field="specimens", chunks=[EICAR_LIKE])

    assert "Noroshi.Test-1" in refused.value.message("en")
    assert (clean.scan, specimen.scan) == (Scan.CLEAN, None)
    with acting_as(cast.electric):
        assert StoredFile.objects.filter(draft=draft).count() == 2


def test_a_scanner_that_is_down_or_gives_up_stops_no_report_and_is_told(cast: Cast, settings: Any) -> None:
    for address in ("tcp:127.0.0.1:1", "unix:/nowhere/clamd.ctl", "127.0.0.1:3310"):
        settings.CLAMAV = address
        assert taken(cast, cast.electric, uuid.uuid4()).scan is Scan.NOT_REACHED
    with fake_clamd() as settings.CLAMAV:
        large = taken(cast, cast.electric, uuid.uuid4(), chunks=[bytes(1_000_000)] * 6)
    assert large.scan is Scan.NOT_REACHED


def test_without_a_scanner_nothing_is_said_of_one(cast: Cast) -> None:
    assert taken(cast, cast.electric, uuid.uuid4()).scan is None


def test_a_specimen_is_given_to_a_desk_that_agreed_and_to_the_one_that_brought_it(cast: Cast) -> None:
    one = sent(cast, cast.electric)
    cast.send(cast.electric, one.edition, cast.ministry)

    with acting_as(cast.electric):
        assert may_take(cast.electric, one.specimen.public_id)
    with acting_as(cast.ministry):
        assert not may_take(cast.ministry, one.specimen.public_id)
    agreed(cast, cast.ministry, cast.center)
    with acting_as(cast.ministry):
        assert b"".join(parcel(cast.ministry, one.specimen.public_id).chunks).startswith(b"PK")
        handed = Entry.objects.filter(deed="download_file", desk_id=cast.ministry.desk_id)
        assert [entry.detail for entry in handed] == [{"file": str(one.specimen.public_id)}]


def test_without_an_agreement_only_name_size_and_hash_are_read(cast: Cast) -> None:
    one = sent(cast, cast.electric)
    cast.send(cast.electric, one.edition, cast.ministry)
    client, address = client_of(cast.ministry), reverse("stored_file", args=[one.specimen.public_id])

    shown, refused = client.get(address), client.post(address)

    assert one.specimen.sha256 in shown.content.decode()
    assert "It is not given to this desk" in shown.content.decode()
    assert refused.status_code == 403
    assert b"MZ not really" not in b"".join(refused)
    with acting_as(cast.ministry), pytest.raises(SpecimenNotAgreed):
        parcel(cast.ministry, one.specimen.public_id)


def test_a_copy_of_a_specimen_opens_no_way_around(cast: Cast) -> None:
    """Who copies it into a draft of its own did not bring it."""
    one = sent(cast, cast.electric)
    cast.send(cast.electric, one.edition, cast.ministry)

    with acting_as(cast.ministry):
        copy = copy_to(
            cast.ministry, one.specimen.public_id, audience_id=audience(cast, cast.ministry), draft=uuid.uuid4()
        )
        assert not may_take(cast.ministry, copy.public_id)


def test_an_agreement_gives_nothing_before_it_stands_or_after_it_ended(cast: Cast) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)

    agreed(cast, cast.ministry, cast.center, confirmed=False)
    agreed(cast, cast.ministry, cast.center, ended_at=timezone.now())
    agreed(cast, cast.ministry, cast.center, signed_date=yesterday, ends_date=yesterday)
    agreed(cast, cast.ministry, cast.center, signed_date=timezone.localdate() + timedelta(days=1))

    assert not handles_specimens(cast.ministry.desk_id)


def test_it_is_for_one_desk_and_not_for_its_neighbors(cast: Cast) -> None:
    agreed(cast, cast.ministry, cast.center)

    assert handles_specimens(cast.ministry.desk_id)
    assert not handles_specimens(cast.gas_liaison.desk_id)
    assert not handles_specimens(cast.bank.desk_id)


def test_both_sides_say_so_and_either_ends_it(cast: Cast) -> None:
    center = cast.world.viewer("makino@nisc").seat
    partner = cast.world.viewer("kagari@kagaribi-kenkyu").seat
    given = {
        "own": cast.world.organizations["nisc"].public_id,
        "other": cast.world.organizations["kagaribi-kenkyu"].public_id,
        "kind": "specimens",
        "signed_date": timezone.localdate(),
    }
    general = cast.center_general.desk_id
    with acting_as(cast.center):
        for wrong in ({}, {"desk": uuid.uuid4()}, {"desk": Desk.objects.get(pk=cast.partner.desk_id).public_id}):
            with pytest.raises(InvalidFields):
                record_agreement(actor=center, **{**given, **wrong})
        with pytest.raises(InvalidFields):
            record_agreement(actor=center, **{**given, "kind": "nda", "desk": Desk.objects.get(pk=general).public_id})
        made = record_agreement(actor=center, **given, desk=Desk.objects.get(pk=general).public_id)
        assert not handles_specimens(general)
    with acting_as(cast.partner):
        confirm_agreement(actor=partner, agreement=made.public_id)
        assert handles_specimens(general)
        end_agreement(actor=partner, agreement=made.public_id)
        assert not handles_specimens(general)
