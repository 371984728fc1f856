"""Django's settings, all drawn from `configuration`."""

import os
import secrets
from pathlib import Path

from gongkai.site import configuration

GONGKAI = configuration.load()
HERE = Path(__file__).parent


def _secret_key() -> str:
    """The key given, or one made once and kept in the data folder, readable by its owner alone."""
    if GONGKAI.secret_key:
        return str(GONGKAI.secret_key)
    path: Path = GONGKAI.data / "secret_key"
    if not path.exists():
        GONGKAI.data.mkdir(parents=True, exist_ok=True)
        try:
            with open(path, "x", opener=_owner_only) as file:
                file.write(secrets.token_urlsafe(64))
        except FileExistsError:  # another process of the same start was first
            pass
    return path.read_text(encoding="ascii").strip()


def _owner_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


SECRET_KEY = _secret_key()
DEBUG = GONGKAI.debug
ALLOWED_HOSTS = list(GONGKAI.hosts)

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_tasks_db",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "axes",
    "csp",
    "gongkai.agency",
    "gongkai.journal",
    "gongkai.task",
    "gongkai.catalogue",
    "gongkai.screening",
    "gongkai.disclosure",
    "gongkai.request",
    "gongkai.supervision",
    "gongkai.filing",
    "gongkai.portal",
    "gongkai.desk",
    "gongkai.site",
]

MIDDLEWARE = [
    "gongkai.site.middleware.Visitor",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "gongkai.desk.account.sessions.Sessions",
    "gongkai.site.middleware.Errors",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "gongkai.site.urls"
WSGI_APPLICATION = "gongkai.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [
            HERE / "templates",
            HERE,
            HERE.parent / "desk" / "templates",
            HERE.parent / "portal" / "templates",
        ],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "gongkai.site.environment.environment",
            "auto_reload": DEBUG,
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "gongkai.site.context.site",
            ],
        },
    },
]
FORM_RENDERER = "gongkai.site.fields.Fields"

DATABASES = {"default": configuration.database(GONGKAI)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "agency.Officer"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    *(["gongkai.desk.account.single_sign_on.SingleSignOn"] if GONGKAI.oidc_issuer else []),
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "name", "email", "mobile")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": GONGKAI.password_length},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "desk:sign_in"
LOGIN_REDIRECT_URL = "desk:home"

SESSION_COOKIE_AGE = GONGKAI.session_hours * 3600
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = GONGKAI.https
SESSION_COOKIE_NAME = "gongkai_session"
CSRF_COOKIE_NAME = "gongkai_csrf"
CSRF_FAILURE_VIEW = "gongkai.site.errors.csrf_failure"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if GONGKAI.trusted_proxies else None
SECURE_HSTS_SECONDS = 31_536_000 if GONGKAI.https else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

AXES_FAILURE_LIMIT = GONGKAI.login_failures
AXES_COOLOFF_TIME = GONGKAI.lockout_minutes / 60
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_LOCKOUT_CALLABLE = "gongkai.desk.account.sign_in.locked_out"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

OTP_TOTP_ISSUER = GONGKAI.site_name

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = GONGKAI.data / "static"
MEDIA_ROOT = GONGKAI.data / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
FILE_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
FILE_UPLOAD_TEMP_DIR = None
FILE_UPLOAD_PERMISSIONS = 0o640

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default", "long"]}}

EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST, EMAIL_PORT = GONGKAI.mail_host, GONGKAI.mail_port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = GONGKAI.mail_user, GONGKAI.mail_password
EMAIL_USE_TLS, EMAIL_USE_SSL = GONGKAI.mail_tls == "starttls", GONGKAI.mail_tls == "tls"
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = GONGKAI.mail_from or GONGKAI.mail_user or "webmaster@localhost"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "pythonjsonlogger.json.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
