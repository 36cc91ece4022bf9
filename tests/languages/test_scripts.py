"""Chinese of one region into another's: characters by OpenCC, words by a table that was read, and nothing more."""

from __future__ import annotations

import pytest

from release_kit.languages.scripts import convert_script, wording

TO_TAIWAN, TO_MAINLAND = "s2tw+taiwan", "tw2s+mainland"


@pytest.mark.parametrize(
    ("mainland", "taiwan"),
    [
        ("循环经济得到支持", "循環經濟得到支持"),
        ("文件的对象", "文件的對象"),
        ("优化项目", "優化項目"),
        ("会议通过了议案", "會議通過了議案"),
        ("软件和信息网络", "軟體和資訊網路"),
        ("人工智能芯片", "人工智慧晶片"),
        ("服务器的数据库", "伺服器的資料庫"),
        ("新西兰与意大利", "紐西蘭與義大利"),
        ("海运营运收入与运营成本", "海運營運收入與營運成本"),
        ("优质量产与质量管理", "優質量產與品質管理"),
        ("纳米比亚的纳米技术", "納米比亞的奈米技術"),
        ("增加纳税，国内存款，官网上公布", "增加納稅，國內存款，官網上公布"),
        ("受灾的士兵", "受災的士兵"),
        ("用于计算法定人数", "用於計算法定人數"),
    ],
)
def test_mainland_text_is_written_as_taiwan_writes(mainland: str, taiwan: str) -> None:
    assert convert_script(mainland, TO_TAIWAN) == taiwan


@pytest.mark.parametrize(
    ("taiwan", "mainland"),
    [
        ("行程與循環", "行程与循环"),
        ("資訊軟體透過網路提供", "信息软件通过网络提供"),
        ("晶片品質與專案", "芯片质量与项目"),
        ("廈門市的門市", "厦门市的门店"),
        ("軟體動物", "软体动物"),
        ("支持文件的對象", "支持文件的对象"),
    ],
)
def test_taiwans_text_is_written_as_the_mainland_writes(taiwan: str, mainland: str) -> None:
    assert convert_script(taiwan, TO_MAINLAND) == mainland


@pytest.mark.parametrize("region", ["taiwan", "mainland"])
def test_a_region_s_words_are_not_taken_for_another_s_again(region: str) -> None:
    """What was written once is not rewritten: a second pass over the words changes nothing."""
    table = wording(region)
    assert len(table) > 100
    for own in table.values():
        assert not [word for word in table if word in own and table[word] != word and own not in table], own
