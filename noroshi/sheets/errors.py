"""Why a sheet is refused, in the words of whoever writes it."""

from noroshi.vocabulary.errors import Refusal


class NotASheet(Refusal):
    code, status = "not_a_sheet", 422
    ja = "これは事案シートではありません。"
    en = "This is not an incident sheet."


class NotForSheets(Refusal):
    code, status = "not_for_sheets", 403
    ja = "事案シートは、事業者・ISAC・横断的情報共有組織などのあいだで使います。この組織からは、情報提供でお知らせください。"
    en = "Incident sheets go between operators, ISACs, hubs and the like. This organization issues an advisory instead."


class NobodyNamed(Refusal):
    code, status = "nobody_named", 422
    ja = "共有先を一つ以上選んでください。"
    en = "Choose at least one desk, organization or community."


class NotAStraightAddress(Refusal):
    code, status = "not_a_straight_address", 422
    ja = "共有先は、窓口・組織・場やISACで指定してください。種別や分野の全体は選べません。"
    en = "Name desks, organizations or communities. Whole kinds and sectors cannot be chosen."
