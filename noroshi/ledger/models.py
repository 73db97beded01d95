"""Entries, the chain over them and the keys that signed it. The database refuses every change; see the second migration."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from noroshi.ledger.entries import Answer


class Entry(models.Model):
    """One answer or deed. `provider_ids[n]` is the organization that provided `object_ids[n]`; null where nobody is to see it."""

    at = models.DateTimeField(db_default=models.Func(function="clock_timestamp"))
    deed = models.CharField(max_length=60)
    answer = models.CharField(max_length=10)
    allowed = models.BooleanField()
    clause = models.CharField(max_length=80)
    person_id = models.BigIntegerField(null=True)
    desk_id = models.BigIntegerField(null=True)
    organization_id = models.BigIntegerField(null=True)
    key_id = models.BigIntegerField(null=True)
    system = models.CharField(max_length=40)
    object_ids = ArrayField(models.UUIDField())
    provider_ids = ArrayField(models.BigIntegerField(null=True))
    subject_organization_id = models.BigIntegerField(null=True)
    detail = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="answer_is_known", condition=models.Q(answer__in=[word.value for word in Answer])
            ),
            models.CheckConstraint(name="deed_is_a_slug", condition=models.Q(deed__regex=r"^[a-z][a-z0-9_.-]*$")),
            models.CheckConstraint(
                name="one_provider_an_object",
                condition=models.Q(object_ids__len=models.F("provider_ids__len")),
            ),
        ]
        indexes = [
            models.Index(fields=["organization_id", "-id"], name="entries_by_organization"),
            models.Index(
                fields=["subject_organization_id", "-id"],
                condition=models.Q(subject_organization_id__isnull=False),
                name="entries_by_subject",
            ),
            GinIndex(fields=["provider_ids"], name="entries_by_provider"),
        ]

    def __str__(self) -> str:
        return f"entry {self.pk}: {self.deed}"


class Pending(models.Model):
    """An entry that is not yet chained. Written by a trigger, cleared by the sealer alone."""

    entry_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return f"entry {self.entry_id} waits"


class Link(models.Model):
    """The place of an entry in the chain. The last link of each batch carries the node's signature."""

    seq = models.BigIntegerField(primary_key=True)
    entry_id = models.BigIntegerField(unique=True)
    previous_hash = models.BinaryField(unique=True)
    hash = models.BinaryField()
    sealed_at = models.DateTimeField()
    signature = models.BinaryField(null=True)
    fingerprint = models.CharField(max_length=80)

    def __str__(self) -> str:
        return f"link {self.seq}"


class NodeKey(models.Model):
    """A public key of a node. Kept after it is retired, so that old seals stay verifiable."""

    fingerprint = models.CharField(max_length=80, primary_key=True)
    public_key = models.BinaryField()
    valid_from = models.DateTimeField(db_default=models.Func(function="clock_timestamp"))
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="public_key_is_ed25519",
                condition=Exact(Length("public_key"), 32),
            ),
        ]

    def __str__(self) -> str:
        return self.fingerprint
