"""What somebody who orders or carries out may hear."""

from noroshi.vocabulary.errors import Refusal


class DeskNotOurs(Refusal):
    code, status = "desk_not_ours", 422
    ja = "作業指示を出せるのは、自組織の有効な窓口だけです。"
    en = "Orders go to active desks of your own organization only."


class FieldOrdersItself(Refusal):
    code, status = "field_orders_itself", 403
    ja = "現場部門から出せるのは、自部門への作業指示だけです。ほかの部門への指示は CSIRT に依頼してください。"
    en = "A field department orders itself only. Ask your CSIRT to order other departments."


class DueUnfit(Refusal):
    code, status = "order_due_unfit", 422
    ja = "期限は、いまから1年以内の時刻にしてください。"
    en = "Choose a due time within a year from now."


class AfterUnfit(Refusal):
    code, status = "order_after_unfit", 422
    ja = "先に行う指示には、担当の窓口も読める指示を選んでください。"
    en = "Choose orders that the other desk may read as well as those to be done first."


class OrderMoved(Refusal):
    code, status = "order_moved", 409
    ja = "その間に状態が変わりました。画面を読み直してください。"
    en = "Its state has changed meanwhile. Load the page again."


class MoveUnfit(Refusal):
    code, status = "order_move_unfit", 409
    ja = "いまの状態、またはあなたの窓口では、その回答はできません。"
    en = "That answer does not fit its state now, or is not your desk's to give."


class WaitsForOthers(Refusal):
    code, status = "order_waits", 409
    ja = "先に終えるべき指示が残っています。終わってから始めるか、指示した窓口に順序を外してもらってください。"
    en = "Another order must be finished first. Begin after it, or ask whoever ordered it to lift the sequence."


class ReasonMissing(Refusal):
    code, status = "order_reason_missing", 422
    ja = "理由を書いてください。"
    en = "Say why."


class ProofMissing(Refusal):
    code, status = "order_proof_missing", 422
    ja = "確かめた結果を書くか、ファイルを添えてください。"
    en = "Say how it was verified, or add a file."


class NothingToUndo(Refusal):
    code, status = "nothing_to_undo", 409
    ja = "取り消せるのは、自分の窓口の最後の回答だけです。"
    en = "Only the latest answer of your own desk can be undone."


class HandOverByOrderer(Refusal):
    code, status = "hand_over_by_orderer", 403
    ja = "二つの窓口だけの指示です。ほかの窓口へは、指示した窓口が改めて出してください。"
    en = "It is for the two desks alone. Whoever ordered it gives it to another desk as an order of its own."


class AssetNamedTwice(Refusal):
    code, status = "asset_named_twice", 409
    ja = "同じ名前のシステムがあります。"
    en = "There is a system of that name already."


class AssetsUnreadable(Refusal):
    code, status = "assets_unreadable", 422
    ja = "{line}行目を読み取れません：{why}"
    en = "Line {line} cannot be read: {why}"


class HoursUnfit(Refusal):
    code, status = "hours_unfit", 422
    ja = "時間は1から2160までの整数で入力してください。"
    en = "Give hours as a whole number from 1 to 2160."


class RollupAmongOperators(Refusal):
    code, status = "rollup_among_operators", 422
    ja = "状況を伝えられるのは、自組織のほかの窓口か、ほかの事業者の窓口だけです。"
    en = "Figures are said to other desks of your own organization or of other operators only."


class RollupTwice(Refusal):
    code, status = "rollup_twice", 409
    ja = "その窓口には、すでに伝えています。"
    en = "That desk is told already."


class SummaryNotOurs(Refusal):
    code, status = "summary_not_ours", 422
    ja = "送り主に状況を伝えられるのは、受け取った情報提供に指示があるときだけです。"
    en = "A summary goes to the sender of an advisory that came here and has orders."
