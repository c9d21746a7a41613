"""Stories over archives beyond one machine: WARC files, JSON Lines, parquet and folders, processed by Dask.

Needs the extra `briefing-news[archive]`; nothing outside this package imports what it brings. `values` holds what the
stages exchange, `partitions` is the first stage, `run` the driver.
"""
