"""`/styleguide/`: every part in every state in the reader's language and theme. Open to all: its words are invented."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from noroshi.observables import Kind
from noroshi.vocabulary import Certainty, FileFinding, FileSort, Importance, Scan, Tlp
from noroshi.web import icons
from noroshi.web.components import (
    AudiencePreview,
    Change,
    ChangeKind,
    Choice,
    Crumb,
    EditionStop,
    FieldError,
    FileLine,
    Hop,
    HopState,
    MenuItem,
    Pager,
    Reader,
    RowChanged,
    Scope,
    Step,
)
from noroshi.web.pages.directory.words import language, sentence
from noroshi.web.pages.drafts.samples import WritingSamples, writing_samples
from noroshi.web.pages.items.sheet import GroupShown, RowShown, SectionShown, SheetShown
from noroshi.web.pages.items.values import Cells, ValueShown
from noroshi.web.pages.stations.samples import Samples, samples

TOKYO = ZoneInfo("Asia/Tokyo")
COLORS = ("bar", "key", "key-soft", "alarm", "danger", "owed", "done", "drill", "sunken", "raised", "line", "edge")


class SampleForm(forms.Form):
    """A form with a mistake in it."""

    found = forms.CharField(
        label=gettext_lazy("Time of discovery"),
        required=False,
        help_text=gettext_lazy("“about 2:40 on 21 Nov”, “day unknown” and “unknown” are fine."),
    )
    phone = forms.CharField(
        label=gettext_lazy("Telephone"),
        min_length=9,
        error_messages={"min_length": gettext_lazy("Digits are missing. Begin with the area code.")},
    )
    summary = forms.CharField(
        label=gettext_lazy("What happened"), required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    sector = forms.ChoiceField(
        label=gettext_lazy("Sector"), choices=[("power", gettext_lazy("Electricity")), ("gas", gettext_lazy("Gas"))]
    )
    sure = forms.BooleanField(label=gettext_lazy("I have checked the recipients and the scope"), required=False)


@dataclass(frozen=True, slots=True)
class StyleguidePage:
    """What the page shows."""

    labels: Sequence[Tlp]
    levels: Sequence[Importance]
    states: Sequence[tuple[str, str]]
    scope: Scope
    plain_scope: Scope
    form: SampleForm
    errors: Sequence[FieldError]
    picks: Sequence[Choice]
    segments: Sequence[Choice]
    checks: Sequence[Choice]
    preview: AudiencePreview
    desks: Sequence[MenuItem]
    on_its_way: Sequence[Hop]
    asked_back: Sequence[Hop]
    stops: Sequence[EditionStop]
    changes: Sequence[Change]
    sheet: SheetShown
    pager: Pager
    last_pager: Pager
    crumbs: Sequence[Crumb]
    steps: Sequence[Step]
    received_at: datetime
    hostile_name: str
    value_kind: Kind
    files: list[FileLine]
    colors: Sequence[str]
    icons: Sequence[str]
    stations: Samples
    writing: WritingSamples


def styleguide(request: HttpRequest) -> HttpResponse:
    """The one page."""
    return render(request, "styleguide/styleguide.html", {"page": _page()})


def _page() -> StyleguidePage:
    japanese = (get_language() or "ja").startswith("ja")
    operator = "汐見電力" if japanese else "Shiomi Electric Power"
    secretariat = "電力セプター事務局" if japanese else "Electricity CEPTOAR secretariat"
    ministry = "産業基盤省" if japanese else "Ministry of Industry Infrastructure"
    center = "国家サイバー防護センター" if japanese else "National Cyber Defense Center"
    contractor = "空木システムサービス" if japanese else "Utsugi System Service"
    return StyleguidePage(
        labels=tuple(Tlp),
        levels=tuple(Importance),
        states=_states(),
        scope=Scope(
            words=_("Held now by"),
            strong=_("2 desks; may go at most to 48 organizations"),
            tlp=Tlp.AMBER,
            why_url="#audience",
        ),
        plain_scope=Scope(words=_("This page shows nothing that is shared.")),
        form=SampleForm({"found": _("about 2:40 on 21 Nov"), "phone": "0000-12", "sector": "gas", "sure": "on"}),
        errors=[FieldError("id_phone", _("Telephone: digits are missing. Begin with the area code."))],
        picks=_picks(),
        segments=_segments(),
        checks=[
            Choice("infection", _("Infection with malware")),
            Choice("intrusion", _("Intrusion into a system"), _("Someone got in who may not"), is_chosen=True),
        ],
        preview=AudiencePreview(
            tlp=Tlp.AMBER,
            now_count=2,
            most_count=48,
            now=[Reader(operator, _("The originator reads its own")), Reader(secretariat, _("Carries it"))],
            most=[
                Reader(center, _("Form: “the center”"), _("1 desk")),
                Reader(ministry, _("Amber: “ministries of the sectors concerned”"), _("1 desk")),
                Reader(
                    _("Members of the electricity CEPTOAR"), _("Amber: “operators” who need to know"), _("43 companies")
                ),
            ],
            never=[
                Reader(contractor, _("Excluded by the originator; this beats every clause")),
                Reader(_("The other 13 sectors"), _("Not directly concerned")),
            ],
        ),
        desks=[
            MenuItem(f"{operator} {_('CSIRT desk')}", "#", _("Operator, electricity"), _("4 to do"), is_current=True),
            MenuItem(secretariat, "#", _("Secretariat, until March 2027"), _("1 to do")),
            MenuItem(f"{secretariat} {_('drill desk')}", "#", _("Until the check of 25 November"), is_drill=True),
        ],
        on_its_way=[
            Hop(operator, _("Submitted"), HopState.DONE, _at(12, 2)),
            Hop(secretariat, _("Relayed anonymously"), HopState.DONE, _at(13, 20)),
            Hop(ministry, _("Reading it for 18 minutes"), HopState.NOW),
            Hop(center, _("Not there yet"), HopState.AHEAD),
        ],
        asked_back=[
            Hop(operator, _("Submitted"), HopState.DONE, _at(18, 5)),
            Hop(secretariat, _("Asks you a question"), HopState.BACK, _at(19, 46)),
            Hop(ministry, _("Could not be delivered"), HopState.FAILED, _at(19, 50)),
            Hop(center, _("Not there yet"), HopState.AHEAD),
        ],
        stops=[
            EditionStop(_("Report no. 1"), _("19 Nov, read"), "#editions"),
            EditionStop(_("Report no. 2"), _("20 Nov, unread"), "#editions"),
            EditionStop(_("Report no. 3"), _("21 Nov, newest"), is_here=True),
            EditionStop(_("Report no. 4"), _("expected 6:00")),
        ],
        changes=_changes(),
        sheet=_sheet(),
        pager=Pager("#pager", "#pager", _("50 a page, newest first")),
        last_pager=Pager(),
        crumbs=[Crumb(_("Reports"), "#"), Crumb(_("New report"), "")],
        steps=[Step(_("Write"), is_done=True), Step(_("Check"), is_here=True), Step(_("Send"))],
        received_at=_at(2, 51),
        hostile_name="invoice\u202efdp.exe",
        value_kind=Kind.URL,
        files=[
            FileLine("通信記録.pdf", 1_834_211, "9f2c4e1b07d3" + "a1" * 26, "#files"),
            FileLine("端末一覧.xlsx", 18_944, "03b7aa915c44" + "b2" * 26),
            _acting_file(),
            FileLine("update.tokimori.example.exe", 402, "e3f10c5b9d20" + "c3" * 26, "#files", is_specimen=True),
            FileLine("invoice\u202efdp.exe", 11_534_336, "55d0ab3391ef" + "d4" * 26, is_specimen=True),
        ],
        colors=COLORS,
        icons=icons.NAMES,
        stations=samples(),
        writing=writing_samples(),
    )


def _sheet() -> SheetShown:
    """Every state of a value: said, estimated, unconfirmed, taken out, a table, blank."""
    overview = (
        RowShown(
            "a", _("Occurred at"), ValueShown("11/20 2:40頃", certainty=Certainty.ESTIMATE, basis=_("server log"))
        ),
        RowShown("b", _("System status"), ValueShown(_("Stopped"), certainty=Certainty.UNCONFIRMED)),
        RowShown("c", _("Operator"), ValueShown(is_anonymized=True)),
    )
    course = RowShown(
        "d", _("Timeline"), ValueShown(cells=Cells((_("Time"), _("Event")), (("11/20 3:10", _("Line cut")),))), mark="⑦"
    )
    groups = (GroupShown("⑤", _("Overview"), overview), GroupShown("", "", (course,)))
    blank = (_("⑧ outlook"), _("⑨ lessons"))
    return SheetShown(_("Report form"), "手引書 図4", (SectionShown("content", _("Content"), groups, blank),), ())


def _at(hour: int, minute: int) -> datetime:
    return datetime(2026, 11, 21, hour, minute, tzinfo=TOKYO)


def _states() -> list[tuple[str, str]]:
    return [
        ("new", _("Unread")),
        ("half", _("Being handled")),
        ("done", _("Acknowledged")),
        ("late", _("Past its time")),
        ("silent", _("No answer for 30 min")),
        ("failed", _("Not delivered")),
        ("planned", _("Planned")),
        ("ended", _("Ended")),
    ]


def _picks() -> list[Choice]:
    return [
        Choice("red", "", _("The center, and the desks on the way"), _("6 organizations"), tlp=Tlp.RED),
        Choice(
            "amber", "", _("Those in the sector who need to know"), _("48 organizations"), is_chosen=True, tlp=Tlp.AMBER
        ),
        Choice("green", "", _("Any sector"), _("812 organizations"), tlp=Tlp.GREEN),
        Choice("clear", "", _("The forms print White"), _("everyone"), tlp=Tlp.CLEAR),
    ]


def _segments() -> list[Choice]:
    return [
        Choice("none", _("No effect")),
        Choice("stopped", _("Stopped"), is_chosen=True),
        Choice("partly", _("Partly running")),
        Choice("back", _("Restored")),
    ]


def _changes() -> list[Change]:
    return [
        Change(_("Affected versions"), ChangeKind.CHANGED, _("7.0 to 7.2.3"), _("7.0 to 7.2.6")),
        Change(_("Scope of devices"), ChangeKind.ADDED, after=_("Includes devices that contractors installed.")),
        Change(
            _("Measure 3"),
            ChangeKind.WITHDRAWN,
            _("Turn off remote maintenance."),
            reason=_("The update of 20 November makes it unnecessary."),
        ),
        Change(
            _("Timeline"),
            ChangeKind.CHANGED,
            rows=[
                RowChanged(None, after="11/20 3:10  " + _("Line cut")),
                RowChanged(ChangeKind.ADDED, after="11/20 5:40  " + _("Contractor told")),
            ],
        ),
    ]


def _acting_file() -> FileLine:
    """What is to be known of it stands below, before anybody takes it."""
    lang = language()
    told = (FileFinding.NAME_DIFFERS, FileFinding.MACROS)
    return FileLine(
        "別紙.pdf",
        35_840,
        "7c1d5e9a2b40" + "e5" * 26,
        "#files",
        sort=sentence(FileSort.OFFICE.label(lang)),
        told=tuple(sentence(one.label(lang)) for one in told),
        scan=sentence(Scan.CLEAN.label(lang)),
    )
