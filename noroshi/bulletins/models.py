"""Feeds that a desk follows, what stood in them, calendars of updates. The desk's alone: what one follows tells what one runs."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Person


class Feed(SharedModel):
    """`words`: what the desk wants to be told of. `etag` and `modified` as its server gave them, to be asked with the next time."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    address = models.CharField(max_length=500)
    minutes = models.SmallIntegerField()
    words = ArrayField(models.CharField(max_length=80), default=list)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    etag = models.CharField(max_length=200, blank=True)
    modified = models.CharField(max_length=60, blank=True)
    read_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField()
    fault = models.CharField(max_length=20, blank=True)
    failures = models.SmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "address"], condition=models.Q(ended_at=None), name="one_feed_an_address_and_desk"
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Alert(SharedModel):
    """One entry of a feed, as text. `matched`: which of the desk's words stood in it when it came."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    of = models.ForeignKey(Feed, models.PROTECT, related_name="+")
    key = models.BinaryField(max_length=32)
    title = models.CharField(max_length=400)
    summary = models.CharField(max_length=4000, blank=True)
    link = models.CharField(max_length=1000, blank=True)
    published_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField()
    identifiers = ArrayField(models.CharField(max_length=60), default=list)
    cves = ArrayField(models.CharField(max_length=30), default=list)
    cvss = models.DecimalField(max_digits=3, decimal_places=1, null=True)
    matched = ArrayField(models.CharField(max_length=80), default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "key"], name="each_entry_of_a_feed_once")]
        indexes = [models.Index(fields=["of", "-seen_at"], name="alerts_of_a_feed")]

    def __str__(self) -> str:
        return str(self.public_id)


class Calendar(SharedModel):
    """Dates of updates of one vendor. `shift`: days by which they come later here; `told_for`: the date that was reminded of last."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    note = models.CharField(max_length=400, blank=True)
    link = models.CharField(max_length=500, blank=True)
    rule = models.CharField(max_length=10)
    nth = models.SmallIntegerField(null=True)
    weekday = models.SmallIntegerField(null=True)
    weeks = models.SmallIntegerField(null=True)
    start = models.DateField(null=True)
    dates = ArrayField(models.DateField(), default=list)
    shift = models.SmallIntegerField(default=0)
    remind_days = models.SmallIntegerField(null=True)
    told_for = models.DateField(null=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "name"], condition=models.Q(ended_at=None), name="one_calendar_a_name_and_desk"
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class CalendarAddress(SharedModel):
    """The desk's calendars for calendar programs: whoever has the secret address reads the dates. Its digest stays."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    digest = models.BinaryField(max_length=32, unique=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk"], condition=models.Q(revoked_at=None), name="one_calendar_address_a_desk"
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)
