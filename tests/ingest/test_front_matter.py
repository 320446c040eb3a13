import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ingest.front_matter import FrontMatter, read_front_matter
from zhengtu.ontology import load_ontology

ONTOLOGY = load_ontology()


def read(text: str) -> FrontMatter:
    return read_front_matter(text, ONTOLOGY)


BODY = "关于加强河道管理的意见\n一、总体要求\n以水为先。\n"


def test_yaml_at_the_top_of_a_file_names_facts() -> None:
    text = f"---\n标题: 关于加强河道管理的意见\n文号: 某政发〔2030〕7号\n成文日期: 2030-03-05\n备注: 无\n---\n{BODY}"
    matter = read(text)
    assert matter.facts == {
        "title": "关于加强河道管理的意见",
        "number": "某政发〔2030〕7号",
        "issued": "2030-03-05",
    }
    assert text[matter.begin : matter.end] == BODY


def test_yaml_values_lose_their_quotation_marks() -> None:
    assert read('---\n标题: "治水意见"\n---\n正文').facts == {"title": "治水意见"}


@pytest.mark.parametrize(
    "header",
    [
        "发文机关： | 某县人民政府 | 索引号： | 01\n发文字号： | 某政发〔2030〕7号 | 成文日期： | 2030年3月5日\n",
        "索引号：000123/2030-1\n发文机关：某县人民政府\n发文字号：某政发〔2030〕7号\n成文日期：2030年3月5日\n",
        "索引号: 000123/2030-1\n发文机关: 某县人民政府\n发文字号: 某政发〔2030〕7号\n成文日期: 2030年3月5日\n",
    ],
)
def test_the_header_of_a_government_page_names_facts(header: str) -> None:
    text = header + BODY
    matter = read(text)
    assert matter.facts["issuer"] == "某县人民政府"
    assert matter.facts["number"] == "某政发〔2030〕7号"
    assert matter.facts["issued"] == "2030年3月5日"
    assert text[matter.begin :] == BODY


def test_a_record_in_brackets_names_facts_around_its_text() -> None:
    text = (
        "【法规标题】关于加强河道管理的意见\n【发布部门】某省水利厅\n【发文字号】某水发〔2030〕7号\n"
        "【正文】关于加强河道管理的意见\n一、总体要求\n以水为先。\n【法宝引证码】X.1.2\n"
    )
    matter = read(text)
    assert matter.facts["issuer"] == "某省水利厅"
    assert matter.facts["number"] == "某水发〔2030〕7号"
    assert "一、总体要求" in text[matter.begin : matter.end]
    assert "引证码" not in text[matter.begin : matter.end]


def test_a_publication_date_is_kept_apart_from_the_signing_date() -> None:
    facts = read(f"成文日期：2030年3月5日\n发布日期：2030年3月12日\n{BODY}").facts
    assert (facts["issued"], facts["published"]) == ("2030年3月5日", "2030年3月12日")


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "一、责任分工\n牵头单位：县水利局\n来函：另行答复\n",
        "标题党治理方案\n一、总体要求\n整治标题党：压实平台责任。\n",
        "各乡镇人民政府：\n现就有关事项通知如下：一、排查隐患。\n",
        "",
    ],
)
def test_a_text_that_names_no_fields_keeps_all_of_itself(text: str) -> None:
    matter = read(text)
    assert dict(matter.facts) == {}
    assert (matter.begin, matter.end) == (0, len(text))


def test_a_field_name_far_down_in_the_text_is_no_header() -> None:
    text = BODY + "其他事项如下。\n" * 40 + "发文字号：某政发〔2029〕1号\n"
    assert dict(read(text).facts) == {}


LINES = st.sampled_from(
    [
        "---", "标题: 某意见", "发文字号：某政发〔2030〕7号", "【正文】一、总体", "【标题】某意见", "",
        "一、总体要求", "\ufeff", "来源 | 某网", "索引号：",
    ]
)  # fmt: skip


@given(st.one_of(st.lists(LINES, max_size=12).map("\n".join), st.text(max_size=80)))
def test_the_text_proper_is_a_span_of_the_copy(text: str) -> None:
    matter = read(text)
    assert 0 <= matter.begin <= matter.end <= len(text)
    assert all(value for value in matter.facts.values())
