#!/usr/bin/env python3
"""Install what the pack needs and open it. Double-click start.bat or start.command, or type:

    python start.py                 open the first notebook
    python start.py --app           open the workshop app
    python start.py --install       install and open nothing
    python start.py --developer     the same with what building and testing need

Only Python's own library is used here, so that a computer with Python 3.11 or newer needs nothing
else. The first start fetches the packages of requirements.lock, each held to its hash; after that
no network is needed.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).resolve().parent
FIRST_PAGE = "notebooks/00_start_here.ipynb"
SETTINGS = ROOT / "tools" / "jupyter"
OLDEST = (3, 11)
NEWEST_TESTED = (3, 13)
SPACE = {"learner": 1_000_000_000, "developer": 2_000_000_000}
LOCKS = {"learner": "requirements.lock", "developer": "requirements-dev.lock"}
WITHOUT = (
    "The pack's site needs no installation: see 'The site and a USB stick' in teaching/README.md."
)
# What pip prints, and what its reader can do. The first that is found is said.
FAULTS = (
    (
        ("No space left", "not enough space", "Errno 28", "WinError 112"),
        "The disk is full. The pack needs about 1 GB: free some space and start again.",
    ),
    (
        ("ProxyError", "407 Proxy", "Tunnel connection failed"),
        "Your network has a proxy that did not let Python through. Ask your IT desk for its "
        "address, type the line for your computer, and start again in the same window:\n"
        "  Windows:      set HTTPS_PROXY=http://name:port\n"
        "  Mac, Linux:   export HTTPS_PROXY=http://name:port\n"
        "  then:         python start.py",
    ),
    (
        ("CERTIFICATE_VERIFY_FAILED", "SSLError", "SSLCertVerificationError"),
        "Your network opens encrypted connections with a certificate of its own. Start once on "
        "another network, or ask your IT desk for the file of that certificate and type, before "
        "you start again:\n"
        "  Windows:      set PIP_CERT=the file\n"
        "  Mac, Linux:   export PIP_CERT=the file",
    ),
    (
        ("DO NOT MATCH THE HASHES",),
        "A package that came is not the one that was asked for: something on this network changes "
        "downloads. Start again on another network.",
    ),
    (
        ("Permission denied", "Access is denied", "PermissionError", "WinError 5"),
        "A file could not be written. Close other windows of the pack; if that does not help, copy "
        "the whole folder into your own Documents and start there.",
    ),
    (
        ("NewConnectionError", "NameResolutionError", "ConnectTimeout", "timed out", "Retrying ("),
        "There was no connection to fetch the packages. The first start needs a network; later "
        "ones do not. Check the network and start again.",
    ),
    (
        ("No matching distribution", "Could not find a version"),
        "A package has no version for this Python and this computer. Install Python 3.13 from "
        "https://www.python.org/downloads/ and start again.",
    ),
)


class StartError(Exception):
    """Something that stops the start; the text says what to do."""


def find_python(version=sys.version_info, which=shutil.which):
    """Return the Python to use: this one if it is new enough, else a newer one on the path.

    Raises:
        StartError: if there is none; it says what to install.
    """
    if tuple(version[:2]) >= OLDEST:
        return sys.executable
    for minor in range(NEWEST_TESTED[1], OLDEST[1] - 1, -1):
        found = which(f"python3.{minor}")
        if found:
            return found
    raise StartError(
        f"The pack needs Python 3.11 or newer. This is Python {version[0]}.{version[1]}.\n"
        "  Windows, Mac:     install Python 3.13 from https://www.python.org/downloads/\n"
        "  Debian, Ubuntu:   sudo apt install python3 python3-venv\n"
        "  Fedora:           sudo dnf install python3"
    )


def check_folder(root, who):
    """Stop with a sentence if the folder is not whole, cannot be written, or has no room.

    Raises:
        StartError: with what to do.
    """
    missing = [
        name for name in (LOCKS[who], "notebooks", "data", "src") if not (root / name).exists()
    ]
    if missing:
        raise StartError(
            f"{missing[0]!r} is not beside start.py. If you opened the pack inside a ZIP file, "
            "unpack the whole ZIP first, then start from the unpacked folder."
        )
    probe = root / ".write-test"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise StartError(
            f"Nothing can be written into {root} ({error.strerror}). Copy the whole folder into "
            "your own Documents and start there."
        ) from error
    free = shutil.disk_usage(root).free
    # A half-made environment needs the room as well, and says nothing of a disk that it filled.
    if not read_state(root / ".venv") and free < SPACE[who]:
        raise StartError(
            f"The pack needs about {SPACE[who] / 1e9:.0f} GB and {free / 1e9:.1f} GB are free. "
            "Free some space and start again."
        )


def venv_python(folder):
    """Return the Python inside a virtual environment."""
    return folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def wanted_state(root, who):
    """Return what an installation must match: the lock, the project's file and the place."""
    texts = [(root / name).read_bytes() for name in (LOCKS[who], "pyproject.toml")]
    digest = hashlib.sha256(b"\0".join(texts)).hexdigest()
    return {"who": who, "lock": digest, "place": str(root)}


