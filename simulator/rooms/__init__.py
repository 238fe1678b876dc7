"""Rooms: shared rings that outlive their servers. One writer, numbered events, one hub a process."""
