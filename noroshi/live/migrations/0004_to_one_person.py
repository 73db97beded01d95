"""What is told to one person moves that person's pages and no page of the others at the desk: nobody there learns of it. Before deployment."""

from django.db import migrations

NOTICES = """
create or replace function noroshi_signal_notices() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform pg_notify('noroshi', 'notice:' || coalesce(told.audience_id::text, '') || ':' || told.desks)
     from (select piece.audience_id, string_agg(piece.desk_id::text, ',') as desks
             from (select n.desk_id, e.audience_id, row_number() over (partition by e.audience_id order by n.desk_id) / 500 as number
                     from (select distinct desk_id, edition_id from came where membership_id is null) as n
                     left join editions_edition e on e.id = n.edition_id) as piece
            group by piece.audience_id, piece.number) as told;
  perform pg_notify('noroshi', 'notice:' || coalesce(e.audience_id::text, '') || ':' || n.desk_id || ':' || m.person_id)
     from (select distinct desk_id, edition_id, membership_id from came where membership_id is not null) as n
     join directory_membership m on m.id = n.membership_id
     left join editions_edition e on e.id = n.edition_id;
  return null;
end $$;
"""


class Migration(migrations.Migration):
    dependencies = [("live", "0003_orders"), ("delivery", "0010_told_to_one_person")]

    operations = [migrations.RunSQL(NOTICES, migrations.RunSQL.noop)]
