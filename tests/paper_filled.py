"""Forms filled for tests of what is printed: one of each kind with something in every field."""

from datetime import UTC, datetime
from typing import Any, Final

from noroshi.paper.paper import Enclosed, Holder, Paper
from noroshi.schemes import load_scheme
from noroshi.vocabulary import FormKind

SCHEME: Final = load_scheme("plan4")
HOLDER: Final = Holder("佐伯 みなと", "汐見電力 CSIRT", datetime(2026, 11, 21, 8, 5, tzinfo=UTC))
SPECIMEN: Final = Enclosed("sample.exe", 4096, "b" * 64, is_specimen=True)
REPORT: Final[dict[str, Any]] = {
    "importance": "caution",
    "edition_number": 3,
    "reference_number": "K7QF-2X4M",
    "reported_at": "2026-11-21T13:00+09:00",
    "source_ministry": "経済産業省",
    "source_person": "髙橋 花子",
    "source_bureau": "電力基盤課",
    "source_telephone": "03-1234-5678",
    "source_fax": "03-1234-5679",
    "source_email": "renraku@meti.example",
    "sharing_scope": "amber",
    "handling_note": "企業が特定される事項を除いて他分野への情報提供可",
    "event_kind": "intrusion",
    "causes": ["suspicious_mail", "unknown"],
    "attachment_presence": "yes",
    "sector": "electricity",
    "operator_name": {"value": "", "anonymized": True},
    "detected_at": "11/21 2:40頃",
    "occurred_at": {"value": "11/20 夜", "certainty": "estimate", "basis": "サーバログ等より推測"},
    "systems": "変電所の保守端末 https://example.com/top.php\n委託先: 某社",
    "summary": {"value": "社外への不審な通信を確認した。\n通信先は 203.0.113.7。", "certainty": "unconfirmed"},
    "system_status": "partly_running",
    "service_level_breached": "no",
    "may_spread": "yes",
    "timeline": [{"at": "11/20 23:00", "entry": "監視で検知"}, {"at": "11/21 02:40頃", "entry": "遮断\nログを保全"}],
    "supplement": "流出は確認されていない。",
    "press_status": "planned",
    "press_at": "11/22 午前",
    "press_title": "ニュースリリース",
    "other_contacts": "県警へ通報",
    "outlook": "continuing",
    "next_report_at": "11/23 09:00",
    "lessons": "経営層への連絡を早く。",
    "attachments_follow_by": "本日中に電子メール",
}
ADVISORY: Final[dict[str, Any]] = {
    "importance": "warning",
    "edition_number": 1,
    "reference_number": "T12-345",
    "provided_at": "2026-11-21T13:00+09:00",
    "destinations": ["経済産業省（電力分野）", "金融庁（銀行等）"],
    "sharing_scope": "green",
    "handling_note": "特になし",
    "attachment_presence": "no",
    "threat_summary": "遠隔接続機器の弱点が悪用されている。",
    "threat_target": "http://example.co.jp/top.html にアクセスした場合",
    "course_of_action": "○ログの確認\n○203.0.113.9 の遮断",
    "others": "その他の欄の文",
    "contact_person": "提供 花子",
    "contact_telephone": "03-0000-1111",
    "contact_fax": "03-0000-2222",
    "contact_email": "teikyo@xx.example",
    "addressees": [{"tier": "ciso", "expected_action": "全社の遠隔接続を点検させる"}],
}


def paper(kind: FormKind, content: dict[str, Any] | None = None, **more: Any) -> Paper:
    form = SCHEME.form(kind)
    assert form is not None
    filled = REPORT if kind is FormKind.REPORT else ADVISORY
    return Paper(SCHEME, form, filled if content is None else content, **more)
