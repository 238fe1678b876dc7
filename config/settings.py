"""Every setting of Slicewise, in one file, read from the environment.

Nothing has to be set: without any variable the app runs on SQLite and the in-memory channel layer,
in one process, with its data in `data/`. The README has a table of all variables.
With `PROFILE=production` it refuses to start on settings that are not safe (config/production.py).
"""

from pathlib import Path

import environ
from csp.constants import NONE, SELF, UNSAFE_INLINE
from django.core.exceptions import ImproperlyConfigured

from config import gathered, logs, production
from config.secret import kept_secret_key
from simulator.rooms import limits

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.str("SLICEWISE_DATA", default=str(BASE_DIR / "data")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

PROFILE = env.str("PROFILE", default="development")
if PROFILE not in ("development", "production"):
    raise ImproperlyConfigured(f"PROFILE is {PROFILE!r}; it must be development or production.")
PRODUCTION = PROFILE == "production"

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="") or kept_secret_key(DATA_DIR)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
# Behind a proxy that ends TLS, browsers send its address as their origin: name it here, with its scheme.
CSRF_TRUSTED_ORIGINS = env.list("TRUSTED_ORIGINS", default=[])
# Who may open a socket. Empty: only the very origin that the page came from (scheme, host and port).
SOCKET_ORIGINS = CSRF_TRUSTED_ORIGINS

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "channels",
    "django_htmx",
    "template_partials",
    "csp",
    "simulator",
    "simulator.rooms",
    "course",
    "config",  # for its commands: backup, restore
]
# Each layer costs every page something (the default stack costs 40% of a small page's rate): only what is used.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "config.admin_messages.AdminMessages",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "config.theme.theme",
                "course.telling.telling",
                "course.waiting.reviews",
            ],
        },
    }
]
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "lessons"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("MinimumLengthValidator", "CommonPasswordValidator", "UserAttributeSimilarityValidator")
]
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"

# -- what is kept, and where ---------------------------------------------------------------------------

DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'slicewise.sqlite3'}")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"] |= {
        # IMMEDIATE takes the write lock at BEGIN. With DEFERRED two writers deadlock: 694 of 800 contended
        # writes failed, with IMMEDIATE none did.
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
        },
        "TEST": {"NAME": DATA_DIR / "test.sqlite3"},
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # A machine that went away without a word holds a thread for 10 to 25 s, not for the minutes of TCP’s own patience.
    DATABASES["default"].setdefault("OPTIONS", {}).update(
        connect_timeout=5,
        tcp_user_timeout=10_000,
        keepalives_idle=10,
        keepalives_interval=5,
        keepalives_count=3,
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

REDIS_URL = env.str("REDIS_URL", default="")
CHANNEL_LAYERS: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}
if REDIS_URL:
    CHANNEL_LAYERS["default"] = {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        # redis-py's own timeout of 5 s would end an idle subscription (channels_redis issue 422).
        "CONFIG": {"hosts": [{"address": REDIS_URL, "socket_timeout": None}]},
    }

# Outcomes of long experiments, and how far a run has come. Lost without harm: whatever is missing is run again.
CACHES: dict[str, dict[str, object]] = {
    "default": {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": str(DATA_DIR / "cache"),
        "TIMEOUT": 30 * 24 * 3600,
        "OPTIONS": {"MAX_ENTRIES": 2_000},
    }
}
if REDIS_URL:
    CACHES["default"] = {"BACKEND": "config.cache.LossyRedisCache", "LOCATION": REDIS_URL}

# A visitor is a number in a signed cookie: no table, no query for each page or socket.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 365
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_COOKIES = env.bool("SECURE_COOKIES", default=PRODUCTION)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_COOKIES

# Windows of one browser with a room or a board in them, in one process (simulator/rooms/limits.py says why so many).
SOCKETS_A_BROWSER = env.int("SOCKETS_A_BROWSER", default=limits.SOCKETS)
SOCKETS_AN_ADDRESS = env.int("SOCKETS_AN_ADDRESS", default=limits.SOCKETS_HERE)
# `manage.py archive_rooms` puts away what nobody used for so long; 0 keeps every room.
ROOMS_KEPT_DAYS = env.int("ROOMS_KEPT_DAYS", default=30)

# -- what a browser may do -----------------------------------------------------------------------------

SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", default=False)
# Whoever looks after the processes asks each by plain HTTP, past the proxy: a redirect would count as "well".
SECURE_REDIRECT_EXEMPT = [r"^(livez|readyz|metrics)$"]
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=0)
SECURE_PROXY_SSL_HEADER = (
    ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", default=False) else None
)
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SILENCED_SYSTEM_CHECKS = [
    "security.W002",  # X-Frame-Options: frame-ancestors below says it, to every browser that has modules
    "security.W005",  # HSTS for subdomains: whether they speak HTTPS is not ours to promise
    "security.W021",  # HSTS preload: binds a whole domain for years, so its owner asks for it, at the proxy
]
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        # Plotly adds one empty style element and one with its own rules: these are their hashes.
        "style-src": [
            SELF,
            "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
            "'sha256-ji27qzEtxXZW+7dun6UwjHXJ18e6WAin1VvNtkzIE/o='",
        ],
        "style-src-attr": [UNSAFE_INLINE],
        "img-src": [SELF, "data:", "blob:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# -- pages and files -----------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
USE_I18N = False
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"
# Outside production nothing is collected: files are served from where they are.
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles") if PRODUCTION else "") or None
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "config.static.PlotlyFinder",
]
if PRODUCTION:
    STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "config.static.HashedFiles"},
    }
else:
    WHITENOISE_USE_FINDERS = True
    WHITENOISE_AUTOREFRESH = DEBUG
    WHITENOISE_MAX_AGE = 0  # the names carry no hash here, so a browser must ask whether they changed

# -- what it says of itself ----------------------------------------------------------------------------

LOG_FORMAT = env.str("LOG_FORMAT", default="json" if PRODUCTION else "console")
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING_CONFIG = None
logs.configure(LOG_FORMAT, LOG_LEVEL)
# With a token, /metrics asks for it; without one it answers only to this machine, and never in production.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")

# How long a process that was asked to stop goes on while /readyz already says no, for a proxy to notice.
DRAIN_SECONDS = env.float("DRAIN_SECONDS", default=5.0 if PRODUCTION else 0.0)

# How many processes serve this data folder. uvicorn reads the same variable.
WORKERS = production.workers_asked_for(env.int("WEB_CONCURRENCY", default=1))
if WORKERS > 1:
    gathered.share(DATA_DIR / "metrics")

if PRODUCTION:
    production.refuse(
        debug=DEBUG,
        secret_key=SECRET_KEY,
        hosts=ALLOWED_HOSTS,
        secure_cookies=SECURE_COOKIES,
        workers=WORKERS,
        shared_layer=bool(REDIS_URL),
    )
