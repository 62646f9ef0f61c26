"""A job as a fixed sequence of stages made of tasks."""
