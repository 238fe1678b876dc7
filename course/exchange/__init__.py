"""Questions to and from other platforms: Moodle XML and GIFT out, Moodle XML and our own YAML in. Pure."""
