"""Text as databases and messages carry it."""


def plain(text: str) -> str:
    """`text` without the lone surrogates that a YAML escape or a file name can make and UTF-8 cannot carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


def in_gib(size: int) -> str:
    """Bytes as people read memory: `12.8 GiB`."""
    return f"{size / (1 << 30):.1f} GiB"
