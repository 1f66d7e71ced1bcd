package searchtest

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"sovite.fi/sovite/matching/search"
)

// place is a municipality with its region and the coordinates of its centre.
type place struct {
	municipal, region string
	lat, lon          float64
}

func places() []place {
	return []place{
		{"Helsinki", "Uusimaa", 60.1699, 24.9384},
		{"Espoo", "Uusimaa", 60.2055, 24.6559},
		{"Vantaa", "Uusimaa", 60.2934, 25.0378},
		{"Raasepori", "Uusimaa", 59.9733, 23.4364},
		{"Turku", "Varsinais-Suomi", 60.4518, 22.2666},
		{"Salo", "Varsinais-Suomi", 60.3833, 23.1333},
		{"Tampere", "Pirkanmaa", 61.4978, 23.7610},
		{"Nokia", "Pirkanmaa", 61.4767, 23.5053},
		{"Lahti", "Päijät-Häme", 60.9827, 25.6612},
		{"Jyväskylä", "Keski-Suomi", 62.2426, 25.7473},
		{"Vaasa", "Pohjanmaa", 63.0951, 21.6165},
		{"Kuopio", "Pohjois-Savo", 62.8924, 27.6770},
		{"Joensuu", "Pohjois-Karjala", 62.6010, 29.7636},
		{"Oulu", "Pohjois-Pohjanmaa", 65.0121, 25.4651},
		{"Rovaniemi", "Lappi", 66.5039, 25.7294},
	}
}

// work is one kind of task as posters word it: title, description, hazards and required certificates.
type work struct {
	title, text string
	hazards     []string
	certs       []string
}

func works() []work {
	return []work{
		{"Toimistosiivooja", "Siivoat toimistotiloja aamuisin: imurointi, pölyjen pyyhintä, roskien vienti.", []string{"chemicals"}, nil},
		{"Keittiöapulainen", "Astiahuolto, salaattien esivalmistelu ja linjaston täydennys koulun keittiössä.", []string{"heat", "allergen:nuts"}, []string{"hygiene"}},
		{"Varastotyöntekijä", "Keräily ja pakkaus käsipäätteellä, lavojen kokoaminen ja hyllytys.", []string{"lifting", "noise"}, []string{"forklift"}},
		{"Pihatöitä taloyhtiössä", "Haravointia, lumitöitä ja istutusten hoitoa vuodenajan mukaan.", []string{"outdoors", "cold"}, nil},
		{"Hyllyttäjä päivittäistavarakauppaan", "Kuormien purku, hyllytys ja pullonpalautuksen hoito.", []string{"lifting"}, nil},
		{"Lounasravintolan tiskaaja", "Astianpesukoneen käyttö, patojen pesu ja tilojen siisteys.", []string{"heat", "wet"}, []string{"hygiene"}},
		{"Kontorsstädning", "Städning av kontor och trapphus, dammsugning och sopsortering.", []string{"chemicals"}, nil},
		{"Köksbiträde till skolkök", "Disk, sallader och servering tillsammans med en kock.", []string{"heat", "allergen:fish"}, []string{"hygiene"}},
		{"Lagermedarbetare", "Plockning och packning av beställningar, inventering.", []string{"lifting", "noise"}, []string{"forklift"}},
		{"Trädgårdsarbete i park", "Krattning, plantering och skötsel av rabatter.", []string{"outdoors"}, nil},
		{"Office cleaner", "Cleaning of meeting rooms and kitchens in the evening.", []string{"chemicals"}, nil},
		{"Warehouse helper", "Picking, packing and labelling of parcels in a small team.", []string{"lifting"}, nil},
		{"Kierrätyskeskuksen lajittelija", "Tavaroiden lajittelu, hinnoittelu ja esillepano.", []string{"dust"}, nil},
		{"Pyöränkorjaaja", "Polkupyörien huolto ja korjaus pajassa ohjaajan kanssa.", []string{"noise"}, nil},
		{"Tekstiilipesulan työntekijä", "Pyykin lajittelu, mankelointi ja viikkaus.", []string{"heat", "noise"}, nil},
		{"Kirjaston avustaja", "Kirjojen palautus hyllyyn, muovitus ja aineiston tarrat.", nil, nil},
		{"Ruokalähetti polkupyörällä", "Lounaiden kuljetus kotihoidon asiakkaille.", []string{"traffic", "outdoors"}, []string{"hygiene"}},
		{"Kokoonpanotyö", "Pienten osien kokoonpano, juotto ja tarkastus istuen.", nil, []string{"hotwork"}},
	}
}

