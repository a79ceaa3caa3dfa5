"""What a problem under joint rules can be refused for."""

from models.errors import AppError


class JointError(AppError):
    """Forms of joint rules that do not fit together, or rules that no plan keeps.

    Its parameters are ``field``, the form or family; ``part``, which of its columns; ``reason``;
    and where one entry is to blame ``index``.
    """

    code = "solver.joint_invalid"
