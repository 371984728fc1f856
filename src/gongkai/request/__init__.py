"""依申请: requests for information from receipt to archive, what is disputed about them, and what the year counts.

models      InfoRequest with its Applicant, Steps, Consultations, Decisions, Letters, Fees, Disputes
states      which act is allowed in which state, by whom: the table that acts, pages and the manual read
access      the only ways to reach a case: by whom, for what; who may see who applied
steps       take(): the one way in which a case moves
clock       by when, why, and how many working days are left
actions/    arriving, registering, assigning, amending, consulting, extending, deciding, delivering, archiving …
letters/    every letter from one template each, numbered without gaps
queries     what pages list and what tables three and four of the annual report count
"""
