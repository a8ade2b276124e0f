"""Configure the hub that is measured. JupyterHub reads this file as its own configuration.

Only for a measurement on one machine: everyone is let in, and everything listens on the loopback.
What decides how long a learner waits is read from deploy/values.yaml, so that what is measured is
what is shipped: how many servers may start at once, how long a start may take, the first page.
"""

import os
import sys
from pathlib import Path

import yaml
from jupyterhub.proxy import Proxy
from traitlets.config import Config

ROOT = Path(__file__).resolve().parents[2]
IMAGE = ROOT / "deploy" / "image"
SCRATCH = Path(os.environ["LOAD_SCRATCH"])
PORT, HUB_PORT = (int(port) for port in os.environ["LOAD_PORTS"].split())
SHIPPED = yaml.safe_load((ROOT / "deploy" / "values.yaml").read_text("utf-8"))


class DirectRoutes(Proxy):
    """Keep the hub's list of routes and pass no traffic on.

    JupyterHub's usual proxy is a program of Node. Here learners ask the hub where their server is
    and speak to it directly.
    """

    def __init__(self, **settings):
        super().__init__(**{**settings, "should_start": False})
        self.routes = {}

    async def add_route(self, routespec, target, data):
        """Remember where a path leads."""
        spec = self.validate_routespec(routespec)
        self.routes[spec] = {"routespec": spec, "target": target, "data": data}

    async def delete_route(self, routespec):
        """Forget a path."""
        self.routes.pop(self.validate_routespec(routespec), None)

    async def get_all_routes(self):
        """Return every path with its target."""
        return dict(self.routes)


SETTINGS = {
    "JupyterHub": {
        "bind_url": f"http://127.0.0.1:{PORT}",
        "hub_bind_url": f"http://127.0.0.1:{HUB_PORT}",
        "db_url": f"sqlite:///{SCRATCH / 'hub.sqlite'}",
        "cookie_secret_file": str(SCRATCH / "cookie_secret"),
        "log_level": "WARN",
        "concurrent_spawn_limit": SHIPPED["hub"]["concurrentSpawnLimit"],
        "proxy_class": DirectRoutes,
        "authenticator_class": "dummy",
        "spawner_class": "simple",
        "load_roles": [
            {
                "name": "class",
                "services": ["class"],
                "scopes": ["admin:users", "admin:servers", "tokens", "proxy"],
            }
        ],
        "services": [{"name": "class", "api_token": os.environ["LOAD_TOKEN"]}],
    },
    "Authenticator": {"allow_all": True},
    "SimpleLocalProcessSpawner": {"home_dir_template": str(SCRATCH / "homes" / "{username}")},
    "Spawner": {
        "cmd": [sys.executable, str(IMAGE / "start_learner.py")],
        "args": ["--allow-root"] if os.geteuid() == 0 else [],
        "default_url": SHIPPED["singleuser"]["defaultUrl"],
        "start_timeout": SHIPPED["singleuser"]["startTimeout"],
        "http_timeout": SHIPPED["hub"]["config"]["KubeSpawner"]["http_timeout"],
        "env_keep": ["LANG", "LC_ALL"],
        "environment": {
            # As in the image: no Node, which JupyterLab would start to ask it for its settings.
            "PATH": str(Path(sys.executable).parent),
            "BORN_INTO_CARE_PACK": str(ROOT),
            "JUPYTER_CONFIG_PATH": f"{IMAGE / 'jupyter'}{os.pathsep}{ROOT / 'tools' / 'jupyter'}",
            # As in the image, a short path: a socket's name has 107 letters at the most.
            "JUPYTER_RUNTIME_DIR": lambda spawner: str(SCRATCH / "run" / spawner.user.name),
            "OPENBLAS_NUM_THREADS": "1",
        },
    },
}
get_config().merge(Config(SETTINGS))  # type: ignore[name-defined]  # noqa: F821 - given by JupyterHub
