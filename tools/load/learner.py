"""Act for one learner: start a server, open a notebook, move its explorer, and save."""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import (
    deserialize_msg_from_ws_v1,
    serialize_msg_to_ws_v1,
)
from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.httputil import HTTPHeaders
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tools.load.hub import Hub

NOTEBOOKS = "born-into-care/notebooks"
NOTEBOOK = f"{NOTEBOOKS}/05_same_day_hearings_by_region.ipynb"
PROTOCOL = "v1.kernel.websocket.jupyter.org"
PAUSE = (1.0, 3.0)
"""Seconds between two moves: a person looks, and says something."""
ANSWER_SECONDS = 30.0
START_SECONDS = 180.0
SCRIPTS = 88
"""Counted in Chromium, which opened notebook 05 in JupyterLab 4.6.6 for the first time."""
# What JupyterLab asks of its server before a notebook can be read, as Chromium was seen to ask it.
PAGE_REQUESTS = (
    "api/kernelspecs",
    "api/me",
    "lab/api/settings",
    "api/kernels",
    "api/sessions",
    "lab/api/workspaces",
    "lab/api/translations",
    "lab/api/translations/default",
    "api/contents",
    f"api/contents/{NOTEBOOKS}",
    "api/nbconvert",
    f"api/contents/{NOTEBOOK}?content=0",
    f"api/contents/{NOTEBOOK}/checkpoints",
)


class NotAnsweredError(Exception):
    """Something that a learner would see as not working."""


@dataclass
class Visit:
    """How it went for one learner; waits in seconds, a failure with the step at which it came."""

    name: str
    first_chart: float | None = None
    moves: list[float] = field(default_factory=list)
    failure: str = "arriving: the run was ended before their turn"


@cache
def scripts(share: Path = Path(sys.prefix) / "share" / "jupyter" / "lab" / "static") -> list[str]:
    """Return addresses of JupyterLab's scripts, the largest first, as many as a browser fetches."""
    paths = sorted(share.glob("*.js"), key=lambda path: (-path.stat().st_size, path.name))
    return [f"static/lab/{path.name}" for path in paths[:SCRIPTS]]


class Learner:
    """One person, with a token and connections of their own."""

    def __init__(self, name: str, hub: Hub, *, seed: int) -> None:
        self.visit = Visit(name)
        self.hub = hub
        self.random = random.Random(f"{seed}-{name}")
        # As a browser: six connections to one server, and none shared with a neighbour.
        self.http: AsyncHTTPClient = SimpleAsyncHTTPClient(
            force_instance=True, max_clients=6, max_body_size=2**26
        )
        self.token = hub.token
        self.server = ""

    async def attend(self, moves: int) -> None:
        """Do it all; a failure is written into the visit with its step, and nothing is raised."""
        visit = self.visit
        visit.failure = "signing in"
        try:
            await self.sign_in()
            began = time.monotonic()
            visit.failure = "starting a server"
            await self.start_server()
            visit.failure = "opening the notebook"
            notebook = await self.open_page(NOTEBOOK)
            visit.failure = "running the cells"
            kernel = await Kernel.start(self, NOTEBOOK)
            for source in code_cells(notebook):
                await kernel.run(source)
                if kernel.explorer and visit.first_chart is None:
                    await kernel.fetch_drawing_library()
                    visit.first_chart = time.monotonic() - began
                    if moves < 0:
                        break
            for number in range(1, moves + 1):
                visit.failure = f"move {number}"
                await asyncio.sleep(self.random.uniform(*PAUSE))
                visit.moves.append(await kernel.move(self.random))
            visit.failure = "saving"
            content = {"type": "notebook", "format": "json", "content": notebook}
            await self.ask(f"{self.server}api/contents/{NOTEBOOK}", "PUT", content)
            visit.failure = ""
        except asyncio.CancelledError:
            visit.failure += ": the run was ended, for lack of time or of memory"
        except Exception as problem:
            visit.failure += f": {type(problem).__name__}: {str(problem)[:300]}"

    async def run_every_notebook(self) -> None:
        """Run each notebook of the pack, and close none."""
        await self.sign_in()
        await self.start_server()
        listed = await self.ask(f"{self.server}api/contents/{NOTEBOOKS}")
        for item in listed["content"]:
            kernel = await Kernel.start(self, item["path"])
            for source in code_cells(await self.open_page(item["path"])):
                await kernel.run(source)
        self.visit.failure = ""

    async def fetch(self, address: str, method: str = "GET", data: object = None) -> bytes:
        """Send a request, with data as JSON, and return the bytes of the answer."""
        request = HTTPRequest(
            address,
            method=method,
            headers={"Authorization": f"token {self.token}"},
            body=json.dumps(data) if data is not None else None,
            allow_nonstandard_methods=True,
            connect_timeout=60,
            request_timeout=120,
        )
        return (await self.http.fetch(request)).body

    async def ask(self, address: str, method: str = "GET", data: object = None) -> Any:
        """Send a request and return the answer as read from JSON."""
        return json.loads(await self.fetch(address, method, data) or b"null")

    async def sign_in(self) -> None:
        """Make the user and a token; a person signs in through their university instead."""
        user = f"{self.hub.api}/users/{self.visit.name}"
        await self.ask(user, "POST")
        self.token = (await self.ask(f"{user}/tokens", "POST", {}))["token"]

    async def start_server(self) -> None:
        """Start the learner's server and wait until it is ready."""
        user, end = f"{self.hub.api}/users/{self.visit.name}", time.monotonic() + START_SECONDS
        while True:
            try:
                await self.ask(f"{user}/server", "POST")
                break
            except HTTPClientError as error:
                # Too many at once: JupyterHub asks to come back, and its page does so by itself.
                if error.code != 429 or time.monotonic() > end:
                    raise
                await asyncio.sleep(2 + self.random.random() * 3)
        while not (server := (await self.ask(user))["servers"].get("", {})).get("ready"):
            if not server or time.monotonic() > end:
                raise NotAnsweredError("the server did not start")
            await asyncio.sleep(0.5)
        routes = await Learner("hub", self.hub, seed=0).ask(f"{self.hub.api}/proxy")
        place = f"/user/{self.visit.name}/"
        self.server = routes[place]["target"] + place

    async def open_page(self, notebook: str) -> Mapping[str, Any]:
        """Fetch what JupyterLab's page fetches, and return the notebook."""
        await self.fetch(f"{self.server}lab/tree/{notebook}")
        await asyncio.gather(*(self.fetch(self.server + path) for path in scripts()))
        for path in PAGE_REQUESTS:
            await self.fetch(self.server + path)
        opened = await self.ask(f"{self.server}api/contents/{notebook}?content=1")
        return dict(opened["content"])


