"""By when: promises, deadlines, warnings, breaches, measured in worktime."""
