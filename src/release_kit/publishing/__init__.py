"""What may go out, and its going: public/, preview, targets; the only room that writes outside."""

from release_kit.publishing.built import Built, made_rows, owner_of, read_built, stamp, write_built
from release_kit.publishing.preview import Preview
from release_kit.publishing.public_folder import BuildResult, write_artifacts, write_public
from release_kit.publishing.standing import report_status
from release_kit.publishing.takedown import take_down_public
from release_kit.publishing.transfer import Sent, lines, publish
from release_kit.publishing.visibility import Shown, choose_shown

__all__ = [
    "BuildResult",
    "Built",
    "Preview",
    "Sent",
    "Shown",
    "choose_shown",
    "lines",
    "made_rows",
    "owner_of",
    "publish",
    "read_built",
    "report_status",
    "stamp",
    "take_down_public",
    "write_artifacts",
    "write_built",
    "write_public",
]
