"""与上级平台交换, on the desk: a file looked at before it is taken over, and one made only when it is asked for."""

import json

from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.request.models import Exchange, InfoRequest
from tests.desk.desk import Desk
from tests.request.arrivals import TODAY, WANG, registered
from tests.request.test_exchanging import ROW, sheet


def upload(desk: Desk, data: bytes, name: str = "平台.xlsx", **fields: object) -> object:
    return desk.send(desk.cast.chen, "exchanges", file=SimpleUploadedFile(name, data), **fields)


def test_a_file_from_above_is_shown_row_by_row_and_taken_over_on_a_click(desk: Desk) -> None:
    upload(desk, sheet(ROW, {**ROW, "external_number": "NX-2", "channel": "飞鸽"}))
    record = Exchange.objects.get()
    shown = desk.look(desk.cast.chen, "exchange", record.pk)
    assert "新建 1" in shown and "有错 1" in shown and "“飞鸽”认不出" in shown
    assert not InfoRequest.objects.exists()
    answer = desk.send(desk.cast.chen, "exchange", record.pk, status=409)
    assert "一件也没有导入" in answer.content.decode()
    desk.send(desk.cast.chen, "exchange", record.pk, leave_out="on")
    assert InfoRequest.objects.get().external_number == ROW["external_number"]
    assert "新建 1 件" in desk.look(desk.cast.chen, "exchange", record.pk)
    assert ROW["external_number"] not in desk.look(desk.cast.chen, "exchange", record.pk)


def test_a_file_can_be_dropped(desk: Desk) -> None:
    upload(desk, sheet(ROW))
    desk.send(desk.cast.chen, "exchange", Exchange.objects.get().pk, drop="1")
    assert Exchange.objects.get().state == "dropped"
    assert not InfoRequest.objects.exists()


def test_a_file_that_is_none_is_told_in_a_sentence(desk: Desk) -> None:
    answer = desk.send(
        desk.cast.chen, "exchanges", status=409, file=SimpleUploadedFile("病毒.xlsx", b"MZ\x90\x00 program")
    )
    assert "这不是表格文件" in answer.content.decode()


def test_the_file_for_above_has_who_applied_only_when_it_is_ticked(desk: Desk) -> None:
    case = registered(desk.cast.town, desk.cast.chen)
    assert case.title in desk.look(desk.cast.chen, "exchange_out")
    answer = desk.send(desk.cast.chen, "exchange_out", status=200, form="json")
    assert WANG["name"] not in answer.content.decode()
    assert json.loads(answer.content)["requests"][0]["number"] == case.number
    answer = desk.send(desk.cast.chen, "exchange_out", status=200, form="json", has_identity="on", case=case.pk)
    assert WANG["name"] in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"
    assert InfoRequest.objects.get().exported_on == TODAY
    shown = desk.look(desk.cast.chen, "exchanges")
    assert shown.count("清水镇人民政府依申请公开20240506.json") == 2
    assert "没有可以导出" in desk.look(desk.cast.chen, "exchange_out")
    desk.send(desk.cast.chen, "exchange_out", status=409, form="json")


def test_what_is_ticked_in_the_list_goes_on_to_the_file(desk: Desk) -> None:
    case = registered(desk.cast.town, desk.cast.chen)
    answer = desk.client(desk.cast.chen).get(desk.address("requests_several"), {"case": case.pk, "act": "export"})
    assert answer["Location"] == desk.address("exchange_out") + f"?case={case.pk}"
