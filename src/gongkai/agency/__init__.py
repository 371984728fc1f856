"""机关: the tree of agencies, their offices and officers, and who may act for whom.

access.visible_to(officer) -> agencies      access.require(act, officer, agency, on)      calendars.national_calendar()
"""
