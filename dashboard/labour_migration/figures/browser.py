"""A chart as the browser gets it: written and compressed once for all readers."""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

import orjson
import plotly.graph_objects as go
from plotly.io.json import to_json_plotly

# In JSON as Plotly writes it, each "<" that begins no markup of ours: Plotly would make links of the words of the data.
_OURS = rb'(?:br|\\u002fb|b|\\u002fspan|(?:\\u002f)?extra)\\u003e|(?:b|span) style=\\"color:[^"\\]*\\"\\u003e'
_STRANGE = re.compile(rb"(\\\\)|\\u003c(?!" + _OURS + rb")")
_DIGEST = 12  # hexadecimal digits that tell two charts apart


@dataclass(frozen=True, eq=False)
class BrowserChart:
    """What is sent of a chart, and what is known of it when a reader has chosen points.

    ``content`` is JSON, compressed with gzip: ``id``, the ``figure`` as Plotly writes it, ``said`` of each point by its
    name, ``alt`` and ``words`` for the script. ``digest`` is its id, ``height`` its height in pixels.
    """

    content: bytes
    digest: str
    points: frozenset[str]
    height: int


def write_chart(figure: go.Figure, said: Mapping[str, str], alt: str, words: Mapping[str, str]) -> BrowserChart:
    """A figure with the sentences on its points (:func:`labour_migration.figures.speech.say_points`)."""
    written = _STRANGE.sub(lambda found: found[1] or b"&lt;", to_json_plotly(figure).encode())
    digest = hashlib.sha256(written).hexdigest()[:_DIGEST]
    parts = {"id": digest, "figure": orjson.Fragment(written), "said": said, "alt": alt, "words": words}
    return BrowserChart(
        content=gzip.compress(orjson.dumps(parts), mtime=0),
        digest=digest,
        points=frozenset(said),
        height=figure.layout.height,
    )


def reword_chart(chart: BrowserChart, words: Mapping[str, str]) -> bytes:
    """The content of a chart with other words for the script."""
    return gzip.compress(orjson.dumps(orjson.loads(gzip.decompress(chart.content)) | {"words": words}), mtime=0)
