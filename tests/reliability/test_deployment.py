"""What ``.deploy/`` has is sound, and works: two processes behind nginx, and the static edition's server."""

import gzip
import http.client
import os
import re
import shutil
import socket
import subprocess
import threading
import time
import tomllib
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from urllib.parse import quote

import psutil
import pytest
import yaml

from .replicas import (
    DEPLOY,
    ROOT,
    Reader,
    Replicas,
    ask,
    find_tool,
    free_port,
    lay_nginx,
    listening,
    nginx_command,
    running_nginx,
    running_replicas,
)

LINTERS = "-r .requirements/deploy.lock"
CONTAINERFILE = (DEPLOY / "Containerfile").read_text(encoding="utf-8")
UNIT = DEPLOY / "labour-migration@.service"


def test_readme_tells_three_ways_to_go_online_in_less_than_thirty_lines():
    section = (ROOT / "README.md").read_text(encoding="utf-8").split("\n## Put it online\n")[1].split("\n## ")[0]
    assert section.count("\n") < 29
    assert re.findall(r"^\*\*([^*]+)\*\*", section, re.MULTILINE) == ["One process", "Replicas", "Static"]
    named = set(re.findall(r"\.deploy/([\w@.-]*\w)", section))
    shown = {file.name for file in DEPLOY.iterdir() if file.suffix not in (".txt", ".dockerignore")}
    assert named == shown
    for command in re.findall(r"(?<=cp ).*?(?= (?:&&|\n)|$)", section, re.MULTILINE):
        assert all((ROOT / word).exists() for word in command.split()[:-1]), command


def run(*command: str | Path) -> str:
    """What a program says, which has to find nothing wrong."""
    done = subprocess.run([*map(str, command)], capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_containerfile_is_sound():
    assert run(find_tool("hadolint", LINTERS), DEPLOY / "Containerfile") == ""


def test_container_is_made_of_what_is_there_and_of_what_was_tested():
    copied = re.findall(r"^COPY (\S+) \S+$", CONTAINERFILE, re.MULTILINE)
    assert copied == [".requirements/app.lock", "dashboard", "datasets"]
    assert all((ROOT / path).exists() for path in copied)
    sent = (DEPLOY / "Containerfile.dockerignore").read_text(encoding="utf-8")
    assert re.findall("^!(.+)$", sent, re.MULTILINE) == copied
    assert "--require-hashes -r .requirements/app.lock" in CONTAINERFILE
    (version,) = re.findall(r"^FROM python:(\d\.\d+)-", CONTAINERFILE, re.MULTILINE)
    assert f"py{version.replace('.', '')}" == tomllib.loads((ROOT / ".ruff.toml").read_text())["target-version"]
    user = re.findall(r"^USER (\d+)$", CONTAINERFILE, re.MULTILINE)
    assert user == ["10001"]
    assert "/healthz" in CONTAINERFILE.split("HEALTHCHECK")[1]
    assert CONTAINERFILE.index("curate.py compress") < CONTAINERFILE.index("\nUSER ")


def test_compose_file_fits_its_schema_and_the_container():
    run(find_tool("check-jsonschema", LINTERS), "--builtin-schema", "vendor.compose-spec", DEPLOY / "compose.yaml")
    composed = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))
    app = composed["services"]["app"]
    assert (DEPLOY / app["build"]["context"] / app["build"]["dockerfile"]).resolve() == DEPLOY / "Containerfile"
    assert app["deploy"]["replicas"] == "${REPLICAS:-2}"
    assert "server app:8501 " in composed["configs"]["replicas"]["content"]
    assert "\nEXPOSE 8501\n" in CONTAINERFILE
    (mounted,) = composed["services"]["nginx"]["volumes"]
    assert (DEPLOY / mounted.split(":")[0]).resolve() == DEPLOY / "nginx.conf"


