"""The predefined extensions of files, traffic, processes and accounts (STIX 2.1, part 6)."""

from collections.abc import Mapping
from typing import Any, Final

from noroshi.stix.faults import Wrong
from noroshi.stix.shapes.everywhere import hashes
from noroshi.stix.shapes.references import ref, refs
from noroshi.stix.shapes.shape import Rule, Shape
from noroshi.stix.shapes.words import at, boolean, dictionary, hexadecimal, integer, listed, number, one_of, text

BYTES: Final = integer(0)
ANY: Final = integer()
TEXTS: Final = dictionary(text)
NUMBERS: Final = dictionary(ANY)


def _something(value: Mapping[str, Any], path: str) -> None:
    if not value:
        raise Wrong("empty", path)


def _shape(needs: tuple[str, ...] = (), *rules: Rule, **has: Any) -> Shape:
    return Shape(has, needs, (_something, *rules))


STREAM: Final = _shape(("name",), name=text, hashes=hashes, size=BYTES)
SECTION: Final = _shape(("name",), name=text, size=BYTES, entropy=number, hashes=hashes)
HEXES: Final = (
    "magic_hex", "dll_characteristics_hex", "checksum_hex", "win32_version_value_hex", "subsystem_hex", "loader_flags_hex",
)  # fmt: skip
COUNTS: Final = (
    "major_linker_version", "minor_linker_version", "size_of_code", "size_of_initialized_data", "size_of_uninitialized_data",
    "address_of_entry_point", "base_of_code", "base_of_data", "image_base", "section_alignment", "file_alignment",
    "major_os_version", "minor_os_version", "major_image_version", "minor_image_version", "major_subsystem_version",
    "minor_subsystem_version", "size_of_image", "size_of_headers", "size_of_stack_reserve", "size_of_stack_commit",
    "size_of_heap_reserve", "size_of_heap_commit", "number_of_rva_and_sizes",
)  # fmt: skip
OPTIONAL_HEADER: Final = Shape(
    {**dict.fromkeys(HEXES, hexadecimal), **dict.fromkeys(COUNTS, ANY), "hashes": hashes}, (), (_something,)
)

FILE: Final[dict[str, Shape]] = {
    "archive-ext": _shape(("contains_refs",), contains_refs=refs("file", "directory"), comment=text),
    "ntfs-ext": _shape(sid=text, alternate_data_streams=listed(STREAM.check)),
    "pdf-ext": _shape(version=text, is_optimized=boolean, document_info_dict=TEXTS, pdfid0=text, pdfid1=text),
    "raster-image-ext": _shape(image_height=ANY, image_width=ANY, bits_per_pixel=ANY, exif_tags=dictionary()),
    "windows-pebinary-ext": _shape(
        ("pe_type",),
        pe_type=text,
        imphash=text,
        machine_hex=hexadecimal,
        number_of_sections=BYTES,
        time_date_stamp=at,
        pointer_to_symbol_table_hex=hexadecimal,
        number_of_symbols=BYTES,
        size_of_optional_header=BYTES,
        characteristics_hex=hexadecimal,
        file_header_hashes=hashes,
        optional_header=OPTIONAL_HEADER.check,
        sections=listed(SECTION.check),
    ),
}
FAMILIES: Final = (
    "AF_UNSPEC", "AF_INET", "AF_IPX", "AF_APPLETALK", "AF_NETBIOS", "AF_INET6", "AF_IRDA", "AF_BTH",
)  # fmt: skip
SOCKETS: Final = ("SOCK_STREAM", "SOCK_DGRAM", "SOCK_RAW", "SOCK_RDM", "SOCK_SEQPACKET")
TRAFFIC: Final[dict[str, Shape]] = {
    "http-request-ext": _shape(
        ("request_method", "request_value"),
        request_method=text,
        request_value=text,
        request_version=text,
        request_header=dictionary(),
        message_body_length=ANY,
        message_body_data_ref=ref("artifact"),
    ),
    "icmp-ext": _shape(("icmp_type_hex", "icmp_code_hex"), icmp_type_hex=hexadecimal, icmp_code_hex=hexadecimal),
    "socket-ext": _shape(
        ("address_family",),
        address_family=one_of(*FAMILIES),
        is_blocking=boolean,
        is_listening=boolean,
        options=NUMBERS,
        socket_type=one_of(*SOCKETS),
        socket_descriptor=BYTES,
        socket_handle=ANY,
    ),
    "tcp-ext": _shape(src_flags_hex=hexadecimal, dst_flags_hex=hexadecimal),
}
STARTS: Final = (
    "SERVICE_AUTO_START", "SERVICE_BOOT_START", "SERVICE_DEMAND_START", "SERVICE_DISABLED", "SERVICE_SYSTEM_ALERT",
)  # fmt: skip
SERVICES: Final = (
    "SERVICE_KERNEL_DRIVER", "SERVICE_FILE_SYSTEM_DRIVER", "SERVICE_WIN32_OWN_PROCESS", "SERVICE_WIN32_SHARE_PROCESS",
)  # fmt: skip
STATES: Final = (
    "SERVICE_CONTINUE_PENDING", "SERVICE_PAUSE_PENDING", "SERVICE_PAUSED", "SERVICE_RUNNING", "SERVICE_START_PENDING",
    "SERVICE_STOP_PENDING", "SERVICE_STOPPED",
)  # fmt: skip
PROCESS: Final[dict[str, Shape]] = {
    "windows-process-ext": _shape(
        aslr_enabled=boolean,
        dep_enabled=boolean,
        priority=text,
        owner_sid=text,
        window_title=text,
        startup_info=dictionary(),
        integrity_level=one_of("low", "medium", "high", "system"),
    ),
    "windows-service-ext": _shape(
        service_name=text,
        descriptions=listed(text),
        display_name=text,
        group_name=text,
        start_type=one_of(*STARTS),
        service_dll_refs=refs("file"),
        service_type=one_of(*SERVICES),
        service_status=one_of(*STATES),
    ),
}
USER_ACCOUNT: Final[dict[str, Shape]] = {
    "unix-account-ext": Shape({"gid": ANY, "groups": listed(text), "home_dir": text, "shell": text}, (), (_something,))
}
X509_WORDS: Final = (
    "basic_constraints", "name_constraints", "policy_constraints", "key_usage", "extended_key_usage", "subject_key_identifier",
    "authority_key_identifier", "subject_alternative_name", "issuer_alternative_name", "subject_directory_attributes",
    "crl_distribution_points", "inhibit_any_policy", "certificate_policies", "policy_mappings",
)  # fmt: skip
X509_V3: Final = Shape(
    {
        **dict.fromkeys(X509_WORDS, text),
        "private_key_usage_period_not_before": at,
        "private_key_usage_period_not_after": at,
    },
    (),
    (_something,),
)
