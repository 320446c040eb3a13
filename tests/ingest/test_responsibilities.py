"""Who answers for what: brackets, labels and tables that assign work; sentences stand in test_duty_prose.py.

Each case is a sentence in the body of a task, and below it the roles and bodies that the sentence names.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ingest.document import Document
from zhengtu.ingest.finding import Responsibility
from zhengtu.ingest.inheritance import conclude_inherited
from zhengtu.ingest.responsibilities import find_responsibilities, unassigned
from zhengtu.ingest.structure import split_sections
from zhengtu.ontology import load_ontology

ONTOLOGY = load_ontology()
COUNTY = Document("c", "安吉县工作方案", level="county", jurisdiction="330523", issued="2030-03-05")
Duties = set[tuple[str, str]]


def find(text: str) -> tuple[Responsibility, ...]:
    return find_responsibilities(split_sections(text, ONTOLOGY), COUNTY, ONTOLOGY)


def below_a_heading(sentence: str) -> str:
    return f"一、重点任务\n（一）示例事项\n{sentence}\n"


def duties(text: str) -> Duties:
    return {(found.role, found.agent) for found in find(text)}


def by_task(text: str) -> dict[str, Duties]:
    """The duties of a text by the title of their task, or of the section where they stand in no task."""
    outline = split_sections(text, ONTOLOGY)
    titles = {s.id: s.title for s in outline.sections} | {t.id: t.title for t in outline.tasks}
    found: dict[str, Duties] = {}
    for each in find_responsibilities(outline, COUNTY, ONTOLOGY):
        found.setdefault(titles[each.task], set()).add((each.role, each.agent))
    return found


def cases(table: str) -> list[tuple[str, Duties]]:
    """Read a table: a sentence, and indented below it ``role body body; role body``."""
    found: list[tuple[str, Duties]] = []
    lines = table.strip("\n").split("\n")
    for sentence, answer in zip(lines[::2], lines[1::2], strict=True):
        assert answer.startswith("    "), sentence
        found.append((sentence, {(part.split()[0], body) for part in answer.split(";") for body in part.split()[1:]}))
    return found


TAILS = """
加强护林。（县农业农村局负责）
    responsible 县农业农村局
打击制假售假。（市场监管总局牵头，公安部、商务部配合）
    lead 市场监管总局; support 公安部 商务部
办好学前教育。（教育部、财政部按职责分工负责）
    responsible 教育部 财政部
改造老旧小区。（责任单位：市住房城乡建设局、市财政局）
    responsible 市住房城乡建设局 市财政局
疏通河道。（牵头单位：县水利局；责任单位：县应急局、各乡镇人民政府）
    lead 县水利局; responsible 县应急局 各乡镇人民政府
建设食堂。（牵头单位：区民政局，配合单位：区财政局、区卫生健康委）
    lead 区民政局; support 区财政局 区卫生健康委
整治路口。〔省交通运输厅牵头，省公安厅配合〕
    lead 省交通运输厅; support 省公安厅
增加学位。【责任部门：县教育局】
    responsible 县教育局
改造菜场。[责任单位:区商务委,区文化旅游局]
    responsible 区商务委 区文化旅游局
清理管网。(市水务局负责)
    responsible 市水务局
提高补助。（县民政局会同县财政局负责）
    lead 县民政局; joint 县财政局
建设卫生院。（由县卫生健康局牵头，县医保局参与）
    lead 县卫生健康局; support 县医保局
划定红线。（水利部、自然资源部、农业农村部等负责）
    responsible 水利部 自然资源部 农业农村部
集采药品。（国家医保局、国家卫生健康委等部门按职责分工负责）
    responsible 国家医保局 国家卫生健康委
保护古迹。（文化和旅游部、国家文物局分别负责）
    responsible 文化和旅游部 国家文物局
落实资金。（各省、自治区、直辖市人民政府负责）
    responsible 各省、自治区、直辖市人民政府
推进联运。（交通运输部及各地区按职责分工负责）
    responsible 交通运输部 各地区
降低成本。（省发展改革委牵头，各市、县人民政府负责）
    lead 省发展改革委; responsible 各市、县人民政府
清运垃圾。（市城市管理局负责，市生态环境局指导）
    responsible 市城市管理局; supervise 市生态环境局
发展冷链。（省商务厅牵头负责，省邮政管理局、省供销合作社按职责分工负责）
    lead 省商务厅; responsible 省邮政管理局 省供销合作社
治理网络。（中央网信办、工业和信息化部、公安部负责）
    responsible 中央网信办 工业和信息化部 公安部
移风易俗。（县委宣传部牵头，县教育局、团县委、县妇联配合）
    lead 县委宣传部; support 县教育局 团县委 县妇联
