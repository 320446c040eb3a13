from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ingest.outline import Outline, Section, Task
from zhengtu.ingest.structure import split_sections
from zhengtu.ontology import load_ontology

ONTOLOGY = load_ontology()


def outline_of(text: str) -> Outline:
    return split_sections(text, ONTOLOGY)


def headings(text: str) -> list[tuple[int, str, str]]:
    return [(section.level, section.number, section.title) for section in outline_of(text).sections]


def kinds(text: str) -> dict[str, str]:
    return {section.title: section.kind for section in outline_of(text).sections}


def units(text: str) -> list[tuple[str, str]]:
    return [(task.kind, task.title) for task in outline_of(text).tasks]


PLAN = """某县农村供水保障实施方案
一、总体要求
（一）指导思想。以保障农村居民饮水安全为出发点，全面提升供水水平。
（二）基本原则
坚持城乡统筹。推动城市管网向农村延伸，实现同网同质同价。
坚持建管并重。落实管护主体和管护经费，保障工程长久运行。
（三）工作目标。到2030年，农村自来水普及率达到96%。
二、重点任务
（一）改造老旧管网。更换漏损管道，降低管网漏损率。（县水利局负责）
（二）建设水质化验室。
配备检测设备，定期公布检测结果。
三、保障措施
（一）加强组织领导。成立工作专班，定期调度。
（二）强化资金保障。县财政安排专项经费。
"""


def test_a_plan_has_the_tree_that_its_numbers_show() -> None:
    outline = outline_of(PLAN)
    parents = {section.id: section.title for section in outline.sections}
    assert [(s.level, s.number, s.title, parents.get(s.parent, "")) for s in outline.sections] == [
        (1, "一", "总体要求", ""),
        (2, "（一）", "指导思想", "总体要求"),
        (2, "（二）", "基本原则", "总体要求"),
        (2, "（三）", "工作目标", "总体要求"),
        (1, "二", "重点任务", ""),
        (2, "（一）", "改造老旧管网", "重点任务"),
        (2, "（二）", "建设水质化验室", "重点任务"),
        (1, "三", "保障措施", ""),
        (2, "（一）", "加强组织领导", "保障措施"),
        (2, "（二）", "强化资金保障", "保障措施"),
    ]


def test_a_plan_has_principles_tasks_and_safeguards() -> None:
    assert units(PLAN) == [
        ("principle", "坚持城乡统筹"),
        ("principle", "坚持建管并重"),
        ("task", "改造老旧管网"),
        ("task", "建设水质化验室"),
        ("safeguard", "加强组织领导"),
        ("safeguard", "强化资金保障"),
    ]


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("面临形势", "background"),
        ("充分认识森林防火的重要意义", "background"),
        ("工作基础", "background"),
        ("夯实绿色发展基础", "tasks"),
        ("总体要求", "principles"),
        ("指导思想和发展目标", "goals"),
        ("发展目标", "goals"),
        ("重点任务", "tasks"),
        ("完善基层服务网络", "tasks"),
        ("优化营商环境", "tasks"),
        ("保障措施", "safeguards"),
        ("加强组织领导", "safeguards"),
        ("提高住房保障能力", "tasks"),
        ("健全农产品质量安全监管机制", "tasks"),
        ("实施范围", "other"),
        ("附则", "other"),
    ],
)
def test_a_title_tells_what_its_section_is_about(title: str, kind: str) -> None:
    assert kinds(f"一、前言\n略述如下。\n二、{title}\n内容如下。\n")[title] == kind


def test_a_section_without_a_telling_title_is_about_what_the_one_above_is() -> None:
    text = "四、保障措施\n（一）建立台账。逐项登记。\n五、重点任务\n（一）建立台账。逐项登记。\n"
    found = [(s.number, s.kind) for s in outline_of(text).sections if s.title == "建立台账"]
    assert found == [("（一）", "safeguards"), ("（一）", "tasks")]


