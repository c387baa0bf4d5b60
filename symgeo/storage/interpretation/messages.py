"""Findings and problems as sentences."""

from __future__ import annotations

from symgeo.storage.interpretation.codes import Finding, Problem
from symgeo.texts import Texts


def finding_sentence(finding: Finding, t: Texts) -> str:
    """Say what was found, what was expected or taken, and what to do."""
    return t(f"findings.{finding.code}", value=finding.value, expected=finding.expected or "–")


def table_sentence(problem: Problem, t: Texts) -> str:
    """Say why a table cannot be used, and what to do."""
    return t(f"findings.problem.{problem}")
