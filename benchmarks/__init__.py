"""快慢与轻重: how long reading takes and how much memory, against general readers and against the least it could take.

    python -m benchmarks [speed] [floor] [start] [memory] [many]

Nothing here is a test: times depend on the machine. What is compared is measured in turns, file by file, in one run.
"""
