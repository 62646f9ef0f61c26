"""The contract: what the programs of lineup must agree on."""
