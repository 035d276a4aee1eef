"""The data API as it is served: what it answers, what it refuses, and that its OpenAPI document tells the truth."""

import copy
import csv
import gzip
import hashlib
import http.client
import io
import json
import shutil
import subprocess
import time
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import brotli
import frictionless
import pandas as pd
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import positive_data_acceptance

from labour_migration.data.files import read_files
from labour_migration.data.package import DataPackage, parse_table, type_table
from labour_migration.data.schema import read_descriptor
from labour_migration.data.selection import Selection, select
from labour_migration.data.versions import list_versions, path_of
from labour_migration.output.export import join_citations, to_csv, to_records
from labour_migration.output.snippets import api_address, curl_snippet, pandas_snippet
from labour_migration.results.reconcile import reconcile
from labour_migration.site import API, API_TABLES
from web.api import DOCUMENTS
from web.openapi import describe_api

DATASETS = Path(__file__).parents[1] / "datasets"
SOUND = Path(__file__).parent / "packages" / "sound"

# Released version -> what it answers with: the SHA-256 of each table, as CSV and as JSON.
REPLAYS = tomllib.loads((Path(__file__).parent / "replays.toml").read_text(encoding="utf-8"))
REPLAYED = [f"{name}.{ending}" for name in API_TABLES for ending in ("csv", "json")]
NAMES = [document.name for document in DOCUMENTS]
READ = "25,000 Pakistanis live in Japan"
# What is asked where an address has to be asked something.
QUERIES = {"check": {"text": READ}}
TITP = Selection(("titp",), 2019, 2024)


def with_query(name: str) -> str:
    """An address of the API with all that it has to be asked."""
    return "?".join(filter(None, [name, urlencode(QUERIES.get(name, {}))]))


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)


@pytest.fixture(scope="session")
def ask(app):
    """Ask the running app for an address below that of the API."""

    def send(address: str, method: str = "GET", base: str = API, served=app, **headers: str) -> Answer:
        connection = http.client.HTTPConnection(urlsplit(served.url).netloc, timeout=60)
        connection.request(method, base + address, headers={name.replace("_", "-"): headers[name] for name in headers})
        response = connection.getresponse()
        named = {name.lower(): value for name, value in response.getheaders()}
        answer = Answer(response.status, named, response.read())
        connection.close()
        return answer

    return send


def test_listing_names_every_address_and_each_answers(ask):
    documents = ask("").json["documents"]
    assert [document["href"] for document in documents] == [API + name for name in NAMES]
    assert ask("").json["assistants"] == "/mcp"
    for document in documents:
        answer = ask(with_query(document["href"].removeprefix(API)))
        assert (answer.status, answer.headers["content-type"].split(";")[0]) == (200, document["type"])


@pytest.mark.parametrize("name", API_TABLES)
@pytest.mark.parametrize("selection", [Selection(), Selection(("titp",))], ids=["whole", "titp"])
def test_table_is_that_of_the_pages_as_csv_and_as_json(name, selection, ask, package):
    rows = package.tables[API_TABLES[name]]
    if "programme_id" not in rows and not selection.is_everything:
        pytest.skip("no programme to select by")
    shown = select(rows, selection, package)
    query = "" if selection.is_everything else "?programme=titp"
    assert ask(f"{name}.csv{query}").body == to_csv(shown, package, with_bom=False)
    answer = ask(f"{name}.json{query}").json
    assert answer["rows"] == to_records(shown, package)
    assert answer["count"] == len(shown)
    assert answer["version"] == package.descriptor.version
    assert answer["filters"] == ({} if selection.is_everything else {"programme": ["titp"]})


def test_official_rows_are_selected_by_all_that_they_have(ask, package):
    query = "indicator=residents&nationality=PAK&area=JP-11&area=JP-13&source=isa-residents-by-prefecture&from=2024"
    rows = ask(f"official.json?{query.replace('&source=isa-residents-by-prefecture', '')}").json["rows"]
    assert {row["area_id"] for row in rows} == {"JP-11", "JP-13"}
    assert {(row["indicator_id"], row["nationality_id"]) for row in rows} == {("residents", "PAK")}
    assert all(row["period_end"] >= "2024" and row["citation"] for row in rows)


