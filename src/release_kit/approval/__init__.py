"""Who read what: statements about texts, how an edition stands by them, and what may go out."""

from release_kit.approval.acceptance import Accepted, Overruling, accept
from release_kit.approval.coverage import Change
from release_kit.approval.gate import reason_of_twin, reason_to_hold, reasons_to_hold, review_gate
from release_kit.approval.review import review_approvals
from release_kit.approval.state import ApprovalState, Standing, approval_states
from release_kit.approval.statements import Approved, approve, unread

__all__ = [
    "Accepted",
    "ApprovalState",
    "Approved",
    "Change",
    "Overruling",
    "Standing",
    "accept",
    "approval_states",
    "approve",
    "reason_of_twin",
    "reason_to_hold",
    "reasons_to_hold",
    "review_approvals",
    "review_gate",
    "unread",
]
