"""How a program reads the data API: addresses of filtered tables, and code that reads them."""

import json
import shlex
from collections.abc import Mapping
from urllib.parse import urlencode, urljoin

from labour_migration.data.selection import Selection, format_query
from labour_migration.site import API

# A frame of ours tells {type, src, height}: assets/embed.js. Who sends it is known by its window, not by what it says.
_LISTENER = """<script>
addEventListener("message", ({ data, source }) => {
  if (data?.type !== "labour-migration:height" || !(data.height > 0)) return;
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentWindow === source) frame.style.height = `${data.height}px`;
});
</script>"""


def api_address(page: str, name: str, selection: Selection) -> str:
    """The absolute address of an API document, such as ``reported.csv``, with a selection as its query.

    ``page`` is the address of any page of the site.
    """
    address = urljoin(page, API.lstrip("/") + name)
    query = urlencode(format_query(selection), doseq=True)
    return f"{address}?{query}" if query else address


def pandas_snippet(addresses: Mapping[str, str]) -> str:
    """Python code that reads each address into a DataFrame of its name; only empty cells are missing, not "NA"."""
    frames = (
        f'{name} = pd.read_csv({json.dumps(address)}, keep_default_na=False, na_values=[""])'
        for name, address in addresses.items()
    )
    return "\n".join(["import pandas as pd", "", *frames])


def r_snippet(addresses: Mapping[str, str]) -> str:
    """R code, without any package, that reads each address into a data frame of its name."""
    frames = (
        f'{name} <- read.csv({json.dumps(address)}, na.strings = "", encoding = "UTF-8")'
        for name, address in addresses.items()
    )
    return "\n".join(frames)


def embed_snippet(iframe: str) -> str:
    """HTML for an author: the frame, and a script that gives each frame of ours the height that it says it has."""
    return f"{iframe}\n{_LISTENER}"


def curl_snippet(addresses: Mapping[str, str]) -> str:
    """Shell commands that download each address to a CSV file of its name."""
    return "\n".join(
        f"curl --fail --output {shlex.quote(f'{name}.csv')} {shlex.quote(address)}"
        for name, address in addresses.items()
    )