def read_state(folder):
    """Return what the installation in a folder says of itself; nothing if it is half made."""
    try:
        return json.loads((folder / ".pack.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}


def explain(output):
    """Return what to do about a failed installation, from what pip printed."""
    for signs, remedy in FAULTS:
        if any(sign in output for sign in signs):
            return remedy
    return "The lines above say why. Start again; if it stops there again, ask your IT desk."


def say(text, stream=sys.stdout):
    """Print a text in lines that fit a window; a line that begins with a space stays as it is."""
    for line in text.splitlines():
        print(line if line.startswith(" ") else textwrap.fill(line, 88), file=stream, flush=True)


def run(command, root):
    """Run a command of the installation; stop with a remedy if it fails.

    Raises:
        StartError: if it fails; the text ends with what to do.
    """
    done = subprocess.run(
        [str(word) for word in command], cwd=root, text=True, errors="replace",
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False,
    )  # fmt: skip
    if done.returncode:
        last = "\n".join(
            f" {line[:200]}" for line in done.stdout.splitlines()[-12:] if line.strip()
        )
        raise StartError(f"{last}\n\n{explain(done.stdout)}\n{WITHOUT}")


def make_environment(folder, python):
    """Make an empty virtual environment in place of whatever is there.

    Raises:
        StartError: if this Python cannot; it says what to do.
    """
    shutil.rmtree(folder, ignore_errors=True)
    done = subprocess.run(
        [python, "-m", "venv", str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise StartError(
            f"{done.stdout}{done.stderr}\nThe environment could not be made. On Debian or Ubuntu "
            "type 'sudo apt install python3-venv'; elsewhere install Python 3.13 from "
            "https://www.python.org/downloads/. Then start again."
        )


def install_into(python, root, lock=""):
    """Install a lock and then the pack into a Python; without a lock the pack alone.

    Raises:
        StartError: if something could not be installed; it says what to do.
    """
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if lock:
        # Of a developer's many files few are imported, and Python compiles those when they are.
        later = ["--no-compile"] if lock == LOCKS["developer"] else []
        run([*pip, *later, "--only-binary", ":all:", "--require-hashes", "-r", lock], root)
    # The lock holds what builds the pack, so nothing is fetched for it.
    run([*pip, "--no-index", "--no-deps", "--no-build-isolation", "--editable", "."], root)
    # What somebody types in a cell is not to stay behind in a history of IPython's.
    copy = "shutil.copytree('tools/ipython', sys.prefix + '/etc/ipython', dirs_exist_ok=True)"
    run([python, "-c", f"import shutil, sys; {copy}"], root)


def install(root, who, python):
    """Make the environment current, and return its Python. Does nothing where it is.

    Raises:
        StartError: if something could not be installed; it says what to do.
    """
    folder, own = root / ".venv", venv_python(root / ".venv")
    state = read_state(folder) if own.exists() else {}
    if state.get("who") == "developer":
        who = "developer"  # It holds all that a learner needs.
    wanted = wanted_state(root, who)
    if state == wanted:
        return own
    if not state:
        make_environment(folder, python)
    # Without its note an installation counts as half made, whatever stops this one.
    (folder / ".pack.json").unlink(missing_ok=True)
    if {**state, "place": str(root)} == wanted:
        say("The pack has moved. Its own part is installed again, without a network.")
        install_into(own, root)
    else:
        say(f"Installing the packages of {LOCKS[who]}. The first time takes some minutes.")
        install_into(own, root, LOCKS[who])
    (folder / ".pack.json").write_text(json.dumps(wanted), "utf-8")
    return own


def socket_options(folder):
    """Return the option that gives kernels sockets in a folder, where the system can hold its path.

    Other users of the computer can reach a network port, and not a socket of the file system. A
    socket's path has 103 letters at the most on a Mac; a longer one keeps a kernel from starting.
    """
    longest = len(str(folder)) + len("/kernel-") + 36 + len("-ipc-5")
    fits = os.name == "posix" and longest <= 103
    return ["--KernelManager.transport=ipc"] if fits else []


def runtime_folder(environment):
    """Return where Jupyter puts the files of running kernels, as jupyter_core works it out."""
    if environment.get("JUPYTER_RUNTIME_DIR"):
        return Path(environment["JUPYTER_RUNTIME_DIR"])
    if environment.get("JUPYTER_DATA_DIR"):
        return Path(environment["JUPYTER_DATA_DIR"]) / "runtime"
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Jupyter" / "runtime"
    share = environment.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(share) / "jupyter" / "runtime"


def lab_command(root, first_page, *more, python=sys.executable, environment=os.environ):
    """Return the command that opens a page of a pack in JupyterLab.

    Parameters:
        root: the folder whose files JupyterLab shows.
        first_page: a path from there, with "/" between folders.
        more: further options of JupyterLab.
        python: the Python that has JupyterLab.
        environment: the one that it will run in.
    """
    # In a container a person is often root, and JupyterLab then stops unless it is told.
    as_root = ["--allow-root"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    return [
        str(python), "-m", "jupyterlab", f"--ServerApp.root_dir={root}",
        f"--LabApp.default_url=/lab/tree/{first_page}",
        *socket_options(runtime_folder(environment)), *as_root, *more,
    ]  # fmt: skip


def lab_environment(environment):
    """Return the environment in which JupyterLab finds the pack's settings.

    A person's own settings come first.
    """
    folders = [environment.get("JUPYTER_CONFIG_PATH", ""), str(SETTINGS)]
    return {**environment, "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, folders))}


def main(arguments=None):
    """Install what is missing and open the pack; return 1 with a sentence on a fault."""
    parser = argparse.ArgumentParser(description="Install what the pack needs and open it.")
    parser.add_argument("--install", action="store_true", help="install and open nothing")
    parser.add_argument("--developer", action="store_true", help="with what building needs")
    parser.add_argument("--app", action="store_true", help="open the workshop app")
    parser.add_argument(
        "--here", action="store_true", help="use this Python, as conda or Binder do"
    )
    parser.add_argument(
        "--packages", action="store_true", help="with --here: fetch the packages too"
    )
    parser.add_argument("--run", metavar="NOTEBOOK", help="run a notebook without a browser")
    chosen, more = parser.parse_known_args(arguments)
    who = "developer" if chosen.developer or chosen.app else "learner"
    try:
        python = find_python()
        check_folder(ROOT, who)
        if chosen.here:
            own = Path(sys.executable)
            install_into(own, ROOT, LOCKS[who] if chosen.packages else "")
        else:
            own = install(ROOT, who, python)
        if chosen.install:
            return 0
        if chosen.run:
            output = os.devnull if os.name == "posix" else "NUL"
            run(
                [own, "-m", "papermill", chosen.run, output, "--cwd", Path(chosen.run).parent], ROOT
            )
            say(f"{chosen.run} ran from top to bottom.")
            return 0
        command = lab_command(ROOT, FIRST_PAGE, *more, python=own)
        if chosen.app:
            command = [str(own), "-m", "tools.build.workshop", *more]
        say("Opening the pack in your browser. To end it, close this window or press Ctrl and C.")
        return subprocess.call(command, cwd=ROOT, env=lab_environment(os.environ))
    except StartError as error:
        say(f"\n{error}", sys.stderr)
    except OSError as error:
        say(f"\n{error}\n{explain(str(error))}", sys.stderr)
    except KeyboardInterrupt:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
