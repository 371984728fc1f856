"""What is done to agencies, offices, leading groups, officers and their roles: one function an act.

agencies       add, change, move, close, reopen, open_on_desk
offices        change
leading_groups set_up, change, dissolve, join, leave
officers       create, change, deactivate, reactivate, reset_password, remove_second_factor, end_sign_ins
appointments   appoint, end
accounts       what an officer does with the officer's own account
hand_overs     hand_over
arrangements   load
"""
