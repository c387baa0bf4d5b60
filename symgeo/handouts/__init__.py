"""Hand-outs: files to take away, each made from a data set that was redacted for its audience."""
