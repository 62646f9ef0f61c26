"""Salary files and entries files as slates of players."""
