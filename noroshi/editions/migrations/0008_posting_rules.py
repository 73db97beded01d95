"""Who may post where: rules of houses for their desks and of owners for their groups. Runs before deployment."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def bound(to: str, *, null: bool = False) -> models.ForeignKey:
    return models.ForeignKey(null=null, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=to)


class Migration(migrations.Migration):
    dependencies = [
        ("directory", "0004_remember_what_was"),
        ("editions", "0007_tickets"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PostingRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=12), default=list, size=None
                    ),
                ),
                ("posters", models.CharField(blank=True, max_length=12)),
                (
                    "named",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.BigIntegerField(), default=list, size=None
                    ),
                ),
                ("at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("desk", bound("directory.desk", null=True)),
                ("group", bound("directory.group", null=True)),
                ("written_by", bound(settings.AUTH_USER_MODEL)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(desk__isnull=False, group__isnull=True)
                        | models.Q(desk__isnull=True, group__isnull=False),
                        name="a_rule_binds_one",
                    ),
                    models.UniqueConstraint(fields=["desk"], condition=models.Q(ended_at=None), name="one_rule_a_desk"),
                    models.UniqueConstraint(
                        fields=["group"], condition=models.Q(ended_at=None), name="one_rule_a_group"
                    ),
                ]
            },
        )
    ]
