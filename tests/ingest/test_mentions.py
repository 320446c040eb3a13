import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhengtu.ingest.document import Document
from zhengtu.ingest.mention import Mention
from zhengtu.ingest.mentions import find_mentions
from zhengtu.ingest.outline import Outline
from zhengtu.ontology import load_ontology

ONTOLOGY = load_ontology()
NATIONAL = Document("n", "国务院治水意见", level="national", jurisdiction="100000", issued="2030-03-05")
COUNTY = Document("c", "安吉县治水方案", level="county", jurisdiction="330523", issued="2030-03-05")


def mentions(text: str, document: Document = COUNTY) -> tuple[Mention, ...]:
    return find_mentions(Outline(text), document, ONTOLOGY)


def named(text: str, kind: str, document: Document = COUNTY) -> dict[str, str]:
    return {mention.text: mention.entity for mention in mentions(text, document) if mention.type == kind}


@pytest.mark.parametrize(
    ("sentence", "agencies"),
    [
        ("省水利厅、市水利局要加强指导。", {"省水利厅": "agency:330000/water", "市水利局": "agency:330500/water"}),
        ("安吉县水利局公布名录。", {"安吉县水利局": "agency:330523/water"}),
        ("浙江省湖州市安吉县人民政府批准。", {"浙江省湖州市安吉县人民政府": "agency:330523/government"}),
        ("县市场监管局开展抽检。", {"县市场监管局": "agency:330523/market-regulation"}),
        ("县委宣传部组织宣讲。", {"县委宣传部": "agency:330523/publicity"}),
        ("团县委招募志愿者。", {"团县委": "agency:330523/youth-league"}),
        ("财政部、农业农村部下达资金。", {"财政部": "agency:mof", "农业农村部": "agency:mara"}),
        ("报国务院办公厅备案。", {"国务院办公厅": "agency:sc-office"}),
        ("向国家知识产权局申请。", {"国家知识产权局": "agency:cnipa"}),
    ],
)
def test_bodies_are_named_with_the_place_or_level_in_front(sentence: str, agencies: dict[str, str]) -> None:
    assert named(sentence, "Agency") == agencies


@pytest.mark.parametrize(
    "sentence",
    [
        "科技部门要加强指导。",
        "由教育部门牵头。",
        "各地区、各有关部门要落实责任。",
        "政府购买服务稳步推进。",
        "政府采购更加规范。",
        "市场监管不断加强。",
        "城市管理水平提高。",
        "水利工程标准化管理。",
        "按照安政办发〔2030〕1号文件执行。",
        "中央财政安排补助。",
        "会议部署了全年工作。",
    ],
)
def test_kinds_of_bodies_and_words_that_only_look_like_names_are_no_agencies(sentence: str) -> None:
    assert named(sentence, "Agency") == {}


def test_a_department_without_a_place_is_nobody_in_a_national_text() -> None:
    assert named("水利局要加强指导。", "Agency", NATIONAL) == {}
    assert named("水利部要加强指导。", "Agency", NATIONAL) == {"水利部": "agency:mwr"}


def test_a_provinces_commission_is_not_the_national_one() -> None:
    assert "agency:sasac" not in named("省国资委与企业签约。", "Agency", NATIONAL).values()


@pytest.mark.parametrize(
    ("sentence", "divisions"),
    [
        ("支持安吉县、德清县先行先试。", {"安吉县": "division:330523", "德清县": "division:330521"}),
        ("浙江杭州建设示范区。", {"浙江": "division:330000", "杭州": "division:330100"}),
        ("北京市海淀区设立园区。", {"北京市": "division:110000", "海淀区": "division:110108"}),
        ("长江流经湖北、安徽。", {"湖北": "division:420000", "安徽": "division:340000"}),
    ],
)
def test_places_are_told_by_their_full_name_or_by_the_province_in_front(
    sentence: str, divisions: dict[str, str]
) -> None:
    assert named(sentence, "Division", NATIONAL) == divisions


@pytest.mark.parametrize(
    "sentence",
    [
        "山区发展特色产业。",
        "小区设施老化。",
        "县域经济快速发展。",
        "示范县建设有序推进。",
        "和县域治理相结合。",
        "新城区改造加快。",
        "老城区排水不畅。",
        "沿海地区经济活跃。",
        "朝阳产业快速成长。",
    ],
)
def test_common_words_hold_no_places(sentence: str) -> None:
    assert named(sentence, "Division", NATIONAL) == {}


