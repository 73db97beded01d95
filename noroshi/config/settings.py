"""Django's settings. Values that differ between installations come from `environment`; docs/operations/settings.md lists them."""

from pathlib import Path

from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from noroshi.config import environment, outside

PACKAGE = Path(__file__).resolve().parent.parent
DATA = environment.data_folder()

SECRET_KEY = environment.secret(DATA, "django_secret")
DEBUG = False
ALLOWED_HOSTS = environment.names("NOROSHI_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = environment.names("NOROSHI_ORIGINS")
DEMO = environment.flag("NOROSHI_DEMO")
SECOND_FACTOR_REQUIRED = not DEMO
LIVE_ADDRESS = environment.text("NOROSHI_LIVE_ADDRESS")
WEB_ADDRESS = environment.text("NOROSHI_ADDRESS")
PLATFORM_SCHEME = environment.text("NOROSHI_SCHEME", "plan4")
DEPENDENCIES_FOLDER = Path(environment.text("NOROSHI_DEPENDENCIES") or DATA / "dependencies")

INSTALLED_APPS = [
    "noroshi.web",
    "noroshi.api",
    "noroshi.connectors.taxii_client",
    "noroshi.connectors.lists",
    "noroshi.connectors.misp",
    "noroshi.threshold",
    "noroshi.legal",
    "noroshi.search",
    "noroshi.devices",
    "noroshi.emergency",
    "noroshi.intake",
    "noroshi.briefing",
    "noroshi.matters",
    "noroshi.helping",
    "noroshi.response",
    "noroshi.sheets",
    "noroshi.advisories",
    "noroshi.reports",
    "noroshi.asking",
    "noroshi.drafting",
    "noroshi.triage",
    "noroshi.intel",
    "noroshi.bulletins",
    "noroshi.translating",
    "noroshi.handover",
    "noroshi.delivery",
    "noroshi.vault",
    "noroshi.editions",
    "noroshi.audiences",
    "noroshi.directory",
    "noroshi.ledger",
    "noroshi.jobs",
    "noroshi.live",
    "noroshi.connectors.alerts",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.forms",
    "django_htmx",
    "procrastinate.contrib.django",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "noroshi.threshold.problems.ProblemMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "noroshi.web.gate.GateMiddleware",
    "noroshi.threshold.acting.ActingMiddleware",
    "noroshi.threshold.pledged.PledgeMiddleware",
]

ROOT_URLCONF = "noroshi.config.urls"
WSGI_APPLICATION = "noroshi.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "noroshi.web.context.frame",
            ],
        },
    },
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
"""Widgets are templates of ours where `templates/django/forms` says so."""

# ---------------------------------------------------------------- database: three roles, one dialect
_role = (
    "DATABASE_SYSTEM_URL" if environment.text("NOROSHI_PROCESS") in {"jobs", "sealer", "mail_in"} else "DATABASE_URL"
)
_pool = {"min_size": 1, "max_size": 8, "timeout": 10}
DATABASES = {
    "default": environment.database(environment.text(_role), pool=_pool),
    "owner": environment.database(environment.text("DATABASE_OWNER_URL") or environment.text("DATABASE_URL")),
}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}

# ---------------------------------------------------------------- language, time
LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("Japanese")), ("en", _("English"))]
LOCALE_PATHS = [PACKAGE / "locale"]
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = True
TIME_ZONE = "Asia/Tokyo"
USE_TZ = True

# ---------------------------------------------------------------- static files
STATIC_URL = "/static/"
STATIC_ROOT = Path(environment.text("NOROSHI_STATIC") or DATA / "static" / "here")
_gathered = (STATIC_ROOT / "staticfiles.json").exists()
_kept = "whitenoise.storage.CompressedManifestStaticFilesStorage"
_found = "django.contrib.staticfiles.storage.StaticFilesStorage"
STORAGES = {
    "staticfiles": {"BACKEND": _kept if _gathered or environment.text("NOROSHI_PROCESS") == "gather" else _found}
}
WHITENOISE_USE_FINDERS = not _gathered
WHITENOISE_MAX_AGE = 3600

# ---------------------------------------------------------------- sign-in
AUTH_USER_MODEL = "directory.Person"
AUTHENTICATION_BACKENDS = ["noroshi.directory.signin.backend.PersonBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "name_en", "name_kana", "name_ja", "email")},
    },
]
LOGIN_URL = "/sign-in/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/sign-in/"

ACCOUNT_ADAPTER = "noroshi.directory.signin.adapters.PersonAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_LOGIN_TIMEOUT = 5 * 60
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "login_failed": "30/5m/ip,5/5m/key,50/d/key", "reauthenticate": "10/m/user"}
MFA_ADAPTER = "noroshi.directory.signin.adapters.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Noroshi"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
SOCIALACCOUNT_ADAPTER = "noroshi.directory.signin.adapters.OutsideAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": outside.providers(DATA)}}

