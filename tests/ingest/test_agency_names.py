import pytest

from zhengtu.ingest.agency_names import agency_names, is_body, is_generic, is_named_body, resolve_agency
from zhengtu.ingest.document import Document
from zhengtu.ontology import load_ontology

ONTOLOGY = load_ontology()
NAMES = agency_names(ONTOLOGY)

NATIONAL = Document("n", "国务院关于治水的意见", level="national", jurisdiction="100000", issued="2030-03-05")
PROVINCE = Document("p", "浙江省治水意见", level="province", jurisdiction="330000", issued="2030-03-05")
COUNTY = Document("c", "安吉县治水方案", level="county", jurisdiction="330523", issued="2030-03-05")
DISTRICT = Document("d", "上海市崇明区治水方案", level="county", jurisdiction="310151", issued="2030-03-05")
UNKNOWN = Document("u", "某县治水方案")


@pytest.mark.parametrize(
    ("document", "name", "agency"),
    [
        (NATIONAL, "财政部", "agency:mof"),
        (NATIONAL, "发展改革委", "agency:ndrc"),
        (NATIONAL, "国家发展改革委", "agency:ndrc"),
        (COUNTY, "财政部", "agency:mof"),
        (COUNTY, "国家发展改革委", "agency:ndrc"),
        (COUNTY, "县财政局", "agency:330523/finance"),
        (COUNTY, "安吉县财政局", "agency:330523/finance"),
        (COUNTY, "财政局", "agency:330523/finance"),
        (COUNTY, "省财政厅", "agency:330000/finance"),
        (COUNTY, "市财政局", "agency:330500/finance"),
        (COUNTY, "湖州市财政局", "agency:330500/finance"),
        (COUNTY, "浙江省财政厅", "agency:330000/finance"),
        (COUNTY, "县人民政府", "agency:330523/government"),
        (COUNTY, "安吉县人民政府", "agency:330523/government"),
        (PROVINCE, "省财政厅", "agency:330000/finance"),
        (PROVINCE, "安吉县财政局", "agency:330523/finance"),
        (DISTRICT, "区财政局", "agency:310151/finance"),
        (DISTRICT, "市财政局", "agency:310000/finance"),
        (DISTRICT, "上海市崇明区财政局", "agency:310151/finance"),
        (UNKNOWN, "浙江省财政厅", "agency:330000/finance"),
    ],
)
def test_a_name_means_the_body_of_its_place_and_document(document: Document, name: str, agency: str) -> None:
    resolved = resolve_agency(name, document, ONTOLOGY)
    assert (resolved.agency, resolved.generic) == (agency, False)


@pytest.mark.parametrize(
    ("document", "name"),
    [
        (UNKNOWN, "县财政局"),  # which county?
        (UNKNOWN, "财政局"),
        (NATIONAL, "县财政局"),
        (PROVINCE, "县财政局"),
        (DISTRICT, "县财政局"),  # a district has no county of its own
    ],
)
def test_a_name_that_cannot_be_told_stays_itself(document: Document, name: str) -> None:
    assert resolve_agency(name, document, ONTOLOGY).agency == f"agency={name}"


def test_a_local_body_that_no_list_knows_is_named_with_its_place() -> None:
    # As 县低空经济专班 alone it would be one body with that of every other county.
    assert resolve_agency("县低空经济专班", COUNTY, ONTOLOGY).agency == "agency=安吉县低空经济专班"
    assert resolve_agency("县金融发展服务中心", COUNTY, ONTOLOGY).agency == "agency=安吉县金融发展服务中心"


@pytest.mark.parametrize(
    "name",
    [
        "各有关部门",
        "有关部门",
        "各地区",
        "各县（市、区）人民政府",
        "各省、自治区、直辖市人民政府",
        "各乡镇人民政府",
        "地方各级人民政府",
        "县级以上人民政府",
        "县直有关部门",
        "水利部门",
        "教育、公安等部门",
        "村民委员会",
        "街道办事处",
        "当地政府",
        "各级河长",
        "各成员单位",
    ],
)
def test_a_kind_of_body_is_generic_in_every_document(name: str) -> None:
    assert is_generic(name, NAMES)
    for document in (NATIONAL, COUNTY, UNKNOWN):
        resolved = resolve_agency(name, document, ONTOLOGY)
        assert (resolved.agency, resolved.generic) == (f"agency?{name}", True)


@pytest.mark.parametrize("name", ["财政部", "县水利局", "省地方金融监管局", "国务院办公厅", "县河长制办公室"])
def test_one_body_is_not_generic(name: str) -> None:
    assert not is_generic(name, NAMES)


def test_of_bodies_that_shared_a_name_the_one_of_the_time_is_meant() -> None:
    shared = {name: agencies for name, agencies in NAMES.national.items() if len(agencies) > 1}
    dated = [
        (name, agency)
        for name, agencies in shared.items()
        for agency in agencies
        if agency.valid_from and agency.valid_until and not any(o.valid_from is None for o in agencies if o != agency)
    ]
    for name, agency in dated:
        assert agency.valid_from is not None
        document = Document("x", "某意见", level="national", issued=agency.valid_from.isoformat())
        assert resolve_agency(name, document, ONTOLOGY).agency == f"agency:{agency.id}"
    living = [name for name, agencies in shared.items() if any(agency.valid_until is None for agency in agencies)]
    assert living
    for name in living:
        (now,) = [a for a in shared[name] if a.valid_until is None][:1]
        assert resolve_agency(name, NATIONAL, ONTOLOGY).agency == f"agency:{now.id}"


def test_brackets_and_spaces_do_not_change_who_is_meant() -> None:
    assert resolve_agency("县 财政局", COUNTY, ONTOLOGY) == resolve_agency("县财政局", COUNTY, ONTOLOGY)
    wide = resolve_agency("各县（市、区）人民政府", COUNTY, ONTOLOGY)
    assert resolve_agency("各县(市、区)人民政府", COUNTY, ONTOLOGY) == wide


@pytest.mark.parametrize(
    "name",
    [
        "财政部",
        "县水利局",
        "县低空经济专班",
        "国家电网有限公司",
        "各乡镇人民政府",
        "县残联",
        "某某大学",
        "县生态环境分局",
    ],
)
def test_a_known_name_or_the_last_word_of_one_makes_a_body(name: str) -> None:
    assert is_body(name, NAMES)


@pytest.mark.parametrize(
    "name",
    [
        "以2030年为基数",
        "按规定程序",
        "含县级市",
        "详见附件",
        "局",
        "企业法定代表人",
        "持续推进",
        "修路，架桥",
        "2030年6月",
    ],
)
def test_other_words_are_no_bodies(name: str) -> None:
    assert not is_body(name, NAMES)


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("科技部", True),
        ("县水利局", True),
        ("县低空办", True),
        ("省发展改革委", True),
        ("组织领导", False),
        ("各乡镇人民政府", False),
        ("修路", False),
        ("建设示范园区", False),
    ],
)
def test_only_one_body_for_sure_is_a_named_one(name: str, named: bool) -> None:
    assert is_named_body(name, NAMES) is named
