import pytest

from zhengtu.ingest.document import Document
from zhengtu.ingest.facts import document_type, parse_date, planning_period, read_document
from zhengtu.ingest.front_matter import read_front_matter
from zhengtu.ontology import load_ontology

ONTOLOGY = load_ontology()


def read(text: str) -> Document:
    return read_document(text, read_front_matter(text, ONTOLOGY), ONTOLOGY, "0" * 64)


NOTICE = """安吉县人民政府办公室关于印发安吉县水库管护办法的通知
安政办发〔2030〕17号
各乡镇人民政府，县政府各部门：
《安吉县水库管护办法》已经县政府同意，现印发给你们，请认真执行。
安吉县人民政府办公室
2030年3月5日
安吉县水库管护办法
第一条 为了管好水库，制定本办法。
第二条 本办法自2030年4月1日起施行。
"""


def test_a_notice_tells_its_facts() -> None:
    document = read(NOTICE)
    assert document.title == "安吉县人民政府办公室关于印发安吉县水库管护办法的通知"
    assert document.number == "安政办发〔2030〕17号"
    assert document.type == "Notice"
    assert document.issuers == ("安吉县人民政府办公室",)
    assert document.issued == "2030-03-05"
    assert (document.level, document.jurisdiction) == ("county", "330523")
    assert document.addressees == ("各乡镇人民政府，县政府各部门",)
    assert document.in_force_from == "2030-04-01"
    assert document.period is None


@pytest.mark.parametrize(
    ("title", "type_"),
    [
        ("某省养老服务条例", "Regulation"),
        ("某市城市供水管理办法", "Measures"),
        ("某县考核细则（试行）", "Measures"),
        ("某市“十五五”水利发展规划", "Plan"),
        ("2030年全县农村工作要点", "Plan"),
        ("某省乡村建设行动实施方案", "Scheme"),
        ("某县防汛应急预案", "Scheme"),
        ("关于促进中医药传承的若干意见", "Opinion"),
        ("关于支持民营医院的若干措施", "Measures"),
        ("关于设立茶叶市场的批复", "Reply"),
        ("关于报送材料的函", "Letter"),
        ("关于废止部分文件的决定", "Decision"),
        ("2030年政府工作报告", "Report"),
        ("关于停水的公告", "Announcement"),
        ("关于修改办法的通知", "Notice"),
        ("某县情况", ""),
        ("", ""),
    ],
)
def test_the_last_word_of_a_title_tells_the_type(title: str, type_: str) -> None:
    assert document_type(title, ONTOLOGY) == type_


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("2030年3月5日", "2030-03-05"),
        ("2030-03-05", "2030-03-05"),
        ("2030/3/5", "2030-03-05"),
        ("2030.3.5", "2030-03-05"),
        ("20300305", "2030-03-05"),
        ("二〇三〇年一月五日", "2030-01-05"),
        ("二○三○年十二月三十一日", "2030-12-31"),
        ("二〇三〇年十月二十日", "2030-10-20"),
        ("2030年3月", ""),
        ("三月五日", ""),
        ("", ""),
    ],
)
def test_dates_are_read_in_every_way_they_are_written(written: str, iso: str) -> None:
    assert parse_date(written) == iso


@pytest.mark.parametrize(
    ("title", "period"),
    [
        ("某县“十四五”水利规划", ("2021", "2025")),
        ("某县“十五五”水利规划", ("2026", "2030")),
        ("某县“十二五”水利规划", ("2011", "2015")),
        ("某省乡村振兴战略规划（2028－2032年）", ("2028", "2032")),
        ("某省水网建设规划（2026—2035年）", ("2026", "2035")),
        ("某市三年行动计划（2028-2030年）", ("2028", "2030")),
        ("某市水污染防治办法", None),
        ("2030年工作要点", None),
    ],
)
def test_a_title_tells_the_years_of_a_plan(title: str, period: tuple[str, str] | None) -> None:
    assert planning_period(title) == period


