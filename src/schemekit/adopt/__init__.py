"""What a scheme does with modules: start, add, set, sync, look, check, verify, trace.

Each file is one use case: it loads through the outside layer, decides in the pure one and writes through the outside
layer. Everything the command line does is a call of one of these.
"""
