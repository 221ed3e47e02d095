"""Who may do what at the desk."""

from __future__ import annotations

import rules

from members.permissions import sees_desk, works_at_desk

rules.add_perm("meetings.see_desk", sees_desk)
rules.add_perm("meetings.edit_desk", works_at_desk)
