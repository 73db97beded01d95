"""What is written into the forms of the bench: as long as such texts are, about nothing that happened."""

TEXT = "社外の機器への不審な通信を確認し、通信の遮断と端末の隔離を行った。影響の範囲を調べている。"
REPORT = {
    "reported_at": "2026-04-01T10:00+09:00",
    "source_ministry": "所管省庁",
    "source_person": "担当者",
    "source_bureau": "情報セキュリティ室",
    "source_telephone": "03-0000-0000",
    "source_fax": "03-0000-0001",
    "source_email": "desk@example.jp",
    "event_kind": "unavailable",
    "attachment_presence": "no",
    "operator_name": "事業者",
    "detected_at": "4月1日 午前9時ごろ",
    "occurred_at": "3月末から",
    "systems": "監視制御の端末と、その保守に使う回線",
    "summary": TEXT,
    "system_status": "partly_running",
    "service_level_breached": "no",
    "may_spread": "no",
    "supplement": TEXT,
    "press_status": "none",
    "other_contacts": "警察に相談した。",
    "lessons": TEXT,
}
"""With the sector and what comes next, 23 of the form's fields."""
ADVISORY = {
    "provided_at": "2026-04-01T10:00+09:00",
    "threat_summary": TEXT,
    "threat_target": "遠隔接続機器",
    "course_of_action": TEXT * 2,
    "contact_person": "担当者",
    "contact_telephone": "03-0000-0000",
    "contact_email": "desk@example.jp",
    "attachment_presence": "no",
}
