"""``laowu serve``: the web application and its worker."""

import socket
from contextlib import suppress

from models.errors import AppError
from ui.cli.console import tell
from ui.settings import Settings, current_settings

APPLICATION = "ui.server:app"
"""Named, not imported: the command line stays free of Streamlit."""


class BusyPortError(AppError):
    """Another program listens on the port."""

    code = "server.busy_port"


def serve() -> None:
    """Serves the pages until Ctrl+C, and keeps a worker process beside them."""
    from ui.transactions import reading

    settings = current_settings()
    listener = listen(settings)
    with listener:
        with reading(settings):
            pass
        serve_on(listener, settings)


def listen(settings: Settings) -> socket.socket:
    """Takes the port, so that a busy one is told before anything else happens.

    Raises
    ------
    BusyPortError
        If the port is taken.
    """
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
    except OSError as error:
        listener.close()
        raise BusyPortError(host=settings.host, port=settings.port) from error
    listener.listen(socket.SOMAXCONN)
    return listener


def serve_on(listener: socket.socket, settings: Settings) -> None:
    """Serves on a port that is already taken."""
    from uvicorn import Config, Server

    from ui.supervisor import running_worker

    server = Server(
        Config(APPLICATION, ws="websockets-sansio", access_log=False, log_level="warning")
    )
    tell("cli.serve.ready", address=f"http://{settings.host}:{settings.port}")
    with running_worker(), suppress(KeyboardInterrupt):  # Ctrl+C is how it is meant to end
        server.run(sockets=[listener])
