"""What quotas can be refused for; each error names the quotas that collide."""

from models.errors import AppError


class QuotaError(AppError):
    """Quotas that cannot stand together, or not in this market."""

    code = "solver.quota_invalid"


class QuotaMembersError(QuotaError):
    """Members are not positions of the market, each at most once.

    Parameters
    ----------
    params
        ``name``; ``reason``: ``type``, ``range`` or ``repeated``; ``value``: the first offender.
    """

    code = "solver.quota_members"


class QuotaNameError(QuotaError):
    """Two quotas have one name; ``name`` is it."""

    code = "solver.quota_name"


class QuotaBoundsError(QuotaError):
    """A bound is below 0, or the minimum above the maximum: ``name``, ``least``, ``most``."""

    code = "solver.quota_bounds"


class QuotaAboveMembersError(QuotaError):
    """A minimum is above what the members can take: ``name``, ``least``, ``limit``."""

    code = "solver.quota_above_members"


class CrossingQuotasError(QuotaError):
    """Two sets overlap and neither holds the other: ``first`` and ``second``."""

    code = "solver.quotas_crossing"


class QuotaInnerMinimaError(QuotaError):
    """Minima within a set add up to more than its maximum.

    Parameters
    ----------
    params
        ``name`` and ``most`` of the set; ``inner``, the names of disjoint sets within it whose
        minima add up to ``least``.
    """

    code = "solver.quota_inner_minima"
