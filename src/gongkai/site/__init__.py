"""站点: settings, root addresses, shared templates and components, start-up."""
