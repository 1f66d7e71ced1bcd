package pdf

import (
	"bytes"
	"embed"
	"strings"

	"codeberg.org/go-pdf/fpdf"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice/en16931"
)

//go:embed font/*.ttf
var fonts embed.FS

// Options are what is printed besides the document.
type Options struct {
	Lang    i18n.Lang
	Barcode string // the 54 digits of the bank barcode; may be empty
	QR      string // what the QR code of a transfer says (EPC069-12); may be empty
}

// Millimetres on A4.
const (
	pageWidth  = 210.0
	margin     = 15.0
	width      = pageWidth - 2*margin
	middle     = 110.0 // where the right column begins
	bottom     = 20.0
	lineHeight = 4.6
	label      = 34.0 // width of the labels of facts
	family     = "go"
)

// Write is the document as a PDF. An Invalid error when it breaks a rule, or when a code cannot be made.
func Write(d en16931.Document, o Options) ([]byte, error) {
	if err := en16931.Check(d); err != nil {
		return nil, err
	}
	codes, err := encode(o)
	if err != nil {
		return nil, err
	}
	p, err := begin(d, o.Lang)
	if err != nil {
		return nil, err
	}
	c := say(d, o.Lang)
	p.head(c)
	p.table(lineTable(c.columns), c.rows)
	p.sums(c)
	for _, n := range c.notes {
		p.paragraph(n)
	}
	if len(c.payment) > 0 {
		p.slip(c.payment, codes)
	}
	var out bytes.Buffer
	if err := p.Output(&out); err != nil {
		return nil, marketplace.Errorf(marketplace.Internal, "error.internal", err)
	}
	return out.Bytes(), nil
}

// page draws; it embeds the library's document, whose first error stays.
type page struct {
	*fpdf.Fpdf
	lang i18n.Lang
}

func begin(d en16931.Document, lang i18n.Lang) (page, error) {
	p := page{fpdf.New("P", "mm", "A4", ""), lang}
	day := d.Issued.Time()
	p.SetCreationDate(day)
	p.SetModificationDate(day)
	p.SetCatalogSort(true)
	p.SetLang(lang.Code())
	p.SetTitle(lang.T("invoicepdf.title."+string(d.Kind))+" "+d.Number, true)
	p.SetAuthor(printable(d.Seller.Name), true)
	for style, name := range map[string]string{"": "font/Go-Regular.ttf", "B": "font/Go-Bold.ttf"} {
		raw, err := fonts.ReadFile(name)
		if err != nil {
			return page{}, marketplace.Errorf(marketplace.Internal, "error.internal", err)
		}
		p.AddUTF8FontFromBytes(family, style, raw)
	}
	p.SetMargins(margin, margin, margin)
	p.SetAutoPageBreak(true, bottom)
	p.AliasNbPages("{nb}")
	p.SetFooterFunc(func() {
		p.SetY(-bottom + 7)
		p.font("", 8)
		p.CellFormat(width-30, lineHeight, printable(d.Number), "", 0, "L", false, 0, "")
		p.CellFormat(30, lineHeight, lang.T("invoicepdf.page", "n", p.PageNo())+" ({nb})", "", 0, "R", false, 0, "")
	})
	p.AddPage()
	return p, nil
}

func (p page) font(style string, size float64) { p.SetFont(family, style, size) }

// printable replaces what the fonts have no letter for: they hold Latin, Greek and Cyrillic letters and common signs.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r < 0x180, r >= 0x384 && r <= 0x3ce, r >= 0x400 && r <= 0x45f, strings.ContainsRune("–—‘’‚“”„†•…‰€−·", r):
			return r
		case r == '\u202f':
			return '\u00a0'
		}
		return '?'
	}, text)
}

// block prints lines of a party, the first one bold.
func (p page) block(x, w float64, lines []string) {
	for i, text := range lines {
		p.font("", 9)
		if i == 0 {
			p.font("B", 10)
		}
		p.SetX(x)
		p.MultiCell(w, lineHeight, printable(text), "", "L", false)
	}
}

// head prints title and facts on the right, seller and buyer on the left.
func (p page) head(c content) {
	top := p.GetY()
	p.block(margin, middle-margin-8, c.seller)
	p.Ln(lineHeight)
	p.block(margin, middle-margin-8, c.buyer)
	if len(c.place) > 0 {
		p.Ln(lineHeight)
		p.block(margin, middle-margin-8, c.place)
	}
	left := p.GetY()
	p.SetXY(middle, top)
	p.font("B", 18)
	p.CellFormat(pageWidth-margin-middle, 9, c.title, "", 1, "L", false, 0, "")
	p.Ln(2)
	for _, f := range c.facts {
		p.fact(middle, f)
	}
	p.SetY(max(left, p.GetY()) + 2*lineHeight)
}

// fact prints a label and its text beside it, which may take several lines.
func (p page) fact(x float64, f fact) {
	y := p.GetY()
	p.font("", 9)
	p.SetXY(x, y)
	p.MultiCell(label, lineHeight, f.label, "", "L", false)
	after := p.GetY()
	p.font("B", 9)
	p.SetXY(x+label, y)
	p.MultiCell(pageWidth-margin-x-label, lineHeight, printable(f.text), "", "L", false)
	p.SetY(max(after, p.GetY()))
}

func (p page) paragraph(text string) {
	p.Ln(lineHeight / 2)
	p.font("", 9)
	p.MultiCell(width, lineHeight, printable(text), "", "L", false)
}
