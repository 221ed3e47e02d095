"""Who may prepare, approve and issue."""

from __future__ import annotations

import rules

from members.permissions import is_approver, works_at_desk

may_prepare = works_at_desk
may_approve = is_approver

rules.add_perm("records.prepare", may_prepare)
rules.add_perm("records.approve", may_approve)
