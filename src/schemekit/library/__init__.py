"""Libraries: where modules are published, and how a released one is taken out and checked."""
