"""The hub's settings: keys that the chart knows, measured numbers, doors that are shut."""

from __future__ import annotations

import json
import re
import runpy
import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml
from jupyterhub.auth import DummyAuthenticator
from jupyterhub.scopes import scope_definitions
from packaging.version import Version
from traitlets.config import Config

from tools.build.policy import write_policy
from tools.load import sizing

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
IMAGE = DEPLOY / "image"
EXAMPLES = sorted((DEPLOY / "authentication").glob("*.yaml"))

ANYTHING: dict[str, Any] = {}
# The part of the chart's values that these files use. Written down by reading the chart's
# values.schema.yaml at commit 02dd73df, that of charts 3.0 to 4.2, and its changelog up to 4.4.0;
# httpRoute by reading the chart's template. Helm refuses a key that its schema does not have, so a
# slip in a name would stop an engineer at the last step. This finds the slip; that 4.4.0 still has
# each key, `helm template` says (README.md, step 4). Where the chart takes any key below, it says
# ANYTHING.
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
        "loadRoles": ANYTHING,
        "resources": ANYTHING,
        "networkPolicy": NETWORK,
    },
    "proxy": {
        "service": {"type": str},
        "chp": {"resources": ANYTHING, "networkPolicy": NETWORK},
    },
    "ingress": {
        "enabled": bool,
        "ingressClassName": str,
        "annotations": ANYTHING,
        "hosts": list,
        "tls": list,
    },
    "httpRoute": {
        "enabled": bool,
        "hostnames": list,
        "gateway": {"name": str, "namespace": str},
    },
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
        "cloudMetadata": {"blockWithIptables": bool, "ip": str},
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
README = (DEPLOY / "README.md").read_text("utf-8")


def shown() -> list[dict[str, Any]]:
    """The settings that the page shows, each as an engineer would type it."""
    blocks = re.findall(r"(?:^ {4,}\S.*\n|^\n(?= {4}))+", README, re.MULTILINE)
    texts = [textwrap.dedent(block).lstrip("\n") for block in blocks]
    found = [text for text in texts if re.match(rf"(?:{'|'.join(CHART)}):\n", text)]
    assert len(found) == 6
    return [yaml.safe_load(text) for text in found]


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


@pytest.mark.parametrize("settings", shown(), ids=lambda settings: "-".join(settings))
def test_the_chart_knows_each_key_that_the_page_shows(settings: dict[str, Any]):
    assert unknown_keys(settings, CHART) == []


def test_a_key_that_the_chart_does_not_know_is_found():
    wrong = {"singleuser": {"memory": {"gurantee": "1G"}}, "cull": {"timeout": "3600"}}
    assert unknown_keys(wrong, CHART) == ["singleuser.memory.gurantee", "cull.timeout is str"]


class TestNumbers:
    given = sizing.size_learner(sizing.read_measurements())

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
        measured = sizing.read_measurements()
        hub = VALUES["hub"]["resources"]["requests"]["memory"]
        assert int(hub.removesuffix("Mi")) > 2 * measured["hub_memory"]
        if "proxy_memory" in measured:
            proxy = VALUES["proxy"]["chp"]["resources"]["requests"]["memory"]
            assert int(proxy.removesuffix("Mi")) > measured["proxy_memory"]


