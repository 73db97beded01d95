"""What somebody who searches may hear."""

from noroshi.vocabulary.errors import Refusal


class SearchWishUnknown(Refusal):
    code, status = "search_wish_unknown", 422
    ja = "絞り込みの指定を読み取れません。画面の選択肢から選んでください。"
    en = "This way to narrow the search is not known. Choose from those on the page."


class TooManySaved(Refusal):
    code, status = "too_many_saved", 409
    ja = "保存できる検索の数の上限（50）に達しています。使わないものを消してください。"
    en = "Your desk keeps 50 searches already. Remove one that is not needed."


class SavedNamedTwice(Refusal):
    code, status = "saved_named_twice", 409
    ja = "同じ名前の検索が保存されています。別の名前にしてください。"
    en = "A search of that name is kept already. Choose another name."


class NothingAsked(Refusal):
    code, status = "nothing_asked", 422
    ja = "保存する検索の言葉を入力してください。"
    en = "Write what to search for before you keep it."
