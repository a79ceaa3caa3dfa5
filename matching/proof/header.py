"""What a proof's file says of itself, as JSON."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from matching.market.parts.registry import PARTS
from matching.market.rules.registry import RULES
from matching.market.weights import Weights, WeightsError, weights_of
from matching.proof.errors import OtherVersionError, ProofMalformedError
from matching.solvers.solution import Status

FORMAT_VERSION = 1
"""Raised whenever a reader of the version before would misread the file."""


@dataclass(frozen=True, slots=True)
class Header:
    """Everything in the file that is not a column.

    Parameters
    ----------
    round_code, snapshot_hash, weights
        As in ``OptimalityProof``.
    objective, bound, status
        What the solution claims.
    """

    round_code: str
    snapshot_hash: str
    weights: Weights
    objective: int
    bound: int
    status: Status


def header_bytes(header: Header) -> bytes:
    """Writes the header with the version of the format and the names of rules and score parts."""
    return json.dumps(
        {
            "bound": header.bound,
            "objective": header.objective,
            "round": header.round_code,
            "snapshot": header.snapshot_hash,
            "status": header.status.value,
            "version": FORMAT_VERSION,
            "weights": asdict(header.weights),
            **_declared(),
        },
        indent=1,
        sort_keys=True,
    ).encode()


def read_header(content: bytes) -> Header:
    """Reads a header.

    Raises
    ------
    OtherVersionError
        If this program has another format, or other rules or score parts by name.
    ProofMalformedError
        If a field is missing or of another type.
    """
    try:
        held = json.loads(content)
        if not isinstance(held, dict):
            raise ProofMalformedError(part="header")
        _check_version(held)
        return Header(
            round_code=_text(held, "round"),
            snapshot_hash=_text(held, "snapshot"),
            weights=weights_of(held["weights"]),
            objective=_whole(held, "objective"),
            bound=_whole(held, "bound"),
            status=Status(held["status"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ProofMalformedError(part="header") from error
    except WeightsError as error:
        raise ProofMalformedError(part="weights") from error


def _declared() -> dict[str, list[str]]:
    return {"parts": [part.name for part in PARTS], "rules": [rule.code for rule in RULES]}


def _check_version(held: Mapping[str, Any]) -> None:
    version = _whole(held, "version")
    differs = any(held[name] != names for name, names in _declared().items())
    if version != FORMAT_VERSION or differs:
        raise OtherVersionError(version=version, known=FORMAT_VERSION)


def _whole(held: Mapping[str, Any], name: str) -> int:
    value = held[name]
    if not isinstance(value, int) or isinstance(value, bool):
        raise ProofMalformedError(part=name)
    return value


def _text(held: Mapping[str, Any], name: str) -> str:
    value = held[name]
    if not isinstance(value, str):
        raise ProofMalformedError(part=name)
    return value
