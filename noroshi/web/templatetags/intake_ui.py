"""What the pages of items and drafts say about the way by which something came in; to its own desk alone."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.template import Library
from django.template.context import Context
from django.urls import reverse

from noroshi.intake.queries import arrival_of_draft, arrival_of_item
from noroshi.threshold.acting import viewer_of
from noroshi.web.pages.intake.shown import arrival_line

register = Library()


@register.simple_tag
def if_told_outside() -> str:
    """`{% if_told_outside as url %}`: where people without an account write; empty where the platform has opened no intake."""
    return reverse("public_report") if settings.PUBLIC_INTAKE else ""


@register.inclusion_tag("intake/beside.html", takes_context=True)
def arrived_as_draft(context: Context, public_id: UUID) -> dict[str, Any]:
    """`{% arrived_as_draft page.id %}`: nothing for a draft that was written here."""
    found = arrival_of_draft(viewer_of(context["request"]), public_id)
    return {"one": arrival_line(found) if found else None}


@register.inclusion_tag("intake/beside.html", takes_context=True)
def arrived_as_item(context: Context, public_id: UUID) -> dict[str, Any]:
    """`{% arrived_as_item page.public_id %}`: where this desk sealed it from what arrived."""
    viewer = getattr(context["request"], "viewer", None)
    found = arrival_of_item(viewer, public_id) if viewer else None
    return {"one": arrival_line(found) if found else None}
