"""机关与人员: the agency, its office, leading groups, officers, the journal, calendars, settings."""
