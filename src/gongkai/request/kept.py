"""Which stored files the records of requests name; every other is removed after a day."""

from django.db.models import Q

from gongkai.disclosure import files
from gongkai.request.models import CaseFile, IdentityFile

files.register("cases", lambda hash: CaseFile.objects.filter(Q(hash=hash) | Q(shown_hash=hash)).exists())
files.register("case_released", lambda hash: CaseFile.objects.filter(released_hash=hash).exists())
files.register("identity", lambda hash: IdentityFile.objects.filter(hash=hash, deleted_on=None).exists())
