"""Orders, what came of them, the systems they concern, and what an organization makes ready beforehand.

Every row carries its organization, and the database gives none to any other. What people change is written anew under the next number.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Organization, Person


class Order(SharedModel):
    """What, which systems, by when, how to verify. Whose it is now and how far it has come say its steps.

    `about` is the item by kind and public id: whoever may not read that one does not learn of it here.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    by_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    title = models.CharField(max_length=120)
    what = models.TextField()
    verify = models.TextField(blank=True)
    importance = models.CharField(max_length=12, blank=True)
    reach = models.CharField(max_length=8)
    due_at = models.DateTimeField()
    about_kind = models.CharField(max_length=12, blank=True)
    about = models.UUIDField(null=True)
    template = models.CharField(max_length=80, blank=True)
    block_list = models.UUIDField(null=True)
    assets = ArrayField(models.UUIDField(), default=list)
    after = ArrayField(models.UUIDField(), default=list)

    class Meta:
        indexes = [
            models.Index(fields=["organization", "-id"], name="orders_of_a_house"),
            models.Index(fields=["about"], name="orders_about"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Step(SharedModel):
    """The whole standing of an order from one moment on: its state, whose it is, who of them. `takes_back` names an undone step."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=16)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField(blank=True)
    files = ArrayField(models.UUIDField(), default=list)
    takes_back = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "number"], name="one_step_a_number")]

    def __str__(self) -> str:
        return f"{self.order_id}/{self.number}: {self.state}"


class Chase(SharedModel):
    """That somebody was reminded: `level` 0 before its time, 1 at it, then one tier higher each time. Once for each due time."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="+")
    due_at = models.DateTimeField()
    level = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "due_at", "level"], name="one_chase_a_level")]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.level}"


class ChasingRule(SharedModel):
    """When an organization's orders are chased; the newest counts."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    remind_hours = models.PositiveSmallIntegerField()
    escalate_hours = models.PositiveSmallIntegerField()
    by_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"chasing of {self.organization_id}"


class Asset(SharedModel):
    """One system of the own organization, as of one number. The list never leaves the house."""

    asset = models.UUIDField(default=uuid.uuid4)
    number = models.PositiveSmallIntegerField()
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    product = models.CharField(max_length=200, blank=True)
    cpe = models.CharField(max_length=250, blank=True)
    weight = models.CharField(max_length=10)
    note = models.CharField(max_length=400, blank=True)
    is_retired = models.BooleanField(default=False)
    by_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "number"], name="one_asset_a_number")]
        indexes = [models.Index(fields=["organization", "asset", "-number"], name="assets_of_a_house")]

    def __str__(self) -> str:
        return f"{self.asset}/{self.number}"


class Playbook(SharedModel):
    """The organization's own order for a kind of event, as of one number; `based_on` is the template it was copied from."""

    playbook = models.UUIDField(default=uuid.uuid4)
    number = models.PositiveSmallIntegerField()
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    based_on = models.CharField(max_length=60, blank=True)
    when = ArrayField(models.CharField(max_length=40), default=list)
    title = models.CharField(max_length=120)
    what = models.TextField()
    verify = models.TextField(blank=True)
    hours = models.PositiveSmallIntegerField()
    asset_kinds = ArrayField(models.CharField(max_length=20), default=list)
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    is_retired = models.BooleanField(default=False)
    by_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["playbook", "number"], name="one_playbook_a_number")]

    def __str__(self) -> str:
        return f"{self.playbook}/{self.number}"


class Rollup(SharedModel):
    """What a desk chose to say to the desk that sums up; `figures` as of `said_at`. Only the two desks hold it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    from_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    to_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    grain = models.CharField(max_length=10)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    figures = models.JSONField(default=dict)
    said_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["from_desk", "to_desk"], condition=models.Q(ended_at=None), name="one_rollup_between_two_desks"
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)
