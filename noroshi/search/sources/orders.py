"""Orders to field departments: found inside the own house alone."""

from typing import Final

from noroshi.response.models import Order
from noroshi.search.rows import Row, keep
from noroshi.vocabulary import FoundKind

SOURCE: Final = "response_order"


def order_kept(row: Order) -> None:
    """In the transaction that gives it; what is said of it later stands on its own page."""
    keep(
        SOURCE,
        [
            Row(
                ref=row.pk,
                kind=FoundKind.ORDER,
                item=row.public_id,
                audience=row.audience_id,
                at=row.made_at,
                title=row.title,
                text=f"{row.what}\n{row.verify}",
                importance=row.importance,
                organization=row.organization_id,
            )
        ],
    )
