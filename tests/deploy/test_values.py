"""Hold the hub's settings to the chart's keys, to measured numbers and to shut doors."""

import json
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jupyterhub.auth import DummyAuthenticator
from jupyterhub.scopes import expand_scopes
from packaging.version import Version
from traitlets.config import Config

from tools.load.sizing import read_measurements, size_learner

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
IMAGE = DEPLOY / "image"
EXAMPLES = sorted((DEPLOY / "authentication").glob("*.yaml"))
README = (DEPLOY / "README.md").read_text("utf-8")

# The keys of chart 4.4.0 that these files use, each with its kind, as the chart's own schema has
# them (which is not ours to keep here). A slip in a name stops an engineer at the last step. A key
# that ends in * takes anything below it.
CHART = dict(
    line.split()
    for line in """
    hub.config.* any
    hub.extraEnv.* any
    hub.extraConfig.* str
    hub.concurrentSpawnLimit int
    hub.activeServerLimit int
    hub.loadRoles.* any
    hub.resources.* any
    hub.networkPolicy.enabled bool
    proxy.service.type str
    proxy.chp.resources.* any
    proxy.chp.networkPolicy.enabled bool
    ingress.enabled bool
    ingress.ingressClassName str
    ingress.annotations.* str
    ingress.hosts list
    ingress.tls list
    httpRoute.enabled bool
    httpRoute.hostnames list
    httpRoute.gateway.name str
    httpRoute.gateway.namespace str
    singleuser.image.name str
    singleuser.image.tag str
    singleuser.image.pullPolicy str
    singleuser.cmd list
    singleuser.defaultUrl str
    singleuser.startTimeout int
    singleuser.uid int
    singleuser.fsGid int
    singleuser.allowPrivilegeEscalation bool
    singleuser.memory.guarantee str
    singleuser.memory.limit str
    singleuser.cpu.guarantee float
    singleuser.cpu.limit int
    singleuser.extraEnv.* str
    singleuser.extraResource.guarantees.* str
    singleuser.extraResource.limits.* str
    singleuser.storage.type str
    singleuser.storage.capacity str
    singleuser.storage.homeMountPath str
    singleuser.storage.extraVolumes.* any
    singleuser.storage.extraVolumeMounts.* any
    singleuser.networkPolicy.enabled bool
    singleuser.networkPolicy.egress list
    singleuser.networkPolicy.egressAllowRules.cloudMetadataServer bool
    singleuser.networkPolicy.egressAllowRules.dnsPortsCloudMetadataServer bool
    singleuser.networkPolicy.egressAllowRules.dnsPortsKubeSystemNamespace bool
    singleuser.networkPolicy.egressAllowRules.dnsPortsPrivateIPs bool
    singleuser.networkPolicy.egressAllowRules.nonPrivateIPs bool
    singleuser.networkPolicy.egressAllowRules.privateIPs bool
    singleuser.cloudMetadata.blockWithIptables bool
    singleuser.cloudMetadata.ip str
    cull.enabled bool
    cull.timeout int
    cull.every int
    cull.maxAge int
    cull.concurrency int
    cull.users bool
    prePuller.hook.enabled bool
    prePuller.continuous.enabled bool
    scheduling.userScheduler.enabled bool
    scheduling.podPriority.enabled bool
    scheduling.userPlaceholder.enabled bool
    scheduling.userPlaceholder.replicas int
    """.strip().splitlines()
)


def read(path: Path) -> dict[str, Any]:
    settings: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return settings


VALUES = read(DEPLOY / "values.yaml")


def shown() -> list[dict[str, Any]]:
    """Return the settings that the page shows, each as an engineer would type it."""
    blocks = re.findall(r"(?:^ {4,}\S.*\n|^\n(?= {4}))+", README, re.MULTILINE)
    texts = [textwrap.dedent(block).lstrip("\n") for block in blocks]
    tops = "|".join({key.partition(".")[0] for key in CHART})
    return [yaml.safe_load(text) for text in texts if re.match(rf"(?:{tops}):\n", text)]


def merge(*settings: dict[str, Any]) -> dict[str, Any]:
    """Merge as Helm does: later files win, tables are merged, lists are replaced."""
    merged: dict[str, Any] = {}
    for layer in settings:
        for key, value in layer.items():
            old = merged.get(key)
            both = isinstance(old, dict) and isinstance(value, dict)
            merged[key] = merge(old, value) if both else value
    return merged


def unknown_keys(settings: dict[str, Any], above: str = "") -> Iterator[str]:
    """Yield each key that the chart does not have, or has with another kind of value."""
    for key, value in settings.items():
        kind = CHART.get(f"{above}*", CHART.get(f"{above}{key}"))
        if isinstance(value, dict) and kind is None and f"{above}*" not in CHART:
            yield from () if f"{above}{key}.*" in CHART else unknown_keys(value, f"{above}{key}.")
        elif kind not in ("any", type(value).__name__):
            yield f"{above}{key} is {type(value).__name__}"


