"""Findings for programs: JSON of the contract, annotations of GitHub Actions, a Code Quality report of GitLab."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from policydiff.check.finding import Finding

_GITHUB = {"error": "error", "warning": "warning", "info": "notice"}
_GITLAB = {"error": "major", "warning": "minor", "info": "info"}


def to_data(finding: Finding) -> dict[str, Any]:
    """A finding as in the JSON of `check`; `clause` is an anchor, empty where it is about the file."""
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "clause": finding.clause,
        "label": finding.label,
        "message": finding.message,
        "proposal": finding.proposal,
    }


def to_json(found: Iterable[Finding]) -> str:
    """A JSON list."""
    return json.dumps([to_data(finding) for finding in found], ensure_ascii=False) + "\n"


def to_github(found: Iterable[Finding]) -> str:
    """Workflow commands, a line each, that GitHub Actions shows beside the lines of the file."""
    lines = [
        f"::{_GITHUB[finding.severity]} file={_property(finding.path)},line={finding.line},col={finding.column},"
        f"title={_property(finding.rule)}::{_data(_whole(finding))}\n"
        for finding in found
    ]
    return "".join(lines)


def to_gitlab(found: Iterable[Finding]) -> str:
    """A Code Quality report, which GitLab shows in merge requests."""
    report = [
        {
            "description": _whole(finding),
            "check_name": finding.rule,
            "fingerprint": hashlib.sha256(
                f"{finding.path}\0{finding.rule}\0{finding.about}\0{finding.clause}".encode()
            ).hexdigest(),
            "severity": _GITLAB[finding.severity],
            "location": {"path": finding.path, "lines": {"begin": finding.line}},
        }
        for finding in found
    ]
    return json.dumps(report, ensure_ascii=False) + "\n"


def _whole(finding: Finding) -> str:
    return f"{finding.message} {finding.proposal}".strip()


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
