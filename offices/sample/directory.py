"""The sample's own offices, officers and agreements, marked as made up."""

from pathlib import Path

from offices.directory.entries import Directory, read_directory

FILE = Path(__file__).parent / "data" / "directory.toml"


def sample_directory() -> Directory:
    """Reads made-up offices with officers, agreements with yearly quotas, example minimum wages.

    They stand beside the liaison offices and the expired real pairs that the program ships.
    """
    return read_directory([FILE])
