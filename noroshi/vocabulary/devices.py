"""Words of what goes to devices: in which form, how far a value is on its way there, and why it is left out or taken back."""

from noroshi.vocabulary.word import Word


class DeviceFormat(Word):
    """In which form a device takes a list."""

    ADDRESS_LIST = (
        "address_list",
        "アドレスの一覧",
        "list of addresses",
        "One address or network a line, for firewalls that fetch external lists",
    )
    DOMAIN_LIST = "domain_list", "ドメイン名の一覧", "list of domain names", "One name a line"
    URL_LIST = "url_list", "URLの一覧", "list of URLs", "One URL a line, without its scheme"
    HASH_LIST = "hash_list", "ハッシュ値の一覧", "list of hashes", "One hash a line"
    CSV = "csv", "CSV", "CSV", "Every value with kind, confidence and expiry"
    RPZ = "rpz", "DNS応答ポリシーゾーン（RPZ）", "DNS response policy zone", "BIND, Unbound, PowerDNS, Knot"
    SURICATA = "suricata", "Suricataのルール", "Suricata rules"
    NFTABLES = "nftables", "nftablesの集合", "nftables sets"
    SQUID = "squid", "SquidのACL", "Squid ACL"
    HOSTS = "hosts", "hostsファイル", "hosts file"
    SIGMA = "sigma", "Sigmaのルール", "Sigma rules"


class LeftOut(Word):
    """Why a value does not stand in a file for a device."""

    NOT_FOR_FORMAT = "not_for_format", "この形式では表せない種類です。", "This form has no place for such a value."
    NOT_NORMAL = "not_normal", "値の形が正しくありません。", "The value is not in its form."
    TOO_WIDE = "too_wide", "範囲が広すぎます。", "It would hit far too many."
    TOO_LONG = "too_long", "この形式には長すぎます。", "It is too long for this form."
    COVERED = "covered", "一覧のほかの値に含まれます。", "Another value of the list covers it."
    ENDED = "ended", "有効期限が過ぎています。", "It is past its time."
    INSIDE_ENCRYPTION = (
        "inside_encryption",
        "暗号化された通信の中は見えません。",
        "Nothing can be seen of it inside encryption.",
    )


class BlockState(Word):
    """How far a value is on its way to the devices."""

    PROPOSED = "proposed", "提案中", "proposed", "Somebody at the desk wants it listed"
    REVIEWED = "reviewed", "確認済み", "reviewed", "Another person has looked at it"
    PUBLISHED = "published", "配信中", "published", "Devices read it"
    WITHDRAWN = "withdrawn", "取り下げ", "withdrawn", "Devices that have it must take it back"


class TakenBack(Word):
    """Why a value was taken off a list."""

    BY_HAND = "by_hand", "担当者が取り下げた", "taken off by somebody", "A person of the desk said so"
    DISMISSED = "dismissed", "載せないことにした", "dismissed", "It was never published"
    ENDED = "ended", "有効期限が過ぎた", "past its time", "What it rests on is valid no longer"
    RECALLED = (
        "recalled",
        "元の情報が取り下げられた",
        "its source was recalled",
        "What it rests on may be read no longer",
    )
    REVOKED = (
        "revoked",
        "元の情報が撤回された",
        "its source was revoked",
        "A later version says that it no longer holds",
    )
