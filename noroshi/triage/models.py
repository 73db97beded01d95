"""Tables of triage. Postings are written with the values they stand for; profiles and decisions never leave their organization."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.audiences.models import Audience
from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Person
from noroshi.intel.models import Origin


class OfAFeed(SharedModel):
    """Everything of one origin, audience and freshness is one list with one order."""

    audience = models.ForeignKey(Audience, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    origin = models.ForeignKey(Origin, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    freshness = models.SmallIntegerField()

    class Meta:
        abstract = True


class Feed(OfAFeed):
    """That there is such a list: a reader walks those that it may read, and knows of no others."""

    pk = models.CompositePrimaryKey("audience_id", "origin_id", "freshness")

    def __str__(self) -> str:
        return f"{self.audience_id}/{self.origin_id}/{self.freshness}"


class Posting(OfAFeed):
    """One value of one object under one topic (0: all, to 63: a sector, beyond: a product), heaviest last."""

    pk = models.CompositePrimaryKey("audience_id", "origin_id", "topic", "freshness", "weight", "object_id", "number")
    topic = models.BigIntegerField()
    weight = models.FloatField()
    object_id = models.BigIntegerField()
    number = models.SmallIntegerField()
    key = models.UUIDField()
    valid_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.topic}/{self.object_id}/{self.number}"


class Said(OfAFeed):
    """That an object names a word which somebody watches for: its posting once more, under the number of the word, for those who watch."""

    pk = models.CompositePrimaryKey("audience_id", "origin_id", "topic", "freshness", "weight", "object_id", "number")
    topic = models.BigIntegerField()
    weight = models.FloatField()
    object_id = models.BigIntegerField()
    number = models.SmallIntegerField()
    key = models.UUIDField()
    valid_until = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["object_id", "topic"], name="said_by_object")]

    def __str__(self) -> str:
        return f"{self.topic}/{self.object_id}/{self.number}"


class Watch(models.Model):
    """Up to where all objects were looked through for a word. The worker's alone."""

    topic = models.BigIntegerField(primary_key=True)
    met_until = models.BigIntegerField()

    def __str__(self) -> str:
        return f"{self.topic} until {self.met_until}"


class Profile(SharedModel):
    """What a desk wants to be shown. Read by its own organization and nobody else."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    sectors = ArrayField(models.CharField(max_length=60), default=list)
    products = ArrayField(models.CharField(max_length=200), default=list)
    keywords = ArrayField(models.CharField(max_length=80), default=list)
    kinds = ArrayField(models.CharField(max_length=12), default=list)
    languages = ArrayField(models.CharField(max_length=8), default=list)
    threshold = models.FloatField()
    notice_threshold = models.FloatField()
    mail_threshold = models.FloatField(null=True)
    webhook_threshold = models.FloatField(null=True)
    most = models.IntegerField()
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    told_until = models.BigIntegerField(default=0)
    met_until = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "name"], condition=models.Q(ended_at=None), name="one_profile_a_name_and_desk"
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Asset(SharedModel):
    """What is one's own or a supplier's: networks, domains, names. Under the organization's own lock, and never in a notice."""

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    value = models.CharField(max_length=300)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["profile"], name="assets_of_a_profile", condition=models.Q(ended_at=None))]

    def __str__(self) -> str:
        return f"{self.kind} of {self.profile_id}"


class Met(SharedModel):
    """That a value names an asset: under the organization's lock, and only where the object itself may be read."""

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+", db_index=False)
    object_id = models.BigIntegerField()
    number = models.SmallIntegerField()
    key = models.UUIDField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["asset", "object_id", "number"], name="a_value_meets_an_asset_once")
        ]

    def __str__(self) -> str:
        return f"{self.asset_id}/{self.object_id}/{self.number}"


class Tied(SharedModel):
    """That a relationship ties a weakness to a product: read only where it and both of its ends may be read."""

    object_id = models.BigIntegerField()
    number = models.SmallIntegerField()
    tie_id = models.BigIntegerField()
    product_id = models.BigIntegerField()
    newest = models.BigIntegerField()
    topic = models.BigIntegerField()
    product = models.CharField(max_length=400)

    class Meta:
        indexes = [
            models.Index(fields=["topic", "-object_id"], name="tied_by_topic"),
            models.Index(fields=["newest"], name="tied_by_newest"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["object_id", "number", "tie_id", "product_id", "product"], name="a_tie_names_it_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.object_id}/{self.number} by {self.tie_id}"


class Wish(SharedModel):
    """A profile by topic, for the way back from a new object to whom it concerns: `need` is the score before relevance that it takes.

    Below zero the topic is a supplier or a keyword.
    """

    profile = models.ForeignKey(Profile, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+", db_index=False)
    topic = models.BigIntegerField()
    relevance = models.FloatField()
    need = models.FloatField()
    notice_need = models.FloatField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["topic", "notice_need"], name="wishes_by_topic", condition=models.Q(ended_at=None)),
            models.Index(
                fields=["desk", "topic"], name="words_of_a_desk", condition=models.Q(ended_at=None, topic__lt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic} of {self.profile_id}"


class Decision(SharedModel):
    """What an analyst decided of a value: who, why, until when. Taking it back ends it; nothing is erased."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    profile = models.ForeignKey(Profile, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    key = models.UUIDField()
    verdict = models.CharField(max_length=10)
    why = models.CharField(max_length=400, blank=True)
    until = models.DateTimeField(null=True)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["profile", "key"], condition=models.Q(ended_at=None), name="one_decision_a_value"
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class Sure(SharedModel):
    """A measure that is sure enough to be sent by itself: its source's confidence, and an analyst who confirmed it."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    object_id = models.BigIntegerField()
    confidence = models.SmallIntegerField()
    why = models.CharField(max_length=400)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    sent_to = models.IntegerField(default=0)
    received = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object_id"], name="one_confirmation_an_object")]

    def __str__(self) -> str:
        return str(self.public_id)


class Digest(SharedModel):
    """Several items on one attack, told in one notice: their numbers alone. What they say is read under the reader's own locks."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    profile = models.ForeignKey(Profile, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    objects_in = ArrayField(models.BigIntegerField())
    sure = models.ForeignKey(Sure, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    received_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["desk", "-made_at"], name="digests_of_a_desk")]

    def __str__(self) -> str:
        return str(self.public_id)
