"""Taking in, taking out, enclosing, opening: limits and hostile names, encryption at rest, damage, one entry a download."""

import io
import secrets
import uuid

import pytest
from django.db import connection

from noroshi.audiences.viewer import acting_as
from noroshi.editions.actions import Statement, seal_edition
from noroshi.editions.models import EditionKind
from noroshi.ledger.models import Entry
from noroshi.vault import crypt
from noroshi.vault.actions import copy_to, enclose, listed, put_back, remove
from noroshi.vault.errors import (
    FileBound,
    FileDamaged,
    FileEmpty,
    FileFieldUnknown,
    FileNameUnfit,
    FilesDiffer,
    FilesTooLarge,
    FilesTooMany,
    FileTooLarge,
    VaultKeyMissing,
)
from noroshi.vault.limits import MB
from noroshi.vault.models import BlobChunk, StoredFile
from noroshi.vault.queries import file, files_of, files_of_draft, open_file
from noroshi.vocabulary.errors import NotFound
from noroshi.vocabulary.text import TextInvisible, TextMissing, TextReordered, TextTooLong
from tests.rooms.vault_world import TEXT, audience, sent, taken

pytestmark = pytest.mark.django_db


def opened(viewer, file_id) -> bytes:
    with acting_as(viewer):
        return b"".join(open_file(viewer, file_id).chunks)


def pieces(size: int, piece: int = 65_536):
    """As an upload hands them over."""
    source = io.BytesIO(bytes(size))
    return iter(lambda: source.read(piece), b"")


def test_what_was_taken_in_comes_out_as_it_was(cast):
    draft = uuid.uuid4()
    content = secrets.token_bytes(3 * crypt.CHUNK_BYTES + 17)

    one = taken(cast, cast.electric, draft, chunks=[content[:100], content[100:2_000_000], content[2_000_000:]])

    assert opened(cast.electric, one.public_id) == content
    with acting_as(cast.electric):
        assert files_of_draft(cast.electric, draft) == [one]
        assert BlobChunk.objects.count() == 4


@pytest.mark.parametrize("size", [1, crypt.CHUNK_BYTES - 1, crypt.CHUNK_BYTES, crypt.CHUNK_BYTES + 1])
def test_a_file_of_any_length_around_a_chunk_comes_out_whole(cast, size):
    one = taken(cast, cast.electric, uuid.uuid4(), chunks=[b"x" * size])

    assert opened(cast.electric, one.public_id) == b"x" * size


def test_a_file_may_have_exactly_the_limit_and_not_one_byte_more(cast, settings):
    settings.FILE_LIMIT_MB, draft = 2, uuid.uuid4()

    assert taken(cast, cast.electric, draft, chunks=pieces(2 * MB)).size == 2 * MB
    with pytest.raises(FileTooLarge):
        taken(cast, cast.electric, draft, chunks=pieces(2 * MB + 1))


def test_ten_megabytes_and_more_are_taken_in_by_default_and_thirty_are_not(cast):
    draft = uuid.uuid4()

    one = taken(cast, cast.electric, draft, chunks=pieces(11 * MB))

    assert len(opened(cast.electric, one.public_id)) == 11 * MB
    with pytest.raises(FileTooLarge):
        taken(cast, cast.electric, draft, chunks=pieces(30 * MB))


def test_too_large_a_file_is_refused_before_the_rest_is_read(cast, settings):
    settings.FILE_LIMIT_MB, read = 1, []

    def endless():
        while True:
            read.append(1)
            yield bytes(65_536)

    with pytest.raises(FileTooLarge):
        taken(cast, cast.electric, uuid.uuid4(), chunks=endless())

    assert len(read) == MB // 65_536 + 1


def test_a_draft_may_carry_exactly_its_limit_and_not_one_byte_more(cast, settings):
    settings.FILES_LIMIT_MB, draft = 1, uuid.uuid4()
    taken(cast, cast.electric, draft, chunks=[bytes(MB - 10)])

    with pytest.raises(FilesTooLarge):
        taken(cast, cast.electric, draft, chunks=[bytes(11)])
    assert taken(cast, cast.electric, draft, chunks=[bytes(10)]).size == 10
    assert taken(cast, cast.electric, uuid.uuid4(), chunks=[bytes(11)]).size == 11


def test_putting_back_and_copying_ask_for_room_as_well(cast, settings):
    settings.FILES_LIMIT_MB, draft = 1, uuid.uuid4()
    first = taken(cast, cast.electric, draft, chunks=[bytes(MB)])
    with acting_as(cast.electric):
        remove(cast.electric, first.public_id)
    other = taken(cast, cast.electric, draft, chunks=[b"1"])

    with acting_as(cast.electric):
        with pytest.raises(FilesTooLarge):
            put_back(cast.electric, first.public_id)
        remove(cast.electric, other.public_id)
        put_back(cast.electric, first.public_id)
        with pytest.raises(FilesTooLarge):
            copy_to(cast.electric, first.public_id, audience_id=audience(cast, cast.electric), draft=draft)


