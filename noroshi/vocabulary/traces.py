"""What a passage may give away about who wrote it, how sure that is, and what says so."""

from noroshi.vocabulary.word import Word


class TraceKind(Word):
    """What a passage may give away, and the word that would stand in its place."""

    NAME = "name", "当該事業者", "the operator"
    GROUP = "group", "当該事業者のグループ", "the operator's group"
    COMPANY = "company", "関係する事業者", "a company concerned"
    CONTRACTOR = "contractor", "委託先業者", "a contractor"
    PERSON = "person", "担当者", "the person in charge"
    TELEPHONE = "telephone", "［電話番号］", "[telephone number]"
    EMAIL = "email", "［メールアドレス］", "[e-mail address]"
    URL = "url", "［URL］", "[URL]"
    DOMAIN = "domain", "［ドメイン名］", "[domain name]"
    ADDRESS = "address", "［IPアドレス］", "[IP address]"
    HOST = "host", "［機器名］", "[machine name]"
    SYSTEM = "system", "当該システム", "the system concerned"
    PLACE = "place", "［場所］", "[place]"
    PRODUCT = "product", "［製品名］", "[product]"
    OURSELVES = "ourselves", "当該事業者等", "the operator concerned"


class Sureness(Word):
    """How sure it is that a passage is the source's own."""

    OWN = "own", "連絡元のもの", "the source's own"
    LIKELY = "likely", "連絡元のものと思われる", "probably the source's own"
    POSSIBLE = "possible", "だれのものか確かめる", "somebody's; look whose"


class TraceSign(Word):
    """What says that a passage may give somebody away."""

    DIRECTORY = "directory", "登録簿または連絡元の欄にある", "in the directory or in the source's own block"
    SHORT_FORM = "short_form", "登録された名称の略し方", "a way to shorten a registered name"
    INITIALS = "initials", "英語名の頭文字", "initials of the English name"
    READING = "reading", "登録された名称の読み", "the reading of a registered name"
    OWN_NETWORK = "own_network", "連絡元のネットワークの中", "inside the source's network"
    SAME_EXCHANGE = "same_exchange", "登録された電話番号と同じ局番", "the same exchange as a registered number"
    LEARNED = "learned", "この文章の中で名乗られている", "named elsewhere in this text"
    SHAPE = "shape", "書き方から", "by its shape"
    CONTEXT = "context", "前後の言葉から", "by the words around it"
    LIST = "list", "一般に知られた名前", "a name known to everybody"


class FilePart(Word):
    """Where in a file a text stands."""

    TEXT = "text", "本文", "text"
    NAME = "name", "ファイル名", "name of the file"
    PROPERTY = "property", "文書のプロパティ", "document property"
    COMMENT = "comment", "コメント", "comment"
    CHANGE = "change", "変更履歴", "tracked change"
    HIDDEN = "hidden", "隠された部分", "hidden part"
    LINK = "link", "リンクと属性", "links and attributes"
    HEADER = "header", "メールのヘッダ", "mail header"
    PICTURE = "picture", "画像の情報", "data of a picture"
    STRINGS = "strings", "中の文字列", "strings inside"


class FileMark(Word):
    """What a file carries that nobody sees on paper."""

    PROPERTIES = "properties", "作成者などのプロパティ", "properties such as the author"
    COMMENTS = "comments", "コメント", "comments"
    CHANGES = "changes", "変更履歴", "tracked changes"
    HIDDEN = "hidden", "隠されたシートや文字", "hidden sheets or text"
    REVISIONS = "revisions", "編集の識別子", "revision ids"
    THUMBNAIL = "thumbnail", "縮小画像", "a thumbnail"
    EMBEDDED = "embedded", "埋め込まれたファイル", "embedded files"
    MACROS = "macros", "マクロ", "macros"
    ACTIVE = "active", "自動で動くもの", "something that runs by itself"
    GPS = "gps", "撮影位置", "where a picture was taken"
    PICTURES = "pictures", "画像", "pictures"


class FileTrouble(Word):
    """Why a machine could not look through all of a file: a person must."""

    TOO_LARGE = "too_large", "大きすぎます。", "It is too large."
    TOO_DEEP = "too_deep", "中に何重にもファイルが入っています。", "Files lie inside files too deeply."
    TOO_SLOW = "too_slow", "読むのに時間がかかりすぎます。", "Reading it takes too long."
    ENCRYPTED = "encrypted", "暗号化されています。", "It is encrypted."
    DAMAGED = "damaged", "壊れているか、読めない作りです。", "It is damaged or cannot be read."
    HOSTILE = "hostile", "読む側を害しかねない作りです。", "It is made to harm whoever reads it."
    UNKNOWN = "unknown", "中身を読めない形式です。", "Its kind cannot be read."
    PICTURE = (
        "picture",
        "画像に写っているものは、人が見なければわかりません。",
        "Only a person can see what a picture shows.",
    )
    SPECIMEN = "specimen", "検体は開きません。", "A specimen is not opened."
