"""Whatever may tell who a source is, found in texts and in files. Plain Python; it knows no viewer and asks no directory."""

from noroshi.traces.finding import find, find_own, named_in
from noroshi.traces.forms import Named
from noroshi.traces.known import Known
from noroshi.traces.trace import Trace

__all__ = ["Known", "Named", "Trace", "find", "find_own", "named_in"]
