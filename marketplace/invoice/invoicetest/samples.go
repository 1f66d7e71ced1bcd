package invoicetest

import (
	"fmt"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/en16931"
)

// Samples are all samples, reckoned, in the order of their names' meaning. An error when one cannot be reckoned.
func Samples() ([]Sample, error) {
	var all []Sample
	for _, s := range append(append(ordinary(), treatments()...), append(changes(), edges()...)...) {
		d, err := s.Doc.Calculated()
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Name, err)
		}
		all = append(all, Sample{s.Name, d})
	}
	notes, err := credits()
	return append(all, notes...), err
}

// changed is a document after a change.
func changed(d en16931.Document, change func(*en16931.Document)) en16931.Document {
	change(&d)
	return d
}

func ordinary() []Sample {
	s := en16931.Taxed(General)
	work := en16931.Period{From: "2026-11-02", To: "2026-11-27"}
	full := changed(Crew(), func(d *en16931.Document) {
		d.Note, d.Contract, d.Project = "Kiitos tilauksesta.\nTyötunnit on hyväksytty Sovitteessa.", "S-2026-4", "Syyspakkaus"
		d.Delivered = "2026-11-27"
		d.DeliverTo = en16931.Delivery{Name: "Leipomon varasto", Address: en16931.Address{Street: "Varastotie 8", Extra: "Ovi C", PostCode: "33210", City: "Tampere", Country: "FI"}}
		d.Attachments = []en16931.Attachment{{Name: "tuntierittely-2026-11.pdf", Description: "Tuntierittely"}, {Name: "ohje", URL: "https://kaarna.example/ohje"}}
		d.Seller.Trading, d.Buyer.Trading = "Kaarna", "Leipomo Mäkinen"
		d.Buyer.Contact = en16931.Contact{Name: "Aino Mäkinen", Phone: "+358 50 7654321", Email: "aino@leipomo.example"}
		for i := range d.Lines {
			d.Lines[i].Description, d.Lines[i].Note, d.Lines[i].Article, d.Lines[i].OrderLine, d.Lines[i].Period = "Pakkaustyö, viikot 45–48", "Kohde: varasto", "TR-01", "1", work
		}
	})
	return []Sample{
		{"s-crew", Crew()},
		{"s-full", full},
		{"s-one-quarter", With(Hours("1", "Työryhmän työtunnit", 1, 275050, s))},
		{"s-minutes", With(counted("1", "Neuvonta minuutteina", en16931.Minute, 50, 420000, s))},
		{"s-square-metres", With(counted("1", "Ikkunanpesu", en16931.SquareMetre, 12345, 31250, s))},
		{"s-pieces", With(counted("1", "Kokoonpano", en16931.Piece, 1200, 4375, s))},
		{"s-days", With(counted("1", "Ryhmän työpäivät", en16931.Day, 12, 4500000, s))},
		{"s-lump", With(counted("1", "Muutto kiinteään hintaan", en16931.Lump, 1, 6500000, s))},
		{"s-all-units", With(Hours("1", "Työtunnit", 30, 275050, s), counted("2", "Neuvonta", en16931.Minute, 45, 600000, s), counted("3", "Pesu", en16931.SquareMetre, 2550, 12345, s),
			counted("4", "Osat", en16931.Piece, 7, 999, s), counted("5", "Päivät", en16931.Day, 2, 4500000, s), counted("6", "Matka", en16931.Lump, 1, 450000, s))},
		{"s-prepaid-part", changed(Crew(), func(d *en16931.Document) { d.Prepaid = 100_00 })},
		{"s-prepaid-all", changed(With(Hours("1", "Työtunnit", 40, 100000, s)), func(d *en16931.Document) { d.Prepaid = 125_50 })},
		{"s-rf-reference", changed(Crew(), func(d *en16931.Document) { d.Payment.Reference = "RF3620260001230" })},
		{"s-no-bic", changed(Crew(), func(d *en16931.Document) { d.Payment.BIC, d.Payment.Name = "", "" })},
		{"s-only-order", changed(Crew(), func(d *en16931.Document) { d.BuyerReference = "" })},
		{"s-only-buyer-reference", changed(Crew(), func(d *en16931.Document) { d.Order = "" })},
		{"s-no-period", changed(Crew(), func(d *en16931.Document) { d.Period = en16931.Period{} })},
		{"s-buyer-without-vat", changed(Crew(), func(d *en16931.Document) { d.Buyer.VAT = "" })},
	}
}

