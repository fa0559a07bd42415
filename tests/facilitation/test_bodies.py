"""The largest body of a request: one number, wherever it is said."""

from pathlib import Path

from django.conf import settings

from facilitation.bodies import DROPPED_BODY, LARGEST_BODY

TEMPLATE = Path(__file__).parents[2] / "deploy" / "nginx.conf.template"


def test_nginx_takes_what_django_takes() -> None:
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE == LARGEST_BODY
    said = f"client_max_body_size {LARGEST_BODY // 1024}k;"
    assert said in TEMPLATE.read_text(encoding="utf-8")


def test_server_drops_only_what_django_would_refuse() -> None:
    assert DROPPED_BODY > LARGEST_BODY
