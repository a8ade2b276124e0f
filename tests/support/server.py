"""Start a server, wait for it, and stop it."""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def running(
    command: Sequence[str],
    address: str,
    log: Path,
    *,
    seconds: int,
    environment: Mapping[str, str],
    folder: Path | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a server, wait until it answers, and stop it at the end.

    Parameters:
        command: what starts it.
        address: a page of it; an answer of any kind says that it is up.
        log: where its output goes.
        seconds: how long it may take to start.
        environment: its environment.
        folder: where it is started.
    """

    def answers() -> bool:
        try:
            urllib.request.urlopen(address, timeout=5).close()
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True

    with (
        log.open("w") as output,
        subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        ) as process,
    ):
        try:
            wait_until(answers, process, log, seconds=seconds)
            yield process
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


def wait_until(
    ready: Callable[[], bool], process: subprocess.Popen[bytes], log: Path, *, seconds: int
) -> None:
    """Wait until a server is ready.

    Raises:
        RuntimeError: if it ends or takes too long, with the end of its log.
    """
    for _ in range(10 * seconds):
        if ready():
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text()[-3000:]}")
