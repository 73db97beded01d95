"""What happens in an emergency: who is warned directly, the mode of a disaster, and the states between council and plan."""

from noroshi.vocabulary.word import Word


class DirectAnswer(Word):
    """Whether an early warning may go straight to somebody, and if not, why not."""

    DIRECT = "direct", "直接送ります", "goes there directly"
    NO_AGREEMENT = "no_agreement", "取扱いの取決めがありません", "no handling agreement is in force"
    OUT_OF_RANGE = "out_of_range", "共有範囲の外です", "outside the sharing scope"
    NO_LIAISON = "no_liaison", "写しを送るリエゾンがいません", "there is no liaison to copy it to"
    HELD = "held", "もう届いています", "holds it already"


class EmergencyKind(Word):
    """Why the usual paths are widened for a while."""

    DISASTER = "disaster", "災害", "disaster"
    TERRORISM = "terrorism", "テロ", "terrorism"


class ModeState(Word):
    """How far an emergency mode has come."""

    PROPOSED = "proposed", "二人目の確認待ち", "waiting for a second person"
    IN_FORCE = "in_force", "実施中", "in force"
    ENDED = "ended", "終了", "ended"


class IncidentState(Word):
    """The state of an information system as its operator sees it; the service level is a flag of its own."""

    NORMAL = "normal", "通常", "normal"
    UNEASE = "unease", "違和感", "unease"
    INCIDENT = "incident", "情報インシデント", "information incident"


class FilingDesk(Word):
    """Where one report is filed while a coordination center stands."""

    PLAN = "plan", "行動計画の窓口", "the action plan's desk"
    COORDINATION = "coordination", "対処調整センター", "the coordination center"
    BOTH = "both", "両方", "both"
