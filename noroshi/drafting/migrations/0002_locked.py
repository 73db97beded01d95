"""A draft is its desk's alone. Runs before deployment."""

from django.db import migrations

from noroshi.audiences.lock import Lock


class Migration(migrations.Migration):
    dependencies = [("drafting", "0001_drafts"), ("audiences", "0002_the_database_lock")]

    operations = [
        Lock(
            "drafting_draft",
            born="desk_id = (select noroshi_viewer_part(3))",
            later=(
                *("way", "scheme", "typed", "marks", "wish", "figures", "version"),
                *("saved_by_id", "saved_at", "discarded_at", "sent_at", "sent_as"),
            ),
        ),
    ]
