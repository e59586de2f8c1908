"""Use cases of those who approve: recording an approval, the sign-off sheet, derogations, the calendar."""
