"""config.yaml: text to checked configuration, every problem with its place."""