def test_claims_are_those_of_the_selected_reports_with_their_hedge(ask, package):
    answer = ask("claims.json?from=2022&to=2023").json
    ids = set(select(package.reported, Selection(year_from=2022, year_to=2023), package)["figure_id"])
    found = [one for one in reconcile(package) if one.figure["figure_id"] in ids]
    assert [row["verdict"] for row in answer["rows"]] == [one.verdict for one in found]
    quantities = {row["figure"]["figure_id"]: row["figure"]["quantity"] for row in answer["rows"]}
    assert quantities["the-news-2023-06-05-registrations"] == "more than 5,000"


def test_text_is_answered_with_its_quantities_the_matches_and_a_sentence(ask, package):
    answer = ask(with_query("check")).json
    assert (answer["version"], answer["text"]) == (package.descriptor.version, READ)
    (quantity,) = answer["quantities"]
    assert READ[quantity["start"] : quantity["end"]] == quantity["words"] == "25,000"
    assert (quantity["value"], quantity["comparator"], quantity["is_time"]) == (25_000, "", False)
    best = answer["matches"][0]
    assert (best["figure_id"], best["relation"], best["verdict"]) == ("ary-2019-12-residents", "same", "above")
    assert answer["answer"].startswith("Recorded: 25,000, Pakistanis living in Japan.")
    nothing = ask("check?text=Three+million+runs").json
    assert (nothing["matches"], nothing["answer"][:12]) == ([], "Not recorded")


@pytest.mark.parametrize("version", REPLAYS)
def test_version_that_was_released_is_answered_byte_for_byte(version, ask):
    asked = {name: ask(f"{name}?v={version}").body for name in REPLAYED}
    assert {name: hashlib.sha256(body).hexdigest() for name, body in asked.items()} == REPLAYS[version]
    assert ask(f"datapackage.zip?v={version}").body == path_of(version, DATASETS).read_bytes()
    with zipfile.ZipFile(path_of(version, DATASETS)) as kept:
        assert ask(f"datapackage.json?v={version}").body == kept.read("datapackage.json")


def test_every_version_that_was_released_is_replayed():
    assert list(REPLAYS) == list_versions(DATASETS)


def test_version_of_now_is_answered_as_without_it(ask, package):
    version = package.descriptor.version
    for name in (*REPLAYED, "datapackage.zip", "datapackage.json"):
        assert ask(f"{name}?v={version}").body == ask(name).body, name


def test_results_of_a_version_are_those_of_its_data(ask):
    first, *_others, last = list_versions(DATASETS)
    found = {version: ask(f"claims.json?v={version}").json for version in (first, last)}
    assert {version: one["version"] for version, one in found.items()} == {first: first, last: last}
    assert [one["count"] for one in found.values()] == [102, 111]


@pytest.mark.parametrize("version", ["2.1.0", "9", "", "..%2F5.0.0"])
def test_unknown_version_is_refused_with_those_that_there_are(version, ask):
    answer = ask(f"reported.csv?v={version}")
    assert answer.status == 400
    assert ", ".join(list_versions(DATASETS)) in answer.json["detail"]


def test_byte_order_mark_stands_where_it_is_asked_for(ask):
    plain, marked = ask("events.csv"), ask("events.csv?bom=1")
    assert marked.body == b"\xef\xbb\xbf" + plain.body
    assert ask("events.csv?bom=0").headers["etag"] == plain.headers["etag"] != marked.headers["etag"]


def test_zip_is_a_data_package(ask, package, tmp_path):
    answer = ask("datapackage.zip")
    (tmp_path / "package.zip").write_bytes(answer.body)
    report = frictionless.Package(str(tmp_path / "package.zip")).validate()
    assert report.valid
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        assert archive.read("datapackage.json") == ask("datapackage.json").body
    name = f"{package.descriptor.name}.v{package.descriptor.version}.zip"
    assert answer.headers["content-disposition"] == f'attachment; filename="{name}"'


@pytest.mark.parametrize("name", NAMES)
def test_every_answer_may_be_kept_shared_and_asked_for_again(name, ask):
    name = with_query(name)
    answer = ask(name)
    assert answer.headers["cache-control"] == "public, max-age=3600"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert 'rel="describedby"' in answer.headers["link"]
    tag = answer.headers["etag"]
    for named in (tag, f'"other", {tag}', f"W/{tag}", "*"):
        again = ask(name, If_None_Match=named)
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
        assert again.headers["cache-control"] == "public, max-age=3600"
        assert "content-length" not in again.headers
    assert ask(name, If_None_Match='"other"').body == answer.body
    assert ask(name, "HEAD", If_None_Match=tag).status == 304


