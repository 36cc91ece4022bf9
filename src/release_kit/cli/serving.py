"""release-kit serve."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import click

from release_kit.cli.options import newsroom_option, open_newsroom, say
from release_kit.errors import UsageError
from release_kit.publishing import Preview

NAMES = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "img-src 'self' data:; connect-src 'self'"
)
SAFE = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}


class Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD for this machine alone."""

    preview: Preview
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """A page, a handout or a picture."""
        if not self._is_ours():
            self._send(403, b"refused: not from this machine's own pages\n", "text/plain")
            return
        found = self.preview.answer(unquote(self.path.partition("?")[0].partition("#")[0]).lstrip("/"))
        if found is None:
            self._send(404, b"nothing here\n", "text/plain")
        else:
            self._send(200, *found)

    do_HEAD = do_GET

    def _is_ours(self) -> bool:
        """Whether the request names us, and comes from no other site's page (DNS rebinding, CSRF)."""
        host = self.headers.get("Host", "").lower()
        name = host.rsplit(":", 1)[0] if not host.endswith("]") else host
        origin = self.headers.get("Origin")
        site = self.headers.get("Sec-Fetch-Site", "none")
        return name in NAMES and origin in (None, f"http://{host}") and site in ("none", "same-origin")

    def _send(self, code: int, content: bytes, media_type: str) -> None:
        self.send_response(code)
        kind = f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
        headers = {"Content-Type": kind, "Content-Length": str(len(content)), "Cache-Control": "no-store"}
        for name, value in (headers | SAFE).items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:
        """Nothing: a release may be under embargo, and its name is in the address."""


def make_server(preview: Preview, port: int) -> ThreadingHTTPServer:
    """A server on loopback; a `UsageError` where the port is taken."""
    handler = type("BoundHandler", (Handler,), {"preview": preview})
    try:
        return ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError as error:
        raise UsageError(f"port {port}: {error.strerror}; choose another with --port") from error


@click.command("serve")
@click.option(
    "--port",
    default=8737,
    metavar="NUMBER",
    show_default=True,
    type=click.IntRange(0, 65535),
    help="Where the browser finds it; 0 takes a free one.",
)
@newsroom_option
def serve_command(port: int, root: Path | None) -> int:
    """Show the newsroom in a browser on this machine, drafts and embargoed releases too."""
    newsroom = open_newsroom(root)
    server = make_server(Preview(newsroom.root), port)
    say(f"http://127.0.0.1:{server.server_address[1]}/ shows the newsroom as it will be; Ctrl-C ends it")
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        say("serve: ended")
    finally:
        server.server_close()
    return 0
