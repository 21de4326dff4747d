"""All settings, from the environment (docs/operations.md). Every value has a default that runs on a bare machine."""

import os
import secrets
import sys
import tempfile
from datetime import timedelta
from pathlib import Path

import environ

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent


# --- where the product keeps what it writes ---

VAR_DIR = Path(env("VAR_DIR", default="") or BASE_DIR / "var").resolve()
VAR_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)  # personal data: for the owner only
MEDIA_ROOT = VAR_DIR / "files"  # served by views that check the reader, never by URL
MEDIA_URL = ""
FILE_UPLOAD_TEMP_DIR = VAR_DIR / "incoming"  # not the system's /tmp: what comes in may be a passport
FILE_UPLOAD_TEMP_DIR.mkdir(mode=0o700, exist_ok=True)
JOB_FILES_DAYS = int(env("JOB_FILES_DAYS", default="") or 14)  # files taken out or brought in by long work
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir(exist_ok=True)  # whitenoise warns when it is absent


def _stored_secret_key():
    """Made once. Linked into place whole, so two processes that start together agree on one key."""
    path = VAR_DIR / "secret_key"
    if not path.exists():
        handle, temporary = tempfile.mkstemp(dir=VAR_DIR)  # mode 0600
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(temporary, path)
        except FileExistsError:
            pass
        finally:
            os.unlink(temporary)
    return path.read_text().strip()


# --- security ---

DEBUG = env.bool("DEBUG", default=False)
HTTPS = env.bool("HTTPS", default=False)  # true where the site is served over https
SECRET_KEY = env("SECRET_KEY", default="") or _stored_secret_key()
# Keys of encrypted personal data, newest first. Empty: core derives one from SECRET_KEY.
FIELD_ENCRYPTION_KEYS = env.list("FIELD_ENCRYPTION_KEYS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

SESSION_COOKIE_AGE = 8 * 60 * 60  # a working day
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True  # no script reads a cookie; forms carry the token
LANGUAGE_COOKIE_SAMESITE = "Lax"
# Behind a proxy gunicorn itself tells http from https (X-Forwarded-Proto, from FORWARDED_ALLOW_IPS only).
TRUSTED_PROXIES = env.list("FORWARDED_ALLOW_IPS", default=["127.0.0.1", "::1"])
SECURE_SSL_REDIRECT = HTTPS
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60 if HTTPS else 0
# W005, W021: subdomains and browsers' preload lists bind the office's other sites, which are not ours to bind.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SECURE_CSP = {
    "default-src": ["'self'"],
    "img-src": ["'self'", "data:"],  # Bootstrap's CSS draws its arrows and ticks with data: images
    "frame-ancestors": ["'none'"],
    "form-action": ["'self'"],
    "base-uri": ["'self'"],
    "object-src": ["'none'"],
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",  # first: refuses who is locked out
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
    {"NAME": f"{_VALIDATORS}.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
# The pair: a stranger elsewhere cannot lock an officer out, and one PC cannot try every password.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "accounts/lockout.html"
AXES_VERBOSE = False


# --- what the product is made of ---

INSTALLED_APPS = [
    "doiNgoai",
    "api",
    "worklist",
    "exchange",
    "reports",
    "delegations",
    "agreements",
    "aid_projects",
    "conferences",
    "personnel",
    "accounts",
    "directory",
    "core",
    "simple_history",
    "django_filters",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "axes",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "core.csp.ContentSecurityPolicyMiddleware",  # first: also on refusals of the others and on static files
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "doiNgoai.middleware.PrivatePagesMiddleware",
    "api.middleware.JsonUnderApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "doiNgoai.middleware.ChosenLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",  # last, as axes asks: it answers for a locked-out sign-in
]
ROOT_URLCONF = "doiNgoai.urls"
WSGI_APPLICATION = "doiNgoai.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,  # Django caches compiled templates by itself
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "doiNgoai.frame.frame",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "bootstrap5"
CRISPY_FAIL_SILENTLY = not DEBUG
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a delegation of many people is one form


# --- /api/v1 (docs/api.md) ---

API_LARGEST_BODY = 1024 * 1024  # bytes; a delegation of a thousand members is a third of it
API_REQUESTS_PER_MINUTE = env.int("API_REQUESTS_PER_MINUTE", default=300)  # of one key
API_WRITES_PER_MINUTE = env.int("API_WRITES_PER_MINUTE", default=60)
API_FAILURES_PER_MINUTE = env.int(
    "API_FAILURES_PER_MINUTE", default=20
)  # without a working key, of one address
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["api.authentication.KeyAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["api.authentication.Rights"],
    "DEFAULT_THROTTLE_CLASSES": ["api.authentication.PerKey"],
    "DEFAULT_PARSER_CLASSES": ["api.parsers.OneObject"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_CONTENT_NEGOTIATION_CLASS": "api.parsers.AlwaysJson",
    "DEFAULT_SCHEMA_CLASS": "api.schema.Described",
    "EXCEPTION_HANDLER": "api.handling.as_json",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "doiNgoai",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SERVE_INCLUDE_SCHEMA": False,
    "APPEND_COMPONENTS": {"securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    "POSTPROCESSING_HOOKS": [],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "SWAGGER_UI_SETTINGS": {
        "deepLinking": True,
        "docExpansion": "none",
        "filter": True,
        "validatorUrl": None,
    },
}


# --- database ---

if env("DATABASE_URL", default=""):
    DATABASES = {"default": env.db("DATABASE_URL")}
else:
    DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": VAR_DIR / "db.sqlite3"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Readers never wait for a writer (WAL); writers queue instead of failing half-way (IMMEDIATE).
    # Read from mapped memory, looking through 100,000 records takes a third of the time.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=536870912",
    }
else:
    DATABASES["default"].update(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True)
    # Compiling the report's queries takes longer than they run (measured: up to three times slower). Indexes lie in memory
    # or on a solid disk, where a page here and there costs no more than the next one; counted persons fit in memory;
    # and one reader's page does not take the processors of all others (nor was the report ever quicker with two).
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = (
        "-c jit=off -c random_page_cost=1.1 -c work_mem=32MB -c max_parallel_workers_per_gather=0"
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"


# --- broker and cache: Redis, or files when there is none ---

REDIS_URL = env("REDIS_URL", default="")
if REDIS_URL:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}}
    CELERY_BROKER_URL = REDIS_URL
    CELERY_BROKER_TRANSPORT_OPTIONS = {"visibility_timeout": 6 * 60 * 60}  # longer than the longest job
else:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
            "LOCATION": VAR_DIR / "cache",
        }
    }
    for _folder in ("queue", "control"):
        (VAR_DIR / _folder).mkdir(exist_ok=True)
    CELERY_BROKER_URL = "filesystem://localhost"  # the host means nothing; kombu warns without one
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "queue"),
        "data_folder_out": str(VAR_DIR / "queue"),
        "control_folder": str(VAR_DIR / "control"),
        "polling_interval": 0.3,
    }
    CELERY_WORKER_ENABLE_REMOTE_CONTROL = False  # its unread messages would pile up as files
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True  # what a person waits for is a row in the database
CELERY_TASK_ACKS_LATE = True  # tasks take ids and can be repeated, so a lost worker's task may run again
CELERY_WORKER_PREFETCH_MULTIPLIER = 1  # a killed worker takes as few tasks with it as can be
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR_DIR / "schedule")


