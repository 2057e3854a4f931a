"""What of the site's door needs the files of the house, or a page: served behind the front, by Django."""
