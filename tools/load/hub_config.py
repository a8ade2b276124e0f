"""The settings of the hub that is measured: JupyterHub reads this file as its own configuration.

Only for a measurement on one machine: everyone who comes is let in, and all listens on the
loopback. A university's hub has its own settings, in deploy/values.yaml. What decides how long a
learner waits is read from there, so that what is measured is what is shipped: how many servers may
start at once, how long a start may take, the first page. What a learner's server does is the same
in both: the same start, the same settings.
"""

import os
import sys
from pathlib import Path

import yaml

from tools.load.routes import DirectRoutes

ROOT = Path(__file__).resolve().parents[2]
IMAGE = ROOT / "deploy" / "image"
SCRATCH = Path(os.environ["LOAD_SCRATCH"])
PORT, HUB_PORT, API_PORT = (int(port) for port in os.environ["LOAD_PORTS"].split())
SHIPPED = yaml.safe_load((ROOT / "deploy" / "values.yaml").read_text("utf-8"))
BINARIES = str(Path(sys.executable).parent)

c = get_config()  # type: ignore[name-defined]  # noqa: F821 - given by JupyterHub

c.JupyterHub.bind_url = f"http://127.0.0.1:{PORT}"
c.JupyterHub.hub_bind_url = f"http://127.0.0.1:{HUB_PORT}"
c.JupyterHub.db_url = f"sqlite:///{SCRATCH / 'hub.sqlite'}"
c.JupyterHub.cookie_secret_file = str(SCRATCH / "cookie_secret")
c.JupyterHub.log_level = "WARN"
c.JupyterHub.cleanup_servers = True
c.JupyterHub.concurrent_spawn_limit = SHIPPED["hub"]["concurrentSpawnLimit"]

proxy = os.environ.get("LOAD_PROXY", "")
if proxy:
    c.ConfigurableHTTPProxy.command = [*proxy.split(), "--log-level=warn"]
    c.ConfigurableHTTPProxy.api_url = f"http://127.0.0.1:{API_PORT}"
    c.ConfigurableHTTPProxy.pid_file = str(SCRATCH / "proxy.pid")
else:
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
