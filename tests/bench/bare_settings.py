"""Our settings, with the middleware and connections of `django-admin startproject`, and one view."""

from facilitation.settings import *  # noqa: F403
from facilitation.settings import DATABASES

DATABASES["default"]["CONN_MAX_AGE"] = 0
ROOT_URLCONF = "tests.bench.bare"
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
