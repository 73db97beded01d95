"""Editions and what belongs to them. Every table here but one holds shared content and is locked; nothing is ever deleted."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Group, Organization, Person


class EditionKind(models.TextChoices):
    """What the room above will make of it."""

    REPORT = "report"
    ADVISORY = "advisory"
    NOTICE = "notice"
    SHEET = "sheet"


class Edition(SharedModel):
    """What may be shown in a list without its content. It never changes again; a correction is the next edition."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    matter = models.UUIDField()
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=12, choices=EditionKind.choices)
    scheme = models.CharField(max_length=80)
    tlp = models.CharField(max_length=8)
    variant = models.CharField(max_length=20)
    leg = models.CharField(max_length=30)
    importance = models.CharField(max_length=12, blank=True)
    sectors = ArrayField(models.CharField(max_length=60), default=list)
    reference_number = models.CharField(max_length=40, blank=True)
    originator_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    originator_organization = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    is_derived = models.BooleanField(default=False)
    is_recalled = models.BooleanField(default=False)
    relay_by_hand = models.BooleanField(default=False)
    only_anonymized = models.BooleanField(default=False)
    published_at = models.DateTimeField(null=True)
    sealed_at = models.DateTimeField()
    marking_number = models.PositiveIntegerField(default=1)
    seal = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter", "number"], name="one_edition_a_number")]
        indexes = [
            models.Index(fields=["audience", "-id"], name="editions_by_audience"),
            models.Index(fields=["audience", "kind", "-id"], name="editions_by_kind", include=["tlp", "importance"]),
            models.Index(fields=["originator_organization", "-id"], name="editions_by_originator"),
            models.Index(fields=["originator_desk", "kind", "-id"], name="editions_own_by_kind"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Part(SharedModel):
    """Fields that share one range: the open part, and one for each narrower range, as one marking has cut them.

    When a later marking cuts them otherwise, new parts are written and the old ones close: content never changes.
    """

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="parts")
    marking_number = models.PositiveIntegerField(db_default=1)
    slot = models.PositiveSmallIntegerField()
    is_open = models.BooleanField()
    content = models.JSONField()
    handling = models.JSONField(null=True)
    """How it is to be handled since it was marked again, in words; none while what was sealed says it."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "marking_number", "slot"], name="one_part_a_slot")]

    def __str__(self) -> str:
        return f"{self.edition_id}/{self.marking_number}/{self.slot}"


class Trait(SharedModel):
    """One of the few numbers by which a part is found by what tells the same (`likeness`); held by whoever holds the part."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="+", db_index=False)
    trait = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "trait"], name="one_trait_a_part")]
        indexes = [models.Index(fields=["trait", "audience", "part"], name="traits_by_audience")]

    def __str__(self) -> str:
        return f"{self.part_id}: {self.trait}"


class TraitsOf(models.Model):
    """By which words traits were kept, and up to which part of those from before they were kept anew. The worker's alone."""

    terms = models.BigIntegerField(primary_key=True)
    reached = models.BigIntegerField()
    upto = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.reached} of {self.upto}"


class MarkingRecord(SharedModel):
    """What the originator wrote about sharing, numbered and sealed; only the originator's desk reads it, because it names exclusions."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="markings")
    number = models.PositiveIntegerField()
    marking = models.JSONField()
    handling_note = models.TextField(blank=True)
    reason = models.CharField(max_length=400, blank=True)
    seal = models.JSONField()
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "number"], name="one_marking_a_number")]

    def __str__(self) -> str:
        return f"{self.edition_id}: marking {self.number}"


class Hop(SharedModel):
    """A deed that opened an edition to recipients, with its receipt. Sender and recipients keep it even after a recall."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition_public_id = models.UUIDField()
    edition_kind = models.CharField(max_length=12, choices=EditionKind.choices)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="hops")
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    from_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    to = ArrayField(models.CharField(max_length=120))
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    by_order = models.ForeignKey("StandingOrder", models.PROTECT, null=True, related_name="+")
    note = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()
    seal = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["edition_public_id"]),
            models.Index(fields=["audience", "-id"], name="hops_by_audience"),
            models.Index(fields=["audience", "edition_kind", "-id"], name="hops_by_kind", include=["from_desk"]),
            models.Index(fields=["from_desk", "edition"], name="hops_by_sender"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Derivation(SharedModel):
    """From a derived edition to its source: readable only where it was made, its content under a key that no database holds."""

    derived = models.ForeignKey(Edition, models.PROTECT, related_name="derivations")
    derived_public_id = models.UUIDField(db_index=True)
    source_digest = models.BinaryField(max_length=32, db_index=True)
    sealed_source = models.BinaryField()
    tells_source = models.BooleanField(default=False)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"derivation of {self.derived_id}"


class Registration(SharedModel):
    """The number that a matter was given when it reached the center; whoever held it then keeps it, as a receipt."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="registrations")
    matter = models.UUIDField()
    reference_number = models.CharField(max_length=40, unique=True)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seal = models.JSONField()
    instead: str | None = None
    """Filled where it is read: under which number it goes on."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["matter"], name="one_number_a_matter")]

    def __str__(self) -> str:
        return self.reference_number


class NumberWithdrawal(SharedModel):
    """A number that was given to a matter twice is withdrawn where it was given: it stays reserved and says where it went."""

    registration = models.OneToOneField(Registration, models.PROTECT, related_name="withdrawal")
    instead = models.CharField(max_length=40)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    seal = models.JSONField()

    def __str__(self) -> str:
        return f"{self.pk} goes on as {self.instead}"


class ReadMark(SharedModel):
    """That a person has opened an edition at a desk. Kept by that desk alone: it knows by it what is new there, and since when."""

    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "edition", "person"], name="one_mark_a_reader")]

    def __str__(self) -> str:
        return f"{self.edition_id} read at {self.desk_id}"


