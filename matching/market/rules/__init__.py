"""The eligibility rules, a file each. A rule forbids pairs with a reason code and never scores."""
