"""The demo's house and its people: what was said, by whom and when, without knowing any desk."""
