"""A papermill engine whose kernel stays up from one notebook to the next.

Starting a kernel and importing what a briefing needs takes about two seconds, the briefing itself a
tenth of one. The kernel is kept; everything that a notebook has left in it is cleared before the
next one runs, so that no value of one area can reach another.
"""

from __future__ import annotations

import atexit
import os
import tempfile
from typing import Any

from nbclient.util import run_sync
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine, papermill_engines

ENGINE = "born-into-care-warm"
_RUNS_A_KERNEL = 200
"""After so many notebooks a kernel is replaced, so that nothing can pile up in it."""
# Every name, the history of outputs and what modules were patched by hand is gone afterwards; the
# modules themselves stay, because importing them is what takes long.
_CLEAR = "get_ipython().reset(new_session=True)"


class _Kept:
    """The kernel of this process."""

    def __init__(self) -> None:
        self.manager: Any = None
        self.client: Any = None
        self.folder: tempfile.TemporaryDirectory[str] | None = None
        self.runs = 0

    def close(self) -> None:
        """Stop the kernel, if there is one."""
        if self.client is not None:
            self.client.stop_channels()
        if self.manager is not None and self.manager.has_kernel:
            run_sync(self.manager.shutdown_kernel)(now=True)
        if self.folder is not None:
            self.folder.cleanup()
        self.manager = self.client = self.folder = None
        self.runs = 0


_kept = _Kept()


class WarmEngine(NBClientEngine):  # type: ignore[misc]
    """Runs notebooks one after another in the kernel that this process keeps."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        log_output: bool = False,
        stdout_file: Any = None,
        stderr_file: Any = None,
        start_timeout: int = 60,
        execution_timeout: int | None = None,
        **_: Any,
    ) -> Any:
        """Run one notebook; papermill calls this."""
        if _kept.runs >= _RUNS_A_KERNEL:
            _kept.close()
        client = PapermillNotebookClient(
            nb_man,
            km=_kept.manager,
            timeout=execution_timeout,
            startup_timeout=start_timeout,
            kernel_name=kernel_name,
            log_output=log_output,
            stdout_file=stdout_file,
            stderr_file=stderr_file,
        )
        client.kc = _kept.client
        try:
            if _kept.manager is None:
                _start(client)
            client.execute(cleanup_kc=False)
            _clear(client)
        except BaseException:
            # A kernel that is in an unknown state is not used again.
            _kept.close()
            raise
        _kept.runs += 1
        return client.nb


def _start(client: Any) -> None:
    client.km = client.create_kernel_manager()
    if os.name == "posix":
        # Sockets in a folder of this kernel's own: no port that another program could listen at,
        # and no name that two kernels started at once could share.
        _kept.folder = tempfile.TemporaryDirectory(prefix="briefing-")
        client.km.connection_file = f"{_kept.folder.name}/kernel.json"
        client.km.transport = "ipc"
    client.start_new_kernel()
    client.start_new_kernel_client()
    _kept.manager, _kept.client = client.km, client.kc
    # nbclient reads this flag to decide whether the kernel is its own to stop.
    client.owns_km = False


def _clear(client: Any) -> None:
    reply = client.wait_for_reply(client.kc.execute(_CLEAR, silent=True, store_history=False))
    if reply["content"]["status"] != "ok":
        raise RuntimeError("The kernel could not be cleared.")


def register() -> str:
    """Make the engine known to papermill, and give its name."""
    papermill_engines.register(ENGINE, WarmEngine)
    return ENGINE


def close() -> None:
    """Stop the kernel that this process keeps."""
    _kept.close()


atexit.register(close)
