"""Who takes part: kinds of organizations and desks, roles of people and their tie to the organization."""

from noroshi.vocabulary.word import Word


class OrganizationKind(Word):
    """Kinds of organizations. `council` is the statutory one; `ceptoar_council` is another body."""

    OPERATOR = (
        "operator",
        "重要インフラ事業者等",
        "operator",
        "Runs a critical infrastructure service, or a body formed of such",
    )
    CEPTOAR = "ceptoar", "セプター", "CEPTOAR", "Sharing and analysis body of one sector's operators"
    CEPTOAR_COUNCIL = (
        "ceptoar_council",
        "セプターカウンシル",
        "CEPTOAR council",
        "Cross-sector body independent of the government",
    )
    MINISTRY = "ministry", "重要インフラ所管省庁", "responsible ministry", "Responsible for a sector by its laws"
    CENTER = "center", "内閣官房", "center", "The national center; its name is data because it has changed"
    CRISIS_MINISTRY = "crisis_ministry", "事案対処省庁", "crisis ministry", "Handles crimes, disasters and emergencies"
    SECURITY_MINISTRY = (
        "security_ministry",
        "情報セキュリティ関係省庁",
        "security ministry",
        "Makes information security policy",
    )
    DISASTER_MINISTRY = "disaster_ministry", "防災関係府省庁", "disaster ministry", "Gathers information in a disaster"
    SECURITY_AGENCY = (
        "security_agency",
        "情報セキュリティ関係機関",
        "security agency",
        "Analyzes and advises on security",
    )
    OLYMPIC_ORGANIZATION = (
        "olympic_organization",
        "オリパラ関係組織",
        "Olympic organization",
        "Prepares and runs the Games",
    )
    CYBERSPACE_BUSINESS = (
        "cyberspace_business",
        "サイバー空間関連事業者",
        "cyberspace business",
        "System, security or platform vendor",
    )
    INFORMATION_PROVIDER = (
        "information_provider",
        "情報提供組織",
        "information provider",
        "Provides threat information to any sector",
    )
    CROSS_SECTOR_HUB = (
        "cross_sector_hub",
        "横断的情報共有組織",
        "cross-sector hub",
        "Collects, prepares and passes on across sectors",
    )
    ISAC = "isac", "ISAC", "ISAC", "Information sharing and analysis center of a trade; not a CEPTOAR"
    KEY_SERVICE_OPERATOR = (
        "key_service_operator",
        "重要サービス事業者等",
        "key service operator",
        "Runs a service that an event needs",
    )
    COORDINATION_CENTER = (
        "coordination_center",
        "サイバーセキュリティ対処調整センター",
        "coordination center",
        "Coordinates for an event",
    )
    COUNCIL = (
        "council",
        "サイバーセキュリティ協議会",
        "Cybersecurity Council",
        "Statutory council with duties of confidentiality",
    )
    DESIGNATED_CORPORATION = (
        "designated_corporation",
        "政令指定法人",
        "designated corporation",
        "Does the council's liaison work",
    )
    PLATFORM = "platform", "運用主体", "platform operator", "Operates this system; reads nothing by that"


class DeskKind(Word):
    """What a desk is for. Red stops at desks, so the kind decides more than a name does."""

    CIP = "cip", "重要インフラ防護担当", "critical infrastructure protection desk", "The center's desk that 表4 names"
    LIAISON = "liaison", "リエゾン", "liaison desk", "A ministry's desk toward the center"
    SECRETARIAT = "secretariat", "事務局", "secretariat", "Runs a CEPTOAR, an ISAC or the council"
    CSIRT = "csirt", "CSIRT", "CSIRT", "Responds to incidents"
    FIELD = "field", "現場部門", "field department", "Runs the systems"
    PLANNING = "planning", "企画部門", "planning department", "Plans and orders measures"
    EXECUTIVE = "executive", "経営層", "executives", "Decides on keeping systems running or stopping them"
    ANALYSIS = "analysis", "分析担当", "analysis desk", "Analyzes threats and specimens"
    HUB = "hub", "ハブ", "hub desk", "Passes on across sectors"
    GENERAL = "general", "一般窓口", "general desk", "Any other point of contact"


class Role(Word):
    """What a person does at a desk."""

    EXECUTIVE = "executive", "経営層", "executive"
    CISO = "ciso", "最高情報セキュリティ責任者", "CISO"
    PLANNING = "planning", "企画", "planning"
    CSIRT = "csirt", "CSIRT要員", "CSIRT member"
    OPERATIONS = "operations", "運用", "operations"
    LIAISON = "liaison", "リエゾン", "liaison"
    SECRETARIAT = "secretariat", "事務局員", "secretariat"
    MODERATOR = "moderator", "モデレータ", "moderator"
    ANALYST = "analyst", "アナリスト", "analyst"


class Tie(Word):
    """How a person belongs to the organization (手引書 表4 定義: persons in range)."""

    STAFF = "staff", "職員", "staff"
    CONSULTANT = "consultant", "コンサルタント", "consultant"
    ON_SITE_CONTRACTOR = "on_site_contractor", "組織内で働く外部の業務受託者", "on-site contractor"
    SYSTEM_CONTRACTOR = "system_contractor", "システムの開発・運用等の受託者", "system contractor"

    @property
    def is_outside(self) -> bool:
        """Outside staff are asked for a confidentiality agreement in force; staff are not."""
        return self is not Tie.STAFF


class DutyTier(Word):
    """From where a person's need to know comes."""

    POC = "poc", "窓口責任者", "point of contact", "Needs to know from the start"
    DEPUTY = "deputy", "窓口代理", "deputy point of contact", "Needs to know from the start"
    CSIRT = "csirt", "CSIRT層", "CSIRT tier", "Needs to know from the start"
    ASSIGNED = "assigned", "担当指定", "by assignment", "Needs to know once an assignment is recorded"

    @property
    def needs_to_know_from_start(self) -> bool:
        """Everyone else waits for an assignment that the ledger records."""
        return self is not DutyTier.ASSIGNED


class AddresseeTier(Word):
    """Who inside the recipient should act (名宛人)."""

    EXECUTIVE = "executive", "経営層", "executives"
    CISO = "ciso", "CISO", "CISO"
    PLANNING = "planning", "担当部門", "planning department"
    CSIRT = "csirt", "CSIRT", "CSIRT"
    OPERATIONS = "operations", "機器・システム担当者", "device and system staff"


class MemberClass(Word):
    """Classes of the Cybersecurity Council's members."""

    ONE = "one", "第一類構成員", "class one member"
    TWO = "two", "第二類構成員", "class two member"
    GENERAL = "general", "一般の構成員", "general member"
