"""No English is left on a page in another language, but names, quotes, and what its translations leave in Latin."""

import re

import pytest
from babel.messages.pofile import read_po

from labour_migration import language
from labour_migration.data.selection import QUERY_KEYS
from labour_migration.language import FOLDER, LOCALES, USUAL
from labour_migration.site import PAGES

from .test_language import shown

# The same in every language: codes and names of organisations.
AS_THEY_ARE = ("FPCCI", "LCCI", "OEC", "OECD", "PJBF", "Trading Economics")
OTHERS = [code for code in LOCALES if code != USUAL]
STATEMENTS = ["urdupoint-2024-08-29-residents", "the-news-2023-06-05-registrations", "urdupoint-2024-08-29-trade"]
ADDRESSES = [
    *((page.view, {}) for page in PAGES),
    *(("claims", {"figure": figure}) for figure in STATEMENTS),
    ("data", {"source": "urdupoint-2024-08-29"}),
    ("data", {"part": "glossary"}),
    ("data", {"part": "codebook"}),
    ("residents", {"from": "2019", "to": "2021"}),
    ("programmes", {"programme": ["titp"]}),
    ("claims", {"programme": ["?"], "from": "1000"}),
]
RUN = re.compile(r"[A-Za-z]{2,}(?:[ ,'’&-]+[A-Za-z]{2,})*")
FILE = re.compile(r"[\w/]+\.(?:csv|json|zip)\b")
# Columns of the data that are names or quotes.
NAMES = ("title", "publisher", "author", "as_printed", "locator", "retrieved_from", "url", "archive_url")


@pytest.fixture(scope="session")
def names(package) -> list[str]:
    """Names and quotes in the data, the codes of its tables and columns: the longest first."""
    found = set()
    for table in package.tables.values():
        for column in table:
            if column in NAMES or column.endswith("_id") or column == "code":
                found |= {str(cell) for cell in table[column].unique()}
    for resource in package.descriptor.resources:
        found |= {resource.name, resource.path, *resource.columns}
        found |= {code for field in resource.fields for code in (field.type, *field.choices)}
    # A title may have its own name in another language within it, which stands in an element of its own.
    found |= {
        part.strip(" ,")
        for title in package.tables["sources"]["title"]
        for part in re.split(r"[()\[\]]|[^\x00-\x7f’]+", title)
    }
    found |= {*AS_THEY_ARE, *QUERY_KEYS}
    return sorted((name for name in found if RUN.search(name)), key=len, reverse=True)


@pytest.fixture(scope="session", params=OTHERS)
def spoken(request, package) -> tuple[str, str]:
    """A language, and all that the catalogue and the data say in it."""
    with (FOLDER / request.param / "LC_MESSAGES" / "messages.po").open("rb") as opened:
        strings = [message.string for message in read_po(opened) if message.id]
    texts = [text for string in strings for text in (string if isinstance(string, tuple) else (string,))]
    return request.param, "\n".join([*texts, *package.words[request.param].values(), language.find(USUAL).name])


@pytest.mark.parametrize(("view", "query"), ADDRESSES, ids=repr)
def test_no_english_is_left_but_names_and_quotes(view, query, spoken, names, monkeypatch, run_app):
    code, translations = spoken
    monkeypatch.setattr(language, "find_code", lambda: code)
    app = run_app(view, **{key.replace("from", "from_"): value for key, value in query.items()})
    own = re.compile(rf'<(\w+)\b[^>]* lang="(?!{code}")[^"]*"[^>]*>(?:(?!<\1\b).)*?</\1>', re.DOTALL)
    for element in app.get("html"):
        while (body := own.sub(" ", element.proto.body)) != element.proto.body:
            element.proto.body = body
    rest = "\n".join(dict.fromkeys(shown(app))).replace("\\", "")
    assert len(rest) > 500
    rest = FILE.sub(" ", rest)
    for name in names:
        if name in rest:
            rest = re.sub(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])", " ", rest)
    left = {run for run in RUN.findall(rest) if run not in translations}
    assert left == set()
