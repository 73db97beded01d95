"""A refusal as an answer: a page for people, problem details (RFC 9457) for machines. It says no more than the asker may know."""

from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language

from noroshi.vocabulary.errors import ChangedMeanwhile, Refusal

API: Final = "/api/"
PROBLEM: Final = "application/problem+json"


def page_of(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The API never answers with a page, and a page never with JSON."""
    if request.path_info.startswith(API):
        return problem_of(request, refusal)
    language = get_language() or "ja"
    shown = {"words": refusal.message(language), "fields": refusal.field_messages(language)}
    return render(request, "refusal.html", {"refusal": shown}, status=refusal.status)


def problem_of(request: HttpRequest, refusal: Refusal) -> JsonResponse:
    language = get_language() or "ja"
    problem: dict[str, object] = {
        "type": f"about:blank#{refusal.code}",
        "title": refusal.message(language),
        "status": refusal.status,
        "code": refusal.code,
        "instance": request.path_info,
    }
    if refusal.fields:
        problem["errors"] = refusal.field_messages(language)
    if isinstance(refusal, ChangedMeanwhile):
        problem["current"] = refusal.current
    answer = JsonResponse(problem, status=refusal.status, json_dumps_params={"ensure_ascii": False})
    answer["Content-Type"] = PROBLEM
    answer["Cache-Control"] = "no-store"
    if refusal.status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="noroshi"'
    return answer
