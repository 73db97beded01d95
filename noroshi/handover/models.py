"""Notes of a desk with who took them over, and who is at a page just now."""

import uuid

from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.directory.models import Desk, Person
from noroshi.directory.models.fields import word
from noroshi.vocabulary import AtWork


class Note(SharedModel):
    """As it was written at one time; the one with the highest number is the desk's note now."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["desk", "number"], name="one_note_a_number")]

    def __str__(self) -> str:
        return f"{self.desk_id}/{self.number}"


class TakenOver(SharedModel):
    """Somebody who did not write the note has read it and goes on from there."""

    note = models.OneToOneField(Note, models.PROTECT, related_name="taken_over")
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.note_id)


class Presence(models.Model):
    """One open page of one person. `place` is what the page is about. It goes when the page does, at the latest at `until`."""

    page = models.UUIDField(primary_key=True)
    desk = models.ForeignKey(Desk, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    place = models.CharField(max_length=60)
    doing = word(AtWork)
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["desk", "place"], name="presences_at")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.place}"
