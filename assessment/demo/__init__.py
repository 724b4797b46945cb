"""The demonstration: two fictional banks, told in data/*.yaml."""
