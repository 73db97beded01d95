"""Which property of which observable holds which kind of value: for patterns and for observables themselves."""

from typing import Final

from noroshi.observables import Kind

HASHES: Final = {
    "MD5": Kind.MD5,
    "SHA-1": Kind.SHA1,
    "SHA1": Kind.SHA1,
    "SHA-224": Kind.SHA224,
    "SHA-256": Kind.SHA256,
    "SHA256": Kind.SHA256,
    "SHA-384": Kind.SHA384,
    "SHA-512": Kind.SHA512,
    "SHA512": Kind.SHA512,
    "SSDEEP": Kind.SSDEEP,
    "ssdeep": Kind.SSDEEP,
    "TLSH": Kind.TLSH,
}
_HASHED: Final = ("file:hashes", "artifact:hashes", "file:content_ref.hashes", "process:image_ref.hashes",
                  "email-message:body_multipart[*].body_raw_ref.hashes", "observed-data:hashes")  # fmt: skip
KIND_OF: Final = {
    "ipv4-addr:value": Kind.IPV4,
    "ipv6-addr:value": Kind.IPV6,
    "domain-name:value": Kind.DOMAIN,
    "url:value": Kind.URL,
    "email-addr:value": Kind.EMAIL,
    "email-message:from_ref.value": Kind.EMAIL,
    "email-message:sender_ref.value": Kind.EMAIL,
    "email-message:to_refs[*].value": Kind.EMAIL,
    "email-message:cc_refs[*].value": Kind.EMAIL,
    "email-message:subject": Kind.MAIL_SUBJECT,
    "file:name": Kind.FILE_NAME,
    "file:parent_directory_ref.path": Kind.FILE_PATH,
    "directory:path": Kind.FILE_PATH,
    "windows-registry-key:key": Kind.REGISTRY_KEY,
    "mutex:name": Kind.MUTEX,
    "autonomous-system:number": Kind.ASN,
    "mac-addr:value": Kind.MAC,
    "process:command_line": Kind.COMMAND_LINE,
    "process:name": Kind.FILE_NAME,
    "process:image_ref.name": Kind.FILE_NAME,
    "process:extensions.windows-service-ext.service_name": Kind.SERVICE_NAME,
    "user-account:user_id": Kind.ACCOUNT,
    "user-account:account_login": Kind.ACCOUNT,
    "vulnerability:name": Kind.CVE,
    "network-traffic:src_ref.value": Kind.IPV4,
    "network-traffic:dst_ref.value": Kind.IPV4,
    "network-traffic:extensions.http-request-ext.request_header.User-Agent": Kind.USER_AGENT,
    "network-traffic:extensions.http-request-ext.request_header.Host": Kind.DOMAIN,
    **{f"{place}.{name}": kind for place in _HASHED for name, kind in HASHES.items()},
    **{f"x509-certificate:hashes.{name}": Kind.CERTIFICATE for name in ("SHA-1", "SHA-256", "MD5")},
}
"""Paths without quotes; an index is written `[*]`. A traffic's end may be an address of either family, or a name."""

EITHER: Final = {
    "network-traffic:src_ref.value": (Kind.IPV4, Kind.DOMAIN),
    "network-traffic:dst_ref.value": (Kind.IPV4, Kind.DOMAIN),
}
PRODUCTS: Final = frozenset({"software:cpe", "software:name"})
