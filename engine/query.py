"""The text of a link taken apart: page path and parameters, within bounds, nothing judged."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote_plus

HOME = "overview"
PAGES = (
    HOME, "glossary", "collateral", "eligibility", "margin", "history", "calls", "settlement",
    "waterfall", "leverage", "tokens", "timeline", "methods", "sources", "compare", "story",
)  # fmt: skip
MAX_LINK = 5_000
MAX_PARAMETERS = 200
MAX_VALUE = 500


@dataclass(frozen=True, slots=True)
class Query:
    """What a link says.

    Attributes
    ----------
    values
        Every value given to a name, names in order of first appearance.
    page
        Known page path of the address ("overview" for the bare address), or None.
    length
        Characters given; above ``MAX_LINK`` the rest was not read.
    count
        Parameters given; above ``MAX_PARAMETERS`` the rest was not read.
    """

    values: Mapping[str, tuple[str, ...]]
    page: str | None
    length: int
    count: int


def from_text(text: str) -> Query:
    """Take apart a full address, a ``?query`` or a bare query; never raises.

    >>> query = from_text("https://example.org/margin?v=1&mix=tbill:60,cash:40#top")
    >>> query.page, dict(query.values)
    ('margin', {'v': ('1',), 'mix': ('tbill:60,cash:40',)})
    """
    text = text.strip()
    length = len(text)
    if length > MAX_LINK:
        text = text[:MAX_LINK].rpartition("&")[0]
    address, parameters = _halves(text.partition("#")[0])
    items = [item for item in parameters.split("&") if item]
    pairs = (item.partition("=") for item in items[:MAX_PARAMETERS])
    values = _grouped((unquote_plus(name), unquote_plus(value)) for name, _, value in pairs)
    return Query(values, _page(address), length, len(items))


def from_mapping(query: Mapping[str, Sequence[str]]) -> Query:
    """Take parameters that were already decoded, one or more values for every name."""
    pairs = [(str(name), str(value)) for name, value in _flat(query)]
    sizes = [len(name) + min(len(value), MAX_VALUE) + 2 for name, value in pairs]
    fit = _fitting(sizes)
    return Query(_grouped(pairs[:fit][:MAX_PARAMETERS]), None, sum(sizes), len(pairs))


def _halves(text: str) -> tuple[str, str]:
    """Address and query of a text; a bare query may hold a question mark itself."""
    head, mark, tail = text.partition("?")
    addressed = "://" in head or head.startswith("/")
    if mark and (addressed or not {"=", "&"} & set(head)):
        return head or "", tail
    if addressed or (not mark and "/" in head and "=" not in head):
        return head, ""
    return "", text


def _page(address: str) -> str | None:
    """Known page path at the end of an address."""
    if not address:
        return None
    path = address.partition("://")[2] or address
    last = path.rstrip("/").rpartition("/")[2] if "/" in path else ""
    bare = path.endswith("/") or "/" not in path
    return last if last in PAGES else (HOME if bare else None)


def _flat(query: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Every name with each of its values; a lone text is one value."""
    for name, given in query.items():
        for value in (given,) if isinstance(given, str) else given:
            yield name, value


def _fitting(sizes: Sequence[int]) -> int:
    """Count the leading parts whose sizes add up to no more than a link may have."""
    total = 0
    for place, size in enumerate(sizes):
        total += size
        if total > MAX_LINK:
            return place
    return len(sizes)


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """Values by name, in order of first appearance."""
    values: dict[str, tuple[str, ...]] = {}
    for name, value in pairs:
        values[name] = (*values.get(name, ()), value)
    return values
