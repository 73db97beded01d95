"""Lists of one desk for its devices, their values, and the keys by which devices fetch them. All of it is the desk's alone."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Person
from noroshi.triage.models import Profile


class BlockList(SharedModel):
    """What a list takes: kinds of values, how sure, for how long where nobody says. `drops`: rules stop traffic, not only tell of it.

    Tied to a profile, it takes what stands on that one's list alone; whoever tied it is who proposes.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    note = models.CharField(max_length=400, blank=True)
    kinds = ArrayField(models.SmallIntegerField())
    lowest = models.SmallIntegerField()
    days = models.SmallIntegerField()
    drops = models.BooleanField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    profile = models.ForeignKey(Profile, models.PROTECT, null=True, related_name="+")
    bound_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "name"], condition=models.Q(ended_at=None), name="one_block_list_a_name_and_desk"
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class BlockLine(SharedModel):
    """One value on its way: what it rests on, and who did what with it. `object_range` is whose that was when it was proposed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    of = models.ForeignKey(BlockList, models.PROTECT, related_name="+")
    kind = models.SmallIntegerField()
    value = models.TextField()
    key = models.UUIDField()
    object_id = models.BigIntegerField()
    object_range = models.IntegerField()
    tlp = models.CharField(max_length=6)
    confidence = models.SmallIntegerField(null=True)
    until = models.DateTimeField()
    state = models.CharField(max_length=10)
    taken_back = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of", "key"], condition=~models.Q(state="withdrawn"), name="one_line_a_value_and_list"
            ),
            models.CheckConstraint(
                condition=models.Q(reviewed_by=None) | ~models.Q(reviewed_by=models.F("proposed_by")),
                name="another_person_reviews",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None) | models.Q(reviewed_at__isnull=False),
                name="nothing_published_unreviewed",
            ),
        ]
        indexes = [models.Index(fields=["of", "state"], name="block_lines_of_a_list")]

    def __str__(self) -> str:
        return str(self.public_id)


class DeviceKey(SharedModel):
    """One device, one list. Its secret is shown once; its digest stays."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    of = models.ForeignKey(BlockList, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    digest = models.BinaryField(max_length=32, unique=True)
    network_ranges = ArrayField(models.CharField(max_length=50), default=list)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.public_id)
