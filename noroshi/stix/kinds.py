"""Every kind of STIX 2.1 object by a small number that is stored; what the standard does not name is CUSTOM."""

from enum import IntEnum
from typing import Final


class StixKind(IntEnum):
    """1-29 domain objects, 31-39 relationships, 41-69 observables, 71-79 about other objects. Numbers are stored: never change one."""

    ATTACK_PATTERN = 1
    CAMPAIGN = 2
    COURSE_OF_ACTION = 3
    GROUPING = 4
    IDENTITY = 5
    INCIDENT = 6
    INDICATOR = 7
    INFRASTRUCTURE = 8
    INTRUSION_SET = 9
    LOCATION = 10
    MALWARE = 11
    MALWARE_ANALYSIS = 12
    NOTE = 13
    OBSERVED_DATA = 14
    OPINION = 15
    REPORT = 16
    THREAT_ACTOR = 17
    TOOL = 18
    VULNERABILITY = 19
    RELATIONSHIP = 31
    SIGHTING = 32
    ARTIFACT = 41
    AUTONOMOUS_SYSTEM = 42
    DIRECTORY = 43
    DOMAIN_NAME = 44
    EMAIL_ADDR = 45
    EMAIL_MESSAGE = 46
    FILE = 47
    IPV4_ADDR = 48
    IPV6_ADDR = 49
    MAC_ADDR = 50
    MUTEX = 51
    NETWORK_TRAFFIC = 52
    PROCESS = 53
    SOFTWARE = 54
    URL = 55
    USER_ACCOUNT = 56
    WINDOWS_REGISTRY_KEY = 57
    X509_CERTIFICATE = 58
    EXTENSION_DEFINITION = 71
    LANGUAGE_CONTENT = 72
    MARKING_DEFINITION = 73
    CUSTOM = 90

    @property
    def type(self) -> str:
        """As the standard writes it; of CUSTOM only the object itself knows."""
        return TYPES[self]

    @property
    def is_domain(self) -> bool:
        return self < 30

    @property
    def is_relationship(self) -> bool:
        return 30 < self < 40

    @property
    def is_observable(self) -> bool:
        return 40 < self < 70

    @property
    def is_meta(self) -> bool:
        return 70 < self < 80


TYPES: Final = {kind: kind.name.lower().replace("_", "-") for kind in StixKind}
KINDS: Final = {name: kind for kind, name in TYPES.items() if kind is not StixKind.CUSTOM}
