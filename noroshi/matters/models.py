"""Events and what was gathered in them. Nothing is ever deleted: what is split off stays written down."""

import uuid

from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Person


class Event(SharedModel):
    """One desk's view of one happening. It holds no words: its name is that of what was said newest."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.public_id)


class Gathered(SharedModel):
    """A matter in an event, from when to when, and why."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="gathered")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    matter = models.UUIDField()
    reason = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    split_at = models.DateTimeField(null=True)
    split_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    split_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "matter"], condition=models.Q(split_at=None), name="one_event_a_matter_at_a_desk"
            )
        ]
        indexes = [models.Index(fields=["event"], name="gathered_in")]

    def __str__(self) -> str:
        return f"{self.event_id}: {self.matter}"
