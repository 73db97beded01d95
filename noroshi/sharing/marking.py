"""What the originator wrote about sharing (情報共有範囲, 特記事項). Without a marking: RED, own desk, draft."""

from dataclasses import dataclass, field, replace

from noroshi.sharing.parties import ALONE, Party
from noroshi.vocabulary import Leg, MemberClass, TableVariant, Tlp
from noroshi.vocabulary.errors import Refusal


class ClearWithExclusion(Refusal):
    code, status = "clear_with_exclusion", 422
    ja = "公開情報（CLEAR）から特定の相手を除くことはできません。範囲を GREEN 以下にしてください。"
    en = "Nobody can be excluded from public information (CLEAR). Choose GREEN or stricter."


class StatutoryWithoutMinistry(Refusal):
    code, status = "statutory_without_ministry", 422
    ja = "法令等による報告から、所管省庁を除くことはできません。"
    en = "The responsible ministry cannot be excluded from a statutory report."


class PartWiderThanWhole(Refusal):
    code, status = "part_wider_than_whole", 422
    ja = "項目だけを全体より広い範囲にすることはできません。"
    en = "A field cannot be marked wider than the whole."


class PublicAndWithheld(Refusal):
    code, status = "public_and_withheld", 422
    ja = "公表済みとした項目を、同時に伏せることはできません。どちらか一方にしてください。"
    en = "A field that is said to be public already cannot be held back as well. Choose one of the two."


class EverybodyNamed(Refusal):
    code, status = "everybody_named", 422
    ja = "追加・除外・項目の読み手には、相手を特定して指定してください。"
    en = "Name in particular whom you add or exclude and who may read a field."


@dataclass(frozen=True, slots=True)
class PartMarking:
    """Fields with a narrower range of their own (一部の秘匿): a stricter color, only certain readers, not all who were added.

    `kept_from` names additions that the rest goes to and these fields do not (図5 企業が特定される事項を除いて).
    """

    fields: frozenset[str]
    tlp: Tlp | None = None
    readers: frozenset[Party] | None = None
    kept_from: frozenset[Party] = frozenset()


@dataclass(frozen=True, slots=True)
class Published:
    """Fields that stand at a public address already, whatever the color says (手引書 2.3(2)). Whoever reads them may quote them."""

    fields: frozenset[str]
    address: str


@dataclass(frozen=True, slots=True)
class Cap:
    """What a source allows its derived editions; it names no source, so that nobody learns one here."""

    tlp: Tlp
    variant: TableVariant
    leg: Leg
    sectors: frozenset[str] = frozenset()
    receivers: frozenset[int] = frozenset()
    destinations: frozenset[Party] = frozenset()
    provider_ministry: int | None = None
    additions: frozenset[Party] = frozenset()
    exclusions: frozenset[Party] = frozenset()
    only: frozenset[Party] | None = None
    class_floor: MemberClass | None = None
    is_secret: bool = False
    is_recalled: bool = False
    bars_government: bool = False


@dataclass(frozen=True, slots=True)
class Marking(Cap):
    """A cap with its originator: the desk that sends on this leg and therefore sets the range (手引書 2.3(2))."""

    originator: int = 0
    is_statutory: bool = False
    handling_note: str = ""
    relay_by_hand: bool = False
    only_anonymized: bool = False
    parts: tuple[PartMarking, ...] = ()
    published: tuple[Published, ...] = ()
    caps: tuple[Cap, ...] = field(default=())

    def as_cap(self) -> Cap:
        """This marking as a limit on what is derived from it, without saying whose it was."""
        return Cap(**{name: getattr(self, name) for name in Cap.__dataclass_fields__})

    def for_part(self, part: PartMarking) -> "Marking":
        """The part's own marking: never wider than the whole."""
        if part.tlp is not None and part.tlp.width > self.tlp.width:
            raise PartWiderThanWhole
        readers = self.only if part.readers is None else part.readers
        additions = self.additions - part.kept_from
        narrowed = replace(self, parts=(), only=readers, tlp=part.tlp or self.tlp, additions=additions)
        is_as_wide = narrowed.tlp is self.tlp and self.only is None
        return narrowed if is_as_wide else replace(narrowed, caps=(*self.caps, self.as_cap()))


def refuse_contradictions(marking: Marking) -> None:
    """Markings that contradict themselves are refused before anything is stored."""
    of_parts = (parties for part in marking.parts for parties in (part.readers or frozenset(), part.kept_from))
    named = marking.additions.union(marking.exclusions, *of_parts)
    if any(party.naming in ALONE for party in named):
        raise EverybodyNamed
    if marking.tlp is Tlp.CLEAR and (marking.exclusions or marking.bars_government):
        raise ClearWithExclusion
    ministry = Party.parse(f"organization:{marking.provider_ministry}") if marking.provider_ministry else None
    if marking.is_statutory and (ministry in marking.exclusions or marking.bars_government):
        raise StatutoryWithoutMinistry
    withheld = frozenset[str]().union(*(part.fields for part in marking.parts))
    if any(not withheld.isdisjoint(one.fields) for one in marking.published):
        raise PublicAndWithheld
    for part in marking.parts:
        marking.for_part(part)
