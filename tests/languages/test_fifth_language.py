"""A fifth language is rows and files: Korean, by the steps of docs/extending.md, through the command line."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import feedparser
import pytest
from conftest import FIXTURES, RELEASE, ROOT, write
from docx import Document
from docx.oxml.ns import qn

from release_kit.engines import measure_probe
from release_kit.errors import InputError
from release_kit.facts import fact_occurrences, find_facts, invented_numbers, localise_fact
from release_kit.glossary import Glossary
from release_kit.kinds import FactKind
from release_kit.languages import LANGUAGES, language, split_sentences
from release_kit.languages.table import BUILT_IN, Table
from release_kit.memory.tmx import tag_of
from release_kit.model import Abilities, Candidate, Request
from release_kit.translation import left_over
from release_kit.translation.finishing import finish

KOREAN = FIXTURES / "korean"
SECTION = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8").partition("## A new language\n")[2]
STEPS = [
    line.strip() for block in re.findall(r"```sh\n(.*?)```", SECTION, re.S) for line in block.splitlines()
]
STEPS = [line for line in STEPS if line]
EDITED = {
    "가오슝시 Opens Pavilion in 구마모토": "가오슝시, 구마모토에 전시관을 열다",
    "부시장 opened the 가오슝관 on 2024년 2월 29일.": "부시장은 2024년 2월 29일 가오슝관을 열었다.",
    "## Next steps": "## 향후 일정",
    "Governor Kabashima will visit": "가바시마 지사가",
    "See": "자세한 내용은",
    "the site": "누리집",
}
Command = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A newsroom that writes English and Korean, with steps 1 to 3 done."""
    shutil.copytree(KOREAN, tmp_path, dirs_exist_ok=True)
    settings = (
        'base_url = "https://press.example.org"\nlanguages = ["en", "ko"]\ntime_zone = "Asia/Seoul"\n'
        '[name]\nen = "Sample Press Office"\nko = "견본 홍보실"\n'
    )
    write(tmp_path / "release-kit.toml", settings)
    write(tmp_path / "releases" / "fair" / "index.en.md", RELEASE.replace("2026-10-20", "2024-02-29"))
    return tmp_path


