"""Files and their ciphertext. A stored file is locked like all shared content; a blob is readable through a readable file alone."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Person
from noroshi.editions.models import Edition


class Field(models.TextChoices):
    """The field of the form that names the file."""

    ATTACHMENTS = "attachments"
    SPECIMENS = "specimens"


class Blob(models.Model):
    """A file's key, closed under the node's. Several files may share one; it never changes, and only the sweep removes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    size = models.BigIntegerField()
    chunks = models.PositiveIntegerField()
    closed_key = models.BinaryField()
    key_mark = models.BinaryField(max_length=8)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.pk)


class BlobChunk(models.Model):
    """At most one MiB of a file, encrypted."""

    pk = models.CompositePrimaryKey("blob_id", "number")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField()
    ciphertext = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.blob_id}/{self.number}"


class StoredFile(SharedModel):
    """A file by its name, in a draft or bound to an edition. `is_first` marks the one that brought the blob: one for each, for ever.

    `sort`, `findings` and `scan` are what was seen when it was taken in; nobody changes them. Without `added_by` it came from outside.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    blob = models.ForeignKey(Blob, models.DO_NOTHING, related_name="files", db_constraint=False)
    is_first = models.BooleanField()
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    draft = models.UUIDField(null=True)
    edition = models.ForeignKey(Edition, models.PROTECT, null=True, related_name="+")
    field = models.CharField(max_length=12, choices=Field.choices)
    name = models.CharField(max_length=200)
    size = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    sort = models.CharField(max_length=20, blank=True)
    findings = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    scan = models.CharField(max_length=20, blank=True)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blob"], condition=models.Q(is_first=True), name="one_first_file_a_blob"),
            models.CheckConstraint(
                condition=models.Q(edition=None) | models.Q(removed_at=None), name="what_an_edition_names_stays"
            ),
        ]
        indexes = [
            models.Index(fields=["draft"], condition=models.Q(removed_at=None), name="files_by_draft"),
            models.Index(fields=["removed_at"], condition=models.Q(removed_at__isnull=False), name="files_removed"),
        ]

    def __str__(self) -> str:
        return str(self.public_id)
