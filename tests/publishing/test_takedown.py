"""Taking down comes first: by front matter and the list of what is ours, whatever else is broken."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from conftest import RELEASE, Result, approve, write
from hypothesis import given
from hypothesis import strategies as st

from release_kit.publishing.manifest import MANIFEST, Entry, Manifest
from release_kit.publishing.takedown import must_go
from release_kit.release.gate import Gate, read_gate

Run = Callable[..., Result]
LATER = "2999-01-01T00:00:00+00:00"


def embargo(root: Path, line: str = f"embargo: '{LATER}'", slug: str = "fair") -> None:
    """Put a line into a source's front matter."""
    path = root / "releases" / slug / "index.en.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("\nstatus:", f"\n{line}\nstatus:", 1), encoding="utf-8")


def second(root: Path) -> Path:
    """A second release, so that something else can be broken."""
    text = RELEASE.replace("0b9d2f4e", "0b9d2f4f").replace("Kaohsiung Opens", "Tainan Opens")
    return write(root / "releases" / "other" / "index.en.md", text)


def seen(folder: Path) -> bytes:
    """Everything that a reader of a folder could see, but for our own list."""
    files = [p for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST]
    return b"".join(str(p).encode() + p.read_bytes() for p in files)


def bad_yaml(root: Path) -> None:
    write(root / "releases" / "other" / "index.en.md", "---\ntitle: [\n---\n\nText.\n")


def no_picture(root: Path) -> None:
    path = root / "releases" / "other" / "index.en.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n![A pier](media/none.png)\n", encoding="utf-8")


def bad_glossary(root: Path) -> None:
    write(root / "glossary" / "places.csv", "id,kind,en\n1,place\n2,galaxy,X\n")


def bad_template(root: Path) -> None:
    write(root / "templates" / "page.html.j2", "{% if %}")


def bad_index(root: Path) -> None:
    write(root / "templates" / "index.html.j2", "{{ nothing.of.this }}")


def bad_rendering(root: Path) -> None:
    write(root / "releases" / "other" / "index.ja.md", "---\nid: 1\n---\n")


def damaged_cache(root: Path) -> None:
    write(root / ".release-kit" / "built.json", '{"format": 2, "options": "drafts=True", "until": 7}')


def no_cache(root: Path) -> None:
    shutil.rmtree(root / ".release-kit", ignore_errors=True)


def archives(root: Path) -> None:
    text = (root / "release-kit.toml").read_text(encoding="utf-8")
    (root / "release-kit.toml").write_text(
        text + "\n[feeds]\nwindow = 1\narchives = true\n", encoding="utf-8"
    )


FAULTS = (
    bad_yaml, no_picture, bad_glossary, bad_template, bad_index, bad_rendering, damaged_cache, no_cache, archives
)  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
@pytest.mark.parametrize(
    "command", [("build", "--drafts", "--engine", "echo"), ("feed", "--drafts")], ids=" ".join
)
def test_an_embargoed_release_comes_down_whatever_is_wrong_elsewhere(
    newsroom: Path, run: Run, fault: Callable[[Path], None], command: tuple[str, ...]
) -> None:
    second(newsroom)
    assert run("build", "--drafts", "--engine", "echo").code in (0, 1)
    assert b"Kaohsiung Opens Pavilion" in seen(newsroom / "public")
    embargo(newsroom)
    fault(newsroom)
    result = run(*command)
    assert "Traceback" not in result.err
    assert b"Kaohsiung Opens Pavilion" not in seen(newsroom / "public")
    assert b"/fair." not in seen(newsroom / "public")


@pytest.mark.parametrize("fault", [bad_yaml, bad_rendering, no_picture], ids=lambda fault: fault.__name__)
def test_one_broken_release_is_named_and_the_rest_is_built(
    newsroom: Path, run: Run, fault: Callable[[Path], None]
) -> None:
    second(newsroom)
    assert run("build", "--drafts", "--engine", "echo").code in (0, 1)
    fault(newsroom)
    path = newsroom / "releases" / "fair" / "index.en.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Next steps", "What follows"), encoding="utf-8")
    result = run("build", "--drafts", "--engine", "echo")
    assert result.code == 2
    assert "releases/other/" in result.err.replace("\\", "/")
    assert "What follows" in (newsroom / "public" / "en" / "fair.html").read_text(encoding="utf-8")
    assert (newsroom / "public" / "en" / "other.html").is_file(), "what was public stays as it was"
    again = run("build", "--drafts", "--engine", "echo")
    assert again.code == 2, "the fault is said again until it is mended"


