"""One learner: starts a server, opens a notebook, moves its explorer, and saves."""

from __future__ import annotations

import asyncio
import json
import random
import time
import uuid
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from tornado.httpclient import AsyncHTTPClient, HTTPClientError, HTTPRequest
from tornado.httputil import HTTPHeaders
from tornado.simple_httpclient import SimpleAsyncHTTPClient
from tornado.websocket import WebSocketClientConnection, websocket_connect

from tools.load.hub import Hub
from tools.load.page import scripts
from tools.load.wire import PROTOCOL, Message, pack, unpack

NOTEBOOKS = "born-into-care/notebooks"
NOTEBOOK = f"{NOTEBOOKS}/05_same_day_hearings_by_region.ipynb"
# What a person does between two moves: look, and say something. Seconds.
PAUSE = (1.0, 3.0)
ANSWER_SECONDS = 30.0
START_SECONDS = 180.0

# What JupyterLab asks of its server before a notebook can be read, as Chromium was seen to ask it.
ASKED_BY_A_PAGE = (
    "api/kernelspecs",
    "api/me",
    "lab/api/settings",
    "api/kernels",
    "api/sessions",
    "lab/api/workspaces",
    "lab/api/translations",
    "lab/api/translations/default",
    "api/contents",
    "api/contents/born-into-care/notebooks",
    "api/nbconvert",
    f"api/contents/{NOTEBOOK}?content=0",
    f"api/contents/{NOTEBOOK}/checkpoints",
)


Reached: TypeAlias = Callable[[str, str], Awaitable[None]]


async def nothing(_name: str, _mark: str) -> None:
    """Take no notice of a mark."""


class NotAnsweredError(Exception):
    """Something that a learner would see as not working."""


@dataclass
class Visit:
    """How it went for one learner; times in seconds.

    Attributes:
        name: the learner.
        arrived: when they came, after the first of the class.
        server: from asking for a server to having it.
        page: from there to JupyterLab's page and the notebook.
        first_chart: from asking for a server to the first chart, all in all.
        moves: the wait at each move of the explorer.
        saved: how long saving took.
        turned_away: how often the hub said "later".
        failure: what went wrong, and at which step; nothing if all went well.
    """

    name: str
    arrived: float = 0.0
    server: float | None = None
    page: float | None = None
    first_chart: float | None = None
    moves: list[float] = field(default_factory=list)
    saved: float | None = None
    turned_away: int = 0
    failure: str = ""


