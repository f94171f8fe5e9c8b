"""A child that behaves as Rasa does towards its watcher; POST tells it how to fail."""

import os
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORT = int(sys.argv[1])
hung = threading.Event()


def end_with_parent() -> None:
    os.read(0, 1)
    os._exit(0)


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if hung.is_set():
            threading.Event().wait()
        self.send_response(200)
        self.end_headers()

    def do_POST(self) -> None:
        if self.path == "/crash":
            os._exit(1)
        if self.path == "/hang":
            hung.set()
        self.send_response(200)
        self.end_headers()


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    ThreadingHTTPServer(("127.0.0.1", PORT), Handler).serve_forever()
