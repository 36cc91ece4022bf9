"""The Word handout as PDF, by LibreOffice where it is there."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from xml.sax.saxutils import escape

from release_kit.editions.edition import Edition
from release_kit.editions.word.handout import WordExporter
from release_kit.errors import UsageError
from release_kit.languages import LANGUAGES, Face, Typography
from release_kit.model import Artifact

PATIENCE = 180  # seconds for one handout


class PdfExporter:
    """A .pdf file an edition; made with a profile of its own, so that an open LibreOffice is left alone."""

    name = "pdf"

    def export(self, edition: Edition) -> list[Artifact]:
        """The handout of an edition as PDF; a `UsageError` where LibreOffice is missing."""
        program = shutil.which("soffice") or shutil.which("libreoffice")
        if program is None:
            raise UsageError(
                "PDF needs LibreOffice, which is not here; export docx, or install LibreOffice Writer"
            )
        return [_convert(handout, program) for handout in WordExporter().export(edition)]


def _convert(handout: Artifact, program: str) -> Artifact:
    with tempfile.TemporaryDirectory(prefix="release-kit-") as name:
        folder = Path(name)
        source = folder / "handout.docx"
        source.write_bytes(handout.content)
        fonts = folder / "fonts.conf"
        fonts.write_text(font_rules(), encoding="utf-8")
        command = [
            program, "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", "pdf", "--outdir", str(folder), str(source),
        ]  # fmt: skip
        surroundings = os.environ | {"FONTCONFIG_FILE": str(fonts)}
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=PATIENCE, check=False, env=surroundings
            )
        except subprocess.TimeoutExpired:
            raise UsageError(f"LibreOffice did not finish {handout.path} in {PATIENCE} s") from None
        result = source.with_suffix(".pdf")
        if not result.is_file():
            raise UsageError(
                f"LibreOffice made no PDF of {handout.path}: {done.stderr.decode(errors='replace')[:200]}"
            )
        return Artifact(handout.path.removesuffix(".docx") + ".pdf", "application/pdf", result.read_bytes())


def font_rules() -> str:
    """Fontconfig rules: a face that is not here is stood in for by one like it, of the right region."""
    faces = dict.fromkeys(face for row in LANGUAGES.values() for face in _faces(row.typography))
    rules = "".join(
        f"<alias binding='same'><family>{escape(face.name)}</family><accept>"
        + "".join(f"<family>{escape(name)}</family>" for name in face.alternates)
        + "</accept></alias>"
        for face in faces
    )
    return (
        "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'fonts.dtd'><fontconfig>"
        f"<include ignore_missing='yes'>/etc/fonts/fonts.conf</include>{rules}</fontconfig>\n"
    )


def _faces(row: Typography) -> tuple[Face, ...]:
    return row.body, row.heading, row.latin, row.latin_heading
