"""What an estimate can be refused for."""

from models.errors import AppError


class SpellsError(AppError):
    """Columns of spells or codes that do not fit together; ``field`` and ``reason`` say which."""

    code = "matching.spells_invalid"


class SettingsError(AppError):
    """A setting of the estimator is out of range; ``field`` and ``value`` say which."""

    code = "matching.retention_settings_invalid"


class ModelFileError(AppError):
    """A stored model that cannot be used; ``reason`` is format, digest or version."""

    code = "matching.retention_model_invalid"
