"""Previews as the audience component shows them: who holds it now, who may at most, who never."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noroshi.editions.previews import PreviewTold, Told
from noroshi.vocabulary import Tlp
from noroshi.web.components import AudiencePreview, Reader
from noroshi.web.pages.directory.words import language, sentence, separator


def audience_of(tlp: Tlp, preview: PreviewTold) -> AudiencePreview:
    """Figures and holders; who may and who never is shown clause by clause beside it (`ceilings`)."""
    return AudiencePreview(
        tlp=tlp,
        now_count=preview.organizations_now,
        most_count=None if preview.is_public else preview.organizations_at_most,
        now=readers(preview.held_now),
        note=note_of(preview),
    )


def readers(told: Iterable[Told]) -> tuple[Reader, ...]:
    return tuple(Reader(name_of(each), clause_of(each), count_of(each)) for each in told)


def name_of(told: Told) -> str:
    name = told.name(language())
    return name if told.is_named else _("Other organizations: %(kind)s") % {"kind": name}


def clause_of(told: Told) -> str:
    lang = language()
    words = [told.decision.label(lang), told.decision.cite]
    if told.asks_need_to_know:
        words.append(_("only who needs to know"))
    return separator().join(sentence(word) for word in words if word)


def count_of(told: Told) -> str:
    if not told.is_named:
        return ngettext("%(n)d organization", "%(n)d organizations", told.organizations) % {"n": told.organizations}
    return ngettext("%(n)d desk", "%(n)d desks", told.desks) % {"n": told.desks} if told.decision.allowed else ""


def note_of(preview: PreviewTold) -> str:
    """Groups whose members are confidential are named, never counted."""
    names = separator().join(group.name(language()) for group in preview.groups)
    return _("Besides: members of %(groups)s, who are not counted here.") % {"groups": names} if names else ""
