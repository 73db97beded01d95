"""The eighteen cyber observables (STIX 2.1, part 6)."""

import re
from collections.abc import Mapping
from typing import Any, Final

from noroshi.observables import Kind, NotOfThisKind, settled
from noroshi.stix.faults import Wrong
from noroshi.stix.kinds import StixKind
from noroshi.stix.shapes.everywhere import hashes, observable
from noroshi.stix.shapes.observed_extensions import FILE, PROCESS, TRAFFIC, USER_ACCOUNT, X509_V3
from noroshi.stix.shapes.references import observed, ref, refs
from noroshi.stix.shapes.shape import Rule, Shape, any_of, goes_with, in_order, only_one_of
from noroshi.stix.shapes.words import at, base64, boolean, dictionary, hexadecimal, integer, listed, one_of, text

MAC: Final = re.compile(r"[0-9a-f]{2}(?::[0-9a-f]{2}){5}", re.ASCII)
PORT: Final = integer(0, 65535)
BYTES: Final = integer(0)
ENCRYPTIONS: Final = ("AES-256-GCM", "ChaCha20-Poly1305", "mime-type-indicated")
DATATYPES: Final = (
    "REG_NONE", "REG_SZ", "REG_EXPAND_SZ", "REG_BINARY", "REG_DWORD", "REG_DWORD_BIG_ENDIAN", "REG_DWORD_LITTLE_ENDIAN",
    "REG_LINK", "REG_MULTI_SZ", "REG_RESOURCE_LIST", "REG_FULL_RESOURCE_DESCRIPTION", "REG_RESOURCE_REQUIREMENTS_LIST",
    "REG_QWORD", "REG_INVALID_TYPE",
)  # fmt: skip
ABBREVIATED: Final = re.compile(r"(?:HKLM|HKCC|HKCR|HKCU|HKU)\b", re.IGNORECASE)

ADDRESS_REFS: Final = ref("ipv4-addr", "ipv6-addr", "mac-addr", "domain-name")


def _address(value: Any, path: str) -> None:
    """IPv4, IPv6, or a net of either; one that was made harmless is still one."""
    text(value, path)
    try:
        settled(Kind.IPV6 if ":" in value else Kind.IPV4, value)
    except NotOfThisKind:
        raise Wrong("not_an_address", path, value) from None


ADDRESS: Final = observable(
    ("value",), value=_address, resolves_to_refs=refs("mac-addr"), belongs_to_refs=refs("autonomous-system")
)
MIME_PART: Final = Shape(
    {"body": text, "body_raw_ref": ref("artifact", "file"), "content_type": text, "content_disposition": text},
    (),
    (any_of("body", "body_raw_ref"),),
)
REGISTRY_VALUE: Final = Shape(
    {"name": text, "data": text, "data_type": one_of(*DATATYPES)}, (), (any_of("name", "data", "data_type"),)
)


def _mac(value: Any, path: str) -> None:
    text(value, path)
    if MAC.fullmatch(value) is None:
        raise Wrong("not_an_address", path, value)


def _key(value: Any, path: str) -> None:
    text(value, path)
    if ABBREVIATED.match(value):
        raise Wrong("wrong_value", path, value)


def _bodies(value: Mapping[str, Any], path: str) -> None:
    """A mail in parts has no body of its own, one without parts has no parts."""
    wrong = "body" if value["is_multipart"] else "body_multipart"
    if wrong in value:
        raise Wrong("not_together", f"{path}.{wrong}", "is_multipart")


def _active(value: Mapping[str, Any], path: str) -> None:
    """What has ended is not active, and says so."""
    if "end" in value and value.get("is_active") is not False:
        raise Wrong("not_together", f"{path}.end", "is_active, end")


def says_something(value: Mapping[str, Any], path: str) -> None:
    """More than what every object has."""
    if not value.keys() - {"type", "id", "spec_version", "object_marking_refs", "granular_markings", "defanged"}:
        raise Wrong("needs_one_of", path, "…")


TEXTS: Final = dictionary(text)
HEADER: Final = re.compile(r"[\x21-\x39\x3b-\x7e]{1,250}")


def _headers(value: Any, path: str) -> None:
    """A list of each; one alone is written plainly by senders of the earlier standard."""
    dictionary(key=HEADER)(value, path)
    for name, one in value.items():
        (text if type(one) is str else listed(text))(one, f"{path}.{name}")


_payload: Final[tuple[Rule, ...]] = (
    any_of("payload_bin", "url"),
    only_one_of("payload_bin", "url"),
    goes_with("url", "hashes"),
    goes_with("decryption_key", "encryption_algorithm"),
)

