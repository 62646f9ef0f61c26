"""Text as protobuf carries it."""


def plain(text: str) -> str:
    """`text` without the lone surrogates that protobuf refuses."""
    return text.encode("utf-8", "replace").decode("utf-8")
