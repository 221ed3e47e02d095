"""Settings. Everything that differs between machines comes from the environment.

`BALI_MODE` is `production` unless something says otherwise: `run.py` says `demo`, the tests say `test`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from core.addresses import of_database as database
from core.addresses import of_stores
from core.own_words import of_capacities
from core.watching import logs

BASE_DIR = Path(__file__).resolve().parent.parent
MODE = os.environ.get("BALI_MODE", "production")
if MODE not in ("production", "demo", "test"):
    raise ImproperlyConfigured(f"BALI_MODE is {MODE!r}. Set it to production, demo or test.")
PRODUCTION = MODE == "production"
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "var"))


def required(name: str, advice: str, otherwise: str) -> str:
    """A setting without which production does not start. Demo and tests have `otherwise`."""
    value = os.environ.get(name, "")
    if value:
        return value
    if PRODUCTION:
        raise ImproperlyConfigured(f"{name} is not set. {advice}")
    return otherwise


def flag(name: str, default: bool) -> bool:
    return os.environ.get(name, str(default)).lower() in ("1", "true", "yes", "on")


def directories(environment: Mapping[str, str]) -> dict[str, dict[str, object]]:
    """OpenID Connect and SAML as django-allauth wants them; those whose variables are not set are not there.

    A directory's word that an address is verified is needed. SAML has no such word, so that naming the directory here
    says that its addresses are.
    """
    found: dict[str, dict[str, object]] = {}
    if environment.get("OIDC_SERVER_URL"):
        client = {
            "provider_id": "directory",
            "name": environment.get("OIDC_NAME", "your organisation"),
            "client_id": environment.get("OIDC_CLIENT_ID", ""),
            "secret": environment.get("OIDC_CLIENT_SECRET", ""),
            "settings": {"server_url": environment["OIDC_SERVER_URL"], "oauth_pkce_enabled": True},
        }
        found["openid_connect"] = {"APPS": [client]}
    if environment.get("SAML_IDP_ENTITY_ID"):
        directory = {
            "entity_id": environment["SAML_IDP_ENTITY_ID"],
            "sso_url": environment.get("SAML_IDP_SSO_URL", ""),
            "x509cert": environment.get("SAML_IDP_CERTIFICATE", ""),
        }
        if environment.get("SAML_IDP_METADATA_URL"):
            directory = {
                "entity_id": environment["SAML_IDP_ENTITY_ID"],
                "metadata_url": environment["SAML_IDP_METADATA_URL"],
            }
        service = {
            "provider_id": environment["SAML_IDP_ENTITY_ID"],
            "name": environment.get("SAML_NAME", "your organisation"),
            "client_id": "directory",
            "settings": {
                "idp": directory,
                "use_nameid_for_email": True,
                "advanced": {"want_assertion_signed": True, "strict": True, "reject_idp_initiated_sso": True},
            },
        }
        found["saml"] = {"APPS": [service], "VERIFIED_EMAIL": True}
    return found


SECRET_KEY = required("SECRET_KEY", "Put a random text of 50 characters or more there and keep it secret.", "demo" * 16)
SECRET_KEY_FALLBACKS = [key for key in os.environ.get("SECRET_KEY_FALLBACKS", "").split(",") if key]
DATABASES = {
    "default": database(
        required("DATABASE_URL", "Give it as postgres://user:password@host/name.", "postgres:///bali_process")
    )
}
# Streaming replicas for readers' pages, separated by spaces or commas (core.replicas).
REPLICAS: list[str] = []
for url in os.environ.get("DATABASE_REPLICA_URL", "").replace(",", " ").split():
    REPLICAS.append(f"replica{len(REPLICAS) + 1}")
    replica = database(url, "-c default_transaction_read_only=on", connect_timeout="2")
    DATABASES[REPLICAS[-1]] = replica | {"TEST": {"MIRROR": "default"}}
DATABASE_ROUTERS = ["core.replicas.Router"] if REPLICAS else []
ALLOWED_HOSTS = (
    [host for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host]
    if PRODUCTION
    else os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1,[::1],testserver").split(",")
)
if PRODUCTION and not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is not set. Name the hosts this site answers to, separated by commas.")
SITE_URL = required(
    "SITE_URL", "Give the public address of this site, https://…, for links in records.", "http://localhost:8000"
)

# A folder with static/ and templates/ of one's own, searched before ours: emblem, colours, letterhead.
BRAND_DIR = Path(os.environ["BRAND_DIR"]) if os.environ.get("BRAND_DIR") else None
if BRAND_DIR and not BRAND_DIR.is_dir():
    raise ImproperlyConfigured(f"BRAND_DIR is {BRAND_DIR}, and no folder is there.")
if os.environ.get("PAPER_SIZE", "A4") not in ("A4", "letter"):
    raise ImproperlyConfigured(f"PAPER_SIZE is {os.environ['PAPER_SIZE']}: sheets are drawn on A4 or letter.")

DEBUG = False
USE_TZ = True
TIME_ZONE = "UTC"
# The language of the screens. Its words lie in locale/ here or in the folder of the process (docs/guides/adapt.md).
LANGUAGE_CODE = os.environ.get("INTERFACE_LANGUAGE", "en-gb")
LOCALE_PATHS = [*([BRAND_DIR / "locale"] if BRAND_DIR else []), BASE_DIR / "locale"]
USE_I18N = True
ROOT_URLCONF = "bali_process.urls"
WSGI_APPLICATION = "bali_process.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "members.User"

INSTALLED_APPS = [
    "core",
    "members.apps.MembersConfig",
    "meetings",
    "recommendations",
    "strategy",
    "records",
    "library",
    "desk",
    "bali_process",
    "whitenoise.runserver_nostatic",
    "members.apps.AdministrationConfig",  # django.contrib.admin with a door of our own
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "import_export",
    "procrastinate.contrib.django",
    "rules",
    "simple_history",
    "template_partials",
]
MIDDLEWARE = [
    "core.watching.middleware.WatchMiddleware",
    "bali_process.probes.ProbesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "core.middleware.PolicyHeadersMiddleware",
    "core.replicas.WroteMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "members.middleware.SecondFactorMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "core.middleware.DraftsMiddleware",
    "desk.middleware.SealedTextMiddleware",
]
FORM_RENDERER = "core.focusing.Renderer"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [*([BRAND_DIR / "templates"] if BRAND_DIR else []), BASE_DIR / "templates"],
        "OPTIONS": {
            # Named with that of partials around it: where it is not there, template_partials puts Django's own in the
            # place of all of these.
            "loaders": [
                (
                    "template_partials.loader.Loader",
                    [
                        (
                            "django.template.loaders.cached.Loader",
                            ["core.translating.loaders.Loader", "django.template.loaders.app_directories.Loader"],
                        )
                    ],
                )
            ],
            "builtins": ["core.templatetags.sentences"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "bali_process.context.site",
                "desk.context.also_editing",
            ],
        },
    }
]

AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "members.adapter.ClosedAccountAdapter"
ACCOUNT_FORMS = {"reset_password": "members.forms.ResetPasswordForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # nobody has letters sent to addresses that are not ours
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "1" if flag("BEHIND_PROXY", False) else "0"))
MFA_ADAPTER = "members.adapter.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Bali Process records"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION  # http://localhost
# Roles that change records or accounts sign in with a second factor; the demonstration's accounts need none.
SECOND_FACTOR_REQUIRED = flag("SECOND_FACTOR_REQUIRED", PRODUCTION)
# Whoever issues has signed in, or confirmed that it is them, within ACCOUNT_REAUTHENTICATION_TIMEOUT.
CONFIRM_BEFORE_ISSUING = flag("CONFIRM_BEFORE_ISSUING", MODE != "test")
# Sheets are drawn by a process beside the one that asks for them (docs/adr/0068-sheets-are-drawn-apart.md).
DRAWS_APART = flag("DRAWS_APART", MODE != "test")
DEPUTY_AFTER_HOURS = int(os.environ.get("DEPUTY_AFTER_HOURS", "48"))

# Signing in through a ministry's own directory. Nobody is let in by it whose address has no account here.
SOCIALACCOUNT_ADAPTER = "members.adapter.ClosedDirectoryAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = directories(os.environ)
INSTALLED_APPS += [f"allauth.socialaccount.providers.{name}" for name in SOCIALACCOUNT_PROVIDERS]

SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "desk.middleware.csrf_failure"

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", DATA_DIR / "static"))
HAS_BRAND_STYLES = bool(BRAND_DIR and (BRAND_DIR / "static" / "brand.css").is_file())
STATICFILES_DIRS = [BASE_DIR / "static"]
if BRAND_DIR and (BRAND_DIR / "static").is_dir():
    STATICFILES_DIRS.insert(0, BRAND_DIR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if MODE == "test"
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
# Where the files of meetings lie: the database, a folder, or a bucket that speaks S3 (core.stores).
MATERIALS_STORES, _stores = of_stores(os.environ.get("MATERIALS_STORE", "database"))
STORAGES |= _stores
# `default` counts attempts to sign in, for all processes together, so it lies in the database (table by migration).
# `pages` are those for readers without an account, kept by each process (library.kept). What is kept is named by the
# state of the records, so any cache of Django's will do, also one that several machines share.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"},
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "TIMEOUT": 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 300},
    },
}
CHECKPOINT_KEY_FILE = os.environ.get("CHECKPOINT_KEY_FILE", DATA_DIR / "checkpoint-key.pem")
# Backups by the clock (UTC), where a folder for them is named; how many days, weeks and months have one kept.
BACKUP_DIR = Path(os.environ["BACKUP_DIR"]) if os.environ.get("BACKUP_DIR") else None
BACKUP_CRON = os.environ.get("BACKUP_CRON", "23 1 * * *")
try:
    _days, _weeks, _months = map(int, os.environ.get("BACKUP_KEEP", "14 8 12").split())
except ValueError as error:
    raise ImproperlyConfigured('BACKUP_KEEP wants three numbers, for days, weeks and months: "14 8 12".') from error
BACKUP_KEEP = (_days, _weeks, _months)
# A program, or a function of ours by its dotted name, that looks at each file handed in (core.scanning).
SCAN_UPLOADS = os.environ.get("SCAN_UPLOADS", "")
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000  # a summary of 100 KB has some 7,500 boxes to correct
REMINDER_DAYS = int(os.environ.get("REMINDER_DAYS", "30"))  # before a recommendation is due
NOTES_KEPT_DAYS = int(os.environ.get("NOTES_KEPT_DAYS", "365"))  # what delegations said, in the secretariat's notes
INCOMING_KEPT_DAYS = int(os.environ.get("INCOMING_KEPT_DAYS", "90"))  # sign-in sheets and texts brought into a meeting
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

EMAIL_BACKEND = os.environ.get(
    "EMAIL_BACKEND",
    "django.core.mail.backends.smtp.EmailBackend" if PRODUCTION else "django.core.mail.backends.console.EmailBackend",
)
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 30
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "records@localhost")

# Work behind the pages: procrastinate on the same database. A worker that gives no sign of life for six heartbeats is
# taken for dead, and what it held is given out again.
JOBS_HEARTBEAT_SECONDS = float(os.environ.get("JOBS_HEARTBEAT_SECONDS", "5"))
JOBS_DEAD_AFTER_SECONDS = 6 * JOBS_HEARTBEAT_SECONDS
JOBS_TAKE_UP_CRON = os.environ.get("JOBS_TAKE_UP_CRON", "* * * * * */10")  # the sixth field counts seconds
PROCRASTINATE_WORKER_DEFAULTS = {
    "delete_jobs": "successful",  # what was done stands in our own rows
    "update_heartbeat_interval": JOBS_HEARTBEAT_SECONDS,
    "stalled_worker_timeout": JOBS_DEAD_AFTER_SECONDS,
    "shutdown_graceful_timeout": 5.0,
}
# What the clock begins is made up for after a night without a worker.
PROCRASTINATE_PERIODIC_DEFAULTS = {"max_delay": 60 * 60 * 24}

# Content policy: everything from this site, nothing inline (django-csp).
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "object-src": ["'none'"],
    }
}
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = flag("SECURE_SSL_REDIRECT", True)
    SECURE_HSTS_SECONDS = int(os.environ.get("SECURE_HSTS_SECONDS", "31536000"))
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    CSRF_TRUSTED_ORIGINS = [SITE_URL]
    if flag("BEHIND_PROXY", False):
        SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# One JSON object a line in production; the audit log goes to syslog where an address of one is named.
SYSLOG_ADDRESS = os.environ.get("SYSLOG_ADDRESS", "")
if SYSLOG_ADDRESS.startswith("/") and not Path(SYSLOG_ADDRESS).exists():
    raise ImproperlyConfigured(
        f"SYSLOG_ADDRESS is {SYSLOG_ADDRESS}, and nothing listens there. Give host:port or /dev/log."
    )
LOGGING = logs.configuration(
    as_json=os.environ.get("LOG_FORMAT", "json" if PRODUCTION else "text") == "json",
    syslog=SYSLOG_ADDRESS,
    level=os.environ.get("LOG_LEVEL", "INFO"),
)
SLOW_QUERY_MS = float(os.environ.get("SLOW_QUERY_MS", "500"))
# Figures for Prometheus: with the token, or without one for this machine alone.
METRICS_TOKEN = os.environ.get("METRICS_TOKEN", "")

# The process these records are of. Another process sets these and the data, and changes no code (docs/guides/adapt.md).
PROCESS_NAME = os.environ.get(
    "PROCESS_NAME", "Bali Process on People Smuggling, Trafficking in Persons and Related Transnational Crime"
)
PROCESS_SHORT = os.environ.get("PROCESS_SHORT", "Bali Process")
PROCESS_BODY = os.environ.get("PROCESS_BODY", "bali-process")
# What it calls those in a capacity, one and many: "co_chair=Chair|Chairs; co_manager=Technical Unit|Technical Unit".
CAPACITY_WORDS = of_capacities(os.environ.get("CAPACITY_WORDS", ""))
# What stands on every sheet that says nothing else, and the language (BCP 47) records are written in.
RECORD_MARKING = os.environ.get("RECORD_MARKING", "")
if len(RECORD_MARKING) > 80:
    raise ImproperlyConfigured("RECORD_MARKING is longer than 80 letters: it stands at the foot of every page.")
RECORD_LANGUAGE = os.environ.get("RECORD_LANGUAGE", "en")
if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", RECORD_LANGUAGE):
    raise ImproperlyConfigured(f"RECORD_LANGUAGE is {RECORD_LANGUAGE!r}. Give a tag such as en, fr or zh-Hant.")
