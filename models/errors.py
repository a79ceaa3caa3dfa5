"""The root of all errors that this program raises on purpose."""

from collections.abc import Mapping


class AppError(Exception):
    """An error with a stable code and named parameters.

    What people read is the catalogue's text for the code, in their language. ``str(error)`` is for
    logs. Identity numbers, names and phone numbers are never parameters.

    Parameters
    ----------
    params
        Figures and places that the text names, by the placeholder's name.
    """

    code = "app.error"

    def __init__(self, **params: object) -> None:
        self.params: Mapping[str, object] = params
        shown = ", ".join(f"{name}={value!r}" for name, value in params.items())
        super().__init__(f"{self.code}({shown})")
