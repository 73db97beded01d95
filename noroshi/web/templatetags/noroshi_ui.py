"""The components as template tags; PAGES.md has them on one sheet, /styleguide/ shows them all."""

from datetime import datetime
from typing import Any

from django.forms import BaseForm, BoundField
from django.template import Library
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from noroshi.observables import Kind, defanging
from noroshi.vocabulary import Amendment, Certainty, Importance, Tlp
from noroshi.vocabulary.word import Word
from noroshi.web import icons, plain_sight
from noroshi.web.components import FieldError
from noroshi.web.moments import moment_words

register = Library()

AMENDMENT_TAGS = {
    Amendment.ADDITION: "added",
    Amendment.CONFIRMATION: "added",
    Amendment.PROGRESS: "changed",
    Amendment.CORRECTION: "withdrawn",
}


def _language() -> str:
    return "en" if (get_language() or "ja").startswith("en") else "ja"


@register.simple_tag
def icon(name: str) -> SafeString:
    """`{% icon "eye" %}`: always beside a word."""
    return icons.icon(name)


@register.filter
def word(value: Word) -> str:
    """`{{ role|word }}`: a closed word in the reader's language."""
    return value.label(_language())


@register.simple_tag
def tlp(mark: Tlp | str | None, form: str = "short") -> SafeString:
    """`{% tlp mark %}`, `{% tlp mark "long" %}`, `{% tlp mark "large" %}`. No marking given is RED."""
    label = Tlp.of(str(mark).lower()) if mark else Tlp.RED
    meaning = label.label(_language()).removeprefix(f"{label.value.upper()}: ")
    words = format_html("<span>{}</span>", meaning) if form != "short" else ""
    return format_html(
        '<span class="tlp tlp--{}{}"><b translate="no">TLP:{}</b>{}</span>',
        label.value,
        " tlp--large" if form == "large" else "",
        label.value.upper(),
        words,
    )


@register.simple_tag
def importance(value: Importance | str | None, size: str = "") -> SafeString:
    """`{% importance report.importance "large" %}`. Nothing given is said, not hidden."""
    level = Importance.of(str(value)) if value else None
    name = level.label(_language()) if level else _("Importance not given")
    return format_html(
        '<span class="importance importance--{}{}">{}{}</span>',
        level.value if level else "none",
        " importance--large" if size == "large" else "",
        icons.icon("alert") if level is Importance.WARNING else "",
        name[:1].upper() + name[1:],
    )


@register.simple_tag
def state(kind: str, words: str) -> SafeString:
    """`{% state "late" _("Past its time") %}`: new, half, done, late, silent, failed, planned, ended."""
    return format_html('<span class="state state--{}"><i></i>{}</span>', kind, words)


@register.simple_tag
def tag(words: str, kind: str = "") -> SafeString:
    """`{% tag _("Draft") %}`: plain, added, changed, withdrawn, drill."""
    return format_html('<span class="tag{}">{}</span>', f" tag--{kind}" if kind else "", words)


@register.simple_tag
def amendment(told: Amendment) -> SafeString:
    """`{% amendment change.told %}`: addition, confirmation, progress or correction."""
    words = told.label(_language())
    return tag(words[:1].upper() + words[1:], AMENDMENT_TAGS[told])


@register.simple_tag
def certainty(how: Certainty | str) -> SafeString:
    """`{% certainty value.certainty %}`: estimate or unconfirmed; nothing said is stated as known."""
    return tag(Certainty.of(str(how)).label(_language()), "unsure")


@register.simple_tag
def moment(value: datetime | None, form: str = "full") -> SafeString | str:
    """`{% moment at %}`, `{% moment at "short" %}`, `{% moment at "day" %}`, in the reader's zone."""
    if value is None:
        return "—"
    local = timezone.localtime(value)
    words = moment_words(local, _language(), form)
    return format_html('<time datetime="{}" title="{}">{}</time>', local.isoformat(), local.strftime("%F %T %Z"), words)


@register.simple_tag
def defanged(value: str, copy: bool = True) -> SafeString:  # noqa: FBT001, FBT002 - template syntax
    """`{% defanged "http://bad.example" %}`: shown so that it cannot be pressed; copies what it shows."""
    return _part("defanged", value=plain_sight.defanged(value), copy=copy)


@register.simple_tag(takes_context=True)
def live_value(context: Any, kind: Kind, value: str) -> SafeString:
    """`{% live_value one.kind one.value %}`: shown and copied defanged; its live form by a press of its own, which is recorded."""
    shown, token = defanging.defanged(kind, value), context.get("csrf_token", "")
    return _part("live_value", shown=shown, kind=kind.word, is_dangerous=kind in defanging.DANGEROUS, token=token)


