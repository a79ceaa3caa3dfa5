"""Free-text titles and the occupation they mean, where that is sure."""

from collections.abc import Mapping, Sequence

from matching.occupations.titles import Suggestions, suggest_many
from offices.register.context import CheckContext
from offices.register.reading import Reading
from offices.register.records import TitleChoice

LONGEST_TITLE = 60
OPTIONS_SHOWN = 3


class Titles:
    """Resolves the titles of a file; unsure ones are noted with the nearest occupations."""

    def __init__(self, context: CheckContext, titles: Sequence[str]) -> None:
        wanted = [title for title in titles if title]
        self._found: Mapping[str, Suggestions] = suggest_many(
            wanted, remembered=context.remembered_titles
        )

    def choice(self, reading: Reading, at: int, key: str, title: str) -> TitleChoice:
        """Gives the title with its occupation, or without one and a finding at its cell."""
        found = self._found[title]
        if found.is_sure:
            return TitleChoice(title, found.options[0].code)
        options = [option.name for option in found.options[:OPTIONS_SHOWN]]
        reading.note(at, key, "title.unsure", {"title": title, "options": options})
        return TitleChoice(title, None)
