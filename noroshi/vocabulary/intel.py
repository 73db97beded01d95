"""Words of shared intelligence: where it comes from, how far that can be relied on, what became of an import."""

from noroshi.vocabulary.word import Word


class OriginKind(Word):
    """By which way a desk's intelligence comes to it."""

    UPLOAD = "upload", "ファイル", "file", "Somebody at the desk brings a file"
    FEED = "feed", "フィード", "feed", "The desk fetches it from another server"
    TAXII = "taxii", "TAXII 受信箱", "TAXII intake", "Other systems push it to the desk"
    MAIL = "mail", "メール", "mail", "It stands in mails"
    HAND = "hand", "手入力", "by hand", "Somebody at the desk writes it"


class Reliability(Word):
    """The Admiralty scale for a source: A is as good as certain, F has not been judged."""

    A = "A", "A: 完全に信頼できる", "A: completely reliable"
    B = "B", "B: おおむね信頼できる", "B: usually reliable"
    C = "C", "C: かなり信頼できる", "C: fairly reliable"
    D = "D", "D: あまり信頼できない", "D: not usually reliable"
    E = "E", "E: 信頼できない", "E: unreliable"
    F = "F", "F: 判断できない", "F: cannot be judged"


class ImportState(Word):
    """How far an import of a file is."""

    WAITING = "waiting", "待機中", "waiting"
    RUNNING = "running", "取り込み中", "running"
    DONE = "done", "完了", "done"
    FAILED = "failed", "失敗", "failed", "It can be taken up again where it ended"
    STOPPED = "stopped", "中止", "stopped", "Somebody stopped it; what was taken in stays"


class KnownList(Word):
    """Why a value is not worth an alarm, or worth care before it is blocked."""

    KNOWN_GOOD = "known_good", "正当と分かっている", "known good", "Never a sign of an attack by itself"
    SHARED = "shared", "多くの人が共用", "shared infrastructure", "Blocking it hits many who have nothing to do with it"


class FetchTrouble(Word):
    """Why nothing could be fetched from another server."""

    ADDRESS_NOT_ALLOWED = (
        "address_not_allowed",
        "このアドレスには接続できません（https の、インターネット上のアドレスに限ります）。",
        "This address may not be connected to: https and an address on the internet only.",
    )
    UNREACHABLE = "unreachable", "相手のサーバーにつながりません。", "The other server cannot be reached."
    NOT_TRUSTED = (
        "not_trusted",
        "相手のサーバーの証明書を確かめられません。",
        "The certificate of the other server is not trusted.",
    )
    KEY_REFUSED = "key_refused", "利用者名か鍵が受け付けられません。", "The user name or the key is refused."
    NOT_THERE = (
        "not_there",
        "コレクションが見つかりません。アドレスを確かめてください。",
        "The collection is not there. Look at the address.",
    )
    NOT_SPOKEN = (
        "not_spoken",
        "相手は、この版の TAXII として答えていません。版とアドレスを確かめてください。",
        "The other side does not answer as TAXII of this version. Look at the version and the address.",
    )
    NOT_UNDERSTOOD = "not_understood", "相手の応答を読み取れません。", "The answer of the other server cannot be read."
    REFUSED = "refused", "相手のサーバーが要求を受け付けません。", "The other server refuses what is asked."
    TOO_OFTEN = "too_often", "相手のサーバーが、間をあけるよう求めています。", "The other server asks to wait."
    SERVER_FAILS = "server_fails", "相手のサーバーで不具合が起きています。", "The other server fails."
    TOO_SLOW = "too_slow", "相手の応答が遅すぎます。", "The other server answers too slowly."
    TOO_LARGE = "too_large", "相手の応答が大きすぎます。", "The answer of the other server is too large."
    CUT_SHORT = "cut_short", "相手の応答が途中で切れています。", "The answer of the other server ends in the middle."
    LED_ELSEWHERE = (
        "led_elsewhere",
        "別のサーバーへ転送されました。転送先のアドレスを設定し直してください。",
        "It leads to another server. Enter that address instead.",
    )
    REPEATS_ITSELF = (
        "repeats_itself",
        "相手のサーバーが同じ内容を繰り返しています。",
        "The other server repeats itself.",
    )
    NOBODY_LEFT = (
        "nobody_left",
        "設定した人の席がなくなったため、止めています。設定し直してください。",
        "Whoever set it up has left the desk. Set it up again.",
    )
    OUR_FAULT = (
        "our_fault",
        "こちらの不具合で取り込めませんでした。相手の設定はそのままで、間をあけてもう一度試します。",
        "It could not be taken in by a fault of ours. Nothing need be changed: it is tried again after a while.",
    )
    NO_LIST = (
        "no_list",
        "一覧として読み取れません（値が一つもありません）。いまある値はそのまま残しています。",
        "This is no list: not one value is in it. What is here stays as it is.",
    )
    NO_COLUMN = (
        "no_column",
        "指定した列が見つかりません。列の名前か番号を確かめてください。",
        "The column is not there. Look at its name or number.",
    )


class SubscriptionKind(Word):
    """What another server gives when a desk fetches from it."""

    TAXII = "taxii", "TAXII コレクション", "TAXII collection"
    LIST = "list", "値の一覧", "list of values", "One value a line, or a column of a CSV"
    MISP = "misp", "MISP フィード", "MISP feed", "A manifest and one file for each event"


class LineFault(Word):
    """Why a line of a list gives no value."""

    NO_VALUE = "no_value", "値として読み取れません。", "It cannot be read as a value."
    OTHER_KIND = "other_kind", "指定した種類の値ではありません。", "It is no value of the kind that was chosen."
    NO_EVENT = "no_event", "MISP のイベントとして読み取れません。", "It cannot be read as an event of MISP."
    NO_CELL = "no_cell", "この行には、その列がありません。", "This line does not have that column."
    NOT_LISTED = (
        "not_listed",
        "この種類の値は、一覧からは取り込めません。",
        "Values of this kind are not taken in from lists.",
    )


class TakingReason(Word):
    """What somebody takes a file for that holds more than may be passed on freely."""

    OWN_DEVICES = "own_devices", "自組織の機器やシステムで使う", "for the own devices and systems"
    ANALYSIS = "analysis", "分析する", "to analyze it"
    INSIDE = "inside", "組織内で、知る必要のある人に伝える", "to tell those inside who need to know"
    KEEPING = "keeping", "記録として保管する", "to keep it as a record"
