"""The address that a device fetches. Everything that is not right is plainly not found; nothing here is a page."""

import gzip
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

from noroshi.devices.fetching import fetched, note_fetched
from noroshi.devices.formats import Written
from noroshi.directory.signin.address import client_address
from noroshi.vocabulary.errors import NotFound, TooMany

WORTH_PACKING: Final = 512
PLAIN: Final = "text/plain; charset=utf-8"


@require_safe
def device_list(request: HttpRequest, secret: str, form: str) -> HttpResponse:
    return _answer(request, secret, form, back=False)


@require_safe
def device_list_back(request: HttpRequest, secret: str, form: str) -> HttpResponse:
    """What undoes at the device what the list has set and holds no longer."""
    return _answer(request, secret, form, back=True)


def _answer(request: HttpRequest, secret: str, form: str, *, back: bool) -> HttpResponse:
    try:
        found = fetched(secret, form, client_address(request.META), back=back)
    except NotFound:
        return HttpResponse("not found\n", status=404, content_type=PLAIN)
    except TooMany:
        return HttpResponse("too many requests\n", status=429, content_type=PLAIN, headers={"Retry-After": "300"})
    answer = _text(request, found)
    unchanged = get_conditional_response(request, etag=answer["ETag"], response=answer)
    if unchanged is not None and unchanged.status_code == 304:
        return unchanged
    note_fetched(secret, form, back=back)
    return answer


def _text(request: HttpRequest, found: Written) -> HttpResponse:
    """As a file of its own kind; packed where the device can read that."""
    body = found.text.encode()
    packs = len(body) > WORTH_PACKING and "gzip" in request.headers.get("Accept-Encoding", "")
    answer = HttpResponse(gzip.compress(body, 6, mtime=0) if packs else body)
    answer["Content-Type"] = f"{found.media_type}; charset=utf-8"
    answer["ETag"] = f'W/"{found.tag}"'
    answer["Cache-Control"] = "private, no-cache"
    answer["X-Content-Type-Options"] = "nosniff"
    if packs:
        answer["Content-Encoding"] = "gzip"
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer


urlpatterns = [
    path("devices/lists/<str:secret>/<str:form>", device_list, name="device_list"),
    path("devices/lists/<str:secret>/<str:form>/back", device_list_back, name="device_list_back"),
]
