"""A proof's file: the same bytes for the same proof, and no byte may change."""

import hashlib
import json
from contextlib import suppress

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.columns.arrow import ipc_bytes, table_from_ipc
from matching.columns.market_data import MarketData
from matching.proof.container import packed, seal_of
from matching.proof.errors import (
    NotAProofError,
    OtherVersionError,
    ProofChangedError,
    ProofMalformedError,
)
from matching.proof.files import PARTS, proof_bytes, read_proof
from tests.matching.market_strategies import markets
from tests.matching.proof.proof_cases import (
    parts_of,
    proven,
    resealed,
    small_data,
    with_header,
)

CONTENT = proof_bytes(proven(small_data()))


@settings(max_examples=30, deadline=None)
@given(markets())
def test_what_is_written_is_read(data: MarketData) -> None:
    """Everything comes back, and gives the same bytes again; empty markets too."""
    proof = proven(data)
    content = proof_bytes(proof)
    read = read_proof(content)
    assert proof_bytes(read) == content
    assert read.data.content_hash() == proof.data.content_hash()
    assert (read.round_code, read.snapshot_hash) == (proof.round_code, proof.snapshot_hash)
    assert read.solution.objective == proof.solution.objective
    np.testing.assert_array_equal(
        read.solution.vacancy_of_laborer, proof.solution.vacancy_of_laborer
    )


def test_the_hash_is_anybodys_sha256() -> None:
    """The file ends with the SHA-256 of all its bytes before, and opens as an archive."""
    assert hashlib.sha256(CONTENT[:-64]).hexdigest() == seal_of(CONTENT) == CONTENT[-64:].decode()
    assert tuple(parts_of(CONTENT)) == PARTS


def test_every_byte_counts() -> None:
    """No byte of the file can be changed: each is tried, with a change of its own."""
    changes = np.random.default_rng(5).integers(1, 256, len(CONTENT))
    for place, change in enumerate(changes.tolist()):
        other = bytearray(CONTENT)
        other[place] ^= change
        with pytest.raises((NotAProofError, ProofChangedError)):
            read_proof(bytes(other))


@given(st.integers(0, len(CONTENT) - 1), st.binary(min_size=1, max_size=80))
def test_nothing_can_be_cut_off_or_added(place: int, more: bytes) -> None:
    """A file cut short, and one with bytes put in anywhere, are refused."""
    for other in (CONTENT[:place], CONTENT[:place] + more + CONTENT[place:], CONTENT + more):
        with pytest.raises((NotAProofError, ProofChangedError)):
            read_proof(other)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"x" * 500, CONTENT[1:] + b"f"])
def test_other_files_are_no_proofs(content: bytes) -> None:
    """Whatever is not such a file is refused before anything is read from it."""
    with pytest.raises((NotAProofError, ProofChangedError)):
        read_proof(content)


@pytest.mark.parametrize(
    ("changed", "part"),
    [
        ({"objective": "12"}, "objective"),
        ({"objective": True}, "objective"),
        ({"objective": 1.5}, "objective"),
        ({"bound": None}, "bound"),
        ({"bound": ...}, "header"),
        ({"status": "proven"}, "header"),
        ({"round": 5}, "round"),
        ({"snapshot": ...}, "header"),
        ({"weights": {}}, "weights"),
        ({"weights": {"skill": 1000, "luck": 0}}, "weights"),
        ({"weights": {"skill": -1, "wage": 1001}}, "weights"),
        ({"weights": 5}, "header"),
        ({"version": ...}, "header"),
    ],
)
def test_a_header_that_states_nonsense_is_refused(changed: dict[str, object], part: str) -> None:
    """Behind a valid seal every field of the header is still looked at."""
    with pytest.raises(ProofMalformedError) as refused:
        read_proof(with_header(CONTENT, **changed))
    assert refused.value.params == {"part": part}


