"""Use cases of sending a text round: exporting it for Word and PDF, receiving it back, proposals, comment logs."""
