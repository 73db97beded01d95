"""Events and what was gathered in them. Nothing is ever deleted: what is split off stays written down."""

import uuid

from django.contrib.postgres.fields import ArrayField
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
    """A matter in an event, from when to when, and why. The reason is about `between`: nobody reads it who does not read both."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="gathered")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    matter = models.UUIDField()
    between = ArrayField(models.UUIDField())
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


class Declined(SharedModel):
    """That two matters which read alike are not one event, and why: nobody at this desk is asked again. `low` is the lesser of the two."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    low = models.UUIDField()
    high = models.UUIDField()
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "low", "high"], name="one_no_a_pair_at_a_desk")]

    def __str__(self) -> str:
        return f"{self.low} and {self.high}"


class Beside(SharedModel):
    """A thing that is no edition (an order, an object, an alert) put beside a matter, or said not to belong to it; and why.

    It goes with its matter into an event and out of it again, so that neither linking nor splitting loses anything.
    """

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    matter = models.UUIDField()
    kind = models.CharField(max_length=12)
    thing = models.UUIDField()
    is_refused = models.BooleanField(default=False)
    reason = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    undone_reason = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "matter", "kind", "thing"],
                condition=models.Q(undone_at=None),
                name="one_place_a_thing_beside_a_matter",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing} beside {self.matter}"


class Looked(SharedModel):
    """That a person has looked at all of an event: what comes to stand beside it later is new. For that person alone; the latest counts."""

    event = models.ForeignKey(Event, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["event", "person", "-at"], name="looked_last")]

    def __str__(self) -> str:
        return f"{self.event_id} looked at by {self.person_id}"
