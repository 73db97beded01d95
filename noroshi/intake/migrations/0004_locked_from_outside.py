"""Who holds a receipt reads and adds to what stands under it; its desk reads it all, and nobody else anything. Before deployment."""

from django.db import migrations

from noroshi.audiences.lock import APP, SYSTEM, Lock

PERSON = "(select noroshi_viewer_part(2))"
RECEIPT = "(select noroshi_receipt())"

WHOSE_RECEIPT = f"""
create function noroshi_receipt() returns bytea language sql stable set search_path = pg_catalog as $$
  select case when v ~ '^receipt:[0-9a-f]{{64}}$' then decode(substr(v, 9), 'hex') end
  from (select coalesce(current_setting('noroshi.viewer', true), '') as v) as setting
$$;
revoke execute on function noroshi_receipt from public;
grant execute on function noroshi_receipt to {APP}, {SYSTEM};
"""  # noqa: S608 - nothing here comes from outside

RANGE = f"""
-- Who holds a receipt and no seat may say one kind of sentence: RED, a desk's own, opened to nobody.
create function intake_range(_desk bigint, _digest bytea, _definition text, _sectors text[], _requires smallint) returns int
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  before text := coalesce(current_setting('noroshi.viewer', true), '');
  plain jsonb := _definition::jsonb;
  found_id int;
begin
  if noroshi_receipt() is null or (plain -> 'marking' ->> 'tlp') is distinct from 'red'
     or plain -> 'opened' <> '[]' or plain -> 'carriers' <> '[]' or plain -> 'matter' <> 'null'
     or coalesce(plain -> 'marking' -> 'additions', '[]') <> '[]' then
    raise exception 'from outside nothing is opened' using errcode = 'insufficient_privilege';
  end if;
  perform set_config('noroshi.viewer', 'seat:0:' || _desk, true);
  found_id := noroshi_intern(_digest, _definition, _desk, _sectors, null, false, array[_desk], array[_requires]);
  perform set_config('noroshi.viewer', before, true);
  return found_id;
end $$;
revoke execute on function intake_range from public;
grant execute on function intake_range to {APP}, {SYSTEM};
"""

ARRIVALS = f"""
create policy receipt_holders on intake_arrival for select using (receipt = {RECEIPT});
create policy tellers on intake_arrival for insert with check (
  receipt = {RECEIPT} and channel = 'public' and proof = 'non_member' and state = 'apart' and draft is null and received_by_id is null
  and person_id is null and settled_by_id is null and mail = '{{}}');
"""

LINES = f"""
create policy receipt_holders on intake_arrivalline for select using (receipt = {RECEIPT});
create policy tellers on intake_arrivalline for insert with check (
  receipt = {RECEIPT} and by_id is null and stands in ('', 'received')
  and exists (select from intake_arrival a where a.id = intake_arrivalline.arrival_id and a.receipt = {RECEIPT}
                 and a.audience_id = intake_arrivalline.audience_id offset 0));
"""  # noqa: S608 - nothing here comes from outside

FILES = f"""
create policy receipt_holders on vault_storedfile for select using (
  added_by_id is null and {RECEIPT} is not null
  and exists (select from intake_arrival a where a.public_id = vault_storedfile.draft and a.receipt = {RECEIPT} offset 0));
create policy tellers on vault_storedfile for insert with check (
  added_by_id is null and is_first and edition_id is null and removed_at is null and field = 'attachments'
  and exists (select from intake_arrival a where a.public_id = vault_storedfile.draft and a.receipt = {RECEIPT}
                 and a.desk_id = vault_storedfile.desk_id and a.audience_id = vault_storedfile.audience_id offset 0));
create policy tellers on vault_blob for insert with check (
  {RECEIPT} is not null
  and exists (select from vault_storedfile f where f.blob_id = vault_blob.id and f.is_first and f.added_by_id is null offset 0));
create policy tellers on vault_blobchunk for insert with check ({RECEIPT} is not null);
"""  # noqa: S608 - nothing here comes from outside


class Migration(migrations.Migration):
    dependencies = [("intake", "0003_from_outside"), ("vault", "0004_from_outside")]

    operations = [
        migrations.RunSQL(WHOSE_RECEIPT, migrations.RunSQL.noop),
        migrations.RunSQL(RANGE, migrations.RunSQL.noop),
        migrations.RunSQL(ARRIVALS, migrations.RunSQL.noop),
        Lock(
            "intake_arrivalline",
            born=f"""by_id = {PERSON}
              and exists (select from intake_arrival a where a.id = intake_arrivalline.arrival_id and a.receipt = intake_arrivalline.receipt
                             and a.audience_id = intake_arrivalline.audience_id offset 0)""",
        ),
        migrations.RunSQL(LINES, migrations.RunSQL.noop),
        migrations.RunSQL(FILES, migrations.RunSQL.noop),
    ]
