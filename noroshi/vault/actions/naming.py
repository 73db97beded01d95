"""Need to know by matter reaches the files of drafts too; those of editions follow their parts by themselves."""

import uuid
from collections.abc import Collection

from noroshi.editions.naming import rename
from noroshi.vault.models import StoredFile


def name_files(drafts: Collection[uuid.UUID], matter: uuid.UUID) -> None:
    """Files of these drafts, when somebody was just assigned to their matter."""
    rename(StoredFile.objects.filter(draft__in=list(drafts), edition=None), matter)
