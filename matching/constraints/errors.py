"""What rules of a round can be refused for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models.errors import AppError


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with the rules.

    Parameters
    ----------
    code
        ``rules.`` and what it is.
    keys
        The rules that collide, or the one that is wrong.
    facts
        Figures and keys that its words name.
    """

    code: str
    keys: tuple[str, ...]
    facts: Mapping[str, object] = field(default_factory=dict)


class RulesError(AppError):
    """Rules that contradict each other, the law or the facts.

    Parameters
    ----------
    findings
        What is wrong, never empty. The params say how many and the first code.
    """

    code = "matching.rules_invalid"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        self.findings = findings
        super().__init__(count=len(findings), first=findings[0].code)
