"""Arrivals: one desk's alone, sealed as they came. What became of them is written beside."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Person


class Arrival(SharedModel):
    """`claimed` is who the sender says to be, `person` whom the directory knows under that address.

    `mail` is the mail as it came, sealed under the vault's key; `mark` tells a mail that comes twice.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField(max_length=20, unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=12)
    arrived_at = models.DateTimeField()
    noted_at = models.DateTimeField()
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    claimed = models.CharField(max_length=254, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    proof = models.CharField(max_length=12)
    spf = models.CharField(max_length=10, blank=True)
    dkim = models.CharField(max_length=10, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    file_name = models.CharField(max_length=255, blank=True)
    mark = models.BinaryField(null=True)
    sender_mark = models.BinaryField(null=True)
    mail = ArrayField(models.BinaryField(), default=list)
    mail_key = models.BinaryField(null=True)
    mail_key_mark = models.BinaryField(null=True)
    is_specimen = models.BooleanField(default=False)
    state = models.CharField(max_length=10)
    draft = models.UUIDField(null=True)
    troubles = models.JSONField(default=list)
    answered_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "mark"], name="one_arrival_a_mail")]
        indexes = [
            models.Index(fields=["desk", "-arrived_at"], name="arrivals_of_a_desk"),
            models.Index(fields=["draft"], name="arrivals_by_draft"),
            models.Index(fields=["sender_mark", "noted_at"], name="arrivals_of_a_sender"),
        ]

    def __str__(self) -> str:
        return self.number
