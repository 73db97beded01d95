"""What a follow-up changes, as a letter says it: counted first, then field by field; a correction with what stood there and why."""

from collections.abc import Iterator, Mapping
from typing import Any

from noroshi.audiences.kept_schemes import scheme_of
from noroshi.delivery.amending import Struck
from noroshi.delivery.wording import value_text
from noroshi.drafting.changes import BY_ITSELF, FieldChange, changes, tally
from noroshi.drafting.fields import fields_of
from noroshi.drafting.superseded import gone_between, lines_gone
from noroshi.schemes.forms import FormField
from noroshi.schemes.scheme import Scheme
from noroshi.vocabulary import Amendment, FormKind, Said, Text
from noroshi.vocabulary.differences import pieces
from noroshi.vocabulary.plain_sight import defanged_within

SINCE, BEFORE, NOW = Text("前の報からの変更", "Changed since"), Text("旧", "before"), Text("新", "now")
VOID = Text("取消。この記載では対応しないでください", "Withdrawn. Do not act on this")


def told_in_letter(
    kind: str, scheme_key: str, before: Mapping[str, Any], after: Mapping[str, Any], lang: str
) -> tuple[tuple[str, str], ...]:
    scheme = scheme_of(scheme_key)
    form = scheme.form(FormKind.of(kind)) if kind in set(FormKind) else None
    fields = {field.id: field for field in fields_of(form)} if form else {}
    found = [one for one in changes(form, before, after) if one.is_change and one.field_id not in BY_ITSELF]
    known = [one for one in found if one.field_id in fields]
    if not known:
        return ()
    counted = ("、" if lang == "ja" else ", ").join(f"{one.label(lang)} {n}" for one, n in tally(known).items())
    told = (_told(scheme, fields[one.field_id], one, lang) for one in known)
    return (SINCE.label(lang), counted), *_void(fields, before, after, lang), *told


def struck_in_letter(
    kind: str, scheme_key: str, said: Mapping[str, Any], now: Mapping[str, Any], lang: str
) -> tuple[Mapping[str, Any], tuple[tuple[str, str], ...]]:
    """An earlier issue as it may still be acted on, and first what its desk has taken out of its measures since."""
    form = scheme_of(scheme_key).form(FormKind.of(kind)) if kind in set(FormKind) else None
    fields = {field.id: field for field in fields_of(form)} if form else {}
    names = [name for name in gone_between(said, now) if name in fields]
    told = {name: lines_gone(said[name], now.get(name, "")) for name in names}
    struck = (
        (_label(fields[name], lang), Struck(defanged_within(went))) for name, (_kept, went) in told.items() if went
    )
    return {**said, **{name: kept for name, (kept, _went) in told.items()}}, tuple(struck)


def _void(
    fields: Mapping[str, FormField], before: Mapping[str, Any], after: Mapping[str, Any], lang: str
) -> Iterator[tuple[str, str]]:
    """Measures that nobody shall act on any more stand first, struck (C-054)."""
    for name, stretches in gone_between(before, after).items():
        if field := fields.get(name):
            words = Struck("\n".join(defanged_within(one) for one in stretches))
            yield _label(field, lang), words


def _label(field: FormField, lang: str) -> str:
    return f"[{VOID.label(lang)}] {field.mark}{field.label(lang)}"


def _told(scheme: Scheme, field: FormField, one: FieldChange, lang: str) -> tuple[str, str]:
    kind = one.amendment or Amendment.ADDITION
    words = f"{kind.label(lang)}: {one.reason}" if one.reason else kind.label(lang)
    return f"[{words}] {field.mark}{field.label(lang)}", "\n".join(_lines(scheme, field, one, kind, lang))


def _lines(scheme: Scheme, field: FormField, one: FieldChange, kind: Amendment, lang: str) -> Iterator[str]:
    old, new = (_text(scheme, field, said, lang) for said in (one.before, one.after))
    if kind is Amendment.ADDITION:
        yield "".join(piece.text for piece in pieces(old, new) if piece.kind == "new").strip() or new
        return
    yield f"{BEFORE.label(lang)}: {old or '―'}"
    yield f"{NOW.label(lang)}: {new or '―'}"


def _text(scheme: Scheme, field: FormField, said: Said | None, lang: str) -> str:
    return value_text(scheme, field, said.value, lang) if said else ""