@register.simple_tag
def copied(value: str, shown: str) -> SafeString:
    """`{% copied sha256 short %}`: shown shortened, copied whole."""
    return _part("copied", value=value, shown=shown)


@register.simple_tag
def files(lines: Any) -> SafeString:
    """`{% files page.files %}`: a list of `FileLine`."""
    return _part("files", files=lines)


@register.filter
def in_bytes(size: int) -> str:
    """`{{ file.size|in_bytes }}`: 1 byte, 12.3 KB, 4.0 MB; thousands are 1,024."""
    if size < 1024:
        return ngettext("%(size)d byte", "%(size)d bytes", size) % {"size": size}
    return f"{size / 1024:.1f} KB" if size < 1024 * 1024 else f"{size / 1024 / 1024:.1f} MB"


@register.filter
def figure(number: int) -> str:
    """`{{ step.many|figure }}`: 720,000, in both languages."""
    return f"{number:,}"


@register.filter
def visible(value: str) -> str:
    """`{{ file.name|visible }}`: invisible and turning characters as code points."""
    return plain_sight.visible(value)


@register.filter
def safe_text(value: str) -> str:
    """`{{ text|safe_text|linebreaks }}`: written by others; addresses in it cannot be pressed."""
    return plain_sight.defanged_within(value)


@register.simple_tag
def button(  # noqa: PLR0913 - the one place that knows every button
    words: str,
    kind: str = "",
    *,
    href: str = "",
    name: str = "",
    value: str = "",
    size: str = "",
    picture: str = "",
    reason: str = "",
    confirm: str = "",
    form: str = "",
) -> SafeString:
    """`{% button _("Send report no. 1") "primary" %}`; with `href` a link, with `reason` disabled and explained."""
    classes = ["button", *(f"button--{each}" for each in (kind, size) if each)]
    return _part(
        "button",
        words=words,
        classes=" ".join(classes),
        href=href,
        name=name,
        value=value,
        picture=picture,
        reason=reason,
        confirm=confirm,
        form=form,
    )


# ---------------------------------------------------------------- forms


@register.simple_tag
def field(bound: BoundField, form: str = "", optional: bool = True) -> SafeString:  # noqa: FBT001, FBT002 - template syntax
    """`{% field form.phone %}`, `{% field form.code "code" %}`: label, help, errors and control, tied together."""
    shown_id = bound.id_for_label or bound.auto_id or bound.html_name
    described = [f"{shown_id}_help"] if bound.help_text else []
    described += [f"{shown_id}_error"] if bound.errors else []
    attributes: dict[str, Any] = {"aria-describedby": " ".join(described)} if described else {}
    attributes |= {"aria-invalid": "true"} if bound.errors else {}
    return _part(
        "field",
        id=shown_id,
        label=bound.label,
        help=bound.help_text,
        errors=[str(error) for error in bound.errors],
        is_required=bound.field.required,
        says_optional=optional,
        form=form,
        control=bound.as_widget(attrs=attributes),
        is_hidden=bound.is_hidden,
        is_check=getattr(bound.field.widget, "input_type", "") == "checkbox" and not hasattr(bound.field, "choices"),
        is_group=getattr(bound.field.widget, "use_fieldset", False),
    )


@register.simple_tag
def text_field(  # noqa: PLR0913 - a field has this many sides
    name: str,
    label: str,
    *,
    value: str = "",
    help: str = "",  # noqa: A002 - template syntax
    error: str = "",
    kind: str = "text",
    required: bool = False,
    form: str = "",
    autocomplete: str = "",
    rows: int = 5,
    of: Any = "",
) -> SafeString:
    """`{% text_field "phone" _("Telephone") value=v error=e help=h required=True %}`; kind "textarea" for long text.

    A form that a page repeats says `of` what each is: otherwise its fields would share an id, and every label lead to the first.
    """
    shown_id = f"id_{name}_{of}" if of else f"id_{name}"
    control = render_to_string(
        "components/control.html",
        {
            "id": shown_id,
            "name": name,
            "value": value,
            "kind": kind,
            "required": required,
            "autocomplete": autocomplete,
            "rows": rows,
            "described": " ".join([f"{shown_id}_help"] * bool(help) + [f"{shown_id}_error"] * bool(error)),
            "is_wrong": bool(error),
        },
    )
    return _part(
        "field",
        id=shown_id,
        label=label,
        help=help,
        errors=[error] if error else [],
        is_required=required,
        says_optional=True,
        form=form,
        control=control,
    )


@register.simple_tag
def choices(
    name: str,
    label: str,
    options: Any,
    form: str = "picks",
    *,
    help: str = "",  # noqa: A002 - template syntax
    error: str = "",
    required: bool = False,
    many: bool = False,
) -> SafeString:
    """`{% choices "tlp" _("Sharing scope") options "picks" %}`: picks, segments or checks, of `Choice`."""
    return _part(
        "choices",
        id=f"id_{name}",
        name=name,
        label=label,
        options=options,
        form=form,
        help=help,
        error=error,
        is_required=required,
        kind="checkbox" if many else "radio",
    )