@pytest.fixture
def command(office: Path) -> Command:
    """A line of the page, done in the newsroom."""
    paths = os.pathsep.join([str(ROOT / "src"), str(ROOT), *sys.path])

    def run(line: str) -> subprocess.CompletedProcess[str]:
        program, *words = shlex.split(line)
        start = ["-m", "release_kit"] if program == "release-kit" else [str(ROOT / words.pop(0))]
        whole = [sys.executable, *start, *words]
        done = subprocess.run(
            whole,
            cwd=office,
            env=os.environ | {"PYTHONPATH": paths},
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return done

    return run


@pytest.fixture
def korean(monkeypatch: pytest.MonkeyPatch) -> None:
    """The row in this process, for as long as a test lasts."""
    monkeypatch.setattr(LANGUAGES, "_folders", [*LANGUAGES._folders, KOREAN / "languages"])
    monkeypatch.setattr(LANGUAGES, "_rows", {})


def step(beginning: str) -> str:
    (line,) = [line for line in STEPS if line.startswith(beginning)]
    return line


def finish_text(office: Path) -> str:
    """What a person makes of a glossary-only draft: its English words put into Korean."""
    path = office / "releases" / "fair" / "index.ko.md"
    text = path.read_text(encoding="utf-8")
    for english, own in EDITED.items():
        assert english in text, text
        text = text.replace(english, own)
    path.write_text(text, encoding="utf-8")
    return text


def test_a_draft_by_echo_has_every_term_name_and_date_in_the_languages_own_order(
    office: Path, command: Command
) -> None:
    assert command(step("release-kit translate")).returncode == 0
    text = (office / "releases" / "fair" / "index.ko.md").read_text(encoding="utf-8")
    assert "가오슝시 뤄다성 부시장 opened the 가오슝관 on 2024년 2월 29일." in text
    assert "  city: 가오슝시\n  country: 대만\n" in text  # the country from the word list
    assert "issuer: 가오슝시 정부" in text
    assert "이 보도자료의 내용에 대한 책임은 전적으로 배포기관에 있습니다." in text


def test_handout_page_and_feed_are_built_by_the_steps_of_the_page(office: Path, command: Command) -> None:
    for line in STEPS[:3]:
        assert command(line).returncode == 0, line
    finish_text(office)
    checked = command(step("release-kit check"))
    assert (checked.returncode, "0 errors" in checked.stdout + checked.stderr) == (0, True), checked
    for tag in ("ko", "en"):
        assert command(f"release-kit approve fair --to {tag} --by Kim").returncode == 0
    assert command(step("release-kit build")).returncode == 0
    public = office / "public" / "ko"
    look_at_handout(public / "fair.docx")
    look_at_page((public / "fair.html").read_text(encoding="utf-8"))
    feed = feedparser.parse(str(public / "feed.xml"))
    assert (feed.bozo, feed.feed.language, feed.feed.title) == (False, "ko", "견본 홍보실")
    (entry,) = feed.entries
    assert entry.title == "가오슝시, 구마모토에 전시관을 열다"
    assert "[대만 가오슝시, Media OutReach Newswire, 2024년 2월 29일]" in entry.content[0].value
    index = (public / "index.html").read_text(encoding="utf-8")
    assert '<a href="../ko/index.html" lang="ko" hreflang="ko" aria-current="page">한국어</a>' in index


def look_at_handout(path: Path) -> None:
    document = Document(str(path))
    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts[0] == "보도자료"
    assert texts[1:3] == ["배포일: 2024년 2월 29일", "배포기관: 가오슝시 정부"]
    assert "가오슝시, 구마모토에 전시관을 열다" in texts
    assert "끝." in texts
    assert "기계번역 초안(미승인)" not in "".join(texts)
    marks = {mark.get(qn("w:eastAsia")) for mark in document.element.body.iter(qn("w:lang"))}
    assert marks == {"ko-KR"}
    assert {mark.get(qn("w:val")) for mark in document.element.body.iter(qn("w:lang"))} == {"en-US"}
    normal = document.styles["Normal"].element
    assert {fonts.get(qn("w:eastAsia")) for fonts in normal.iter(qn("w:rFonts"))} == {"Batang"}
    assert document.core_properties.language == "ko-KR"


def look_at_page(page: str) -> None:
    assert '<html lang="ko">' in page
    assert '<p class="banner">보도자료</p>' in page
    assert '<time datetime="2024-02-29T10:00:00+09:00">2024년 2월 29일</time> · 가오슝시 정부' in page
    assert '<meta property="og:locale" content="ko_KR">' in page
    assert "가오슝시 뤄다성 부시장은 2024년 2월 29일 가오슝관을 열었다." in page
    assert '<p class="disclaimer">이 보도자료의 내용에 대한 책임은 전적으로 배포기관에 있습니다.</p>' in page
    assert 'font: 1.0625rem/1.75 "Batang"' in page


def test_an_embargo_is_shown_in_the_readers_time(office: Path, command: Command) -> None:
    path = office / "releases" / "fair" / "index.en.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("status: draft", "embargo: '2099-03-01T00:00:00Z'\nstatus: draft"), "utf-8")
    command(step("python tools/"))
    command(step("release-kit translate"))
    assert command("release-kit export fair --format docx,txt").returncode == 0
    texts = [paragraph.text for paragraph in Document(str(office / "out" / "ko" / "fair.docx")).paragraphs]
    assert texts[0] == "엠바고: 2099년 3월 1일(일) 09:00(한국시간) 이후 보도"
    plain = (office / "out" / "ko" / "fair.txt").read_text(encoding="utf-8")
    assert "엠바고: 2099년 3월 1일(일) 09:00(한국시간) 이후 보도" in plain


@pytest.mark.parametrize(
    ("wire", "taken_out", "lead"),
    [
        ("media-outreach", "", "[대만 가오슝시, Media OutReach Newswire, 2024년 2월 29일]"),
        ("media-outreach", "  wire: Media OutReach Newswire\n", "[대만 가오슝시, 2024년 2월 29일]"),
        ("text", "", "[대만 가오슝시, 2024년 2월 29일]"),
    ],
)
def test_the_dateline_for_wires_is_the_rows_own(
    office: Path, command: Command, wire: str, taken_out: str, lead: str
) -> None:
    path = office / "releases" / "fair" / "index.en.md"
    contact = (
        "contact:\n  organisation: Kaohsiung City Government\n  phone: '+886 7'\n  email: a@example.org\n"
    )
    text = path.read_text(encoding="utf-8").replace("hashtags:\n", f"{contact}hashtags:\n")
    path.write_text(text.replace(taken_out, ""), "utf-8")
    for line in STEPS[:3]:
        assert command(line).returncode == 0, line
    finish_text(office)
    for tag in ("ko", "en"):
        command(f"release-kit approve fair --to {tag} --by Kim")
    done = command(f"release-kit export fair --wire {wire}")
    assert done.returncode == 0, done.stderr
    (made,) = (office / "out" / wire).glob("*ko.txt")
    assert lead in made.read_text(encoding="utf-8").replace("\n", " ")


def test_a_build_is_not_fresh_once_a_row_has_changed(office: Path, command: Command) -> None:
    command(step("python tools/"))
    command("release-kit build --engine echo")
    row = office / "languages" / "ko.toml"
    row.write_text(
        row.read_text(encoding="utf-8").replace('releases = "보도자료"', 'releases = "소식"'), "utf-8"
    )
    settings = office / "release-kit.toml"
    assert "소식" not in (office / "public" / "ko" / "index.html").read_text(encoding="utf-8")
    settings.write_text(settings.read_text(encoding="utf-8").replace('ko = "견본 홍보실"\n', ""), "utf-8")
    command("release-kit build --engine echo")
    assert "<h1>소식</h1>" in (office / "public" / "ko" / "index.html").read_text(encoding="utf-8")


def test_a_language_without_a_template_is_an_error_that_says_where_to_put_one(command: Command) -> None:
    command(step("release-kit translate"))
    done = command("release-kit export fair --format docx")
    assert done.returncode == 2
    assert "no template handout.ko.docx" in done.stderr
    assert "templates" in done.stderr.splitlines()[-1]


def test_a_word_of_no_base_term_is_refused(office: Path, command: Command) -> None:
    path = office / "languages" / "terms.ko.csv"
    path.write_text(path.read_text(encoding="utf-8") + "base-atlantis,place,아틀란티스,\n", "utf-8")
    done = command(step("release-kit translate"))
    assert done.returncode == 2
    assert "terms.ko.csv:6: no base term 'base-atlantis'" in done.stderr


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("2024년 2월 29일에 열렸다.", "date", "2024-2-29"),
        ("2024년2월29일에", "date", "2024-2-29"),
        ("2025년 3월부터", "month", "2025-3"),
        ("3월 2일까지", "day", "3/2"),
        ("오는 9월에", "bare", "9"),
        ("오전 10시 30분", "time", "10:30"),
        ("오후 3시", "time", "15:00"),
        ("낮 14:05에", "time", "14:05"),
        ("12억 5,000만 엔", "money", "JPY 1250000000"),
        ("미화 200만달러", "money", "USD 2000000"),
        ("4,800대만달러", "money", "TWD 4800"),
        ("25% 늘어", "percent", "25"),
        ("1,250명", "number", "1250"),
        ("1.5만 명", "number", "15000"),
    ],
)
def test_facts_are_found_by_the_rows_own_patterns(text: str, kind: str, value: str) -> None:
    (fact,) = find_facts(text, language("ko"))
    assert (fact.kind, fact.value) == (kind, value)
    assert [found.value for found in fact_occurrences(text, FactKind(kind), language("ko"))] == [value]


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize(
    ("english", "own"),
    [
        ("on 29 February 2024", "2024년 2월 29일"),
        ("in March 2025", "2025년 3월"),
        ("on 2 March", "3월 2일"),
        ("at 10:30 a.m.", "오전 10시 30분"),
        ("at 3 p.m.", "오후 3시"),
        ("at noon, 12 p.m.", "오후 12시"),
        ("US$2 million", "200만달러"),
        ("1.25 billion yen", "12억 5000만엔"),
        ("25 percent", "25%"),
        ("seven", "7"),
        ("1,250", "1,250"),
    ],
)
def test_facts_are_written_by_them_and_read_back(english: str, own: str) -> None:
    fact = find_facts(f"It was {english} then.")[-1]
    row = language("ko")
    assert localise_fact(fact, row) == own
    assert invented_numbers(f"It was {english} then.", [fact], f"그때 {own} 이었다.", row) == []
    assert invented_numbers("It was then.", [], "그때 7,777 이었다.", row) == ["7,777"]


