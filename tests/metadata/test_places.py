"""Places: printed, inferred from an address, or looked up."""

from __future__ import annotations

import pytest

import toolkit as tk


def read(text: str) -> dict[str, tuple[str, str]]:
    """Field to value and basis."""
    table = tk.build_ledger(tk.Corpus.from_reports([tk.Report("r", text)])).metadata
    return {row.field: (row.value, row.basis) for row in table.itertuples()}


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("滨州市生态环境局博兴县分局", ("山东省", "滨州市", "博兴县", "371625")),
        ("苍南县审计局", ("浙江省", "温州市", "苍南县", "330327")),
        ("东莞市生态环境局", ("广东省", "东莞市", None, "441900")),
        ("上海市青浦区赵屯卫生中心", ("上海市", None, "青浦区", "310118")),
        ("鼓楼区教育局", (None, None, "鼓楼区", None)),
        ("福州市鼓楼区教育局", ("福建省", "福州市", "鼓楼区", "350102")),
        ("城区教育局", (None, None, None, None)),
        ("莱芜市教育局", ("山东省", "莱芜市", None, "371200")),
        ("中共沛县安国镇委员会", ("江苏省", "徐州市", "沛县", "320322")),
        ("中共黟县卫生健康委党组", ("安徽省", "黄山市", "黟县", "341023")),
        ("东方市场开发服务有限公司党支部", (None, None, None, None)),
        ("东方市市场监督管理局", ("海南省", None, "东方市", "469007")),
    ],
)
def test_places_are_printed_or_looked_up(body: str, places: tuple[str | None, ...]) -> None:
    found = read(
        f"{body}关于巡察整改情况的通报\n现将整改情况通报如下。\n一、整改\n1.关于甲的问题,已改。\n"
    )
    names = ("province", "prefecture", "county", "division_code")
    assert tuple(found[name][0] if name in found else None for name in names) == places
    for name, place in zip(names[:3], places, strict=False):
        if place is not None:
            assert found[name][1] == ("printed" if place in body else "looked up")


@pytest.mark.parametrize(
    ("body", "address", "places"),
    [
        (
            "中共陕西水务发展集团有限公司委员会",
            "西安市莲湖区丰庆路1号",
            {
                "county": ("莲湖区", "inferred"),
                "prefecture": ("西安市", "inferred"),
                "province": ("陕西省", "looked up"),
            },
        ),
        (
            "中共宜昌市人民检察院党组",
            "湖北省宜昌市西陵区甲路6号",
            {
                "county": ("西陵区", "inferred"),
                "prefecture": ("宜昌市", "printed"),
                "province": ("湖北省", "printed"),
                "division_code": ("420500", "looked up"),
            },
        ),
        (
            "中共滨州市生态环境局博兴分局党组",
            "滨州市博兴县博城四路208号",
            {
                "county": ("博兴县", "printed"),
                "prefecture": ("滨州市", "printed"),
                "province": ("山东省", "looked up"),
                "division_code": ("371625", "looked up"),
            },
        ),
        (
            "中共靖边县人民法院党组",
            "陕西省榆林市靖边县长城路",
            {
                "county": ("靖边县", "printed"),
                "prefecture": ("榆林市", "printed"),
                "province": ("陕西省", "printed"),
                "division_code": ("610824", "looked up"),
            },
        ),
    ],
)
def test_an_address_says_where_a_body_sits_and_not_what_it_is_of(
    body: str, address: str, places: dict[str, tuple[str, str]]
) -> None:
    found = read(
        f"{body}关于巡视整改情况的通报\n现将整改情况通报如下。\n一、整改\n1.关于甲的问题,已改。\n"
        f"联系电话:029-80000000;通信地址:{address}。\n{body}\n2023年12月1日\n"
    )
    names = ("county", "prefecture", "province", "division_code")
    assert {name: found[name] for name in names if name in found} == places


def test_a_short_name_of_a_county_is_read_where_a_name_begins() -> None:
    text = (
        "关于巡察整改情况的通报\n按照应县委要求,市和县两级整改。现将整改情况通报如下。\n一、整改\n"
        "1.关于甲的问题,已改。\n"
    )
    assert "county" not in read(text)
    assert read(f"{text}丰县水利局党组\n2023年12月1日\n")["county"] == ("丰县", "printed")


def test_an_ambiguous_name_says_so() -> None:
    text = "鼓楼区教育局关于巡察整改情况的通报\n现将整改情况通报如下。\n一、整改\n1.关于甲的问题,已改。\n"
    table = tk.build_ledger(tk.Corpus.from_reports([tk.Report("r", text)])).metadata
    assert table.set_index("field").loc["county", "note"] == "4 divisions have this name"