func treatments() []Sample {
	crew := func(t en16931.Tax) []en16931.Line {
		return []en16931.Line{Hours("1", "Työryhmän työtunnit", 117, 275050, t), Hours("2", "Ohjaajan työtunnit", 30, 420000, t)}
	}
	outside := changed(With(crew(en16931.NotBusiness())...), func(d *en16931.Document) { d.Seller.VAT, d.Buyer.VAT = "", "" })
	return []Sample{
		{"ae-construction", With(crew(en16931.ReverseCharge())...)},
		{"ae-with-s", With(append(crew(en16931.ReverseCharge()), Hours("3", "Siivous", 20, 300000, en16931.Taxed(General)))...)},
		{"e-welfare", With(crew(en16931.SocialWelfare())...)},
		{"e-welfare-with-s", With(append(crew(en16931.SocialWelfare()), Hours("3", "Pakkaus", 13, 275050, en16931.Taxed(General)))...)},
		{"e-small-business", changed(With(crew(en16931.SmallBusiness())...), func(d *en16931.Document) { d.Seller.VAT, d.Seller.TaxID = "", d.Seller.BusinessID })},
		{"o-not-business", outside},
		{"o-allowance", changed(outside, func(d *en16931.Document) {
			d.Adjustments = []en16931.Adjustment{{ID: "a1", Amount: 50_00, Reason: "Sovittu alennus", Code: "95", Tax: en16931.NotBusiness()}}
		})},
		{"z-zero-rate", With(crew(en16931.Tax{Category: en16931.Zero})...)},
		{"s-reduced-rates", With(counted("1", "Lounas", en16931.Piece, 17, 107500, en16931.Taxed(1350)), counted("2", "Lehti", en16931.Piece, 3, 45600, en16931.Taxed(1000)),
			Hours("3", "Tarjoilu", 9, 275050, en16931.Taxed(General)))},
	}
}

// changes are rates of other times, and a period across a change, in lines of its own for each rate.
func changes() []Sample {
	across := changed(Base(), func(d *en16931.Document) {
		d.Number, d.Issued, d.Due, d.Period = "2024-000088", "2024-09-15", "2024-09-29", en16931.Period{From: "2024-08-16", To: "2024-09-15"}
		for i, part := range en16931.Split(d.Period) {
			l := Hours(fmt.Sprint(i+1), "Työryhmän työtunnit", int64(43+i*18), 275050, en16931.Taxed(part.Rate))
			l.Period = part.Period
			d.Lines = append(d.Lines, l)
		}
	})
	old := func(day marketplace.Date, tax en16931.Tax) en16931.Document {
		return changed(With(Hours("1", "Työryhmän työtunnit", 33, 275050, tax)), func(d *en16931.Document) {
			d.Issued, d.Due, d.Period = day, day.AddDays(14), en16931.Period{From: day, To: day}
		})
	}
	return []Sample{
		{"rate-last-day-of-24", old("2024-08-31", en16931.Taxed(2400))},
		{"rate-first-day-of-25.5", old("2024-09-01", en16931.Taxed(2550))},
		{"rate-change-within-period", across},
		{"rate-14-until-2025", old("2025-12-31", en16931.Taxed(1400))},
		{"rate-change-taken-back", changed(across, func(d *en16931.Document) {
			d.Lines = append(d.Lines[:1:1], d.Lines[1], Hours("3", "Oikaisu: elokuun tunnit", -7, 275050, en16931.Taxed(2400)))
			d.Lines[2].Period = d.Lines[0].Period
		})},
	}
}