class Learner:
    """Acts for one person, with a key and connections of their own."""

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

    async def attend(self, moves: int, *, reached: Reached = nothing) -> None:
        """Do it all; whatever fails is written into the visit, and nothing is raised.

        Parameters:
            moves: how often to move the explorer.
            reached: awaited with the learner's name at each mark: "chart" when the first chart is
                there, "read" when every cell has run, "moved" after the last move.
        """
        step = "signing in"
        try:
            await self._sign_in()
            began = time.monotonic()
            step = "starting a server"
            await self._start_server()
            ready = time.monotonic()
            self.visit.server = ready - began
            step = "opening the notebook"
            notebook = await self._open_page()
            self.visit.page = time.monotonic() - ready
            step = "starting a kernel"
            kernel = await Kernel.start(self)
            try:
                step = "running the cells"
                for source in code_cells(notebook):
                    await kernel.run(source)
                    if kernel.explorer and self.visit.first_chart is None:
                        await kernel.fetch_drawing_library()
                        self.visit.first_chart = time.monotonic() - began
                        await reached(self.visit.name, "chart")
                await reached(self.visit.name, "read")
                for number in range(1, moves + 1):
                    step = f"move {number}"
                    await asyncio.sleep(self.random.uniform(*PAUSE))
                    self.visit.moves.append(await kernel.move(self.random))
                await reached(self.visit.name, "moved")
                step = "saving"
                self.visit.saved = await self._save(notebook)
            finally:
                kernel.close()
        except asyncio.CancelledError:
            self.visit.failure = f"{step}: the run was ended, for lack of time or of memory"
        except Exception as problem:
            self.visit.failure = f"{step}: {type(problem).__name__}: {str(problem)[:300]}"

    async def walk(self) -> list[str]:
        """Run every notebook of the pack and close none; give their names.

        Raises:
            NotAnsweredError: if a cell fails.
        """
        await self._sign_in()
        await self._start_server()
        await self._open_page()
        listed = await self.ask(f"api/contents/{NOTEBOOKS}")
        names = sorted(item["name"] for item in listed["content"] if item["type"] == "notebook")
        for name in names:
            notebook = f"{NOTEBOOKS}/{name}"
            opened = await self.ask(f"api/contents/{notebook}?content=1")
            kernel = await Kernel.start(self, notebook)
            try:
                for source in code_cells(opened["content"]):
                    await kernel.run(source)
            finally:
                kernel.close()
        return names

    async def ask(
        self,
        path: str,
        *,
        method: str = "GET",
        data: object = None,
        of: str = "",
        token: str = "",
    ) -> Any:
        """Ask the learner's server, or the hub, and give what it answers, read as JSON.

        Parameters:
            path: below the address.
            data: what to send, as JSON.
            of: the address; the learner's server if none is named.
            token: the key; the learner's own if none is named.
        """
        body = await self.fetch(path, method=method, data=data, of=of, token=token)
        return json.loads(body) if body else None

    async def fetch(
        self,
        path: str,
        *,
        method: str = "GET",
        data: object = None,
        of: str = "",
        token: str = "",
    ) -> bytes:
        """The same, and give the bytes."""
        request = HTTPRequest(
            (of or self.server) + path,
            method=method,
            headers={"Authorization": f"token {token or self.token}"},
            body=json.dumps(data) if data is not None else None,
            allow_nonstandard_methods=True,
            connect_timeout=60,
            request_timeout=120,
        )
        return (await self.http.fetch(request)).body

    async def _sign_in(self) -> None:
        # A person signs in through their university; here the class's own key makes them one.
        user = f"/users/{self.visit.name}"
        await self.ask(user, method="POST", of=self.hub.api, token=self.hub.token)
        made = await self.ask(
            f"{user}/tokens", method="POST", data={}, of=self.hub.api, token=self.hub.token
        )
        self.token = made["token"]

    async def _start_server(self) -> None:
        user, end = f"/users/{self.visit.name}", time.monotonic() + START_SECONDS
        while True:
            try:
                await self.ask(f"{user}/server", method="POST", of=self.hub.api)
                break
            except HTTPClientError as said:
                # Too many at once: JupyterHub asks to come back, and its page does so by itself.
                if said.code != 429 or time.monotonic() > end:
                    raise
                self.visit.turned_away += 1
                await asyncio.sleep(2 + self.random.random() * 3)
        while True:
            known = await self.ask(user, of=self.hub.api)
            server = known["servers"].get("")
            if server is None:
                raise NotAnsweredError("the server did not start")
            if server["ready"]:
                break
            if time.monotonic() > end:
                raise NotAnsweredError(f"no server after {START_SECONDS:.0f} s")
            await asyncio.sleep(0.5)
        host = self.hub.public
        if not host:
            routes = await self.ask("/proxy", of=self.hub.api, token=self.hub.token)
            host = routes[f"/user/{self.visit.name}/"]["target"]
        self.server = f"{host}/user/{self.visit.name}/"

    async def _open_page(self) -> Mapping[str, Any]:
        page = await self.fetch(f"lab/tree/{NOTEBOOK}")
        if b"jupyter-config-data" not in page:
            raise NotAnsweredError("JupyterLab's page did not come")
        got = await asyncio.gather(*(self.fetch(path) for path, _ in scripts()))
        for body, (path, size) in zip(got, scripts(), strict=True):
            if len(body) != size:
                raise NotAnsweredError(f"{path} did not come whole")
        for path in ASKED_BY_A_PAGE:
            await self.ask(path)
        opened: Mapping[str, Any] = await self.ask(f"api/contents/{NOTEBOOK}?content=1")
        await self.ask(f"api/contents/{NOTEBOOK}/checkpoints", method="POST", data={})
        return dict(opened["content"])

    async def _save(self, notebook: Mapping[str, Any]) -> float:
        began = time.monotonic()
        await self.ask(
            f"api/contents/{NOTEBOOK}",
            method="PUT",
            data={"type": "notebook", "format": "json", "content": notebook},
        )
        return time.monotonic() - began


def code_cells(notebook: Mapping[str, Any]) -> list[str]:
    """Give the sources of a notebook's code cells, in order."""
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


