"""What is written down about the law: footings, pledges and who accepted them, periods, holds, disposals and what remains of them."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Group, Organization, Person
from noroshi.editions.models import Edition


class Footing(SharedModel):
    """How an edition stands in law, as its originator said; the newest counts. Held by whoever holds the edition.

    Without one a report is voluntarily provided information, shared under the plan.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    is_statutory = models.BooleanField()
    ground = models.CharField(max_length=20)
    laws = ArrayField(models.CharField(max_length=120), default=list)
    consent = models.CharField(max_length=20)
    note = models.CharField(max_length=400, blank=True)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="one_footing_a_number")]

    def __str__(self) -> str:
        return f"{self.edition_id}: footing {self.number}"


class Pledge(models.Model):
    """One version of a text that people accept before they go on. A version never changes; the next one stands beside it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    series = models.UUIDField(default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=12)
    reach = models.CharField(max_length=12)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    title_ja = models.CharField(max_length=200)
    title_en = models.CharField(max_length=200, blank=True)
    text_ja = models.TextField()
    text_en = models.TextField(blank=True)
    penalty_ja = models.TextField(blank=True)
    penalty_en = models.TextField(blank=True)
    valid_from = models.DateField()
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "version"], name="one_pledge_a_version"),
            models.CheckConstraint(
                condition=models.Q(reach="group", group__isnull=False)
                | (~models.Q(reach="group") & models.Q(group=None)),
                name="a_pledge_of_a_group_names_it",
            ),
        ]
        indexes = [models.Index(fields=["valid_from"], condition=models.Q(ended_at=None), name="pledges_in_force")]

    def __str__(self) -> str:
        return f"{self.title_ja} {self.version}"


class Acceptance(models.Model):
    """That a person accepted this very version. It stays for ever."""

    pledge = models.ForeignKey(Pledge, models.PROTECT, related_name="acceptances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pledge", "person"], name="accepted_once")]

    def __str__(self) -> str:
        return f"{self.pledge_id} accepted by {self.person_id}"


class Period(models.Model):
    """For how long an organization keeps what it wrote, by kind and color; an ended row is how it was before."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12)
    tlp = models.CharField(max_length=8)
    days = models.PositiveIntegerField()
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "kind", "tlp"], condition=models.Q(ended_at=None), name="one_period_a_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.tlp}: {self.days} days"


class Hold(SharedModel):
    """A desk that holds an item says that its matter must not be disposed of. Read by that desk alone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=400)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "desk"], condition=models.Q(ended_at=None), name="one_hold_a_desk"
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Disposal(SharedModel):
    """What a desk wants erased because its time is over: proposed by one person, confirmed by a second, done by the system."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    editions = ArrayField(models.UUIDField())
    counts = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    gone = models.PositiveIntegerField(default=0)
    stayed = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["desk", "-id"], name="disposals_of_desk")]

    def __str__(self) -> str:
        return str(self.public_id)


class Remnant(SharedModel):
    """What stays of an edition that was disposed of: its sealed header and digests, by which its seal can still be proved."""

    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="remnants")
    edition_public_id = models.UUIDField(unique=True)
    kind = models.CharField(max_length=12)
    sealed_at = models.DateTimeField()
    seal = models.JSONField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.edition_public_id)
