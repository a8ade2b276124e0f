"""Serve the built site as any plain web server would, and read its files."""

import base64
import functools
import gzip
import re
import threading
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit


@dataclass
class Server:
    """A file server that can be stopped and started again at the same address."""

    folder: Path
    port: int = 0

    def start(self) -> None:
        """Serve the folder; the second time at the address of the first."""
        handler = functools.partial(SimpleHTTPRequestHandler, directory=str(self.folder))
        self._server = ThreadingHTTPServer(("127.0.0.1", self.port), handler)
        self.port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Stop answering."""
        self._server.shutdown()
        self._server.server_close()

    @property
    def address(self) -> str:
        """Return the address of the folder, with a slash at the end."""
        return f"http://127.0.0.1:{self.port}/"


def documents(site: Path) -> list[str]:
    """Return every page and every deck of a site, from its folder."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


def decks(site: Path) -> list[str]:
    """Return every deck of slides of a site: they have no navigation and no foot."""
    return [name for name in documents(site) if name.startswith("slides/")]


def pages(site: Path) -> list[str]:
    """Return every page of a site that is read and not shown as slides."""
    return sorted({*documents(site)} - {*decks(site)})


def compressed_bytes(site: Path, addresses: list[str]) -> int:
    """Return the bytes that files would take on the wire from a server that compresses.

    Parameters:
        site: the folder of the site.
        addresses: what a page asked for; each file counts once.
    """
    files = {site / urlsplit(address).path.lstrip("/") for address in addresses}
    return sum(len(gzip.compress(path.read_bytes())) for path in files if path.is_file())


def read_states(script: Path) -> str:
    """Return what a script of an explorer's states holds, as JSON."""
    packed = re.search(r'= "(.+)";', script.read_text("utf-8"))
    assert packed
    return gzip.decompress(base64.b64decode(packed[1])).decode()
