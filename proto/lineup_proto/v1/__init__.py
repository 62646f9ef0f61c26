"""Generated stubs of `lineup.v1`; the .proto files beside them are the source."""
