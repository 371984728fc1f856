"""任务: long work in the background: queued with the act that asked for it, tried again, seen, cancelled, found again.

    @jobs.job("disclosure.import")            what a kind of work does: function(progress, **arguments) -> dict | None
    jobs.enqueue(kind, title=, by=, …)        ask for it, in the same transaction as the act -> Work
    @timers.daily("disclosure.expire")        what runs by itself once a day: function(today)
    @timers.often("disclosure.release_due")   what runs by itself every minute: function(now)

Knows nothing of what the work is; each app brings its own in its jobs.py.
"""