def code_cells(notebook: Mapping[str, Any]) -> list[str]:
    """Return the sources of a notebook's code cells, in order."""
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


class Kernel:
    """A kernel behind a learner's server, spoken to as JupyterLab does."""

    def __init__(self, connection: WebSocketClientConnection) -> None:
        self.connection = connection
        self.session = Session()
        self.explorer = ""
        self.controls: list[dict[str, Any]] = []
        self.ask: dict[str, Any] = {}

    @classmethod
    async def start(cls, learner: Learner, notebook: str) -> Kernel:
        """Start a kernel for a notebook, and wait until it answers."""
        kernel = {"name": "python3"}
        made = await learner.ask(
            f"{learner.server}api/sessions",
            "POST",
            {"kernel": kernel, "name": notebook, "path": notebook, "type": "notebook"},
        )
        channels = f"api/kernels/{made['kernel']['id']}/channels?session_id={uuid.uuid4().hex}"
        request = HTTPRequest(
            learner.server.replace("http", "ws", 1) + channels,
            headers=HTTPHeaders({"Authorization": f"token {learner.token}"}),
            connect_timeout=60,
        )
        connection = await websocket_connect(
            request, subprotocols=[PROTOCOL], max_message_size=2**26
        )
        return cls(connection)

    async def run(self, source: str) -> None:
        """Run one cell and wait until the kernel is at rest again."""
        sent = await self.send("execute_request", {"code": source, "stop_on_error": True})
        replied = at_rest = False
        async with asyncio.timeout(START_SECONDS):
            while not (replied and at_rest):
                parent, content, _ = await self.receive()
                if parent == sent and content.get("status") == "error":
                    raise NotAnsweredError(f"{source!r} gave {content.get('evalue')}")
                replied |= parent == sent and content.get("status") == "ok"
                at_rest |= parent == sent and content.get("execution_state") == "idle"

    async def fetch_drawing_library(self) -> None:
        """Ask the explorer for the library that draws, as the first explorer on a page does."""
        await self.send_to_explorer({"method": "custom", "content": {"want": "plotly"}})
        async with asyncio.timeout(START_SECONDS):
            while (await self.receive())[2] < 100_000:
                pass

    async def move(self, chance: random.Random) -> float:
        """Set one control to another value; return the seconds until the new chart is there."""
        control, state = chance.choice(self.controls), self.ask["state"]
        options = control.get("options") or [False, True]
        others = [value for value in options if value != state[control["name"]]]
        state[control["name"]] = chance.choice(others)
        self.ask["number"] += 1
        began = time.monotonic()
        await self.send_to_explorer(
            {"method": "update", "state": {"ask": self.ask}, "buffer_paths": []}
        )
        async with asyncio.timeout(ANSWER_SECONDS):
            while True:
                _, content, _ = await self.receive()
                answer = content.get("data", {}).get("state", {}).get("answer", {})
                if answer.get("error"):
                    raise NotAnsweredError(answer["error"])
                if answer.get("number") == self.ask["number"]:
                    return time.monotonic() - began

    async def send_to_explorer(self, data: Mapping[str, Any]) -> None:
        """Send a message to the explorer's model."""
        await self.send("comm_msg", {"comm_id": self.explorer, "data": data})

    async def send(self, kind: str, content: Mapping[str, Any]) -> str:
        """Send a message on the shell channel and return its id."""
        message = self.session.msg(kind, dict(content))
        names = ("header", "parent_header", "metadata", "content")
        packed = serialize_msg_to_ws_v1(
            [self.session.pack(message[name]) for name in names], "shell"
        )
        await self.connection.write_message(packed, binary=True)
        return str(message["header"]["msg_id"])

    async def receive(self) -> tuple[str, dict[str, Any], int]:
        """Return the next message: whom it answers, its content, and the bytes of its buffers."""
        data = await self.connection.read_message()
        if data is None:
            raise NotAnsweredError("the connection to the kernel was closed")
        _, (_, parent, _, packed, *buffers) = deserialize_msg_from_ws_v1(data)
        content = json.loads(packed)
        state = (content.get("data") or {}).get("state") or {}
        if "declaration" in state and "ask" in state:
            controls = state["declaration"]["controls"]
            self.explorer, self.ask = content["comm_id"], state["ask"]
            self.controls = [row for row in controls if row["kind"] in ("choice", "switch")]
        return json.loads(parent).get("msg_id", ""), content, sum(map(len, buffers))
