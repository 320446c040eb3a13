"""Who answers for what in sentences: subjects told to act, bodies behind 由 and 请, and words that assign none.

Each case is a sentence in the body of a task, and below it the roles and bodies that the sentence names.
"""

import pytest

from zhengtu.ingest.document import Document
from zhengtu.ingest.responsibilities import find_responsibilities
from zhengtu.ingest.structure import split_sections
from zhengtu.ontology import load_ontology

ONTOLOGY = load_ontology()
COUNTY = Document("c", "安吉县工作方案", level="county", jurisdiction="330523", issued="2030-03-05")
Duties = set[tuple[str, str]]


def below_a_heading(sentence: str) -> str:
    return f"一、重点任务\n（一）示例事项\n{sentence}\n"


def duties(text: str) -> Duties:
    found = find_responsibilities(split_sections(text, ONTOLOGY), COUNTY, ONTOLOGY)
    return {(each.role, each.agent) for each in found}


def cases(table: str) -> list[tuple[str, Duties]]:
    """Read a table: a sentence, and indented below it ``role body body; role body``."""
    found: list[tuple[str, Duties]] = []
    lines = table.strip("\n").split("\n")
    for sentence, answer in zip(lines[::2], lines[1::2], strict=True):
        assert answer.startswith("    "), sentence
        found.append((sentence, {(part.split()[0], body) for part in answer.split(";") for body in part.split()[1:]}))
    return found


SENTENCES = """
县教育局要会同县公安局开展校园周边整治。
    responsible 县教育局; joint 县公安局
请财政部安排必要经费。
    responsible 财政部
各地区、各有关部门要加强统筹。
    responsible 各地区 各有关部门
各级民政部门要健全台账。
    responsible 各级民政部门
县级以上人民政府应当建立健全工作机制。
    responsible 县级以上人民政府
国务院教育行政部门负责全国学前教育的统筹。
    responsible 国务院教育行政部门
县水利局负责全县农村供水的监督管理。
    responsible 县水利局
市商务局应会同市市场监管局对集贸市场进行检查。
    responsible 市商务局; joint 市市场监管局
具体办法由省财政厅会同省教育厅另行制定。
    responsible 省财政厅; joint 省教育厅
农业农村部要牵头做好统筹协调。
    lead 农业农村部
县财政局要积极配合。
    support 县财政局
区城管局要加强督导。
    supervise 区城管局
村民委员会协助乡镇人民政府做好登记。
    support 村民委员会
由县水利局牵头、县财政局配合，建设泵站。
    lead 县水利局; support 县财政局
请各市人民政府于6月底前报送方案。
    responsible 各市人民政府
各地区各部门要加强统筹。
    responsible 各地区 各部门
由省教育厅、省财政厅组织评估。
    responsible 省教育厅 省财政厅
公安机关负责户籍登记。
    responsible 公安机关
各级河长负责组织领导。
    responsible 各级河长
县教育局负责校园管理，县公安局负责周边巡逻。
    responsible 县教育局 县公安局
县教育局、县公安局要按照各自职责做好防范工作。
    responsible 县教育局 县公安局
县应急局牵头负责防汛物资调度。
    lead 县应急局
财政部、国家税务总局要完善相关政策。
    responsible 财政部 国家税务总局
各乡镇人民政府、街道办事处要落实属地责任。
    responsible 各乡镇人民政府 街道办事处
县农业农村局会同县财政局、县自然资源局制定种粮补贴办法。
    responsible 县农业农村局; joint 县财政局 县自然资源局
国家发展改革委、财政部负责统筹协调，住房城乡建设部、水利部配合。
    responsible 国家发展改革委 财政部; support 住房城乡建设部 水利部
安吉县水利局应当每年组织一次演练。
    responsible 安吉县水利局
县卫生健康局应当自收到报告之日起三日内组织核查。
    responsible 县卫生健康局
各县（市、区）要建立专班。
    responsible 各县（市、区）
街道办事处负责本辖区内的日常巡查。
    responsible 街道办事处
区人民政府应当将养老服务经费列入预算。
    responsible 区人民政府
教育、公安、交通运输等部门按照各自职责做好校车安全工作。
    responsible 教育、公安、交通运输等部门
县教育行政主管部门应当定期公布名单。
    responsible 县教育行政主管部门
县级人民政府教育行政部门应当建立台账。
    responsible 县级人民政府教育行政部门
国家发展改革委要加强指导。
    supervise 国家发展改革委
各镇要成立工作专班。
    responsible 各镇
县财政局负责资金保障，县审计局负责资金监督。
    responsible 县财政局 县审计局
县人民政府承担主体责任。
    responsible 县人民政府
各级财政部门应加大投入。
    responsible 各级财政部门
市、县人民政府应当编制专项规划。
    responsible 市、县人民政府
县水行政主管部门具体负责水资源调度。
    responsible 县水行政主管部门
县发展改革、财政、住房城乡建设等部门应当配合做好相关工作。
    support 县发展改革、财政、住房城乡建设等部门
乡镇人民政府、街道办事处应当协助做好登记。
    support 乡镇人民政府 街道办事处
县教育局应当会同县财政局、县发展改革局制定收费标准，并向社会公布。
    responsible 县教育局; joint 县财政局 县发展改革局
民政部门负责登记，公安部门负责查验，卫生健康部门负责体检。
    responsible 民政部门 公安部门 卫生健康部门
上述工作由省应急管理厅统筹推进。
    responsible 省应急管理厅
专家组由省科技厅聘任。
    responsible 省科技厅
由市教育局负责解释。
    responsible 市教育局
县文化广电旅游局要抓好景区监管，县市场监管局要查处价格违法行为。
    responsible 县文化广电旅游局 县市场监管局
县委、县政府督查室要定期督查。
    supervise 县委 县政府督查室
县河长办负责日常协调。
    responsible 县河长办
区政府主要领导负责总体推进。
    responsible 区政府主要领导
领导小组办公室负责日常工作。
    responsible 领导小组办公室
省防汛抗旱指挥部办公室负责汇总。
    responsible 省防汛抗旱指挥部办公室
到2030年，县教育局要新建三所学校。
    responsible 县教育局
县医保局予以配合。
    support 县医保局
县财政局给予协助。
    support 县财政局
同时，县教育局要加强宣传。
    responsible 县教育局
对不合格的单位，县市场监管局要责令整改。
    responsible 县市场监管局
"""


