"""The nineteen domain objects and the two relationships (STIX 2.1, parts 4 and 5). Open vocabularies take any word."""

from collections.abc import Mapping
from typing import Any, Final

from noroshi.stix.faults import Wrong
from noroshi.stix.kinds import StixKind
from noroshi.stix.patterns import sought
from noroshi.stix.shapes.everywhere import domain, kill_chain_phases, words
from noroshi.stix.shapes.references import ABOUT, BETWEEN, DOMAIN, OBSERVED, observed, ref, ref_except, refs
from noroshi.stix.shapes.shape import Shape, any_of, goes_with, in_order, only_one_of
from noroshi.stix.shapes.words import (
    anything,
    at,
    between,
    boolean,
    dictionary,
    integer,
    listed,
    one_of,
    text,
    verb,
)

SEEN: Final = in_order("first_seen", "last_seen")
COUNT: Final = integer(1, 999_999_999)
OPINIONS: Final = ("strongly-disagree", "disagree", "neutral", "agree", "strongly-agree")


def _pattern(value: Mapping[str, Any], path: str) -> None:
    if value["pattern_type"] == "stix":
        try:
            sought(value["pattern"])
        except Wrong as wrong:
            raise Wrong("not_a_pattern", f"{path}.pattern", wrong.fault.given) from None


def _named_family(value: Mapping[str, Any], path: str) -> None:
    if value["is_family"] and "name" not in value:
        raise Wrong("missing", path, "name")


def _coordinates(value: Mapping[str, Any], path: str) -> None:
    if not ("region" in value or "country" in value or ("latitude" in value and "longitude" in value)):
        raise Wrong("needs_one_of", path, "region, country, latitude + longitude")


DOMAIN_SHAPES: Final[dict[StixKind, Shape]] = {
    StixKind.ATTACK_PATTERN: domain(
        ("name",), name=text, description=text, aliases=words, kill_chain_phases=kill_chain_phases
    ),
    StixKind.CAMPAIGN: domain(
        ("name",), SEEN, name=text, description=text, aliases=words, first_seen=at, last_seen=at, objective=text
    ),
    StixKind.COURSE_OF_ACTION: domain(("name",), name=text, description=text),
    StixKind.GROUPING: domain(
        ("context", "object_refs"), name=text, description=text, context=text, object_refs=refs()
    ),
    StixKind.IDENTITY: domain(
        ("name",),
        name=text,
        description=text,
        roles=words,
        identity_class=text,
        sectors=words,
        contact_information=text,
    ),
    StixKind.INCIDENT: domain(("name",), name=text, description=text),
    StixKind.INDICATOR: domain(
        ("pattern", "pattern_type", "valid_from"),
        in_order("valid_from", "valid_until", may_be_equal=False),
        _pattern,
        name=text,
        description=text,
        indicator_types=words,
        pattern=text,
        pattern_type=text,
        pattern_version=text,
        valid_from=at,
        valid_until=at,
        kill_chain_phases=kill_chain_phases,
    ),
    StixKind.INFRASTRUCTURE: domain(
        ("name",),
        SEEN,
        name=text,
        description=text,
        infrastructure_types=words,
        aliases=words,
        kill_chain_phases=kill_chain_phases,
        first_seen=at,
        last_seen=at,
    ),
    StixKind.INTRUSION_SET: domain(
        ("name",),
        SEEN,
        name=text,
        description=text,
        aliases=words,
        first_seen=at,
        last_seen=at,
        goals=words,
        resource_level=text,
        primary_motivation=text,
        secondary_motivations=words,
    ),
    StixKind.LOCATION: domain(
        (),
        _coordinates,
        goes_with("latitude", "longitude"),
        goes_with("longitude", "latitude"),
        goes_with("precision", "latitude", "longitude"),
        name=text,
        description=text,
        latitude=between(-90.0, 90.0),
        longitude=between(-180.0, 180.0),
        precision=between(0.0, 1e12),
        region=text,
        country=text,
        administrative_area=text,
        city=text,
        street_address=text,
        postal_code=text,
    ),
    StixKind.MALWARE: domain(
        ("is_family",),
        SEEN,
        _named_family,
        name=text,
        description=text,
        malware_types=words,
        is_family=boolean,
        aliases=words,
        kill_chain_phases=kill_chain_phases,
        first_seen=at,
        last_seen=at,
        operating_system_refs=refs("software"),
        architecture_execution_envs=words,
        implementation_languages=words,
        capabilities=words,
        sample_refs=refs("file", "artifact"),
    ),
    StixKind.MALWARE_ANALYSIS: domain(
        ("product",),
        any_of("result", "analysis_sco_refs"),
        product=text,
        version=text,
        host_vm_ref=ref("software"),
        operating_system_ref=ref("software"),
        installed_software_refs=refs("software"),
        configuration_version=text,
        modules=words,
        analysis_engine_version=text,
        analysis_definition_version=text,
        submitted=at,
        analysis_started=at,
        analysis_ended=at,
        result_name=text,
        result=text,
        analysis_sco_refs=listed(observed),
        sample_ref=ref("file", "artifact", "network-traffic"),
    ),
    StixKind.NOTE: domain(("content", "object_refs"), abstract=text, content=text, authors=words, object_refs=refs()),
    StixKind.OBSERVED_DATA: domain(
        ("first_observed", "last_observed", "number_observed"),
        in_order("first_observed", "last_observed"),
        any_of("objects", "object_refs"),
        only_one_of("objects", "object_refs"),
        first_observed=at,
        last_observed=at,
        number_observed=COUNT,
        objects=dictionary(anything),
        object_refs=listed(ref_except(DOMAIN | ABOUT)),
    ),
    StixKind.OPINION: domain(
        ("opinion", "object_refs"), explanation=text, authors=words, opinion=one_of(*OPINIONS), object_refs=refs()
    ),
    StixKind.REPORT: domain(
        ("name", "published", "object_refs"),
        name=text,
        description=text,
        report_types=words,
        published=at,
        object_refs=refs(),
    ),
    StixKind.THREAT_ACTOR: domain(
        ("name",),
        SEEN,
        name=text,
        description=text,
        threat_actor_types=words,
        aliases=words,
        first_seen=at,
        last_seen=at,
        roles=words,
        goals=words,
        sophistication=text,
        resource_level=text,
        primary_motivation=text,
        secondary_motivations=words,
        personal_motivations=words,
    ),
    StixKind.TOOL: domain(
        ("name",),
        name=text,
        description=text,
        tool_types=words,
        aliases=words,
        kill_chain_phases=kill_chain_phases,
        tool_version=text,
    ),
    StixKind.VULNERABILITY: domain(("name",), name=text, description=text),
    StixKind.RELATIONSHIP: domain(
        ("relationship_type", "source_ref", "target_ref"),
        in_order("start_time", "stop_time", may_be_equal=False),
        relationship_type=verb,
        description=text,
        source_ref=ref_except(BETWEEN | ABOUT),
        target_ref=ref_except(BETWEEN | ABOUT),
        start_time=at,
        stop_time=at,
    ),
    StixKind.SIGHTING: domain(
        ("sighting_of_ref",),
        SEEN,
        description=text,
        first_seen=at,
        last_seen=at,
        count=integer(0, 999_999_999),
        sighting_of_ref=ref_except(OBSERVED | BETWEEN | ABOUT),
        observed_data_refs=refs("observed-data"),
        where_sighted_refs=refs("identity", "location"),
        summary=boolean,
    ),
}
