"""What is said in several places agrees: versions, names and commands."""

from __future__ import annotations

import os
import re
import tomllib
from importlib import resources
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

import born_into_care
import start
from tests.support import links, markdown, reading, wording

ROOT = Path(__file__).resolve().parents[2]


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


PROJECT = tomllib.loads(read("pyproject.toml"))["project"]
ENVIRONMENT = yaml.safe_load(read("environment.yml"))
FLOOR = PROJECT["requires-python"].removeprefix(">=")


def pins(name: str) -> dict[str, set[str]]:
    """The versions of each package in a lock: two where old and new Pythons differ."""
    found: dict[str, set[str]] = {}
    for package, version in re.findall(r"^([A-Za-z0-9._-]+)==([^ ;\\]+)", read(name), re.MULTILINE):
        found.setdefault(package, set()).add(version)
    return found


class TestPython:
    def test_the_oldest_python_is_the_same_everywhere(self):
        assert f"needs Python {FLOOR} or newer" in read("README.md")
        assert ".".join(map(str, start.OLDEST)) == FLOOR
        assert f"--python-version {FLOOR} " in read("tools/lock.sh")
        target = tomllib.loads(read("pyproject.toml"))["tool"]["ruff"]["target-version"]
        assert target == "py" + FLOOR.replace(".", "")

    def test_each_python_named_is_looked_for(self):
        named = re.findall(r"Python :: (3\.\d+)", " ".join(PROJECT["classifiers"]))
        assert FLOOR in named
        assert max(named, key=Version) == ".".join(map(str, start.NEWEST_TESTED))

    def test_binder_and_conda_get_a_python_that_we_name(self):
        (python,) = [row for row in ENVIRONMENT["dependencies"] if str(row).startswith("python=")]
        version = python.removeprefix("python=")
        assert f"Programming Language :: Python :: {version}" in PROJECT["classifiers"]
        known = resources.files("repo2docker.buildpacks.conda")
        assert known.joinpath(f"environment.py-{version}-linux-64.lock").is_file()


class TestLocks:
    def test_the_learners_lock_holds_what_the_project_asks_for(self):
        locked = pins("requirements.lock")
        for row in PROJECT["dependencies"]:
            need = Requirement(row)
            assert need.name in locked, f"{need.name} is not in requirements.lock: give 'make lock'"
            for version in locked[need.name]:
                assert need.specifier.contains(version), f"{row}, but {version} is locked"

    def test_the_testers_lock_holds_what_testing_asks_for(self):
        locked = pins("requirements-dev.lock")
        for row in PROJECT["optional-dependencies"]["dev"]:
            need = Requirement(row)
            name = need.name.lower().replace("_", "-")
            assert name in locked, f"{name} is not in requirements-dev.lock: give 'make lock'"
            for version in locked[name]:
                assert need.specifier.contains(version), f"{row}, but {version} is locked"

    def test_what_is_tested_is_what_a_learner_gets(self):
        learner, tester = pins("requirements.lock"), pins("requirements-dev.lock")
        assert {name: tester.get(name) for name in learner} == learner

    @pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
    def test_every_version_has_its_hash_and_no_index_is_named(self, name: str):
        text = read(name)
        entries = re.split(r"^(?=[A-Za-z0-9])", text, flags=re.MULTILINE)
        without = [entry.split()[0] for entry in entries[1:] if "--hash=sha256:" not in entry]
        assert not without
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text)

    def test_conda_and_binder_install_the_lock_and_nothing_else(self):
        (pip,) = [row["pip"] for row in ENVIRONMENT["dependencies"] if isinstance(row, dict)]
        assert pip == ["-r requirements.lock"]
        plain = [row for row in ENVIRONMENT["dependencies"] if isinstance(row, str)]
        assert {row.split("=")[0] for row in plain} == {"python", "pip"}

    def test_the_pack_itself_is_installed_without_fetching_anything(self):
        # pip refuses to mix hashes with a folder, so it is a step of its own.
        assert '"--no-deps", "--no-build-isolation", "--editable"' in read("start.py")
        for name in ("postBuild", ".devcontainer/devcontainer.json"):
            assert "python start.py --here" in read(name)
        built_with = tomllib.loads(read("pyproject.toml"))["build-system"]["requires"]
        for row in built_with:
            assert Requirement(row).name in pins("requirements.lock")


class TestReadme:
    text = read("README.md")

    def test_its_commands_exist(self):
        targets = re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.MULTILINE)
        named = re.findall(r"(?:`|^ {4})make ([a-z-]+)", self.text, re.MULTILINE)
        assert {"lab", "test"} <= set(named) <= set(targets)

    def test_its_ways_in_exist(self):
        assert ENVIRONMENT["name"] == PROJECT["name"]
        for name in ("start.bat", "start.command", "start.py"):
            assert name in self.text and (ROOT / name).is_file()

    def test_the_version_is_the_same_everywhere(self):
        assert born_into_care.__version__ == PROJECT["version"]
        assert f"version {PROJECT['version']}" in self.text

    def test_binder_opens_the_first_page(self):
        (address,) = re.findall(r"^\[binder\]: (\S+)$", self.text, re.MULTILINE)
        assert address.endswith(f"urlpath=lab/tree/{start.FIRST_PAGE}")
        assert (ROOT / start.FIRST_PAGE).is_file()

    def test_it_warns_and_says_where_to_turn_before_the_first_figure(self):
        first_figure = self.text.index("data/figures.md#")
        assert self.text.index("hard subject") < self.text.index("116 123") < first_figure
        assert self.text.index("teaching/support.md") < first_figure

    def test_its_links_lead_somewhere(self):
        wrong = [
            links.broken(address, page=ROOT / "README.md") for address in markdown.links(self.text)
        ]
        assert not [text for text in wrong if text]

    def test_it_shows_no_picture_from_a_network(self):
        assert not [image for image in markdown.images(self.text) if ":" in image.source]

    def test_it_is_written_plainly(self):
        assert wording.faults(markdown.all_words(self.text)) == []
        assert reading.grade(markdown.prose(self.text)) < 11


def test_both_licences_are_named_where_they_are_looked_for():
    assert PROJECT["license"] == "BSD-3-Clause AND CC-BY-4.0"
    for name in PROJECT["license-files"]:
        assert (ROOT / name).is_file()
    for name in ("LICENSE", "LICENSE-TEXT"):
        assert "the Born into Care teaching pack contributors" in read(name)
    assert "creativecommons.org/licenses/by/4.0/" in read("LICENSE-TEXT")


def test_what_a_machine_runs_may_be_run():
    for name in (".ci/run", "postBuild"):
        assert os.access(ROOT / name, os.X_OK), f"{name} is not marked as a program"
