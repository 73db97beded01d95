"""Answers that may be asked for again within a day. Runs before deployment."""

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.BinaryField(max_length=32, unique=True)),
                ("asked", models.BinaryField(max_length=32)),
                ("answer", models.BinaryField()),
                ("kept_at", models.DateTimeField()),
            ],
            options={"indexes": [models.Index(fields=["kept_at"], name="kept_answers_by_age")]},
        ),
    ]
