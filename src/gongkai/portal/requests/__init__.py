"""依申请: how to apply, applying online in six steps, and following one's own application.

ways, paper how to apply, and the form on paper
applying    the six steps, kept in the session until they are sent
following   one's own application, found by its query code and a detail of one's own
answers     what an applicant does there: amend, explain, withdraw, rate
"""
