"""What may go out, and its going: public/, preview, targets; the only room that writes outside."""

from release_kit.publishing.built import (
    Built,
    made_rows,
    newsroom_stamp,
    owner_of_finding,
    read_built,
    write_built,
)
from release_kit.publishing.preview import Preview
from release_kit.publishing.public_folder import BuildResult, write_artifacts, write_public
from release_kit.publishing.standing import report_status
from release_kit.publishing.takedown import take_down_blind, take_down_public
from release_kit.publishing.transfer import Sent, plan_lines, publish, take_down_elsewhere
from release_kit.publishing.visibility import Shown, choose_shown

__all__ = [
    "BuildResult",
    "Built",
    "Preview",
    "Sent",
    "Shown",
    "choose_shown",
    "made_rows",
    "newsroom_stamp",
    "owner_of_finding",
    "plan_lines",
    "publish",
    "read_built",
    "report_status",
    "take_down_blind",
    "take_down_elsewhere",
    "take_down_public",
    "write_artifacts",
    "write_built",
    "write_public",
]
