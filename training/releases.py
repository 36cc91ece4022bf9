"""Examples in press-release form: templates of what releases say, filled from the name lists.

The names stand in the English in the target language, as the guard sets them in. Dates and amounts
are written in both languages by the rules of `release_kit`. `training.prepare` mixes them in.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import opencc

# English | Japanese | Chinese. A..C companies or bodies, P Q places, X Y people with their office,
# E an event or product, T a technical term, D a date, M a month, Y4 a year, $ an amount, N a number.
TEMPLATES = """
{A} announced today that it will build a plant for {T} in {P}, {Q}. | {A}は本日、{Q}の{P}に{T}の工場を建設すると発表した。 | {A}今天宣布，将在{Q}{P}兴建{T}工厂。
The company will invest {$} and expects to hire {N} people by {M}. | 同社は{$}を投資し、{M}までに{N}人を雇用する予定である。 | 公司将投资{$}，预计到{M}雇用{N}人。
{X} said that the new plant will serve customers in {P} and {Q}. | {X}は、新工場は{P}と{Q}の顧客に対応すると述べた。 | {X}表示，新工厂将服务{P}和{Q}的客户。
"{P} has the people and the infrastructure that we need," {X} said. | 「{P}には私たちが必要とする人材とインフラがある」と{X}は述べた。 | {X}表示：“{P}拥有我们所需要的人才和基础设施。”
Construction begins on {D}, and production starts in {M}. | 建設は{D}に始まり、生産は{M}に開始する。 | 工程将于{D}动工，并于{M}投产。
The site has a floor area of {N} square meters. | 延べ床面積は{N}平方メートルである。 | 建筑面积为{N}平方米。
{X} welcomed the decision. | {X}はこの決定を歓迎した。 | {X}对这一决定表示欢迎。
{A} will help the company to find local suppliers. | {A}は、同社が現地の仕入れ先を見つけるのを支援する。 | {A}将协助公司寻找当地供应商。
{X} signed {E} with {A} during the visit. | {X}は訪問中に{A}と{E}に署名した。 | {X}在访问期间与{A}签署了{E}。
{X} attended the ceremony and thanked {A} for its support. | {X}は式典に出席し、{A}の支援に感謝の意を表した。 | {X}出席了仪式，并感谢{A}的支持。
The agreement will strengthen cooperation in {T} between {P} and {Q}. | この協定により、{P}と{Q}の{T}における協力が強化される。 | 该协议将加强{P}与{Q}在{T}方面的合作。
{A} Wins Order for {T} from {B} | {A}、{B}から{T}を受注 | {A}获得{B}的{T}订单
{A} to Build {T} Plant in {P} | {A}、{P}に{T}工場を建設へ | {A}将在{P}兴建{T}工厂
{P} and {Q} Sign {E} | {P}と{Q}、{E}に署名 | {P}与{Q}签署{E}
{P} Seeks New Partners at {E} in {Q} | {P}、{Q}の{E}で新たな提携先を模索 | {P}在{Q}{E}寻求新合作伙伴
{X} Visits {P} to Promote {T} | {X}、{T}の促進に向け{P}を訪問 | {X}访问{P}推动{T}
{A} Opens Office in {P} | {A}、{P}に事務所を開設 | {A}在{P}设立办事处
Sales rose to {$} in {Y4}. | {Y4}年の売上高は{$}に増加した。 | {Y4}年销售额增至{$}。
{A} and {B} have agreed to work together on {T}. | {A}と{B}は、{T}で協力することに合意した。 | {A}与{B}已同意在{T}方面展开合作。
{X} met {Z} in {P} on {D} to discuss {T}. | {X}は{D}、{P}で{Z}と会談し、{T}について協議した。 | {X}于{D}在{P}会见了{Z}，就{T}进行了讨论。
{A} appointed {X} as of {D}. | {A}は{D}付で{X}を任命した。 | {A}自{D}起任命{X}。
More information is available at {U}. | 詳細は{U}をご覧ください。 | 更多信息请见{U}。
Visitors can see {E} in {P} until {D}. | 来場者は{D}まで{P}で{E}を見ることができる。 | 参观者可在{D}之前到{P}参观{E}。
{A} is a leading supplier of {T} in {P}. | {A}は{P}の大手{T}サプライヤーである。 | {A}是{P}领先的{T}供应商。
{X} said the project marks the start of cooperation in {T} between {P} and {Q}. | {X}は、この事業が{P}と{Q}の{T}における協力の始まりとなると述べた。 | {X}表示，该项目标志着{P}与{Q}在{T}领域合作的开始。
{A} has developed {E}, which cuts the cost of {T} by {N}%. | {A}は、{T}のコストを{N}%削減する{E}を開発した。 | {A}开发出{E}，可将{T}成本降低{N}%。
"We are proud to support {P}," said {X}, who has worked for {A} since {Y4}. | {Y4}年から{A}に勤める{X}は、「{P}を支援できることを誇りに思う」と語った。 | 自{Y4}年起任职于{A}的{X}说：“我们很荣幸能支持{P}。”
{A}, {B} and {C} will form a joint venture for {T} in {P}. | {A}、{B}、{C}は、{P}に{T}の合弁会社を設立する。 | {A}、{B}和{C}将在{P}成立{T}合资公司。
{A}、{B}、{C} won this year's award for {T}. | {A}、{B}、{C}が今年の{T}賞を受賞した。 | {A}、{B}、{C}荣获今年的{T}奖。
Along with {A}, exhibitors at {E} include {B} and {C}. | {E}には{A}のほか、{B}と{C}が出展する。 | 除{A}外，{E}的参展商还包括{B}和{C}。
{X} told reporters in {P} that the cost of {E} had risen to {$}. | {X}は{P}で記者団に対し、{E}の費用が{$}に膨らんだと述べた。 | {X}在{P}对记者表示，{E}的费用已增至{$}。
Founded in {Y4}, {A} employs {N} people in {P} and {Q}. | {A}は{Y4}年に設立され、{P}と{Q}で{N}人を雇用している。 | {A}成立于{Y4}年，在{P}和{Q}共雇用{N}人。
The ferry between {P} and {Q} will run again from {D}, {A} said. | {A}は、{P}と{Q}を結ぶフェリーの運航を{D}から再開すると発表した。 | {A}表示，{P}与{Q}之间的渡轮将于{D}恢复运营。
Under the plan, {A} will train {N} engineers in {T} by {Y4}. | この計画により、{A}は{Y4}年までに{T}の技術者{N}人を育成する。 | 根据该计划，{A}将在{Y4}年之前培养{N}名{T}工程师。
{X} praised {Z} for bringing {E} to {P}. | {X}は、{P}に{E}を誘致した{Z}を称賛した。 | {X}赞扬{Z}将{E}引入{P}。
Although exports from {P} fell, {A} increased its sales of {T} to {$}. | {P}からの輸出は減少したものの、{A}は{T}の売上高を{$}に伸ばした。 | 尽管{P}的出口下降，{A}的{T}销售额仍增至{$}。
{A} will buy {B}, a maker of {T} based in {P}, for {$}. | {A}は、{P}に本社を置く{T}メーカーの{B}を{$}で買収する。 | {A}将以{$}收购总部位于{P}的{T}制造商{B}。
The number of visitors to {E} reached {N} in {M}, according to {A}. | {A}によると、{M}の{E}の来場者数は{N}人に達した。 | 据{A}称，{M}{E}的参观人数达到{N}人。
{X} will travel to {P} from {D} to take part in {E}. | {X}は{E}に参加するため、{D}から{P}を訪問する。 | {X}将于{D}起前往{P}参加{E}。
The city of {P} has asked {A} and {B} to restore {E}. | {P}は{A}と{B}に{E}の修復を依頼した。 | {P}已委托{A}和{B}修复{E}。
"""
SURNAMES = "佐藤 鈴木 高橋 田中 渡辺 山本 中村 小林 吉田 山田 陳 林 黄 張 李 王 呉 劉 蔡 楊 許 鄭 謝 郭 頼 周 曾 洪 邱 羅".split()
GIVEN = "一郎 健太 美咲 恵子 直樹 雅子 大輔 由美 哲夫 志明 建宏 淑芬 家豪 雅婷 俊傑 美玲 文雄 怡君 冠宇 郁夫 真理 慎一".split()
OFFICES: Mapping[str, Sequence[str]] = {
    "Japanese": ("{n}市長", "{n}副市長", "{n}知事", "{n}社長", "{n}会長", "{n}局長", "{p}の{f}市長", "{p}の{f}副市長", "{n}氏", "{n}理事長"),
    "Chinese": ("{n}市长", "{n}副市长", "{n}知事", "总经理{f}", "董事长{f}", "局长{f}", "{p}市长{f}", "{p}副市长{f}", "{f}", "执行长{f}"),
}  # fmt: skip
TERMS: Mapping[str, Sequence[str]] = {
    "Japanese": "半導体 半導体サプライチェーン グリーンエネルギー 循環経済 スタートアップ 電池 医療機器 ロボット 官民連携 観光 水素 人工知能 自動車部品 センサー 食品 港湾物流".split(),
    "Chinese": "半导体 半导体供应链 绿色能源 循环经济 初创企业 电池 医疗器械 机器人 公私合作 旅游 氢能 人工智能 汽车零部件 传感器 食品 港口物流".split(),
}
EVENTS: Mapping[str, Sequence[str]] = {
    "Japanese": "{p}産業博覧会{y}|{p}パビリオン|{p}エキスポ|{t}に関する覚書|{p}国際{t}展|{p}フェスティバル|{t}開発計画|友好交流協定".split(
        "|"
    ),
    "Chinese": "{p}产业博览会{y}|{p}馆|{p}EXPO|{t}合作备忘录|{p}国际{t}展|{p}节|{t}开发计划|友好交流协定".split(
        "|"
    ),
}
COLUMN = {"Japanese": 1, "Chinese": 2}
MAGNITUDE = {"Japanese": ("億", "米ドル", "円"), "Chinese": ("亿", "美元", "日元")}


def templates() -> list[tuple[str, str, str]]:
    """The rows of the table."""
    rows = (line.split(" | ") for line in TEMPLATES.strip().splitlines())
    return [(row[0].strip(), row[1].strip(), row[2].strip()) for row in rows]


class Filler:
    """Draws what fills the slots, in one target language."""

    def __init__(self, language: str, names: Mapping[str, str], rng: random.Random) -> None:
        self.language, self.rng = language, rng
        own = [form for form in names.values() if re.fullmatch(r"[^\W\d_a-zA-Z]{2,14}", form)]
        self.companies = [form for form in own if "株式会社" in form or "公司" in form] or own
        self.places = [form for form in own if len(form) <= 5 and form[-1] not in "语語法典令"]

    def fill(self) -> dict[str, str]:
        """One value for each slot, none twice."""
        rng, language = self.rng, self.language
        a, b, c = (self.company() for _ in range(3))
        p, q = rng.sample(self.places, 2)
        term = rng.choice(TERMS[language])
        year = rng.randint(1990, 2031)
        month, day = rng.randint(1, 12), rng.randint(1, 28)
        event = rng.choice(EVENTS[language]).format(p=rng.choice(self.places), t=term, y=year)
        x, z = self.person(p), self.person(q)
        return {
            "A": a, "B": b, "C": c, "P": p, "Q": q, "X": x, "Z": z, "T": term, "E": event,
            "D": f"{year}年{month}月{day}日", "M": f"{year}年{month}月", "Y4": str(year),
            "$": self.amount(), "N": str(rng.choice((rng.randint(2, 99), rng.randint(100, 25000)))),
            "U": f"https://{rng.choice(('press', 'news', 'www'))}.example.{rng.choice(('org', 'com'))}/{year}",
        }  # fmt: skip

    def company(self) -> str:
        """A listed company, sometimes a body of a place."""
        if self.rng.random() < 0.25:
            return self.rng.choice(self.places) + self.rng.choice(("市政府", "市", "大学"))
        return self.rng.choice(self.companies)

    def person(self, place: str) -> str:
        """A person with an office."""
        family, given = self.rng.choice(SURNAMES), self.rng.choice(GIVEN)
        name = family if self.rng.random() < 0.4 else family + given
        office = self.rng.choice(OFFICES[self.language])
        written = office.format(n=name, p=place, f=family + given)
        return to_simplified(written) if self.language == "Chinese" else written

    def amount(self) -> str:
        """An amount of money as the target language writes it."""
        large, dollars, yen = MAGNITUDE[self.language]
        number = self.rng.choice((self.rng.randint(1, 99), self.rng.randint(100, 9000)))
        return f"{number}{self.rng.choice((large, '万'))}{self.rng.choice((dollars, yen))}"


@cache
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def to_simplified(text: str) -> str:
    """The text in the internal Chinese script."""
    return _simplifier().convert(text)


def examples(
    language: str, names: Mapping[str, str], count: int, rng: random.Random
) -> Iterator[dict[str, str]]:
    """Examples of one or two sentences."""
    rows = templates()
    filler = Filler(language, names, rng)
    for _ in range(count):
        chosen = rng.sample(rows, 2 if rng.random() < 0.25 else 1)
        slots = filler.fill()
        english = " ".join(fill_in(row[0], slots) for row in chosen)
        text = "".join(fill_in(row[COLUMN[language]], slots) for row in chosen)
        yield {"to": language, "en": english, "text": text}


def fill_in(template: str, slots: Mapping[str, str]) -> str:
    """The template with its slots filled."""
    return re.sub(r"\{([^}]+)\}", lambda match: slots[match[1]], template)
