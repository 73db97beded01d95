"""Audiences and their seats. Only the database functions of `lock.py` write here; the application may not even read definitions."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now


class Audience(models.Model):
    """One distinct sentence. `sectors` and `matter` are what need to know is measured against."""

    id = models.AutoField(primary_key=True)
    digest = models.BinaryField(max_length=32, unique=True)
    definition = models.TextField()
    originator_desk = models.BigIntegerField(null=True)
    sectors = ArrayField(models.CharField(max_length=60), default=list)
    matter = models.UUIDField(null=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["id"], condition=models.Q(is_public=True), name="public_audiences"),
            models.Index(fields=["originator_desk", "-id"], name="audiences_by_originator"),
        ]

    def __str__(self) -> str:
        return f"audience {self.pk}"


class Seat(models.Model):
    """A desk of an audience and what is asked of its people: bit 1 a person in range, bit 2 need to know.

    `since` it has been there: what had happened to others before is none of its business.
    """

    pk = models.CompositePrimaryKey("desk_id", "audience_id")
    desk_id = models.BigIntegerField()
    audience = models.ForeignKey(Audience, models.PROTECT, related_name="seats", db_index=False)
    requires = models.SmallIntegerField(default=0)
    since = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [models.Index(fields=["audience", "desk_id"], name="seats_by_audience")]

    def __str__(self) -> str:
        return f"{self.audience_id}: desk {self.desk_id}"


class Tally(models.Model):
    """How many shared rows came to an audience or left it: added up for previews, so that no content is counted twice or locked."""

    audience_id = models.IntegerField()
    change = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["audience_id"], include=["change"], name="tally_by_audience")]

    def __str__(self) -> str:
        return f"{self.audience_id}: {self.change:+d}"


class KeptScheme(models.Model):
    """The very files that a definition was written with, so that it reads, and renders, with them for ever."""

    key = models.CharField(max_length=80, primary_key=True)
    snapshot = models.BinaryField()
    kept_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.key
