"""Drafts: shared content of one desk, kept as typed. A sent or discarded draft is kept as it was."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Person


class Purpose(models.TextChoices):
    """What sending it will make."""

    FIRST = "first"
    FOLLOW_UP = "follow_up"
    COMPLETION = "completion"
    ANONYMIZED = "anonymized"
    SUMMARY = "summary"


class Draft(SharedModel):
    """`sealed_sources` names what it derives from, under the same key as the derivations: the link is nobody's to read here.

    `writers` is everybody who ever wrote in it: none of them is the second person who lets it go.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    purpose = models.CharField(max_length=12, choices=Purpose.choices)
    scheme = models.CharField(max_length=80)
    way = models.CharField(max_length=40, blank=True)
    matter = models.UUIDField()
    continues = models.UUIDField(null=True)
    sealed_sources = ArrayField(models.BinaryField(), default=list)
    typed = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    wish = models.JSONField(default=dict)
    figures = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)
    begun_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    saved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    writers = ArrayField(models.BigIntegerField(), default=list)
    begun_at = models.DateTimeField()
    saved_at = models.DateTimeField()
    discarded_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    sent_as = models.UUIDField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["desk", "-saved_at"], condition=models.Q(sent_at=None), name="drafts_open"),
            models.Index(fields=["sent_as"], name="drafts_sent_as"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
