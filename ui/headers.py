"""What every answer of the web application carries, and what it does not hand out.

Streamlit sends no security headers itself and serves ``/media`` to anybody who knows a file's
address. Here every answer forbids other hosts, frames and sniffing, and a file is only handed to a
browser that carries the visit cookie, signed by this process.
"""

import hashlib
import hmac
import secrets
from http.cookies import CookieError, SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-eval' 'unsafe-inline' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss: data: blob:",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""All charts and maps work under it; Vega and deck.gl need ``unsafe-eval`` and blob workers."""

HEADERS = {
    "content-security-policy": CONTENT_SECURITY_POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}

COOKIE = "laowu_visit"
MEDIA = "/media/"
CLOSED = ("/_stcore/metrics",)
"""Counts of sessions and caches are nobody's business on the open port."""

HTTP_FORBIDDEN = 403
HTTP_NOT_FOUND = 404


class GuardedAnswers:
    """Wraps the application: adds the headers, sets the visit cookie and asks for it.

    Parameters
    ----------
    app
        The application inside.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._secret = secrets.token_bytes(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path: str = scope["path"]
        is_known = self._is_signed(_cookie(scope))

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._complete(MutableHeaders(scope=message), path, is_known=is_known)
            await send(message)

        app = self._app
        if path in CLOSED:
            app = PlainTextResponse("", HTTP_NOT_FOUND)
        elif path.startswith(MEDIA) and not is_known:
            app = PlainTextResponse("", HTTP_FORBIDDEN)
        await app(scope, receive, send_guarded)

    def _complete(self, headers: MutableHeaders, path: str, *, is_known: bool) -> None:
        headers.update(HEADERS)
        if path.startswith(MEDIA):
            headers["cache-control"] = "no-store"
        elif not is_known:
            visit = f"{COOKIE}={self._signed(secrets.token_hex(16))}"
            headers.append("set-cookie", f"{visit}; Path=/; HttpOnly; SameSite=Strict")

    def _signed(self, visit: str) -> str:
        mark = hmac.new(self._secret, visit.encode(), hashlib.sha256).hexdigest()
        return f"{visit}.{mark}"

    def _is_signed(self, value: str) -> bool:
        visit, _, _ = value.partition(".")
        return hmac.compare_digest(value.encode(), self._signed(visit).encode())


def _cookie(scope: Scope) -> str:
    try:
        found = SimpleCookie(Headers(scope=scope).get("cookie", "")).get(COOKIE)
    except CookieError:
        return ""
    return found.value if found else ""
