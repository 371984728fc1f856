"""任务: long work in the background: queued with the act that asked for it, tried again, seen, cancelled, found again.

Knows nothing of what the work is; each app brings its own in its jobs.py.
"""
