"""Hold versions, names and commands that stand in several places to each other."""

import re
import tomllib

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

import born_into_care
import start
from tests.support import markdown, reading
from tests.support.browser import ROOT


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


PROJECT = tomllib.loads(read("pyproject.toml"))["project"]
ENVIRONMENT = yaml.safe_load(read("environment.yml"))
FLOOR = PROJECT["requires-python"].removeprefix(">=")


def find_entries(lock: str) -> dict[str, str]:
    """Return each package and version of a lock with its whole entry; old Pythons may differ."""
    entries = re.findall(
        r"^([\w.-]+==[^ ;\\]+)(.*?)(?=^\S|\Z)", read(lock), re.MULTILINE | re.DOTALL
    )
    return dict(entries)


LOCKS = ("requirements.lock", "requirements-dev.lock", "deploy/image/requirements-hub.lock")
LEARNER, DEVELOPER, HUB = map(find_entries, LOCKS)


class TestPython:
    def test_the_oldest_python_is_the_same_everywhere(self):
        assert f"needs Python {FLOOR} or newer" in read("README.md")
        assert ".".join(map(str, start.OLDEST)) == FLOOR
        assert f"--python-version {FLOOR} " in read("tools/lock.sh")
        target = tomllib.loads(read("pyproject.toml"))["tool"]["ruff"]["target-version"]
        assert target == "py" + FLOOR.replace(".", "")

    def test_each_python_named_is_looked_for(self):
        named = re.findall(r"Python :: (3\.\d+)", " ".join(PROJECT["classifiers"]))
        assert FLOOR in named and max(named, key=Version) == ".".join(map(str, start.NEWEST_TESTED))
        (python,) = re.findall(r"- python=(\S+)", read("environment.yml"))
        assert python in named


class TestLocks:
    @pytest.mark.parametrize(
        ("entries", "asked"),
        [
            (LEARNER, PROJECT["dependencies"]),
            (LEARNER, tomllib.loads(read("pyproject.toml"))["build-system"]["requires"]),
            (DEVELOPER, PROJECT["optional-dependencies"]["dev"]),
        ],
    )
    def test_a_lock_holds_what_the_project_asks_for(
        self, entries: dict[str, str], asked: list[str]
    ):
        locked = [pin.split("==") for pin in entries]
        for need in map(Requirement, asked):
            versions = [version for name, version in locked if name == canonicalize_name(need.name)]
            assert versions, f"{need.name} is in no lock: give 'make lock'"
            assert all(map(need.specifier.contains, versions)), f"{need}, but {versions} is locked"

    def test_what_is_tested_and_what_a_hub_adds_is_what_a_learner_gets(self):
        assert LEARNER.keys() <= DEVELOPER.keys()
        names = {pin.partition("==")[0] for pin in LEARNER}
        assert {pin for pin in HUB if pin.partition("==")[0] in names} <= LEARNER.keys()

    def test_every_version_has_its_hash_and_no_index_is_named(self):
        for name, entries in zip(LOCKS, (LEARNER, DEVELOPER, HUB), strict=True):
            assert [pin for pin, entry in entries.items() if "--hash=sha256:" not in entry] == []
            assert not re.search(r"https?://|--(extra-)?index-url|--find-links", read(name))

    def test_binder_installs_the_lock_and_the_pack_without_fetching_anything_else(self):
        *plain, pip = ENVIRONMENT["dependencies"]
        assert pip == {"pip": ["-r requirements.lock"]}
        assert {row.split("=")[0] for row in plain} == {"python", "pip"}
        # pip refuses to mix hashes with a folder, so it is a step of its own.
        assert '"--no-deps", "--no-build-isolation", "--editable"' in read("start.py")
        for name in ("postBuild", ".devcontainer/devcontainer.json"):
            assert "python start.py --here" in read(name)


def test_the_readme_names_what_exists():
    text = read("README.md")
    targets = re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.MULTILINE)
    named = re.findall(r"(?:`|^ {4})make ([a-z-]+)", text, re.MULTILINE)
    assert {"lab", "test"} <= set(named) <= set(targets)
    for name in ("start.bat", "start.command", "start.py"):
        assert name in text and (ROOT / name).is_file()
    assert born_into_care.__version__ == PROJECT["version"]
    assert f"version {PROJECT['version']}" in text
    (address,) = re.findall(r"^\[binder\]: (\S+)$", text, re.MULTILINE)
    assert address.endswith(f"urlpath=lab/tree/{start.FIRST_PAGE}")
    assert (ROOT / start.FIRST_PAGE).is_file()


def test_the_readme_warns_before_the_first_figure_and_is_written_plainly():
    text = read("README.md")
    first_figure = text.index("data/figures.md#")
    assert text.index("here is where to turn") < text.index("116 123") < first_figure
    assert text.index("teaching/support.md") < first_figure
    assert not [image for image in markdown.images(text) if ":" in image.get("src")]
    assert reading.grade(markdown.prose(text)) < 11
