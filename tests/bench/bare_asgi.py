"""The bare view behind Django's own ASGI handler, as `django-admin startproject` writes it."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.bare_settings")

from django.core.asgi import get_asgi_application

application = get_asgi_application()
