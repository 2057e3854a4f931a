"""The demo: a house with a past, customers with phones, and a supervisor that raises both."""
