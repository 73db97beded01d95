"""Stations: how far what was made from a report has come, told to the desk that wrote the report.

Follow-ups: what a desk owes next about a matter, and how soon it usually reports again.
Releases: what leaves in spite of what the last look found; returns: what a second person sent back instead.
"""

import uuid

from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Person
from noroshi.editions.models import Edition


class Station(SharedModel):
    """Time, place and deed, never text. `key` is the hop or the number that it tells of, so that it is told once."""

    about = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    key = models.UUIDField()
    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    deed = models.CharField(max_length=20)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    reference_number = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about", "key"], name="one_station_a_deed")]

    def __str__(self) -> str:
        return str(self.public_id)


class LeakRelease(SharedModel):
    """For exactly what was looked at under this digest, by a person who did not write it. The reason stays at the desk."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.UUIDField()
    digest = models.BinaryField(max_length=32)
    reason = models.TextField()
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["draft"], name="releases_by_draft")]

    def __str__(self) -> str:
        return str(self.public_id)


class LeakReturn(SharedModel):
    """A second person did not let it leave as it was looked at under this digest, and said why. It stays at the desk."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.UUIDField()
    digest = models.BinaryField(max_length=32)
    reason = models.TextField()
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["draft"], name="returns_by_draft")]

    def __str__(self) -> str:
        return str(self.public_id)


class FollowUp(SharedModel):
    """One for each matter of a desk that writes it: the latest edition, and by when the next is due while one is expected."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    matter = models.UUIDField()
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    due_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "matter"], name="one_follow_up_a_matter")]
        indexes = [models.Index(fields=["due_at"], condition=~models.Q(due_at=None), name="follow_ups_due")]

    def __str__(self) -> str:
        return f"follow-up of {self.matter}"


class FollowUpPace(SharedModel):
    """How soon this desk reports again unless it says otherwise, and how long before it wants to be reminded."""

    desk = models.OneToOneField(Desk, models.PROTECT, related_name="+")
    continuing_hours = models.PositiveSmallIntegerField(default=24)
    investigating_hours = models.PositiveSmallIntegerField(default=168)
    remind_hours = models.PositiveSmallIntegerField(default=2)

    def __str__(self) -> str:
        return f"pace of {self.desk_id}"
