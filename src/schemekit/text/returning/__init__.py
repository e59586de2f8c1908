"""What a text says that came back, against the text that was sent: passage by passage, words carried into its slice."""
