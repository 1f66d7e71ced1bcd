// Package place knows where things are in Finland: postal codes with coordinates, municipalities and regions, with
// their names in Finnish, Swedish and English.
//
// A Place is what one postal code stands for. A region is a maakunta, a municipality a kunta; both are named by their
// Finnish name wherever one is stored or filtered by, and translated only for people to read.
//
// It must not hold anything else than these public tables, and it measures no ways and no times: that is matching's
// work. Åland's municipalities are known, its postal codes are not, because the table has none. Sources: postal codes
// and coordinates from GeoNames (CC BY 4.0, https://www.geonames.org/), municipalities and regions of 2025 from the
// classifications of Statistics Finland (CC BY 4.0, https://stat.fi/), to which postal codes of merged municipalities
// were moved.
//
// Read next: place.go; profile and task are the packages that ask it.
package place