def test_a_countys_name_that_several_share_is_left_open_without_its_province() -> None:
    assert named("鼓楼区改造管网。", "Division", NATIONAL) == {}
    assert named("南京市鼓楼区改造管网。", "Division", NATIONAL)["鼓楼区"] == "division:320106"


@pytest.mark.parametrize(
    ("sentence", "programme"),
    [
        ("开展“百村示范”行动。", "“百村示范”行动"),
        ("深入实施“清流润村”工程。", "“清流润村”工程"),
        ("实施小水库安全提升工程。", "小水库安全提升工程"),
        ("依托全国水资源信息平台。", "全国水资源信息平台"),
        ("推进“县管乡用”试点。", "“县管乡用”试点"),
    ],
)
def test_a_named_programme_that_no_vocabulary_lists_keeps_its_name(sentence: str, programme: str) -> None:
    assert named(sentence, "Programme") == {programme: f"programme={programme}"}


@pytest.mark.parametrize(
    "sentence",
    [
        "实施一批重大工程。",
        "开展专项行动。",
        "制定年度计划。",
        "解决“最后一公里”问题。",
        "加强工程质量监管。",
        "建设信息平台。",
        "完善项目管理制度。",
    ],
)
def test_any_plan_or_project_is_no_programme(sentence: str) -> None:
    assert named(sentence, "Programme") == {}


def test_a_programme_of_the_vocabulary_gets_its_id() -> None:
    entity = named("创建国家农业高新技术产业示范区。", "Programme")["国家农业高新技术产业示范区"]
    assert entity.startswith("programme:")


@pytest.mark.parametrize(
    ("sentence", "actors"),
    [
        ("鼓励龙头企业和高等学校合作。", {"龙头企业", "高等学校"}),
        ("支持农民合作社、家庭农场发展。", {"农民合作社", "家庭农场"}),
        ("修好农村公路。", set()),
        # A name does not begin with the last character of another word.
        ("动员全社会参与节水。", {"全社会"}),
        ("健全社会信用体系。", set()),
        ("明确小区业主的权利。", {"业主"}),
        ("由行业主管部门核查。", set()),
        ("关心一线职工。", {"职工"}),
        ("安排专职工作人员。", set()),
        ("检查建筑施工企业。", {"施工企业"}),
        ("扶持金融企业，规范非金融企业。", {"金融企业"}),
    ],
)
def test_groups_of_actors_are_told_by_the_vocabulary(sentence: str, actors: set[str]) -> None:
    assert set(named(sentence, "ActorGroup")) == actors


PIECES = st.sampled_from(
    [
        "安吉县", "浙江", "朝阳", "财政局", "县", "省", "财政部", "政府", "人民政府", "“", "”", "行动", "实施", "国家",
        "工程", "、", "。", "〔2030〕1号", "会同", "示范区", "龙头企业", "的", " ", "\n",
    ]
)  # fmt: skip


@given(st.one_of(st.lists(PIECES, max_size=16).map("".join), st.text(max_size=60)))
def test_mentions_are_spans_in_order_and_those_of_one_type_do_not_overlap(text: str) -> None:
    for document in (NATIONAL, COUNTY):
        found = mentions(text, document)
        assert list(found) == sorted(found, key=lambda mention: (mention.begin, -mention.end, mention.type))
        position = dict.fromkeys(("Agency", "Programme", "Division", "ActorGroup"), 0)
        for mention in found:
            assert mention.text == text[mention.begin : mention.end] != ""
            assert mention.begin >= position[mention.type]
            position[mention.type] = mention.end


def test_a_list_of_counties_is_named_as_such_and_what_its_name_holds_too() -> None:
    sentence = "支持第一批创新型县（市）和国家乡村振兴重点帮扶县建设。"
    assert named(sentence, "DivisionSet") == {
        "第一批创新型县（市）": "division-set:innovative-counties-1",
        "国家乡村振兴重点帮扶县": "division-set:key-counties-160",
    }
    assert "创新型县（市）" in named(sentence, "Programme")


def test_a_place_is_found_behind_another_one_whose_words_reach_up_to_it() -> None:
    sentence = "支持新昌县深化科技体制改革，支持安吉县探索绿色创新发展路径。"
    assert named(sentence, "Division") == {"新昌县": "division:330624", "安吉县": "division:330523"}
