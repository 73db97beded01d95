"""What somebody of a desk is doing at an open page, and of what kinds open pages are told."""

from noroshi.vocabulary.word import Word


class AtWork(Word):
    """Shown to the own desk while the page is open."""

    READING = "reading", "閲覧中", "reading"
    WRITING = "writing", "作成中", "writing"


class SignalKind(Word):
    """What may have changed for the reader of an open page. A signal never says more."""

    ITEM = "item", "情報", "items", "Something that is held, or what stands about it"
    NOTICE = "notice", "通知", "notices"
    DRAFT = "draft", "下書き", "drafts"
    NOTE = "note", "引継ぎ", "the hand-over note"
    ORDER = "order", "作業指示", "orders"
    HERE = "here", "在席", "who is here"
