"""What is true of each language, as one table.

Sources: BCP 47 for tags; JLREQ and CLREQ (W3C) for punctuation and spacing; the Japanese, Taiwanese
and mainland habits of press handouts for the labels. A new language is a new row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from release_kit.errors import UsageError


@dataclass(frozen=True, slots=True)
class Language:
    """One row of the table."""

    tag: str  # BCP 47, as in file names and feeds
    name: str  # in English
    own_name: str  # in itself
    locale: str  # the CLDR locale
    word_tag: str  # the value of w:lang
    segmenter: str  # the code that the sentence splitter knows
    argos: str  # the code of Argos packages
    prompt: str  # the name that the built-in model knows it by
    css_fonts: str  # the font-family list of pages
    has_word_edges: bool  # whether words stand apart from each other
    sentence_joint: str  # what stands between two sentences
    internal: str = ""  # OpenCC config from this script to the models' one
    written: str = ""  # OpenCC config from the models' script, with this region's wording
    unstyled: str = ""  # OpenCC config for names: characters only
    punctuation: Mapping[str, str] = field(default_factory=dict)  # ASCII -> full width
    quotes: tuple[str, str, str, str] = ("“", "”", "‘", "’")  # outer and inner pairs
    brackets: tuple[str, str] = ("（", "）")
    charset: str = ""  # a Python codec that holds this script's characters and not its neighbours'
    other_letters: str = ""  # letters that do not belong here, as a regular-expression class
    joined: Mapping[str, str] = field(default_factory=dict)  # units of numbers, money and time
    yuan: str = ""  # the currency that 元 alone means
    density: float = 1.0  # characters for one of English, by the median of parallel text
    joints: str = r"[、，。はがをにのと的和与在]|,(?!\d)"  # behind what a phrase may begin
    needs: str = ""  # letters of which any sentence has some, as a regular-expression class
    cuts: str = r"(?:[;,:] |, (?:and|but|while|which|where|thereby) | (?:and|but|while|as well as) )"  # where a clause may end
    place: str = "{city}, {country}"
    label_colon: str = ": "
    phrases: str = ""  # BudouX's model of phrases; nothing: at spaces
    zone: str = ""  # in whose time an embargo is shown; nothing: in its own
    moment: str = "{date} {time} (UTC{offset})"
    eras: tuple[tuple[str, str, int], ...] = ()  # first day, name, the year before its first; newest first
    labels: Mapping[str, str] = field(default_factory=dict)  # fixed words of handouts and pages
    texts: Mapping[str, str] = field(default_factory=dict)  # standing sentences, by their English


_LATIN_CSS = '"Source Serif 4", Georgia, "Times New Roman", serif'
_DENSITY = 0.42  # the median of the Japanese and Chinese sides of the FLORES development set
_CUTS = "[、，；：]"
_COMMON_CJK = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
_ISSUER = "The issuer is solely responsible for the content of this announcement."

ENGLISH = Language(
    tag="en",
    name="English",
    own_name="English",
    locale="en",
    word_tag="en-US",
    segmenter="en",
    argos="en",
    prompt="English",
    css_fonts=_LATIN_CSS,
    has_word_edges=True,
    joints=r"\s",
    brackets=(" (", ")"),
    sentence_joint=" ",
    other_letters=r"぀-ヿ㐀-鿿",
    joined={"USD": "US${0}", "TWD": "NT${0}", "JPY": "¥{0}", "EUR": "€{0}", "CNY": "RMB {0}"},
    labels={
        "person": "Contact",
        "facts": "",
        "more": "– more –",
        "release": "FOR IMMEDIATE RELEASE",
        "embargo": "EMBARGOED UNTIL {when}",
        "greeting": "",
        "date": "Date",
        "issuer": "Issued by",
        "contact": "Media contact",
        "phone": "Tel.",
        "email": "E-mail",
        "about": "About",
        "end": "###",
        "page": "Page {page} of {pages}",
        "draft": "Machine draft, not yet approved",
        "languages": "Languages",
        "handout": "Handout (Word)",
        "files": "Files for the press",
        "feed": "Feed (RSS)",
        "releases": "Press releases",
        "disclaimer": "Disclaimer",
        "withdrawn": "WITHDRAWN",
        "corrected": "CORRECTED",
    },
)

JAPANESE = Language(
    tag="ja",
    name="Japanese",
    own_name="日本語",
    locale="ja",
    word_tag="ja-JP",
    segmenter="ja",
    argos="ja",
    prompt="Japanese",
    css_fonts='"Hiragino Mincho ProN", "Yu Mincho", "Noto Serif CJK JP", "Noto Sans CJK JP", serif',
    has_word_edges=False,
    density=_DENSITY,
    cuts=_CUTS,
    needs="ぁ-ん",
    sentence_joint="",
    punctuation={**_COMMON_CJK, ",": "、", "，": "、"},
    quotes=("「", "」", "『", "』"),
    charset="euc_jp",
    joined={
        "USD": "{0}米ドル",
        "TWD": "{0}台湾ドル",
        "JPY": "{0}円",
        "EUR": "{0}ユーロ",
        "CNY": "{0}人民元",
        "percent": "{0}%",
        "am": "午前",
        "pm": "午後",
        "noon": "0",
        "hour": "時",
        "minute": "分",
        "large": "億:100000000 万:10000",
        "trillion": "兆",
    },
    place="{country}・{city}",
    label_colon="：",
    phrases="japanese",
    zone="Asia/Tokyo",
    moment="{date}{weekday} {time}（日本時間）",
    eras=(("2019-05-01", "令和", 2018), ("1989-01-08", "平成", 1988)),
    labels={
        "person": "担当",
        "facts": "記",
        "more": "",
        "release": "報道資料",
        "embargo": "解禁日時：{when}",
        "greeting": "報道関係者各位",
        "date": "発表日",
        "issuer": "発表者",
        "contact": "お問い合わせ先",
        "phone": "電話",
        "email": "メール",
        "about": "概要",
        "end": "以上",
        "page": "{page}/{pages}",
        "draft": "機械翻訳の下書き（未承認）",
        "languages": "言語",
        "handout": "報道資料（Word）",
        "files": "報道用ファイル",
        "feed": "フィード（RSS）",
        "releases": "報道発表",
        "disclaimer": "免責事項",
        "withdrawn": "取り消し",
        "corrected": "訂正",
    },
    texts={_ISSUER: "本発表の内容については、発表者がすべての責任を負います。"},
)

TRADITIONAL = Language(
    tag="zh-Hant",
    name="Traditional Chinese",
    own_name="繁體中文",
    locale="zh_Hant_TW",
    word_tag="zh-TW",
    segmenter="zh",
    argos="zt",
    prompt="Chinese",
    css_fonts='"PMingLiU", "Songti TC", "Noto Serif CJK TC", "Noto Sans CJK TC", serif',
    has_word_edges=False,
    density=_DENSITY,
    cuts=_CUTS,
    yuan="TWD",
    sentence_joint="",
    internal="tw2s",
    written="s2twp",
    unstyled="s2tw",
    punctuation=_COMMON_CJK,
    quotes=("「", "」", "『", "』"),
    charset="big5",
    other_letters="ぁ-ゖァ-ヺ",
    joined={
        "USD": "{0}美元",
        "TWD": "新臺幣{0}元",
        "JPY": "{0}日圓",
        "EUR": "{0}歐元",
        "CNY": "人民幣{0}元",
        "percent": "{0}%",
        "am": "上午",
        "pm": "下午",
        "noon": "12",
        "hour": "時",
        "minute": "分",
        "large": "億:100000000 萬:10000",
        "trillion": "兆",
    },
    place="{country}{city}",
    label_colon="：",
    phrases="traditional_chinese",
    zone="Asia/Taipei",
    moment="{date}{weekday} {time}（臺灣時間）",
    eras=(("1912-01-01", "中華民國", 1911),),
    labels={
        "person": "聯絡人",
        "facts": "",
        "more": "",
        "release": "新聞稿",
        "embargo": "限時發布：{when}後始得刊登",
        "greeting": "",
        "date": "發稿日期",
        "issuer": "發稿單位",
        "contact": "新聞聯絡",
        "phone": "電話",
        "email": "電子郵件",
        "about": "關於",
        "end": "（完）",
        "page": "第 {page} 頁，共 {pages} 頁",
        "draft": "機器翻譯草稿（尚未核定）",
        "languages": "語言",
        "handout": "新聞稿（Word）",
        "files": "檔案下載",
        "feed": "訂閱（RSS）",
        "releases": "新聞稿",
        "disclaimer": "聲明",
        "withdrawn": "撤回",
        "corrected": "更正",
    },
    texts={_ISSUER: "本新聞稿之內容由發稿單位負全部責任。"},
)

SIMPLIFIED = Language(
    tag="zh-Hans",
    name="Simplified Chinese",
    own_name="简体中文",
    locale="zh_Hans_CN",
    word_tag="zh-CN",
    segmenter="zh",
    argos="zh",
    prompt="Chinese",
    css_fonts='"SimSun", "Songti SC", "Noto Serif CJK SC", "Noto Sans CJK SC", serif',
    has_word_edges=False,
    density=_DENSITY,
    cuts=_CUTS,
    yuan="CNY",
    sentence_joint="",
    written="tw2s",
    unstyled="tw2s",
    punctuation=_COMMON_CJK,
    quotes=("“", "”", "‘", "’"),
    charset="gb2312",
    other_letters="ぁ-ゖァ-ヺ",
    joined={
        "USD": "{0}美元",
        "TWD": "新台币{0}元",
        "JPY": "{0}日元",
        "EUR": "{0}欧元",
        "CNY": "{0}元人民币",
        "percent": "{0}%",
        "am": "上午",
        "pm": "下午",
        "noon": "12",
        "hour": "时",
        "minute": "分",
        "large": "亿:100000000 万:10000",
        "trillion": "万亿",
    },
    place="{country}{city}",
    label_colon="：",
    phrases="simplified_chinese",
    zone="Asia/Shanghai",
    moment="{date}{weekday} {time}（北京时间）",
    labels={
        "person": "联系人",
        "facts": "",
        "more": "",
        "release": "新闻稿",
        "embargo": "禁发期至：{when}",
        "greeting": "",
        "date": "发布日期",
        "issuer": "发布单位",
        "contact": "媒体联系",
        "phone": "电话",
        "email": "电子邮件",
        "about": "关于",
        "end": "（完）",
        "page": "第 {page} 页，共 {pages} 页",
        "draft": "机器翻译草稿（尚未核定）",
        "languages": "语言",
        "handout": "新闻稿（Word）",
        "files": "文件下载",
        "feed": "订阅（RSS）",
        "releases": "新闻稿",
        "disclaimer": "声明",
        "withdrawn": "撤回",
        "corrected": "更正",
    },
    texts={_ISSUER: "本新闻稿内容由发布单位承担全部责任。"},
)

LANGUAGES: Mapping[str, Language] = {
    language.tag: language for language in (ENGLISH, JAPANESE, TRADITIONAL, SIMPLIFIED)
}


def language(tag: str) -> Language:
    """The row of a tag; a `UsageError` names the tags there are."""
    try:
        return LANGUAGES[tag]
    except KeyError:
        known = ", ".join(LANGUAGES)
        raise UsageError(f"unknown language {tag!r}; release-kit writes {known}") from None
