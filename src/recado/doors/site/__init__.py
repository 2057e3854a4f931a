"""What visitors of the house's own sites come through: the widget, its talk, and the forms."""
