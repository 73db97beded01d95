"""The closed words of Noroshi. A scheme lists them again with the labels that it prints."""

from noroshi.vocabulary.amendments import Amendment, MatterState
from noroshi.vocabulary.answers import AnswerState, SightingAnswer
from noroshi.vocabulary.bulletins import DateRule, FeedFault
from noroshi.vocabulary.changes import Happening
from noroshi.vocabulary.devices import BlockState, DeviceFormat, LeftOut, TakenBack
from noroshi.vocabulary.emergencies import DirectAnswer, EmergencyKind, FilingDesk, IncidentState, ModeState
from noroshi.vocabulary.events import (
    Cause,
    CauseGroup,
    Confidence,
    EventAspect,
    EventKind,
    Importance,
    Outlook,
    PressStatus,
    SystemStatus,
    YesNo,
)
from noroshi.vocabulary.files import FileFinding, FileSort, Scan
from noroshi.vocabulary.flow import Channel, FormKind, HopKind
from noroshi.vocabulary.forecasting import EffectStrength, Likelihood
from noroshi.vocabulary.handover import AtWork, SignalKind
from noroshi.vocabulary.helping import HelpField, HelpMove, HelpState
from noroshi.vocabulary.inquiries import InquiryKind, InquiryState, UnmaskingSign
from noroshi.vocabulary.intake import ArrivalState, MailCheck, ReceiptState, SenderProof
from noroshi.vocabulary.intel import (
    FetchTrouble,
    ImportState,
    KnownList,
    LineFault,
    OriginKind,
    Reliability,
    SubscriptionKind,
    TakingReason,
)
from noroshi.vocabulary.languages import Language
from noroshi.vocabulary.legal import Consent, DisposalState, LegalGround, PledgeKind, PledgeReach, Treatment
from noroshi.vocabulary.notices import (
    ActionTaken,
    CallOutcome,
    Digest,
    DispatchState,
    NoticeChannel,
    NoticeKind,
    Protection,
    Urgency,
    Usefulness,
)
from noroshi.vocabulary.observables import FindingPlace, ObservableKind, ValueFlag
from noroshi.vocabulary.orders import AssetKind, OrderReach, OrderState, RollupGrain, ServiceWeight
from noroshi.vocabulary.parties import AddresseeTier, DeskKind, DutyTier, MemberClass, OrganizationKind, Role, Tie
from noroshi.vocabulary.releasing import ReleaseStage, TwoPersons
from noroshi.vocabulary.said import Certainty, Said
from noroshi.vocabulary.scheme_words import Basis, Comparison, FieldType, LevelKind, Metric, Nature
from noroshi.vocabulary.searching import FoundKind, FoundState
from noroshi.vocabulary.sharing import Leg, Phrase, Requirement, TableVariant, Tlp, Tlp2
from noroshi.vocabulary.stix import StixType
from noroshi.vocabulary.traces import FileMark, FilePart, FileTrouble, Sureness, TraceKind, TraceSign
from noroshi.vocabulary.triage import Dropped, Freshness, FunnelStep, Relevance, Severity, TextLanguage, Verdict
from noroshi.vocabulary.word import Bilingual, Text, Word

__all__ = [
    "ActionTaken",
    "AddresseeTier",
    "Amendment",
    "AnswerState",
    "ArrivalState",
    "AssetKind",
    "AtWork",
    "Basis",
    "Bilingual",
    "BlockState",
    "CallOutcome",
    "Cause",
    "CauseGroup",
    "Certainty",
    "Channel",
    "Comparison",
    "Confidence",
    "Consent",
    "DateRule",
    "DeskKind",
    "DeviceFormat",
    "Digest",
    "DirectAnswer",
    "DispatchState",
    "DisposalState",
    "Dropped",
    "DutyTier",
    "EffectStrength",
    "EmergencyKind",
    "EventAspect",
    "EventKind",
    "FeedFault",
    "FetchTrouble",
    "FieldType",
    "FileFinding",
    "FileMark",
    "FilePart",
    "FileSort",
    "FileTrouble",
    "FilingDesk",
    "FindingPlace",
    "FormKind",
    "FoundKind",
    "FoundState",
    "Freshness",
    "FunnelStep",
    "Happening",
    "HelpField",
    "HelpMove",
    "HelpState",
    "HopKind",
    "ImportState",
    "Importance",
    "IncidentState",
    "InquiryKind",
    "InquiryState",
    "KnownList",
    "Language",
    "LeftOut",
    "Leg",
    "LegalGround",
    "LevelKind",
    "Likelihood",
    "LineFault",
    "MailCheck",
    "MatterState",
    "MemberClass",
    "Metric",
    "ModeState",
    "Nature",
    "NoticeChannel",
    "NoticeKind",
    "ObservableKind",
    "OrderReach",
    "OrderState",
    "OrganizationKind",
    "OriginKind",
    "Outlook",
    "Phrase",
    "PledgeKind",
    "PledgeReach",
    "PressStatus",
    "Protection",
    "ReceiptState",
    "ReleaseStage",
    "Relevance",
    "Reliability",
    "Requirement",
    "Role",
    "RollupGrain",
    "Said",
    "Scan",
    "SenderProof",
    "ServiceWeight",
    "Severity",
    "SightingAnswer",
    "SignalKind",
    "StixType",
    "SubscriptionKind",
    "Sureness",
    "SystemStatus",
    "TableVariant",
    "TakenBack",
    "TakingReason",
    "Text",
    "TextLanguage",
    "Tie",
    "Tlp",
    "Tlp2",
    "TraceKind",
    "TraceSign",
    "Treatment",
    "TwoPersons",
    "UnmaskingSign",
    "Urgency",
    "Usefulness",
    "ValueFlag",
    "Verdict",
    "Word",
    "YesNo",
]
