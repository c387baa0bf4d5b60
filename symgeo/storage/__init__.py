"""Files and geography: where data comes from."""
