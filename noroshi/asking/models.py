"""Inquiries and their replies, held by the desk that asks and the desk that is asked. Keys are random: nothing here can be counted."""

import uuid

from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Person
from noroshi.editions.models import Edition


class Inquiry(SharedModel):
    """One leg: about an edition that both may read. `wanted` is what is asked for besides words: a text by field, a wider range."""

    public_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    by_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    to_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = models.TextField(blank=True)
    wanted = models.JSONField(default=dict)
    expires_at = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["to_desk", "-at"], name="inquiries_to"),
            models.Index(fields=["by_desk", "-at"], name="inquiries_by"),
            models.Index(fields=["edition", "-at"], name="inquiries_about"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Reply(SharedModel):
    """How an inquiry ended; once. Nobody's when it expired. `given` is what the answer holds besides words: edits by field."""

    public_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    inquiry = models.OneToOneField(Inquiry, models.PROTECT, related_name="reply")
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ending = models.CharField(max_length=16)
    text = models.TextField(blank=True)
    given = models.JSONField(default=dict)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.public_id)


class Tie(SharedModel):
    """What only the desk in the middle knows: which inquiry from above, or which draft of its own, made it ask this one."""

    public_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    lower = models.OneToOneField(Inquiry, models.PROTECT, related_name="+")
    upper = models.ForeignKey(Inquiry, models.PROTECT, null=True, related_name="+")
    draft = models.UUIDField(null=True, db_index=True)

    def __str__(self) -> str:
        return str(self.public_id)


class Opening(SharedModel):
    """Why a desk opened the link to a source. The source's desk keeps it; `about` is the source's own edition."""

    public_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.UUIDField(db_index=True)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=400)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.public_id)


class Attempt(SharedModel):
    """Somebody may have tried to find out who a source is. `desk` is who, told to those who took the name out, not to the source."""

    public_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    about = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    key = models.UUIDField()
    sign = models.CharField(max_length=20)
    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about", "key"], name="one_attempt_told_once")]

    def __str__(self) -> str:
        return str(self.public_id)


class ApprovalWish(SharedModel):
    """That a desk wants to see what its secretariat makes of its reports before it goes up. The newest one counts."""

    public_id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    is_wanted = models.BooleanField()
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["desk", "-at"], name="wishes_for_approval")]

    def __str__(self) -> str:
        return str(self.public_id)
