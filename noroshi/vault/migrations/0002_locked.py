"""Files are locked like the part that names them and move with it; ciphertext is locked by the files. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import APP, SYSTEM, Lock

VIEWER = "(select noroshi_viewer_part(3))"

READS_BLOB = f"""
-- A function, because the policy of a blob asks the files in its turn.
create function noroshi_reads_blob(_blob uuid) returns boolean language plpgsql stable set search_path = pg_catalog, public as $$
begin
  return exists (select from vault_blob b where b.id = _blob);
end $$;
revoke execute on function noroshi_reads_blob from public;
grant execute on function noroshi_reads_blob to {APP}, {SYSTEM};
"""  # noqa: S608 - nothing here comes from outside

FILES = """
create function noroshi_file_is_with_its_part() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if tg_op = 'UPDATE' and old.edition_id is not null
     and (new.edition_id, new.draft, new.removed_at) is distinct from (old.edition_id, old.draft, old.removed_at) then
    raise exception 'what an edition names stays with it' using errcode = 'insufficient_privilege';
  elsif new.edition_id is not null and not exists (
     select from editions_part p join editions_edition e on e.id = p.edition_id
      where p.edition_id = new.edition_id and p.content ? new.field and p.audience_id = new.audience_id
        and p.marking_number >= e.marking_number) then
    raise exception 'a file is held by whoever holds the part that names it' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger with_its_part before insert or update on vault_storedfile
  for each row execute function noroshi_file_is_with_its_part();
alter table vault_storedfile enable always trigger with_its_part;

-- Parts are closed and cut anew before the edition's row says the new number: earlier parts never move a file back.
create function noroshi_files_follow_their_part() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  update vault_storedfile f set audience_id = new.audience_id
   where f.edition_id = new.edition_id and new.content ? f.field and f.audience_id <> new.audience_id
     and new.marking_number >= (select e.marking_number from editions_edition e where e.id = new.edition_id);
  return null;
end $$;
create trigger files_follow after insert or update of audience_id on editions_part
  for each row execute function noroshi_files_follow_their_part();
alter table editions_part enable always trigger files_follow;
revoke execute on function noroshi_file_is_with_its_part, noroshi_files_follow_their_part from public;
"""

BLOBS = f"""
alter table vault_blob enable row level security;
alter table vault_blob force row level security;
create policy readers on vault_blob for select using (exists (select from vault_storedfile f where f.blob_id = vault_blob.id));
create policy writers on vault_blob for insert with check (
  exists (select from vault_storedfile f where f.blob_id = vault_blob.id and f.is_first and f.desk_id = {VIEWER}));
create policy sweepers on vault_blob for delete using (
  (select noroshi_is_system())
  and not exists (select from vault_storedfile f where f.blob_id = vault_blob.id and (f.edition_id is not null or f.removed_at is null)));
revoke update, delete, truncate on vault_blob from {APP};
revoke update, truncate on vault_blob from {SYSTEM};

alter table vault_blobchunk enable row level security;
alter table vault_blobchunk force row level security;
create policy readers on vault_blobchunk for select using (exists (select from vault_blob b where b.id = vault_blobchunk.blob_id));
create policy writers on vault_blobchunk for insert with check ({VIEWER} is not null);
create policy sweepers on vault_blobchunk for delete using (
  (select noroshi_is_system())
  and not exists (select from vault_storedfile f where f.blob_id = vault_blobchunk.blob_id
                   and (f.edition_id is not null or f.removed_at is null)));
revoke update, delete, truncate on vault_blobchunk from {APP};
revoke update, truncate on vault_blobchunk from {SYSTEM};
"""  # noqa: S608 - nothing here comes from outside


class Migration(migrations.Migration):
    dependencies = [
        ("vault", "0001_files_and_blobs"),
        ("editions", "0002_locked"),
        ("audiences", "0002_the_database_lock"),
    ]

    operations = [
        migrations.RunSQL(READS_BLOB, migrations.RunSQL.noop),
        Lock(
            "vault_storedfile",
            also="""(edition_id is null or exists (select from editions_edition e where e.id = edition_id offset 0))
              and (field = 'attachments' or coalesce(current_setting('noroshi.viewer', true), '') <> 'public')""",
            born=f"""desk_id = {VIEWER} and edition_id is null and removed_at is null
              and (is_first or noroshi_reads_blob(blob_id))""",
            later=("edition_id", "draft", "removed_at"),
        ),
        migrations.RunSQL(FILES, migrations.RunSQL.noop),
        migrations.RunSQL(BLOBS, migrations.RunSQL.noop),
    ]