func edges() []Sample {
	s := en16931.Taxed(General)
	percent := func(charge bool, base int64, p en16931.Percent, reason string, t en16931.Tax) en16931.Adjustment {
		return en16931.Adjustment{ID: reason[:3], Charge: charge, Base: Cents(base), Percent: p, Reason: reason, Tax: t}
	}
	lined := Crew()
	lined.Lines[0].Adjustments = []en16931.Adjustment{percent(false, 804_52, 1000, "Määräalennus", en16931.Tax{})}
	lined.Lines[1].Adjustments = []en16931.Adjustment{
		percent(false, 315_00, 333, "Sopimusalennus", en16931.Tax{}),
		{Amount: 1_01, Reason: "Hyvitys viiveestä", Code: "95"},
		{Charge: true, Amount: 12_50, Reason: "Iltalisä", Code: "ADR"},
		percent(true, 315_00, 1, "Pieni lisä", en16931.Tax{}),
	}
	whole := changed(With(Hours("1", "Työ", 117, 275050, s), Hours("2", "Neuvonta", 30, 420000, en16931.SocialWelfare())), func(d *en16931.Document) {
		d.Adjustments = []en16931.Adjustment{
			percent(false, 804_52, 250, "Kanta-asiakkaan alennus", s),
			{ID: "las", Charge: true, Amount: 5_00, Reason: "Laskutuslisä", Code: "IS", Tax: s},
			{ID: "mat", Charge: true, Amount: 33_33, Reason: "Matkakulut", Code: "FC", Tax: en16931.SocialWelfare()},
		}
	})
	long := strings.Repeat("Pitkä sana ja ", 9) + "loppu"
	return []Sample{
		{"line-adjustments", lined},
		{"document-adjustments", whole},
		{"document-charge-first", changed(whole, func(d *en16931.Document) {
			a := d.Adjustments
			d.Adjustments = []en16931.Adjustment{a[1], a[0], a[2], {ID: "tur", Amount: 1, Reason: "Tasoitus", Code: "104", Tax: en16931.SocialWelfare()}}
		})},
		{"round-half-cent-line", With(Hours("1", "6,87625 euroa", 1, 275050, s), Hours("2", "0,005 euroa", 1, 200, s), Hours("3", "0,0025 euroa", 1, 100, s))},
		{"round-three-times-99.99", With(Hours("1", "Työ", 4, 999900, s), Hours("2", "Työ", 4, 999900, s), Hours("3", "Työ", 4, 999900, s))},
		{"round-vat-half-cent", With(counted("1", "Vero 0,255 euroa", en16931.Piece, 1, 10000, s))},
		{"round-vat-0.005", With(counted("1", "Vero 0,005 euroa", en16931.Piece, 1, 500, en16931.Taxed(1000)))},
		{"zero-quantity", With(Hours("1", "Työ", 8, 275050, s), Hours("2", "Ei tunteja", 0, 275050, s))},
		{"zero-price", With(Hours("1", "Työ", 8, 275050, s), Hours("2", "Perehdytys, sisältyy hintaan", 8, 0, s))},
		{"zero-total", With(Hours("1", "Perehdytys, sisältyy hintaan", 8, 0, s))},
		{"negative-line", With(Hours("1", "Työ", 80, 275050, s), Hours("2", "Oikaisu lokakuulta", -3, 275050, s))},
		{"text-special", changed(With(Hours("1", `Åsa & "Öljy" <työ> 'ääkköset' €5 ]]>`, 8, 275050, s)), func(d *en16931.Document) {
			d.Seller.Name, d.Buyer.Name, d.Note = "Työ & Taito Öljymäki ry", `Ab "Skärgård" <Åbo> Oy`, "Rivi 1 & 2\nRivi <3>"
			d.Payment.Name = d.Seller.Name
		})},
		{"text-outside-latin", changed(With(Hours("1", "Sámi čáppa — “työ” 日本", 8, 275050, s)), func(d *en16931.Document) { d.Buyer.Name = "Čearretnjárga Đ & Łódź Oy" })},
		{"text-long", changed(With(Hours("1", long, 8, 275050, s)), func(d *en16931.Document) {
			d.Seller.Name, d.Buyer.Name = "Pirkanmaan "+strings.Repeat("työhönvalmennuksen ", 4)+"säätiö sr", strings.Repeat("Erikoinen ", 12)+"Oy"
			d.Buyer.Address.Street, d.Note, d.Terms = "Hyvin pitkän kadun nimi joka ei mahdu yhdelle riville 123 B", strings.Repeat(long+" ", 6)+"x", long
			d.Lines[0].Description = strings.Repeat(long+" ", 7) + "x"
			d.Number = "SARJA-2026-0000000123"[:20]
		})},
		{"many-lines", Many(60)},
		{"large-amount", With(counted("1", "Suuri urakka", en16931.Lump, 1, 7_500_000_0000, s))},
	}
}
