"""The settings of the site, with what a machine would give by its environment."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

# Before the import: these are read while the settings load. Servers that tests start inherit them.
os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 50)
if "VAR_DIR" not in os.environ:
    os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="ateliers-tests-")
    atexit.register(shutil.rmtree, os.environ["VAR_DIR"], ignore_errors=True)

from facilitation.settings import *  # noqa: F403
from facilitation.settings import DATABASES, PASSWORD_HASHERS, STATIC_ROOT, STORAGES, VAR_DIR

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in production: an in-memory database is shared by threads under other locks.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(VAR_DIR) / "test.sqlite3")}

# Whitenoise warns of a missing folder, and a warning is an error here.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
# Without collectstatic there is no manifest of hashed names.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

# Argon2 is slow on purpose; the tests of the login ask for the real one.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *PASSWORD_HASHERS]