@pytest.mark.parametrize(("sentence", "wanted"), cases(SENTENCES))
def test_a_sentence_that_orders_names_its_subject(sentence: str, wanted: Duties) -> None:
    assert duties(below_a_heading(sentence)) == wanted


NOBODY = """
鼓励企业牵头组建创新联合体。
支持龙头企业负责基地建设。
企业负责人要参加安全培训。
经济由高速增长转向高质量发展。
农村公路要纳入县级财政预算。
由此产生的费用另行安排。
本办法所称农村公路，是指县道、乡道和村道。
近年来，县教育局加强了校园管理。
加强财政部门与教育部门的沟通。
申请财政部专项资金支持。
经省人民政府批准后实施。
报国务院备案后公布。
完善部门协同机制。
推动形成政府负责、社会协同、公众参与的格局。
按照国家发展改革委的要求，完善价格机制。
财政部门拨付的资金应当专款专用。
加快水库建设（含小型水库）。
按期完成改造（2021年至2025年）。
扩大试点范围（以下简称试点地区）。
落实文件要求（国办发〔2030〕1号）。
压实责任（责任到人、落实到位）。
加强监管（谁主管、谁负责）。
完善格局（政府主导、企业实施）。
将失信企业列入名单。
发挥行业协会作用，加强自律。
引导社会资本参与养老服务。
动员志愿者协助做好登记。
支持高校会同企业共建实验室。
向财政部报送绩效报告。
为县财政局提供数据支撑。
项目由政府投资建设。
费用由申请人承担。
由原来的三个工作日压缩为一个工作日。
培训乡镇负责人五十名。
设立县财政局专户。
对县教育局认定的学校给予补助。
公开县水利局电话。
截至去年底，全县已建成养老院五所。
明确牵头单位和责任单位，压实工作责任。
制定责任清单、任务清单、项目清单。
完善主管部门备案制度。
学校要开齐开足体育课。
压实乡镇属地责任。
坚持党委领导、政府主导、社会参与。
把责任落实到县直有关部门。
接受县人大常委会监督。
争取国家发展改革委支持。
用好财政部、农业农村部支持政策。
参照省教育厅做法执行。
按照省教育厅、省财政厅有关规定执行。
依托县农业农村局建立服务站。
整合教育、民政、残联等部门资金。
推动公安、教育等部门数据共享。
建立教育部门牵头的工作机制。
形成县级统筹、部门协同的格局。
鼓励有条件的地区先行先试。
支持各地探索创新。
引导各类企业参与。
允许县级财政部门自主调剂。
村级组织建设得到加强。
加强县水利局应急队伍建设。
健全县级领导联系制度。
新建县医院门诊楼（含附属用房）。
完成改造（其中市级负责部分另行公布）。
提高标准（每户不超过三千元）。
公布名单（见附件1，共十家单位）。
深化合作（与北京大学、清华大学等）。
加大支持（详见责任单位清单）。
完善办法（由此带来的问题另行研究）。
企业法定代表人负责安全生产。
物业服务企业应当建立巡查制度。
当事人应当在十日内申请复核。
任何单位和个人不得侵占水域。
"""


@pytest.mark.parametrize("sentence", NOBODY.strip().split("\n"))
def test_a_sentence_that_assigns_no_work_names_nobody(sentence: str) -> None:
    assert duties(below_a_heading(sentence)) == set()


@pytest.mark.parametrize("kind", ["面临形势", "指导思想", "基本原则", "发展目标"])
def test_sentences_outside_the_operative_part_assign_nothing(kind: str) -> None:
    assert duties(f"一、{kind}\n县水利局要加强巡查，县财政局要保障经费。\n") == set()


def test_opening_and_closing_assign_nothing() -> None:
    text = (
        "安吉县治水方案\n县水利局要认真执行。\n一、任务\n（一）清淤。疏浚河道。\n"
        "安吉县人民政府\n2030年3月5日\n（县水利局负责解释）\n"
    )
    assert duties(text) == set()


def test_articles_assign_work_also_in_the_general_provisions() -> None:
    text = (
        "第一章 总则\n第一条 为了管好水库，制定本办法。\n第二条 县水利局负责水库的监督管理。\n"
        "县财政局应当保障管护经费。\n第三条 本办法所称水库，是指小型水库。\n"
    )
    assert duties(text) == {("responsible", "县水利局"), ("responsible", "县财政局")}
