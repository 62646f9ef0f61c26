"""How the scores of all players may turn out together: marginals, correlations, or the user's own simulations."""
