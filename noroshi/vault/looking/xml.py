"""XML that defines entities, as bombs do: only what stands before the first element is read, and nothing is ever expanded."""

from collections.abc import Iterator
from io import BytesIO
from typing import IO, Any, Final
from xml.sax import ContentHandler, SAXException

from defusedxml import DefusedXmlException
from defusedxml.sax import make_parser

from noroshi.vocabulary.files import FileFinding

PROLOG: Final = 256 * 1024


class _BodyReached(Exception):  # noqa: N818 - how the reading ends, not a fault
    """Entities can only be defined before it."""


class _ToTheBody(ContentHandler):
    def startElement(self, name: str, attrs: Any) -> None:  # noqa: N802 - the parser's own names
        raise _BodyReached


def findings(file: IO[bytes]) -> Iterator[FileFinding]:
    return of_text(file.read(PROLOG))


def of_text(content: bytes) -> Iterator[FileFinding]:
    """What is no XML has none; definitions that never come to an end are a bomb as well."""
    if b"<!DOCTYPE" not in content[:PROLOG] and "<!DOCTYPE".encode("utf-16-le") not in content[:PROLOG]:
        return
    parser = make_parser()
    parser.forbid_dtd, parser.forbid_entities, parser.forbid_external = False, True, False
    parser.setContentHandler(_ToTheBody())
    try:
        parser.parse(BytesIO(content[:PROLOG]))
    except DefusedXmlException:
        yield FileFinding.XML_BOMB
    except _BodyReached:
        return
    except SAXException:
        if b"<!ENTITY" in content[:PROLOG]:
            yield FileFinding.XML_BOMB
