"""Handouts: a Word template and a release make a .docx."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC

from docxtpl import DocxTemplate
from jinja2.exceptions import TemplateError
from lxml import etree

from release_kit import errors
from release_kit.edition import Edition, handout_path, show_edition
from release_kit.exporters.packing import repack
from release_kit.exporters.templating import environment, explain, find_template
from release_kit.model import Artifact

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


class WordExporter:
    """One handout a language, from `handout.<tag>.docx`."""

    name = "docx"

    def export(self, edition: Edition) -> list[Artifact]:
        """The handout of an edition."""
        release = edition.release
        template, name = find_template(f"handout.{release.language}.docx", edition.newsroom.templates)
        document = _render(template, name, show_edition(edition))
        _describe(document, edition)
        out = io.BytesIO()
        document.save(out)
        path = handout_path(release.language, release.slug)
        return [Artifact(path, MEDIA_TYPE, repack(out.getvalue()))]


def _render(template: bytes, name: str, values: dict[str, object]) -> DocxTemplate:
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(values, jinja_env=environment(), autoescape=True)
    except (TemplateError, RecursionError, TypeError) as error:
        raise explain(error, name) from error
    except (zipfile.BadZipFile, KeyError, ValueError, etree.XMLSyntaxError) as error:
        fix = "Open it in Word and save it as .docx, or delete it to use the built-in one."
        raise errors.TemplateError(f"{name}: not a Word file that can be filled: {error}\n  {fix}") from error
    return document


def _describe(document: DocxTemplate, edition: Edition) -> None:
    """Title, author, language and dates from the release, not from the machine."""
    release = edition.release
    properties = document.docx.core_properties
    properties.title = release.title[:255]
    properties.author = (release.issuer or edition.newsroom.name.get(release.language, ""))[:255]
    properties.last_modified_by = ""
    properties.comments = ""
    properties.keywords = ", ".join(release.hashtags)[:255]
    properties.language = edition.row.word_tag
    properties.identifier = f"urn:uuid:{release.id}"
    moment = edition.modified.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    properties.created = properties.modified = moment
    properties.revision = 1
