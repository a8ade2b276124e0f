"""Send what a kernel answers at once.

A server's small messages wait until the one before is acknowledged, and a browser may take 40
milliseconds for that: every move of an explorer took so much longer.
"""

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection


class PromptConnection(ZMQChannelsWebsocketConnection):
    """A page's line to its kernel on which no message waits for another."""

    async def connect(self):  # noqa: D102 - as the class above says
        self.websocket_handler.set_nodelay(True)
        return await super().connect()


c = get_config()  # type: ignore[name-defined]  # noqa: F821 - given by Jupyter
c.ServerApp.kernel_websocket_connection_class = PromptConnection
