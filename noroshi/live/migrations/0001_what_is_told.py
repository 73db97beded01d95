"""Which rows tell open pages that they came or changed. Before deployment."""

from django.db import migrations

from noroshi.audiences.signals import Signal

NOTICES = """
-- Thousands of desks are told of one edition at once: as few signals as hold their numbers, and none to who may not read it.
create function noroshi_signal_notices() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
  perform pg_notify('noroshi', 'notice:' || coalesce(told.audience_id::text, '') || ':' || told.desks)
     from (select piece.audience_id, string_agg(piece.desk_id::text, ',') as desks
             from (select n.desk_id, e.audience_id, row_number() over (partition by e.audience_id order by n.desk_id) / 500 as number
                     from (select distinct desk_id, edition_id from came) as n
                     left join editions_edition e on e.id = n.edition_id) as piece
            group by piece.audience_id, piece.number) as told;
  return null;
end $$;
create trigger signal_came after insert on delivery_notice referencing new table as came
  for each statement execute function noroshi_signal_notices();
alter table delivery_notice enable always trigger signal_came;
revoke execute on function noroshi_signal_notices from public;
"""

BESIDE = """
-- What hangs on an edition or on a matter tells those at its own desks who read that, and nobody else there.
create function noroshi_signal_beside() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
  _on text := to_jsonb(new) ->> tg_argv[0];
begin
  perform pg_notify('noroshi', 'item:' || told.audiences || ':' || told.desks)
     from (select string_agg(distinct e.audience_id::text, ',') as audiences,
                  (select string_agg(s.desk_id::text, ',') from audiences_seat s where s.audience_id = new.audience_id) as desks
             from editions_edition e
            where case when tg_argv[0] = 'matter' then e.matter = _on::uuid else e.id = _on::bigint end) as told
    where told.audiences is not null and told.desks is not null;
  return null;
end $$;
revoke execute on function noroshi_signal_beside from public;
"""

DRAFT = "old.sent_at is distinct from new.sent_at or old.discarded_at is distinct from new.discarded_at or old.saved_by_id <> new.saved_by_id"

HANGING = (
    ("editions_readmark", "edition_id"),
    ("editions_ticket", "matter"),
    ("reports_station", "about_id"),
    ("reports_followup", "edition_id"),
    ("advisories_acknowledgement", "edition_id"),
    ("advisories_tieranswer", "edition_id"),
    ("asking_inquiry", "edition_id"),
    ("matters_gathered", "matter"),
)


def _beside(table: str, column: str) -> migrations.RunSQL:
    sql = f"""
    create trigger signal_beside after insert or update on {table}
      for each row execute function noroshi_signal_beside('{column}');
    alter table {table} enable always trigger signal_beside;
    """
    return migrations.RunSQL(sql, migrations.RunSQL.noop)


class Migration(migrations.Migration):
    dependencies = [
        ("audiences", "0005_signals"),
        ("editions", "0013_changes"),
        ("drafting", "0003_who_wrote"),
        ("reports", "0005_follow_ups"),
        ("advisories", "0004_two_persons_and_tiers"),
        ("asking", "0002_locked"),
        ("matters", "0002_locked"),
        ("delivery", "0006_told_of_intelligence"),
    ]

    operations = [
        # Told to whom it happened: who holds an edition already does not learn by this that it went further.
        # What its source has narrowed is said to nobody: of those who held it some read on, and for them nothing has happened.
        Signal("editions_change", "item", born="new.what <> 'narrowed'"),
        Signal("advisories_releasestep", "draft", own_desk=True),
        Signal("drafting_draft", "draft", own_desk=True, changes=True, when=DRAFT),
        migrations.RunSQL(BESIDE, migrations.RunSQL.noop),
        *(_beside(*each) for each in HANGING),
        migrations.RunSQL(NOTICES, migrations.RunSQL.noop),
    ]