@pytest.mark.parametrize("text", [b"", b"[]", b"{", b"\xff", b"5", b"9" * 5000])
def test_a_header_that_is_none_is_refused(text: bytes) -> None:
    """A header that is no object is refused."""
    with pytest.raises(ProofMalformedError):
        read_proof(resealed(CONTENT, {"proof.json": text}))


@pytest.mark.parametrize(
    "changed",
    [{"version": 2}, {"rules": []}, {"parts": ["skill"]}],
    ids=["format", "rules", "parts"],
)
def test_another_version_is_told(changed: dict[str, object]) -> None:
    """Another format, other rules or other score parts need the program that wrote the file."""
    with pytest.raises(OtherVersionError):
        read_proof(with_header(CONTENT, **changed))


def test_parts_are_exactly_those_named() -> None:
    """A part less, a part more or another order is refused behind a valid seal."""
    parts = parts_of(CONTENT)
    fewer = {name: parts[name] for name in PARTS[:-1]}
    turned = {name: parts[name] for name in reversed(PARTS)}
    for other in (fewer, parts | {"names.arrow": b""}, turned):
        with pytest.raises(ProofMalformedError):
            read_proof(packed(other))


ARROW = PARTS[1:]


@pytest.mark.parametrize("name", ARROW)
def test_a_part_that_is_no_table_is_refused(name: str) -> None:
    """Noise, a table cut short and one with another column are refused behind a valid seal."""
    content = parts_of(CONTENT)[name]
    table = table_from_ipc(content)
    more = table.append_column("name", pa.array(["somebody"] * table.num_rows))
    for other in (b"", b"noise" * 9, content[: len(content) // 2], ipc_bytes(more)):
        with pytest.raises(ProofMalformedError):
            read_proof(resealed(CONTENT, {name: other}))


@pytest.mark.parametrize("name", ARROW)
def test_a_column_that_is_missing_or_empty_is_refused(name: str) -> None:
    """Every column is needed, and every value of it."""
    table = table_from_ipc(parts_of(CONTENT)[name])
    for at, field in enumerate(table.schema):
        nothing = pa.nulls(table.num_rows, field.type)
        without = table.drop_columns([field.name])
        for other in (without, table.set_column(at, field, nothing)):
            if other.num_rows == 0:
                continue
            with pytest.raises(ProofMalformedError):
                read_proof(resealed(CONTENT, {name: ipc_bytes(other)}))


def test_a_table_that_unpacks_to_more_is_refused() -> None:
    """A small part that holds a huge compressed table is no part of a proof."""
    schema = table_from_ipc(parts_of(CONTENT)["prices.arrow"]).schema
    table = pa.Table.from_arrays([pa.array(np.zeros(10**6, np.int64))], schema=schema)
    sink = pa.BufferOutputStream()
    options = pa.ipc.IpcWriteOptions(compression="zstd")
    with pa.ipc.new_stream(sink, schema, options=options) as writer:
        writer.write_table(table)
    with pytest.raises(ProofMalformedError):
        read_proof(resealed(CONTENT, {"prices.arrow": sink.getvalue().to_pybytes()}))


def test_noise_in_a_table_never_breaks_the_reader() -> None:
    """Hundreds of bytes changed behind a valid seal: read, or refused by name, nothing else."""
    rng = np.random.default_rng(11)
    parts = parts_of(CONTENT)
    for name in ARROW:
        for place in rng.integers(0, len(parts[name]), 80).tolist():
            other = bytearray(parts[name])
            other[place] ^= int(rng.integers(1, 256))
            with suppress(ProofMalformedError):
                read_proof(resealed(CONTENT, {name: bytes(other)}))


def test_the_header_is_readable_text() -> None:
    """What is claimed stands in plain JSON."""
    header = json.loads(parts_of(CONTENT)["proof.json"])
    assert header["objective"] == header["bound"] > 0
    assert header["status"] == "optimal"