// The values that generated entries take their lists from.
func formValues() []string {
	return []string{"employment", "trial", "rehabilitative", "subcontract", "pay-subsidised"}
}
func shiftValues() []string  { return []string{"day", "evening", "night", "weekend", "two-shift"} }
func accessValues() []string { return []string{"step-free", "lift", "quiet-room", "parking", "toilet"} }

func adaptationValues() []string {
	return []string{"own-pace", "written-steps", "breaks", "headphones", "seat", "pair-work"}
}

// certValues and hazardValues hold also values that no entry has.
func certValues() []string {
	return []string{"hygiene", "forklift", "hotwork", "b-licence", "first-aid"}
}

func hazardValues() []string {
	return []string{
		"chemicals", "heat", "lifting", "noise", "outdoors", "cold", "wet", "dust", "traffic", "allergen:nuts",
		"allergen:fish", "heights",
	}
}

// Generate makes n entries, the same for the same seed, with ids that sort in the order they are made. About one in eight
// has no known place, one in eight no known hours, one in twenty no known day.
func Generate(n int, seed uint64) []search.Entry {
	r := rand.New(rand.NewPCG(seed, 20261123))
	all, kinds := places(), works()
	entries := make([]search.Entry, n)
	for i := range entries {
		entries[i] = entry(r, fmt.Sprintf("T%07d", i), all[r.IntN(len(all))], kinds[r.IntN(len(kinds))])
	}
	return entries
}

func entry(r *rand.Rand, id string, p place, w work) search.Entry {
	org := r.IntN(200)
	e := search.Entry{
		ID: id, Title: w.title, Employer: fmt.Sprintf("Työnantaja %d", org), Org: fmt.Sprintf("O%03d", org),
		Text:  w.text + " " + strings.Join(some(r, extras(), 0.4), " "),
		Forms: some(r, formValues(), 0.4), Shifts: some(r, shiftValues(), 0.3), Access: some(r, accessValues(), 0.5),
		Adaptations: some(r, adaptationValues(), 0.4), Hazards: some(r, w.hazards, 0.8), Certs: some(r, w.certs, 0.8),
		Region: p.region, Municipal: p.municipal, Places: 1 + r.IntN(3),
	}
	if r.IntN(8) > 0 {
		e.Lat, e.Lon = p.lat+r.NormFloat64()*0.06, p.lon+r.NormFloat64()*0.12
	}
	if r.IntN(8) > 0 {
		e.HoursMin = 60 * (2 + r.IntN(20))
		e.HoursMax = e.HoursMin + 60*r.IntN(18)
	}
	if r.IntN(20) > 0 {
		e.Posted = fmt.Sprintf("2026-%02d-%02d", 1+r.IntN(11), 1+r.IntN(28))
	}
	e.Grams = search.Analyse(e.Title + " " + e.Text)
	return e
}

// extras are sentences that any task may have.
func extras() []string {
	return []string{
		"Työ on rauhallista ja ohjaaja on paikalla.", "Tauot voi pitää oman jaksamisen mukaan.", "Handledaren visar varje moment.",
		"Työpaikalle pääsee bussilla.", "Aiempaa kokemusta ei tarvita.", "The team speaks Finnish and English.",
		"Työvaatteet saat talosta.", "Arbetstiden går att anpassa.",
	}
}

// some takes each value with the chance given.
func some(r *rand.Rand, values []string, chance float64) []string {
	var taken []string
	for _, v := range values {
		if r.Float64() < chance {
			taken = append(taken, v)
		}
	}
	return taken
}
