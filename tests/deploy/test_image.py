"""Hold the image's recipe to files that exist, packages that are locked, and who it runs as."""

import json
import os
import re
import shlex
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
IMAGE = ROOT / "deploy" / "image"
RECIPE = re.sub(r"^#.*\n", "", (IMAGE / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
LINES = [line for line in RECIPE.replace("\\\n", " ").splitlines() if line.strip()]
VALUES = yaml.safe_load((ROOT / "deploy" / "values.yaml").read_text("utf-8"))


def instructions(name: str) -> list[str]:
    """Return what follows each instruction of a name."""
    return [line.split(maxsplit=1)[1] for line in LINES if line.split()[0] == name]


def test_what_it_copies_exists_and_is_let_in():
    lines = (IMAGE / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
    allowed = tuple(line.removeprefix("!") for line in lines if line.startswith("!"))
    for rest in instructions("COPY"):
        for source in rest.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert any(source == name or source.startswith(f"{name}/") for name in allowed), source


def test_every_package_is_from_a_lock_and_checked_by_its_hash():
    *locked, own = re.findall(r"pip install ([^&]*)", " && ".join(instructions("RUN")))
    assert [shlex.split(install)[-1] for install in locked] == [
        "requirements.lock",
        "deploy/image/requirements-hub.lock",
    ]
    assert all("--only-binary :all: --require-hashes" in install for install in locked)
    assert "--no-deps --no-build-isolation" in own
    assert not re.search(r"https?://|--index|--extra-index|\b(curl|wget|apt-get|git)\b", RECIPE)


def test_it_runs_as_a_person_and_starts_what_the_values_name():
    assert instructions("USER") == ["1000"]
    names = [line.split()[0] for line in LINES]
    assert names.index("USER") > len(names) - 1 - names[::-1].index("RUN")
    (command,) = instructions("CMD")
    assert json.loads(command) == VALUES["singleuser"]["cmd"]
    assert os.access(IMAGE / "start_learner.py", os.X_OK)
    assert VALUES["singleuser"]["storage"]["homeMountPath"] in instructions("WORKDIR")
