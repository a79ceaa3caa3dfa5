"""All score parts. Adding one is adding a file, its line here and its field in ``Weights``."""

from matching.market.part import ScorePart
from matching.market.parts import distance, retention, skill, wage, wish

PARTS: tuple[ScorePart, ...] = (
    skill.PART,
    distance.PART,
    wage.PART,
    retention.PART,
    wish.PART,
)
"""Fixed order: the order in which parts are shown."""
