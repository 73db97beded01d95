"""Random worlds for the policy: desks of every kind, markings of every color, hops in any order."""

from datetime import date

from hypothesis import strategies as st

from noroshi.audiences.kept_schemes import scheme_key, table_of
from noroshi.sharing.facts import DeskFacts, PersonFacts
from noroshi.sharing.marking import Cap, Marking, PartMarking, Published
from noroshi.sharing.parties import Naming, Party
from noroshi.vocabulary import DeskKind, Leg, MemberClass, OrganizationKind, Role, TableVariant, Tie, Tlp

SECTORS = ("electricity", "finance", "medical")
TODAY = date(2026, 11, 21)
ORGANIZATIONS = range(1, 7)
DESKS = range(1, 13)
GROUPS = range(1, 3)


def plan4_table():
    return table_of(scheme_key())


sectors = st.frozensets(st.sampled_from(SECTORS), max_size=2)
kinds = st.frozensets(st.sampled_from(list(OrganizationKind)), min_size=1, max_size=2)
people = st.builds(
    PersonFacts,
    role=st.sampled_from(list(Role)),
    tie=st.sampled_from(list(Tie)),
    nda_until=st.sampled_from([None, date(2026, 11, 20), TODAY, date(2030, 1, 1)]),
    is_poc=st.booleans(),
    is_deputy=st.booleans(),
    duties=sectors,
    matters=st.frozensets(st.sampled_from(["m1", "m2"]), max_size=1),
)


@st.composite
def desks(draw):
    """One desk of every number, spread over a few organizations."""
    found = []
    for number in DESKS:
        organization = (number - 1) // 2 + 1
        found.append(
            DeskFacts(
                desk=number,
                organization=organization,
                kinds=draw(kinds),
                desk_kind=draw(st.sampled_from(list(DeskKind))),
                sectors=draw(sectors),
                ministry=draw(st.sampled_from([None, 1, 2])),
                ceptoars=draw(st.frozensets(st.sampled_from([3, 4]), max_size=1)),
                groups=draw(st.frozensets(st.sampled_from(GROUPS), max_size=1)),
                is_analysis_partner=draw(st.booleans()),
                member_class=draw(st.sampled_from([None, *MemberClass])),
                refuses_secrets=draw(st.booleans()),
            )
        )
    return tuple(found)


parties = st.one_of(
    st.sampled_from(DESKS).map(lambda n: Party(Naming.DESK, str(n))),
    st.sampled_from(ORGANIZATIONS).map(lambda n: Party(Naming.ORGANIZATION, str(n))),
    st.sampled_from(list(OrganizationKind)).map(lambda kind: Party(Naming.KIND, kind.value)),
    st.sampled_from(SECTORS).map(lambda sector: Party(Naming.SECTOR, sector)),
    st.sampled_from(GROUPS).map(lambda n: Party(Naming.GROUP, str(n))),
    st.just(Party(Naming.EVERYONE_IN_RANGE)),
)
few_parties = st.frozensets(parties, max_size=2)
destinations = st.frozensets(
    st.builds(
        lambda n, s: Party(Naming.MINISTRY_FOR_SECTOR, f"{n}/{s}"),
        st.sampled_from(ORGANIZATIONS),
        st.sampled_from(SECTORS),
    ),
    max_size=2,
)
COMMON = {
    "tlp": st.sampled_from(list(Tlp)),
    "variant": st.sampled_from(list(TableVariant)),
    "leg": st.sampled_from(list(Leg)),
    "sectors": sectors,
    "receivers": st.frozensets(st.sampled_from(DESKS), max_size=2),
    "destinations": destinations,
    "provider_ministry": st.sampled_from([None, 1, 2]),
    "additions": few_parties,
    "exclusions": few_parties,
    "only": st.one_of(st.none(), few_parties),
    "class_floor": st.one_of(st.none(), st.sampled_from(list(MemberClass))),
    "is_secret": st.booleans(),
    "is_recalled": st.booleans(),
    "bars_government": st.booleans(),
}
caps = st.builds(Cap, **COMMON)
part_markings = st.builds(
    PartMarking,
    fields=st.frozensets(st.sampled_from(["title", "text", "operator_name"]), min_size=1),
    tlp=st.none(),
    readers=st.one_of(st.none(), few_parties),
    kept_from=few_parties,
)
published = st.builds(
    Published,
    fields=st.frozensets(st.sampled_from(["title", "text"]), min_size=1),
    address=st.just("https://example.jp/"),
)
markings = st.builds(
    Marking,
    **COMMON,
    originator=st.sampled_from(DESKS),
    handling_note=st.sampled_from(["", "企業名を除き他分野へ提供可"]),
    parts=st.lists(part_markings, max_size=2).map(tuple),
    published=st.lists(published, max_size=1).map(tuple),
    caps=st.lists(caps, max_size=2).map(tuple),
)
