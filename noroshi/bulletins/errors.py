"""What somebody who follows publishers may hear."""

from noroshi.vocabulary.errors import Refusal


class FeedAddressWrong(Refusal):
    code, status = "feed_address_wrong", 422
    ja = "https:// で始まるフィードのアドレスを入力してください。"
    en = "Write the address of the feed, beginning with https://."


class FollowedAlready(Refusal):
    code, status = "followed_already", 409
    ja = "このフィードはすでに登録されています。"
    en = "Your desk follows this feed already."


class FeedWishUnknown(Refusal):
    code, status = "feed_wish_unknown", 422
    ja = "確かめる間隔は15分から1日まで、言葉は50個までにしてください。"
    en = "Look between every 15 minutes and once a day, for at most 50 words."


class TooManyFollowed(Refusal):
    code, status = "too_many_followed", 409
    ja = "登録できる数の上限（100）に達しています。使わないものを終了してください。"
    en = "Your desk follows 100 already. End one that is not needed."


class CalendarNamedTwice(Refusal):
    code, status = "calendar_named_twice", 409
    ja = "同じ名前の予定表があります。別の名前にしてください。"
    en = "There is a calendar of that name already. Choose another name."


class DatesUnclear(Refusal):
    code, status = "dates_unclear", 422
    ja = "選んだ決まり方に必要な項目（第何週・曜日・週数・最初の日）を入力してください。"
    en = "Say what the chosen rule needs: which week and weekday, how many weeks, the first day."
