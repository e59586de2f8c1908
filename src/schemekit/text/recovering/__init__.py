"""Reading from an old copy what it was made of, and with which values."""
