"""The outside world of office documents: pandoc, Word packages, typst and spreadsheets, each behind one file."""