def test_a_draft_carries_so_many_files_and_no_more(cast, monkeypatch):
    monkeypatch.setattr("noroshi.vault.actions.room_left.MOST_FILES", 2)
    draft = uuid.uuid4()
    taken(cast, cast.electric, draft)
    taken(cast, cast.electric, draft)

    with pytest.raises(FilesTooMany):
        taken(cast, cast.electric, draft)


def test_what_was_refused_leaves_nothing_behind(cast, settings):
    settings.FILE_LIMIT_MB = 2
    with acting_as(cast.electric):
        with pytest.raises(FileTooLarge):
            taken(cast, cast.electric, uuid.uuid4(), chunks=pieces(3 * MB))
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate")  # a chunk without its blob would be found here
            cursor.execute("set constraints all deferred")

        assert not StoredFile.objects.exists()
        assert not Entry.objects.filter(deed="take_in_file").exists()


@pytest.mark.parametrize("chunks", [[], [b""], [b"", b""]])
def test_an_empty_file_is_refused(cast, chunks):
    with pytest.raises(FileEmpty):
        taken(cast, cast.electric, uuid.uuid4(), chunks=chunks)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("別紙1.pdf", "別紙1.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\Desktop\\log.txt", "log.txt"),
        ("/etc/shadow", "shadow"),
        ('a"b<script>.txt', "a_b_script_.txt"),
        ("con:stream.txt", "con_stream.txt"),
        ("  spaced .pdf ", "spaced .pdf"),
        ("trailing.exe. . .", "trailing.exe"),
        ("か\u3099.txt", "が.txt"),
        ("=1+1.csv", "=1+1.csv"),
        (".htaccess", ".htaccess"),
    ],
)
def test_a_name_is_kept_without_path_and_pattern(cast, given, kept):
    assert taken(cast, cast.electric, uuid.uuid4(), name=given).name == kept


@pytest.mark.parametrize(
    ("name", "refusal"),
    [
        ("", TextMissing),
        ("folder/", TextMissing),
        ("..", FileNameUnfit),
        ("a/..", FileNameUnfit),
        ("...", FileNameUnfit),
        ("nul\x00.txt", TextInvisible),
        ("line\nbreak.txt", TextInvisible),
        ("head\r\nSet-Cookie: a.txt", TextInvisible),
        ("zero\u200bwidth.txt", TextInvisible),
        ("invoice\u202efdp.exe", TextReordered),
        ("x" * 201, TextTooLong),
        ("lone\ud800.txt", TextInvisible),
    ],
)
def test_a_name_that_hides_or_reorders_is_refused(cast, name, refusal):
    with pytest.raises(refusal):
        taken(cast, cast.electric, uuid.uuid4(), name=name)


def test_files_belong_to_attachments_or_specimens_only(cast):
    with pytest.raises(FileFieldUnknown):
        taken(cast, cast.electric, uuid.uuid4(), field="title")


def test_a_file_taken_out_of_a_draft_can_be_put_back(cast):
    draft = uuid.uuid4()
    one = taken(cast, cast.electric, draft)

    with acting_as(cast.electric):
        assert remove(cast.electric, one.public_id).is_removed
        assert files_of_draft(cast.electric, draft) == []
        with pytest.raises(NotFound):
            open_file(cast.electric, one.public_id)
        put_back(cast.electric, one.public_id)

        assert files_of_draft(cast.electric, draft) == [one]


def test_a_stranger_takes_nothing_out_and_puts_nothing_back(cast):
    one = taken(cast, cast.electric, uuid.uuid4())

    for stranger in (cast.bank, cast.ministry, cast.electric_colleague):
        with acting_as(stranger):
            for deed in (remove, put_back):
                with pytest.raises(NotFound):
                    deed(stranger, one.public_id)


def test_what_was_sent_is_not_taken_out_again(cast):
    one = sent(cast, cast.electric)
    cast.send(cast.electric, one.edition, cast.ministry)

    with acting_as(cast.electric), pytest.raises(FileBound):
        remove(cast.electric, one.attachment.public_id)
    with acting_as(cast.ministry), pytest.raises(NotFound):
        remove(cast.ministry, one.attachment.public_id)


def sealed(cast, content):
    return seal_edition(cast.electric, Statement(EditionKind.REPORT, content, cast.marking(cast.electric)))


def test_an_edition_encloses_exactly_the_files_that_it_names(cast):
    draft = uuid.uuid4()
    one = taken(cast, cast.electric, draft)
    with acting_as(cast.electric):
        named = listed(cast.electric, draft, "attachments")
        edition = sealed(cast, {"title": "通信", "attachments": {"value": named, "anonymized": True}})
        enclose(cast.electric, edition, draft)

        assert named == [{"file": str(one.public_id), "name": one.name, "size": len(TEXT), "sha256": one.sha256}]
        assert [file.public_id for file in files_of(cast.electric, edition.public_id)] == [one.public_id]
        assert listed(cast.electric, draft, "attachments") == []


