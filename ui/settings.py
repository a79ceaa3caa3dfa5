"""What an installation may set, each by an environment variable that begins with ``LAOWU_``."""

from pathlib import Path
from typing import Any, Literal

from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from models.errors import AppError

ROOT = Path(__file__).parents[1]
"""The folder that the program runs from."""

Language = Literal["zh_CN", "en"]

MEGABYTE = 1_000_000


class BadSettingError(AppError):
    """An environment variable holds what the setting cannot be."""

    code = "settings.bad_value"


def _sqlite_in(settings: dict[str, Any]) -> str:
    return f"sqlite:///{settings['var_folder'] / 'laowu.db'}"


def _keys_in(settings: dict[str, Any]) -> Path:
    folder: Path = settings["var_folder"]
    return folder / "keys"


class Settings(BaseSettings):
    """The settings of one installation.

    Parameters
    ----------
    var_folder
        Where the embedded database, the key file and printed lists lie.
    database_url
        SQLite or PostgreSQL address.
    key_file
        Keys that seal identity numbers and phones; kept apart from the database.
    language
        Of commands, and of pages until somebody switches.
    host, port
        Where the web application listens.
    workbook_bytes, unpacked_bytes
        Largest workbook that is read, as a file and unpacked.
    strict_words
        Whether a missing word is an error (as in tests) or shows its code on the screen.
    """

    model_config = SettingsConfigDict(env_prefix="LAOWU_", frozen=True, extra="ignore")

    var_folder: Path = ROOT / "var"
    database_url: str = Field(default_factory=_sqlite_in, min_length=1)
    key_file: Path = Field(default_factory=_keys_in)
    language: Language = "zh_CN"
    host: str = "127.0.0.1"
    port: int = Field(default=8501, ge=1, le=65_535)
    workbook_bytes: int = Field(default=60 * MEGABYTE, gt=0)
    unpacked_bytes: int = Field(default=600 * MEGABYTE, gt=0)
    strict_words: bool = False


def current_settings() -> Settings:
    """Reads the settings from the environment.

    Raises
    ------
    BadSettingError
        If a variable cannot be read; the error names the first one.
    """
    try:
        return Settings()
    except ValidationError as error:
        name = str(error.errors()[0]["loc"][0])
        raise BadSettingError(name=f"LAOWU_{name.upper()}") from error
