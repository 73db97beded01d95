"""A number that was given twice to one matter is withdrawn by the desk that gave both. Runs before deployment."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from noroshi.audiences.lock import Lock

VIEWER = "(select noroshi_viewer_part(3))"
PERSON = "(select noroshi_viewer_part(2))"


class Migration(migrations.Migration):
    dependencies = [
        ("audiences", "0002_the_database_lock"),
        ("editions", "0009_own_importance"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="NumberWithdrawal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("instead", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("seal", models.JSONField()),
                (
                    "audience",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="audiences.audience",
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"
                    ),
                ),
                (
                    "registration",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="withdrawal",
                        to="editions.registration",
                    ),
                ),
            ],
        ),
        Lock(
            "editions_numberwithdrawal",
            born=f"""desk_id = {VIEWER} and by_id = {PERSON}
              and exists (select from editions_registration r join editions_edition e on e.id = r.edition_id
                            join editions_registration s on s.desk_id = r.desk_id and s.id <> r.id
                            join editions_edition f on f.id = s.edition_id and f.originator_desk_id = e.originator_desk_id
                           where r.id = registration_id and r.desk_id = {VIEWER} and s.reference_number = instead
                             and r.audience_id = editions_numberwithdrawal.audience_id offset 0)""",
        ),
    ]
