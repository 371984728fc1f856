import pytest

from tests.report.rules import sound


def found(text: str):
    return sound.found(sound.telling(sound.report(), "management", text), "separation_of_duties")


@pytest.mark.parametrize(
    "text",
    [
        "安排1名专职人员专人负责信息公开工作的收集、审核和发布。",
        "指定1名分管领导负责管理工作，并指定1名工作人员作为信息管理员，具体负责信息审核、报送等工作。",
        "由一名干部负责信息的采编、审核、发布。",
    ],
)
def test_one_person_who_examines_and_does_more_is_found(text):
    [finding] = found(text)
    assert finding.severity == "warning"
    assert any("审核" in duty for duty in finding.facts["named"])
    assert finding.quote in text


def test_an_unnamed_number_of_people_is_noted():
    assert [finding.severity for finding in found("由专人负责信息审查、发布工作。")] == ["note"]


@pytest.mark.parametrize(
    "text",
    [
        "指定1名办公室人员负责信息公开发布工作。",
        "指定1名分管领导负责审核，1名工作人员负责发布。",
        "安排11名工作人员负责信息收集、审核和发布。",
        "审核与发布分离，安排1名工作人员负责审核、1名负责发布。",
        "指定1名副镇长负责信息审核和发布把关。",
        "全年审核、发布信息412条。",
    ],
)
def test_duties_kept_apart_are_left_alone(text):
    assert not found(text)


@pytest.mark.parametrize("text", ["信息的编辑、审核、发布均由同一人负责。", "信息采编、审核、发布由党政办一人兼任。"])
def test_all_three_duties_of_one_person_are_found_in_any_order_of_words(text):
    [finding] = sound.found(sound.telling(sound.report(), "management", text), "separation_of_duties")
    assert finding.severity == "warning"


def test_three_duties_of_three_people_are_right():
    text = "一人采编、另一人审核、第三人发布。"
    assert not sound.found(sound.telling(sound.report(), "management", text), "separation_of_duties")
