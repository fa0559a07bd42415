"""A private nginx with the deployment's own configuration; `python -m tests.nginx` checks it."""

import re
import ssl
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

from tests.instances import Instance, free_port, program

TEMPLATE = Path(__file__).resolve().parent.parent / "deploy" / "nginx.conf.template"

# What the nginx image has around our file, reduced, with every path inside our own directory.
FRAME = """
{user}
worker_processes 1;
pid {directory}/nginx.pid;
error_log stderr notice;
events {{ worker_connections 1024; }}
http {{
    include /etc/nginx/mime.types;
    access_log {directory}/access.log;
    client_body_temp_path {directory}/body;
    proxy_temp_path {directory}/proxy;
    fastcgi_temp_path {directory}/fastcgi;
    uwsgi_temp_path {directory}/uwsgi;
    scgi_temp_path {directory}/scgi;
    upstream web_processes {{ {servers} }}
    {site}
}}
"""


class NginxInstance(Instance):
    """nginx over TLS (a certificate of its own making) before the given ports of 127.0.0.1."""

    def __init__(self, *, web_ports: list[int], static_files: Path) -> None:
        super().__init__()
        self.http_port = free_port()
        self.web_ports = web_ports
        self.static_files = static_files
        self.configuration = self.directory / "nginx.conf"

    @property
    def url(self) -> str:
        """The origin that visitors type."""
        return f"https://127.0.0.1:{self.port}"

    def command(self) -> list[str]:
        """The server, in the foreground."""
        place = ["-p", str(self.directory), "-c", str(self.configuration)]
        return [program("nginx"), *place, "-g", "daemon off;"]

    def answers(self) -> bool:
        """Whether it takes connections; what the site says matters not."""
        try:
            urllib.request.urlopen(f"{self.url}/static/", context=trusting(), timeout=2)
        except urllib.error.HTTPError:
            return True
        except OSError:
            return False
        return True

    def start(self) -> None:
        """Write the configuration and the certificate, then start."""
        self.write()
        super().start()

    def write(self) -> None:
        """Put the configuration and a certificate into our directory."""
        # Its workers run as another account when root starts it.
        self.directory.chmod(0o755)
        self.make_certificate()
        servers = " ".join(f"server 127.0.0.1:{port};" for port in self.web_ports)
        user = "user root;" if self.directory.owner() == "root" else ""
        frame = FRAME.format(
            user=user, directory=self.directory, servers=servers, site=self.rendered_template()
        )
        self.configuration.write_text(frame)

    def rendered_template(self) -> str:
        """The deployment's file, with the values of this place."""
        values = {
            "HTTP_PORT": f"127.0.0.1:{self.http_port}",
            "HTTPS_PORT": f"127.0.0.1:{self.port}",
            "CERTIFICATES": str(self.directory),
            "STATIC_FILES": str(self.static_files),
            "RESOLVER": "127.0.0.1",
            "WEB": "web_processes",
        }
        return re.sub(r"\$\{(\w+)\}", lambda name: values[name[1]], TEMPLATE.read_text())

    def make_certificate(self) -> None:
        """A self-signed certificate of one day for 127.0.0.1."""
        if (self.directory / "privkey.pem").exists():
            return
        subprocess.run(
            [
                program("openssl"), "req", "-x509", "-newkey", "ec",
                "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1",
                "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1",
                "-keyout", "privkey.pem", "-out", "fullchain.pem",
            ],
            cwd=self.directory,
            check=True,
            capture_output=True,
        )  # fmt: skip


def trusting() -> ssl.SSLContext:
    """A client that accepts the self-signed certificate."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def main() -> int:
    """Let nginx itself read the deployment's configuration."""
    nginx = NginxInstance(web_ports=[8000], static_files=Path("/srv/static"))
    try:
        nginx.write()
        return subprocess.run([*nginx.command()[:-2], "-t"], check=False).returncode
    finally:
        nginx.close()


if __name__ == "__main__":
    sys.exit(main())
