"""Arrivals: one desk's alone, sealed as they came. What became of them is written beside."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Person


class Arrival(SharedModel):
    """`claimed` is who the sender says to be, `person` whom the directory knows under that address.

    `mail` is the mail as it came, sealed under the vault's key; `mark` tells a mail that comes twice. `receipt` is the digest of number
    and secret of something told without an account, which neither the database nor anybody here can turn back.
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
    receipt = models.BinaryField(null=True, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "mark"], name="one_arrival_a_mail")]
        indexes = [
            models.Index(fields=["desk", "-arrived_at"], name="arrivals_of_a_desk"),
            models.Index(fields=["draft"], name="arrivals_by_draft"),
            models.Index(fields=["sender_mark", "noted_at"], name="arrivals_of_a_sender"),
        ]

    def __str__(self) -> str:
        return self.number


class ArrivalLine(SharedModel):
    """What was said under a receipt, by whoever holds it or by somebody of the desk; only ever added to.

    `said` are the answers of the first form by their names; `stands` how it stands from this line on, empty when that stays.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    arrival = models.ForeignKey(Arrival, models.PROTECT, related_name="lines")
    receipt = models.BinaryField()
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    text = models.TextField(blank=True)
    said = models.JSONField(default=dict)
    stands = models.CharField(max_length=10, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["arrival", "id"], name="lines_of_an_arrival")]

    def __str__(self) -> str:
        return str(self.public_id)


class Knock(models.Model):
    """That somebody wrote from outside, for an hour. `mark` is a digest under a key of the day: no address is kept."""

    kind = models.CharField(max_length=8)
    mark = models.BinaryField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["kind", "at"], name="knocks_of_all"),
            models.Index(fields=["kind", "mark", "at"], name="knocks_of_one"),
        ]

    def __str__(self) -> str:
        return f"knock {self.pk}"
