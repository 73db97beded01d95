"""Which sharing pattern a desk has chosen and what was set up for it, so that it can be undone. No shared content."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.directory.models import Desk, Group, Person
from noroshi.editions.models import StandingOrder


class SetUp(models.Model):
    """`new_desks` are those that the house did not have before."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    pattern = models.CharField(max_length=24)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, related_name="+")
    order = models.ForeignKey(StandingOrder, models.PROTECT, null=True, related_name="+")
    new_desks = ArrayField(models.BigIntegerField(), default=list)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["desk", "-at"], name="set_ups_of")]

    def __str__(self) -> str:
        return f"{self.pattern} at {self.desk_id}"
