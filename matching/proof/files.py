"""A proof as the bytes of a file, and back."""

from typing import Any, TypeVar

import pyarrow as pa

from matching.columns.arrow import instance_of, ipc_bytes, schema_of, table_from_ipc, table_of
from matching.columns.context import CONTEXT_SCHEMA, MarketContext
from matching.columns.errors import ColumnsError
from matching.columns.market_data import MarketData
from matching.columns.people import PeopleColumns
from matching.columns.vacancies import VacancyColumns
from matching.proof.columns import LaborerColumns, PriceColumns
from matching.proof.container import packed, unpacked
from matching.proof.errors import ProofMalformedError
from matching.proof.header import Header, header_bytes, read_header
from matching.proof.optimality import OptimalityProof
from matching.retention.errors import ModelFileError
from matching.retention.model_tables import ModelTables
from matching.solvers.solution import Solution

HEADER = "proof.json"
PARTS = (
    HEADER,
    "people.arrow",
    "vacancies.arrow",
    "context.arrow",
    "retention.arrow",
    "laborers.arrow",
    "prices.arrow",
)
"""The parts of the file, in their order."""

Declared = TypeVar("Declared")


def proof_bytes(proof: OptimalityProof) -> bytes:
    """Gives the bytes of a proof's file: same proof, same bytes."""
    data, solution = proof.data, proof.solution
    header = Header(
        round_code=proof.round_code,
        snapshot_hash=proof.snapshot_hash,
        weights=proof.weights,
        objective=solution.objective,
        bound=solution.bound,
        status=solution.status,
    )
    tables = (
        data.people.to_arrow(),
        data.vacancies.to_arrow(),
        data.context.to_arrow(),
        data.context.retention,
        table_of(LaborerColumns(solution.vacancy_of_laborer, solution.laborer_surplus)),
        table_of(PriceColumns(solution.vacancy_price)),
    )
    contents = (header_bytes(header), *map(ipc_bytes, tables))
    return packed(dict(zip(PARTS, contents, strict=True)))


def read_proof(content: bytes) -> OptimalityProof:
    """Reads a proof from the bytes of its file, whoever wrote them.

    Raises
    ------
    NotAProofError, ProofChangedError
        If the bytes are no proof, or not those that were sealed.
    OtherVersionError
        If another version of the program is needed.
    ProofMalformedError
        If a part of the file is not what a proof has there.
    """
    parts = unpacked(content, PARTS)
    header = read_header(parts[HEADER])
    laborers = _instance(LaborerColumns, parts, "laborers.arrow")
    return OptimalityProof(
        round_code=header.round_code,
        snapshot_hash=header.snapshot_hash,
        data=_data(parts),
        weights=header.weights,
        solution=Solution(
            vacancy_of_laborer=laborers.vacancy,
            objective=header.objective,
            bound=header.bound,
            status=header.status,
            vacancy_price=_instance(PriceColumns, parts, "prices.arrow").price,
            laborer_surplus=laborers.surplus,
        ),
    )


def _data(parts: dict[str, bytes]) -> MarketData:
    context = _table(parts, "context.arrow", CONTEXT_SCHEMA)
    retention = _any_table(parts, "retention.arrow")
    try:
        ModelTables.from_arrow(retention)
        return MarketData(
            _instance(PeopleColumns, parts, "people.arrow"),
            _instance(VacancyColumns, parts, "vacancies.arrow"),
            MarketContext.from_arrow(context, retention),
        )
    except ModelFileError as error:
        raise ProofMalformedError(part="retention.arrow") from error
    except ColumnsError as error:
        raise ProofMalformedError(part=error.params["column"]) from error
    except (ValueError, TypeError, ArithmeticError) as error:
        raise ProofMalformedError(part="context.arrow") from error


def _instance(declared: type[Declared], parts: dict[str, bytes], name: str) -> Declared:
    table = _table(parts, name, schema_of(declared))
    try:
        return instance_of(declared, table)
    except ColumnsError as error:
        raise ProofMalformedError(part=error.params["column"]) from error
    except IndexError as error:
        raise ProofMalformedError(part=name) from error


def _table(parts: dict[str, bytes], name: str, schema: pa.Schema) -> pa.Table:
    """Reads a table and looks at every value: a stranger's offsets could point anywhere.

    A table that unpacks to more than its part of the file was compressed, which no proof is.
    """
    table = _any_table(parts, name)
    if not table.schema.equals(schema, check_metadata=True):
        raise ProofMalformedError(part=name)
    return table


def _any_table(parts: dict[str, bytes], name: str) -> pa.Table:
    try:
        table = table_from_ipc(parts[name])
        table.validate(full=True)
    except (pa.ArrowException, OSError, ValueError) as error:
        raise ProofMalformedError(part=name) from error
    has_nulls = any(column.null_count or _has_nulls(column) for column in table.columns)
    if has_nulls or table.nbytes > len(parts[name]):
        raise ProofMalformedError(part=name)
    return table


def _has_nulls(column: Any) -> bool:  # a pa.ChunkedArray
    is_list = pa.types.is_large_list(column.type)
    return is_list and any(chunk.flatten().null_count for chunk in column.chunks)
