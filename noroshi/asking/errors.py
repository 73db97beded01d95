"""What can go wrong with asking, in the words of the desk that asks or is asked."""

from noroshi.vocabulary.errors import Refusal


class NobodyToAsk(Refusal):
    code, status = "nobody_to_ask", 422
    ja = "これはこの席が書いたもので、尋ねる相手はいません。"
    en = "Your own desk wrote this; there is nobody to ask."


class AnswerUnfit(Refusal):
    code, status = "answer_unfit", 422
    ja = "この照会には、その回答はできません。"
    en = "This is no answer to what was asked."


class NothingWider(Refusal):
    code, status = "nothing_wider", 422
    ja = "いまの範囲より広い色か、追加の相手を選んでください。"
    en = "Choose a wider color than it has, or somebody who should get it as well."


class InquiryEnded(Refusal):
    code, status = "inquiry_ended", 409
    ja = "この照会は、すでに回答されたか、取り下げられたか、期限が過ぎています。"
    en = "This was answered already, or withdrawn, or its time is over."


class ExpiryUnfit(Refusal):
    code, status = "expiry_unfit", 422
    ja = "回答の期限は、いまから1時間後より先、180日以内にしてください。"
    en = "The time for the answer must be at least an hour and at most 180 days from now."


class PassedOnAlready(Refusal):
    code, status = "passed_on_already", 409
    ja = "この照会は、すでに先へ取り次いでいます。"
    en = "This was passed on already."


class NowhereFurther(Refusal):
    code, status = "nowhere_further", 422
    ja = "取り次ぐ先がありません。この席から回答してください。"
    en = "There is nobody further back to pass it on to. Please answer it from your desk."


class ChooseTheSource(Refusal):
    code, status = "choose_the_source", 409
    ja = "これは複数の情報連絡から作られています。取り次ぐ先を選んでください。"
    en = "This was made of several reports. Choose to which of them it is passed on."


class MayUnmask(Refusal):
    code, status = "may_unmask", 409
    ja = (
        "この質問は、匿名の発信元がだれかを尋ねるものと受け取られるおそれがあります。発信元を特定することは禁じられています。"
        "書き直してください。このまま送る場合は確認が要り、匿名化した席と発信元に知らされます。"
    )
    en = (
        "This question may be read as asking who the anonymous source is, which is forbidden. Please put it in other words. "
        "If you confirm it as it is, the desk that took the name out and the source are told."
    )


class NamesTheSource(Refusal):
    code, status = "names_the_source", 409
    ja = "回答に、発信元を示す言葉が残っています（{found}）。書き直してください。"
    en = "The answer holds words that say who the source is ({found}). Please put them in other words."


class ApprovalNeeded(Refusal):
    code, status = "approval_needed", 409
    ja = "情報源の席は、送る前に加工後の文面の確認を求めています。確認を依頼してください。"
    en = "The source's desk wants to approve the processed text before it is sent. Ask it for its approval."


class ApprovalPending(Refusal):
    code, status = "approval_pending", 409
    ja = "情報源の席の確認を待っています。回答があるまで送れません。"
    en = "The source's desk has not answered yet. Nothing is sent until it has."


class NotApproved(Refusal):
    code, status = "not_approved", 409
    ja = "情報源の席は、この文面を承諾していません（期限までに回答がない場合を含みます）。書き直して、もう一度確認を依頼してください。"
    en = "The source's desk has not approved this text, or did not answer in time. Change it and ask again."


class ChangedSinceApproved(Refusal):
    code, status = "changed_since_approved", 409
    ja = "承諾された文面から変わっています。承諾どおりに戻すか、もう一度確認を依頼してください。"
    en = "The text is not the one that was approved any more. Put it back, or ask for approval again."


class NotAnonymous(Refusal):
    code, status = "not_anonymous", 422
    ja = "確認を依頼できるのは、匿名化した下書きだけです。"
    en = "Only for a draft without the name can its source be asked."
