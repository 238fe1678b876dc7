"""The live hash ring: a pure engine, rooms that share it, and the pages that show it."""
