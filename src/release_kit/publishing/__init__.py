"""What may go out, and its going: public/, preview, targets; the only room that writes outside."""

from release_kit.publishing.freshness import State, next_end, recall, remember, stamp
from release_kit.publishing.preview import Preview
from release_kit.publishing.public_folder import BuildResult, build_public, write_artifacts
from release_kit.publishing.records import read_records
from release_kit.publishing.standing import report_status
from release_kit.publishing.transfer import lines, publish
from release_kit.publishing.visibility import choose_shown, is_held

__all__ = [
    "BuildResult",
    "Preview",
    "State",
    "build_public",
    "choose_shown",
    "is_held",
    "lines",
    "next_end",
    "publish",
    "read_records",
    "recall",
    "remember",
    "report_status",
    "stamp",
    "write_artifacts",
]