@pytest.mark.parametrize(
    ("line", "title", "run_in"),
    [
        ("（一）建设泵站", "建设泵站", False),
        ("（一）建设泵站。", "建设泵站", False),
        ("（一）建设泵站。新建提水泵站三座。", "建设泵站", True),
        ("（一）建设泵站：新建提水泵站三座，改造两座。", "建设泵站", True),
        ("（一） 建设泵站。新建提水泵站三座。", "建设泵站", True),
        ("（一）建设泵站（县水利局负责）", "建设泵站", False),
        ("（一）建设泵站。（县水利局牵头，县财政局配合）", "建设泵站", True),
        ("（一）深化“放管服”改革。精简审批事项。", "深化“放管服”改革", True),
        ("（一）落实《水法》。依法管水。", "落实《水法》", True),
        ("**（一）建设泵站。** 新建提水泵站三座。", "建设泵站", True),
    ],
)
def test_a_heading_ends_at_its_stop_and_without_its_bracket_of_duties(line: str, title: str, run_in: bool) -> None:
    section = outline_of(f"一、重点任务\n{line}\n").sections[1]
    assert (section.title, section.run_in) == (title, run_in)


def test_a_copy_that_lost_its_line_breaks_keeps_its_headings() -> None:
    text = (
        "某市养老服务意见 一、总体要求 以居家为基础，发展普惠养老。 二、主要任务 "
        "（一）建设社区食堂。支持餐饮企业运营。（市民政局负责）（二）改造适老设施。为困难家庭安装扶手。"
        "（市住建局负责） 三、组织实施。各区要抓好落实。"
    )
    assert headings(text) == [
        (1, "一", "总体要求"),
        (1, "二", "主要任务"),
        (2, "（一）", "建设社区食堂"),
        (2, "（二）", "改造适老设施"),
        (1, "三", "组织实施"),
    ]


def test_numbers_that_do_not_follow_are_no_headings_inside_a_line() -> None:
    text = "一、重点任务\n（一）整治河道。按照（三）类标准清淤，见（五）号图。\n（二）植树。绿化堤岸。\n"
    assert headings(text) == [(1, "一", "重点任务"), (2, "（一）", "整治河道"), (2, "（二）", "植树")]


def test_items_may_be_numbered_through_a_whole_plan() -> None:
    text = (
        "三、重点任务\n（一）夯实农业基础\n1. 建设良田。完善灌排设施。\n2. 推广良种。建设繁育基地。\n"
        "（二）壮大乡村产业\n3. 发展加工。引进加工企业。\n4. 打造品牌。保护地理标志。\n"
    )
    assert units(text) == [("task", "建设良田"), ("task", "推广良种"), ("task", "发展加工"), ("task", "打造品牌")]


def test_a_list_of_conditions_is_no_list_of_tasks() -> None:
    text = (
        "二、重点任务\n（一）严格准入。申请补贴应当具备下列条件：\n1.依法登记；\n2.信用良好；\n3.账目清楚。\n"
        "（二）优化流程。推行网上办理。\n"
    )
    assert units(text) == [("task", "严格准入"), ("task", "优化流程")]


def test_enumeration_words_open_no_section() -> None:
    text = "二、重点任务\n（一）完善管护。一是健全制度。二是落实人员。首先巡查，其次养护。\n"
    assert units(text) == [("task", "完善管护")]


def test_boxes_hold_items_and_end_at_the_next_heading() -> None:
    text = """三、重点任务
（一）培育主体。发展家庭农场，带动小农户增收。
专栏1 主体培育工程
1.家庭农场培育计划。建立名录，培育示范家庭农场。
2.合作社提升行动。规范财务，创建示范社。
（二）完善仓储。建设产地冷库，减少产后损失。
专栏2 仓储设施建设
产地冷库建设。在主产乡镇建设冷库，配套分拣设备。
粮食仓房改造。更新密闭设施，推广绿色储粮技术。
四、保障措施
加强领导。
"""
    assert headings(text) == [
        (1, "三", "重点任务"),
        (2, "（一）", "培育主体"),
        (3, "专栏1", "主体培育工程"),
        (2, "（二）", "完善仓储"),
        (3, "专栏2", "仓储设施建设"),
        (1, "四", "保障措施"),
    ]
    assert [title for kind, title in units(text) if kind == "box_item"] == [
        "家庭农场培育计划",
        "合作社提升行动",
        "产地冷库建设",
        "粮食仓房改造",
    ]


def test_a_reference_to_a_box_opens_none() -> None:
    assert len(headings("三、重点任务\n（一）培育主体。有关项目见专栏1。\n")) == 2


