"""Who came: the grid of everyone expected, names as they are typed, persons, lists of participants."""
