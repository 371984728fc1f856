"""任务: background work seen and cancelled."""