@pytest.mark.usefixtures("korean")
def test_small_numbers_in_words_count_where_they_stand_alone() -> None:
    found = fact_occurrences("두 회사와 네덜란드의 세 도시", FactKind.WORD, language("ko"))
    assert [one.value for one in found] == ["2", "3"]


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("가오슝시는 전시관을 열었다.", ["가오슝시"]),
        ("가오슝시에서는 뤄다성이", ["가오슝시", "뤄다성"]),
        ("가오슝시 정부의 경제발전국", ["가오슝시 정부", "경제발전국"]),
        ("남구마모토에서", []),  # another word that ends like it
        ("구마모토성을", []),  # and one that begins like it
    ],
)
def test_a_term_ends_before_its_particles_and_is_no_part_of_another_word(text: str, there: list[str]) -> None:
    matches = Glossary.load(KOREAN / "glossary").find(text, "ko")
    assert [text[match.start : match.end] for match in matches] == there


@pytest.mark.usefixtures("korean")
def test_korean_as_the_source_keeps_its_dates_and_terms_in_english() -> None:
    text = "가오슝시는 2024년 2월 29일에 말했다. “시작이다.”라고 했다. 끝이다."
    facts = [localise_fact(fact, language("en")) for fact in find_facts(text, language("ko"))]
    assert facts == ["29 February 2024"]
    assert split_sentences(text, "ko") == [
        "가오슝시는 2024년 2월 29일에 말했다.", "“시작이다.”라고 했다.", "끝이다."
    ]  # fmt: skip


