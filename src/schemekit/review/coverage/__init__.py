"""Coverage as a reviewer gets it: framework items, the clauses behind them as they stand, and what a change cost."""
