"""What the office that runs the service keeps: acts, switches, standard answers, uploads."""