def changed(named, **other):
    return [{**named[0], **other}]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda named: [],
        lambda named: None,
        lambda named: "別紙1.pdf",
        lambda named: changed(named, sha256="0" * 64),
        lambda named: changed(named, name="別の名.pdf"),
        lambda named: changed(named, size=1),
        lambda named: changed(named, file=str(uuid.uuid4())),
        lambda named: [*named, *named],
        lambda named: [*named, *changed(named, file=str(uuid.uuid4()))],
    ],
)
def test_an_edition_that_names_other_files_than_its_draft_holds_is_refused(cast, wrong):
    draft = uuid.uuid4()
    taken(cast, cast.electric, draft)

    with acting_as(cast.electric):
        edition = sealed(cast, {"title": "通信", "attachments": wrong(listed(cast.electric, draft, "attachments"))})
        with pytest.raises(FilesDiffer):
            enclose(cast.electric, edition, draft)


def test_a_draft_with_a_file_that_the_form_does_not_name_is_refused(cast):
    draft = uuid.uuid4()
    taken(cast, cast.electric, draft)

    with acting_as(cast.electric):
        edition = sealed(cast, {"title": "通信"})
        with pytest.raises(FilesDiffer):
            enclose(cast.electric, edition, draft)


def test_the_files_of_another_desk_are_not_enclosed(cast):
    draft = uuid.uuid4()
    taken(cast, cast.ministry, draft)

    with acting_as(cast.electric):
        edition = sealed(cast, {"title": "通信"})
        enclose(cast.electric, edition, draft)

        assert files_of(cast.electric, edition.public_id) == []


def test_two_files_of_the_same_bytes_have_different_ciphertext(cast):
    taken(cast, cast.electric, uuid.uuid4())
    taken(cast, cast.electric, uuid.uuid4())

    with acting_as(cast.electric):
        assert len({bytes(text) for text in BlobChunk.objects.values_list("ciphertext", flat=True)}) == 2


def test_each_download_is_one_entry_that_names_the_edition_for_its_provider(cast):
    one = sent(cast, cast.electric)
    cast.send(cast.electric, one.edition, cast.ministry)

    opened(cast.ministry, one.attachment.public_id)

    with acting_as(cast.ministry):
        entry = Entry.objects.filter(deed="download_file").get()
    assert entry.answer == "export"
    assert entry.object_ids == [one.edition.public_id]
    assert entry.provider_ids == [cast.electric.organization_id]
    assert entry.detail == {"file": str(one.attachment.public_id)}


def test_what_is_said_of_a_file_is_a_reading_too_and_a_stranger_finds_nothing(cast):
    one = sent(cast, cast.electric)

    with acting_as(cast.electric):
        assert file(cast.electric, one.specimen.public_id).is_specimen
    for stranger in (cast.bank, cast.electric_colleague, cast.anonymous):
        with acting_as(stranger):
            for asked in (file, open_file):
                with pytest.raises(NotFound):
                    asked(stranger, one.specimen.public_id)
            assert files_of(stranger, one.edition.public_id) == []


def test_another_node_key_is_told_apart_from_damage(cast, monkeypatch):
    one = taken(cast, cast.electric, uuid.uuid4())
    monkeypatch.setattr(crypt, "_node_key", lambda: bytes(32))

    with acting_as(cast.electric), pytest.raises(VaultKeyMissing):
        open_file(cast.electric, one.public_id)


def test_a_key_that_is_not_the_blobs_own_opens_nothing():
    blob, other, key = uuid.uuid4(), uuid.uuid4(), crypt.new_key()
    closed = crypt.close_key(key, blob)

    assert crypt.open_key(closed, crypt.key_mark(), blob) == key
    with pytest.raises(FileDamaged):
        crypt.open_key(closed, crypt.key_mark(), other)


@pytest.mark.parametrize("harm", ["flipped", "swapped", "cut off", "said to be the last"])
def test_chunks_that_were_changed_swapped_or_cut_off_do_not_open(harm):
    blob, key = uuid.uuid4(), crypt.new_key()
    first, second = crypt.encrypted(key, blob, [bytes(crypt.CHUNK_BYTES + 5)])
    broken = {
        "flipped": (bytes([first[0] ^ 1]) + first[1:], 0, False),
        "swapped": (second, 0, False),
        "cut off": (first[:-1], 0, False),
        "said to be the last": (first, 0, True),
    }
    ciphertext, number, is_last = broken[harm]

    assert crypt.decrypted(key, blob, 0, first, is_last=False) == bytes(crypt.CHUNK_BYTES)
    with pytest.raises(FileDamaged):
        crypt.decrypted(key, blob, number, ciphertext, is_last=is_last)
