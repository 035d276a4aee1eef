"""Visitors without a browser: each opens a page over the protocol of its server, changes a filter, awaits the chart.

Run as a program it is a crowd of them, ``clients.py VISITOR URL RANGES``, in a process of its own. It does what it is
told in lines of JSON, ``["open", 10]``, ``["each_second", 20]`` or ``["in_turn", 100]``, and answers each in one line:
``{"seconds": [...], "errors": [...]}``.
"""

import asyncio
import http.client
import json
import re
import sys
import time
import urllib.request
from collections.abc import Awaitable, Callable, Sequence
from itertools import count
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect

WITHIN = 120  # seconds: what takes longer has failed
_FRAME_AT_MOST = 2**28


class WrongAnswerError(Exception):
    """What a server sent is not what a visitor waits for: an error, no chart, the chart of before."""


class Visitor:
    """A visitor who has an open page. ``chart`` is the chart that it shows, as it was sent."""

    def __init__(self, url: str, ranges: Sequence[tuple[int, int]], place: int):
        self.url = url
        self.chart = ""
        # Each begins elsewhere, so that visitors do not march in step.
        self._ranges = (ranges[at % len(ranges)] for at in count(place))

    async def open(self) -> None:
        """Connect, and wait for the first chart."""
        async with asyncio.timeout(WITHIN):
            await self._connect()
            self._keep(await self._first_chart())

    async def change(self) -> None:
        """Choose the next range of years, and wait for its chart."""
        years = next(self._ranges)
        async with asyncio.timeout(WITHIN):
            self._keep(await self._chart_of(years))

    def _keep(self, chart: str) -> None:
        if not chart or chart == self.chart:
            raise WrongAnswerError("no chart" if not chart else "the chart of before")
        self.chart = chart

    async def close(self) -> None:
        """Leave the page."""


class StreamlitVisitor(Visitor):
    """A visitor of a Streamlit page: over its websocket, in its protobuf messages.

    A page whose filters stand in its address is changed by another address, others by the state of their slider.
    """

    follows_address = True
    page = ""

    async def _connect(self) -> None:
        address = urlsplit(self.url)
        self._socket = await connect(
            f"ws://{address.netloc}/_stcore/stream",
            origin=f"http://{address.netloc}",
            subprotocols=["streamlit"],
            max_size=_FRAME_AT_MOST,
            open_timeout=WITHIN,
            ping_interval=None,
        )
        self._slider = ""

    async def _first_chart(self) -> str:
        return await self._run("", None)

    async def _chart_of(self, years: tuple[int, int]) -> str:
        if self.follows_address:
            return await self._run(f"from={years[0]}&to={years[1]}", None)
        return await self._run("", years)

    async def _run(self, query: str, years: tuple[int, int] | None) -> str:
        """Run the page and return its first chart; what else it draws is read, since a reader waits for it too."""
        asked = BackMsg()
        asked.rerun_script.query_string = query
        asked.rerun_script.page_name = self.page
        if years:
            state = asked.rerun_script.widget_states.widgets.add(id=self._slider)
            state.double_array_value.data.extend(years)
        await self._socket.send(asked.SerializeToString())
        chart, has_begun = "", False
        while True:
            said = ForwardMsg.FromString(await self._socket.recv())
            kind = said.WhichOneof("type")
            has_begun = has_begun or kind == "new_session"
            if kind == "ref_hash":
                raise WrongAnswerError("a reference to a message that this visitor does not keep")
            if kind == "delta" and said.delta.WhichOneof("type") == "new_element":
                element = said.delta.new_element
                shown = element.WhichOneof("type")
                if shown == "exception" or (shown == "alert" and "cannot be shown" in element.alert.body):
                    raise WrongAnswerError(f"an exception: {element}"[:500])
                if shown == "slider":
                    self._slider = element.slider.id
                if shown == "plotly_chart" and not chart:
                    chart = element.plotly_chart.spec
                if shown == "bidi_component" and not chart:  # this app's own
                    chart = element.bidi_component.bytes.hex()
            if kind == "script_finished" and has_begun:
                if said.script_finished == ForwardMsg.FINISHED_SUCCESSFULLY:
                    return chart
                if said.script_finished != ForwardMsg.FINISHED_EARLY_FOR_RERUN:
                    raise WrongAnswerError(f"the script finished with {said.script_finished}")

    async def close(self) -> None:
        await self._socket.close()


