"""Words by which a text says that it is bound: by a contract, by copyright, by export control."""

import re
from collections.abc import Iterator
from typing import Final

from noroshi.drafting.checks.finding import CheckKind

PHRASES: Final = (
    (
        CheckKind.CONTRACT,
        re.compile(
            r"秘密保持(?:契約|義務)?|守秘義務契約|機密保持|社外秘|部外秘|関係者外秘|社内限り|極秘|取扱注意|営業秘密|契約に基づき(?:提供|開示)"
            r"|\bN\.?D\.?A\b|strictly confidential|\bconfidential\b|proprietary information|trade secret|internal use only"
            r"|do not (?:distribute|disclose|forward)|not for distribution",
            re.IGNORECASE,
        ),
    ),
    (
        CheckKind.COPYRIGHT,
        re.compile(
            r"転載(?:を)?禁|無断転載|無断複製|複製(?:を)?禁|禁無断|引用元[:：]|©|\(c\) ?(?:19|20)\d\d|copyright|all rights reserved",
            re.IGNORECASE,
        ),
    ),
    (
        CheckKind.EXPORT,
        re.compile(r"輸出管理|該非判定|リスト規制|外為法|\bEAR99\b|\bECCN\b|export control", re.IGNORECASE),
    ),
)
AROUND: Final = 20


def bound(text: str) -> Iterator[tuple[CheckKind, str]]:
    """Once for each kind: one such word says it all."""
    for kind, pattern in PHRASES:
        found = pattern.search(text)
        if found:
            yield kind, text[max(0, found.start() - AROUND) : found.end() + AROUND].strip().replace("\n", " ")