def test_chapters_hold_articles_and_untitled_articles_are_no_tasks() -> None:
    text = """某市集贸市场管理办法
第一章 总则
第一条 为了规范集贸市场管理，制定本办法。
第二条 市商务局负责集贸市场的规划。
第二章 经营管理
第三条（开办条件）开办集贸市场应当符合规划。
第四条 经营者应当遵守下列规定：
（一）亮照经营；
（二）明码标价；
（三）不得占道。
第三章 附则
第五条 本办法自2030年1月1日起施行。
"""
    assert [(level, number) for level, number, _ in headings(text)] == [
        (1, "第一章"),
        (2, "第一条"),
        (2, "第二条"),
        (1, "第二章"),
        (2, "第三条"),
        (2, "第四条"),
        (1, "第三章"),
        (2, "第五条"),
    ]
    assert units(text) == [("task", "开办条件")]


def test_articles_in_one_line_are_told_by_the_space_behind_them() -> None:
    text = "第一条　为了保护水源，制定本办法。第二条　县水利局负责水源保护，适用第九条规定。第三条　禁止养殖。"
    assert [number for _, number, _ in headings(text)] == ["第一条", "第二条", "第三条"]


def test_chapters_and_their_divisions_are_headings_of_a_plan() -> None:
    text = (
        "第三章 提升公共服务水平\n第一节 推进教育均衡发展\n改善乡村学校办学条件，建设周转房。\n"
        "第二节 提高医疗服务能力\n建设县域医共体，推动专家下沉。\n"
    )
    assert headings(text) == [
        (1, "第三章", "提升公共服务水平"),
        (2, "第一节", "推进教育均衡发展"),
        (2, "第二节", "提高医疗服务能力"),
    ]
    assert units(text) == [("task", "推进教育均衡发展"), ("task", "提高医疗服务能力")]


def test_an_annex_is_told_from_the_line_that_lists_it() -> None:
    text = """某县人民政府关于印发防汛工作方案的通知
各乡镇人民政府，县直各部门：
现将《某县防汛工作方案》印发给你们，请认真执行。
附件：某县防汛工作方案
某县人民政府
2030年3月1日
附件
某县防汛工作方案
一、工作目标
确保水库安全。
二、工作任务
（一）排查隐患。对病险水库逐一排查。
"""
    assert headings(text) == [
        (1, "附件", "某县防汛工作方案"),
        (2, "一", "工作目标"),
        (2, "二", "工作任务"),
        (3, "（一）", "排查隐患"),
    ]
    assert units(text) == [("task", "排查隐患")]


def test_dashes_open_principles_and_goals() -> None:
    text = """二、基本原则
——坚持保护优先。把生态保护放在首位，守住生态底线。
——坚持因地制宜。根据资源条件确定发展方向，避免一哄而上。
三、主要目标
——设施更加完善。建成覆盖全县的灌溉体系，节水能力明显提高。
——机制更加健全。管护主体全部落实，经费保障到位。
"""
    assert units(text) == [
        ("principle", "坚持保护优先"),
        ("principle", "坚持因地制宜"),
        ("goal", "设施更加完善"),
        ("goal", "机制更加健全"),
    ]


def test_a_table_of_contents_is_passed_over() -> None:
    text = (
        "某市林业发展规划\n目录\n一、发展基础\n二、重点任务\n一、发展基础\n森林覆盖率稳步提高。\n"
        "二、重点任务\n（一）扩大面积。实施荒山造林。\n"
    )
    assert headings(text) == [(1, "一", "发展基础"), (1, "二", "重点任务"), (2, "（一）", "扩大面积")]


def test_signature_and_notes_of_a_page_are_no_part_of_the_last_task() -> None:
    text = (
        "一、落实责任\n学校要配备食品安全总监。\n二、加大抽检\n增加批次。\n"
        "某省人民政府办公厅\n2030年4月5日\n（此件公开发布）\n"
    )
    outline = outline_of(text)
    closing = [text[p.begin : p.end] for p in outline.passages if p.kind == "closing"]
    assert closing == ["某省人民政府办公厅", "2030年4月5日", "（此件公开发布）"]
    assert all(not passage.task for passage in outline.passages if passage.kind == "closing")


