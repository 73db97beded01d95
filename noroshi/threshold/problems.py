"""Programs are answered in their own shape whatever goes wrong, also where no route was reached; and no endless bodies are read."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import get_language

from noroshi.threshold.machines import is_machine, is_taxii
from noroshi.threshold.refusals import PROBLEM, TAXII_MEDIA, page_of, taxii_error
from noroshi.threshold.uploads import refuse_too_large
from noroshi.vocabulary.errors import Malformed, NotFound, Refusal, TooLarge

type Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class MethodUnknown(Refusal):
    code, status = "method_unknown", 405
    ja = "このアドレスでは、この操作（メソッド）はできません。"
    en = "This address does not know this method."


BY_STATUS: Final[dict[int, type[Refusal]]] = {404: NotFound, 405: MethodUnknown, 413: TooLarge}
ENDLESS: Final = 2**62
"""More than anybody may send."""
FAULT: Final = {
    "ja": "こちらの不具合で処理できませんでした。何も変更していません。しばらくしてからもう一度お試しください。",
    "en": "Something failed on our side. Nothing was changed. Please try again later.",
}


class ProblemMiddleware:
    """Stands outside of everything that may answer with a page; inside of what finds out the reader's language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_machine(request.path_info) and not is_taxii(request.path_info):
            return self.get_response(request)
        try:
            refuse_too_large(request, is_known=bool(request.headers.get("Authorization")))
        except TooLarge as refusal:
            return page_of(request, refusal)
        response = self.get_response(request)
        if 300 <= response.status_code < 400 and is_taxii(request.path_info):
            return page_of(request, NotFound())
        if response.status_code < 400 or response.get("Content-Type", "") in {PROBLEM, TAXII_MEDIA}:
            return response
        return _problem(request, response)


def whole_bodies(application: Application) -> Application:
    """Around the application: a body that comes in pieces, without its length, is read up to what is allowed and one more.

    What is longer is refused as too large, whoever asks what: cut off it would be told as something else, or be kept as half a file.
    """

    def reading(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if "chunked" in environ.get("HTTP_TRANSFER_ENCODING", "").lower():
            most = _most_in_pieces(environ)
            body = environ["wsgi.input"].read(most + 1)
            environ |= {"wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body) if len(body) <= most else ENDLESS)}
        return application(environ, start_response)

    return reading


def _most_in_pieces(environ: dict[str, Any]) -> int:
    """It is held in memory: as much as a form, and as a machine's envelope where one shows a key."""
    is_envelope = is_taxii(environ.get("PATH_INFO", "")) and bool(environ.get("HTTP_AUTHORIZATION"))
    return int(settings.TAXII_BODY_MOST if is_envelope else settings.DATA_UPLOAD_MAX_MEMORY_SIZE)


def _problem(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if response.status_code >= 500:
        return _fault(request, response.status_code)
    answer = page_of(request, BY_STATUS.get(response.status_code, Malformed)())
    if "Allow" in response:
        answer["Allow"] = response["Allow"]
    return answer


def _fault(request: HttpRequest, status: int) -> HttpResponse:
    language = "en" if (get_language() or "ja").startswith("en") else "ja"
    if is_taxii(request.path_info):
        return taxii_error("fault", FAULT[language], status)
    said = {"type": "about:blank", "title": FAULT[language], "status": status, "code": "fault"}
    answer = JsonResponse({**said, "instance": request.path_info}, status=status)
    answer["Content-Type"] = PROBLEM
    return answer