OBSERVABLE_SHAPES: Final[dict[StixKind, Shape]] = {
    StixKind.ARTIFACT: observable(
        (),
        *_payload,
        mime_type=text,
        payload_bin=base64,
        url=text,
        hashes=hashes,
        encryption_algorithm=one_of(*ENCRYPTIONS),
        decryption_key=text,
    ),
    StixKind.AUTONOMOUS_SYSTEM: observable(("number",), number=integer(0), name=text, rir=text),
    StixKind.DIRECTORY: observable(
        ("path",), path=text, path_enc=text, ctime=at, mtime=at, atime=at, contains_refs=refs("file", "directory")
    ),
    StixKind.DOMAIN_NAME: observable(
        ("value",), value=text, resolves_to_refs=refs("ipv4-addr", "ipv6-addr", "domain-name")
    ),
    StixKind.EMAIL_ADDR: observable(("value",), value=text, display_name=text, belongs_to_ref=ref("user-account")),
    StixKind.EMAIL_MESSAGE: observable(
        ("is_multipart",),
        _bodies,
        is_multipart=boolean,
        date=at,
        content_type=text,
        from_ref=ref("email-addr"),
        sender_ref=ref("email-addr"),
        to_refs=refs("email-addr"),
        cc_refs=refs("email-addr"),
        bcc_refs=refs("email-addr"),
        message_id=text,
        subject=text,
        received_lines=listed(text),
        additional_header_fields=_headers,
        body=text,
        body_multipart=listed(MIME_PART.check),
        raw_email_ref=ref("artifact"),
    ),
    StixKind.FILE: observable(
        (),
        any_of("hashes", "name"),
        known=FILE,
        hashes=hashes,
        size=BYTES,
        name=text,
        name_enc=text,
        magic_number_hex=hexadecimal,
        mime_type=text,
        ctime=at,
        mtime=at,
        atime=at,
        parent_directory_ref=ref("directory"),
        contains_refs=listed(observed),
        content_ref=ref("artifact"),
    ),
    StixKind.IPV4_ADDR: ADDRESS,
    StixKind.IPV6_ADDR: ADDRESS,
    StixKind.MAC_ADDR: observable(("value",), value=_mac),
    StixKind.MUTEX: observable(("name",), name=text),
    StixKind.NETWORK_TRAFFIC: observable(
        ("protocols",),
        any_of("src_ref", "dst_ref"),
        in_order("start", "end"),
        _active,
        known=TRAFFIC,
        start=at,
        end=at,
        is_active=boolean,
        src_ref=ADDRESS_REFS,
        dst_ref=ADDRESS_REFS,
        src_port=PORT,
        dst_port=PORT,
        protocols=listed(text),
        src_byte_count=BYTES,
        dst_byte_count=BYTES,
        src_packets=BYTES,
        dst_packets=BYTES,
        ipfix=dictionary(),
        src_payload_ref=ref("artifact"),
        dst_payload_ref=ref("artifact"),
        encapsulates_refs=refs("network-traffic"),
        encapsulated_by_ref=ref("network-traffic"),
    ),
    StixKind.PROCESS: observable(
        (),
        says_something,
        known=PROCESS,
        is_hidden=boolean,
        pid=integer(),
        created_time=at,
        cwd=text,
        command_line=text,
        environment_variables=TEXTS,
        opened_connection_refs=refs("network-traffic"),
        creator_user_ref=ref("user-account"),
        image_ref=ref("file"),
        parent_ref=ref("process"),
        child_refs=refs("process"),
    ),
    StixKind.SOFTWARE: observable(
        ("name",), name=text, cpe=text, swid=text, languages=listed(text), vendor=text, version=text
    ),
    StixKind.URL: observable(("value",), value=text),
    StixKind.USER_ACCOUNT: observable(
        (),
        says_something,
        known=USER_ACCOUNT,
        user_id=text,
        credential=text,
        account_login=text,
        account_type=text,
        display_name=text,
        is_service_account=boolean,
        is_privileged=boolean,
        can_escalate_privs=boolean,
        is_disabled=boolean,
        account_created=at,
        account_expires=at,
        credential_last_changed=at,
        account_first_login=at,
        account_last_login=at,
    ),
    StixKind.WINDOWS_REGISTRY_KEY: observable(
        (),
        says_something,
        key=_key,
        values=listed(REGISTRY_VALUE.check),
        modified_time=at,
        creator_user_ref=ref("user-account"),
        number_of_subkeys=BYTES,
    ),
    StixKind.X509_CERTIFICATE: observable(
        (),
        says_something,
        is_self_signed=boolean,
        hashes=hashes,
        version=text,
        serial_number=text,
        signature_algorithm=text,
        issuer=text,
        validity_not_before=at,
        validity_not_after=at,
        subject=text,
        subject_public_key_algorithm=text,
        subject_public_key_modulus=text,
        subject_public_key_exponent=integer(),
        x509_v3_extensions=X509_V3.check,
    ),
}
