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
    OURSELVES = "ourselves", "当該事業者", "the operator"


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