def test_manifest_fits_the_schemas_of_kubernetes_and_the_container():
    run(find_tool("kubernetes-validate", LINTERS), "--strict", DEPLOY / "kubernetes.yaml")
    manifest = yaml.safe_load_all((DEPLOY / "kubernetes.yaml").read_text(encoding="utf-8"))
    kinds = {one["kind"]: one for one in manifest}
    assert set(kinds) == {"Deployment", "Service", "HorizontalPodAutoscaler", "PodDisruptionBudget"}
    pod = kinds["Deployment"]["spec"]["template"]
    (container,) = pod["spec"]["containers"]
    assert container["ports"] == [{"name": "http", "containerPort": 8501}]
    assert f"\nUSER {pod['spec']['securityContext']['runAsUser']}\n" in CONTAINERFILE
    assert container["readinessProbe"]["httpGet"]["path"] == "/healthz"
    assert kinds["Service"]["spec"]["sessionAffinity"] == "ClientIP"
    assert kinds["Service"]["spec"]["selector"] == pod["metadata"]["labels"]
    assert kinds["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == pod["metadata"]["labels"]
    assert kinds["HorizontalPodAutoscaler"]["spec"]["scaleTargetRef"]["name"] == kinds["Deployment"]["metadata"]["name"]


def test_unit_is_sound_and_may_do_little(tmp_path):
    """``systemd-analyze`` looks for the programs that a unit starts: here Streamlit lies elsewhere."""
    analyze = find_tool("systemd-analyze", "Debian's package systemd")
    text = UNIT.read_text(encoding="utf-8")
    usual = "/opt/labour-migration/.venv/bin/streamlit"
    assert f"\nExecStart={usual} run dashboard/app.py " in text
    unit = tmp_path / UNIT.name
    text = text.replace(usual, find_tool("streamlit", "-r requirements.txt"))
    unit.write_text(text.replace("/usr/bin/curl", shutil.which("true")), encoding="utf-8")
    assert run(analyze, "verify", "--man=no", unit.with_name(unit.name.replace("@", "@8501"))) == ""
    # Of 100, which is a service that may do everything; 20 is "OK" in systemd's words.
    run(analyze, "security", "--offline=yes", "--threshold=20", unit)


@pytest.mark.parametrize("name", ["nginx.conf", "static.conf"])
def test_configuration_of_nginx_is_sound_and_without_known_weaknesses(name, tmp_path):
    conf = lay_nginx(tmp_path, name, **listening(free_port()))
    said = run(*nginx_command(conf), "-t")
    assert "test is successful" in said
    assert "[warn]" not in said
    assert "No issues found" in run(find_tool("gixy", LINTERS), conf)


@pytest.fixture(scope="module")
def replicas(tmp_path_factory) -> Iterator[Replicas]:
    """Two processes behind nginx, shared by the tests of this file; each leaves both running."""
    one_worker = {"worker_processes auto;": "worker_processes 1;"}  # so that what it keeps open can be counted
    with running_replicas(tmp_path_factory.mktemp("replicas"), **one_worker) as running:
        yield running


READERS = 40 if os.environ.get("CI") == "true" else 10


def test_reader_stays_with_the_process_that_has_made_a_download(replicas):
    statuses, seen = [], set()
    for _one in range(READERS):
        with Reader(replicas.url, replicas.url) as reader:
            assert re.fullmatch("replica=[0-9a-f]{32}", reader.cookie)
            path = reader.ask_for_file()
            status, content = reader.take(path)
            statuses.append(status)
            assert status != 200 or b"residents" in content
        seen.add((reader.cookie, path))
    assert statuses == [200] * READERS
    assert len({cookie for cookie, _path in seen}) == len({path for _cookie, path in seen}) == READERS


def test_download_is_found_by_readers_whose_process_is_another_now(replicas):
    """A reader whose process has gone and come back is with one, and sent to the other; some refuse cookies."""
    for keeps_cookies in (True, False):
        with Reader(replicas.url, replicas.url, keeps_cookies=keeps_cookies) as reader:
            path = reader.ask_for_file()
            others = [f"replica={number:032x}" for number in range(8)]
            assert [reader.take(path, other)[0] for other in others] == [200] * len(others)
            assert reader.take(path)[0] == 200


def test_without_either_downloads_do_fail(replicas, tmp_path):
    """That the two tests above can fail: each process in turn, and no other is asked for what one has not."""
    port = free_port()
    changes = {
        "        hash $reader;\n": "",
        "            proxy_next_upstream error timeout http_404;\n        }\n\n        # Scr": "}#",
    }
    conf = lay_nginx(tmp_path, "nginx.conf", **listening(port), **changes)
    shutil.copy(replicas.folder / "replicas.conf", tmp_path)
    with running_nginx(conf, port):
        statuses = []
        for _one in range(8):
            with Reader(f"http://127.0.0.1:{port}", replicas.url) as reader:
                path = reader.ask_for_file()
                statuses += [reader.take(path)[0] for _again in range(2)]
    assert set(statuses) == {200, 404}


def test_processes_are_restarted_one_after_the_other_without_a_reader_noticing(replicas):
    paths = ["/residents", "/ur/", "/api/v1/datapackage.json", "/healthz", "/_stcore/health"]
    answers: dict[str, list[int]] = {path: [] for path in paths}
    over = threading.Event()

    def read(path: str) -> None:
        while not over.is_set():
            answers[path].append(ask(replicas.url + path)[0])
            time.sleep(0.05)

    readers = [threading.Thread(target=read, args=[path]) for path in paths]
    for reader in readers:
        reader.start()
    try:
        for port in list(replicas.processes):
            replicas.restart(port)
    finally:
        over.set()
        for reader in readers:
            reader.join()
    assert {path: {*statuses} for path, statuses in answers.items()} == {path: {200} for path in paths}
    assert min(map(len, answers.values())) > 2
    assert sum(map(len, answers.values())) > 40


def test_address_may_be_as_long_as_a_sentence_to_check(replicas):
    status, content = ask(f"{replicas.url}/api/v1/check?text={quote('日本' * 1000)}")
    assert (status, content[:1]) == (200, b"{")


def test_scripts_are_kept_by_nginx_compressed_and_for_as_long_as_the_app_says(replicas):
    _status, page = ask(replicas.url)
    script = re.search(rb'src="\./(static/js/index\.[\w-]+\.js)"', page)[1].decode()
    kept = replicas.folder / "labour-migration-files"

    def is_kept() -> bool:
        files = [file.read_bytes() for file in kept.rglob("*") if file.is_file()]
        return any(f"KEY: http://app/{script}\n".encode() in file and b"immutable" in file for file in files)

    deadline = time.monotonic() + 90  # until the first process has compressed it
    while not is_kept() and time.monotonic() < deadline:
        assert ask(f"{replicas.url}/{script}", **{"Accept-Encoding": "gzip"})[0] == 200
        time.sleep(0.2)
    assert is_kept()
    content = ask(f"{replicas.url}/{script}", **{"Accept-Encoding": "gzip"})[1]
    assert len(gzip.decompress(content)) > 3 * len(content)
    # It is the second answer in the same encoding, and none of a page.
    assert not any(b"KEY: http://app/\n" in file.read_bytes() for file in kept.rglob("*") if file.is_file())


SLOW = 250
AT_MOST = 200  # of an address, as nginx.conf has it
KEPT_OPEN = 32  # to the app, by each worker of nginx: as it has it, too


def test_slow_clients_take_no_connection_of_the_app(replicas):
    begun = time.monotonic()
    with ExitStack() as clients:

        def connect() -> socket.socket:
            client = clients.enter_context(socket.socket())
            client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            client.settimeout(60)
            client.connect(("127.0.0.1", replicas.port))
            return client

        stalled = [connect() for _one in range(50)]
        for client in stalled:
            client.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n")  # and never the rest
        slow = [connect() for _one in range(SLOW)]
        for client in slow:
            client.sendall(b"GET /api/v1/official.csv HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        statuses = [client.recv(12).split()[1] for client in slow]  # and they take no more
        assert {*statuses} == {b"200", b"429"}
        assert AT_MOST / 2 < statuses.count(b"200") <= AT_MOST
        # nginx has taken all from the app, which is free for others.
        deadline = time.monotonic() + 20
        while (held := count_connections(replicas)) > KEPT_OPEN and time.monotonic() < deadline:
            time.sleep(0.2)
        assert held <= KEPT_OPEN
        assert ask_from_elsewhere(replicas, "/residents") == 200
        # Those who never finish to ask are sent away after ten seconds.
        for client in stalled:
            with suppress(ConnectionResetError):
                assert client.recv(1) == b""
        assert 5 < time.monotonic() - begun < 60
    assert ask(f"{replicas.url}/healthz")[0] == 200


def ask_from_elsewhere(replicas: Replicas, path: str) -> int:
    """The status that a reader at another address is answered with."""
    connection = http.client.HTTPConnection("127.0.0.1", replicas.port, timeout=60, source_address=("127.0.0.2", 0))
    connection.request("GET", path)
    with connection.getresponse() as answer:
        return answer.status


def count_connections(replicas: Replicas) -> int:
    ports = set(replicas.processes)
    return sum(
        one.status == psutil.CONN_ESTABLISHED and bool(one.laddr) and one.laddr.port in ports
        for process in replicas.processes.values()
        for one in psutil.Process(process.pid).net_connections("tcp")
    )


STYLES = "assets/edition.en.0123456789ab.css"


@pytest.fixture(scope="module")
def edition(tmp_path_factory) -> Iterator[str]:
    """A small static edition behind its nginx: the address."""
    folder = tmp_path_factory.mktemp("edition")
    pages = {"index.html": "home", "residents/index.html": "residents", "ur/index.html": "urdu", "404.html": "not here"}
    pages |= {"ur/404.html": "not here, in Urdu", "about.html": "about", "api/v1/reported.csv": "a,b", STYLES: ""}
    for name, text in pages.items():
        file = folder / "site" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        file.with_name(f"{file.name}.gz").write_bytes(gzip.compress(text.encode()))
    for place in (folder, *folder.rglob("*")):
        place.chmod(0o755 if place.is_dir() else 0o644)
    port = free_port()
    conf = lay_nginx(
        folder, "static.conf", **listening(port), **{"root /srv/labour-migration;": f"root {folder}/site;"}
    )
    with running_nginx(conf, port):
        yield f"http://127.0.0.1:{port}"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/", "home"),
        ("/residents", "residents"),
        ("/about", "about"),
        ("/ur/", "urdu"),
        ("/api/v1/reported.csv", "a,b"),
    ],
)
def test_static_edition_is_served_at_the_paths_of_the_app_compressed(edition, path, text):
    assert ask(edition + path) == (200, text.encode())
    status, content = ask(edition + path, **{"Accept-Encoding": "gzip"})
    assert (status, gzip.decompress(content).decode()) == (200, text)


def test_static_edition_says_in_the_language_of_an_address_what_is_not_there(edition):
    assert ask(f"{edition}/nothing") == (404, b"not here")
    assert ask(f"{edition}/ur/nothing") == (404, b"not here, in Urdu")


@pytest.mark.parametrize(("path", "lasts"), [("residents", "max-age=300"), (STYLES, "max-age=31536000, immutable")])
def test_static_edition_may_be_kept_for_as_long_as_it_stays_true(edition, path, lasts):
    with urllib.request.urlopen(f"{edition}/{path}") as answer:
        assert answer.headers["Cache-Control"] == f"public, {lasts}"