# ---------------------------------------------------------------- protection
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
_bound_to_this_host = "__Host-" if environment.flag("NOROSHI_HTTPS") else ""
SESSION_COOKIE_NAME = f"{_bound_to_this_host}noroshi_session"
CSRF_COOKIE_NAME = f"{_bound_to_this_host}noroshi_csrf"
LANGUAGE_COOKIE_NAME = f"{_bound_to_this_host}noroshi_language"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = SECURE_SSL_REDIRECT = environment.flag(
    "NOROSHI_HTTPS"
)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if environment.flag("NOROSHI_BEHIND_PROXY") else None
SECURE_HSTS_SECONDS = 31536000 if environment.flag("NOROSHI_HTTPS") else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_SECONDS > 0
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "font-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "connect-src": [CSP.SELF, *([LIVE_ADDRESS] if LIVE_ADDRESS else [])],
    "manifest-src": [CSP.SELF],
    "worker-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000

# --------------------------------------------- files: on their way in memory, or on disk under a key that only memory holds
FILE_LIMIT_MB = int(environment.text("NOROSHI_FILE_LIMIT_MB", "20"))
FILES_LIMIT_MB = int(environment.text("NOROSHI_FILES_LIMIT_MB", "100"))
FILE_UPLOAD_HANDLERS = ["noroshi.threshold.uploads.SealedUploads"]
TAXII_BODY_MOST = 16 * 1024 * 1024
TAXII_PER_MINUTE = max(1, int(environment.text("NOROSHI_TAXII_PER_MINUTE", "12000")))
FILE_BODY_MOST = FILE_LIMIT_MB * 1024 * 1024 + DATA_UPLOAD_MAX_MEMORY_SIZE
CLAMAV = environment.text("NOROSHI_CLAMAV")
TRANSLATOR = environment.text("NOROSHI_TRANSLATOR")
TRANSLATOR_KEY = environment.text("NOROSHI_TRANSLATOR_KEY")

# --------------------------------------------- files of shared intelligence: they wait in one folder until the worker has taken them in
IMPORTS_FOLDER = Path(environment.text("NOROSHI_IMPORTS") or DATA / "imports")
IMPORT_LIMIT_MB = int(environment.text("NOROSHI_IMPORT_LIMIT_MB", "1024"))
IMPORT_BODY_MOST = IMPORT_LIMIT_MB * 1024 * 1024 + DATA_UPLOAD_MAX_MEMORY_SIZE

# ---------------------------------------------------------------- notices: mail and webhooks
MAIL_SERVER = environment.text("NOROSHI_MAIL")
MAIL_FROM = environment.text("NOROSHI_MAIL_FROM") or "noroshi@localhost.localdomain"
PORTAL_ADDRESS = (CSRF_TRUSTED_ORIGINS or [WEB_ADDRESS])[0].rstrip("/")
WEBHOOKS_MAY_BE_PRIVATE = environment.flag("NOROSHI_WEBHOOK_PRIVATE")

# ---------------------------------------------------------------- feeds that desks follow
FEEDS_MAY_BE_PRIVATE = environment.flag("NOROSHI_FEED_PRIVATE")

# ---------------------------------------------------------------- mail that comes in
MAIL_IN = environment.text("NOROSHI_MAIL_IN")
MAIL_IN_DOMAIN = environment.text("NOROSHI_MAIL_IN_DOMAIN")
MAIL_IN_TRUSTED = environment.names("NOROSHI_MAIL_IN_TRUSTED")
MAIL_IN_PER_HOUR = int(environment.text("NOROSHI_MAIL_IN_PER_HOUR", "30"))
MAIL_IN_DNS = environment.names("NOROSHI_MAIL_IN_DNS")
MAIL_IN_IMAP = environment.text("NOROSHI_MAIL_IN_IMAP")

# ---------------------------------------------------------------- what people tell who have no account
PUBLIC_INTAKE = environment.names("NOROSHI_PUBLIC_INTAKE")
PUBLIC_INTAKE_PER_HOUR = int(environment.text("NOROSHI_PUBLIC_INTAKE_PER_HOUR", "60"))
PUBLIC_INTAKE_FILE_MB = int(environment.text("NOROSHI_PUBLIC_INTAKE_FILE_MB", "5"))
PUBLIC_INTAKE_BODY_MOST = PUBLIC_INTAKE_FILE_MB * 1024 * 1024 + DATA_UPLOAD_MAX_MEMORY_SIZE

# ---------------------------------------------------------------- logs: structured, without shared content
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "noroshi.config.logs.JsonLines"}},
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": environment.text("NOROSHI_LOG_LEVEL", "INFO")},
    "loggers": {
        "django.server": {"handlers": ["out"], "propagate": False},
        "procrastinate": {"level": "WARNING"},
    },
}
