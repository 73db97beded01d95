"""What a client hears when it did not speak as the standard asks."""

from noroshi.vocabulary.errors import Refusal


class NotSpoken(Refusal):
    code, status = "not_spoken", 406
    ja = "この応答は application/taxii+json;version=2.1 でのみ返します。Accept ヘッダーを直してください。"
    en = "Answers come as application/taxii+json;version=2.1 only. Mend the Accept header."


class NotUnderstood(Refusal):
    code, status = "not_understood", 415
    ja = "送る内容は application/taxii+json;version=2.1 としてください（Content-Type ヘッダー）。"
    en = "Send what you send as application/taxii+json;version=2.1 (Content-Type header)."


class LimitUnclear(Refusal):
    code, status = "limit_unclear", 400
    ja = "limit は 1 以上の整数（数字だけ）で指定してください。"
    en = "limit is a whole number from 1, in digits alone."


class MomentUnclear(Refusal):
    code, status = "moment_unclear", 400
    ja = "日時は 2026-11-21T09:00:00.000Z の形（協定世界時）で指定してください。"
    en = "Write a time as 2026-11-21T09:00:00.000Z (UTC)."


class MatchUnclear(Refusal):
    code, status = "match_unclear", 400
    ja = "match の値が読み取れません。id・type・version・spec_version の値を確かめてください。"
    en = "A match value cannot be read. Look at the values of id, type, version and spec_version."


class NextUnclear(Refusal):
    code, status = "next_unclear", 400
    ja = "next は、直前の応答で受け取った値をそのまま、同じ条件とともに送ってください。"
    en = "Send next exactly as the answer before gave it, with the same conditions."


class AskedTwice(Refusal):
    code, status = "asked_twice", 400
    ja = "同じパラメーターが 2 回指定されています。"
    en = "A parameter is given twice."


class AskedTooOften(Refusal):
    code, status = "asked_too_often", 429
    ja = "このAPIキーからの要求が多すぎます。{seconds} 秒待ってから続けてください。"
    en = "Too many requests by this API key. Wait {seconds} seconds, then go on."
