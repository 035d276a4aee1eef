"""The static edition: each address of the app as the path of a file, since an object store knows no queries.

``/residents`` is ``residents/index.html``, and ``/claims?figure=X`` is ``claims/figure/X/index.html``: key and value of
the query are parts of the path. Parts that the app unfolds, and the rows, files and citation of a chart, have a page of
their own: ``data/part/glossary/``, ``residents/chart/residents-by-status/``. So has a chart that scripts draw, whose
points can be read: ``residents/interactive/residents-by-status/``.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import escape, unescape
from urllib.parse import parse_qs, urljoin, urlsplit

from labour_migration import blocks
from labour_migration.blocks import Block
from labour_migration.charts import PREFECTURE, filters_of, options_of
from labour_migration.data.package import DataPackage
from labour_migration.embeds import PATH as EMBED
from labour_migration.language import LOCALES, current
from labour_migration.previews import list_records
from labour_migration.site import API, CLAIMS_FEED, CORRECTIONS_FEED, MOVED, PAGES, Page, language_path
from labour_migration.statements import find_original
from labour_migration.view import View, parse_view

CHART, INTERACTIVE, PART, SOURCES = "chart", "interactive", "part", "sources"
INDEX = "index.html"
API_LISTING = "index.json"
_PREVIEW = "preview/"
_OF_SOURCES = f"{_PREVIEW}data/"  # pictures, whose words are a title in its own language: one for all languages
_LINK = re.compile(r'(<p>)?<a ([^>]*?)href="([^"]*)"([^>]*)>(.*?)</a>(</p>)?', re.DOTALL)
_AWAY = re.compile(r' ?(?:target="_\w+"|rel="noopener"|data-language)(?=[ >]|$)')
_END_OF_SENTENCE = re.compile(r"[.,;:)\]。、]*$")
# What follows the address of the site in an address in a text, in an attribute or in a script.
_REST = r"(?:[\w\-./?=%#~:+,]|&amp;|&(?!#?\w+;)|\\u0026)*"
LayOut = Callable[[DataPackage, View], Iterator[Block]]


@dataclass(frozen=True)
class Address:
    """A page of the edition: a page of the app, or what its address with one value of its query shows.

    ``key`` is :data:`CHART` for the rows, files and citation of one chart, by its slug; :data:`INTERACTIVE` for the
    page on which a script draws it.
    """

    page: Page
    key: str = ""
    code: str = ""

    @property
    def path(self) -> str:
        """Its path below that of the site in a language, with a slash at its end."""
        return "".join(f"{part}/" for part in (self.page.path, self.key, self.code) if part)

    @property
    def record(self) -> str:
        """The code of its statement or its source; "" where it has none."""
        return self.code if self.key and self.key == self.page.record else ""


def list_addresses(package: DataPackage, layout_of: Callable[[Page], LayOut]) -> list[Address]:
    """All pages of the edition: pages, what unfolds on them, charts, prefectures, statements, sources."""
    found = [Address(page) for page in PAGES]
    for page in PAGES:
        shown = list(layout_of(page)(package, find_view(Address(page), package)))
        found += dict.fromkeys(Address(page, *part) for part in _find_parts(shown))
        if any(option is PREFECTURE for option in options_of(page.view)):
            codes = PREFECTURE.find_choices(package, View().selection)
            found += [Address(page, PREFECTURE.key, code) for code in codes if code]
        if page.view == "data":
            found.append(Address(page, PART, SOURCES))
        found += [Address(page, page.record, code) for code in list_records(page, package)]
    return found


def find_view(address: Address, package: DataPackage) -> View:
    """The view of its page that an address shows."""
    keys = {option.key for option in options_of(address.page.view)}
    query = {address.key: [address.code]} if address.key in keys and address.code != SOURCES else {}
    view, _problems = parse_view(query, options_of(address.page.view), package, filters_of(address.page.view))
    return view


def _find_parts(shown: Iterable[Block]) -> Iterator[tuple[str, str]]:
    """Keys and codes of what of a page has a page of its own."""
    for block in unpack(shown):
        match block:
            case blocks.Panel(extract=extract) | blocks.Downloads(extract=extract):
                yield CHART, extract.slug
                if isinstance(block, blocks.Panel) and block.chart is not None:
                    yield INTERACTIVE, extract.slug
            case blocks.Folded(code=code) if code:
                yield PART, code


def unpack(shown: Iterable[Block]) -> Iterator[Block]:
    """Blocks, and those that they hold, whether they are unfolded or not."""
    for block in shown:
        yield block
        match block:
            case blocks.Section(blocks=inner) | blocks.Row(blocks=inner):
                yield from unpack(inner)
            case blocks.Folded():
                yield from unpack(block.inner)
            case blocks.Beside(main, aside):
                yield from unpack((main, *aside))


@dataclass(frozen=True, eq=False)
class Edition:
    """Where the pages of the edition are: ``base`` is the address of the site, with a slash at its end."""

    base: str
    paths: frozenset[str]
    originals: Mapping[str, str]  # of reported figures, which may repeat another

    @property
    def root(self) -> str:
        """The path of the site, which begins and ends with a slash."""
        return urlsplit(self.base).path

    @property
    def spoken_root(self) -> str:
        """The path of the site in the language of now."""
        return self.root + language_path(current().code)

    def lead(self, text: str, here: str) -> str:
        """HTML whose links lead to the files of the edition, as the page at the path ``here`` below its language.

        A link that would lead to where its reader is already, since a file has no filters, is text; a paragraph that
        has nothing else is left out.
        """

        def lead_on(found: re.Match) -> str:
            begin, before, address, after, shown, end = found.groups("")
            address = unescape(address)
            if _is_ours(address):
                path = self._resolve(address)
                if path == self.spoken_root + here and "?" in address and "aria-current" not in before + after:
                    return "" if begin and end else f"{begin}{shown}{end}"
                address = path
            link = f'<a {_AWAY.sub("", before)}href="{escape(address)}"{_AWAY.sub("", after)}>{shown}</a>'
            return f"{begin}{link}{end}"

        return self.lead_absolute(_LINK.sub(lead_on, text))

    def _resolve(self, address: str) -> str:
        """The path of what a relative address leads to, from a page of the app in the language of now."""
        if address.startswith("#"):
            return address
        below = urljoin(self.spoken_root, address).removeprefix(self.root)
        return self.root + self.locate_in_language(below)

    def lead_absolute(self, text: str) -> str:
        """A text whose absolute addresses of the site are those of the edition."""
        return re.sub(re.escape(self.base) + _REST, self._lead_absolute, text)

    def _lead_absolute(self, found: re.Match) -> str:
        end = _END_OF_SENTENCE.search(found[0])[0]
        address = unescape(found[0].removesuffix(end) if end else found[0]).replace("\\u0026", "&")
        return escape(self.base + self.locate_in_language(address.removeprefix(self.base))) + end

    def locate_in_language(self, below: str) -> str:
        """As :meth:`locate`, of an address that may begin with a language."""
        language, slash, rest = below.partition("/")
        if not slash or language not in LOCALES:
            return self.locate(below)
        path = self.locate(rest)
        return path if path.startswith(_OF_SOURCES) else f"{language}/{path}"

    def locate(self, address: str) -> str:
        """The path of the file, or of the folder with its index, for an address of the app below a language.

        What no file has, such as a filter, is left out.
        """
        parts = urlsplit(address)
        path, query = parts.path.strip("/"), parse_qs(parts.query)
        anchor = f"#{parts.fragment}" if parts.fragment else ""
        if f"/{path}/" == API:
            return f"{path}/{API_LISTING}"
        if f"/{path}".startswith((API, f"/{_PREVIEW}", "/files/", "/assets/")) or path == CORRECTIONS_FEED:
            return path
        if path == CLAIMS_FEED:
            return f"claims/figure/{query['figure'][0]}.atom" if "figure" in query else path
        if path.startswith(EMBED):
            return f"{path}/"
        if path in MOVED:
            page, place = MOVED[path]
            return self.locate(f"{page}#{place}")
        for key, values in query.items():
            own = f"{path}/{key}/{self.originals.get(values[0], values[0])}/"
            if own in self.paths:
                return own + (anchor if key != PREFECTURE.key else "")  # whose page has nothing else
        return (f"{path}/" if path else "") + anchor


def _is_ours(address: str) -> bool:
    """True of an address that is relative: to a page of ours, a place on it, a file beside it."""
    return not urlsplit(address).scheme and not address.startswith("//")


def make_edition(base: str, addresses: Iterable[Address], package: DataPackage) -> Edition:
    """The edition with these pages below an address."""
    originals = {code: find_original(code, package) for code in package.reported["figure_id"]}
    return Edition(base, frozenset(address.path for address in addresses), originals)
