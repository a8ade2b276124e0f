"""A proxy that only keeps the list of where each server is."""

from __future__ import annotations

from typing import Any

from jupyterhub.proxy import Proxy


class DirectRoutes(Proxy):
    """Keeps the hub's routes and passes no traffic on.

    JupyterHub asks for a proxy, and its usual one is a program of Node. Where that is not installed
    the learners of a load test ask the hub where their server is and speak to it directly. What the
    usual proxy adds is measured apart, where it is installed.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(**{**settings, "should_start": False})
        self._routes: dict[str, dict[str, Any]] = {}

    async def add_route(self, routespec: str, target: str, data: dict[str, Any]) -> None:
        """Remember where a path leads."""
        routespec = self.validate_routespec(routespec)
        self._routes[routespec] = {"routespec": routespec, "target": target, "data": data}

    async def delete_route(self, routespec: str) -> None:
        """Forget a path."""
        self._routes.pop(self.validate_routespec(routespec), None)

    async def get_all_routes(self) -> dict[str, dict[str, Any]]:
        """Give every path that is known."""
        return dict(self._routes)