class SliderVisitor(StreamlitVisitor):
    """A visitor of Streamlit's bare page with filters."""

    follows_address = False


class ResidentsVisitor(StreamlitVisitor):
    """A visitor of this app's page of residents."""

    page = "residents"


class DashVisitor(Visitor):
    """A visitor of the Dash page: over HTTP, a connection kept open."""

    async def _connect(self) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=WITHIN)
        callbacks = json.loads(await self._ask("GET", "/_dash-dependencies"))
        (self._callback,) = [one for one in callbacks if "chart.figure" in one["output"]]

    async def _first_chart(self) -> str:
        await self._ask("GET", "/")
        self._layout = json.loads(await self._ask("GET", "/_dash-layout"))
        (slider,) = [one for one in self._layout["props"]["children"] if one["props"].get("id") == "years"]
        return await self._chart_of(slider["props"]["value"])

    async def _chart_of(self, years: Sequence[int]) -> str:
        outputs = [
            dict(zip(("id", "property"), part.split("."), strict=True))
            for part in self._callback["output"].strip(".").split("...")
        ]
        asked = {
            "output": self._callback["output"],
            "outputs": outputs,
            "inputs": [
                {"id": "years", "property": "value", "value": list(years)},
                {"id": "programmes", "property": "value", "value": None},
            ],
            "changedPropIds": ["years.value"],
        }
        answer = json.loads(await self._ask("POST", "/_dash-update-component", json.dumps(asked)))
        return json.dumps(answer["response"]["chart"]["figure"])

    async def _ask(self, method: str, path: str, body: str | None = None) -> bytes:
        return await asyncio.to_thread(self._exchange, method, path, body)

    def _exchange(self, method: str, path: str, body: str | None) -> bytes:
        headers = {"Content-Type": "application/json"} if body else {}
        try:
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # The server has closed an idle connection: as a browser does, ask once more over another.
            self._connection.close()
            self._connection.request(method, path, body, headers)
            answer = self._connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise WrongAnswerError(f"{method} {path}: HTTP {answer.status}")
        return content

    async def close(self) -> None:
        self._connection.close()


class PanelVisitor(Visitor):
    """A visitor of the Panel page: over the websocket of Bokeh's server, in its messages."""

    async def _connect(self) -> None:
        html = await asyncio.to_thread(lambda: urllib.request.urlopen(self.url, timeout=WITHIN).read().decode())
        token = re.search(r'"token":"([^"]+)"', html)[1]
        self._socket = await connect(
            f"{self.url.replace('http', 'ws', 1)}/ws",
            origin=f"http://{urlsplit(self.url).netloc}",
            subprotocols=["bokeh", token],
            max_size=_FRAME_AT_MOST,
            open_timeout=WITHIN,
            ping_interval=None,
        )
        await self._receive("ACK")

    async def _first_chart(self) -> str:
        await self._send("PULL-DOC-REQ", {})
        document = await self._receive("PULL-DOC-REPLY")
        models = {model["name"]: model for model in _models(document["doc"])}
        self._slider, self._plot = models["RangeSlider"]["id"], models["panel.models.plotly.PlotlyPlot"]["id"]
        return json.dumps(models["panel.models.plotly.PlotlyPlot"]["attributes"])

    async def _chart_of(self, years: tuple[int, int]) -> str:
        event = {"kind": "ModelChanged", "model": {"id": self._slider}, "attr": "value", "new": list(years)}
        await self._send("PATCH-DOC", {"events": [event]})
        chart = ""
        while True:
            for event in (await self._receive("PATCH-DOC"))["events"]:
                if event.get("model", {}).get("id") == self._plot:
                    if event["attr"] == "data":
                        chart = json.dumps(event["new"])
                    if event["attr"] == "_render_count":  # the last of what the plot is told
                        return chart

    async def _send(self, kind: str, content: dict) -> None:
        for part in ({"msgid": "1", "msgtype": kind}, {}, content):
            await self._socket.send(json.dumps(part))

    async def _receive(self, kind: str) -> dict:
        """The content of the next message of a kind; an error that the server reports is raised."""
        while True:
            header = json.loads(await self._socket.recv())
            _metadata, content = await self._socket.recv(), await self._socket.recv()
            for _part in range(2 * header.get("num_buffers", 0)):
                await self._socket.recv()
            if header["msgtype"] == "ERROR":
                raise WrongAnswerError(content[:500])
            if header["msgtype"] == kind:
                return json.loads(content)

    async def close(self) -> None:
        await self._socket.close()


