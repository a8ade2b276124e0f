"""The recipe of the image: what it copies exists, what it installs is locked, who it runs as."""

from __future__ import annotations

import json
import os
import re
import shlex
from pathlib import Path

import pytest
import yaml
from jupyter_core.application import JupyterApp
from packaging.version import Version

ROOT = Path(__file__).resolve().parents[2]
IMAGE = ROOT / "deploy" / "image"


def instructions() -> list[tuple[str, str]]:
    """The recipe's instructions, with what follows each, long lines joined."""
    text = re.sub(r"^#.*\n", "", (IMAGE / "Dockerfile").read_text("utf-8"), flags=re.MULTILINE)
    lines = text.replace("\\\n", " ").splitlines()
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines if line.strip()]


def of(name: str) -> list[str]:
    return [rest for instruction, rest in instructions() if instruction == name]


def pins(path: Path) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", path.read_text("utf-8"), re.MULTILINE
    ):
        found.setdefault(name, set()).add(version)
    return found


class TestRecipe:
    def test_what_it_copies_exists_and_is_let_in(self):
        allowed = [
            line.removeprefix("!")
            for line in (IMAGE / "Dockerfile.dockerignore").read_text("utf-8").splitlines()
            if line.startswith("!")
        ]
        for rest in of("COPY"):
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists(), source
                assert any(source == one or source.startswith(f"{one}/") for one in allowed), source

    def test_every_package_is_from_a_lock_and_checked_by_its_hash(self):
        installs = re.findall(r"pip install ([^&]*)", " && ".join(of("RUN")))
        assert len(installs) == 3
        *locked, own = installs
        assert [shlex.split(one)[-1] for one in locked] == [
            "requirements.lock",
            "deploy/image/requirements-hub.lock",
        ]
        assert all("--require-hashes" in one for one in locked)
        assert "--no-deps --no-build-isolation" in own

    def test_it_names_no_host_and_fetches_nothing_else(self):
        text = (IMAGE / "Dockerfile").read_text("utf-8")
        assert not re.search(r"https?://|--index|--extra-index|\b(curl|wget|apt-get|git)\b", text)
        (base,) = of("FROM")
        assert re.fullmatch(r"python:3\.\d+-slim-\w+", base)

    def test_its_python_is_the_one_of_binder(self):
        (base,) = of("FROM")
        (python,) = [
            row
            for row in yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
            if str(row).startswith("python=")
        ]
        assert base.removeprefix("python:").startswith(python.removeprefix("python=") + "-")

    def test_it_runs_as_a_person_and_not_as_root(self):
        assert of("USER") == ["1000"]
        assert [name for name, _ in instructions()].index("USER") > max(
            place for place, (name, _) in enumerate(instructions()) if name == "RUN"
        )

    def test_it_starts_what_the_values_name(self):
        (command,) = of("CMD")
        values = yaml.safe_load((ROOT / "deploy" / "values.yaml").read_text("utf-8"))
        assert json.loads(command) == values["singleuser"]["cmd"]
        assert os.access(IMAGE / "start_learner.py", os.X_OK)

    def test_the_home_is_where_the_values_put_it(self):
        values = yaml.safe_load((ROOT / "deploy" / "values.yaml").read_text("utf-8"))
        assert values["singleuser"]["storage"]["homeMountPath"] in of("WORKDIR")


class TestLock:
    hub = pins(IMAGE / "requirements-hub.lock")

    def test_it_changes_no_version_of_the_packs_own_lock(self):
        own = pins(ROOT / "requirements.lock")
        differing = {
            name: (versions, own[name])
            for name, versions in self.hub.items()
            if name in own and not versions <= own[name]
        }
        assert differing == {}

    def test_jupyterhub_is_of_the_charts_version(self):
        said = re.search(r"JupyterHub (\d+)\.(\d+)", (ROOT / "deploy" / "values.yaml").read_text())
        assert said
        (version,) = self.hub["jupyterhub"]
        assert Version(version).release[:2] == (int(said[1]), int(said[2]))

    def test_each_package_has_a_hash(self):
        text = (IMAGE / "requirements-hub.lock").read_text("utf-8")
        for block in re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)[1:]:
            assert "--hash=sha256:" in block, block.splitlines()[0]
        assert "http" not in text


class TestSettings:
    @pytest.mark.parametrize("path", sorted(IMAGE.rglob("*.json")), ids=lambda path: path.name)
    def test_each_is_read_as_json(self, path: Path):
        assert json.loads(path.read_text("utf-8"))

    def test_jupyter_reads_them(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
        monkeypatch.setenv("JUPYTER_CONFIG_PATH", str(IMAGE / "jupyter"))
        monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path))
        app = JupyterApp(config_file_name="jupyter_server_config")
        app.load_config_file()
        assert app.config.ServerApp.terminals_enabled is False
        assert app.config.ServerApp.jpserver_extensions["jupyter_lsp"] is False
