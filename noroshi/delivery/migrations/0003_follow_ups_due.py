"""Two more reasons to tell a desk something: its follow-up is due, or late. Runs before deployment."""

from django.db import migrations, models

KINDS = [
    "arrived",
    "station",
    "numbered",
    "question",
    "answer",
    "request",
    "decided",
    "reminder",
    "follow_up_due",
    "follow_up_late",
    "recalled",
    "looked_at",
    "warned",
    "test",
]


class Migration(migrations.Migration):
    dependencies = [("delivery", "0002_guarded")]

    operations = [
        migrations.RemoveConstraint(model_name="notice", name="notice_kind_is_known"),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(condition=models.Q(("kind__in", KINDS)), name="notice_kind_is_known"),
        ),
    ]
