"""Settings come from the environment, and bad ones are named."""

from pathlib import Path

import pytest

from ui.settings import ROOT, BadSettingError, current_settings


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes away what the tests' own environment sets."""
    for name in ("VAR_FOLDER", "DATABASE_URL", "LANGUAGE", "PORT", "KEY_FILE"):
        monkeypatch.delenv(f"LAOWU_{name}", raising=False)


def test_defaults_lie_in_the_var_folder() -> None:
    """Without any variable: SQLite under var, Chinese, this machine only, 60 and 600 MB."""
    settings = current_settings()
    assert settings.database_url == f"sqlite:///{ROOT}/var/laowu.db"
    assert settings.key_file == ROOT / "var" / "keys"
    assert (settings.language, settings.host, settings.port) == ("zh_CN", "127.0.0.1", 8501)
    assert (settings.workbook_bytes, settings.unpacked_bytes) == (60_000_000, 600_000_000)


def test_database_and_keys_follow_the_var_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Naming another folder moves everything that is not named itself."""
    monkeypatch.setenv("LAOWU_VAR_FOLDER", "/srv/laowu")
    monkeypatch.setenv("LAOWU_LANGUAGE", "en")
    settings = current_settings()
    assert settings.database_url == "sqlite:////srv/laowu/laowu.db"
    assert settings.key_file == Path("/srv/laowu/keys")
    assert settings.language == "en"


@pytest.mark.parametrize(("name", "value"), [("PORT", "none"), ("PORT", "0"), ("LANGUAGE", "fr")])
def test_a_bad_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    """The error names the variable, not pydantic's idea of it."""
    monkeypatch.setenv(f"LAOWU_{name}", value)
    with pytest.raises(BadSettingError) as refused:
        current_settings()
    assert refused.value.params == {"name": f"LAOWU_{name}"}