@pytest.mark.parametrize(("encoding", "decode"), [("br", brotli.decompress), ("gzip", gzip.decompress)])
def test_answer_is_compressed_as_the_request_accepts_with_a_tag_of_its_own(encoding, decode, ask):
    plain, packed = ask("official.csv"), ask("official.csv", Accept_Encoding=encoding)
    assert packed.headers["content-encoding"] == encoding
    assert decode(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 5
    assert packed.headers["etag"] != plain.headers["etag"]
    assert "Accept-Encoding" in packed.headers["vary"]
    assert "Accept-Encoding" in plain.headers["vary"]
    tag = packed.headers["etag"]
    assert ask("official.csv", Accept_Encoding=encoding, If_None_Match=tag).status == 304
    assert ask("official.csv", If_None_Match=tag).status == 200


def test_archive_is_not_compressed_again(ask):
    assert "content-encoding" not in ask("datapackage.zip", Accept_Encoding="br, gzip").headers


@pytest.mark.parametrize("name", NAMES)
def test_head_is_get_without_its_body(name, ask):
    whole, head = (ask(with_query(name), method) for method in ("GET", "HEAD"))
    assert head.body == b""
    assert head.status == 200
    # What compresses bodies tells so of a body alone.
    assert {**head.headers, "date": "", "vary": ""} == {**whole.headers, "date": "", "vary": ""}
    assert int(head.headers["content-length"]) == len(whole.body)


def test_files_are_named_by_what_they_hold(ask, package):
    version = package.descriptor.version
    csv_file, json_file = (ask(f"official.{ending}?programme=titp&from=2020") for ending in ("csv", "json"))
    name = f"official-statistics.filtered.titp.from-2020.v{version}"
    assert csv_file.headers["content-disposition"] == f'attachment; filename="{name}.csv"'
    assert json_file.headers["content-disposition"] == f'inline; filename="{name}.json"'
    assert csv_file.headers["content-type"] == "text/csv; charset=utf-8; header=present"


def check_problem(answer: Answer, status: int) -> list[dict]:
    """The errors of a problem as RFC 9457 has it."""
    assert answer.status == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["cache-control"] == "no-store"
    assert list(answer.json) == ["type", "title", "status", "detail", "errors"]
    assert answer.json["status"] == status
    assert "Traceback" not in answer.body.decode()
    return answer.json["errors"]


@pytest.mark.parametrize(
    ("address", "parameter", "found", "expected"),
    [
        ("events.csv?programme=tipt", "programme", "‘tipt’", "the code of a programme or status, such as "),
        ("official.json?nationality=pak", "nationality", "‘pak’", "the code of a nationality, such as "),
        ("official.json?area=", "area", "‘’", "the code of an area, such as "),
        ("events.json?from=20", "from", "‘20’", "one year from 1962 to "),
        ("events.json?from=2020&from=2020", "from", "‘2020’", "one year from 1962 to "),
        ("events.json?from=2023&to=2020", "from", "‘2023–2020’", "a first year that is not after the last"),
        ("events.csv?bom=yes", "bom", "‘yes’", "one of 0, 1, once"),
        ("events.json?bom=1", "bom", "‘bom’", "one of programme, source, from, to, v"),
        ("reported.csv?area=JPN", "area", "‘area’", "one of indicator, programme, source, from, to, v, bom"),
        ("sources.json?from=2020", "from", "‘from’", "one of source"),
        ("openapi.json?x=1", "x", "‘x’", "one of v"),
        ("events.json?source=%00", "source", "‘U+0000’", "the code of a source, such as "),
        ("events.json?source=%ff%0a", "source", "‘\ufffdU+000A’", "the code of a source, such as "),
        ("events.json?%3Cscript%3E=1", "<script>", "‘<script>’", "one of programme, source, from, to"),
        ("events.json?source=" + "x" * 9000, "source", f"‘{'x' * 40}…’", "the code of a source, such as "),
        ("check", "text", "‘0’", "one text of 1 to 2000 characters"),
        ("check?text=", "text", "‘0 characters’", "one text of 1 to 2000 characters"),
        ("check?text=a&text=b", "text", "‘2’", "one text of 1 to 2000 characters"),
        ("check?text=" + "x" * 2001, "text", "‘2001 characters’", "one text of 1 to 2000 characters"),
        ("check?text=a&from=2020", "from", "‘from’", "one of text"),
        ("events.json?" + "x" * 9000, "x" * 40 + "…", f"‘{'x' * 40}…’", "one of programme, source, from, to"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else None,
)
def test_bad_input_is_told_by_parameter_what_was_found_and_what_is_allowed(address, parameter, found, expected, ask):
    error = check_problem(ask(address), 400)[0]
    assert (error["parameter"], error["found"]) == (parameter, found)
    assert error["expected"].startswith(expected)
    assert error["remedy"] == "/api/v1/openapi.json lists what is allowed."


def test_everything_that_is_wrong_is_told_at_once_but_a_flood_is_counted(ask):
    errors = check_problem(ask("events.csv?programme=x&from=y&bom=z&w=1"), 400)
    assert [error["parameter"] for error in errors] == ["w", "programme", "from", "bom"]
    answer = ask("events.json?" + "source=x&" * 2000)
    assert len(check_problem(answer, 400)) == 20
    assert answer.json["detail"].endswith("… and 1980 more")


@pytest.mark.parametrize(
    "path", ["/api/v1/x.csv", "/api/v1", "/api/", "/api/v1/a%0Ab", "/api/v2/events.csv", "/api/<b>"]
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_unknown_address_is_told(path, method, ask):
    (error,) = check_problem(ask(quote(path, safe="/%"), method, base=""), 404)
    assert error["remedy"] == "/api/v1/ lists what there is."


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE"])
def test_nothing_can_be_written(method, ask):
    answer = ask("events.csv", method)
    (error,) = check_problem(answer, 405)
    assert error["expected"] == "one of GET, HEAD, OPTIONS"
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"


def test_any_site_may_ask_beforehand(ask):
    answer = ask("official.json", "OPTIONS", Origin="https://example.org")
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["allow"] == answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_data_broken_from_the_start_are_told_and_changed_tables_return_under_another_tag(start_app, ask, seal):
    def spoil(folder) -> None:
        file = folder / "datasets" / "events.csv"
        file.write_bytes(file.read_bytes().replace(b"moc-ssw-2019-12-23,", b"MoC,", 1))
        seal(file.parent)

    def ask_until(is_so, **headers):
        """The answer once the files have rested and are taken."""
        deadline = time.monotonic() + 120
        while not is_so(answer := ask("events.json", served=served, **headers)) and time.monotonic() < deadline:
            time.sleep(0.2)
        return answer

    served = start_app(spoil=spoil)
    for name in ("events.json", "openapi.json"):
        answer = ask(name, served=served)
        assert check_problem(answer, 503) == []
        assert answer.json["detail"] == "The data has 1 problem. It will return when that is fixed."
    file = served.folder / "datasets" / "events.csv"
    file.write_bytes(file.read_bytes().replace(b"MoC,", b"moc-ssw-2019-12-23,", 1))
    seal(file.parent)
    before = ask_until(lambda answer: answer.status == 200)
    for changed in (file, file.with_name("translations.csv")):  # which has the wording too
        changed.write_bytes(changed.read_bytes().replace(b"no day given", b"day not given"))
    seal(file.parent)
    after = ask_until(lambda answer: answer.status != 304, If_None_Match=before.headers["etag"])
    assert after.status == 200
    assert b"day not given" in after.body
    log = served.log.read_text()
    assert "Traceback" not in log
    assert "ScriptRunContext" not in log


# --- the snippets of the data page ----------------------------------------------------------------


def addresses(app, selection: Selection) -> dict[str, str]:
    return {
        name: api_address(f"{app.url}/data", f"{name}.csv", selection) for name in ("reported", "official", "events")
    }


def test_pandas_snippet_reads_the_rows_of_the_package(app, package):
    frames: dict = {}
    exec(pandas_snippet(addresses(app, TITP)), frames)
    for name in ("reported", "official", "events"):
        rows = join_citations(select(package.tables[API_TABLES[name]], TITP, package), package)
        assert list(frames[name].columns) == list(rows.columns)
        assert len(frames[name]) == len(rows) > 0
        for column in rows:
            read, kept = frames[name][column], rows[column]
            if pd.api.types.is_datetime64_dtype(kept.dtype):
                kept = kept.dt.strftime("%Y-%m-%d")
            missing = kept.isna() | (kept.astype("str") == "")
            assert list(read.isna()) == list(missing)
            assert read[~missing.to_numpy()].tolist() == kept[~missing].tolist()


def test_curl_snippet_saves_the_bytes_of_the_api(app, ask, tmp_path):
    subprocess.run(["sh", "-ec", curl_snippet(addresses(app, TITP))], cwd=tmp_path, check=True, capture_output=True)
    for name in ("reported", "official", "events"):
        saved = (tmp_path / f"{name}.csv").read_bytes()
        assert saved == ask(f"{name}.csv?programme=titp&from=2019&to=2024").body
        assert list(csv.reader(io.StringIO(saved.decode(), newline="")))


# --- the OpenAPI document -------------------------------------------------------------------------


def filter_case(_context, case: schemathesis.Case) -> bool:
    """No years in reverse: that the first is not after the last is all that OpenAPI cannot say."""
    years = [str((case.query or {}).get(key)) for key in ("from", "to")]
    return not (all(year.isdecimal() for year in years) and int(years[0]) > int(years[1]))


def build_small() -> DataPackage:
    """The sound package of the tests: hundreds of requests are answered from it in seconds."""
    descriptor = read_descriptor(DATASETS)
    tables = {
        one.name: type_table(one, parse_table(one.path, (SOUND / one.path).read_bytes())[0])
        for one in descriptor.resources
    }
    return DataPackage(descriptor, tables, read_files(DATASETS))


schema = schemathesis.openapi.from_dict(describe_api(DOCUMENTS, build_small(), list_versions(DATASETS)))
schema.hook(filter_case)


@pytest.fixture(scope="session")
def small_app(start_shared_app, seal):
    """A running app whose data is the sound package of the tests."""

    def lay_sound(folder) -> None:
        shutil.copytree(SOUND, folder / "datasets", dirs_exist_ok=True)
        seal(folder / "datasets")

    return start_shared_app(spoil=lay_sound)


@schema.parametrize()
@settings(max_examples=settings().max_examples // 12, deadline=None, suppress_health_check=list(HealthCheck))
def test_api_is_what_its_openapi_document_says(case, small_app):
    # A released version does not have all codes and years of today's.
    is_old = "v" in (case.query or {})
    case.call_and_validate(base_url=small_app.url, excluded_checks=[positive_data_acceptance] if is_old else [])


@pytest.mark.parametrize("name", NAMES)
def test_real_data_is_what_the_openapi_document_says(name, app, package):
    described = schemathesis.openapi.from_dict(describe_api(DOCUMENTS, package, list_versions(DATASETS)))
    described[API + name]["GET"].Case(query=QUERIES.get(name, {})).call_and_validate(base_url=app.url)


def test_openapi_document_is_made_of_the_data_that_is_served(ask, small_app):
    assert ask("openapi.json", served=small_app).json == schema.raw_schema


@pytest.mark.parametrize("name", ["", "events.json"])
def test_openapi_document_that_lies_would_be_caught(name, small_app):
    document = copy.deepcopy(schema.raw_schema)
    if name:
        document["components"]["schemas"]["events"]["properties"]["count"]["type"] = "string"
    else:
        document["paths"][API]["get"]["responses"]["200"]["content"] = {"text/plain": {}}
    case = schemathesis.openapi.from_dict(document)[API + name]["GET"].Case()
    with pytest.raises(FailureGroup):
        case.call_and_validate(base_url=small_app.url)


def test_openapi_document_has_every_address_parameter_and_column(ask):
    document = ask("openapi.json").json
    assert document["openapi"] == "3.1.0"
    assert list(document["paths"]) == [API + name for name in NAMES]
    listed = {one["href"]: one["parameters"] for one in ask("").json["documents"]}
    for path, operations in document["paths"].items():
        assert [parameter["name"] for parameter in operations["get"]["parameters"]] == listed[path]
    schemas = document["components"]["schemas"]
    for name in (*API_TABLES, "claims"):
        row = ask(f"{name}.json").json["rows"][0]
        assert list(schemas[name]["properties"]["rows"]["items"]["properties"]) == list(row)
