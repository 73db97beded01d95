"""What a letter says: importance and color first, then only what its recipient may hold and the way is safe for. Plain text and HTML."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.utils import timezone
from django.utils.html import escape
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from noroshi.delivery.amending import Struck
from noroshi.vocabulary import Importance, NoticeKind, Protection, Tlp, Urgency
from noroshi.vocabulary.plain_sight import visible

RULE: Final = "─" * 30
STRICTEST_FIRST: Final = (Tlp.RED, Tlp.AMBER, Tlp.GREEN, Tlp.CLEAR)
MOST_IMPORTANT_FIRST: Final = (Importance.WARNING, Importance.CAUTION, Importance.REFERENCE)
SIGN: Final = {Importance.WARNING: "#b3261e", Importance.CAUTION: "#7a4d00", Importance.REFERENCE: "#374151"}


@dataclass(frozen=True, slots=True)
class Item:
    """One notice as this recipient may be told of it. Without `lines` it carries neither text nor title.

    `earlier` are the editions before it that the recipient holds, with their addresses.
    """

    kind: NoticeKind
    urgency: Urgency
    url: str
    at: datetime
    why: str = ""
    from_name: str = ""
    tlp: Tlp | None = None
    importance: Importance | None = None
    reference: str = ""
    number: int | None = None
    title: str = ""
    lines: tuple[tuple[str, str], ...] = ()
    earlier: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """`subject` stands outside the closed part: it never carries the title of what may not be read on the way."""

    subject: str
    text: str
    html: str
    is_emergency: bool


@dataclass(frozen=True, slots=True)
class Around:
    """What stands at the foot of every letter."""

    desk: str
    settings_url: str
    protection: Protection
    language: str = "ja"
    names_title: bool = field(default=True)


def letter(items: Sequence[Item], around: Around) -> Letter:
    with override(around.language):
        return Letter(
            subject=_subject(items, around),
            text=_text(items, around),
            html=_html(items, around),
            is_emergency=any(item.urgency is Urgency.EMERGENCY for item in items),
        )


def _subject(items: Sequence[Item], around: Around) -> str:
    if len(items) == 1:
        (item,) = items
        title = item.title if item.title and around.names_title else _sentence(item.kind.label(around.language))
        return " ".join([_marks(item.importance, item.tlp, around), *_which(item), _one_line(title)]).strip()
    tlps = [tlp for tlp in STRICTEST_FIRST if any(item.tlp is tlp for item in items)]
    most = [one for one in MOST_IMPORTANT_FIRST if any(item.importance is one for item in items)]
    count = ngettext("%(n)s notice", "%(n)s notices", len(items)) % {"n": len(items)}
    return f"{_marks(most[0] if most else None, tlps[0] if tlps else None, around)} {count}".strip()


def _marks(importance: Importance | None, tlp: Tlp | None, around: Around) -> str:
    """First of all, so that a list of mails says it at a glance (改善具体化 別添2(3))."""
    said = f"【{_sentence(importance.label(around.language))}】" if importance else ""
    return f"{said}[TLP:{tlp.name}]" if tlp else said


def _which(item: Item) -> list[str]:
    is_told = item.number and (item.reference or item.number > 1)
    number = [_("Report no. %(n)s") % {"n": item.number}] if is_told else []
    return [*([item.reference] if item.reference else []), *number]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]


def _one_line(words: str) -> str:
    return " ".join(visible(words).split())[:120]


def _text(items: Sequence[Item], around: Around) -> str:
    blocks = [f"{around.desk}\n" + _("You have a notice in Noroshi."), *(_block(item, around) for item in items)]
    return f"\n\n{RULE}\n\n".join([*blocks, _foot(items, around)]) + "\n"


def _block(item: Item, around: Around) -> str:
    facts = [f"{name}: {value}" for name, value in _facts(item, around.language)]
    said = [f"■ {label}\n{value.marked if isinstance(value, Struck) else value}" for label, value in item.lines]
    return (
        "\n".join(facts)
        + ("\n\n" + "\n\n".join(said) if said else "")
        + ("" if item.lines else _not_here(item, "\n\n"))
    )


def _facts(item: Item, lang: str) -> list[tuple[str, str]]:
    at = timezone.localtime(item.at).strftime("%Y-%m-%d %H:%M")
    pairs = [
        (_("Notice"), _sentence(item.kind.label(lang))),
        (_("Importance"), _sentence(item.importance.label(lang)) if item.importance else ""),
        ("TLP", f"TLP:{item.tlp.name}" if item.tlp else ""),
        (_("Number"), " ".join(_which(item))),
        (_("Title"), item.title),
        (_("From"), item.from_name),
        (_("Time"), at),
        (_("Open it"), item.url),
        *((_("Earlier: %(name)s") % {"name": name}, url) for name, url in item.earlier),
        (_("Why you get this"), _sentence(item.why)),
    ]
    return [(name, value) for name, value in pairs if value]


def _not_here(item: Item, before: str) -> str:
    """Only where there is a text that was left out."""
    if item.tlp in {Tlp.AMBER, Tlp.RED}:
        return before + _("Its text does not leave Noroshi by mail. Open it there after signing in.")
    return ""


def _foot(items: Sequence[Item], around: Around) -> str:
    closing = {
        Protection.SMIME: _("This mail was encrypted with your desk's S/MIME certificate."),
        Protection.OPENPGP: _("This mail was encrypted with your desk's OpenPGP key."),
    }.get(around.protection, "")
    lines = [
        _("This mail was sent automatically; an answer to it reaches nobody."),
        _("Do not pass it on beyond the range of its color."),
        closing,
        _("Where your desk's notices go, and when: %(url)s") % {"url": around.settings_url},
    ]
    return "\n".join(line for line in lines if line)


def _html(items: Sequence[Item], around: Around) -> str:
    """Tables and inline styles, because mail programs know nothing else; no picture, nothing from outside."""
    body = "".join(_html_block(item, around) for item in items)
    foot = "<br>".join(escape(line) for line in _foot(items, around).splitlines())
    return (
        f'<!doctype html><html lang="{around.language}"><head><meta charset="utf-8"><title>Noroshi</title></head>'
        '<body style="margin:0;padding:24px 12px;background:#f4f5f7;color:#1a1a1c;'
        "font-family:'BIZ UDPGothic','Hiragino Sans','Yu Gothic','Noto Sans JP',sans-serif;font-size:16px;line-height:1.7\">"
        '<table role="presentation" width="100%" cellpadding="0" cellspacing="0"><tr><td align="center">'
        '<table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;max-width:640px;background:#ffffff;'
        'border:1px solid #d8dbe0"><tr><td style="padding:20px 24px 4px"><b>狼煙 Noroshi</b><br>'
        f'<span style="color:#55585f">{escape(around.desk)}</span></td></tr>{body}'
        f'<tr><td style="padding:16px 24px 24px;border-top:1px solid #d8dbe0;color:#55585f;font-size:13px">{foot}</td></tr>'
        "</table></td></tr></table></body></html>"
    )


def _html_block(item: Item, around: Around) -> str:
    """Importance, color and title stand large; the table says the rest."""
    importance = _sentence(item.importance.label(around.language)) if item.importance else ""
    color = SIGN[item.importance] if item.importance else ""
    marks = [
        *([_mark(importance, color)] if importance else []),
        *([_mark(f"TLP:{item.tlp.name}", "#000000")] if item.tlp else []),
    ]
    title = item.title or _sentence(item.kind.label(around.language))
    told_above = {importance, title, f"TLP:{item.tlp.name}" if item.tlp else ""}
    rows = "".join(
        f'<tr><td style="padding:2px 16px 2px 0;color:#55585f;white-space:nowrap;vertical-align:top">{escape(name)}</td>'
        f'<td style="padding:2px 0;vertical-align:top">{_linked(item, value)}</td></tr>'
        for name, value in _facts(item, around.language)
        if value not in told_above
    )
    said = "".join(
        f'<h2 style="font-size:15px;margin:16px 0 2px">{escape(label)}</h2><p style="margin:0;white-space:pre-wrap">{_written(value)}</p>'
        for label, value in item.lines
    )
    left_out = "" if item.lines else _not_here(item, "")
    left_out = f'<p style="margin:12px 0 0">{escape(left_out)}</p>' if left_out else ""
    return (
        f'<tr><td style="padding:12px 24px 20px"><p style="margin:0 0 8px">{" ".join(marks)}</p>'
        f'<h1 style="font-size:19px;line-height:1.5;margin:0 0 8px">{escape(title)}</h1>'
        f'<table role="presentation" cellpadding="0" cellspacing="0" style="font-size:14px">{rows}</table>{said}{left_out}</td></tr>'
    )


def _written(value: str) -> str:
    return f"<s>{escape(value)}</s>" if isinstance(value, Struck) else escape(value)


def _mark(words: str, color: str) -> str:
    return f'<span style="background:{color};color:#ffffff;padding:2px 10px">{escape(words)}</span>'


def _linked(item: Item, value: str) -> str:
    """The only links of a letter are ways back into the portal."""
    addresses = {item.url, *(url for _name, url in item.earlier)}
    return (
        f'<a href="{escape(value)}" style="color:#0017c1">{escape(value)}</a>' if value in addresses else escape(value)
    )
