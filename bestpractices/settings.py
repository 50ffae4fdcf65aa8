"""Settings: everything comes from the environment and has a default that runs.

With nothing set the site runs on SQLite in ``var/`` with debugging off. Each variable is described
in docs/settings.md; a test compares that page with this file.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from bestpractices import env
from bestpractices.databases import database, replica
from bestpractices.secret import secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR") or BASE_DIR / "var").resolve()
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = env.boolean("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY") or secret_key(DATA_DIR / "secret_key")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = env.words("CSRF_TRUSTED_ORIGINS")
HTTPS = env.boolean("HTTPS", False)

SITE_URL, SITE_PATH = env.site("SITE_URL", "http://localhost:8000")
FORCE_SCRIPT_NAME = SITE_PATH.rstrip("/") or None
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 0)
SITE_NAME = env.text("SITE_NAME", "Best Practices Database")
CARD_FONT = env.text("CARD_FONT")
OPEN_ACCESS = env.boolean("OPEN_ACCESS", False)
ACCESS_POLICY = env.mapping("ACCESS_POLICY")
GRACE_DAYS = env.integer("GRACE_DAYS", 0)
READING_ROOMS = "subscribers.rooms.is_in_room"
GLOSSARY = "cases.glossary.words"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django_countries",
    "django_filters",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "web",
    "partners",
    "cases",
    "operation",
    "subscribers",
]

MIDDLEWARE = [
    "cases.page_cache.PageCacheMiddleware",
    "operation.metrics.MetricsMiddleware",
    "bestpractices.headers.SecurityHeaders",
    "cases.api.middleware.ApiMiddleware",
    "operation.health.HealthMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "web.sizes.RequestSizes",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "subscribers.middleware.ReadingRoomMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "subscribers.middleware.TokenMiddleware",
    "cases.middleware.ReaderMiddleware",
    "cases.middleware.FormerAddressMiddleware",
    "subscribers.middleware.SecondFactorMiddleware",
]

ROOT_URLCONF = "bestpractices.urls"
WSGI_APPLICATION = "bestpractices.wsgi.application"

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
                "cases.context.site",
                "subscribers.context.subscription",
            ],
        },
    },
]

# Database -------------------------------------------------------------------------------------

DATABASES = {
    "default": database(env.text("DATABASE_URL") or f"sqlite:///{DATA_DIR / 'database.sqlite3'}")
}
READ_SECONDS = env.number("READ_SECONDS", 2.0)
REPLICAS = {f"replica_{n}": url for n, url in enumerate(env.words("REPLICA_URLS"), start=1)}
DATABASES |= {alias: replica(url, READ_SECONDS) for alias, url in REPLICAS.items()}
DATABASE_ROUTERS = ["operation.replicas.routing.ReplicaRouter"] if REPLICAS else []
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Shared by all processes.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}

# Mail -----------------------------------------------------------------------------------------

EMAIL_HOST = env.text("EMAIL_HOST")
EMAIL_PORT = env.integer("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = env.boolean("EMAIL_USE_TLS", True)
EMAIL_TIMEOUT = 10
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'filebased'}.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", "noreply@localhost")
CONTACT_MAIL = env.text("CONTACT_MAIL", DEFAULT_FROM_EMAIL)

# People ---------------------------------------------------------------------------------------

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["subscribers.backend.AccountBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
REQUIRE_SECOND_FACTOR = env.boolean("REQUIRE_SECOND_FACTOR", False)

ACCOUNT_ADAPTER = "subscribers.accounts.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_SIGNUP_FORM_CLASS = "subscribers.accounts.SignupForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_DISPLAY = "subscribers.accounts.display_name"
MFA_ADAPTER = "subscribers.accounts.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1

# Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = env.text("LANGUAGE_CODE", "en")
LANGUAGES = [("en", _("English")), ("fr", _("French")), ("es", _("Spanish")), ("ar", _("Arabic"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = env.text("TIME_ZONE", "UTC")
USE_I18N = USE_TZ = True
FORMAT_MODULE_PATH = "bestpractices.formats"

# Files ----------------------------------------------------------------------------------------

STATIC_URL = f"{SITE_PATH}static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT") or DATA_DIR / "static")
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
STATICFILES_DIRS = [BASE_DIR / "static"]
COLLECTED_STATIC = env.boolean("COLLECTED_STATIC", False)
WHITENOISE_USE_FINDERS = not COLLECTED_STATIC
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "bestpractices.static_files.StaticFiles"
            if COLLECTED_STATIC
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
MEDIA_ROOT = DATA_DIR / "media"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000  # of a form without its files
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
MAX_UPLOAD_MB = env.integer("MAX_UPLOAD_MB", 20, minimum=1)

# Security -------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_NAME, CSRF_COOKIE_NAME, LANGUAGE_COOKIE_NAME = (
    f"{SITE_PATH}{name}".strip("/").replace("/", "-")  # told from those of the rest of the host
    for name in ("sessionid", "csrftoken", "django_language")
)
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = LANGUAGE_COOKIE_PATH = SITE_PATH
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600  # seconds
X_FRAME_OPTIONS = "DENY"
EMBED_ORIGINS = env.words("EMBED_ORIGINS", "*")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Limits ---------------------------------------------------------------------------------------

RATE_LIMITS = env.rates(
    "RATE_LIMITS",
    {
        "search": "600/minute",
        "suggest": "1200/minute",
        "export": "240/hour",
        "pdf": "120/hour",
        "letter": "5/hour",
        "order": "10/hour",
        "invite": "20/hour",
        "join": "30/hour",
        "confirm": "60/hour",
        "token": "30/minute",
        "nominate": "10/hour",
        "link": "3/hour",
        "nomination": "600/hour",
        "api": "600/minute",
        "api_token": "1200/minute",
    },
)

# API ------------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_SCHEMA_CLASS": "cases.api.schema.ResourceSchema",
    "EXCEPTION_HANDLER": "cases.api.problems.answer_to",
    "URL_FORMAT_OVERRIDE": None,
}
SPECTACULAR_SETTINGS = {
    "OAS_VERSION": "3.1.0",
    "POSTPROCESSING_HOOKS": [],
    "SORT_OPERATION_PARAMETERS": False,
}

# Operation ------------------------------------------------------------------------------------

METRICS_TOKEN = env.text("METRICS_TOKEN")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"routes": {"()": "operation.logs.RouteInsteadOfAddress"}},
    "formatters": {
        "text": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(process)d %(message)s",
        },
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": env.choice("LOG_FORMAT", "text", ("text", "json")),
            "filters": ["routes"],
        }
    },
    "root": {
        "handlers": ["console"],
        "level": env.choice("LOG_LEVEL", "WARNING", ("DEBUG", "INFO", "WARNING", "ERROR")),
    },
    # Django would add handlers of its own: mails to ADMINS, lines without a filter.
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
