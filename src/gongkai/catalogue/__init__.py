"""目录: each agency's guide, rules of procedure and catalogue: what it must disclose, by when, and whether it has.

    actions/        guide, regulations, editions, entries, files (workbooks), hand_down
    access          in_force(agency), draft_of(agency), for_reading(catalogue_id, by=), …
    guide           elements(agency), latest(agency), gaps(agency, today), proposed(agency)
    coverage        note(agency_id, code, count, last_released_on, today), refresh(…), counts(agency, today), state_of
    tree, gaps, comparison, library, starting, sheets (Excel in and out)

Entries follow the national columns; the roots are the items of articles 20 and 21 of the Regulation. Knows nothing of
items: `disclosure` tells `coverage` what is public.
"""
