"""Each fault by its code: Japanese and English. `{given}` is what stood there."""

from typing import Final

WORDINGS: Final[dict[str, tuple[str, str]]] = {
    "not_json": ("JSON として読み取れません（{given}）。", "This is no JSON ({given})."),
    "not_utf8": ("文字コードが UTF-8 ではありません。", "The text is not UTF-8."),
    "too_deep": ("入れ子が深すぎます（{given} 段まで）。", "It is nested too deeply (at most {given} levels)."),
    "too_large": ("大きすぎます（{given} バイトまで）。", "It is too large (at most {given} bytes)."),
    "too_many": ("数が多すぎます（{given} 個まで）。", "There are too many (at most {given})."),
    "cut_short": ("途中で切れています。", "It ends in the middle."),
    "not_a_bundle": (
        "バンドルでもエンベロープでもありません。objects に STIX オブジェクトの配列を入れてください。",
        "This is neither a bundle nor an envelope. Put an array of STIX objects into objects.",
    ),
    "not_an_object": (
        "STIX オブジェクト（JSON の辞書）ではありません。",
        "This is no STIX object (a JSON dictionary).",
    ),
    "duplicate_key": ("同じ項目が二度書かれています: {given}", "The same key is written twice: {given}"),
    "half_a_pair": ("文字の片割れ（サロゲート）があります。", "There is half of a character (a lone surrogate)."),
    "nul": ("使えない文字（NUL）があります。", "There is a character that cannot be kept (NUL)."),
    "number_out_of_range": (
        "数が大きすぎるか、細かすぎます（{given}）。",
        "The number is out of range ({given}).",
    ),
    "missing": ("必須の項目 {given} がありません。", "The required property {given} is missing."),
    "not_allowed": ("ここには書けない項目です: {given}", "This property may not stand here: {given}"),
    "null": ("null は書けません。項目ごと省いてください。", "null may not stand here. Leave the property out."),
    "wrong_type": ("値の型が違います（{given}）。", "The value is of the wrong type ({given})."),
    "wrong_value": ("使えない値です: {given}", "This value cannot be used: {given}"),
    "wrong_word": ("選べる語ではありません: {given}", "This is not one of the words to choose from: {given}"),
    "empty": (
        "空の一覧は書けません。項目ごと省いてください。",
        "An empty list may not stand here. Leave the property out.",
    ),
    "out_of_bounds": ("範囲の外です（{given}）。", "This is out of bounds ({given})."),
    "not_an_id": ("識別子の形ではありません（種別--UUID）: {given}", "This is no identifier (type--UUID): {given}"),
    "wrong_id_type": ("識別子の種別が違います: {given}", "The identifier is of the wrong type: {given}"),
    "not_a_type": ("種別の名前として使えません: {given}", "This cannot be the name of a type: {given}"),
    "not_a_key": ("項目の名前として使えません: {given}", "This cannot be the name of a property: {given}"),
    "not_a_moment": (
        "日時の形ではありません（例 2026-04-01T09:00:00Z）: {given}",
        "This is no moment (such as 2026-04-01T09:00:00Z): {given}",
    ),
    "wrong_order": ("日時の前後が逆です: {given}", "The moments are in the wrong order: {given}"),
    "old_spec": (
        "STIX 2.1 ではありません（spec_version に 2.1 が必要です）: {given}",
        "This is not STIX 2.1 (spec_version must be 2.1): {given}",
    ),
    "not_a_pattern": ("パターンとして読めません（{given}）。", "The pattern cannot be read ({given})."),
    "not_a_hash": ("ハッシュ値の形ではありません: {given}", "This is no hash of its kind: {given}"),
    "needs_one_of": ("次のどれかが必要です: {given}", "One of these is needed: {given}"),
    "not_together": ("同時には書けません: {given}", "These may not stand together: {given}"),
    "only_with": ("一緒に書く項目が足りません: {given}", "What it goes with is missing: {given}"),
    "not_a_language": (
        "言語の記号ではありません（例 ja, en）: {given}",
        "This is no language tag (such as ja, en): {given}",
    ),
    "not_base64": ("base64 の形ではありません。", "This is not base64."),
    "not_hex": ("16 進数の形ではありません: {given}", "This is not hexadecimal: {given}"),
    "not_a_selector": ("どこを指すか分かりません: {given}", "It is not clear what this selects: {given}"),
    "marking_unlike": (
        "TLP の印の識別子と中身が合いません: {given}",
        "The identifier and the content of this TLP marking do not agree: {given}",
    ),
    "marked_by_itself": ("印が自分自身を指しています。", "A marking refers to itself."),
    "not_a_url": ("URL の形ではありません: {given}", "This is no URL: {given}"),
    "not_an_address": ("アドレスの形ではありません: {given}", "This is no address of its kind: {given}"),
    "unreadable": ("読み取れません。", "This cannot be read."),
}