# --- mail: files under VAR_DIR when there is no server ---

if env("EMAIL_URL", default=""):
    vars().update(env.email("EMAIL_URL"))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = VAR_DIR / "mail"
EMAIL_TIMEOUT = 10  # seconds; a dead server must not hold the morning's mails up
DEFAULT_FROM_EMAIL = env("DEFAULT_FROM_EMAIL", default="") or "doiNgoai <khong-tra-loi@localhost>"
SITE_URL = env("SITE_URL", default="") or "http://127.0.0.1:8000"  # what links in mails begin with


# --- language, time, numbers ---

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["doiNgoai.formats"]
TIME_ZONE = CELERY_TIMEZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True


# --- static files ---

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
# Hashed, compressed names once collectstatic has run; until then pages work straight from static/.
_collected = (STATIC_ROOT / "staticfiles.json").exists() or "collectstatic" in sys.argv[:2]
_hashed = _collected and not DEBUG
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if _hashed
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not _hashed


# --- logs: stderr only, because commands print data on stdout ---

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
        "json": {"()": "doiNgoai.logs.JsonFormatter"},
    },
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": "json" if env.bool("LOG_JSON", default=False) else "plain",
        }
    },
    "root": {"handlers": ["stderr"], "level": env("LOG_LEVEL", default="") or "INFO"},
    # Django's own handlers (console, mail to ADMINS) off: everything goes to the root one, once.
    "loggers": {"django": {"handlers": [], "level": "INFO"}, "axes": {"level": "WARNING"}},
}
