"""The frozen columns of people and vacancies that the floors above share. Computes nothing."""
