"""A whole life of reports and advisories, with a word of its own in each field, file, note and answer: who may not read it finds none."""

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.test import Client

from noroshi.advisories.actions import acknowledge, relay_advisory
from noroshi.asking.actions import answer, ask, ask_approval, open_link, pass_on
from noroshi.audiences.viewer import Viewer, acting_as
from noroshi.drafting.files import add_file
from noroshi.drafting.queries import DraftShown, draft
from noroshi.reports.actions import begin_anonymized, relay_report, submit_report
from noroshi.translating.actions import confirm
from noroshi.vocabulary import InquiryState, Language
from tests.cast import Cast
from tests.drafted import amended, draft_report, issued
from tests.rooms.api_routes import NOWHERE

SOURCE = {
    "summary": "鵺鳴峠の要約",
    "systems": "鵺鳴峠の設備",
    "supplement": "鵺鳴峠の補足",
    "lessons": "鵺鳴峠の教訓",
    "other_contacts": "鵺鳴峠の連絡先",
    "press_title": "鵺鳴峠の報道",
    "handling_note": "鵺鳴峠の特記",
    "operator_name": "鵺鳴峠の事業者",
    "source_telephone": "03-7777-0001",
}
TRANSLATED = "Nuenaki Pass in other words"
"""What the source itself has confirmed of its summary."""
SOURCE_FILES = {"attachments": "鵺鳴峠の記録.csv", "specimens": "鵺鳴峠の検体.exe"}
UNSENT = {"summary": "鳴子坂の下書き", "lessons": "鳴子坂の書きかけ"}
UNSENT_FILE = "鳴子坂の写し.csv"
DERIVED = {"summary": "狐火原の要約", "lessons": "狐火原の教訓"}
RELAY_NOTE = "獺淵の送り状"
ADVICE = {"threat_summary": "猫又橋の脅威", "course_of_action": "猫又橋の対処", "handling_note": "猫又橋の特記"}
ADVICE_NOTE = "獺淵の展開"
ANSWER = "雷獣岳の返事"
ASKED = {
    "center": "鴉天狗の問い",
    "ministry": "河童淵の問い",
    "secretariat": "座敷童の問い",
    "electric": "天邪鬼の答え",
    "back": "一反木綿の答え",
    "up": "文福茶釜の答え",
    "opening": "百目鬼の理由",
    "approval": "濡女の確認",
}
"""Down leg by leg, up again, why the name was opened, and what was written beside the text to approve."""


@dataclass
class Life:
    """Everything by the part that it plays; `ids` are those of the addresses."""

    source: uuid.UUID
    derived: uuid.UUID
    advisory: uuid.UUID
    drafts: dict[str, DraftShown]
    files: dict[str, uuid.UUID] = field(default_factory=dict)
    inquiries: dict[str, uuid.UUID] = field(default_factory=dict)

    @property
    def ids(self) -> dict[str, str]:
        known = {"source": self.source, "derived": self.derived, "advisory": self.advisory}
        drafts = {f"draft of {name}": one.public_id for name, one in self.drafts.items()}
        files = {f"file of {name}": one for name, one in self.files.items()}
        asked = {f"inquiry of {name}": one for name, one in self.inquiries.items()}
        return {name: str(one) for name, one in {**known, **drafts, **files, **asked}.items()}

    @property
    def matters(self) -> dict[str, str]:
        return {name: str(one.matter) for name, one in self.drafts.items()}


