"""Why a file is no proof that could be checked."""

from models.errors import AppError


class NotAProofError(AppError):
    """The file is not an optimality proof at all, or its beginning or end is missing."""

    code = "proof.not_a_proof"


class ProofChangedError(AppError):
    """The file's bytes do not have the SHA-256 that the file ends with."""

    code = "proof.changed"


class ProofMalformedError(AppError):
    """The hash holds, but a part of the file is not what a proof has there.

    Parameters
    ----------
    params
        ``part``: the name of the part.
    """

    code = "proof.malformed"


class OtherVersionError(AppError):
    """The file was written by a program with another format, other rules or other score parts.

    Parameters
    ----------
    params
        ``version``: the version of the file's format. ``known``: the one this program reads.
    """

    code = "proof.other_version"
