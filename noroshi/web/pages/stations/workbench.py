"""The workbench as its page shows it, put together: rows, findings, files, the approval, and what others saved meanwhile."""

from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noroshi.asking.approvals import Approval
from noroshi.drafting.written import Written
from noroshi.reports.anonymizing import OWN_BLOCK, Step, Workbench
from noroshi.reports.undoing import steps_left
from noroshi.traces.narrowness import Width
from noroshi.vocabulary import InquiryState, Tlp
from noroshi.web.components import Choice, Crumb, FieldError, Scope
from noroshi.web.pages.asking.shown import SIGNS
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.items.lines import line_shown
from noroshi.web.pages.stations.beginning import address
from noroshi.web.pages.stations.bench_findings import file_of, finding_of, kinds_of
from noroshi.web.pages.stations.bench_rows import rows_of
from noroshi.web.pages.stations.bench_shown import ApprovalShown, BenchPage, Beside, Meanwhile, ReturnShown
from noroshi.web.pages.stations.relaying import color_words
from noroshi.web.pages.stations.values import FormWords

ADVICE: Final[dict[str, str | Promise]] = {
    "sectors": gettext_lazy("Leaving the sector out helps most."),
    "days": gettext_lazy("Telling the day less exactly helps most."),
    "size": gettext_lazy("Telling numbers less exactly helps most."),
    "places": gettext_lazy("Taking the places out helps most."),
}


def bench_page(
    bench: Workbench,
    beside: Beside,
    *,
    asks: bool = False,
    errors: tuple[FieldError, ...] = (),
    meanwhile: tuple[Meanwhile, ...] = (),
) -> BenchPage:
    words = FormWords(bench.draft.form, bench.draft.scheme)
    rows = tuple(rows_of(bench, words)) if bench.original else ()
    findings = tuple(finding_of(one, words, bench) for one in bench.findings)
    line = line_shown(bench.original) if bench.original else None
    return BenchPage(
        crumbs=(
            Crumb(_("Reports"), reverse("items") + "?kind=report"),
            *([Crumb(line.title, line.url)] if line else []),
            Crumb(_("Take the name out"), ""),
        ),
        scope=_scope(bench) if bench.original else None,
        original=line,
        rows=tuple(row for row in rows if not row.id.startswith(OWN_BLOCK)),
        contact=tuple(row for row in rows if row.id.startswith(OWN_BLOCK)),
        findings=tuple(sorted(findings, key=lambda one: (one.step != Step.OPEN, one.number))),
        open_count=sum(one.step == Step.OPEN for one in findings),
        suggested=sum(one.step == Step.OPEN and one.is_known and not one.in_file for one in findings),
        files=tuple(file_of(one) for one in beside.files),
        is_small=bench.is_small or bool(bench.narrow and bench.narrow.is_too_narrow),
        is_one=bool(bench.narrow and bench.narrow.width is Width.ONE),
        advice=str(ADVICE.get(bench.narrow.best_advice, "")) if bench.narrow else "",
        sector_row=bool(bench.written.typed.get("sector")),
        colors=_colors(bench),
        tlp=str(bench.written.wish.get("tlp") or ""),
        version=bench.draft.version,
        saved_by=bench.draft.saved_by.name(language()),
        saved_at=bench.draft.saved_at,
        state=bench.draft.state,
        draft_url=address("draft", bench.draft.public_id),
        differences_url=address("differences", bench.draft.public_id),
        asks=asks,
        errors=errors,
        meanwhile=meanwhile,
        kinds=tuple(kinds_of(findings, bench)),
        steps=steps_left(bench.written),
        preview_url=address("preview_outgoing", bench.draft.public_id),
        approval=_approval(beside.approval),
        returned=tuple(ReturnShown(one.by.name(language()), one.at, one.reason) for one in beside.returned),
    )


def _approval(found: Approval) -> ApprovalShown:
    lang = language()
    state = found.state
    return ApprovalShown(
        is_wanted=found.is_wanted,
        sign=SIGNS[state] if state else "",
        state=sentence(state.label(lang)) if state else "",
        url=address("approve_text", found.inquiry) if found.inquiry else "",
        hindrance=getattr(found.hindrance, lang) if found.hindrance else "",
        may_ask=state is not InquiryState.OPEN,
    )


def meanwhile(mine: Workbench, now: Written) -> tuple[Meanwhile, ...]:
    """What somebody else saved while this was being written."""
    words = FormWords(mine.draft.form, mine.draft.scheme)
    ours = mine.written.typed
    names = [name for name in {**now.typed, **ours} if now.typed.get(name) != ours.get(name)]
    return tuple(
        Meanwhile(words.label(name), words.text(name, now.typed.get(name, "")), words.text(name, ours.get(name, "")))
        for name in names
    )


def _colors(bench: Workbench) -> tuple[Choice, ...]:
    chosen = bench.written.wish.get("tlp")
    return tuple(
        Choice(tlp.value, tlp.value.upper(), words=color_words(tlp), is_chosen=tlp.value == chosen, tlp=tlp)
        for tlp in Tlp
    )


def _scope(bench: Workbench) -> Scope:
    tlp = bench.original.tlp if bench.original else None
    return Scope(
        _("The original is read here and by who wrote it. That you opened it is shown to"), tlp, _organization(bench)
    )


def _organization(bench: Workbench) -> str:
    return bench.original.originator.organization.name(language()) if bench.original else ""