class TestMeasuredHub:
    """What `make load` measures has the limits that are shipped."""

    @pytest.fixture
    def measured(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Config:
        config = Config()
        for name, value in {
            "LOAD_SCRATCH": str(tmp_path),
            "LOAD_PORTS": "1 2",
            "LOAD_TOKEN": "a token",
        }.items():
            monkeypatch.setenv(name, value)
        path = ROOT / "tools" / "load" / "hub_config.py"
        runpy.run_path(str(path), init_globals={"get_config": lambda: config})
        return config

    def test_a_server_may_take_as_long_to_answer(self, measured: Config):
        shipped = VALUES["hub"]["config"]["KubeSpawner"]["http_timeout"]
        assert measured.Spawner.http_timeout == shipped
        assert measured.Spawner.start_timeout == VALUES["singleuser"]["startTimeout"]

    def test_as_many_may_start_at_once(self, measured: Config):
        limit = measured.JupyterHub.concurrent_spawn_limit
        assert limit == VALUES["hub"]["concurrentSpawnLimit"]

    def test_the_first_page_is_the_same(self, measured: Config):
        assert measured.Spawner.default_url == VALUES["singleuser"]["defaultUrl"]


class TestSigningIn:
    snippet = VALUES["hub"]["extraConfig"]["zz-who-may-come-in"]
    oauth = read(DEPLOY / "authentication" / "oauth.yaml")
    lti = read(DEPLOY / "authentication" / "lti.yaml")

    def start(self, *files: dict[str, Any]) -> None:
        config = Config(together(*files)["hub"]["config"])
        exec(compile(self.snippet, "extraConfig", "exec"), {"c": config})

    def but(self, **config: dict[str, Any]) -> dict[str, Any]:
        return {"hub": {"config": config}}

    def test_it_is_read_after_what_a_site_adds(self):
        assert max(VALUES["hub"]["extraConfig"]) == "zz-who-may-come-in"

    def test_the_hub_refuses_to_start_until_a_site_has_chosen(self):
        with pytest.raises(SystemExit, match=r"Choose how people sign in.*lti\.yaml"):
            self.start(VALUES)

    @pytest.mark.parametrize(
        "open_door",
        [
            "dummy",
            "null",
            "tmp",
            "jupyterhub.auth.DummyAuthenticator",
            "jupyterhub.auth.NullAuthenticator",
            "tmpauthenticator.TmpAuthenticator",
        ],
    )
    def test_it_refuses_a_sign_in_that_lets_anybody_in(self, open_door: str):
        with pytest.raises(SystemExit, match=re.escape(repr(open_door))):
            self.start(VALUES, self.but(JupyterHub={"authenticator_class": open_door}))

    def test_it_refuses_one_that_a_site_names_by_its_class(self):
        config = Config(together(VALUES, self.oauth)["hub"]["config"])
        config.JupyterHub.authenticator_class = DummyAuthenticator
        with pytest.raises(SystemExit, match="DummyAuthenticator"):
            exec(compile(self.snippet, "extraConfig", "exec"), {"c": config})

    @pytest.mark.parametrize(
        "section", ["Authenticator", "OAuthenticator", "GenericOAuthenticator"]
    )
    def test_it_refuses_to_let_in_whoever_has_an_account(self, section: str):
        everybody = self.but(**{section: {"allow_all": True}})
        with pytest.raises(SystemExit, match=rf"{section}\.allow_all.*allowed_groups"):
            self.start(VALUES, self.oauth, everybody)

    def test_it_lets_in_whoever_comes_from_a_course_page(self):
        assert self.lti["hub"]["config"]["Authenticator"]["allow_all"] is True
        self.start(VALUES, self.lti)

    @pytest.mark.parametrize("key", ["admin_users", "admin_groups"])
    @pytest.mark.parametrize("section", ["Authenticator", "GenericOAuthenticator", "JupyterHub"])
    def test_it_refuses_administrators(self, section: str, key: str):
        named = self.but(**{section: {key: ["somebody"]}})
        with pytest.raises(SystemExit, match=rf"{section}\.{key}.*loadRoles"):
            self.start(VALUES, self.oauth, named)
        self.start(VALUES, self.oauth, self.but(**{section: {key: []}}))

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
    def test_it_starts_with_each_example(self, path: Path):
        self.start(VALUES, read(path))

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

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
    def test_no_example_keeps_what_the_sign_in_says_of_a_person(self, path: Path):
        for settings in read(path)["hub"]["config"].values():
            assert "enable_auth_state" not in settings

    def test_entra_is_asked_for_no_scope_that_it_does_not_have(self):
        entra = read(DEPLOY / "authentication" / "entra.yaml")["hub"]["config"]
        assert entra["JupyterHub"]["authenticator_class"] == "azuread"
        assert entra["AzureAdOAuthenticator"]["scope"] == ["openid", "profile"]

    def test_the_role_for_staff_opens_no_learners_server(self):
        (role,) = [
            role
            for settings in shown()
            for role in settings.get("hub", {}).get("loadRoles", {}).values()
        ]
        held: set[str] = set()
        waiting = list(role["scopes"])
        while waiting:
            scope = waiting.pop()
            held.add(scope)
            waiting += scope_definitions[scope].get("subscopes", [])
        assert "delete:users" in held
        assert not held & {"access:servers", "tokens", "admin:users", "admin:groups"}


class TestNetwork:
    def test_of_the_charts_egress_rules_only_those_for_names_are_on(self):
        policy = VALUES["singleuser"]["networkPolicy"]
        allowed = {rule for rule, on in policy["egressAllowRules"].items() if on}
        assert policy["enabled"] is True
        assert policy["egress"] == []
        assert allowed == {"dnsPortsKubeSystemNamespace", "dnsPortsPrivateIPs"}
        # The chart allows what is not named: each rule that it has is named.
        assert set(policy["egressAllowRules"]) == set(NETWORK["egressAllowRules"])

    def test_no_learners_pod_has_a_privileged_container(self):
        assert VALUES["singleuser"]["cloudMetadata"]["blockWithIptables"] is False
        assert VALUES["singleuser"]["allowPrivilegeEscalation"] is False


class TestGivingBack:
    def test_a_lunch_of_an_hour_ends_no_server(self):
        assert VALUES["cull"]["timeout"] > 3600 + VALUES["cull"]["every"]

    def test_no_user_is_deleted_since_their_home_would_go_too(self):
        assert VALUES["cull"]["users"] is False

    def test_a_kernel_under_an_open_page_never_ends_by_itself(self):
        path = DEPLOY / "image" / "jupyter" / "jupyter_server_config.json"
        kernels = json.loads(path.read_text("utf-8"))["MappingKernelManager"]
        assert not kernels.get("cull_connected", False)
        assert kernels["cull_idle_timeout"] < VALUES["cull"]["timeout"]


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
            "https://sign-in.example.ac.uk/token", "user.groups",
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


def test_the_page_on_the_static_site_has_the_policy_of_the_site():
    page = (DEPLOY / "site.md").read_text("utf-8")
    assert f"    Content-Security-Policy: {write_policy()}; frame-ancestors 'none'\n" in page


def test_what_the_image_has_is_said_where_its_numbers_are():
    (python,) = re.findall(r"^FROM python:(\d+\.\d+)", (IMAGE / "Dockerfile").read_text(), re.M)
    lock = (IMAGE / "requirements-hub.lock").read_text("utf-8")
    (hub,) = re.findall(r"^jupyterhub==(\S+)", lock, re.M)
    assert f"Python {python} and JupyterHub {hub}" in " ".join(README.split())
