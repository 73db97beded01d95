"""Notices, ways out, and what a desk wishes about both. Runs before deployment."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("directory", "0004_remember_what_was"),
        ("editions", "0005_found_by_kind"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskChannels",
            fields=[
                (
                    "desk",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="directory.desk",
                    ),
                ),
                ("mail_is_on", models.BooleanField(default=True)),
                (
                    "mail_from",
                    models.CharField(
                        choices=[("warning", "warning"), ("caution", "caution"), ("reference", "reference")],
                        default="reference",
                        max_length=40,
                    ),
                ),
                (
                    "mail_digest",
                    models.CharField(
                        choices=[("at_once", "at once"), ("hourly", "once an hour"), ("daily", "once a day")],
                        default="at_once",
                        max_length=40,
                    ),
                ),
                ("digest_hour", models.PositiveSmallIntegerField(default=8)),
                ("quiet_from", models.TimeField(blank=True, null=True)),
                ("quiet_until", models.TimeField(blank=True, null=True)),
                ("webhook_is_on", models.BooleanField(default=False)),
                ("webhook_url", models.CharField(blank=True, max_length=400)),
                (
                    "webhook_from",
                    models.CharField(
                        choices=[("warning", "warning"), ("caution", "caution"), ("reference", "reference")],
                        default="reference",
                        max_length=40,
                    ),
                ),
                ("webhook_secret", models.BinaryField(null=True)),
                ("remind_after_minutes", models.PositiveIntegerField(default=120)),
                ("remind_most", models.PositiveSmallIntegerField(default=2)),
                ("call_after_minutes", models.PositiveIntegerField(default=30)),
                ("call_again_minutes", models.PositiveIntegerField(default=15)),
                ("calls_for_warnings", models.BooleanField(default=False)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="CallOut",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("begins_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "begun_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="editions.edition"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("reached", "reached"), ("no_answer", "no answer"), ("wrong_number", "wrong number")],
                        max_length=40,
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
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
                    "membership",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.membership",
                    ),
                ),
                (
                    "call_out",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="calls", to="delivery.callout"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("address", models.EmailField(max_length=254)),
                (
                    "protection",
                    models.CharField(
                        choices=[
                            ("identifiers", "number and color only"),
                            ("text", "with its text"),
                            ("smime", "encrypted with S/MIME"),
                            ("openpgp", "encrypted with OpenPGP"),
                        ],
                        max_length=40,
                    ),
                ),
                ("body", models.TextField()),
                ("fingerprint", models.CharField(max_length=128)),
                ("holder", models.CharField(max_length=300)),
                ("expires_at", models.DateTimeField(null=True)),
                ("added_at", models.DateTimeField()),
                ("removed_at", models.DateTimeField(null=True)),
                (
                    "added_by",
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
            ],
        ),
        migrations.CreateModel(
            name="Notice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("arrived", "something new has arrived"),
                            ("station", "your report has come a station further"),
                            ("numbered", "a reference number was given"),
                            ("question", "somebody asks you something"),
                            ("answer", "your question was answered"),
                            ("request", "your decision is asked for"),
                            ("decided", "what you asked for was decided"),
                            ("reminder", "your answer is still missing"),
                            ("recalled", "something was recalled"),
                            ("looked_at", "somebody looked at who the source is"),
                            ("warned", "something needs your attention"),
                            ("test", "this is a test"),
                        ],
                        max_length=40,
                    ),
                ),
                (
                    "urgency",
                    models.CharField(choices=[("routine", "routine"), ("emergency", "emergency")], max_length=40),
                ),
                ("is_named", models.BooleanField(default=False)),
                ("link", models.CharField(blank=True, max_length=200)),
                ("at", models.DateTimeField()),
                ("planned_at", models.DateTimeField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="editions.edition"
                    ),
                ),
                (
                    "from_desk",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"
                    ),
                ),
                (
                    "hop",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="editions.hop"
                    ),
                ),
                (
                    "originator_desk",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Dispatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("public_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                (
                    "channel",
                    models.CharField(
                        choices=[("portal", "portal"), ("mail", "e-mail"), ("webhook", "webhook")], max_length=40
                    ),
                ),
                ("address", models.CharField(max_length=400)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "waiting"),
                            ("sending", "being sent"),
                            ("sent", "sent"),
                            ("delivered", "delivered"),
                            ("bounced", "bounced"),
                            ("failed", "failed"),
                            ("withdrawn", "not sent"),
                        ],
                        default="waiting",
                        max_length=40,
                    ),
                ),
                (
                    "protection",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("identifiers", "number and color only"),
                            ("text", "with its text"),
                            ("smime", "encrypted with S/MIME"),
                            ("openpgp", "encrypted with OpenPGP"),
                        ],
                        max_length=40,
                    ),
                ),
                ("message_id", models.UUIDField(null=True)),
                ("is_digest", models.BooleanField(default=False)),
                ("attempts", models.PositiveSmallIntegerField(default=0)),
                ("due_at", models.DateTimeField()),
                ("sent_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("fault", models.CharField(blank=True, max_length=60)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.membership",
                    ),
                ),
                (
                    "notice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dispatches", to="delivery.notice"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Reminding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reminded", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="editions.edition"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Telephone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40)),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.membership",
                        unique=True,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Address",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="directory.desk"
                    ),
                ),
                (
                    "membership",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="directory.membership",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("desk", "membership"), name="one_address_a_person", nulls_distinct=False
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="callout",
            constraint=models.UniqueConstraint(fields=("edition", "desk"), name="one_call_out_a_sender"),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("removed_at", None)), fields=("desk", "address"), name="one_certificate_an_address"
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["desk", "-id"], name="notices_of_desk"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["edition", "desk"], name="notices_of_edition"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(condition=models.Q(("planned_at", None)), fields=["id"], name="notices_to_plan"),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "arrived",
                            "station",
                            "numbered",
                            "question",
                            "answer",
                            "request",
                            "decided",
                            "reminder",
                            "recalled",
                            "looked_at",
                            "warned",
                            "test",
                        ],
                    )
                ),
                name="notice_kind_is_known",
            ),
        ),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["due_at", "id"], name="dispatches_due"
            ),
        ),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(
                condition=models.Q(("state", "sending")), fields=["due_at"], name="dispatches_under_way"
            ),
        ),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(fields=["desk", "-id"], name="dispatches_of_desk"),
        ),
        migrations.AddIndex(
            model_name="dispatch",
            index=models.Index(fields=["message_id"], name="dispatches_by_message"),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.UniqueConstraint(fields=("notice", "channel", "address"), name="one_dispatch_an_address"),
        ),
        migrations.AddConstraint(
            model_name="dispatch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state__in", ["waiting", "sending", "sent", "delivered", "bounced", "failed", "withdrawn"])
                ),
                name="dispatch_state_is_known",
            ),
        ),
    ]