稳定就业。（责任单位：市教育局、市人力资源社会保障局，各县（市、区）人民政府）
    responsible 市教育局 市人力资源社会保障局 各县（市、区）人民政府
治理超载。（县交通运输局牵头；县公安局、县城管局配合；各乡镇（街道）实施）
    lead 县交通运输局; support 县公安局 县城管局; responsible 各乡镇（街道）
封山育林。（责任单位：县林业局；完成时限：2030年6月）
    responsible 县林业局
办好运动会。（主办单位：市体育局，协办单位：市教育局）
    lead 市体育局; support 市教育局
完善储备。（责任单位：区发展改革委、区财政局等部门）
    responsible 区发展改革委 区财政局
归集数据。（牵头部门：市大数据局 配合部门：市委编办、市政务服务局）
    lead 市大数据局; support 市委编办 市政务服务局
管好资金。（县财政局、县审计局负责监督）
    supervise 县财政局 县审计局
管好水库。（责任单位：县水利局、有关乡镇）
    responsible 县水利局 有关乡镇
发放补贴。（财政部、民政部、中国残联负责）
    responsible 财政部 民政部 中国残联
公开信息。（各有关部门按职责分工负责）
    responsible 各有关部门
开展普查。（省统计局牵头，省有关部门配合）
    lead 省统计局; support 省有关部门
建设驿站。（市总工会、市交通运输局等按职责分工负责）
    responsible 市总工会 市交通运输局
清理收费。（财政部、税务总局）
    responsible 财政部 税务总局
修渠。（责任领导：张某某；责任单位：县水利局）
    responsible 县水利局
修渠。（完成时限：2030年6月；责任单位：县水利局）
    responsible 县水利局
修渠。（时限：2030年6月，牵头单位：县水利局，配合单位：各乡镇人民政府）
    lead 县水利局; support 各乡镇人民政府
防治疫病。（省农业农村厅、省林草局、各市州人民政府按职责分工负责）
    responsible 省农业农村厅 省林草局 各市州人民政府
推进电气化。（国家能源局牵头，国家电网有限公司参与）
    lead 国家能源局; support 国家电网有限公司
落实责任。（县河长制办公室牵头，县水利局、县生态环境分局配合）
    lead 县河长制办公室; support 县水利局 县生态环境分局
建成水厂。（县水利局牵头，县自然资源和规划局、县住房和城乡建设局按职责配合）
    lead 县水利局; support 县自然资源和规划局 县住房和城乡建设局
扩大覆盖。（牵头单位：省医保局。责任单位：省财政厅、省税务局。）
    lead 省医保局; responsible 省财政厅 省税务局
改善环境。（牵头单位：县住建局；配合单位：县城管局、各镇街）
    lead 县住建局; support 县城管局 各镇街
落实政策。（市场监管总局负责，各地区落实）
    responsible 市场监管总局 各地区
建闸。（牵头单位：县水利局、县应急局）
    lead 县水利局 县应急局
建闸。(责任单位:县水利局)
    responsible 县水利局
建闸。（责任单位:县水利局、县财政局，各镇）
    responsible 县水利局 县财政局 各镇
招工。（省教育厅、省人力资源社会保障厅，各市人民政府负责）
    responsible 省教育厅 省人力资源社会保障厅 各市人民政府
监督。（县纪委监委、县委组织部负责）
    responsible 县纪委监委 县委组织部
提速。（国家铁路局、中国国家铁路集团有限公司按职责分工负责）
    responsible 国家铁路局 中国国家铁路集团有限公司
治污。（生态环境部牵头，国务院有关部门参与，地方各级人民政府负责落实）
    lead 生态环境部; support 国务院有关部门; responsible 地方各级人民政府
贷款。（人民银行、金融监管总局、中国证监会负责）
    responsible 人民银行 金融监管总局 中国证监会
普法。（最高人民法院、最高人民检察院、公安部、司法部负责）
    responsible 最高人民法院 最高人民检察院 公安部 司法部
招商。（各开发区管委会、各县（市、区）人民政府负责）
    responsible 各开发区管委会 各县（市、区）人民政府
培训。（教育部牵头，人力资源社会保障部、国家卫生健康委配合，2030年底前完成）
    lead 教育部; support 人力资源社会保障部 国家卫生健康委
培训。（教育部负责；持续推进）
    responsible 教育部
培训。（教育部牵头，持续实施）
    lead 教育部
共治。（市委社会工作部、市民政局等按职责分工负责）
    responsible 市委社会工作部 市民政局
盘活。（牵头单位：市发展改革委 责任单位：市财政局、市国资委）
    lead 市发展改革委; responsible 市财政局 市国资委
种粮。（责任单位：县委农办、县农业农村局，各镇人民政府）
    responsible 县委农办 县农业农村局 各镇人民政府
调水。（省水利厅、各市人民政府，杨凌示范区管委会负责）
    responsible 省水利厅 各市人民政府 杨凌示范区管委会
