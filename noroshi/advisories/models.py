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
    action = models.CharField(max_length=12, blank=True, default="", db_default="")
    usefulness = models.CharField(max_length=12, blank=True, default="", db_default="")
    note = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["edition", "desk", "-id"], name="acknowledgements_of"),
            models.Index(fields=["desk", "-id"], name="acknowledgements_by"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class ReleaseStep(SharedModel):
    """What happened to a draft between its writers and the second person, at which version. It stays at the desk."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.UUIDField()
    version = models.PositiveIntegerField()
    stage = models.CharField(max_length=12)
    reason = models.TextField(blank=True)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["draft"], name="release_steps_by_draft")]

    def __str__(self) -> str:
        return str(self.public_id)


class ReleaseRule(SharedModel):
    """For which advisories a desk wants two persons. The latest counts; the earlier ones stay."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    rule = models.CharField(max_length=12)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["desk", "-id"], name="release_rules_of")]

    def __str__(self) -> str:
        return str(self.public_id)


class TierAnswer(SharedModel):
    """What one tier of a recipient has done about what was asked of it; held like an acknowledgement. The newest of a tier counts."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    tier = models.CharField(max_length=12)
    action = models.CharField(max_length=12, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["edition", "desk", "-id"], name="tier_answers_of")]

    def __str__(self) -> str:
        return str(self.public_id)
