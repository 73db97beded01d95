"""Reports or advisories alone are found as quickly as both. Runs before deployment."""

from django.db import migrations, models

KINDS = [("report", "Report"), ("advisory", "Advisory"), ("notice", "Notice"), ("sheet", "Sheet")]


class Migration(migrations.Migration):
    dependencies = [("editions", "0004_read_marks")]

    operations = [
        migrations.AddField(
            model_name="hop",
            name="edition_kind",
            field=models.CharField(choices=KINDS, max_length=12),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["audience", "kind", "-id"], include=["tlp", "importance"], name="editions_by_kind"
            ),
        ),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(fields=["originator_desk", "kind", "-id"], name="editions_own_by_kind"),
        ),
        migrations.AddIndex(
            model_name="hop",
            index=models.Index(fields=["audience", "edition_kind", "-id"], name="hops_by_kind", include=["from_desk"]),
        ),
    ]
