"""A refusal as an answer: a page for people, problem details (RFC 9457) for machines. It says no more than the asker may know."""

import json
import logging
from typing import Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from psycopg.errors import InsufficientPrivilege

from noroshi.threshold.machines import API, is_machine, is_taxii
from noroshi.vocabulary.errors import ChangedMeanwhile, NotYours, Refusal

log = logging.getLogger(__name__)

READING: Final = frozenset({"GET", "HEAD", "OPTIONS"})
PROBLEM: Final = "application/problem+json"
TAXII_MEDIA: Final = "application/taxii+json;version=2.1"


class OnlyPressed(Refusal):
    code, status = "only_pressed", 405
    ja = "このアドレスは、画面のボタンを押したときだけ使えます。前の画面に戻り、もう一度押してください。"
    en = "This address works only when a button is pressed. Go back to the page before and press it again."


def refusal_behind(method: str, fault: Exception) -> Refusal | None:
    """A room's own refusal; or the lock's, which has the last word about what is written. To read what it keeps back is a fault of ours."""
    if isinstance(fault, Refusal):
        return fault
    if method in READING or not isinstance(fault.__cause__, InsufficientPrivilege):
        return None
    log.warning("The lock refused what the rooms had let pass")
    return NotYours()


def in_words(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """An address of a button that was opened, or read again: the browser would show an error of its own, and no way on."""
    if response.status_code != 405 or request.method != "GET" or is_machine(request.path_info) or response.content:
        return response
    answer = page_of(request, OnlyPressed())
    answer["Allow"] = response["Allow"]
    return answer


def page_of(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Programs are never answered with a page, and people never with JSON."""
    if request.path_info.startswith(API):
        return problem_of(request, refusal)
    if is_taxii(request.path_info):
        answer = taxii_error(refusal.code, refusal.message(get_language() or "ja"), refusal.status)
        if refusal.status == 429 and "seconds" in refusal.params:
            answer["Retry-After"] = str(refusal.params["seconds"])
        return answer
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


def taxii_error(code: str, title: str, status: int) -> HttpResponse:
    """An error as TAXII 2.1 writes it (§3.6.1). Whoever is not known is told both ways to show a key."""
    said = {"title": title, "error_code": code, "http_status": str(status)}
    answer = HttpResponse(json.dumps(said, ensure_ascii=False), status=status, content_type=TAXII_MEDIA)
    answer["Cache-Control"] = "no-store"
    if status == 401:
        answer["WWW-Authenticate"] = 'Basic realm="noroshi", charset="UTF-8", Bearer realm="noroshi"'
    return answer
