"""One function an address. Each makes one call to `intel.exchange` and says the answer as the standard writes it."""

from dataclasses import replace
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from noroshi.intel import exchange
from noroshi.taxii import answers
from noroshi.taxii.answers import told
from noroshi.taxii.asked import Asked, an_id
from noroshi.taxii.door import after, door, place
from noroshi.taxii.errors import MatchUnclear
from noroshi.taxii.media import must_be_ours
from noroshi.threshold.acting import viewer_of
from noroshi.threshold.refusals import TAXII_MEDIA
from noroshi.threshold.uploads import length_of
from noroshi.vocabulary.errors import Malformed, NotFound, TooLarge
from noroshi.vocabulary.word import Text

ROOT = "noroshi"
TITLE = Text("狼煙 TAXII サーバー", "Noroshi TAXII server")
ROOT_TITLE = Text("この窓口が読める脅威情報", "Shared intelligence that this desk may read")
EVERY_VERSION = frozenset({"all"})


def discovery(request: HttpRequest) -> HttpResponse:
    root = _address(request, f"/taxii2/{ROOT}/")
    return told({"title": TITLE.label(_language()), "default": root, "api_roots": [root]})


def root(_request: HttpRequest) -> HttpResponse:
    return told(
        {
            "title": ROOT_TITLE.label(_language()),
            "versions": [TAXII_MEDIA],
            "max_content_length": settings.TAXII_BODY_MOST,
        }
    )


def status(request: HttpRequest, status_id: str) -> HttpResponse:
    return told(answers.of_status(exchange.handed(viewer_of(request), _uuid(status_id))))


def collections(request: HttpRequest) -> HttpResponse:
    return told({"collections": [answers.of_collection(one) for one in exchange.collections(viewer_of(request))]})


def collection(request: HttpRequest, collection_id: str) -> HttpResponse:
    return told(answers.of_collection(exchange.described(viewer_of(request), _uuid(collection_id))))


def objects(request: HttpRequest, collection_id: str) -> HttpResponse:
    of = _collection(request, collection_id)
    return _page(request, of, Asked.of(request))


def bring(request: HttpRequest, collection_id: str) -> HttpResponse:
    """202 once everything that could be taken lies on disk."""
    of = _collection(request, collection_id)
    must_be_ours(request)
    handed = exchange.bring(viewer_of(request), of, _body(request))
    answer = told(answers.of_status(handed), 202)
    answer["Location"] = _address(request, f"/taxii2/{ROOT}/status/{handed.id}/")
    return answer


def one(request: HttpRequest, collection_id: str, object_id: str) -> HttpResponse:
    of, asked = _collection(request, collection_id), _of_one(request, object_id)
    return _page(request, of, asked, object_id)


def remove(request: HttpRequest, collection_id: str, object_id: str) -> HttpResponse:
    """Every version, unless one is named."""
    of, asked = _collection(request, collection_id), _of_one(request, object_id)
    if "match[version]" not in dict(asked.conditions):
        asked = replace(asked, words=EVERY_VERSION)
    exchange.take_back(viewer_of(request), of, an_id(object_id)[1], asked.wanted())
    return told({})


def versions(request: HttpRequest, collection_id: str, object_id: str) -> HttpResponse:
    of, asked = _collection(request, collection_id), replace(_of_one(request, object_id), words=EVERY_VERSION)
    found = exchange.manifest(viewer_of(request), of, asked.wanted(after(request, asked, of.id, object_id)))
    if not found.entries:
        _must_be_there(request, of, object_id)
    return answers.of_versions(found, place(request, asked, found.next, of.id, object_id))


def manifest(request: HttpRequest, collection_id: str) -> HttpResponse:
    of, asked = _collection(request, collection_id), Asked.of(request)
    found = exchange.manifest(viewer_of(request), of, asked.wanted(after(request, asked, of.id, "manifest")))
    return answers.of_manifest(found, place(request, asked, found.next, of.id, "manifest"))


discovery_view = door(GET=discovery)
root_view = door(GET=root)
status_view = door(GET=status)
collections_view = door(GET=collections)
collection_view = door(GET=collection)
objects_view = door(GET=objects, POST=bring)
object_view = door(GET=one, DELETE=remove)
versions_view = door(GET=versions)
manifest_view = door(GET=manifest)


def _page(request: HttpRequest, of: exchange.Collection, asked: Asked, object_id: str = "") -> HttpResponse:
    """Of one object that is not there nothing is told; of one that is, perhaps that none of it fits."""
    page = exchange.page(viewer_of(request), of, asked.wanted(after(request, asked, of.id, object_id)))
    if object_id and not page.objects:
        _must_be_there(request, of, object_id)
    return answers.of_page(page, place(request, asked, page.next, of.id, object_id))


def _collection(request: HttpRequest, collection_id: str) -> exchange.Collection:
    return exchange.collection(viewer_of(request), _uuid(collection_id))


def _of_one(request: HttpRequest, object_id: str) -> Asked:
    try:
        return replace(Asked.of(request), ids=frozenset({an_id(object_id)}), types=None)
    except MatchUnclear:
        raise NotFound from None


def _must_be_there(request: HttpRequest, of: exchange.Collection, object_id: str) -> None:
    if not exchange.is_there(viewer_of(request), of, *an_id(object_id)):
        raise NotFound


def _body(request: HttpRequest) -> bytes:
    """What ends before its length is refused: nothing of it is kept."""
    length = length_of(request)
    if length > settings.TAXII_BODY_MOST:
        raise TooLarge
    body: bytes = request.read(length)
    if len(body) != length:
        raise Malformed
    return body


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound from None


def _address(request: HttpRequest, path: str) -> str:
    return f"{settings.PORTAL_ADDRESS}{path}" if settings.PORTAL_ADDRESS else request.build_absolute_uri(path)


def _language() -> str:
    return get_language() or "ja"