def lived(cast: Cast) -> Life:
    """図3 through the secretariat, 図6 from what came of it, and drafts that nobody has sent."""
    files: dict[str, uuid.UUID] = {}
    source = draft_report(cast.electric, "anonymized_report", tlp="amber", attachment_presence="yes", **SOURCE)
    unsent = draft_report(cast.electric, "direct_report", attachment_presence="yes", **UNSENT)
    with acting_as(cast.electric):
        for name, called in SOURCE_FILES.items():
            files[name] = _file(cast.electric, source, name, called)
        files["unsent"] = _file(cast.electric, unsent, "attachments", UNSENT_FILE)
        first = submit_report(cast.electric, source.public_id, version=source.version)
        confirm(cast.electric, first, Language.EN, {"summary": TRANSLATED})
    with acting_as(cast.secretariat):
        begun = begin_anonymized(cast.secretariat, first)
        blank = dict.fromkeys(("systems", "supplement", "other_contacts", "press_title", "handling_note"), "")
        anonymized = amended(cast.secretariat, begun, **{**blank, **DERIVED})
        derived = submit_report(cast.secretariat, anonymized.public_id, version=anonymized.version)
        open_ = begin_anonymized(cast.secretariat, first)
    with acting_as(cast.ministry):
        relay_report(cast.ministry, derived, note=RELAY_NOTE)
    meti = cast.world.organizations["meti"].public_id
    advisory = issued(cast.center, f"ministry_for_sector:{meti}/electricity", sources=(derived,), **ADVICE)
    office = next(desk for handle, desk in cast.world.desks.items() if handle.startswith("electricity_ceptoar."))
    with acting_as(cast.ministry):
        relay_advisory(cast.ministry, advisory, to=[f"desk:{office.public_id}"], note=ADVICE_NOTE)
    with acting_as(cast.secretariat):
        acknowledge(cast.secretariat, advisory, note=ANSWER)
    drafts = {"source": source, "unsent": unsent, "derived": anonymized, "open": open_}
    return Life(first, derived, advisory, drafts, files, _asked(cast, derived, open_))


def _asked(cast: Cast, derived: uuid.UUID, open_: DraftShown) -> dict[str, uuid.UUID]:
    """A question down to the source and its answer back, the link opened with a reason, and a text before its source."""
    legs: dict[str, uuid.UUID] = {}
    with acting_as(cast.center):
        legs["center"] = ask(cast.center, derived, ASKED["center"]).public_id
    with acting_as(cast.ministry):
        legs["ministry"] = pass_on(cast.ministry, legs["center"], text=ASKED["ministry"]).public_id
    with acting_as(cast.secretariat):
        legs["secretariat"] = pass_on(cast.secretariat, legs["ministry"], text=ASKED["secretariat"]).public_id
        open_link(cast.secretariat, derived, ASKED["opening"])
        legs["approval"] = ask_approval(cast.secretariat, open_.public_id, text=ASKED["approval"]).public_id
    told = (
        (cast.electric, "secretariat", "electric"),
        (cast.secretariat, "ministry", "back"),
        (cast.ministry, "center", "up"),
    )
    for viewer, leg, words in told:
        with acting_as(viewer):
            answer(viewer, legs[leg], InquiryState.TOLD, text=ASKED[words])
    return legs


def _file(viewer: Viewer, shown: DraftShown, name: str, called: str) -> uuid.UUID:
    given = add_file(viewer, shown.public_id, field=name, name=called, chunks=[f"{called}の中身".encode()])
    assert draft(viewer, shown.public_id).version == shown.version
    return given.public_id


MINUTE: Final = re.compile(r'(data-mark="[^"]*)\d{4}-\d\d-\d\d \d\d:\d\d(?=")')


def plain(answer: Any, *ids: str) -> str:
    """What was said, without what is drawn anew for every answer, the minute on its watermark, and the id that was asked for."""
    text = MINUTE.sub(r"\1", said(answer))
    for one in ids:
        text = text.replace(one, NOWHERE)
    return re.sub(r'(name="csrfmiddlewaretoken" value|nonce|"X-CSRFToken") ?[=:] ?"[^"]*"', r"\1", text)


def said(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode("utf-8", "replace")


def headers(answer: Any, *ids: str) -> dict[str, str]:
    """Everything around the answer as well: addresses, marks, cookies that carry words."""
    found = {name: str(value) for name, value in answer.headers.items() if name.lower() not in {"content-length"}}
    found["Content-Security-Policy"] = re.sub(r"nonce-[^']+", "", found.get("Content-Security-Policy", ""))
    return {name: value.replace(one, NOWHERE) for one in ids or (NOWHERE,) for name, value in found.items()}


def holds_none(text: str, words: Iterable[str], where: object) -> None:
    for word in words:
        assert word not in text, (where, word)


def asked(client: Client, method: str, address: str, **given: Any) -> Any:
    return getattr(client, method)(address, given) if given else getattr(client, method)(address)
