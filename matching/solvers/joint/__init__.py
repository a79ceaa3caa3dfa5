"""Plans under rules that join people or posts: groups, quotas, batches, budgets, with a bound."""
