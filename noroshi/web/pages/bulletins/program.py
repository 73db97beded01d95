"""The address that calendar programs fetch. Whatever is not right is plainly not found; nothing here is a page."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noroshi.bulletins.actions.addresses import opened
from noroshi.bulletins.icalendar import icalendar
from noroshi.vocabulary.errors import NotFound


@require_safe
def calendar_program(request: HttpRequest, secret: str) -> HttpResponse:
    try:
        events = opened(secret)
    except NotFound:
        return HttpResponse("not found\n", status=404, content_type="text/plain; charset=utf-8")
    text = icalendar(_("Dates of updates"), events, timezone.now())
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


urlpatterns = [path("calendars/<str:secret>/updates.ics", calendar_program, name="calendar_program")]