调水。（各市（州）人民政府、兰州新区管委会负责）
    responsible 各市（州）人民政府 兰州新区管委会
"""


@pytest.mark.parametrize(("sentence", "wanted"), cases(TAILS))
def test_a_bracket_behind_the_text_names_bodies_with_their_roles(sentence: str, wanted: Duties) -> None:
    assert duties(below_a_heading(sentence)) == wanted


FIRST_LEADS = """
修桥。（交通运输部、财政部负责，列第一位者为牵头单位，下同）
    lead 交通运输部; responsible 财政部
修桥。（责任单位：市水务局、市生态环境局。排在首位的为牵头单位，下同）
    lead 市水务局; responsible 市生态环境局
修桥。（县交通运输局、县财政局按职责分工负责，排第一位的为牵头单位，下同）
    lead 县交通运输局; responsible 县财政局
修桥。（县交通运输局、县财政局负责；列首位的为牵头部门，以下同）
    lead 县交通运输局; responsible 县财政局
修桥。（县交通运输局负责，列第一位的为牵头单位，下同）
    responsible 县交通运输局
"""


@pytest.mark.parametrize(("sentence", "wanted"), cases(FIRST_LEADS))
def test_the_first_of_a_list_leads_where_the_document_says_so(sentence: str, wanted: Duties) -> None:
    assert duties(below_a_heading(sentence)) == wanted


def test_what_is_said_once_of_the_first_body_holds_for_all_lists_behind() -> None:
    text = (
        "一、重点任务\n"
        "（一）修桥。加固危桥。（县交通运输局、县财政局负责，列第一位者为牵头单位，下同）\n"
        "（二）办学。扩建校舍。（县教育局、县财政局、县住房城乡建设局负责）\n"
        "（三）植树。绿化荒山。（县林业局负责）\n"
        "（四）清淤。疏浚河道。（县水利局牵头，县财政局配合）\n"
    )
    assert by_task(text) == {
        "修桥": {("lead", "县交通运输局"), ("responsible", "县财政局")},
        "办学": {("lead", "县教育局"), ("responsible", "县财政局"), ("responsible", "县住房城乡建设局")},
        "植树": {("responsible", "县林业局")},
        "清淤": {("lead", "县水利局"), ("support", "县财政局")},
    }


def test_without_such_words_nobody_of_a_list_leads() -> None:
    assert duties(below_a_heading("修桥。（县交通运输局、县财政局负责）")) == {
        ("responsible", "县交通运输局"),
        ("responsible", "县财政局"),
    }


LABELS = """
责任单位：县民政局、县财政局。
    responsible 县民政局 县财政局
牵头单位：县民政局；配合单位：县财政局、县残联
    lead 县民政局; support 县财政局 县残联
责任单位: 县民政局,县财政局
    responsible 县民政局 县财政局
牵头部门：市民政局  责任部门：市财政局
    lead 市民政局; responsible 市财政局
指导单位：省民政厅
    supervise 省民政厅
