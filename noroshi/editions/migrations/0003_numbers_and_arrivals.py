"""Reference numbers given on receipt; derived editions that tell their source; quick lists of what arrived. Runs before deployment."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from noroshi.audiences.lock import APP, SYSTEM, Lock

CENTER = f"""
-- A number is given in the name of a desk of the center that holds the report, and for the matter of that report alone.
create function noroshi_has_come_to(_desk bigint, _edition bigint, _matter uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public as $$
  select exists (
    select from editions_edition e
      join audiences_seat s on s.audience_id = e.audience_id and s.desk_id = _desk
      join directory_desk d on d.id = _desk
      join directory_organization o on o.id = d.organization_id and 'center' = any (o.kinds)
     where e.id = _edition and e.matter = _matter and e.kind = 'report')
$$;
revoke execute on function noroshi_has_come_to from public;
grant execute on function noroshi_has_come_to to {APP}, {SYSTEM};
"""  # noqa: S608 - nothing here comes from outside


class Migration(migrations.Migration):
    dependencies = [
        ("audiences", "0003_the_ledger_locked"),
        ("directory", "0004_remember_what_was"),
        ("editions", "0002_locked"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Registration",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("matter", models.UUIDField()),
                ("reference_number", models.CharField(max_length=40, unique=True)),
                ("at", models.DateTimeField()),
                ("seal", models.JSONField()),
            ],
        ),
        migrations.AddField(
            model_name="edition",
            name="only_anonymized",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="derivation",
            name="tells_source",
            field=models.BooleanField(default=False),
        ),
        migrations.AddIndex(
            model_name="hop",
            index=models.Index(fields=["audience", "-id"], name="hops_by_audience"),
        ),
        migrations.AddIndex(
            model_name="hop",
            index=models.Index(fields=["from_desk", "edition"], name="hops_by_sender"),
        ),
        migrations.AddField(
            model_name="registration",
            name="audience",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="audiences.audience"
            ),
        ),
        migrations.AddField(
            model_name="registration",
            name="desk",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"),
        ),
        migrations.AddField(
            model_name="registration",
            name="edition",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="registrations", to="editions.edition"
            ),
        ),
        migrations.AddConstraint(
            model_name="registration",
            constraint=models.UniqueConstraint(fields=("matter",), name="one_number_a_matter"),
        ),
        migrations.RunSQL(CENTER, migrations.RunSQL.noop),
        Lock("editions_registration", born="noroshi_has_come_to(desk_id, edition_id, matter)"),
    ]