def test_a_picture_that_is_missing_in_one_release_holds_no_other_out_of_the_feeds(
    newsroom: Path, run: Run
) -> None:
    second(newsroom)
    no_picture(newsroom)
    result = run("build", "--drafts", "--engine", "echo")
    assert result.code == 2
    feed = (newsroom / "public" / "en" / "feed.xml").read_text(encoding="utf-8")
    assert ("Kaohsiung Opens" in feed, "Tainan Opens" in feed) == (True, False)
    assert "media/none.png" in result.err


def test_public_stays_the_newsrooms_own_when_its_address_changes(newsroom: Path, run: Run) -> None:
    settings = newsroom / "release-kit.toml"
    text = settings.read_text(encoding="utf-8")
    for address in ("https://press.one.test", "https://press.two.test"):
        settings.write_text(text.replace("https://press.example.org", address), encoding="utf-8")
        assert run("build", "--drafts", "--engine", "echo").code in (0, 1)
    assert "press.two.test" in (newsroom / "public" / "en" / "feed.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize("event", ["embargo", "rename and embargo", "delete"])
def test_a_feed_that_names_a_release_without_a_page_comes_down_too(
    newsroom: Path, run: Run, event: str
) -> None:
    """`feed` alone names what has no page yet; afterwards nothing can be made anew."""
    run("feed", "--drafts")
    assert b"Kaohsiung Opens Pavilion" in seen(newsroom / "public")
    if event != "delete":
        embargo(newsroom)
    if event == "rename and embargo":
        (newsroom / "releases" / "fair").rename(newsroom / "releases" / "great-fair")
    if event == "delete":
        shutil.rmtree(newsroom / "releases" / "fair")
    bad_index(newsroom)
    run("build", "--engine", "echo")
    assert b"Kaohsiung Opens Pavilion" not in seen(newsroom / "public")


def test_public_holds_what_the_newsroom_says_and_other_peoples_files_stay(newsroom: Path, run: Run) -> None:
    second(newsroom)
    run("build", "--drafts", "--engine", "echo")
    own = write(newsroom / "public" / "en" / "fair-trade.html", "somebody's page")
    note = write(newsroom / "public" / "other.txt", "somebody's note")
    shutil.rmtree(newsroom / "releases" / "other")
    shutil.rmtree(newsroom / ".release-kit")
    embargo(newsroom)
    run("build", "--drafts", "--engine", "echo")
    assert not list((newsroom / "public").rglob("*/fair.*"))
    assert not list((newsroom / "public").rglob("*/other.*"))
    assert (own.read_text(encoding="utf-8"), note.read_text(encoding="utf-8")) == (
        "somebody's page",
        "somebody's note",
    )


def test_a_release_folder_that_is_a_link_is_noticed(newsroom: Path, run: Run, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "fair"
    elsewhere.parent.mkdir()
    (newsroom / "releases" / "fair").rename(elsewhere)
    (newsroom / "releases" / "fair").symlink_to(elsewhere)
    for _ in range(2):
        run("build", "--drafts", "--engine", "echo")
    assert (newsroom / "public" / "en" / "fair.html").is_file()
    embargo(newsroom)
    run("build", "--drafts", "--engine", "echo")
    assert b"Kaohsiung Opens Pavilion" not in seen(newsroom / "public")


def test_links_in_a_circle_do_not_hold_up_a_build(newsroom: Path, run: Run) -> None:
    (newsroom / "releases" / "fair" / "again").symlink_to(newsroom / "releases" / "fair")
    (newsroom / "releases" / "fair" / ".#index.en.md").symlink_to("nobody@host.1234")
    assert run("build", "--drafts", "--engine", "echo").code in (0, 1)


def test_an_edit_that_kept_size_and_time_is_noticed(newsroom: Path, run: Run) -> None:
    import os

    for _ in range(2):
        run("build", "--drafts", "--engine", "echo")
    path = newsroom / "releases" / "fair" / "index.en.md"
    status = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("29 Feb", "28 Feb"), encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    run("build", "--drafts", "--engine", "echo")
    assert "28 February" in (newsroom / "public" / "en" / "fair.html").read_text(encoding="utf-8")


# -- the gate


@pytest.mark.parametrize(
    ("line", "is_open"),
    [
        ("", True),
        ("embargo:", True),
        ("embargo: ''", True),
        ("embargo: null  # none", True),
        (f"embargo: {LATER}", False),
        (f'"embargo": "{LATER}"  # until the fair', False),
        (f"embargo:\n  {LATER}", False),
        (f"embargo: >-\n  {LATER}", False),
        ("embargo: tomorrow", False),
        ("embargo: 2999-01-01T00:00:00", False),
        ("embargo: 2000-01-01T00:00:00+08:00", True),
        ("EMBARGO: soon", False),
    ],
)
def test_the_gate_reads_lines_and_what_it_cannot_read_is_closed(
    tmp_path: Path, line: str, *, is_open: bool
) -> None:
    path = write(
        tmp_path / "index.en.md", f"---\ntitle: [\n{line}\nstatus: approved\n---\n\nembargo: {LATER}\n"
    )
    assert (read_gate(path).closed(datetime.now(UTC), drafts=False) == "") is is_open


def test_a_source_that_is_not_there_or_not_text_is_closed_or_read_all_the_same(tmp_path: Path) -> None:
    assert read_gate(tmp_path / "none.md").closed(datetime.now(UTC), drafts=True)
    path = tmp_path / "index.en.md"
    path.write_bytes(b"---\r\ntitle: \xff\xfe\r\nembargo: 2999-01-01T00:00:00Z\r\n---\r\n")
    assert "under embargo" in read_gate(path).closed(datetime.now(UTC), drafts=True)


@given(
    st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2090, 1, 1)),
    st.integers(-14 * 60, 14 * 60),
    st.integers(-3, 3),
)
def test_the_gate_opens_at_the_instant_in_every_zone(when: datetime, minutes: int, seconds: int) -> None:
    from datetime import timezone

    end = when.replace(tzinfo=timezone(timedelta(minutes=minutes)), microsecond=0)
    now = end.astimezone(UTC) + timedelta(seconds=seconds)
    assert (Gate("approved", end).closed(now, drafts=False) == "") is (seconds >= 0)


