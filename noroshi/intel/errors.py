"""What a sender of shared intelligence may hear."""

from noroshi.vocabulary.errors import Refusal


class OriginNamedTwice(Refusal):
    code, status = "origin_named_twice", 409
    ja = "同じ名前の情報源があります。別の名前にしてください。"
    en = "There is a source of that name already. Choose another name."


class OriginEnded(Refusal):
    code, status = "origin_ended", 409
    ja = "この情報源は終了しています。"
    en = "This source has ended."


class OriginMissing(Refusal):
    code, status = "origin_missing", 422
    ja = "どの情報源から来たかを選んでください。"
    en = "Say from which source this comes."


class MarkingUnknown(Refusal):
    code, status = "marking_unknown", 422
    ja = "共有範囲の印が分かりません。"
    en = "The marking is not known."


class NotForThisColor(Refusal):
    code, status = "not_for_this_color", 422
    ja = "この色では、そこまで広げられません。"
    en = "This color does not go that far."


class NoBulkLogin(Refusal):
    code, status = "no_bulk_login", 409
    ja = "大量の取り込みに使うデータベースの役割が設定されていません（DATABASE_BULK_URL）。"
    en = "The database role for bulk imports is not set up (DATABASE_BULK_URL)."


class ImportEnded(Refusal):
    code, status = "import_ended", 409
    ja = "この取り込みは、いまは動かせません。状態を確かめてください。"
    en = "This import cannot be run now. Look at its state."


class FileGone(Refusal):
    code, status = "import_file_gone", 409
    ja = "取り込むファイルが残っていません。もう一度送ってください。"
    en = "The file is not there any more. Please send it again."


class KnownAlready(Refusal):
    code, status = "known_already", 409
    ja = "その値は、この一覧に載っています。"
    en = "This value is on the list already."


class NoValueOfAnyKind(Refusal):
    code, status = "no_value_of_any_kind", 422
    ja = "値として読み取れません。アドレス、ネットワーク、ドメイン、URL、メールアドレス、ハッシュ値のいずれかを入力してください。"
    en = "This is no value that we know. Enter an address, a network, a domain, a URL, a mail address or a hash."


class NoEnvelope(Refusal):
    code, status = "no_envelope", 422
    ja = '{{"objects": [...]}} の形（エンベロープ）で送ってください。'
    en = 'Send an envelope: {{"objects": [...]}}.'


class CollectionReadOnly(Refusal):
    code, status = "collection_read_only", 403
    ja = "このコレクションには書き込めません。自分の窓口のコレクションへ送ってください。"
    en = "Nothing is written into this collection. Send to a collection of your own desk."


class NotAmongReaders(Refusal):
    code, status = "not_among_readers", 403
    ja = "この範囲の情報は、窓口でのあなたの役割では読めません。窓口の連絡担当者に頼んでください。"
    en = "Your role at this desk does not read what has this range. Ask the desk's point of contact to do it."


class SubscriptionUnclear(Refusal):
    code, status = "subscription_unclear", 422
    ja = "TAXII の版、間隔（5 分から 7 日）、一覧の読み方（列、値の種類、確度）を確かめてください。"
    en = "Look at the version of TAXII, the interval (five minutes to seven days), and how the list is read."


class SubscriptionOff(Refusal):
    code, status = "subscription_off", 409
    ja = "この取得は止められています。「取得する」を選んで保存してください。"
    en = "This subscription is switched off. Choose “Fetch” and save it first."


class AskedFirst(Refusal):
    code, status = "asked_first", 409
    ja = "TLP:AMBER 以上の情報を含むファイルは、持ち出す理由を選んでから受け取ってください。"
    en = "A file that holds TLP:AMBER or stricter is given once it was said what for."
