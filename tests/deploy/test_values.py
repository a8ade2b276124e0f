"""The hub's settings: keys that the chart knows, measured numbers, doors that are shut."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.version import Version
from traitlets.config import Config

from tools.load import sizing

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
EXAMPLES = sorted((DEPLOY / "authentication").glob("*.yaml"))

ANYTHING: dict[str, Any] = {}
# The part of chart 4.4.0's values that these files use, as its schema names it. Helm refuses a key
# that the schema does not have, so a slip in a name would stop an engineer at the last step. Where
# the chart takes any key below, it says ANYTHING.
NETWORK = {
    "enabled": bool,
    "egress": list,
    "egressAllowRules": {
        "cloudMetadataServer": bool,
        "dnsPortsCloudMetadataServer": bool,
        "dnsPortsKubeSystemNamespace": bool,
        "dnsPortsPrivateIPs": bool,
        "nonPrivateIPs": bool,
        "privateIPs": bool,
    },
}
CHART = {
    "hub": {
        "config": ANYTHING,
        "extraEnv": ANYTHING,
        "extraConfig": ANYTHING,
        "concurrentSpawnLimit": int,
        "resources": ANYTHING,
        "networkPolicy": NETWORK,
    },
    "proxy": {
        "service": {"type": str},
        "chp": {"resources": ANYTHING, "networkPolicy": NETWORK},
    },
    "ingress": {"enabled": bool, "hosts": list, "tls": list},
    "singleuser": {
        "image": {"name": str, "tag": str, "pullPolicy": str},
        "cmd": list,
        "defaultUrl": str,
        "startTimeout": int,
        "uid": int,
        "fsGid": int,
        "allowPrivilegeEscalation": bool,
        "memory": {"guarantee": str, "limit": str},
        "cpu": {"guarantee": float, "limit": int},
        "extraEnv": ANYTHING,
        "storage": {"type": str, "capacity": str, "homeMountPath": str},
        "networkPolicy": NETWORK,
    },
    "cull": {
        "enabled": bool,
        "timeout": int,
        "every": int,
        "maxAge": int,
        "concurrency": int,
        "users": bool,
    },
    "prePuller": {"hook": {"enabled": bool}, "continuous": {"enabled": bool}},
    "scheduling": {
        "userScheduler": {"enabled": bool},
        "podPriority": {"enabled": bool},
        "userPlaceholder": {"enabled": bool, "replicas": int},
    },
}


def read(path: Path) -> dict[str, Any]:
    settings: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return settings


VALUES = read(DEPLOY / "values.yaml")


def together(*settings: dict[str, Any]) -> dict[str, Any]:
    """Merge as Helm does: later files win, tables are merged, lists are replaced."""
    merged: dict[str, Any] = {}
    for one in settings:
        for key, value in one.items():
            old = merged.get(key)
            both = isinstance(old, dict) and isinstance(value, dict)
            merged[key] = together(old, value) if both else value
    return merged


def unknown_keys(settings: dict[str, Any], known: dict[str, Any], at: str = "") -> list[str]:
    found = []
    for key, value in settings.items():
        place = f"{at}{key}"
        if key not in known:
            found.append(place)
        elif isinstance(known[key], dict) and known[key] is not ANYTHING:
            found += unknown_keys(value, known[key], f"{place}.")
        elif isinstance(known[key], type) and type(value) is not known[key]:
            found.append(f"{place} is {type(value).__name__}")
    return found


@pytest.mark.parametrize("path", [DEPLOY / "values.yaml", *EXAMPLES], ids=lambda path: path.name)
def test_the_chart_knows_each_key(path: Path):
    assert unknown_keys(read(path), CHART) == []


def test_a_key_that_the_chart_does_not_know_is_found():
    wrong = {"singleuser": {"memory": {"gurantee": "1G"}}, "cull": {"timeout": "3600"}}
    assert unknown_keys(wrong, CHART) == ["singleuser.memory.gurantee", "cull.timeout is str"]


class TestNumbers:
    given = sizing.size(sizing.read())

    def test_memory_and_cores_are_those_that_were_measured(self):
        assert VALUES["singleuser"]["memory"] == {
            "guarantee": f"{self.given.memory_guarantee}M",
            "limit": f"{self.given.memory_limit}M",
        }
        assert VALUES["singleuser"]["cpu"] == {
            "guarantee": self.given.cpu_guarantee,
            "limit": self.given.cpu_limit,
        }

    def test_the_hub_starts_as_many_at_once_as_a_node_can(self):
        assert VALUES["hub"]["concurrentSpawnLimit"] == self.given.starts_at_once

    def test_the_hub_and_the_proxy_are_given_more_than_they_used(self):
        measured = sizing.read()
        hub = VALUES["hub"]["resources"]["requests"]["memory"]
        assert int(hub.removesuffix("Mi")) > 2 * measured["hub_memory"].value
        if "proxy_memory" in measured:
            proxy = VALUES["proxy"]["chp"]["resources"]["requests"]["memory"]
            assert int(proxy.removesuffix("Mi")) > measured["proxy_memory"].value


class TestSigningIn:
    snippet = VALUES["hub"]["extraConfig"]["00-authentication-is-chosen"]

    def start(self, settings: dict[str, Any]) -> None:
        config = Config(settings["hub"]["config"])
        exec(compile(self.snippet, "extraConfig", "exec"), {"c": config})

    def test_the_hub_refuses_to_start_until_a_site_has_chosen(self):
        with pytest.raises(SystemExit, match=r"Choose how people sign in.*lti\.yaml"):
            self.start(VALUES)

    @pytest.mark.parametrize(
        "open_door",
        [
            "dummy",
            "null",
            "jupyterhub.auth.DummyAuthenticator",
            "jupyterhub.auth.NullAuthenticator",
        ],
    )
    def test_it_refuses_a_sign_in_that_lets_anybody_in(self, open_door: str):
        chosen = {"hub": {"config": {"JupyterHub": {"authenticator_class": open_door}}}}
        with pytest.raises(SystemExit, match=re.escape(repr(open_door))):
            self.start(together(VALUES, chosen))

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
    def test_it_starts_with_each_example(self, path: Path):
        self.start(together(VALUES, read(path)))

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
    def test_each_example_says_who_is_let_in(self, path: Path):
        config = read(path)["hub"]["config"]
        rules = {key for settings in config.values() for key in settings}
        assert rules & {"allowed_groups", "allowed_users", "allow_all"}
        # A hub's own rule of "all" is for a sign-in that has itself decided: a course page.
        if config.get("Authenticator", {}).get("allow_all"):
            assert "LTI13Authenticator" in config

    def test_nobody_is_let_in_by_the_values_themselves(self):
        assert VALUES["hub"]["config"]["Authenticator"] == {"allow_all": False}
        assert VALUES["hub"]["config"]["JupyterHub"]["admin_access"] is False


class TestNetwork:
    def test_a_learners_server_reaches_the_name_server_and_the_hub_alone(self):
        policy = VALUES["singleuser"]["networkPolicy"]
        allowed = {rule for rule, on in policy["egressAllowRules"].items() if on}
        assert policy["enabled"] is True
        assert policy["egress"] == []
        assert allowed == {"dnsPortsKubeSystemNamespace", "dnsPortsPrivateIPs"}
        # The chart allows what is not named: each rule that it has is named.
        assert set(policy["egressAllowRules"]) == set(NETWORK["egressAllowRules"])


FILES = sorted(path for path in DEPLOY.rglob("*") if path.is_file() and path.suffix != ".pyc")
# Names of the outside world that a reader needs: the chart's guide, and a tool's.
REAL_ADDRESSES = {"z2jh.jupyter.org", "nbgitpuller.readthedocs.io"}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_names_a_real_host_or_a_secret(path: Path):
    text = path.read_text("utf-8")
    hosts = set(re.findall(r"https?(?:://|%3A%2F%2F)([A-Za-z0-9.-]+)", text))
    assert {host for host in hosts if not host.endswith("example.ac.uk")} <= REAL_ADDRESSES
    if path.suffix in (".yaml", ".md", ""):
        assert re.findall(r"\b[0-9a-fA-F]{32,}\b", text) == []
        named = re.findall(
            r"^\s*\w*(?:secret|password|token|key)\w*:[ \t]+(\S+)", text, re.MULTILINE | re.I
        )
        # The names of a secret kept in the cluster, and settings that only sound like one.
        assert set(named) <= {
            "born-into-care-tls", "client-secret", "sub", "oauth_user.groups",
            "https://sign-in.example.ac.uk/token",
        }  # fmt: skip


def test_one_version_of_the_chart_is_named_everywhere():
    texts = [(DEPLOY / "README.md").read_text("utf-8"), (DEPLOY / "values.yaml").read_text("utf-8")]
    for text in texts:
        assert set(re.findall(r"(?:chart |--version )(\d+\.\d+\.\d+)", text)) == {"4.4.0"}


def test_the_image_is_named_as_it_is_built():
    image = VALUES["singleuser"]["image"]
    name = f"{image['name']}:{image['tag']}"
    assert name in (DEPLOY / "README.md").read_text("utf-8")
    assert name in (DEPLOY / "image" / "Dockerfile").read_text("utf-8")
    assert Version(image["tag"])
