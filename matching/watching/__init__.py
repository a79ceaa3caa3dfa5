"""People at work: risk of leaving, visits where they save most, alarms of a stated rate."""
