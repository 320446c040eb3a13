import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ingest.agent_lists import Agent, read_agents, split_agents
from zhengtu.ontology import load_ontology

ONTOLOGY = load_ontology()


def split(text: str) -> list[str] | None:
    agents = split_agents(text, 0, len(text), ONTOLOGY)
    return None if agents is None else [agent.text for agent in agents]


def read(text: str) -> tuple[list[str], str]:
    agents, stop = read_agents(text, 0, len(text), ONTOLOGY)
    return [agent.text for agent in agents], text[stop:]


@pytest.mark.parametrize(
    ("text", "agents"),
    [
        ("财政部", ["财政部"]),
        ("财政部、教育部", ["财政部", "教育部"]),
        ("财政部和教育部", ["财政部", "教育部"]),
        ("财政部，教育部；民政部", ["财政部", "教育部", "民政部"]),
        ("财政部 教育部", ["财政部", "教育部"]),
        ("财政部\n教育部", ["财政部", "教育部"]),
        ("文化和旅游部、工业和信息化部", ["文化和旅游部", "工业和信息化部"]),
        ("人力资源和社会保障部与住房和城乡建设部", ["人力资源和社会保障部", "住房和城乡建设部"]),
        ("县卫生健康局、县医保局以及县民政局", ["县卫生健康局", "县医保局", "县民政局"]),
        ("国家发展改革委等", ["国家发展改革委"]),
        ("国家发展改革委、财政部等部门", ["国家发展改革委", "财政部"]),
        ("教育部等有关部门和单位", ["教育部"]),
        ("各省（区、市）人民政府", ["各省（区、市）人民政府"]),
        ("各省、自治区、直辖市人民政府", ["各省、自治区、直辖市人民政府"]),
        ("财政部，各省、自治区、直辖市人民政府", ["财政部", "各省、自治区、直辖市人民政府"]),
        ("水利部及各县（市、区）人民政府", ["水利部", "各县（市、区）人民政府"]),
        ("各市、县人民政府", ["各市、县人民政府"]),
        ("县自然资源和规划局、县住房和城乡建设局", ["县自然资源和规划局", "县住房和城乡建设局"]),
        ("县政府办公室、县政府督查室", ["县政府办公室", "县政府督查室"]),
        ("省委宣传部、省文明办", ["省委宣传部", "省文明办"]),
        ("团县委、县妇联、县工商联", ["团县委", "县妇联", "县工商联"]),
        ("国家电网有限公司、中国石油集团", ["国家电网有限公司", "中国石油集团"]),
        ("县水务集团、各供水企业", ["县水务集团", "各供水企业"]),
        ("县教育局（县委教育工委）、县财政局", ["县教育局（县委教育工委）", "县财政局"]),
        ("国务院有关部门，各地区", ["国务院有关部门", "各地区"]),
    ],
)
def test_a_list_names_each_body_once(text: str, agents: list[str]) -> None:
    assert split(text) == agents


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2030年底前完成",
        "持续推进",
        "以上年数据为准",
        "谁主管、谁",
        "详见附件一",
        "每户不超过三千元",
        "责任到人、措施到位",
        "“十五五”期间",
    ],
)
def test_what_holds_no_bodies_is_no_list(text: str) -> None:
    assert not split(text)


@pytest.mark.parametrize(
    ("text", "agents", "rest"),
    [
        ("县水利局负责河道清淤", ["县水利局"], "负责河道清淤"),
        ("县水利局、县财政局要加强协调", ["县水利局", "县财政局"], "要加强协调"),
        ("财政部等部门组织评估", ["财政部"], "组织评估"),
        ("文化和旅游部要完善标准", ["文化和旅游部"], "要完善标准"),
        ("各地区要落实责任", ["各地区"], "要落实责任"),
        ("各地区、各部门要落实责任", ["各地区", "各部门"], "要落实责任"),
        ("县级以上人民政府应当编制规划", ["县级以上人民政府"], "应当编制规划"),
        ("教育、公安等部门应当加强巡查", ["教育、公安等部门"], "应当加强巡查"),
        ("安吉县水利局应当公布名录", ["安吉县水利局"], "应当公布名录"),
        ("临港新片区管委会负责统筹", ["临港新片区管委会"], "负责统筹"),
        ("区政府主要领导负责推进", ["区政府主要领导"], "负责推进"),
    ],
)
def test_bodies_at_the_head_of_a_sentence_are_read_up_to_its_verb(text: str, agents: list[str], rest: str) -> None:
    assert read(text) == (agents, rest)


@pytest.mark.parametrize(
    "text",
    [
        "农村公路要纳入预算",
        "加强部门协作",
        "企业应当依法纳税",
        "推动各地区共享数据",
        "对有关部门的意见逐条研究",
        "支持地方政府发行债券",
        "高质量发展要求更高",
        "修路架桥",
        "",
    ],
)
def test_a_sentence_that_opens_with_no_body_gives_none(text: str) -> None:
    assert read(text) == ([], text)


PIECES = st.sampled_from(
    [
        "财政部", "县水利局", "各省（区、市）", "人民政府", "、", "和", "等部门", "，", "（", "）", "加强", "村",
        "有关", "2030年", " ", "\n", "及",
    ]
)  # fmt: skip


@given(st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=60)))
def test_bodies_are_spans_of_the_text_in_order(text: str) -> None:
    agents, stop = read_agents(text, 0, len(text), ONTOLOGY)
    split_ = split_agents(text, 0, len(text), ONTOLOGY) or ()
    assert 0 <= stop <= len(text)
    assert all(agent.end <= stop for agent in agents)
    for found in (agents, split_):
        position = 0
        for agent in found:
            assert isinstance(agent, Agent)
            assert position <= agent.begin < agent.end <= len(text)
            assert text[agent.begin : agent.end] == agent.text
            position = agent.end
