"""On committed data, past the locks as only the keeper of the database sees them: damage, and what the sweep erases."""

import os
import subprocess
import sys
import uuid
from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.db.utils import DatabaseError
from django.utils import timezone
from psycopg import sql

from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.vault.actions import copy_to, put_back, remove
from noroshi.vault.actions.sweep import KEPT
from noroshi.vault.errors import FileDamaged, FileGone
from noroshi.vault.models import BlobChunk, StoredFile
from noroshi.vault.queries import open_file
from tests.cast import small_cast
from tests.conftest import CLUSTER, DATABASE
from tests.rooms.vault_world import TEXT, audience, sent, taken

pytestmark = pytest.mark.django_db(transaction=True)

SWEEP = """
import os, uuid, django
django.setup()
from noroshi.vault.actions import drafts_ended_by, sweep
drafts_ended_by(lambda drafts: [draft for draft in drafts if str(draft) in os.environ["ENDED"]])
print(sweep())
"""


def swept(ended: str = "") -> int:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "noroshi.config.settings",
        "NOROSHI_PROCESS": "jobs",
        "ENDED": ended,
    }
    done = subprocess.run([sys.executable, "-c", SWEEP], env=environment, capture_output=True, text=True, check=True)
    return int(done.stdout.strip())


def past_the_locks(statement: str, *values: object) -> None:
    with psycopg.connect(CLUSTER.url("superuser", DATABASE)) as keeper:
        keeper.execute("set session_replication_role = replica")
        keeper.execute("alter table vault_storedfile disable trigger user")
        keeper.execute(statement, values)
        keeper.execute("alter table vault_storedfile enable always trigger keep_sealed")
        keeper.execute("alter table vault_storedfile enable always trigger with_its_part")


def removed_long_ago(file) -> None:
    before = timezone.now() - KEPT - timedelta(minutes=1)
    past_the_locks("update vault_storedfile set removed_at = %s where public_id = %s", before, file.public_id)


def is_there(viewer, file) -> bool:
    with acting_as(viewer):
        return BlobChunk.objects.filter(blob_id=StoredFile.objects.get(public_id=file.public_id).blob_id).exists()


def tables_with(words: bytes) -> set[str]:
    """Every row of every table as the keeper reads it: text as text, bytes as hexadecimal figures."""
    with psycopg.connect(CLUSTER.url("superuser", DATABASE)) as keeper:
        names = keeper.execute(
            "select schemaname, tablename from pg_tables where schemaname not in ('pg_catalog', 'information_schema')"
        ).fetchall()
        return {
            str(table)
            for schema, table in names
            if keeper.execute(
                sql.SQL(
                    "select exists (select from {} as row where position(%s in row::text) > 0 or position(%s in row::text) > 0)"
                ).format(sql.Identifier(str(schema), str(table))),
                [words.decode(errors="replace"), words.hex()],
            ).fetchone()
            == (True,)
        }


def test_nothing_of_a_file_lies_readable_in_any_table():
    """Past all locks, as a thief of the database or of a backup would look."""
    cast, secret = small_cast(), "変電所の床下の鍵の番号".encode()
    taken(
        cast, cast.electric, uuid.uuid4(), chunks=[b"\x00" * 1_048_570 + secret + b"\xff" * 40], name="のろしの合図.pdf"
    )

    assert tables_with("のろしの合図.pdf".encode()) == {"vault_storedfile"}
    assert tables_with(secret) == set()
    assert tables_with(b"\xff" * 16) == set()


@pytest.mark.parametrize(
    "harm",
    [
        "update vault_blobchunk set ciphertext = set_byte(ciphertext, 3, get_byte(ciphertext, 3) # 1)",
        "update vault_storedfile set sha256 = repeat('0', 64)",
        "update vault_storedfile set size = size + 1",
        "update vault_blob set chunks = chunks + 1",
        "update vault_blob set closed_key = set_byte(closed_key, 20, get_byte(closed_key, 20) # 1)",
        "delete from vault_blobchunk",
    ],
)
def test_a_damaged_file_is_refused_whole(harm):
    cast = small_cast()
    one = taken(cast, cast.electric, uuid.uuid4())

    past_the_locks(harm)

    with acting_as(cast.electric), pytest.raises(FileDamaged):
        open_file(cast.electric, one.public_id)


def test_the_sweep_erases_what_was_taken_out_long_ago_and_nothing_else():
    cast = small_cast()
    draft = uuid.uuid4()
    old, fresh, kept = (taken(cast, cast.electric, draft) for _ in range(3))
    with acting_as(cast.electric):
        remove(cast.electric, old.public_id)
        remove(cast.electric, fresh.public_id)
    removed_long_ago(old)

    assert swept() == 1

    assert [is_there(cast.electric, one) for one in (old, fresh, kept)] == [False, True, True]
    with acting_as(cast.electric):
        put_back(cast.electric, fresh.public_id)
        with pytest.raises(FileGone):
            put_back(cast.electric, old.public_id)


def test_what_an_edition_names_stays_though_its_source_was_taken_out():
    cast = small_cast()
    one, draft = sent(cast, cast.electric), uuid.uuid4()
    with acting_as(cast.electric):
        copy = copy_to(cast.electric, one.attachment.public_id, audience_id=audience(cast, cast.electric), draft=draft)
        remove(cast.electric, copy.public_id)
    removed_long_ago(copy)

    assert swept() == 0

    with acting_as(cast.electric):
        assert b"".join(open_file(cast.electric, one.attachment.public_id).chunks) == TEXT


def test_the_files_of_a_draft_that_ended_are_taken_out_and_erased_in_time():
    cast = small_cast()
    ended, lives = uuid.uuid4(), uuid.uuid4()
    gone, kept = taken(cast, cast.electric, ended), taken(cast, cast.electric, lives)

    assert swept(str(ended)) == 0
    removed_long_ago(gone)
    assert swept() == 1

    assert not is_there(cast.electric, gone)
    assert is_there(cast.electric, kept)


def test_the_application_cannot_sweep_whatever_it_calls_itself():
    cast = small_cast()
    one = taken(cast, cast.electric, uuid.uuid4())
    with acting_as(cast.electric):
        remove(cast.electric, one.public_id)
    removed_long_ago(one)

    with pytest.raises(DatabaseError), acting_as(SystemViewer("sweep")), connection.cursor() as cursor:
        cursor.execute("delete from vault_blobchunk")
    assert is_there(cast.electric, one)
