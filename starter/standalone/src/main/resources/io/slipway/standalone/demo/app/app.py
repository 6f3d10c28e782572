"""The demo's application: tells its version, and at /up whether it is well."""
import http.server
import pathlib

HERE = pathlib.Path(__file__).resolve().parent
VERSION = (HERE / "version").read_text().strip()
WELL = not (HERE / "broken").exists()
ADDRESS, PORT = (HERE / "config" / "listen").read_text().split()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(503 if self.path == "/up" and not WELL else 200)
        self.end_headers()
        self.wfile.write(f"shop {VERSION}\n".encode())

    def log_message(self, *ignored):
        pass


class Server(http.server.ThreadingHTTPServer):
    allow_reuse_address = True


Server((ADDRESS, int(PORT)), Handler).serve_forever()
