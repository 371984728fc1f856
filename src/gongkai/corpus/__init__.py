"""年报库: many reports read, checked and kept as tables, on this machine or on a cluster.

    build(paths, folder) -> Summary       export(folder, file)

    files       which files a person means by a list of files and folders
    records     a report and its findings as rows of tables
    shards      the work in pieces of 200 files, each done wholly or not at all
    worker      the process that reads a shard and can be lost without harm
    watching    a worker under watch: a file that kills it or keeps it too long becomes a failure
    engines     where shards are worked on: the cores of this machine, or Dask
    building    from paths to tables
    exporting   from tables to CSV, Excel, Parquet

Knows nothing of pages or databases.
"""
