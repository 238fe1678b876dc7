"""How Slicewise is put together and started: settings, addresses, logs, health."""
