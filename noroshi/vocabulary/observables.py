"""What is said beside a value that somebody may block: whose it may be, and whom else it would hit."""

from noroshi.vocabulary.word import Word


class ValueFlag(Word):
    """A warning beside an address, a name or a hash."""

    OWN = "own", "自組織のもの", "ours"
    NEAR_OWN = "near_own", "自組織の名前に似ている", "resembles a name of ours"
    PRIVATE = "private", "内部のアドレス", "a private address"
    RESERVED = "reserved", "例示用などの予約値", "reserved, for instance for examples"
    KNOWN_GOOD = "known_good", "既知の正当な値", "known to be good"
    SHARED = "shared", "多くの人が使う基盤", "shared by many"
    DISGUISED = "disguised", "見た目と違う宛先", "shown as something else"


class ObservableKind(Word):
    """What a value is, as people read it. `noroshi.observables.Kind` counts the same words."""

    IPV4 = "ipv4", "IPv4アドレス", "IPv4 address"
    IPV6 = "ipv6", "IPv6アドレス", "IPv6 address"
    CIDR = "cidr", "ネットワーク", "network"
    DOMAIN = "domain", "ドメイン名", "domain name"
    URL = "url", "URL", "URL"
    EMAIL = "email", "メールアドレス", "mail address"
    MD5 = "md5", "ハッシュ値（MD5）", "hash (MD5)"
    SHA1 = "sha1", "ハッシュ値（SHA-1）", "hash (SHA-1)"
    SHA256 = "sha256", "ハッシュ値（SHA-256）", "hash (SHA-256)"
    SHA512 = "sha512", "ハッシュ値（SHA-512）", "hash (SHA-512)"
    FILE_NAME = "file_name", "ファイル名", "file name"
    REGISTRY_KEY = "registry_key", "レジストリキー", "registry key"
    MUTEX = "mutex", "ミューテックス", "mutex"
    USER_AGENT = "user_agent", "ユーザーエージェント", "user agent"
    ASN = "asn", "AS番号", "AS number"
    CVE = "cve", "脆弱性番号（CVE）", "vulnerability (CVE)"
    MAC = "mac", "MACアドレス", "MAC address"
    FILE_PATH = "file_path", "ファイルの場所", "file path"
    COMMAND_LINE = "command_line", "コマンドライン", "command line"
    MAIL_SUBJECT = "mail_subject", "メールの件名", "mail subject"
    ACCOUNT = "account", "アカウント名", "account"
    TECHNIQUE = "technique", "攻撃手法（ATT&CK）", "technique (ATT&CK)"
    COIN_ADDRESS = "coin_address", "暗号資産の宛先", "coin address"
    SSDEEP = "ssdeep", "類似ハッシュ（ssdeep）", "similarity hash (ssdeep)"
    TLSH = "tlsh", "類似ハッシュ（TLSH）", "similarity hash (TLSH)"
    JA3 = "ja3", "TLSの特徴（JA3）", "TLS fingerprint (JA3)"
    CERTIFICATE = "certificate", "証明書の指紋", "certificate fingerprint"
    SHA224 = "sha224", "ハッシュ値（SHA-224）", "hash (SHA-224)"
    SHA384 = "sha384", "ハッシュ値（SHA-384）", "hash (SHA-384)"
    SERVICE_NAME = "service_name", "サービス名", "service name"
    TEXT = "text", "文字列", "text"


class FindingPlace(Word):
    """Where in what was brought a value stands."""

    TEXT = "text", "本文", "text"
    SENDER = "sender", "差出人", "sender"
    REPLY_TO = "reply_to", "返信先", "reply address"
    RETURN_PATH = "return_path", "エラーの返送先", "return path"
    ROUTE = "route", "配送経路", "route of the mail"
    SUBJECT = "subject", "件名", "subject"
    LINK = "link", "リンク", "link"
    ATTACHMENT = "attachment", "添付ファイル", "attachment"
    HEADER = "header", "ヘッダ", "header"
    FILE = "file", "ファイルの中", "inside a file"