@pytest.mark.parametrize(
    ("title", "level", "code"),
    [
        ("国务院关于加强水利建设的意见", "national", "100000"),
        ("水利部关于加强河道管理的通知", "national", "100000"),
        ("浙江省人民政府关于加强河道管理的通知", "province", "330000"),
        ("湖州市人民政府关于加强河道管理的通知", "prefecture", "330500"),
        ("安吉县人民政府关于加强河道管理的通知", "county", "330523"),
        ("上海市崇明区人民政府关于加强河道管理的通知", "county", "310151"),
        ("安吉县水利局关于加强河道管理的通知", "county", "330523"),
        ("某县人民政府关于加强河道管理的通知", "", ""),
        ("关于加强河道管理的通知", "", ""),
    ],
)
def test_a_place_or_a_national_body_in_the_title_tells_the_level(title: str, level: str, code: str) -> None:
    document = read(f"{title}\n有关单位：\n现将有关事项通知如下。\n一、清理河道\n按期完成。\n")
    assert (document.title, document.level, document.jurisdiction) == (title, level, code)


@pytest.mark.parametrize(
    ("line", "number"),
    [
        ("安政发〔2030〕7号", "安政发〔2030〕7号"),
        ("安政发[2030]7号", "安政发〔2030〕7号"),
        ("安政发（2030）7号", "安政发〔2030〕7号"),
        ("安政发【2030】07号", "安政发〔2030〕7号"),
        ("（安政发〔2030〕7号）", "安政发〔2030〕7号"),
        ("安政发〔2030〕第7号", "安政发〔2030〕7号"),
    ],
)
def test_a_number_is_read_with_whatever_brackets_a_copy_gave_it(line: str, number: str) -> None:
    text = f"安吉县人民政府关于治水的意见\n{line}\n各乡镇：\n现提出如下意见。\n一、清淤\n年内完成。\n"
    assert read(text).number == number


def test_the_number_of_a_cited_document_is_not_the_documents_own() -> None:
    text = "安吉县治水实施意见\n根据《浙江省治水条例》（浙政发〔2029〕3号），提出以下意见。\n一、清淤\n年内完成。\n"
    assert read(text).number == ""


def test_several_bodies_may_sign() -> None:
    text = (
        "关于开展水质抽检的通知\n各县（市、区）：\n现将有关事项通知如下。\n一、范围\n全部水厂。\n"
        "浙江省水利厅\n浙江省卫生健康委员会\n2030年5月6日\n"
    )
    document = read(text)
    assert document.issuers == ("浙江省水利厅", "浙江省卫生健康委员会")
    assert (document.issued, document.level) == ("2030-05-06", "province")


def test_the_day_a_text_was_put_on_a_site_is_not_the_day_it_was_signed() -> None:
    text = "关于治水的意见\n发布时间：2030-03-12 来源：水利局\n一、清淤\n年内完成。\n"
    assert read(text).issued == ""


def test_a_title_may_run_over_two_lines() -> None:
    text = "安吉县人民政府\n关于加强水库管护的实施意见\n各乡镇人民政府：\n现提出如下意见。\n一、清淤\n年内完成。\n"
    assert read(text).title == "安吉县人民政府关于加强水库管护的实施意见"


def test_what_the_text_does_not_say_stays_empty() -> None:
    document = read("本县地处山区，气候温和。")
    assert (document.number, document.issuers, document.issued, document.level) == ("", (), "", "")
    assert (document.period, document.addressees, document.in_force_from) == (None, (), "")


def test_the_plan_that_a_notice_issues_is_a_further_title() -> None:
    text = "安吉县水利局关于印发《安吉县河道清淤方案》的通知\n各乡镇：\n请认真执行。\n一、范围\n全部河道。\n"
    assert read(text).aliases == ("安吉县河道清淤方案",)
