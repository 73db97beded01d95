"""What the pages of items and drafts take from the stations: which order passed it on, the way to the original, what was changed."""

from typing import Any
from uuid import UUID

from django.template import Library
from django.template.context import Context

from noroshi.drafting.queries import made_from
from noroshi.editions.by_order import passed_by_own_orders
from noroshi.reports.stations import may_open_source
from noroshi.threshold.acting import viewer_of
from noroshi.web.pages.items.routes import called

register = Library()


@register.inclusion_tag("stations/of_item.html", takes_context=True)
def stations_of(context: Context, public_id: UUID, line: Any) -> dict[str, Any]:
    """`{% stations_of page.public_id page.line %}`: only what this desk did itself and may open."""
    viewer = viewer_of(context["request"])
    may_open = line.is_derived and may_open_source(viewer, public_id)
    return {
        "public_id": public_id,
        "is_nameless": line.is_derived and not may_open,
        "passed": [
            {"at": one.at, "to": called(one.order.to), "note": one.order.note}
            for one in passed_by_own_orders(viewer, public_id)
        ],
        "may_open": may_open,
    }


@register.inclusion_tag("stations/of_draft.html", takes_context=True)
def stations_of_draft(context: Context, public_id: UUID) -> dict[str, Any]:
    """`{% stations_of_draft page.id %}`: for a draft that was made from something."""
    return {"public_id": public_id, "purpose": made_from(viewer_of(context["request"]), public_id)}
