"""Completion in the shell, without starting a program."""
