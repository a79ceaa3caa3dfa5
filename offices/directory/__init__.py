"""Places, pairs, agreements, offices and officers as tables with dates."""