def test_the_rows_of_a_table_of_work_are_tasks() -> None:
    text = """重点任务分工表
序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限
1 | 建设农产品检测站 | 县农业农村局 | 县市场监管局、县财政局 | 2030年6月
2 | 改造乡镇屠宰场 | 县农业农村局 | 各乡镇人民政府 | 2030年12月
"""
    outline = outline_of(text)
    assert [task.title for task in outline.tasks] == ["建设农产品检测站", "改造乡镇屠宰场"]
    (table,) = outline.tables
    assert table.header is not None
    assert [row.task for row in table.rows] == [task.id for task in outline.tasks]


def test_a_row_that_names_a_group_is_a_section_of_the_rows_below() -> None:
    text = """一、任务分工
序号 | 改革举措 | 责任单位
一、 | 提升服务 |
1 | 推行电子证照 | 市政务服务局
二、 | 减轻负担 |
1 | 压缩办理时限 | 市税务局
"""
    outline = outline_of(text)
    titles = {section.id: section.title for section in outline.sections}
    assert [(task.title, titles.get(task.section)) for task in outline.tasks if "任务" not in task.title] == [
        ("推行电子证照", "提升服务"),
        ("压缩办理时限", "减轻负担"),
    ]


def test_a_table_of_figures_states_no_tasks() -> None:
    text = "一、主要指标\n指标 | 单位 | 2030年\n森林覆盖率 | % | 45\n"
    assert outline_of(text).tasks == ()


def test_a_text_without_headings_has_no_sections() -> None:
    outline = outline_of("本县地处山区。\n去年粮食丰收。\n")
    assert (outline.sections, outline.tasks) == ((), ())
    assert [passage.kind for passage in outline.passages] == ["opening", "opening"]


PIECES = st.sampled_from(
    [
        "一、总体要求", "二、重点任务", "三、保障措施", "（一）修路。加快建设农村公路。", "（二）架桥。",
        "1.植树。绿化荒山。", "2.护林", "第一章 总则", "第一条 为了护林，制定本办法。", "专栏1 水利工程", "专栏 2",
        "附件", "附件1：分工表", "——坚持创新。以改革破解难题，增强活力。", "序号 | 任务 | 责任单位",
        "1 | 修路 | 县交通运输局", "一、 | 提升服务 | |", "目录", "2030年3月1日", "县水利局", "（此件公开发布）",
        "责任单位：县水利局", "坚持统筹。兼顾城乡发展，补齐短板弱项。", "", "　　（三）", "一是修路；", "|", "。", "（",
    ]
)  # fmt: skip
BREAKS = st.sampled_from(["\n", "", "　", "\n\n"])
TEXTS = st.tuples(BREAKS, st.lists(PIECES, max_size=14)).map(lambda drawn: drawn[0].join(drawn[1]))


@given(TEXTS)
def test_sections_are_ordered_and_inside_their_parents(text: str) -> None:
    outline = outline_of(text)
    known: dict[str, Section] = {section.id: section for section in outline.sections}
    assert len(known) == len(outline.sections)
    assert [s.begin for s in outline.sections] == sorted(s.begin for s in outline.sections)
    for section in outline.sections:
        assert 0 <= section.begin <= section.body_begin <= len(text)
        assert section.begin < section.end <= len(text)
        if section.parent:
            above = known[section.parent]
            assert above.begin <= section.begin
            assert section.end <= above.end
            assert section.level == above.level + 1
        else:
            assert section.level == 1


@given(TEXTS)
def test_sections_of_one_parent_do_not_overlap(text: str) -> None:
    by_parent: dict[str, list[Section]] = {}
    for section in outline_of(text).sections:
        by_parent.setdefault(section.parent, []).append(section)
    for siblings in by_parent.values():
        assert all(one.end <= other.begin for one, other in pairwise(siblings))


@given(TEXTS)
def test_tasks_and_passages_stand_where_they_say(text: str) -> None:
    outline = outline_of(text)
    sections = {section.id: section for section in outline.sections}
    tasks: dict[str, Task] = {task.id: task for task in outline.tasks}
    assert len(tasks) == len(outline.tasks)
    for task in outline.tasks:
        assert 0 <= task.begin <= task.body_begin
        assert task.begin < task.end <= len(text)
        assert not task.section or sections[task.section].begin <= task.begin < sections[task.section].end
        assert "".join(task.title.split()) in "".join(text.split())
    for passage in outline.passages:
        assert 0 <= passage.begin < passage.end <= len(text)
        assert not passage.task or tasks[passage.task].begin <= passage.begin < tasks[passage.task].end
        assert not passage.section or passage.section in sections
