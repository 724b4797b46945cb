"""The consultancy's brand on its reports: logo, colours, names, sections, own words."""
