"""A desk is told of a draft that nobody has sent. Runs before deployment."""

from django.db import migrations, models

KINDS = {
    "arrived": "something new has arrived",
    "mail_apart": "a mail waits to be looked at",
    "station": "your report has come a station further",
    "numbered": "a reference number was given",
    "renumbered": "a reference number was withdrawn",
    "question": "somebody asks you something",
    "answer": "your question was answered",
    "request": "your decision is asked for",
    "decided": "what you asked for was decided",
    "reminder": "your answer is still missing",
    "follow_up_due": "your follow-up is due soon",
    "follow_up_late": "your follow-up is late",
    "draft_left": "a draft has not been sent",
    "recalled": "something was recalled",
    "looked_at": "somebody looked at who the source is",
    "warned": "something needs your attention",
    "triaged": "shared intelligence concerns you",
    "ordered": "there is an order for you",
    "order_answered": "an order was answered",
    "order_due": "an order is due soon",
    "order_late": "an order is late",
    "found": "a kept search has something new",
    "test": "this is a test",
}


class Migration(migrations.Migration):
    dependencies = [("delivery", "0011_of_what_may_be_read")]

    operations = [
        migrations.AlterField(
            model_name="notice", name="kind", field=models.CharField(choices=list(KINDS.items()), max_length=40)
        ),
        migrations.RemoveConstraint(model_name="notice", name="notice_kind_is_known"),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", list(KINDS))), name="notice_kind_is_known"
            ),
        ),
    ]
