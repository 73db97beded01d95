"""What somebody who looks after devices may hear."""

from noroshi.vocabulary.errors import Refusal


class ListNamedTwice(Refusal):
    code, status = "list_named_twice", 409
    ja = "同じ名前の一覧があります。別の名前にしてください。"
    en = "There is a list of that name already. Choose another name."


class ListScopeUnknown(Refusal):
    code, status = "list_scope_unknown", 422
    ja = "一覧に載せる種類を一つ以上選び、確度は0から100までの数で入力してください。"
    en = "Choose at least one kind for the list, and a confidence from 0 to 100."


class NothingToPropose(Refusal):
    code, status = "nothing_to_propose", 422
    ja = "選んだ値は、いまは提案できません。候補をもう一度確かめてください。"
    en = "None of the chosen values can be proposed now. Look at the candidates again."


class LineChanged(Refusal):
    code, status = "line_changed", 409
    ja = "その間に別の人が扱いました。画面を読み直してください。"
    en = "Somebody else has dealt with it meanwhile. Load the page again."


class AnotherPersonReviews(Refusal):
    code, status = "another_person_reviews", 403
    ja = "提案した人とは別の人が確かめてください。"
    en = "Somebody other than who proposed it must review it."


class WhyInSpite(Refusal):
    code, status = "why_in_spite", 422
    ja = "自組織・正当・共用などの注意が付いた値があります。それでも載せる理由を書いてください。"
    en = "Some values carry a warning: own, known good or shared by many. Say why they are to be listed in spite of it."


class NothingToPublish(Refusal):
    code, status = "nothing_to_publish", 409
    ja = "確認済みの値がありません。"
    en = "No value has been reviewed."


class KeyEndsTooLate(Refusal):
    code, status = "device_key_ends", 422
    ja = "鍵の期限は、いまより後の2年以内にしてください。"
    en = "A key ends within two years from now."


class KeyNeedsEverything(Refusal):
    """A key hands over all that is published on the list, whatever its color."""

    code, status = "key_needs_everything", 403
    ja = "機器用の鍵は、この窓口の情報をすべて読める人（窓口の責任者・代理、CSIRT など）だけが作れます。窓口の責任者に依頼してください。"
    en = "Keys for devices are made by those who may read everything at this desk (its contacts, deputies, CSIRT). Ask the desk's contact."
