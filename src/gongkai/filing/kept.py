"""Which stored files the records of reports name; every other is removed after a day."""

from django.db.models import Q

from gongkai.disclosure import files
from gongkai.filing.models import Rendered, Version

files.register("filings", lambda hash: Rendered.objects.filter(hash=hash).exists())
files.register("filing_originals", lambda hash: Version.objects.filter(Q(file_hash=hash) | Q(shown_hash=hash)).exists())
