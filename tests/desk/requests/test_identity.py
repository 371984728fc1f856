"""身份证明, on the desk."""

import io

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from gongkai.request.models import IdentityFile
from tests.desk.desk import Desk
from tests.request.arrivals import registered


def test_a_document_is_taken_in_shown_and_kept_in_no_cache(desk: Desk) -> None:
    case = registered(desk.cast.town, desk.cast.chen)
    kept = io.BytesIO()
    Image.new("RGB", (40, 25), "white").save(kept, "PNG")
    desk.send(desk.cast.chen, "request_identity", case.pk, file=SimpleUploadedFile("证.png", kept.getvalue()))
    found = IdentityFile.objects.get()
    assert "查看身份证明" in desk.look(desk.cast.zhou, "info_request", case.pk)
    answer = desk.client(desk.cast.zhou).get(desk.address("request_identity_file", case.pk, found.pk))
    assert answer["Content-Type"] == "image/jpeg"
    assert answer["Cache-Control"] == "no-store"
    assert b"".join(answer).startswith(b"\xff\xd8\xff")
    assert "/identity/" not in desk.look(desk.cast.feng, "info_request", case.pk)
    desk.look(desk.cast.feng, "request_identity_file", case.pk, found.pk, status=404)
