"""The closed words of Noroshi. A scheme lists them again with the labels that it prints."""

from noroshi.vocabulary.amendments import Amendment, MatterState
from noroshi.vocabulary.answers import AnswerState, SightingAnswer
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
from noroshi.vocabulary.inquiries import InquiryKind, InquiryState, UnmaskingSign
from noroshi.vocabulary.intake import ArrivalState, MailCheck, SenderProof
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
from noroshi.vocabulary.parties import AddresseeTier, DeskKind, DutyTier, MemberClass, OrganizationKind, Role, Tie
from noroshi.vocabulary.releasing import ReleaseStage, TwoPersons
from noroshi.vocabulary.said import Certainty, Said
from noroshi.vocabulary.scheme_words import Basis, Comparison, FieldType, LevelKind, Metric, Nature
from noroshi.vocabulary.sharing import Leg, Phrase, Requirement, TableVariant, Tlp, Tlp2
from noroshi.vocabulary.traces import FileMark, FilePart, FileTrouble, Sureness, TraceKind, TraceSign
from noroshi.vocabulary.word import Bilingual, Text, Word

__all__ = [
    "ActionTaken",
    "AddresseeTier",
    "Amendment",
    "AnswerState",
    "ArrivalState",
    "Basis",
    "Bilingual",
    "CallOutcome",
    "Cause",
    "CauseGroup",
    "Certainty",
    "Channel",
    "Comparison",
    "Confidence",
    "DeskKind",
    "Digest",
    "DirectAnswer",
    "DispatchState",
    "DutyTier",
    "EmergencyKind",
    "EventAspect",
    "EventKind",
    "FieldType",
    "FileFinding",
    "FileMark",
    "FilePart",
    "FileSort",
    "FileTrouble",
    "FilingDesk",
    "FormKind",
    "HopKind",
    "Importance",
    "IncidentState",
    "InquiryKind",
    "InquiryState",
    "Leg",
    "LevelKind",
    "MailCheck",
    "MatterState",
    "MemberClass",
    "Metric",
    "ModeState",
    "Nature",
    "NoticeChannel",
    "NoticeKind",
    "OrganizationKind",
    "Outlook",
    "Phrase",
    "PressStatus",
    "Protection",
    "ReleaseStage",
    "Requirement",
    "Role",
    "Said",
    "Scan",
    "SenderProof",
    "SightingAnswer",
    "Sureness",
    "SystemStatus",
    "TableVariant",
    "Text",
    "Tie",
    "Tlp",
    "Tlp2",
    "TraceKind",
    "TraceSign",
    "TwoPersons",
    "UnmaskingSign",
    "Urgency",
    "Usefulness",
    "Word",
    "YesNo",
]
