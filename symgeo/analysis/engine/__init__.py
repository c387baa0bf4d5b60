"""The matching core for large data: columns in, the best pairs and exact totals out."""
