"""Tables of shared intelligence. Narrow beside raw: what an object says is read once, when it comes in, and kept beside its text.

Numbers follow the order of commits: whoever has read up to a number never misses one below it. Foreign keys of the large tables
are not checked row by row: their one writer has read both rows before.
"""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.audiences.models import Audience
from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Person


class Origin(SharedModel):
    """A source of a desk's. Nothing of it goes farther than its color and its parties, whatever an object says of itself."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10)
    reliability = models.CharField(max_length=1)
    tlp = models.CharField(max_length=12)
    sectors = ArrayField(models.CharField(max_length=60), default=list)
    opened = ArrayField(models.CharField(max_length=120), default=list)
    correlates = models.BooleanField(default=True)
    is_named = models.BooleanField(default=False)
    note = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "name"], condition=models.Q(ended_at=None), name="one_origin_a_name_and_desk"
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class OfAnObject(SharedModel):
    """A row of the large tables."""

    audience = models.ForeignKey(Audience, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    origin = models.ForeignKey(Origin, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)

    class Meta:
        abstract = True


class StixObject(OfAnObject):
    """One version of one object from one origin, byte for byte. Other versions, and other origins, are other rows.

    `version` counts microseconds since 1970; what has no version of its own is told apart by a negative print of its text.
    """

    id = models.BigIntegerField(primary_key=True)
    version = models.BigIntegerField()
    uuid = models.UUIDField()
    kind = models.SmallIntegerField()
    raw = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["uuid", "version", "origin", "kind"], name="one_version_an_origin")
        ]
        indexes = [models.Index(fields=["origin", "audience", "kind", "id"], name="objects_by_origin")]

    def __str__(self) -> str:
        return f"{self.kind}--{self.uuid}"


class Value(OfAnObject):
    """What an object is about: each observable value that it names, or the object itself where it names none (`kind` 0).

    Everything that triage weighs stands here, so that nobody reads the texts for it.
    """

    pk = models.CompositePrimaryKey("object_id", "number")
    object_id = models.BigIntegerField()
    key = models.UUIDField()
    valid_from = models.DateTimeField(null=True)
    valid_until = models.DateTimeField(null=True)
    sectors = models.BigIntegerField()
    number = models.SmallIntegerField()
    kind = models.SmallIntegerField()
    object_kind = models.SmallIntegerField()
    confidence = models.SmallIntegerField(null=True)
    is_revoked = models.BooleanField()
    value = models.TextField()
    products = ArrayField(models.TextField(), null=True)
    severity = models.SmallIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["key"], name="values_by_key")]

    def __str__(self) -> str:
        return f"{self.object_id}/{self.number}"


class Link(OfAnObject):
    """That one object refers to another: the ends of a relationship, what was sighted, what a report is about."""

    pk = models.CompositePrimaryKey("object_id", "number")
    object_id = models.BigIntegerField()
    number = models.SmallIntegerField()
    field = models.SmallIntegerField()
    from_uuid = models.UUIDField()
    to_uuid = models.UUIDField()

    class Meta:
        indexes = [
            models.Index(fields=["from_uuid"], name="links_from"),
            models.Index(fields=["to_uuid"], name="links_to"),
        ]

    def __str__(self) -> str:
        return f"{self.object_id}/{self.number}"


class Import(SharedModel):
    """A file on its way in. Read by the desk that brought it; how far it is, its batches say."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    origin = models.ForeignKey(Origin, models.PROTECT, related_name="+")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    mark = models.BinaryField(max_length=32)
    state = models.CharField(max_length=10)
    trouble = models.CharField(max_length=40, blank=True)
    began_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["desk", "-began_at"], name="imports_of_a_desk")]

    def __str__(self) -> str:
        return str(self.public_id)


