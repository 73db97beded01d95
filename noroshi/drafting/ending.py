"""When a draft has ended for good, so that the files that were added to it need not be kept."""

import uuid
from collections.abc import Collection
from datetime import timedelta
from typing import Final

from django.utils import timezone

from noroshi.drafting.models import Draft

PUT_BACK_WITHIN: Final = timedelta(days=90)
"""A discarded draft comes back with its files for so long, afterwards without them. An expired one never ends by itself."""


def ended(drafts: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Asked by the vault's sweep, under the system's login."""
    before = timezone.now() - PUT_BACK_WITHIN
    rows = Draft.objects.filter(public_id__in=list(drafts), sent_at=None, discarded_at__lt=before)
    return set(rows.values_list("public_id", flat=True))
