"""A page composed for the own house, and what was decided on it. Nothing of a source or of an order is copied into either."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Organization, Person


class Briefing(SharedModel):
    """`sources` are editions by public id; `options` a list of name, meaning for service levels, meaning for obligations.

    `has_figures`: the orders of the house were counted when it was composed.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    by_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    title = models.CharField(max_length=120)
    situation = models.TextField(blank=True)
    damage = models.TextField(blank=True)
    tlp = models.CharField(max_length=12)
    sources = ArrayField(models.UUIDField())
    options = models.JSONField(default=list)
    has_figures = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["organization", "-id"], name="briefings_of_a_house")]

    def __str__(self) -> str:
        return str(self.public_id)


class Decision(SharedModel):
    """Which option, by whom, when, in what words; the latest counts. `orders` went to those who run the systems.

    With `takes_back` it is the word that this other one does not hold any more, and `words` are the reason; then none holds.
    """

    briefing = models.ForeignKey(Briefing, models.PROTECT, related_name="decisions")
    option = models.PositiveSmallIntegerField()
    words = models.TextField(blank=True)
    by_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    orders = ArrayField(models.UUIDField(), default=list)
    takes_back = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.briefing_id}: {self.option}"


class OrderOnPage(SharedModel):
    """One order by its public id: chosen for the page, or counted for its figures, or both. Only for those who may read that order.

    `state` and `was_late` are as of the moment of composing: of many such rows each reader counts those that are for that reader.
    """

    briefing = models.ForeignKey(Briefing, models.PROTECT, related_name="orders")
    order = models.UUIDField()
    is_chosen = models.BooleanField()
    is_counted = models.BooleanField()
    state = models.CharField(max_length=16)
    was_late = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["briefing", "order"], name="an_order_once_on_a_page")]

    def __str__(self) -> str:
        return f"{self.briefing_id}: {self.order}"
