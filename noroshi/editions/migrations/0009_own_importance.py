"""A desk weighs a matter for itself, beside its own number for it. Runs before deployment."""

from django.db import migrations, models

LATER = "'number', 'importance', 'set_by_id', 'at'"


class Migration(migrations.Migration):
    dependencies = [("editions", "0008_posting_rules")]

    operations = [
        migrations.AddField("ticket", "importance", models.CharField(blank=True, default="", max_length=12)),
        migrations.AddIndex(
            "ticket",
            models.Index(
                fields=["desk", "importance"],
                condition=~models.Q(importance=""),
                name="tickets_by_importance",
            ),
        ),
        migrations.RunSQL(
            f"""drop trigger keep_sealed on editions_ticket;
            create trigger keep_sealed before update on editions_ticket for each row execute function noroshi_keep_sealed({LATER});
            alter table editions_ticket enable always trigger keep_sealed;""",
            migrations.RunSQL.noop,
        ),
    ]
