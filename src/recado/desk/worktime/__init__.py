"""When we work: calendars, holidays, zones; pure interval arithmetic, no Django in it."""