def _models(part: object) -> list[dict]:
    """Every model in a document of Bokeh: what has a name and an identifier."""
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    found = [part] if isinstance(part, dict) and part.get("type") == "object" and "id" in part else []
    return found + [model for one in inner for model in _models(one)]


VISITORS = {
    "app": StreamlitVisitor,
    "residents": ResidentsVisitor,
    "bare": SliderVisitor,
    "dash": DashVisitor,
    "panel": PanelVisitor,
}


class Crowd:
    """Visitors of one page, the seconds that each of their steps took, and what went wrong."""

    def __init__(self, kind: type[Visitor], url: str, ranges: list):
        self._kind, self._url, self._ranges = kind, url, ranges
        self._visitors: list[Visitor] = []
        self._seconds: list[float] = []
        self._errors: list[str] = []

    async def open(self, number: int) -> None:
        """As many visitors more, all at once."""
        arriving = [self._kind(self._url, self._ranges, len(self._visitors) + place) for place in range(number)]
        self._visitors += arriving
        await asyncio.gather(*(self._time(visitor.open) for visitor in arriving))

    async def each_second(self, seconds: int) -> None:
        """Every visitor changes a filter once a second; who waits longer goes on when the answer is there."""
        beginning = time.perf_counter()

        async def change_each_second(visitor: Visitor, late: float) -> None:
            for second in range(seconds):
                if time.perf_counter() - beginning > seconds:  # what an overloaded server did not get to
                    return
                await asyncio.sleep(max(0.0, beginning + second + late - time.perf_counter()))
                await self._time(visitor.change)

        await asyncio.gather(
            *(change_each_second(one, place / len(self._visitors)) for place, one in enumerate(self._visitors))
        )

    async def in_turn(self, number: int) -> None:
        """As many changes, one visitor after the other."""
        for turn in range(number):
            await self._time(self._visitors[turn % len(self._visitors)].change)

    async def _time(self, step: Callable[[], Awaitable[None]]) -> None:
        begun = time.perf_counter()
        try:
            await step()
            self._seconds.append(time.perf_counter() - begun)
        except Exception as error:  # noqa: BLE001 - whatever it is, the visitor was not served; it is counted and told
            self._errors.append(f"{type(error).__name__}: {error}")

    async def obey(self) -> None:
        """Do what standard input says until it ends."""
        while line := await asyncio.to_thread(sys.stdin.readline):
            order, number = json.loads(line)
            await {"open": self.open, "each_second": self.each_second, "in_turn": self.in_turn}[order](number)
            print(json.dumps({"seconds": self._seconds, "errors": self._errors}), flush=True)
            self._seconds, self._errors = [], []


if __name__ == "__main__":
    asyncio.run(Crowd(VISITORS[sys.argv[1]], sys.argv[2], json.loads(sys.argv[3])).obey())
