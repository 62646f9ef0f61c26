"""The fast exact search: rosters as paths of a graph, listed from the best down with a proof that none is missing."""