class Kernel:
    """A kernel behind a learner's server, spoken to as JupyterLab does."""

    def __init__(self, connection: WebSocketClientConnection, session: str) -> None:
        self.connection = connection
        self.session = session
        self.explorer = ""
        self.state: dict[str, Any] = {}
        self.controls: list[dict[str, Any]] = []
        self.number = 0

    @classmethod
    async def start(cls, learner: Learner, notebook: str = NOTEBOOK) -> Kernel:
        """Start a kernel for a notebook, and wait until it answers."""
        made = await learner.ask(
            "api/sessions",
            method="POST",
            data={
                "kernel": {"name": "python3"},
                "name": notebook.rpartition("/")[2],
                "path": notebook,
                "type": "notebook",
            },
        )
        session = uuid.uuid4().hex
        place = learner.server.replace("http", "ws", 1)
        request = HTTPRequest(
            f"{place}api/kernels/{made['kernel']['id']}/channels?session_id={session}",
            headers=HTTPHeaders({"Authorization": f"token {learner.token}"}),
            connect_timeout=60,
        )
        connection = await websocket_connect(
            request, subprotocols=[PROTOCOL], max_message_size=2**26
        )
        kernel = cls(connection, session)
        await kernel._reply("kernel_info_request", {}, seconds=START_SECONDS)
        return kernel

    def close(self) -> None:
        """Leave; the kernel goes on, as when a lid is shut."""
        with suppress(Exception):
            self.connection.close()

    async def run(self, source: str) -> None:
        """Run one cell and wait for its end."""
        content = {
            "code": source,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        reply = await self._reply("execute_request", content, seconds=START_SECONDS)
        if reply.content["status"] != "ok":
            raise NotAnsweredError(f"{source!r} gave {reply.content.get('evalue')}")

    async def fetch_drawing_library(self) -> None:
        """Ask the explorer for the library that draws, as the first explorer on a page does."""
        await self._tell({"method": "custom", "content": {"want": "plotly"}})
        async with asyncio.timeout(START_SECONDS):
            while True:
                message = await self._next()
                if message.kind == "comm_msg" and message.buffers > 100_000:
                    return

    async def move(self, chance: random.Random) -> float:
        """Set one control to another value; give the seconds until the new chart is there."""
        control = chance.choice(self.controls)
        now = self.state[control["name"]]
        options = control.get("options") or [False, True]
        self.state[control["name"]] = chance.choice([one for one in options if one != now])
        self.number += 1
        began = time.monotonic()
        ask = {"number": self.number, "state": self.state}
        await self._tell({"method": "update", "state": {"ask": ask}, "buffer_paths": []})
        async with asyncio.timeout(ANSWER_SECONDS):
            while True:
                message = await self._next()
                if message.kind != "comm_msg" or message.content["comm_id"] != self.explorer:
                    continue
                data = message.content["data"]
                if data.get("method") != "update":
                    continue
                if data["state"].get("error"):
                    raise NotAnsweredError(data["state"]["error"])
                if data["state"].get("answered") == self.number:
                    return time.monotonic() - began

    async def _tell(self, data: Mapping[str, Any]) -> None:
        content = {"comm_id": self.explorer, "data": data}
        await self._send(Message("shell", "comm_msg", content))

    async def _send(self, message: Message) -> None:
        await self.connection.write_message(pack(message, self.session), binary=True)

    async def _reply(self, kind: str, content: Mapping[str, Any], *, seconds: float) -> Message:
        """Send a request; give its reply, once the kernel is at rest again."""
        request = Message("shell", kind, content)
        await self._send(request)
        reply, at_rest = None, False
        async with asyncio.timeout(seconds):
            while reply is None or not at_rest:
                message = await self._next()
                if message.parent != request.id:
                    continue
                if message.kind == kind.replace("_request", "_reply"):
                    reply = message
                elif message.kind == "status":
                    at_rest = message.content["execution_state"] == "idle"
        return reply

    async def _next(self) -> Message:
        data = await self.connection.read_message()
        if data is None:
            raise NotAnsweredError("the connection to the kernel was closed")
        assert isinstance(data, bytes), "a server without the binary form of messages"
        message = unpack(data)
        if message.kind == "comm_open":
            self._meet(message.content)
        return message

    def _meet(self, content: Mapping[str, Any]) -> None:
        state = content.get("data", {}).get("state", {})
        if "declaration" in state and "ask" in state:
            self.explorer = content["comm_id"]
            self.controls = [
                control
                for control in state["declaration"]["controls"]
                if control["kind"] in ("choice", "switch")
            ]
            self.state = dict(state["ask"]["state"])
            self.number = int(state["ask"]["number"])
