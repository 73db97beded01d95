"""Stations: how far what was made from a report has come, told to the desk that wrote the report."""

import uuid

from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk
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
