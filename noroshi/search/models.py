"""What a desk keeps of its searches, and the words of files. The index itself has no model: nobody but its functions may touch it."""

import uuid

from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Person
from noroshi.vault.models import StoredFile


class FileText(SharedModel):
    """The words of a file that travels with an edition, held by whoever holds the file. A specimen has none."""

    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    text = models.TextField()
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"words of {self.file_id}"


class SavedSearch(SharedModel):
    """A question that is asked again: one person's, or the whole desk's. `told` are those of the last while that were told of."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    asked = models.JSONField()
    is_of_desk = models.BooleanField()
    notifies = models.BooleanField()
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    told_until = models.DateTimeField()
    told = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["desk", "made_by", "name"], condition=models.Q(ended_at=None), name="one_saved_search_a_name"
            )
        ]

    def __str__(self) -> str:
        return str(self.public_id)
