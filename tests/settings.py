"""The product's settings, made quick and private for tests."""

import atexit
import os
import shutil
import tempfile

if "TEST_VAR_DIR" not in os.environ:
    # Never the real var/. Workers of pytest-xdist inherit it; the process that made it removes it.
    os.environ["TEST_VAR_DIR"] = tempfile.mkdtemp(prefix="doiNgoai-tests-")
    atexit.register(shutil.rmtree, os.environ["TEST_VAR_DIR"], ignore_errors=True)
os.environ["VAR_DIR"] = os.environ["TEST_VAR_DIR"]

from doiNgoai.settings import *  # noqa: F403  VAR_DIR must be set first; a settings file is its names
from doiNgoai.settings import CACHES, DATABASES, REDIS_URL, STORAGES, VAR_DIR

SECRET_KEY = "tests only"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # argon2 is slow on purpose
AXES_ENABLED = False  # tests of the lock-out turn it on
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True

# A file as in the embedded default, so that threads (live server, two writers) have connections of their own.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "; PRAGMA synchronous=OFF"
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 0  # a live-server thread must not keep the test database open

# One cache for each xdist worker: they must not see one another's keys.
if REDIS_URL:
    CACHES["default"]["KEY_PREFIX"] = os.environ.get("PYTEST_XDIST_WORKER", "main")
else:
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}

# Static files as they lie in static/, looked up when asked for: no collectstatic, no scan for every client.
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = True
