"""From messages and results to what people and programs read."""