"""


@pytest.mark.parametrize(("line", "wanted"), cases(LABELS))
def test_a_label_in_a_line_of_its_own_assigns_the_work_above_it(line: str, wanted: Duties) -> None:
    assert by_task(f"一、重点任务\n（一）办好食堂\n支持社区办食堂。\n{line}\n（二）修路\n养好公路。\n") == {
        "办好食堂": wanted
    }


def test_each_task_keeps_its_own_bodies() -> None:
    text = (
        "一、重点任务\n（一）养好公路。加强巡查。（县交通运输局负责）\n"
        "（二）办好学校。扩建校舍。（县教育局负责）\n（三）绿化荒山。补植补造。\n"
    )
    assert by_task(text) == {
        "养好公路": {("responsible", "县交通运输局")},
        "办好学校": {("responsible", "县教育局")},
    }
    outline = split_sections(text, ONTOLOGY)
    assert [task.title for task in unassigned(outline.tasks, find(text))] == ["绿化荒山"]


def test_tasks_in_one_line_keep_their_own_bodies() -> None:
    text = "一、重点任务 （一）养好公路。加强巡查。（县交通运输局负责）（二）办好学校。扩建校舍。（县教育局负责）"
    assert by_task(text) == {
        "养好公路": {("responsible", "县交通运输局")},
        "办好学校": {("responsible", "县教育局")},
    }


def test_the_bracket_of_a_heading_counts_for_what_stands_below() -> None:
    text = "一、重点任务（县交通运输局牵头）\n（一）养好公路。加强巡查。\n（二）修好桥梁。加固危桥。（县财政局负责）\n"
    outline = split_sections(text, ONTOLOGY)
    stated = find(text)
    titles = {s.id: s.title for s in outline.sections} | {t.id: t.title for t in outline.tasks}
    concluded = conclude_inherited(outline, stated)
    assert {(titles[r.task], r.role, r.agent) for r in stated} == {
        ("重点任务", "lead", "县交通运输局"),
        ("修好桥梁", "responsible", "县财政局"),
    }
    assert [(titles[r.task], r.agent, r.explicit) for r in concluded] == [("养好公路", "县交通运输局", False)]


TABLE = """一、任务分工
序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限
1 | 建设检测站 | 县农业农村局 | 县市场监管局、县财政局 | 2030年6月
2 | 改造屠宰场 | 县农业农村局 | 各乡镇人民政府 | 2030年12月
3 | 公布检测结果 | 县市场监管局 |  | 长期
"""


def test_the_columns_of_a_table_tell_the_roles() -> None:
    assert by_task(TABLE) == {
        "建设检测站": {("lead", "县农业农村局"), ("support", "县市场监管局"), ("support", "县财政局")},
        "改造屠宰场": {("lead", "县农业农村局"), ("support", "各乡镇人民政府")},
        "公布检测结果": {("lead", "县市场监管局")},
    }


@pytest.mark.parametrize(
    ("header", "role"),
    [
        ("责任单位", "responsible"),
        ("负责部门", "responsible"),
        ("牵头部门", "lead"),
        ("主办单位", "lead"),
        ("协办单位", "support"),
        ("参与单位", "support"),
        ("指导部门", "supervise"),
        ("督导单位", "supervise"),
    ],
)
def test_the_head_of_a_column_names_its_role(header: str, role: str) -> None:
    text = f"一、任务分工\n序号 | 工作任务 | {header}\n1 | 建设检测站 | 县农业农村局、县财政局\n"
    assert by_task(text) == {"建设检测站": {(role, "县农业农村局"), (role, "县财政局")}}


def test_a_cell_that_tells_roles_itself_is_read_as_it_says() -> None:
    text = "一、任务分工\n序号 | 工作任务 | 责任单位\n1 | 建设检测站 | 县农业农村局牵头，县财政局配合\n"
    assert by_task(text) == {"建设检测站": {("lead", "县农业农村局"), ("support", "县财政局")}}


def test_a_table_by_bodies_gives_each_body_its_work() -> None:
    text = "一、责任分工\n序号 | 责任单位 | 工作任务\n1 | 县水利局 | 疏浚河道\n2 | 县林业局 | 绿化堤岸\n"
    assert by_task(text) == {
        "疏浚河道": {("responsible", "县水利局")},
        "绿化堤岸": {("responsible", "县林业局")},
    }


def test_a_table_of_figures_names_nobody() -> None:
    text = "一、主要指标\n指标 | 单位 | 责任人数 | 2030年\n森林覆盖率 | % | 3 | 45\n"
    assert duties(text) == set()


def test_one_body_may_have_two_roles_and_is_named_once_for_each() -> None:
    text = below_a_heading("县财政局要保障经费。（县水利局牵头，县财政局配合）（县水利局牵头）")
    assert sorted((found.role, found.agent) for found in find(text)) == [
        ("lead", "县水利局"),
        ("responsible", "县财政局"),
        ("support", "县财政局"),
    ]


PIECES = st.sampled_from(
    [
        "一、重点任务", "（一）修路。", "（县水利局负责）", "（牵头单位：", "县财政局", "各乡镇人民政府", "、", "，",
        "；", "）", "。", "负责", "牵头", "会同", "由", "请", "要", "应当", "等部门", "列第一位者为牵头单位",
        "责任单位：", "企业", "鼓励", "\n", "　", "序号 | 任务 | 责任单位\n", "1 | 修路 | 县水利局\n", "【", "】",
        "(", "按职责分工负责", "第一条 ", "的", "2030年",
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=24).map("".join))
def test_a_quote_is_its_span_and_nobody_is_named_who_is_not_in_the_text(text: str) -> None:
    outline = split_sections(text, ONTOLOGY)
    places = {s.id for s in outline.sections} | {t.id for t in outline.tasks} | {""}
    plain = "".join(text.split())
    for found in find(text):
        assert found.quote == text[found.begin : found.end] != ""
        assert found.agent in plain
        assert "".join(found.agent.split()) in "".join(found.quote.split())
        assert found.task in places
        assert found.explicit
        assert 0 < found.confidence <= 1


@given(st.lists(PIECES, max_size=24).map("".join))
def test_what_is_concluded_repeats_what_is_stated_higher_up(text: str) -> None:
    outline = split_sections(text, ONTOLOGY)
    stated = find(text)
    known = {(found.agent, found.role, found.quote) for found in stated}
    named = {found.task for found in stated}
    for each in conclude_inherited(outline, stated):
        assert (each.agent, each.role, each.quote) in known
        assert not each.explicit
        assert each.task not in named
