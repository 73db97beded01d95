"""Notices, the ways by which they leave, and what a desk wishes about both. No row here holds a word of anybody's content."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from noroshi.directory.models import Desk, Membership, Person
from noroshi.directory.models.fields import one_of, public_id, word
from noroshi.editions.models import Edition, Hop
from noroshi.vocabulary import (
    CallOutcome,
    Digest,
    DispatchState,
    Importance,
    NoticeChannel,
    NoticeKind,
    Protection,
    Urgency,
)


class Notice(models.Model):
    """That something is at a desk. Read by that desk; by who sent it and by the originator only where they may name the desk.

    With a membership it is for that one person there, and nobody else knows of it.
    """

    public_id = public_id()
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    kind = word(NoticeKind)
    urgency = word(Urgency)
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    hop = models.ForeignKey(Hop, models.PROTECT, null=True, related_name="+")
    from_desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    originator_desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    is_named = models.BooleanField(default=False)
    link = models.CharField(max_length=200, blank=True)
    not_by = ArrayField(models.CharField(max_length=10), default=list, db_default=[])
    at = models.DateTimeField()
    planned_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [one_of("kind", NoticeKind, "notice_kind_is_known")]
        indexes = [
            models.Index(fields=["desk", "-id"], name="notices_of_desk"),
            models.Index(fields=["edition", "desk"], name="notices_of_edition"),
            models.Index(fields=["id"], condition=models.Q(planned_at=None), name="notices_to_plan"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class DeskChannels(models.Model):
    """What a desk has chosen. Without a row the directory's contacts are written to at once."""

    desk = models.OneToOneField(Desk, models.PROTECT, related_name="+", primary_key=True)
    mail_is_on = models.BooleanField(default=True)
    mail_from = word(Importance, default=Importance.REFERENCE.value)
    mail_digest = word(Digest, default=Digest.AT_ONCE.value)
    digest_hour = models.PositiveSmallIntegerField(default=8)
    mail_stix = models.BooleanField(default=False)
    quiet_from = models.TimeField(null=True, blank=True)
    quiet_until = models.TimeField(null=True, blank=True)
    webhook_is_on = models.BooleanField(default=False)
    webhook_url = models.CharField(max_length=400, blank=True)
    webhook_from = word(Importance, default=Importance.REFERENCE.value)
    webhook_secret = models.BinaryField(null=True)
    remind_after_minutes = models.PositiveIntegerField(default=120)
    remind_most = models.PositiveSmallIntegerField(default=2)
    call_after_minutes = models.PositiveIntegerField(default=30)
    call_again_minutes = models.PositiveIntegerField(default=15)
    calls_for_warnings = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return f"channels of {self.desk_id}"


class PersonWish(models.Model):
    """What one person at a desk wishes for the own mailbox and browser. Without a row the desk's choice stands."""

    membership = models.OneToOneField(Membership, models.PROTECT, related_name="+", primary_key=True)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    mail_is_on = models.BooleanField(default=True)
    mail_from = word(Importance, default=Importance.REFERENCE.value)
    mail_digest = word(Digest, blank=True)
    browser_is_on = models.BooleanField(default=False)
    browser_from = word(Importance, default=Importance.CAUTION.value)

    def __str__(self) -> str:
        return f"wish of {self.membership_id}"


class Mute(models.Model):
    """A matter of which a person, or without one the whole desk, wants to hear no more. Warnings only when it says so."""

    public_id = public_id()
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    matter = models.UUIDField()
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    with_warnings = models.BooleanField(default=False)
    reason = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "matter", "membership"],
                condition=models.Q(ended_at=None),
                name="one_mute_a_matter",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(membership=None) | models.Q(with_warnings=False), name="no_person_mutes_warnings"
            ),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Address(models.Model):
    """One mailbox that a desk writes itself to: a person's, or without one the desk's own."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "membership"], name="one_address_a_person", nulls_distinct=False)
        ]

    def __str__(self) -> str:
        return f"{self.desk_id}/{self.membership_id}"


class Telephone(models.Model):
    """Where a contact is rung when it cannot wait. Shown to its own desk, and to whoever must ring it while nobody has answered."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, related_name="+", unique=True)
    number = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"telephone of {self.membership_id}"


class Certificate(models.Model):
    """The public key under which mail to one address is closed. Removed ones stay, so that it is known what was used when."""

    public_id = public_id()
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    address = models.EmailField()
    protection = word(Protection)
    body = models.TextField()
    fingerprint = models.CharField(max_length=128)
    holder = models.CharField(max_length=300)
    expires_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "address"], condition=models.Q(removed_at=None), name="one_certificate_an_address"
            )
        ]

    def __str__(self) -> str:
        return self.fingerprint

    @property
    def has_expired(self) -> bool:
        return self.expires_at is not None and self.expires_at <= timezone.now()


class Dispatch(models.Model):
    """One notice on one way out to one address. The message id is its own public id: a repeated mail is the same mail."""

    public_id = public_id()
    notice = models.ForeignKey(Notice, models.PROTECT, related_name="dispatches")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    channel = word(NoticeChannel)
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    address = models.CharField(max_length=400)
    state = word(DispatchState, default=DispatchState.WAITING.value)
    protection = word(Protection, blank=True)
    message_id = models.UUIDField(null=True)
    is_digest = models.BooleanField(default=False)
    is_of_person = models.BooleanField(default=False, db_default=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    fault = models.CharField(max_length=60, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel", "address"], name="one_dispatch_an_address"),
            one_of("state", DispatchState, "dispatch_state_is_known"),
        ]
        indexes = [
            models.Index(fields=["due_at", "id"], condition=models.Q(state="waiting"), name="dispatches_due"),
            models.Index(fields=["due_at"], condition=models.Q(state="sending"), name="dispatches_under_way"),
            models.Index(fields=["desk", "-id"], name="dispatches_of_desk"),
            models.Index(fields=["message_id"], name="dispatches_by_message"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Reminding(models.Model):
    """That a desk reminded those who had not answered: by hand or by its rule."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reminded = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.desk_id} reminded {self.reminded}"


class CallOut(models.Model):
    """From when on the silent recipients of an advisory are rung by the desk that sent it. One for each desk and edition."""

    public_id = public_id()
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    begun_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    begins_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "desk"], name="one_call_out_a_sender")]

    def __str__(self) -> str:
        return str(self.public_id)


class Call(models.Model):
    """Somebody was rung, and what came of it."""

    call_out = models.ForeignKey(CallOut, models.PROTECT, related_name="calls")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    membership = models.ForeignKey(Membership, models.PROTECT, null=True, related_name="+")
    outcome = word(CallOutcome)
    note = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.call_out_id}: {self.outcome}"
