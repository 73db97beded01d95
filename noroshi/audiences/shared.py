"""The base of every table that holds shared content, and the list of them all."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from noroshi.audiences.models import Audience


class SharedModel(models.Model):
    """A row that only its audience may read. Its migration must lock it (`lock.Lock`); a test finds every table that did not."""

    audience = models.ForeignKey(Audience, models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


def shared_models() -> Iterator[type[SharedModel]]:
    return (model for model in apps.get_models() if issubclass(model, SharedModel))
