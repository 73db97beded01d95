"""Columns that every table of the directory spells the same way."""

import uuid
from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models

from noroshi.vocabulary import Word


def public_id() -> "models.UUIDField[uuid.UUID, uuid.UUID]":
    """The only id that leaves the house: random, so that it shows neither order nor volume."""
    return models.UUIDField(default=uuid.uuid4, unique=True, editable=False)


def word(words: type[Word], **options: object) -> "models.CharField[str, str]":
    return models.CharField(max_length=40, choices=[(w.value, w.en) for w in words], **options)  # type: ignore[arg-type]  # options are Django's own


def word_list(words: type[Word]) -> "ArrayField[list[str], list[str]]":
    return ArrayField(word(words), default=list, blank=True)


def slug_list() -> "ArrayField[list[str], list[str]]":
    """Ids of the scheme in force, such as sectors; the scheme, not the table, says which exist."""
    return ArrayField(models.CharField(max_length=60), default=list, blank=True)


def line_list() -> "ArrayField[list[str], list[str]]":
    """Short lines that people typed, such as former names."""
    return ArrayField(models.CharField(max_length=120), default=list, blank=True)


def all_of(column: str, words: Iterable[Word], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(**{f"{column}__contained_by": [w.value for w in words]}), name=name
    )


def one_of(column: str, words: Iterable[Word], name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=models.Q(**{f"{column}__in": [w.value for w in words]}), name=name)


class Versioned(models.Model):
    """A row that people edit: the second of two editors is told, because the version that was read no longer stands."""

    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True
