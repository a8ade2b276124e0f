"""Act for one learner: start a server, open a notebook, move its explorer, and save."""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
import uuid
from collections.abc import Mapping
from contextlib import suppress
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
# Counted in Chromium, which opened notebook 05 in JupyterLab 4.6.6 for the first time: two large
# scripts of 7.4 MB together, and 86 small ones of 4.4 MB. Others of their size stand for the small.
LARGE_SCRIPTS, SMALL_SCRIPTS, SMALL_BYTES = 2, 86, 4_400_000
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
    saved: float | None = None
    failure: str = ""


@cache
def scripts(share: Path = Path(sys.prefix) / "share" / "jupyter") -> tuple[tuple[str, int], ...]:
    """Return the address and bytes of scripts as many and as large as a browser fetches."""
    lab, extensions = share / "lab" / "static", share / "labextensions"
    sizes = {f"static/lab/{path.name}": path.stat().st_size for path in lab.glob("*.js")}
    for path in extensions.glob("**/static/*.js"):
        sizes[f"lab/extensions/{path.relative_to(extensions).as_posix()}"] = path.stat().st_size
    usual = SMALL_BYTES / SMALL_SCRIPTS
    # The address as a second term makes the order the same everywhere.
    large = sorted(sizes.items(), key=lambda item: (-item[1], item[0]))[:LARGE_SCRIPTS]
    small = sorted(sizes.items(), key=lambda item: (abs(item[1] - usual), item[0]))[:SMALL_SCRIPTS]
    return (*large, *small)


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
        self.token = ""
        self.server = ""

    async def attend(self, moves: int) -> None:
        """Do it all; a failure is written into the visit, and nothing is raised."""
        step = "signing in"
        try:
            await self.sign_in()
            began = time.monotonic()
            step = "starting a server"
            await self.start_server()
            step = "opening the notebook"
            notebook = await self.open_page()
            step = "starting a kernel"
            kernel = await Kernel.start(self, NOTEBOOK)
            step = "running the cells"
            for source in code_cells(notebook):
                await kernel.run(source)
                if kernel.explorer and self.visit.first_chart is None:
                    await kernel.fetch_drawing_library()
                    self.visit.first_chart = time.monotonic() - began
            for number in range(1, moves + 1):
                step = f"move {number}"
                await asyncio.sleep(self.random.uniform(*PAUSE))
                self.visit.moves.append(await kernel.move(self.random))
            step = "saving"
            began = time.monotonic()
            content = {"type": "notebook", "format": "json", "content": notebook}
            await self.request(f"api/contents/{NOTEBOOK}", method="PUT", data=content)
            self.visit.saved = time.monotonic() - began
            kernel.connection.close()
        except asyncio.CancelledError:
            self.visit.failure = f"{step}: the run was ended, for lack of time or of memory"
        except Exception as problem:
            self.visit.failure = f"{step}: {type(problem).__name__}: {str(problem)[:300]}"

    async def run_every_notebook(self) -> int:
        """Run each notebook of the pack, close none, and return how many there are."""
        await self.sign_in()
        await self.start_server()
        await self.open_page()
        listed = await self.request(f"api/contents/{NOTEBOOKS}")
        names = [item["path"] for item in listed["content"] if item["type"] == "notebook"]
        for name in names:
            opened = await self.request(f"api/contents/{name}?content=1")
            kernel = await Kernel.start(self, name)
            for source in code_cells(opened["content"]):
                await kernel.run(source)
            kernel.connection.close()
        return len(names)

    async def request(self, path: str, *, base: str = "", token: str = "", **how: Any) -> Any:
        """Send a request and return the answer as read from JSON.

        Parameters:
            path: below the address.
            base: the address; the learner's own server if none is given.
            token: the learner's own if none is given.
            how: method and data, as for `fetch`.
        """
        body = await self.fetch((base or self.server) + path, token=token, **how)
        return json.loads(body) if body else None

    async def fetch(
        self, address: str, *, method: str = "GET", data: object = None, token: str = ""
    ) -> bytes:
        """Send a request and return the bytes of the answer."""
        request = HTTPRequest(
            address,
            method=method,
            headers={"Authorization": f"token {token or self.token}"},
            body=json.dumps(data) if data is not None else None,
            allow_nonstandard_methods=True,
            connect_timeout=60,
            request_timeout=120,
        )
        return (await self.http.fetch(request)).body

    async def sign_in(self) -> None:
        """Make the user and a token; a person signs in through their university instead."""
        user, keys = f"/users/{self.visit.name}", {"base": self.hub.api, "token": self.hub.token}
        await self.request(user, method="POST", **keys)
        made = await self.request(f"{user}/tokens", method="POST", data={}, **keys)
        self.token = made["token"]

    async def start_server(self) -> None:
        """Start the learner's server and wait until it is ready."""
        user, end = f"/users/{self.visit.name}", time.monotonic() + START_SECONDS
        while True:
            try:
                await self.request(f"{user}/server", method="POST", base=self.hub.api)
                break
            except HTTPClientError as error:
                # Too many at once: JupyterHub asks to come back, and its page does so by itself.
                if error.code != 429 or time.monotonic() > end:
                    raise
                await asyncio.sleep(2 + self.random.random() * 3)
        while True:
            server = (await self.request(user, base=self.hub.api))["servers"].get("")
            if server is None or time.monotonic() > end:
                raise NotAnsweredError("the server did not start")
            if server["ready"]:
                break
            await asyncio.sleep(0.5)
        routes = await self.request("/proxy", base=self.hub.api, token=self.hub.token)
        target = routes[f"/user/{self.visit.name}/"]["target"]
        self.server = f"{target}/user/{self.visit.name}/"

    async def open_page(self) -> Mapping[str, Any]:
        """Fetch what JupyterLab's page fetches, and return the notebook."""
        page = await self.fetch(f"{self.server}lab/tree/{NOTEBOOK}")
        if b"jupyter-config-data" not in page:
            raise NotAnsweredError("JupyterLab's page did not come")
        bodies = await asyncio.gather(*(self.fetch(self.server + path) for path, _ in scripts()))
        if [len(body) for body in bodies] != [size for _, size in scripts()]:
            raise NotAnsweredError("a script did not come whole")
        for path in PAGE_REQUESTS:
            await self.request(path)
        opened = await self.request(f"api/contents/{NOTEBOOK}?content=1")
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
        self.state: dict[str, Any] = {}
        self.controls: list[dict[str, Any]] = []
        self.number = 0

    @classmethod
    async def start(cls, learner: Learner, notebook: str) -> Kernel:
        """Start a kernel for a notebook, and wait until it answers."""
        name = notebook.rpartition("/")[2]
        session = {"kernel": {"name": "python3"}, "name": name, "path": notebook}
        made = await learner.request(
            "api/sessions", method="POST", data={**session, "type": "notebook"}
        )
        channels = f"api/kernels/{made['kernel']['id']}/channels?session_id={uuid.uuid4().hex}"
        request = HTTPRequest(
            learner.server.replace("http", "ws", 1) + channels,
            headers=HTTPHeaders({"Authorization": f"token {learner.token}"}),
            connect_timeout=60,
        )
        kernel = cls(
            await websocket_connect(request, subprotocols=[PROTOCOL], max_message_size=2**26)
        )
        await kernel.request("kernel_info_request", {})
        return kernel

    async def run(self, source: str) -> None:
        """Run one cell and wait for its end."""
        reply = await self.request("execute_request", {"code": source, "stop_on_error": True})
        if reply["status"] != "ok":
            raise NotAnsweredError(f"{source!r} gave {reply.get('evalue')}")

    async def fetch_drawing_library(self) -> None:
        """Ask the explorer for the library that draws, as the first explorer on a page does."""
        await self.send_to_explorer({"method": "custom", "content": {"want": "plotly"}})
        async with asyncio.timeout(START_SECONDS):
            while (await self.receive())["buffer_bytes"] < 100_000:
                pass

    async def move(self, chance: random.Random) -> float:
        """Set one control to another value; return the seconds until the new chart is there."""
        control = chance.choice(self.controls)
        options = control.get("options") or [False, True]
        now = self.state[control["name"]]
        self.state[control["name"]] = chance.choice([value for value in options if value != now])
        self.number += 1
        began = time.monotonic()
        ask = {"number": self.number, "state": self.state}
        await self.send_to_explorer({"method": "update", "state": {"ask": ask}, "buffer_paths": []})
        async with asyncio.timeout(ANSWER_SECONDS):
            while True:
                content = (await self.receive())["content"]
                if content.get("comm_id") != self.explorer:
                    continue
                state = content["data"].get("state", {})
                answer = state.get("answer", {})
                if answer.get("error"):
                    raise NotAnsweredError(answer["error"])
                if answer.get("number") == self.number:
                    return time.monotonic() - began

    async def send_to_explorer(self, data: Mapping[str, Any]) -> None:
        """Send a message to the explorer's model."""
        await self.send("comm_msg", {"comm_id": self.explorer, "data": data})

    async def send(self, kind: str, content: Mapping[str, Any]) -> str:
        """Send a message on the shell channel and return its id."""
        message = self.session.msg(kind, dict(content))
        parts = [self.session.pack(message[part])
                 for part in ("header", "parent_header", "metadata", "content")]  # fmt: skip
        packed = serialize_msg_to_ws_v1(parts, "shell")
        await self.connection.write_message(packed, binary=True)
        return str(message["header"]["msg_id"])

    async def request(self, kind: str, content: Mapping[str, Any]) -> Mapping[str, Any]:
        """Send a request; return its reply's content once the kernel is at rest again."""
        sent, reply, at_rest = await self.send(kind, content), None, False
        async with asyncio.timeout(START_SECONDS):
            while reply is None or not at_rest:
                message = await self.receive()
                if message["parent"] != sent:
                    continue
                if message["kind"] == kind.replace("_request", "_reply"):
                    reply = message["content"]
                at_rest = at_rest or message["content"].get("execution_state") == "idle"
        return dict(reply)

    async def receive(self) -> dict[str, Any]:
        """Return the next message; note the explorer when it opens."""
        data = await self.connection.read_message()
        if data is None:
            raise NotAnsweredError("the connection to the kernel was closed")
        _, (header, parent, _, content, *buffers) = deserialize_msg_from_ws_v1(data)
        message = {
            "kind": json.loads(header)["msg_type"],
            "parent": json.loads(parent).get("msg_id", ""),
            "content": json.loads(content),
            "buffer_bytes": sum(map(len, buffers)),
        }
        state: Mapping[str, Any] = {}
        with suppress(KeyError, TypeError):
            state = message["content"]["data"]["state"] if message["kind"] == "comm_open" else {}
        if "declaration" in state and "ask" in state:
            kinds = ("choice", "switch")
            controls = state["declaration"]["controls"]
            self.explorer = message["content"]["comm_id"]
            self.controls = [control for control in controls if control["kind"] in kinds]
            self.state = dict(state["ask"]["state"])
            self.number = int(state["ask"]["number"])
        return message
