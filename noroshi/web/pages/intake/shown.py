"""An arrival as pages show it: by which way, from whom, how sure, and what was not taken over."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext as _

from noroshi.drafting.fields import fields_of
from noroshi.intake.queries import ArrivalShown
from noroshi.intake.reading import scheme_here
from noroshi.paper.brought import Trouble, place_words
from noroshi.vocabulary import ArrivalState, FormKind, SenderProof
from noroshi.web.pages.directory.words import language, sentence

SIGNS = {
    ArrivalState.WAITING: "new",
    ArrivalState.DRAFTED: "done",
    ArrivalState.APART: "half",
    ArrivalState.DISMISSED: "ended",
}

DOUBTFUL: Final = frozenset({SenderProof.UNPROVEN, SenderProof.STRANGER, SenderProof.NON_MEMBER})


@dataclass(frozen=True, slots=True)
class TroubleShown:
    place: str
    field: str
    words: str


@dataclass(frozen=True, slots=True)
class ArrivalLine:
    number: str
    url: str
    channel: str
    claimed: str
    known_as: str
    proof: str
    is_doubtful: bool
    doubt: str
    subject: str
    state: str
    sign: str
    arrived_at: datetime
    received_by: str
    draft_url: str
    troubles: tuple[TroubleShown, ...]
    checks: str
    is_answered: bool


def arrival_line(one: ArrivalShown) -> ArrivalLine:
    lang = language()
    return ArrivalLine(
        number=one.number,
        url=reverse("arrival", args=[one.public_id]),
        channel=one.channel.label(lang),
        claimed=one.claimed,
        known_as=one.person.name(lang) if one.person else "",
        proof=one.proof.label(lang),
        is_doubtful=one.proof in DOUBTFUL,
        doubt=_doubt(one),
        subject=one.subject or one.file_name,
        state=sentence(one.state.label(lang)),
        sign=SIGNS[one.state],
        arrived_at=one.arrived_at,
        received_by=one.received_by.name(lang) if one.received_by else "",
        draft_url=reverse("draft", args=[one.draft]) if one.draft else "",
        troubles=tuple(trouble_shown(trouble) for trouble in one.troubles),
        checks=_checks(one),
        is_answered=one.is_answered,
    )


def _doubt(one: ArrivalShown) -> str:
    if one.proof is SenderProof.NON_MEMBER:
        return _("Non-member, not verified")
    return _("Not proven") if one.proof in DOUBTFUL else ""


def trouble_shown(trouble: Trouble) -> TroubleShown:
    lang = language()
    place = place_words(trouble.place, lang) if trouble.place else _("The whole file")
    return TroubleShown(place, _field_name(trouble.field), trouble.refusal.message(lang))


def _field_name(field_id: str) -> str:
    forms = (scheme_here().form(kind) for kind in FormKind)
    found = (field for form in forms if form for field in fields_of(form) if field.id == field_id)
    field = next(found, None) if field_id else None
    return sentence(field.label(language())) if field else ""


def _checks(one: ArrivalShown) -> str:
    lang = language()
    named = (("DKIM", one.dkim), ("SPF", one.spf))
    return ", ".join(f"{name}: {check.label(lang)}" for name, check in named if check)
