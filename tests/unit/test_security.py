"""What every answer says of the browser's rights."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from starlette.responses import PlainTextResponse

from web.security import Security, write_frame_policy, write_policy


def headers_of(**own: str) -> dict[str, str]:
    sent = []

    async def send(message: dict) -> None:
        sent.append(message)

    app = Security(PlainTextResponse("", headers=own))
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, app({"type": "http", "method": "GET", "path": "/"}, None, send)).result()
    return {name.decode(): value.decode() for name, value in sent[0]["headers"]}


def test_every_answer_has_a_policy_and_forbids_guesses_and_frames():
    headers = headers_of()
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "strict-origin-when-cross-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "script-src 'self' 'wasm-unsafe-eval';" in headers["content-security-policy"]


def test_policy_of_an_answer_stays():
    assert headers_of(**{"content-security-policy": "default-src 'none'"})["content-security-policy"] == (
        "default-src 'none'"
    )


def test_only_scripts_that_run_get_a_hash():
    policy = write_policy(b'<script>a</script><script type="application/ld+json">{}</script><script src="b"></script>')
    assert policy.count("'sha256-") == 1
    assert "'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='" in policy


def test_policy_of_an_embed_allows_frames_and_its_own_script_alone():
    assert write_frame_policy(b"<script>a</script>") == (
        "default-src 'none'; script-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs='; "
        "style-src 'unsafe-inline'; img-src data:; base-uri 'self'; form-action 'none'; frame-ancestors *"
    )
    assert "script-src 'none';" in write_frame_policy(b"<p>a</p>")