def test_the_chart_knows_each_key():
    files = [VALUES, *map(read, EXAMPLES), *shown()]
    assert len(files) > 8
    assert [found for settings in files for found in unknown_keys(settings)] == []
    wrong = {"singleuser": {"memory": {"gurantee": "1G"}}, "cull": {"timeout": "3600"}}
    assert [*unknown_keys(wrong)] == ["singleuser.memory.gurantee is str", "cull.timeout is str"]


def test_numbers_are_those_that_were_measured():
    measured = read_measurements()
    given = size_learner(measured)
    assert VALUES["singleuser"]["memory"] == {
        "guarantee": f"{given['memory_guarantee']}M",
        "limit": f"{given['memory_limit']}M",
    }
    assert VALUES["singleuser"]["cpu"] == {"guarantee": given["cpu_guarantee"], "limit": 1}
    assert VALUES["hub"]["concurrentSpawnLimit"] == given["starts_at_once"]
    hub = VALUES["hub"]["resources"]["requests"]["memory"]
    assert int(hub.removesuffix("Mi")) > 2 * measured["hub_memory"]


class TestSigningIn:
    snippet = VALUES["hub"]["extraConfig"]["zz-who-may-come-in"]
    oauth = read(DEPLOY / "authentication" / "oauth.yaml")

    def start(self, *files: dict[str, Any], **config: Any) -> None:
        """Run the guard as the hub would at its start."""
        merged = merge(VALUES, *files, {"hub": {"config": config}})
        exec(compile(self.snippet, "extraConfig", "exec"), {"c": Config(merged["hub"]["config"])})

    def test_it_is_read_after_what_a_site_adds(self):
        assert max(VALUES["hub"]["extraConfig"]) == "zz-who-may-come-in"

    @pytest.mark.parametrize(
        "authenticator",
        [
            "choose-an-authenticator",
            "dummy",
            "null",
            "tmp",
            "shared-password",
            "jupyterhub.auth.DummyAuthenticator",
            "jupyterhub.authenticators.shared.SharedPasswordAuthenticator",
            DummyAuthenticator,
        ],
    )
    def test_the_hub_refuses_a_sign_in_that_lets_anybody_in(self, authenticator: object):
        with pytest.raises(SystemExit, match=r"Choose how people sign in.*lti\.yaml"):
            self.start(JupyterHub={"authenticator_class": authenticator})

    @pytest.mark.parametrize(
        ("key", "value", "remedy"),
        [
            ("allow_all", True, "allowed_groups"),
            ("allow_existing_users", True, "allowed_groups"),
            ("admin_users", ["somebody"], "loadRoles"),
            ("admin_groups", ["somebody"], "loadRoles"),
        ],
    )
    def test_it_refuses_a_setting_that_opens_it(self, key: str, value: object, remedy: str):
        for section in ("Authenticator", "GenericOAuthenticator", "JupyterHub"):
            with pytest.raises(SystemExit, match=rf"{section}\.{key}.*{remedy}"):
                self.start(self.oauth, **{section: {key: value}})
            self.start(self.oauth, **{section: {key: type(value)()}})

    @pytest.mark.parametrize(
        "role",
        [
            {"name": "admin", "users": ["somebody"]},
            {"name": "staff", "users": ["somebody"], "scopes": ["access:servers"]},
            {"name": "staff", "groups": ["staff"], "scopes": ["admin:users!group=course"]},
            {"name": "staff", "users": ["somebody"], "scopes": ["tokens"]},
            {"name": "staff", "users": ["somebody"], "scopes": ["shares"]},
        ],
    )
    def test_it_refuses_a_role_that_opens_learners_servers(self, role: dict[str, Any]):
        with pytest.raises(SystemExit, match=r"role.*deploy/README\.md"):
            self.start(self.oauth, JupyterHub={"load_roles": [role]})

    def test_it_starts_with_the_charts_own_role_and_the_one_for_staff(self):
        (staff,) = [r["hub"]["loadRoles"] for r in shown() if "loadRoles" in r.get("hub", {})]
        culler = {"name": "jupyterhub-idle-culler", "services": ["culler"], "scopes": ["servers"]}
        roles = [culler, *({"name": name, **role} for name, role in staff.items())]
        self.start(self.oauth, JupyterHub={"load_roles": roles})
        given = expand_scopes([scope for role in staff.values() for scope in role["scopes"]])
        assert "delete:users" in given
        assert not given & {"access:servers", "tokens", "admin:users", "admin:groups", "shares"}

    @pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
    def test_it_starts_with_each_example_which_says_who_is_let_in(self, path: Path):
        self.start(read(path))
        config = read(path)["hub"]["config"]
        rules = {key for settings in config.values() for key in settings}
        assert rules & {"allowed_groups", "allowed_users", "allow_all"}
        # A hub's own rule of "all" is for a sign-in that has itself decided: a course page.
        everybody = config.get("Authenticator", {}).get("allow_all")
        assert not everybody or "LTI13Authenticator" in config
        assert "enable_auth_state" not in rules


