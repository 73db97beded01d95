"""What can go wrong with editions, in the reader's words."""

from noroshi.vocabulary.errors import Refusal


class NobodyInRange(Refusal):
    code, status = "nobody_in_range", 422
    ja = "指定した相手は、この情報の共有範囲の外です。発信者に範囲の拡大を相談してください。"
    en = "None of these recipients is inside the range of this edition. Ask its originator to widen it."


class OnlyTheOriginator(Refusal):
    code, status = "only_the_originator", 403
    ja = "共有範囲を変えられるのは発信者だけです。"
    en = "Only the originator may change how this is shared."


class NotACarrier(Refusal):
    code, status = "not_a_carrier", 403
    ja = "この席は、受け取った情報をほかの組織に展開できません。"
    en = "Your desk cannot pass on to other organizations what it received."


class AnonymizeFirst(Refusal):
    """Who was promised that the name stays is kept that promise, whatever the carrier intends (手引書 2.1 セプター事務局経由)."""

    code, status = "anonymize_first", 403
    ja = "発信者は、名前を伏せて展開することを条件にしています。匿名化した報を作って送ってください。"
    en = "Its originator asked that it goes on without the name only. Make an anonymized edition and send that."


class ThroughTheLiaison(Refusal):
    """The usual path of 情報提供 (手引書 3.1); straight down only under a handling agreement (第2次行動計画 別添2(3)④)."""

    code, status = "through_the_liaison", 409
    ja = (
        "情報提供は、重要インフラ所管省庁のリエゾンを通してセプターと事業者に届きます。送り先には省庁を選んでください。"
        "内閣官房から直接送れるのは、取扱いの取決めがある相手への警報だけです（「早期警戒として直接送る」）。"
    )
    en = (
        "An advisory reaches CEPTOARs and operators through the liaison of their ministry: choose ministries. "
        "Straight from the center goes only a warning, to those with a handling agreement in force "
        "(“Send it directly as an early warning”)."
    )


class AlreadyRecalled(Refusal):
    code, status = "already_recalled", 409
    ja = "この報は発信者により取り消されています。"
    en = "This edition was recalled by its originator."


class MarkingChangedMeanwhile(Refusal):
    code, status = "marking_changed_meanwhile", 409
    ja = "ほかの人が先に共有範囲を変更しました。いまの範囲を確かめてから、もう一度変更してください。"
    en = "Somebody else changed the marking meanwhile. Look at it, then change it again."


class NotPublishable(Refusal):
    code, status = "not_publishable", 422
    ja = "公開できるのは公開情報（CLEAR）だけです。"
    en = "Only CLEAR editions can be published."


class ConfirmationMissing(Refusal):
    code, status = "confirmation_missing", 422
    ja = "公開すると、インターネット上のすべての人が読めます。確認の印をつけてから、もう一度実行してください。"
    en = "Everybody on the internet will be able to read this. Confirm it, then try again."


class ContentMissing(Refusal):
    code, status = "content_missing", 422
    ja = "内容がありません。件名と本文のどちらかを入力してください。"
    en = "There is no content. Write at least a title or a text."


class NumberTaken(Refusal):
    code, status = "number_taken", 409
    ja = "同じ事案の次の報が先に作られました。読み直してから続けてください。"
    en = "Somebody filed the next edition of this matter first. Read it, then continue."


class NeedToKnowMissing(Refusal):
    code, status = "need_to_know_missing", 403
    ja = "この事案の担当に指定されていないため、RED・AMBER では書き継げません。窓口責任者か管理者に指定を頼んでください。"
    en = "You are not assigned to this matter, so you cannot go on in RED or AMBER. Ask your point of contact or administrator."


class OutsideRange(Refusal):
    """An outside person whose NDA is missing or has ended (手引書 表4 定義)."""

    code, status = "outside_range", 403
    ja = "秘密保持契約の期限が確認できないため、公開情報以外は扱えません。組織の管理者に確かめてください。"
    en = "Your non-disclosure agreement is missing or has ended: only CLEAR information is open to you. Ask your administrator."


class NumberNotOwn(Refusal):
    code, status = "number_not_own", 403
    ja = "識別番号を取り下げられるのは、両方の番号を付けた窓口です。"
    en = "Only the desk that gave both numbers can withdraw one of them."


class NumbersOfTwo(Refusal):
    code, status = "numbers_of_two", 422
    ja = "二つの番号をまとめられるのは、同じ窓口が実名で連絡した事案だけです。ほかの窓口の番号を知らせることになるためです。"
    en = "Only the numbers of matters that one desk has reported by name are put together: else one would learn the other's number."


class NumberWithdrawn(Refusal):
    code, status = "number_withdrawn", 409
    ja = "どちらかの番号は、すでに取り下げられています。"
    en = "One of the two numbers has been withdrawn already."