def test_what_points_to_a_page_goes_before_the_page_and_nothing_else_goes() -> None:
    files = {
        "en/a.html": Entry("1", "a"),
        "en/b.html": Entry("2", "b"),
        "en/feed.xml": Entry("3"),
        "ja/feed.xml": Entry("4"),
        "media/a/x.png": Entry("5", "a"),
        "en/c.html": Entry("6", "c"),
    }
    contents = {"en/feed.xml": b"<link>.../en/a.html</link>", "ja/feed.xml": b"<link>.../ja/b.html</link>"}
    found = must_go(Manifest("x", files), {"a": "embargo"}, ["a", "b"], contents.get)
    assert found == ["en/feed.xml", "en/a.html", "en/c.html", "media/a/x.png"]
    assert must_go(Manifest("x", files), {}, ["a", "b", "c"], contents.get) == []


# -- targets


@pytest.fixture
def sent(newsroom: Path, run: Run) -> Path:
    """A newsroom with two folder targets that both have the release."""
    approve(newsroom, run)
    settings = newsroom / "release-kit.toml"
    text = settings.read_text(encoding="utf-8")
    for name in ("web", "mirror"):
        text += f'\n[targets.{name}]\nkind = "folder"\npath = "{name}"\n'
    settings.write_text(text, encoding="utf-8")
    for name in ("web", "mirror"):
        assert run("publish", name).code == 0
    return newsroom


@pytest.mark.parametrize("fault", [bad_glossary, bad_template, bad_index, no_cache], ids=lambda f: f.__name__)
def test_publishing_takes_down_from_every_target_before_anything_else(
    sent: Path, run: Run, fault: Callable[[Path], None]
) -> None:
    assert b"Kaohsiung" in seen(sent / "web")
    embargo(sent)
    fault(sent)
    run("publish", "web")
    for name in ("web", "mirror"):
        assert b"Pavilion" not in seen(sent / name)


def test_a_foreign_file_in_the_way_keeps_nothing_up(sent: Path, run: Run) -> None:
    second(sent)
    write(sent / "web" / "en" / "other.html", "somebody's page")
    embargo(sent)
    result = run("publish", "web", "--allow-drafts")
    assert result.code == 4
    assert b"Pavilion" not in seen(sent / "web").replace(b"somebody", b"")
    assert (sent / "web" / "en" / "other.html").read_text(encoding="utf-8") == "somebody's page"


def test_another_target_that_is_gone_is_said_and_the_one_asked_for_is_served(sent: Path, run: Run) -> None:
    embargo(sent)
    settings = sent / "release-kit.toml"
    text = settings.read_text(encoding="utf-8").replace(
        'kind = "folder"\npath = "mirror"',
        'kind = "sftp"\nhost = "127.0.0.1"\nuser = "x"\npath = "/"\nport = 9',
    )
    settings.write_text(text + 'known_hosts = "none"\n', encoding="utf-8")
    result = run("publish", "web")
    assert result.code != 0
    assert "mirror" in result.err
    assert b"Pavilion" not in seen(sent / "web")