class ImportBatch(SharedModel):
    """One stretch of the file, written in the transaction of its objects: what stands here need never be read again."""

    pk = models.CompositePrimaryKey("of_id", "start")
    of = models.ForeignKey(Import, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    start = models.BigIntegerField()
    end = models.BigIntegerField()
    taken = models.IntegerField()
    known = models.IntegerField()
    refused = models.IntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.of_id}: {self.start}-{self.end}"


class ImportFault(SharedModel):
    """What was wrong with one object of the file, where, for whoever sent it. The object itself is not kept."""

    pk = models.CompositePrimaryKey("of_id", "start", "number")
    of = models.ForeignKey(Import, models.DO_NOTHING, related_name="+", db_index=False, db_constraint=False)
    start = models.BigIntegerField()
    number = models.IntegerField()
    stix_id = models.TextField(blank=True)
    code = models.CharField(max_length=40)
    path = models.TextField()
    given = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.of_id}: {self.start}/{self.number}"


class KnownValue(SharedModel):
    """A value that a desk knows to be good or shared by many. What is one's own stays in one's own house."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    list = models.CharField(max_length=12)
    kind = models.SmallIntegerField()
    value = models.TextField()
    key = models.UUIDField()
    note = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "list", "key"], condition=models.Q(ended_at=None), name="one_known_value_a_list"
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)


class KnownSwitch(SharedModel):
    """That a house put a delivered line aside, or took it up again: the latest row about a line holds, none is ever changed."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    line = models.UUIDField()
    is_off = models.BooleanField()
    why = models.CharField(max_length=400, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.public_id)


class Handover(SharedModel):
    """What a machine handed over in one go, and what became of each object. Told to the desk that handed it over."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    origin = models.ForeignKey(Origin, models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    new = models.IntegerField()
    known = models.IntegerField()
    refused = models.IntegerField()
    faults = models.JSONField()

    def __str__(self) -> str:
        return str(self.public_id)


class Subscription(SharedModel):
    """A server from which a desk fetches into a source of its own. Read by that desk alone; its secret is closed.

    `since` and `place` say how far it is: everything before them was taken in. Whose seat set it up is who takes in.
    Of a list of values `listed` holds what is in it, 16 bytes each; `faults` are those of the last reading.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    origin = models.ForeignKey(Origin, models.PROTECT, related_name="+")
    made_by = models.ForeignKey("directory.Membership", models.PROTECT, related_name="+")
    address = models.CharField(max_length=400)
    version = models.CharField(max_length=3)
    user_name = models.CharField(max_length=200, blank=True)
    secret = models.BinaryField(null=True)
    every_minutes = models.IntegerField()
    is_on = models.BooleanField(default=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    since = models.CharField(max_length=40, blank=True)
    place = models.CharField(max_length=2000, blank=True)
    next_at = models.DateTimeField()
    failures = models.IntegerField(default=0)
    trouble = models.CharField(max_length=40, blank=True)
    detail = models.CharField(max_length=200, blank=True)
    tried_at = models.DateTimeField(null=True)
    fetched_at = models.DateTimeField(null=True)
    new = models.BigIntegerField(default=0)
    known = models.BigIntegerField(default=0)
    refused = models.BigIntegerField(default=0)
    kind = models.CharField(max_length=10, default="taxii")
    reads = models.JSONField(default=dict)
    etag = models.CharField(max_length=200, blank=True, default="")
    modified = models.CharField(max_length=60, blank=True, default="")
    listed = models.BinaryField(default=b"")
    gone = models.BigIntegerField(default=0)
    faults = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.public_id)


class TakenBack(SharedModel):
    """That an object was taken back: told to those who had taken it, by the name under which they have it, and to its own desk.

    `is_secret`: a group that tells nobody who is in it was among its readers, so that nobody who had taken it is named.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    origin = models.ForeignKey(Origin, models.PROTECT, related_name="+")
    object = models.UUIDField()
    kind = models.CharField(max_length=60)
    numbers = models.JSONField()
    is_secret = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["audience", "-at"], name="taken_back_by_audience")]

    def __str__(self) -> str:
        return str(self.public_id)
