"""Words of the sharing table (手引書 表4): the color is how far information may go, never how far it has gone."""

from typing import Final

from noroshi.vocabulary.word import Word


class Tlp(Word):
    """The four colors, strictest first. The documents print White where TLP 2.0 says CLEAR."""

    RED = "red", "宛先限り", "RED: named recipients only", "For the sender's and the receiver's desk alone"
    AMBER = (
        "amber",
        "特定分野・関係者限り",
        "AMBER: concerned parties of named sectors",
        "Those concerned who need to know",
    )
    GREEN = (
        "green",
        "重要インフラ関係主体限り",
        "GREEN: critical infrastructure parties",
        "Any sector, a closed list of parties",
    )
    CLEAR = "clear", "公開情報", "CLEAR: public", "May be published, subject to copyright"

    @property
    def printed(self) -> str:
        """The color as the forms print it (手引書 図4, 図7)."""
        return "White" if self is Tlp.CLEAR else self.value.capitalize()

    @property
    def width(self) -> int:
        """0 is the strictest, 3 the widest."""
        return _WIDTHS[self]


_WIDTHS: Final = {tlp: width for width, tlp in enumerate(Tlp)}


class Phrase(Word):
    """The closed list of phrases that a row of a sharing table may use; the policy has one short function for each."""

    CENTER_CIP_DESK = (
        "center_cip_desk",
        "内閣官房の重要インフラ防護担当",
        "the center's critical infrastructure protection desk",
    )
    CENTER = "center", "内閣官房", "the center"
    ADDRESSED_MINISTRY = "addressed_ministry", "宛先の重要インフラ所管省庁", "the addressed ministry"
    MINISTRY_OF_A_CONCERNED_SECTOR = (
        "ministry_of_a_concerned_sector",
        "直接関係する分野の重要インフラ所管省庁",
        "the ministry of a sector directly concerned",
    )
    CEPTOAR_OF_A_CONCERNED_SECTOR = (
        "ceptoar_of_a_concerned_sector",
        "直接関係する分野のセプター",
        "a CEPTOAR of a sector directly concerned",
    )
    OPERATOR_OF_A_CONCERNED_SECTOR = (
        "operator_of_a_concerned_sector",
        "直接関係する分野の重要インフラ事業者等",
        "an operator of a sector directly concerned",
    )
    ADDRESSED_CEPTOAR = "addressed_ceptoar", "提供先の分野のセプター", "a CEPTOAR of an addressed sector"
    ADDRESSED_OPERATOR = (
        "addressed_operator",
        "提供先の分野の重要インフラ事業者等",
        "an operator of an addressed sector",
    )
    ANY_MINISTRY = "any_ministry", "重要インフラ所管省庁", "any ministry responsible for a sector"
    ANY_CRISIS_MINISTRY = "any_crisis_ministry", "事案対処省庁", "any crisis ministry"
    ANY_SECURITY_MINISTRY = "any_security_ministry", "情報セキュリティ関係省庁", "any security ministry"
    ANY_DISASTER_MINISTRY = "any_disaster_ministry", "防災関係府省庁", "any disaster ministry"
    ANY_SECURITY_AGENCY = "any_security_agency", "情報セキュリティ関係機関", "any security agency"
    ANY_OLYMPIC_ORGANIZATION = "any_olympic_organization", "オリパラ関係組織", "any Olympic and Paralympic organization"
    ANY_CYBERSPACE_BUSINESS = "any_cyberspace_business", "サイバー空間関連事業者", "any cyberspace business"
    ANY_CEPTOAR = "any_ceptoar", "セプター", "any CEPTOAR"
    ANY_OPERATOR = "any_operator", "重要インフラ事業者等", "any operator"
    MEMBER_OPERATOR_OF_ANY_CEPTOAR = (
        "member_operator_of_any_ceptoar",
        "セプターを構成する重要インフラ事業者等",
        "an operator that is a member of a CEPTOAR",
    )
    SENDER_DESK = "sender_desk", "発信者の窓口", "the sender's desk"
    RECEIVER_DESK = "receiver_desk", "受信者の窓口", "the receiver's desk"
    ANALYSIS_PARTNER = (
        "analysis_partner",
        "あらかじめ合意した集約・分析の協力機関",
        "an agency agreed beforehand for aggregation and analysis",
    )
    MINISTRY_OF_PROVIDER_OR_RECIPIENT = (
        "ministry_of_provider_or_recipient",
        "情報提供元又は提供先の重要インフラ所管省庁",
        "the ministry of the provider or of the recipient",
    )
    NAMED_DESK = "named_desk", "名指しした窓口", "a desk that was named"
    NAMED_ORGANIZATION = "named_organization", "名指しした組織", "an organization that was named"
    MEMBER_OF_A_NAMED_COMMUNITY = (
        "member_of_a_named_community",
        "名指しした場やISACの構成員",
        "a member of a community or ISAC that was named",
    )
    PUBLIC = "public", "公開", "everybody"


class Requirement(Word):
    """What a table row may ask of a person besides belonging to a party (手引書 表4 定義)."""

    NEED_TO_KNOW = "need_to_know", "知る必要がある者", "need to know", "By assignment to a matter or by a standing duty"
    PERSONS = (
        "persons",
        "対象範囲の者",
        "person in range",
        "Staff, consultants, on-site contractors, contractors under an NDA",
    )


class TableVariant(Word):
    """Which party list is meant: the one printed on the form that was filled governs; 表4 fills what it leaves open."""

    REPORT_FORM = "report_form", "情報連絡様式", "report form", "手引書 図4"
    ADVISORY_FORM = "advisory_form", "情報提供様式", "advisory form", "手引書 図7"
    SHEET_FORM = "sheet_form", "事案シート様式", "sheet form", "デザインガイド 参考2"
    TABLE4 = "table4", "表4", "table 4", "手引書 表4"


class Leg(Word):
    """The stretch of road that an edition travels; each leg has its own originator."""

    OPERATOR_TO_MINISTRY = "operator_to_ministry", "事業者等から所管省庁", "operator to ministry"
    CEPTOAR_TO_MINISTRY = "ceptoar_to_ministry", "セプター事務局から所管省庁", "CEPTOAR to ministry"
    MINISTRY_TO_CENTER = "ministry_to_center", "所管省庁から内閣官房", "ministry to center"
    CENTER_TO_MINISTRY = "center_to_ministry", "内閣官房から所管省庁", "center to ministry"
    OTHER = "other", "その他", "other"


class Tlp2(Word):
    """TLP 2.0 labels (FIRST, 2022) used outward; the document's color and party list stay the truth."""

    RED = "red", "TLP:RED", "TLP:RED"
    AMBER_STRICT = "amber+strict", "TLP:AMBER+STRICT", "TLP:AMBER+STRICT"
    AMBER = "amber", "TLP:AMBER", "TLP:AMBER"
    GREEN = "green", "TLP:GREEN", "TLP:GREEN"
    CLEAR = "clear", "TLP:CLEAR", "TLP:CLEAR"
