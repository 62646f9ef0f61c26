"""Integer kernels on plain arrays: NumPy and Numba only, no player and no sport."""