@pytest.mark.parametrize("harm", ["deleted", "changed", "same size and time"])
def test_what_was_deleted_or_changed_on_the_target_is_put_right(sent: Path, run: Run, harm: str) -> None:
    import os

    path = sent / "web" / "ja" / "fair.html"
    before, status = path.read_bytes(), path.stat()
    if harm == "deleted":
        path.unlink()
    else:
        path.write_bytes(before.replace(b"<main>", b"<MAIN>"))
    if harm == "same size and time":
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    result = run("publish", "web", *(["--verify"] if harm == "same size and time" else []))
    assert (result.code, path.read_bytes()) == (0, before)
    assert "ja/fair.html" in result.out
    assert "nothing to do" in run("publish", "web", "--verify").err


def test_another_newsrooms_target_is_refused(sent: Path, run: Run) -> None:
    settings = sent / "release-kit.toml"
    text = settings.read_text(encoding="utf-8")
    base = next(line for line in text.splitlines() if line.startswith("base_url"))
    settings.write_text(text.replace(base, 'base_url = "https://other.example.net"'), encoding="utf-8")
    before = seen(sent / "web")
    result = run("publish", "web")
    assert result.code == 4
    assert "belongs to the newsroom of https://press.example.org" in result.err
    assert seen(sent / "web") == before


def test_two_newsrooms_that_both_kept_the_example_s_address_are_told_apart(sent: Path, run: Run) -> None:
    settings = sent / "release-kit.toml"
    text = settings.read_text(encoding="utf-8")
    name = next(line for line in text.splitlines() if line.startswith("en = "))
    settings.write_text(text.replace(name, 'en = "Another office"', 1), encoding="utf-8")
    before = seen(sent / "web")
    assert run("publish", "web").code == 4
    assert seen(sent / "web") == before


def test_a_target_of_a_former_address_is_taken_over_when_somebody_says_so(sent: Path, run: Run) -> None:
    settings = sent / "release-kit.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("https://press.example.org", "https://press.one.test"), encoding="utf-8")
    assert run("publish", "web", "--take-over").code == 0
    settings.write_text(text.replace("https://press.example.org", "https://press.two.test"), encoding="utf-8")
    result = run("publish", "web")
    assert (result.code, "--take-over" in result.err) == (4, True)
    embargo(sent)
    assert run("publish", "web", "--take-over").code == 0
    assert b"Pavilion" not in seen(sent / "web")


@pytest.mark.parametrize("fault", ["colour = [", 'languages = ["en", "xx"]\n', "targets = 7\n"])
@pytest.mark.parametrize("command", [("build",), ("feed",), ("publish", "web")], ids=" ".join)
def test_broken_settings_keep_nothing_up_in_public(
    sent: Path, run: Run, fault: str, command: tuple[str, ...]
) -> None:
    run("build", "--engine", "echo", "--drafts")
    assert b"Pavilion" in seen(sent / "public")
    embargo(sent)
    settings = sent / "release-kit.toml"
    settings.write_text(fault + "\n" + settings.read_text(encoding="utf-8"), encoding="utf-8")
    result = run(*command)
    assert (result.code, "Traceback" in result.err) == (2, False)
    assert b"Pavilion" not in seen(sent / "public")
    if command[0] == "publish":
        assert b"Pavilion" not in seen(sent / "web")
        assert b"Pavilion" not in seen(sent / "mirror")


def test_a_killed_runs_half_files_are_swept_away_and_nobody_elses(sent: Path, run: Run) -> None:
    half = write(sent / "web" / "ja" / ".release-kit-abc123.tmp", "half of a page")
    other = write(sent / "web" / "ja" / ".notes.tmp", "somebody's")
    assert run("publish", "web").code == 0
    assert (half.exists(), other.exists()) == (False, True)


def test_the_first_lists_of_targets_are_read_on(sent: Path, run: Run) -> None:
    place = sent / "web" / MANIFEST
    values = json.loads(place.read_bytes())
    old = {path: entry["sha256"] for path, entry in values["files"].items()}
    place.write_text(json.dumps({"format": 1, "files": old, "pending": []}), encoding="utf-8")
    assert "nothing to do" in run("publish", "web").err
    assert json.loads(place.read_bytes())["format"] == 2
