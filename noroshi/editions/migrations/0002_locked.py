"""Every table of the room that holds shared content gets its lock. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import Lock

VIEWER = "(select noroshi_viewer_part(3))"
OWN = f"exists (select from editions_edition e where e.id = {{edition}} and e.originator_desk_id = {VIEWER})"
SENT = f"""(from_desk_id = {VIEWER}
  or exists (select from editions_standingorder o where o.id = by_order_id and o.desk_id = from_desk_id and o.ended_at is null))"""


class Migration(migrations.Migration):
    dependencies = [("editions", "0001_editions_and_hops"), ("audiences", "0002_the_database_lock")]

    operations = [
        Lock(
            "editions_edition",
            born=f"originator_desk_id = {VIEWER}",
            later=(
                "is_recalled",
                "published_at",
                "marking_number",
                "tlp",
                "sectors",
                "relay_by_hand",
                "only_anonymized",
            ),
            tally=True,
        ),
        Lock(
            "editions_part",
            also="exists (select from editions_edition e where e.id = edition_id offset 0)",
            born=OWN.format(edition="edition_id"),
            later=("is_open",),
        ),
        Lock("editions_markingrecord", born=OWN.format(edition="edition_id")),
        Lock("editions_hop", born=SENT),
        Lock("editions_derivation", born=OWN.format(edition="derived_id")),
    ]
