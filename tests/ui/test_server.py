"""The real server in its own process: headers, doors that stay shut, its end."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import pytest

from ui.headers import HEADERS
from ui.settings import ROOT, Settings

START_SECONDS = 40.0


def free_port() -> int:
    """Finds a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


def answer(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Asks the server once: status, headers in lower case, body."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers=headers)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, {k.lower(): v for k, v in response.getheaders()}, body


@pytest.fixture
def served(installation: Settings) -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """A running server on a free port."""
    port = free_port()
    found_here = os.environ | {"LAOWU_PORT": str(port), "PYTHONPATH": str(ROOT)}
    assert installation.database_url == found_here["LAOWU_DATABASE_URL"]
    command = [sys.executable, "-m", "ui.cli", "serve"]
    with subprocess.Popen(command, env=found_here, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until and process.poll() is None:
            try:
                answer(port, "/health")
            except OSError:
                time.sleep(0.1)
            else:
                break
        yield port, process
        process.terminate()
        process.wait(20)


def children_of(process: "subprocess.Popen[bytes]") -> list[int]:
    """Lists the process ids of a process's children."""
    listed = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(process.pid)],
        capture_output=True,
        text=True,
        check=False,
    )
    return [int(line) for line in listed.stdout.split()]


def is_running(pid: int) -> bool:
    """Tells whether a process is there and not merely waiting to be buried."""
    listed = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout.strip()[:1] not in {"", "Z"}


def test_the_server_guards_its_answers(served: tuple[int, "subprocess.Popen[bytes]"]) -> None:
    """Every answer has the headers; media want the visit cookie, strangers' hosts get nothing.

    Ctrl+C is how it is meant to end.
    """
    port, process = served
    status, headers, body = answer(port, "/health")
    assert (status, body) == (200, b'{"status":"ok"}')
    assert HEADERS.items() <= headers.items()
    status, headers, body = answer(port, "/")
    assert status == 200
    assert b"<html" in body
    assert HEADERS.items() <= headers.items()
    cookie = headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    visit = cookie.split(";")[0]
    assert answer(port, "/media/0123.xlsx")[0] == 403
    assert answer(port, "/media/0123.xlsx", Cookie="laowu_visit=forged.0123")[0] == 403
    assert answer(port, "/media/0123.xlsx", Cookie=visit)[0] == 404
    assert "set-cookie" not in answer(port, "/", Cookie=visit)[1]
    assert answer(port, "/_stcore/metrics")[0] == 404
    assert answer(port, "/", Host="elsewhere.example")[0] == 400
    process.send_signal(signal.SIGINT)
    assert process.wait(START_SECONDS) == 0


def test_the_worker_lives_and_ends_with_the_server(
    served: tuple[int, "subprocess.Popen[bytes]"],
) -> None:
    """A killed worker is replaced; a killed server leaves no worker behind."""
    _, process = served
    first = _wait_for(lambda: children_of(process))
    os.kill(first[0], signal.SIGKILL)
    second = _wait_for(lambda: [pid for pid in children_of(process) if pid not in first])
    process.kill()
    _wait_for(lambda: [] if is_running(second[0]) else [True])


def _wait_for(look: "Callable[[], list[int]]") -> list[int]:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError
