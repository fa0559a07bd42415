"""The one settings file. What differs between places comes from the environment (see .env.example)."""

from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from facilitation import env
from facilitation.bodies import LARGEST_BODY
from sessions import steps, voting

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))

# --- Who we are on the network -------------------------------------------------------------------
DEBUG = env.flag("DEBUG")
PUBLIC_URL = env.origin(env.text("PUBLIC_URL", "http://127.0.0.1:8000"))
ALLOWED_ORIGINS = [PUBLIC_URL, *env.origins("EXTRA_ORIGINS")]
ALLOWED_HOSTS = sorted({env.host(origin) for origin in ALLOWED_ORIGINS})
CSRF_TRUSTED_ORIGINS = ALLOWED_ORIGINS
SERVED_OVER_TLS = PUBLIC_URL.startswith("https://")
PROXIED = env.flag("PROXIED")
# Browsers send cookies to every port of a host: two instances there must not log each other out.
COOKIE_SUFFIX = env.word("COOKIE_SUFFIX")


def read_secret_key() -> str:
    """The key from SECRET_KEY, or from the file that `script/server` makes. Without one, DEBUG has a fixed key."""
    key_file = VAR_DIR / "secret_key"
    key = env.text("SECRET_KEY", key_file.read_text().strip() if key_file.exists() else " ").strip()
    if key:
        return key
    if DEBUG:
        return "debug-only-" + "x" * 50
    raise ImproperlyConfigured("SECRET_KEY must be set when DEBUG is off.")


SECRET_KEY = read_secret_key()

# --- What is installed ---------------------------------------------------------------------------
INSTALLED_APPS = [
    "referentiel",
    "sessions",
    "channels",
    "csp",
    "django_htmx",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "facilitation.private_pages.PrivateByDefault",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "facilitation.bodiless.HeadAsGet",
    "facilitation.readable.ReadableRequests",
    "sessions.logins.LoginsMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "sessions.views.refusals.ClearRefusals",
    "sessions.views.pace.SeatPace",
]

ROOT_URLCONF = "facilitation.urls"
ASGI_APPLICATION = "facilitation.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates", *steps.folders("templates"), *voting.folders("templates")],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]

# --- Where things are kept -----------------------------------------------------------------------
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {
    "default": dj_database_url.parse(env.text("DATABASE_URL", f"sqlite:///{VAR_DIR}/db.sqlite3"))
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at BEGIN: without it a busy room answers "database is locked".
    # synchronous=NORMAL survives kill -9; only FULL also survives a power cut, at one fsync a commit
    # (docs/decisions/0004-sqlite-durability.md).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        # Seconds. Together with the other waits of a form (facilitation/handler.py), below the 10 s of a page.
        "timeout": 4,
        # secure_delete: an erased name leaves no bytes in the file.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON;"
            # KiB of the page cache of each thread: a hundred threads would keep SQLite's 2 MiB each for good.
            "PRAGMA cache_size=-256;"
        ),
    }
    # To open SQLite for each request costs as much as five queries. PostgreSQL has a pool.
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
else:
    # Django opens one thread per request, without a limit: only the pool limits PostgreSQL's connections.
    DATABASES["default"]["OPTIONS"] = {
        "pool": {
            "min_size": 2,
            "max_size": env.whole_number("DATABASE_POOL", 20),
            # Seconds. A page waits 10 s for an answer: a clear 503 must come before that.
            "timeout": 5,
        },
        # Milliseconds per lock, of which a row has two, one after the other. Who waits for a room holds one of these
        # connections, and has waited for a thread before: all of it must end before the page gives up.
        "options": "-c lock_timeout=1500",
    }

REDIS_URL = env.text("REDIS_URL", " ").strip()
if REDIS_URL:
    # pubsub, not the list-based layer: a hint may be lost, a socket may not (stack facts F1, F2).
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            # Nobody waits for presence: nothing depends on it.
            "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 2},
        }
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [{"address": REDIS_URL, "socket_timeout": 30}]},
        }
    }
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "OPTIONS": {"MAX_ENTRIES": 10_000},
        }
    }
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}

# Files of resources, under random names: a view sends them, and no address leads into this folder.
MEDIA_ROOT = VAR_DIR / "files"
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_DIRECTORY_PERMISSIONS = 0o700

STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", *steps.folders("static"), *voting.folders("static")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "facilitation.static_files.HashedStaticFiles"
    },
}

# --- Who may enter -------------------------------------------------------------------------------
AUTH_USER_MODEL = "ateliers.Facilitator"
PASSWORD_HASHERS = [
    "sessions.hashers.BoundedArgon2",
    "sessions.hashers.BoundedPBKDF2",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 12}),
        ("CommonPasswordValidator", {}),
    ]
]
LOGIN_URL = "ateliers:login"
LOGIN_REDIRECT_URL = "ateliers:session-list"
LOGOUT_REDIRECT_URL = "ateliers:home"
PASSWORD_RESET_TIMEOUT = 24 * 3600  # seconds; how long a one-time login link lives

# --- What browsers are told ----------------------------------------------------------------------
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
SESSION_COOKIE_NAME = f"sessionid{COOKIE_SUFFIX}"
CSRF_COOKIE_NAME = f"csrftoken{COOKIE_SUFFIX}"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SEAT_COOKIE_SECURE = SERVED_OVER_TLS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_ENGINE = "sessions.logins"
CSRF_FAILURE_VIEW = "sessions.views.refusals.csrf_failure"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SERVED_OVER_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SERVED_OVER_TLS
SECURE_SSL_REDIRECT = SERVED_OVER_TLS
SECURE_REDIRECT_EXEMPT = [r"^(healthz|readyz|metrics)$"]
if PROXIED:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

METRICS_TOKEN = env.text("METRICS_TOKEN", " ").strip()
DATA_UPLOAD_MAX_MEMORY_SIZE = LARGEST_BODY
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500

# --- Language and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "français"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.time_zone("TIME_ZONE", "Europe/Paris")
USE_I18N = USE_TZ = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_secrets": {"()": "facilitation.logs.WithoutSecrets"}},
    "formatters": {
        "plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json" if env.flag("LOG_JSON") else "plain",
            "filters": ["without_secrets"],
        }
    },
    "root": {"handlers": ["stderr"], "level": env.text("LOG_LEVEL", "WARNING")},
    "loggers": {
        # A refused form is normal: no warning.
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
