"""Both locks on every table; postings are written by the statement that writes the values. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import Lock
from noroshi.triage.posting import POSTING

DESK = "(select noroshi_viewer_part(3))"
IS_SYSTEM = "(select noroshi_is_system())"
OWN_DESK = f"(desk_id = {DESK} or {IS_SYSTEM})"
OWN_ORIGIN = f"(origin_id in (select o.id from intel_origin o where o.desk_id = {DESK}) or {IS_SYSTEM})"  # noqa: S608 - constants
OWN_PROFILE = f"(profile_id in (select p.id from triage_profile p where p.desk_id = {DESK}) or {IS_SYSTEM})"  # noqa: S608 - likewise
PROFILE = (
    "name",
    "sectors",
    "products",
    "keywords",
    "kinds",
    "languages",
    "threshold",
    "notice_threshold",
    "most",
    "changed_at",
    "ended_at",
    "told_until",
)


class Migration(migrations.Migration):
    dependencies = [("triage", "0001_profiles_postings_decisions"), ("intel", "0002_locked")]

    operations = [
        Lock("triage_feed", born=OWN_ORIGIN),
        Lock("triage_posting", born=OWN_ORIGIN),
        Lock("triage_profile", born=OWN_DESK, later=PROFILE),
        Lock("triage_asset", born=OWN_PROFILE, later=("ended_at",)),
        Lock("triage_wish", born=OWN_PROFILE, later=("ended_at",)),
        Lock("triage_decision", born=OWN_DESK, later=("ended_at",)),
        Lock("triage_digest", born=OWN_DESK, later=("received_by_id", "received_at")),
        Lock("triage_sure", born=OWN_DESK, later=("sent_at", "sent_to", "received")),
        migrations.RunSQL(POSTING, migrations.RunSQL.noop),
    ]