class Withdrawal(SharedModel):
    """That an edition was recalled, for those who held it then: what it was called, and never a word of what it said."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    edition = models.OneToOneField(Edition, models.PROTECT, related_name="withdrawal")
    edition_public_id = models.UUIDField()
    matter = models.UUIDField()
    edition_kind = models.CharField(max_length=12, choices=EditionKind.choices)
    tlp = models.CharField(max_length=8)
    reference_number = models.CharField(max_length=40, blank=True)
    originator_desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["audience", "-id"], name="withdrawals_by_audience")]

    def __str__(self) -> str:
        return str(self.public_id)


class Deletion(SharedModel):
    """A desk says that nothing is left of what was withdrawn. Held by that desk and the originator's."""

    withdrawal = models.ForeignKey(Withdrawal, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    note = models.CharField(max_length=400, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["withdrawal", "desk"], name="one_deletion_a_desk")]

    def __str__(self) -> str:
        return f"{self.withdrawal_id} deleted at {self.desk_id}"


class Change(SharedModel):
    """That something happened to an edition, for those to whom it did. `turn` is its transaction: they are given in the order of these."""

    turn = models.BigIntegerField()
    edition_public_id = models.UUIDField(db_index=True)
    what = models.CharField(max_length=12)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["audience", "turn", "id"], name="changes_by_audience")]

    def __str__(self) -> str:
        return f"{self.edition_public_id} {self.what}"


class Ticket(SharedModel):
    """Under which number a desk keeps a matter in its own books, and how it weighs it. Read by that desk alone; empty once taken away."""

    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    matter = models.UUIDField()
    number = models.CharField(max_length=60, blank=True)
    importance = models.CharField(max_length=12, blank=True, default="")
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "matter"], name="one_ticket_a_matter")]
        indexes = [
            models.Index(fields=["desk", "number"], name="tickets_by_number"),
            models.Index(
                fields=["desk", "importance"], condition=~models.Q(importance=""), name="tickets_by_importance"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class PostingRule(models.Model):
    """Who may post: of a desk which kinds it may write, or of a group which desks may post into it."""

    desk = models.ForeignKey(Desk, models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(Group, models.PROTECT, null=True, related_name="+")
    kinds = ArrayField(models.CharField(max_length=12), default=list)
    posters = models.CharField(max_length=12, blank=True)
    named = ArrayField(models.BigIntegerField(), default=list)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(desk__isnull=False, group__isnull=True)
                | models.Q(desk__isnull=True, group__isnull=False),
                name="a_rule_binds_one",
            ),
            models.UniqueConstraint(fields=["desk"], condition=models.Q(ended_at=None), name="one_rule_a_desk"),
            models.UniqueConstraint(fields=["group"], condition=models.Q(ended_at=None), name="one_rule_a_group"),
        ]

    def __str__(self) -> str:
        return f"rule of {self.desk_id or self.group_id}"


class StandingOrder(models.Model):
    """A desk's order to relay at once what comes to it, by sector, color and importance. Its own desk writes it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="standing_orders")
    sectors = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    tlps = ArrayField(models.CharField(max_length=8), default=list, blank=True)
    importances = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    kinds = ArrayField(models.CharField(max_length=12), default=list, blank=True)
    to = ArrayField(models.CharField(max_length=120))
    note = models.CharField(max_length=400, blank=True)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["desk"], condition=models.Q(ended_at=None), name="orders_in_force")]

    def __str__(self) -> str:
        return str(self.public_id)
