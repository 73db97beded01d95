"""Locks, the second person, footings that move with their edition, and the one function that erases. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.following import follows
from noroshi.audiences.lock import Lock
from noroshi.legal import erasing

DESK, PERSON = "(select noroshi_viewer_part(3))", "(select noroshi_viewer_part(2))"
MINE = f"desk_id = {DESK} and by_id = {PERSON}"
EDITION = "exists (select from editions_edition e where e.id = edition_id {more} offset 0)"

TWO_PERSONS = """
create function legal_two_persons() returns trigger language plpgsql set search_path = pg_catalog, public as $$
begin
  if new.confirmed_at is distinct from old.confirmed_at
     and (new.confirmed_by_id is null or new.confirmed_by_id = new.by_id or new.confirmed_by_id <> noroshi_viewer_part(2)) then
    raise exception 'a second person confirms' using errcode = 'insufficient_privilege';
  elsif (new.done_at, new.gone, new.stayed) is distinct from (old.done_at, old.gone, old.stayed) and not noroshi_is_system() then
    raise exception 'the system says what was done' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger two_persons before update on legal_disposal for each row execute function legal_two_persons();
alter table legal_disposal enable always trigger two_persons;
revoke execute on function legal_two_persons from public;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("legal", "0001_legal"),
        ("audiences", "0003_the_ledger_locked"),
        ("advisories", "0004_two_persons_and_tiers"),
        ("asking", "0002_locked"),
        ("briefing", "0002_locked"),
        ("delivery", "0009_wishes_and_mutes"),
        ("drafting", "0003_who_wrote"),
        ("editions", "0012_traits"),
        ("emergency", "0001_emergencies"),
        ("intake", "0004_locked_from_outside"),
        ("matters", "0005_looked"),
        ("reports", "0005_follow_ups"),
        ("search", "0001_searched"),
        ("translating", "0001_checked"),
        ("vault", "0004_from_outside"),
    ]

    operations = [
        Lock(
            "legal_footing",
            also=EDITION.format(more=""),
            born=f"{MINE} and {EDITION.format(more=f'and e.originator_desk_id = {DESK}')}",
        ),
        Lock(
            "legal_hold",
            also=EDITION.format(more=""),
            born=f"{MINE} and ended_at is null",
            later=("ended_at", "ended_by_id"),
        ),
        Lock(
            "legal_disposal",
            born=f"{MINE} and confirmed_at is null and done_at is null",
            later=("confirmed_at", "confirmed_by_id", "withdrawn_at", "done_at", "gone", "stayed"),
        ),
        migrations.RunSQL(erasing.ASK_FIRST, migrations.RunSQL.noop),
        Lock("legal_remnant", born=erasing.IS_DISPOSING),
        follows("legal_footing", "editions_edition", "edition_id"),
        migrations.RunSQL(TWO_PERSONS, migrations.RunSQL.noop),
        migrations.RunSQL(erasing.owners(), migrations.RunSQL.noop),
        migrations.RunSQL(
            erasing.policies({table for table, _ in erasing.PLACES} - erasing.LATER), migrations.RunSQL.noop
        ),
        migrations.RunSQL(erasing.function(without=erasing.LATER), migrations.RunSQL.noop),
    ]
