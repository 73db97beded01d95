"""The written rules as data: schemes, their sectors, parties, forms, lists of words and sharing tables."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema

from noroshi.api.cursors import Page
from noroshi.api.routing import ANY_KEY, Room
from noroshi.schemes import Scheme, SchemeUnknown, all_schemes, load_scheme, scheme_in_force
from noroshi.schemes.forms import Form
from noroshi.schemes.parties import Parties
from noroshi.schemes.routes import Routes
from noroshi.schemes.scheme import Header
from noroshi.schemes.sectors import Sector
from noroshi.schemes.sharing_tables import Sharing
from noroshi.schemes.words import OptionSet
from noroshi.vocabulary import FormKind
from noroshi.vocabulary.errors import NotFound

room = Room("schemes")


class SchemeLine(Schema):
    """`key` is what an edition remembers: the scheme and the digest of its very files."""

    id: str
    key: str
    ja: str
    en: str
    valid_from: date
    valid_to: date | None
    is_in_force: bool


class SchemeShown(SchemeLine):
    header: Header


@room.get("/schemes", ANY_KEY, Page[SchemeLine])
def schemes(request: HttpRequest) -> Page[SchemeLine]:
    """Every scheme of this installation, the latest first."""
    return Page(items=[SchemeLine(**_line(scheme)) for scheme in all_schemes()])


@room.get("/schemes/{slug:scheme}", ANY_KEY, SchemeShown)
def one(request: HttpRequest, scheme: str) -> SchemeShown:
    """One scheme: where it comes from, what it is for, when it holds."""
    found = _found(scheme)
    return SchemeShown(**_line(found), header=found.header)


@room.get("/schemes/{slug:scheme}/sectors", ANY_KEY, Page[Sector])
def sectors(request: HttpRequest, scheme: str) -> Page[Sector]:
    """Sectors with their services, laws, outages, service levels and ministries."""
    return Page(items=list(_found(scheme).sectors))


@room.get("/schemes/{slug:scheme}/parties", ANY_KEY, Parties)
def parties(request: HttpRequest, scheme: str) -> Parties:
    """Whom the documents name: kinds, ministries, agencies, CEPTOARs."""
    return _found(scheme).parties


@room.get("/schemes/{slug:scheme}/forms", ANY_KEY, Page[Form])
def forms(request: HttpRequest, scheme: str) -> Page[Form]:
    """The printed forms, field by field."""
    return Page(items=list(_found(scheme).forms))


@room.get("/schemes/{slug:scheme}/forms/{slug:form}", ANY_KEY, Form)
def form(request: HttpRequest, scheme: str, form: str) -> Form:
    """One printed form: `report` or `advisory`."""
    found = _found(scheme).form(FormKind.of(form)) if form in {kind.value for kind in FormKind} else None
    if found is None:
        raise NotFound
    return found


@room.get("/schemes/{slug:scheme}/words", ANY_KEY, Page[OptionSet])
def words(request: HttpRequest, scheme: str) -> Page[OptionSet]:
    """The lists from which forms let people choose."""
    return Page(items=list(_found(scheme).words.sets))


@room.get("/schemes/{slug:scheme}/sharing", ANY_KEY, Sharing)
def sharing(request: HttpRequest, scheme: str) -> Sharing:
    """The sharing tables: which color goes to whom."""
    return _found(scheme).sharing


@room.get("/schemes/{slug:scheme}/routes", ANY_KEY, Routes)
def routes(request: HttpRequest, scheme: str) -> Routes:
    """By which way information goes up and down."""
    return _found(scheme).routes


def _found(scheme: str) -> Scheme:
    try:
        return load_scheme(scheme)
    except SchemeUnknown:
        raise NotFound from None


def _line(scheme: Scheme) -> dict[str, Any]:
    in_force = scheme_in_force(timezone.localdate(), settings.PLATFORM_SCHEME)
    return {
        "id": scheme.id,
        "key": scheme.key,
        "ja": scheme.label("ja"),
        "en": scheme.label("en"),
        "valid_from": scheme.header.valid_from,
        "valid_to": scheme.header.valid_to,
        "is_in_force": scheme.key == in_force.key,
    }
