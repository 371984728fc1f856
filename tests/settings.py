"""The site's settings for tests: a data folder that is thrown away, fast passwords, static files as they lie."""

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="gongkai-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.makedirs(f"{_data}/static")  # noqa: PTH103
os.environ["GONGKAI_DATA"] = _data
os.environ.setdefault("GONGKAI_SITE_DOMAIN", "www.liuhe.example")

from gongkai.site.settings import *  # noqa: E402, F403
from gongkai.site.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["*"]
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": f"{_data}/test.sqlite3"}
else:
    DATABASES["default"]["OPTIONS"] = {}
