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
