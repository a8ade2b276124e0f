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

ROOT = Path(__file__).resolve().parents[2]
IMAGE = ROOT / "deploy" / "image"
SCRATCH = Path(os.environ["LOAD_SCRATCH"])
PORT, HUB_PORT = (int(port) for port in os.environ["LOAD_PORTS"].split())
SHIPPED = yaml.safe_load((ROOT / "deploy" / "values.yaml").read_text("utf-8"))
BINARIES = str(Path(sys.executable).parent)


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


c = get_config()  # type: ignore[name-defined]  # noqa: F821 - given by JupyterHub

c.JupyterHub.bind_url = f"http://127.0.0.1:{PORT}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{HUB_PORT}"
c.JupyterHub.db_url = f"sqlite:///{SCRATCH / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(SCRATCH / "cookie_secret")
c.JupyterHub.log_level = "WARN"
c.JupyterHub.cleanup_servers = True
c.JupyterHub.concurrent_spawn_limit = SHIPPED["hub"]["concurrentSpawnLimit"]

c.JupyterHub.proxy_class = DirectRoutes

c.JupyterHub.authenticator_class = "dummy"
c.Authenticator.allow_all = True

c.JupyterHub.spawner_class = "simple"
c.SimpleLocalProcessSpawner.home_dir_template = str(SCRATCH / "homes" / "{username}")
c.Spawner.cmd = [sys.executable, str(IMAGE / "start_learner.py")]
c.Spawner.args = ["--allow-root"] if os.geteuid() == 0 else []
c.Spawner.default_url = SHIPPED["singleuser"]["defaultUrl"]
c.Spawner.start_timeout = SHIPPED["singleuser"]["startTimeout"]
c.Spawner.http_timeout = SHIPPED["hub"]["config"]["KubeSpawner"]["http_timeout"]
c.Spawner.env_keep = ["LANG", "LC_ALL"]
c.Spawner.environment = {
    "PATH": os.pathsep.join([BINARIES, os.environ["PATH"]]),
    "BORN_INTO_CARE_PACK": str(ROOT),
    "JUPYTER_CONFIG_PATH": os.pathsep.join(
        [str(IMAGE / "jupyter"), str(ROOT / "tools" / "jupyter")]
    ),
    # As in the image, a short path: the name of a socket may have no more than 107 letters.
    "JUPYTER_RUNTIME_DIR": lambda spawner: str(SCRATCH / "run" / spawner.user.name),
    "OPENBLAS_NUM_THREADS": "1",
}

c.JupyterHub.load_roles = [
    {
        "name": "class",
        "services": ["class"],
        "scopes": ["admin:users", "admin:servers", "tokens", "proxy"],
    }
]
c.JupyterHub.services = [{"name": "class", "api_token": os.environ["LOAD_TOKEN"]}]
