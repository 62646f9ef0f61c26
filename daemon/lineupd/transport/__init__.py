"""The doors: gRPC in, gRPC out."""