@register.simple_tag
def error_summary(form: BaseForm | list[FieldError] | None) -> SafeString | str:
    """`{% error_summary form %}`: first in the form, takes the focus, each line leads to its field."""
    errors = _errors_of(form) if isinstance(form, BaseForm) else list(form or [])
    return _part("error_summary", errors=errors) if errors else ""


def _errors_of(form: BaseForm) -> list[FieldError]:
    errors = [FieldError("", str(words)) for words in form.non_field_errors()]
    for bound in form:
        place = bound.id_for_label or bound.auto_id
        errors += [
            FieldError(place, _("%(field)s: %(words)s") % {"field": bound.label, "words": words})
            for words in bound.errors
        ]
    return errors


# ---------------------------------------------------------------- parts with data


@register.simple_tag
def scope_band(scope: Any, form: str = "") -> SafeString | str:
    """`{% scope_band page.scope %}`: for the `scope` block of base.html; "sample" is no landmark."""
    return _part("scope_band", scope=scope, is_sample=form == "sample") if scope else ""


@register.simple_tag
def audience(preview: Any) -> SafeString:
    """`{% audience page.preview %}`: an `AudiencePreview`."""
    return _part("audience", preview=preview)


@register.simple_tag
def route(hops: Any, label: str = "") -> SafeString:
    """`{% route report.hops %}`: a list of `Hop`."""
    return _part("route", hops=hops, label=label)


@register.simple_tag
def editions(stops: Any) -> SafeString:
    """`{% editions report.stops %}`: a list of `EditionStop`."""
    return _part("editions", stops=stops)


@register.simple_tag
def diff(changes: Any) -> SafeString:
    """`{% diff page.changes %}`: a list of `Change`."""
    return _part("diff", changes=changes)


@register.simple_tag
def pager(page: Any) -> SafeString:
    """`{% pager page.pager %}`: a `Pager`."""
    return _part("pager", page=page)


@register.simple_tag
def menu(items: Any, foot: str = "") -> SafeString:
    """`{% menu items foot=_("…") %}`: a list of `MenuItem`."""
    return _part("menu", items=items, foot=foot)


@register.simple_tag
def crumbs(steps: Any) -> SafeString:
    """`{% crumbs page.crumbs %}`: a list of `Crumb`, above the heading."""
    return _part("crumbs", steps=steps)


@register.simple_tag
def progress(words: str, value: int, most: int, form: str = "") -> SafeString:
    """`{% progress _("Required fields") 10 11 %}`."""
    return _part("progress", words=words, value=value, most=most, form=form)


@register.simple_tag
def steps(items: Any, label: str) -> SafeString:
    """`{% steps page.steps _("Where you are") %}`: a list of `Step`."""
    return _part("steps", items=items, label=label)


@register.simple_tag
def toast(words: str, kind: str = "") -> SafeString:
    """`{% toast message %}`: base.html shows Django's messages this way."""
    return _part("toast", words=words, kind=kind)


# ---------------------------------------------------------------- parts with a body


@register.simple_block_tag
def note(content: str, title: str = "", kind: str = "") -> SafeString:
    """`{% note _("Saved") "done" %}…{% endnote %}`: plain, done, owed, danger."""
    picture = {"done": "check", "owed": "alert", "danger": "alert"}.get(kind, "info")
    return _part("note", content=content, title=title, kind=kind, picture=picture)


@register.simple_block_tag
def empty(content: str, title: str) -> SafeString:
    """`{% empty _("Nothing needs you now") %}…{% endempty %}`."""
    return _part("empty", content=content, title=title)


@register.simple_block_tag
def panel(content: str, title: str = "") -> SafeString:
    """`{% panel _("Who reads it") %}…{% endpanel %}`: for what stands beside the work."""
    return _part("panel", content=content, title=title)


@register.simple_block_tag
def section(
    content: str, title: str, count: str = "", *, more_url: str = "", more: str = "", anchor: str = ""
) -> SafeString:
    """`{% section _("New") count more_url=u more=_("See all") anchor="new" %}…{% endsection %}`."""
    return _part("section", content=content, title=title, count=count, more_url=more_url, more=more, anchor=anchor)


@register.simple_block_tag
def drill(content: str, words: str) -> SafeString:
    """`{% drill _("Reachability check, 25 Nov") %}…{% enddrill %}`: the one yellow surface."""
    return _part("drill", content=content, words=words)


def _part(part: str, /, **given: Any) -> SafeString:
    return render_to_string(f"components/{part}.html", given)
