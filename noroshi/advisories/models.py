"""Acknowledgements: a desk says that it has read an advisory, and whether the thing has come to it."""

import uuid

from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Person
from noroshi.editions.models import Edition


class Acknowledgement(SharedModel):
    """Held by the desk that gave it, the desk that passed the advisory to it, and the advisory's originator.

    The newest one of a desk counts; the earlier ones stay.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    edition_public_id = models.UUIDField()
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    sighting = models.CharField(max_length=12, blank=True)
    action = models.CharField(max_length=12, blank=True, default="")
    usefulness = models.CharField(max_length=12, blank=True, default="")
    note = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["edition", "desk", "-id"], name="acknowledgements_of"),
            models.Index(fields=["desk", "-id"], name="acknowledgements_by"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
