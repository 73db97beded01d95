"""Modes, hotlines with their lines, and what an operator sees happening at home. Nothing is deleted."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Person
from noroshi.editions.models import Edition


class Mode(SharedModel):
    """Proposed by one person of the center, in force when a second has confirmed it, until its end or before. It opens nothing."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=12)
    reason = models.TextField()
    sectors = ArrayField(models.CharField(max_length=40), default=list)
    ends_at = models.DateTimeField()
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["-ends_at"], name="modes_by_end")]

    def __str__(self) -> str:
        return str(self.public_id)


class Hotline(SharedModel):
    """Between the center's desk and one desk of an operator; the title says what it is about."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    title = models.CharField(max_length=200)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    to_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["to_desk", "-id"], name="hotlines_to")]

    def __str__(self) -> str:
        return str(self.public_id)


class Line(SharedModel):
    """What one side said on a hotline. It leaves the house by no channel."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    hotline = models.ForeignKey(Hotline, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["hotline", "id"], name="lines_of_hotline")]

    def __str__(self) -> str:
        return str(self.public_id)


class Heard(SharedModel):
    """That the other side has read up to this line, and who did."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    line = models.ForeignKey(Line, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["line", "desk"], name="heard_by_desk")]

    def __str__(self) -> str:
        return str(self.public_id)


class Situation(SharedModel):
    """Two flags of one happening at home, apart from each other: the state of the systems, and that the service level fell.

    The own desk's alone. `draft` is the report to which its writer has carried the facts over.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    facts = models.TextField(blank=True)
    state = models.CharField(max_length=12)
    is_level_lowered = models.BooleanField(default=False)
    draft = models.UUIDField(null=True)
    version = models.PositiveIntegerField(default=1)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["desk", "-id"], name="situations_of_desk")]

    def __str__(self) -> str:
        return str(self.public_id)
