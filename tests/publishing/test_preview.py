"""The preview: drafts and embargoed releases, marks and findings, reloading, and nobody else let in."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urljoin

import lxml.html
import pytest
from conftest import Result

from release_kit.cli.serving import make_server
from release_kit.errors import UsageError
from release_kit.publishing.preview import Preview

Run = Callable[..., Result]


@pytest.fixture
def port(everything: Path, after: Callable[..., Path]) -> Iterator[int]:
    """A preview of a newsroom with a release under embargo, on loopback."""
    path = everything / "index.en.md"
    path.write_text(
        path.read_text(encoding="utf-8").replace("2026-03-05T23", "2999-03-05T23"), encoding="utf-8"
    )
    newsroom = after("translate --engine echo")
    server = make_server(Preview(newsroom), 0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def get(port: int, path: str, **headers: str) -> tuple[int, bytes, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(
        "GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    answer = connection.getresponse()
    found = answer.status, answer.read(), dict(answer.getheaders())
    connection.close()
    return found


def test_everything_is_shown_with_its_marks_and_findings(port: int) -> None:
    status, page, headers = get(port, "/ja/everything.html")
    text = page.decode()
    assert status == 200
    assert "under embargo until 2999-03-05" in text
    assert "<strong>draft: the source&#x27;s status is draft</strong>" in text
    assert "Content-Security-Policy" in headers
    assert get(port, "/")[0] == get(port, "/en/index.html")[0] == 200
    assert b"everything.html" in get(port, "/zh-Hant/index.html")[1]
    assert get(port, "/ja/everything.docx")[1][:2] == b"PK"
    assert get(port, "/media/everything/pier.png")[1][:4] == b"\x89PNG"
    for path in (
        "/nothing",
        "/ja/none.html",
        "/../release-kit.toml",
        "/%2e%2e/release-kit.toml",
        "/media/x/y",
    ):
        assert get(port, path)[0] == 404


def test_every_link_from_the_first_page_on_answers(port: int) -> None:
    asked, rest = {}, ["/"]
    while rest:
        place = rest.pop()
        status, content, headers = get(port, place)
        asked[place] = status
        if headers["Content-Type"].startswith("text/html"):
            page = lxml.html.document_fromstring(content)
            links = {
                urljoin(place, str(h))
                for h in page.xpath("//body//a/@href | //head/link[@rel='alternate']/@href")
            }
            rest += [
                link for link in links if link.startswith("/") and link not in asked and link not in rest
            ]
    assert set(asked.values()) == {200}
    for tag in ("en", "ja", "zh-Hant", "zh-Hans"):
        assert {f"/{tag}/index.html", f"/{tag}/feed.xml", f"/{tag}/everything.html"} <= asked.keys()
        for name in ("", "atom.xml", "feed.json"):
            assert get(port, f"/{tag}/{name}")[0] == 200
    first = lxml.html.document_fromstring(get(port, "/")[1])
    assert first.xpath("//h2/a/text()") == ["English", "日本語", "繁體中文", "简体中文"]
    assert first.xpath("//h2/a/@hreflang") == ["en", "ja", "zh-Hant", "zh-Hans"]
    for name in ("/sitemap.xml", "/feeds.opml", "/index.html"):
        assert get(port, name)[0] == 200
    assert get(port, "/ja/feed-9.xml")[0] == get(port, "/xx/index.html")[0] == 404


def test_a_change_is_noticed_and_shown_and_an_error_too(port: int, newsroom: Path) -> None:
    before = get(port, "/.stamp")[1]
    path = newsroom / "releases" / "fair" / "index.en.md"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Next steps", "What comes next"), encoding="utf-8")
    assert get(port, "/.stamp")[1] != before
    page = get(port, "/en/fair.html")[1].decode()
    assert "What comes next" in page
    assert get(port, "/.stamp")[1].decode() in page
    assert "the source changed after this was translated" in get(port, "/ja/fair.html")[1].decode()
    path.write_text("no front matter", encoding="utf-8")
    status, page_bytes, _ = get(port, "/en/fair.html")
    assert (status, b"no front matter" in page_bytes) == (200, True)
    path.write_text(text, encoding="utf-8")
    assert b"Next steps" in get(port, "/en/fair.html")[1]


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "evil.example"},
        {"Host": "127.0.0.1.evil.example:80"},
        {"Origin": "https://evil.example"},
        {"Sec_Fetch_Site": "cross-site"},
        {"Origin": "null"},
    ],
)
def test_other_names_and_other_sites_are_refused(port: int, headers: dict[str, str]) -> None:
    status, page, _ = get(port, "/ja/everything.html", **headers)
    assert (status, b"everything" in page.lower()) == (403, False)


def test_nothing_is_written_into_public_and_a_taken_port_is_told(port: int, newsroom: Path) -> None:
    get(port, "/ja/everything.html")
    assert not (newsroom / "public").exists()
    with pytest.raises(UsageError, match="choose another with --port"):
        make_server(Preview(newsroom), port)


def test_a_host_in_capitals_is_this_machine_and_no_address_breaks_the_server(
    port: int, everything: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert get(port, "/", Host=f"LOCALHOST:{port}")[0] == 200
    for path in ("http://[", "//[", "/%", "/%ff%00", "/..%2f..%2fetc", "/en/%00.html", "*", "http://[::1"):
        assert get(port, path, Host=f"127.0.0.1:{port}")[0] in (200, 404)
    settings = everything.parent.parent / "release-kit.toml"
    settings.write_text("[", encoding="utf-8")
    assert get(port, "/.stamp")[0] == 200
    assert b"TOML" in get(port, "/")[1]
    assert "Traceback" not in capsys.readouterr().err
