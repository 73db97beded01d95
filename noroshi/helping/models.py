"""Requests for help and what is done with them; who knows what at the house that is asked. Keys are random: nothing can be counted."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Person


class HelpRequest(SharedModel):
    """Held by the two desks alone."""

    public_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    to_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    title = models.CharField(max_length=160)
    text = models.TextField()
    fields = ArrayField(models.CharField(max_length=16), default=list)
    may_be_passed_on = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["to_desk", "-at"], name="help_asked_of"),
            models.Index(fields=["by_desk", "-at"], name="help_asked_by"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class HelpAbout(SharedModel):
    """From which item of its own, as it was marked then, the asker took what it shows. The asker's desk alone holds it."""

    request = models.OneToOneField(HelpRequest, models.PROTECT, related_name="+")
    matter = models.UUIDField(db_index=True)
    edition_public_id = models.UUIDField()
    marking_number = models.PositiveIntegerField()

    def __str__(self) -> str:
        return str(self.request_id)


class HelpExtract(SharedModel):
    """Fields of an own item, copied as the asker chose. Nobody reads it any more once the item was recalled or marked again,
    or the request was taken back."""

    request = models.OneToOneField(HelpRequest, models.PROTECT, related_name="+")
    shown = models.JSONField()

    def __str__(self) -> str:
        return str(self.request_id)


class HelpStep(SharedModel):
    """One move of one of the two desks; both hold it. An answer may carry identifiers and an importance from the analysis."""

    public_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(HelpRequest, models.PROTECT, related_name="steps")
    move = models.CharField(max_length=16)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    identifiers = models.TextField(blank=True)
    importance = models.CharField(max_length=12, blank=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["request", "at"], name="help_steps_of")]

    def __str__(self) -> str:
        return f"{self.request_id}: {self.move}"


class HelpTie(SharedModel):
    """Which request made this desk ask another. Only the desk in the middle holds it."""

    lower = models.OneToOneField(HelpRequest, models.PROTECT, related_name="+")
    upper = models.ForeignKey(HelpRequest, models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.lower_id} for {self.upper_id}"


class Expert(SharedModel):
    """Somebody of the house that helps, and what they know. Read inside that house alone."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    fields = ArrayField(models.CharField(max_length=16), default=list)
    note = models.CharField(max_length=400, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "person"], condition=models.Q(ended_at=None), name="one_line_an_expert"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.desk_id}"


class HelpCare(SharedModel):
    """Who works on a request, at the desk that was asked; read there alone. The latest of a person counts."""

    request = models.ForeignKey(HelpRequest, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    expert = models.ForeignKey(Expert, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["request", "expert"], condition=models.Q(ended_at=None), name="one_care_an_expert"
            )
        ]

    def __str__(self) -> str:
        return f"{self.expert_id} on {self.request_id}"
