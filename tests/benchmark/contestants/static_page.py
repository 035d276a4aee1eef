"""The Overview's chart as a static page: one HTML file with the whole of Plotly in it, gzipped, kept by browsers.

``static_page.py PORT`` serves it on loopback.
"""

import gzip
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import plotly.io
from figures import FIRST, LAST, choose, draw

KEPT_FOR = 365 * 24 * 60 * 60  # seconds


def write_page() -> str:
    """The page: a heading, and the chart with the full bundle of the installed plotly package before it."""
    chart = plotly.io.to_html(draw(choose((FIRST, LAST), None)), include_plotlyjs=True, full_html=False)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pakistanis in Japan</title></head>'
        f"<body><h1>Pakistanis in Japan: reported and official figures</h1>{chart}</body></html>"
    )


class Handler(BaseHTTPRequestHandler):
    """Answers with the page at its one address."""

    protocol_version = "HTTP/1.1"
    page = b""

    def do_GET(self):
        body = self.page if self.path == "/" else b""
        self.send_response(200 if body else 404)
        if body:
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Cache-Control", f"public, max-age={KEPT_FOR}, immutable")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_parts: object):
        """Nothing: what is measured writes no lines."""


if __name__ == "__main__":
    Handler.page = gzip.compress(write_page().encode(), 9)
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()
