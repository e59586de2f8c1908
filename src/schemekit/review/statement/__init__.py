"""The adoption statement: what it says, and how it reads as a paper."""
