"""Crosswalks judged and counted: pure logic on the records of `model.crosswalk` and `model.framework`."""
