"""Where this notebook's Python runs, and so where a learner's record is kept."""

from __future__ import annotations

import os
from typing import Literal

# BinderHub tells its servers whence they were made. A Binder is a hub, too: it is asked for first.
_BINDER = ("BINDER_SERVICE_HOST", "BINDER_LAUNCH_HOST", "BINDER_REPO_URL")
_HUB = ("JUPYTERHUB_USER",)


def where_it_runs() -> Literal["computer", "hub", "binder"]:
    """Give where this notebook's Python runs: the learner's computer, a course's hub, or Binder.

    Example:
        >>> where_it_runs() in ("computer", "hub", "binder")
        True
    """
    if any(os.environ.get(name) for name in _BINDER):
        return "binder"
    return "hub" if any(os.environ.get(name) for name in _HUB) else "computer"
