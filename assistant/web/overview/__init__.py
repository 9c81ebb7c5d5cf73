"""The overview: the instruments a plan rests on, drawn and told."""
