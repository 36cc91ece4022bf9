"""One HTML page a release and language."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from release_kit.editions.edition import Edition
from release_kit.editions.items import headline, issuer_of, summary
from release_kit.editions.markup import body_html
from release_kit.editions.templating import BUILT_IN, find_template, render_text, safe_html
from release_kit.editions.view import show_edition
from release_kit.editions.web.requests import page_requests, style_requests
from release_kit.errors import InputError, TemplateError
from release_kit.languages import language, split_phrases
from release_kit.model import Artifact
from release_kit.newsroom import Newsroom, feed_path, handout_path, link_to, page_path, read_text
from release_kit.release import Picture, find_pictures, notice_text, shown_words

FIX = "Pages load nothing from elsewhere and run nothing: put what they need into the page, or leave it out."


class PageExporter:
    """A page from `page.html.j2`; it needs no script and asks nothing of any server."""

    name = "html"

    def export(self, edition: Edition) -> list[Artifact]:
        """The page of an edition."""
        release = edition.release
        pictures = list(find_pictures(release))
        values = page_values(edition, pictures)
        files = [Artifact(p.public_path, p.media_type, p.content) for p in pictures]
        path = page_path(release.language, release.slug)
        return [render_page(edition.newsroom, "page.html.j2", path, values), *files]


def page_values(edition: Edition, pictures: Sequence[Picture]) -> dict[str, object]:
    """The names that a page's template may use."""
    release, newsroom = edition.release, edition.newsroom
    shown = [_picture_value(edition, picture) for picture in pictures]
    return show_edition(edition).names() | {
        "body": safe_html(body_html(release, lambda picture: f"../{link_to(picture.public_path)}")),
        "css_fonts": safe_html(edition.row.css_fonts),
        "canonical": f"{newsroom.base_url}/{link_to(page_path(release.language, release.slug))}",
        "published": release.date.isoformat(),
        "modified": edition.modified.isoformat(),
        "headline": headline(edition),
        "languages": _languages(edition),
        "source_url": f"{newsroom.base_url}/{link_to(page_path(newsroom.source, release.slug))}",
        "handout": link_to(handout_path(release.language, release.slug).split("/")[1]),
        "feed": feed_path(release.language).split("/")[1],
        "summary": summary(edition),
        "title_parts": split_phrases(release.title, edition.row, edition.headline_terms),
        "og_locale": edition.row.word_tag.replace("-", "_"),
        "style": own_style(newsroom),
        "pictures": shown,
        "image": shown[0] if shown else None,
        "json_ld": safe_html(json_ld(edition, pictures)),
    }


def render_page(newsroom: Newsroom, template: str, path: str, values: Mapping[str, object]) -> Artifact:
    """A page by the newsroom's own template or the built-in one; its own must ask nothing of any server."""
    source, name = find_template(template, newsroom.templates)
    page = render_text(source.decode("utf-8"), name, values)
    if not name.startswith(BUILT_IN) and (found := page_requests(page)):
        raise TemplateError(
            f"{name}: the page asks another server for something or runs it: {found[0]}\n  {FIX}"
        )
    return Artifact(path, "text/html", page.encode())


def _languages(edition: Edition) -> list[dict[str, object]]:
    """The release's languages, with the address of each page."""
    slug = edition.release.slug
    return [
        {
            "tag": tag,
            "name": language(tag).own_name,
            "url": f"{edition.newsroom.base_url}/{link_to(page_path(tag, slug))}",
            "relative": f"../{link_to(page_path(tag, slug))}",
            "is_this": tag == edition.release.language,
        }
        for tag in edition.newsroom.languages
        if tag in edition.others
    ]


def _picture_value(edition: Edition, picture: Picture) -> dict[str, object]:
    """A picture as templates see it."""
    width, height = picture.size
    return {
        "href": f"../{link_to(picture.public_path)}",
        "url": f"{edition.newsroom.base_url}/{link_to(picture.public_path)}",
        "title": picture.title,
        "alt": picture.alt,
        "width": width,
        "height": height,
    }


def own_style(newsroom: Newsroom) -> Markup:
    """The newsroom's stylesheet, templates/style.css, put behind the built-in one."""
    path = newsroom.templates / "style.css"
    if not path.is_file():
        return safe_html("")
    text = read_text(path)
    if found := ["</", *style_requests(text)] if "</" in text else style_requests(text):
        raise InputError(path, f"a stylesheet that reaches out of the page: {found[0]}", FIX)
    return safe_html(text)


def json_ld(edition: Edition, pictures: Sequence[Picture]) -> str:
    """The release for search engines: a schema.org NewsArticle; `<` is written so that no tag can end it."""
    release, newsroom = edition.release, edition.newsroom
    image = [f"{newsroom.base_url}/{link_to(picture.public_path)}" for picture in pictures[:1]]
    values = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": edition.urn,
        **_original(edition),
        "headline": headline(edition),
        "description": summary(edition),
        "inLanguage": release.language,
        "datePublished": release.date.isoformat(),
        "dateModified": edition.modified.isoformat(),
        "version": release.version,
        **_change(edition),
        "author": {"@type": "Organization", "name": issuer_of(edition)},
        "publisher": {"@type": "Organization", "name": newsroom.title(release.language)},
        "mainEntityOfPage": f"{newsroom.base_url}/{link_to(page_path(release.language, release.slug))}",
        "keywords": list(release.hashtags),
        **({"image": image} if image else {}),
    }
    return json.dumps(values, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026")


def _original(edition: Edition) -> dict[str, object]:
    """Of a rendering, what it renders."""
    if edition.release.origin is None:
        return {}
    return {"translationOfWork": {"@id": edition.urn_of(edition.newsroom.source)}}


def _change(edition: Edition) -> dict[str, object]:
    """Of a draft, that it is one; of a corrected or withdrawn release, what was done and when."""
    if not edition.is_changed:
        return {"creativeWorkStatus": "Draft"} if edition.is_draft else {}
    text, when = shown_words(notice_text(edition.release)), edition.modified.isoformat()
    correction = {"@type": "CorrectionComment", "text": text, "dateCreated": when}
    return {"creativeWorkStatus": edition.release.status.capitalize(), "correction": correction}
