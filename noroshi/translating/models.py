"""Words that somebody has checked. What a machine said and nobody has checked is kept nowhere."""

from django.db import models

from noroshi.audiences.shared import SharedModel
from noroshi.editions.models import Part


class Translation(SharedModel):
    """One passage of a part in another language. Written anew under the next number; empty words take it back."""

    part = models.ForeignKey(Part, models.PROTECT, related_name="+", db_index=False)
    passage = models.CharField(max_length=160)
    language = models.CharField(max_length=2)
    number = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["part", "passage", "language", "number"], name="one_translation_a_number")
        ]

    def __str__(self) -> str:
        return f"{self.part_id}: {self.passage} ({self.language}, {self.number})"
