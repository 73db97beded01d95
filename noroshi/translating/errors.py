"""What can go wrong with a translation, in the reader's words."""

from noroshi.vocabulary.errors import Refusal


class NoTranslator(Refusal):
    code, status = "no_translator", 409
    ja = "この環境には機械翻訳が設定されていません。訳文は、発信した窓口が自分で書いて確認できます。"
    en = "No machine translation is set up here. The desk that wrote the item can write and confirm the words itself."


class NotForTheMachine(Refusal):
    code, status = "not_for_the_machine", 403
    ja = "この情報の共有範囲では、機械翻訳に渡すことができません。"
    en = "The sharing scope of this item does not let a machine have it."


class TranslatorSilent(Refusal):
    code, status = "translator_silent", 409
    ja = "機械翻訳から答えがありません。少し待ってから、もう一度お試しください。続くときは運用者に知らせてください。"
    en = "The machine translation does not answer. Wait a little and try again; if it goes on, tell the operator of the platform."


class LanguageUnknown(Refusal):
    code, status = "language_unknown", 422
    ja = "訳せるのは日本語と英語だけです。"
    en = "Only Japanese and English can be chosen."


class PassageUnknown(Refusal):
    code, status = "passage_unknown", 422
    ja = "この情報にない箇所の訳文は残せません。ページを開き直してください。"
    en = "There is no such passage in this item. Open the page again."


class ValuesLost(Refusal):
    """Whoever blocks by the translation must block the same."""

    code, status = "values_lost", 422
    ja = "原文にある次の値が、訳文にありません：{values}。原文のとおりに書いてください。"
    en = "These values stand in the original and not in the translation: {values}. Write them as they are in the original."


class OnlyTheAuthorConfirms(Refusal):
    code, status = "only_the_author_confirms", 403
    ja = "訳文を確認済みにできるのは、この情報を発信した窓口だけです。"
    en = "Only the desk that wrote this item confirms a translation of it."
