"""How it is running, for the one who runs it: samples of the metrics, checks, and a verdict in plain words."""