def test_a_learners_pod_keeps_to_the_restricted_standard():
    spawner, learner = VALUES["hub"]["config"]["KubeSpawner"], VALUES["singleuser"]
    pod = {"runAsNonRoot": True, "seccompProfile": {"type": "RuntimeDefault"}}
    container = {"capabilities": {"drop": ["ALL"]}, "readOnlyRootFilesystem": True}
    assert spawner["pod_security_context"] == pod
    assert spawner["container_security_context"] == container
    assert learner["allowPrivilegeEscalation"] is False and learner["uid"] == 1000
    assert learner["cloudMetadata"]["blockWithIptables"] is False
    assert "ephemeral-storage" in learner["extraResource"]["limits"]
    (mount,) = learner["storage"]["extraVolumeMounts"].values()
    (runtime,) = re.findall(r"JUPYTER_RUNTIME_DIR=(\S+)", (IMAGE / "Dockerfile").read_text())
    assert runtime.startswith(mount["mountPath"] + "/")


def test_of_the_charts_egress_rules_only_those_for_names_are_on():
    policy = VALUES["singleuser"]["networkPolicy"]
    rules = policy["egressAllowRules"]
    assert policy["enabled"] is True and policy["egress"] == []
    assert {rule for rule in rules if rules[rule]} == {
        "dnsPortsKubeSystemNamespace",
        "dnsPortsPrivateIPs",
    }
    # The chart allows what is not named: each rule that it has is named.
    assert {f"singleuser.networkPolicy.egressAllowRules.{rule}" for rule in rules} == {
        key for key in CHART if "egressAllowRules" in key
    }


def test_memory_is_given_back_and_no_home_is_taken():
    cull, path = VALUES["cull"], IMAGE / "jupyter" / "jupyter_server_config.json"
    settings = json.loads(path.read_text("utf-8"))
    kernels = settings["MappingKernelManager"]
    assert settings["ServerApp"]["terminals_enabled"] is False
    assert cull["users"] is False
    assert cull["timeout"] > 3600 + cull["every"], "a lunch of an hour ends no server"
    assert not kernels.get("cull_connected", False)
    assert kernels["cull_idle_timeout"] < cull["timeout"]


def test_no_file_names_a_real_host_or_a_secret():
    real = {"z2jh.jupyter.org", "nbgitpuller.readthedocs.io"}  # The guides of the chart and a tool.
    harmless = {
        "born-into-care-tls", "client-secret", "sub", "oauth_user.groups",
        "https://sign-in.example.ac.uk/token", "user.groups",
    }  # fmt: skip
    for path in sorted(DEPLOY.rglob("*")):
        if not path.is_file() or path.suffix == ".pyc":
            continue
        text = path.read_text("utf-8")
        hosts = set(re.findall(r"https?(?:://|%3A%2F%2F)([A-Za-z0-9.-]+)", text))
        assert {host for host in hosts if not host.endswith("example.ac.uk")} <= real, path
        if path.suffix in (".yaml", ".md", ""):
            assert re.findall(r"\b[0-9a-fA-F]{32,}\b", text) == [], path
            secret = r"^\s*\w*(?:secret|password|token|key)\w*:[ \t]+(\S+)"
            assert set(re.findall(secret, text, re.MULTILINE | re.I)) <= harmless, path


def test_versions_and_names_agree():
    settings = (DEPLOY / "values.yaml").read_text("utf-8")
    assert set(re.findall(r"(?:chart |--version )(\d+\.\d+\.\d+)", README + settings)) == {"4.4.0"}
    recipe, image = (IMAGE / "Dockerfile").read_text("utf-8"), VALUES["singleuser"]["image"]
    assert all(f"{image['name']}:{image['tag']}" in text for text in (README, recipe))
    (python,) = re.findall(r"^ARG BASE=python:(\d+\.\d+)", recipe, re.MULTILINE)
    assert f"- python={python}" in (ROOT / "environment.yml").read_text("utf-8")
    lock = (IMAGE / "requirements-hub.lock").read_text("utf-8")
    (hub,) = re.findall(r"^jupyterhub==(\S+)", lock, re.MULTILINE)
    assert f"Python {python} and JupyterHub {hub}" in " ".join(README.split())
    (chart,) = re.findall(r"\(JupyterHub (\d+\.\d+)\)", settings)
    assert Version(hub).release[:2] == Version(chart).release
