"""One alternation for everything that can stand in a text that was brought back to how it was meant. What it finds is only likely."""

import re
from typing import Final

from noroshi.observables.hosts import LABEL

LETTER: Final = "[ぁ-ゖァ-ヺー㐀-鿿々〆가-힣À-ɏЀ-ӿ฀-๿]"
"""Letters of names that are no ASCII."""
BODY: Final = r"[!#-&(-;=?-\[\]_a-z~]"
"""What a URL may hold: no space, no quotation mark, no angle, curly bracket or bar."""
ENDING: Final = r"(?:xn--[a-z0-9-]{2,59}|[a-z]{2,24}|ps1|psm1|7z|bz2|mp[34]|php5|p12|b32)"
PORT: Final = r"(?::\d{1,5})?"
HOST: Final = rf"(?:{LABEL}\.){{1,12}}{ENDING}"
V4: Final = r"\d{1,3}(?:\.\d{1,3}){3}"
REST: Final = rf"{PORT}(?:/{BODY}{{0,2000}}|\?{BODY}{{1,2000}})|{PORT}(?![\d.])"
"""Port, path and query of a URL whose scheme nobody wrote."""
ROOTS: Final = "etc|var|tmp|usr|home|opt|bin|sbin|root|dev|proc|mnt|srv|boot|lib|run|Users|Library|Applications|private|data|www|cgi-bin"
NO_PATH: Final = r"\\/:*?\"<>|\r\n\t、。，「」『』（）；：※"
ANY: Final = re.compile(
    r"(?<![a-z0-9_])(?=[a-z0-9_%+'-]{0,80}[.:@\\][^\s]|[a-z0-9]{26}|[0-9a-f]{2}-[0-9a-f]{2}-|CVE|AS|TA?\d)(?:"
    rf"(?P<url>[a-z][a-z0-9+-]{{1,14}}://(?:(?=(?:[a-z0-9-]{{1,63}}\.){{0,5}}{LETTER})(?:(?:[a-z0-9_-]|{LETTER}){{1,63}}\.){{1,6}}"
    rf"(?:[a-z]{{2,24}}|{LETTER}{{2,20}}){PORT}(?:/(?:{BODY}|[㐀-鿿ァ-ヺー々]){{0,500}})?|{BODY}{{1,2000}}))"
    rf"|(?P<path>[a-z]:\\(?:[^{NO_PATH}]{{1,80}}\\){{0,16}}[!#-),-.0-9;=@-\[\]-{{}}~]{{1,120}})"
    r"|(?P<registry>(?:HKEY_[A-Z_]{4,30}|HK(?:LM|CU|CR|U|CC)):?\\(?:[!#-\[\]-~ ]{1,80}\\){0,16}[!#-)+-.0-9;=@-\[\]-{}~]{1,120})"
    rf"|(?P<email>[a-z0-9._%+'-]{{1,64}}@{HOST}(?![a-z0-9_-]))"
    r"|(?P<certificate>[0-9a-f]{2}(?::[0-9a-f]{2}){19,31}(?![0-9a-f:]))"
    r"|(?P<mac>[0-9a-f]{2}(?:[:-][0-9a-f]{2}){5}(?![0-9a-f:-]))"
    r"|(?P<hash>[0-9a-f]{32,128}(?![a-z0-9_]))"
    r"|(?P<cve>CVE[-_ ]\d{4}[-_]\d{4,9}(?!\d))"
    rf"|(?P<host>{HOST}(?![a-z0-9_])(?!-[a-z0-9]))(?P<after_host>{REST})?"
    rf"|(?<!\d\.)(?P<v4>{V4}(?![\d])(?!\.\d)(?P<width>/\d{{1,2}}(?![\d/.]))?)(?P<after_v4>{REST})?"
    rf"|(?<!\.)(?P<v6>[0-9a-f]{{0,4}}(?::[0-9a-f]{{0,4}}){{2,7}}(?::{V4}|(?<=:){V4})?(?:/\d{{1,3}})?(?:%[a-z0-9]{{1,15}})?(?![0-9a-z:]))"
    r"|(?P<asn>AS(?:N|\s?番号)?\s?(?:AS)?\s?\d{4,10}(?![\d.a-z-]))"
    r"|(?P<technique>TA?\d{4}(?:\.\d{3})?(?![\d.a-z-]))"
    r"|(?P<ssdeep>\d{1,8}:[a-z0-9/+]{12,148}:[a-z0-9/+]{6,148})"
    r"|(?-i:(?P<coin>[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[02-9ac-hj-np-z]{11,71})(?![A-Za-z0-9])|(?P<coin_hex>0x[0-9a-fA-F]{40})(?![A-Za-z0-9]))"
    r")"
    rf"|(?P<share>\\\\[a-z0-9._-]{{2,63}}\\(?:[^{NO_PATH}]{{1,80}}\\){{0,16}}[!#-),-.0-9;=@-\[\]-{{}}~]{{1,120}})"
    rf"|(?P<variable>%[a-z_()0-9]{{3,32}}%\\(?:[^{NO_PATH}]{{1,80}}\\){{0,16}}[!#-),-.0-9;=@-\[\]-{{}}~]{{1,120}})"
    rf"|(?<![\w/.:~-])(?P<unix>/(?:{ROOTS})/[!#-&*-.0-9/=@-\[\]_a-z~]{{1,200}})",
    re.IGNORECASE | re.ASCII,
)
MUTEX: Final = re.compile(
    r"(?:mutex(?:es)?|mutant|ミューテックス|ミューテクス)(?:名|の名前)?[\sはとして:：=]{0,8}[「『\"'`“]?((?:Global\\|Local\\)?[!#-&(-;=?-~]{3,120})",
    re.IGNORECASE,
)
USER_AGENT: Final = re.compile(
    r"(?:user-?agent|ユーザー?エージェント|UA)[\sは:：=]{1,4}[「『\"'`“]?([!#-&(-~ ]{4,400})", re.IGNORECASE
)
NAMED: Final = re.compile(r"(?:ja3s?|imphash|authentihash)\s{0,2}(?:[:：=はa-z\s]{0,12})$", re.IGNORECASE)
FAR_NAME: Final = re.compile(
    rf"(?<![a-z0-9_.-])(?<!{LETTER})(?:(?:[a-z0-9-]{{1,63}}|{LETTER}(?:{LETTER}|[0-9-]){{0,62}})\.){{1,6}}[a-z]{{2,24}}(?![a-z0-9_-])",
    re.IGNORECASE,
)
FAR_FILE: Final = re.compile(rf"((?:[a-z0-9_()-]|{LETTER}){{1,80}})\.([a-z0-9]{{2,9}})(?![a-z0-9_.-])", re.IGNORECASE)
