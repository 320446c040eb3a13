"""Addresses of every kind of page on the samples, shared by the tests."""

from urllib.parse import quote

NATION, PROVINCE, COUNTY = (quote(key) for key in ("国科发农-2022-158", "浙政办发-2022-900", "安政办发-2022-901"))

PAGES = (
    "/",
    f"/search?q={quote('安吉县')}",
    f"/search?q={quote('科技特派员')}&kind=measure&page=1",
    "/search?kind=target&level=county",
    f"/suggest?q={quote('安吉')}",
    f"/document/{COUNTY}",
    f"/document/{NATION}?begin=120&end=148",
    f"/document/{COUNTY}/task/t12",
    f"/document/{COUNTY}/target/g2",
    f"/document/{quote('国办发-2017-43')}",
    "/agency/330523/science",
    "/agency/most",
    "/division/330523",
    "/programme/xingchuang-tiandi",
    "/matrix",
    f"/matrix/{COUNTY}",
    f"/matrix/{PROVINCE}?agency={quote('省科技厅')}&role=lead",
    "/chain",
    f"/chain?document={COUNTY}",
    f"/chain?from={quote('programme:星创天地')}",
    "/targets",
    f"/targets?document={COUNTY}&year=2025",
    "/coverage",
    f"/coverage?lower={COUNTY}&higher={PROVINCE}",
    "/network",
    f"/network?view=typed-graph&document={COUNTY}&from={quote('安吉县科学技术局')}",
    "/queries",
    "/queries/responsibilities?ask=yes",
    f"/queries/agency-duties?agency={quote('县科技局')}",
    f"/queries/targets?document={quote('没有的文件')}",
    "/terms",
    "/openapi",
)


def json_of(address: str) -> str:
    """Return the address of a page's JSON twin."""
    path, question, query = address.partition("?")
    return f"{'/home' if path == '/' else path}.json{question}{query}"
