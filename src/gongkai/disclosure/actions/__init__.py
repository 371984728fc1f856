"""What is done to items, channels and publications: one function an act.

drafting           start save discard start_new_edition
deciding           decide_attribute reexamine           consulting         consult answer
attaching          attach detach accept_hidden_data     submitting         confirm submit
examining          pass_stage return_to_handler refer answer_referral refuse
releasing          release schedule unschedule release_due release_in_emergency withdraw note_annulled
publishing         publish plan record take_down …      importing          read start undo …
validity           set_validity link_interpretation unlink expire
consulting_public  open_consultation record_opinion answer_opinion publish_outcome link_decision

Every act takes `by` and `today`, holds the item's row until its transaction ends, refuses, changes, writes the
journal, and has the overview counted anew once it is committed.
"""
