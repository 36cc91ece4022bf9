"""The Word handout as PDF, by LibreOffice where it is there."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from release_kit.edition import Edition
from release_kit.errors import UsageError
from release_kit.exporters.word import WordExporter
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
        command = [
            program, "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--convert-to", "pdf", "--outdir", str(folder), str(source),
        ]  # fmt: skip
        try:
            done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            raise UsageError(f"LibreOffice did not finish {handout.path} in {PATIENCE} s") from None
        result = source.with_suffix(".pdf")
        if not result.is_file():
            raise UsageError(
                f"LibreOffice made no PDF of {handout.path}: {done.stderr.decode(errors='replace')[:200]}"
            )
        return Artifact(handout.path.removesuffix(".docx") + ".pdf", "application/pdf", result.read_bytes())
