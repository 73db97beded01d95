"""What was taken out of drafts is erased after a while, key and ciphertext together."""

import uuid
from collections.abc import Callable, Collection
from datetime import timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from noroshi.audiences.viewer import SystemViewer, acting_as
from noroshi.ledger.actions import record
from noroshi.vault.models import Blob, BlobChunk, StoredFile

KEPT: Final = timedelta(days=7)
"""After it was taken out a file can still be put back."""
MOST_AT_ONCE: Final = 500
SYSTEM = SystemViewer("sweep")
_asked: list[Callable[[Collection[uuid.UUID]], Collection[uuid.UUID]]] = []
"""The room above registers how to tell which of these drafts have ended; without one, none has."""


def drafts_ended_by(ask: Callable[[Collection[uuid.UUID]], Collection[uuid.UUID]]) -> None:
    _asked[:] = [ask]


def sweep() -> int:
    """Runs under the system's login. Whatever an edition or a living draft refers to stays."""
    with acting_as(SYSTEM):
        _take_out_of_ended_drafts()
        gone = _unwanted()
        BlobChunk.objects.filter(blob__in=gone).delete()
        Blob.objects.filter(pk__in=gone).delete()
        if gone:
            record(deed="sweep_files", system=SYSTEM.name, detail={"blobs": len(gone)})
    return len(gone)


def _take_out_of_ended_drafts() -> None:
    waiting = StoredFile.objects.filter(edition=None, removed_at=None, draft__isnull=False)
    drafts = {draft for draft in waiting.values_list("draft", flat=True) if draft is not None}
    ended = {draft for ask in _asked for draft in ask(drafts)} if drafts else set()
    waiting.filter(draft__in=ended).update(removed_at=timezone.now())


def _unwanted() -> list[uuid.UUID]:
    """Blobs all of whose files were taken out long enough ago."""
    since = timezone.now() - KEPT
    wanted = StoredFile.objects.filter(blob=OuterRef("pk")).filter(Q(removed_at=None) | Q(removed_at__gt=since))
    return list(Blob.objects.filter(~Exists(wanted)).values_list("pk", flat=True)[:MOST_AT_ONCE])
