"""How much a draft still takes; two uploads at once are counted one after the other."""

import uuid

from django.db import connection
from django.db.models import Count, Sum

from noroshi.audiences.viewer import Viewer
from noroshi.vault.errors import FilesTooMany
from noroshi.vault.limits import MOST_FILES, draft_bytes
from noroshi.vault.models import StoredFile
from noroshi.vault.queries import readable


def room_left(viewer: Viewer, draft: uuid.UUID) -> int:
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtext(%s))", [f"noroshi.vault {draft}"])
    kept = readable(viewer, StoredFile.objects.filter(draft=draft, removed_at=None))
    there = kept.aggregate(count=Count("pk"), size=Sum("size", default=0))
    if there["count"] >= MOST_FILES:
        raise FilesTooMany(most=MOST_FILES)
    return draft_bytes() - int(there["size"])