@pytest.mark.usefixtures("korean")
def test_a_time_in_korean_keeps_its_half_of_the_day_in_japanese() -> None:
    (fact,) = find_facts("오후 3시에", language("ko"))
    assert localise_fact(fact, language("ja")) == "午後3時"


@pytest.mark.usefixtures("korean")
def test_memories_of_other_tools_are_known_by_their_codes() -> None:
    assert [tag_of(code) for code in ("ko", "ko-KR", "KO_kr", "kok")] == ["ko", "ko", "ko", ""]


@pytest.mark.usefixtures("korean")
def test_a_model_is_measured_by_masks_where_the_sentences_have_no_words_of_the_language() -> None:
    class Keeper:
        name = "keeper"

        def writes(self, source: str, target: str) -> str:
            return target

        def translate(
            self, requests: list[Request], source: str, target: str, count: int = 1
        ) -> list[object]:
            return [[Candidate(request.text, 0.0)] for request in requests]

    probe = measure_probe(Keeper(), "en", "ko", 30)  # type: ignore[arg-type]
    assert probe.masks[probe.mask].kept == 1.0
    assert (probe.set_in.marks, probe.apply(Abilities(set_in=True)).set_in) == (0, False)


@pytest.mark.usefixtures("korean")
def test_a_machines_sentence_is_finished_in_the_languages_own_signs() -> None:
    finished = finish("그는 「시작이다」라고 말했다", language("ko"), "", ".")
    assert finished == "그는 “시작이다”라고 말했다."
    assert left_over("The hall opens.", "전시관이 opens the hall today", language("ko"))
    assert left_over("The hall opens.", "展馆今天开放并将于明天继续开放给公众参观", language("ko"))
    assert not left_over("The hall opens.", "오늘 전시관이 문을 엽니다.", language("ko"))
    assert left_over("전시관이 문을 연다.", "The hall 전시관이 opens.", language("en"))


def test_a_newsrooms_own_row_stands_before_the_built_in_one_and_is_read_anew(tmp_path: Path) -> None:
    built_in = (BUILT_IN / "ja.toml").read_text(encoding="utf-8")
    write(tmp_path / "ja.toml", built_in.replace('release = "報道資料"', 'release = "プレスリリース"'))
    table = Table(BUILT_IN)
    assert table["ja"].labels["release"] == "報道資料"
    table.add(tmp_path)
    assert table["ja"].labels["release"] == "プレスリリース"
    assert list(table) == ["en", "ja", "zh-Hant", "zh-Hans"]
    write(tmp_path / "ja.toml", built_in.replace('release = "報道資料"', 'release = "お知らせ"'))
    table.add(tmp_path)
    assert table["ja"].labels["release"] == "お知らせ"


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('own_name = "한국어"', "", "`own_name` is missing"),
        ('own_name = "한국어"', 'own_name = "한국어"\nmood = "good"', "unknown key `mood`"),
        ("density = 0.5", 'density = "half"', "`density` is 'half', which is not a number"),
        ('draft = "기계번역 초안(미승인)"', "", "`labels.draft` is missing"),
        ('facts = "patterns"', 'facts = "greek"', "`facts` is 'greek'"),
        ('last = ", |와', 'last = "(, |와', "`last` is no regular expression"),
        ('"{month}월 {day}일"', '"{monat}월 {day}일"', "`dates.day` has {monat}"),
        ('"{month}월 {day}일"', '"{name} {day}일"', "`dates.months` has 0 names"),
        ('tag = "ko"', 'tag = "kr"', "`tag` is 'kr'"),
        ("margins = [23, 25, 20, 25]", "margins = [23, 25, 20]", "`typography.margins` is [23, 25, 20]"),
        ("[typography.body]", "[typography.corpus]", "unknown key `typography.corpus`"),
        ('tag = "ko"', "tag = ko", "TOML"),
    ],
)
def test_a_row_that_will_not_do_is_an_error_with_file_and_key(
    tmp_path: Path, old: str, new: str, problem: str
) -> None:
    text = (KOREAN / "languages" / "ko.toml").read_text(encoding="utf-8")
    assert old in text
    write(tmp_path / "ko.toml", text.replace(old, new, 1))
    with pytest.raises(InputError) as caught:
        Table(tmp_path)["ko"]
    assert str(caught.value).startswith(f"{tmp_path / 'ko.toml'}")
    assert problem in str(caught.value)


def test_nothing_in_the_package_names_the_language() -> None:
    named = re.compile(r"Korea|Hangul|ko-KR|\bko\b|euc_kr|한국")
    for path in sorted((ROOT / "src").rglob("*")):
        if path.suffix in (".py", ".toml", ".j2"):
            assert not named.search(path.read_text(encoding="utf-8")), path
