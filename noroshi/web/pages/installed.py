"""What makes the pages an application on a telephone or a desktop. Nothing here is of anybody; nothing of anybody is ever kept by it."""

from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

SIZES: Final = (192, 512)


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    pictures = [
        {
            "src": static(f"noroshi/icons/{kind}-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": kind,
        }
        for size in SIZES
        for kind in ("any", "maskable")
    ]
    told = {
        "id": "/",
        "name": _("Noroshi: information sharing for critical infrastructure"),
        "short_name": "Noroshi",
        "lang": get_language(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "background_color": "#ffffff",
        "theme_color": "#00214d",
        "icons": pictures,
        "shortcuts": [{"name": _("Notices"), "url": "/notices/"}, {"name": _("Hand-over note"), "url": "/handover/"}],
    }
    return JsonResponse(told, content_type="application/manifest+json")


@require_safe
def worker(request: HttpRequest) -> HttpResponse:
    """Served at the root, because it may act only below its own address."""
    answer = render(request, "installed/worker.js", content_type="text/javascript; charset=utf-8")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


urlpatterns = [
    path("manifest.webmanifest", manifest, name="manifest"),
    path("worker.js", worker, name="worker"),
]
