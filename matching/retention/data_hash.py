"""The hash of the spells a model was learnt from."""

import hashlib

import numpy as np

from matching.retention.spells import Spells


def data_hash_of(spells: Spells) -> str:
    """Gives the SHA-256 of all columns in order, with names, types and lengths, in hexadecimal."""
    hashed = hashlib.sha256()
    own = {name: getattr(spells, name) for name in ("entered", "left", "cause", "weight_per_mille")}
    columns = {**own, "stratum": spells.stratum}
    for kind in ("factors", "slopes", "groups"):
        named = getattr(spells, kind)
        columns |= {f"{kind}:{name}": named[name] for name in sorted(named)}
    for name, column in columns.items():
        array = np.ascontiguousarray(column)
        hashed.update(f"{name}|{array.dtype.str}|{len(array)}|".encode())
        hashed.update(array.data)
    return hashed.hexdigest()
