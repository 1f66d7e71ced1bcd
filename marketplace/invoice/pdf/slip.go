package pdf

import (
	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/code128"
	"github.com/boombuler/barcode/qr"

	"sovite.fi/sovite/marketplace"
)

// codes are what banks read, as black and white modules; nil for none.
type codes struct {
	bars, square barcode.Barcode
}

const (
	barDigits   = 54
	barsWidth   = 105.0 // the longest that the guide of the bank barcode allows (Finanssiala, version 5.3)
	barsHeight  = 12.0
	squareSide  = 32.0
	slipHeight  = 62.0
	maxQR       = 331 // bytes, by EPC069-12
	wantedWidth = 11*barDigits/2 + 35
)

// encode makes the codes: Code 128 in set C, and a QR code of error level M.
func encode(o Options) (codes, error) {
	var out codes
	var err error
	if o.Barcode != "" {
		out.bars, err = code128.Encode(o.Barcode)
		if err != nil || len(o.Barcode) != barDigits || out.bars.Bounds().Dx() != wantedWidth {
			return codes{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("barcode", "einvoice.barcode", "rule", "FI-BARCODE")})
		}
	}
	if o.QR != "" {
		out.square, err = qr.Encode(o.QR, qr.M, qr.Unicode)
		if err != nil || len(o.QR) > maxQR {
			return codes{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("qr", "einvoice.too_long", "rule", "EPC069-12", "max", maxQR)})
		}
	}
	return out, nil
}

// slip prints the payment part whole at the end of a page.
func (p page) slip(facts []fact, c codes) {
	if p.GetY()+slipHeight > p.end() {
		p.AddPage()
	}
	p.SetY(p.end() - slipHeight)
	p.SetLineWidth(0.2)
	p.SetDashPattern([]float64{1.2, 1.2}, 0)
	p.Line(margin, p.GetY(), margin+width, p.GetY())
	p.SetDashPattern(nil, 0)
	p.SetY(p.GetY() + 3)
	top := p.GetY()
	p.font("B", 11)
	p.CellFormat(width, 6, p.lang.T("invoicepdf.slip"), "", 1, "L", false, 0, "")
	for _, f := range facts {
		p.fact(margin, f)
	}
	if c.square != nil {
		x := pageWidth - margin - squareSide
		p.modules(c.square, x, top, squareSide, squareSide)
		p.font("", 8)
		p.SetXY(x-10, top+squareSide+1)
		p.MultiCell(squareSide+10, 3.6, p.lang.T("invoicepdf.qr"), "", "R", false)
	}
	if c.bars != nil {
		p.modules(c.bars, margin, p.end()-barsHeight-5, barsWidth, barsHeight)
		p.font("", 7.5)
		p.SetXY(margin, p.end()-4.5)
		p.CellFormat(barsWidth, 4, c.bars.Content(), "", 0, "L", false, 0, "")
	}
}

// modules draws the black modules of a code as rectangles, those that touch in a row as one.
func (p page) modules(code barcode.Barcode, x, y, w, h float64) {
	b := code.Bounds()
	dx, dy := w/float64(b.Dx()), h/float64(b.Dy())
	black := func(i, j int) bool {
		if i >= b.Dx() {
			return false
		}
		r, _, _, _ := code.At(b.Min.X+i, b.Min.Y+j).RGBA()
		return r == 0
	}
	p.SetFillColor(0, 0, 0)
	for j := range b.Dy() {
		start := -1
		for i := range b.Dx() + 1 {
			switch {
			case black(i, j) && start < 0:
				start = i
			case !black(i, j) && start >= 0:
				p.Rect(x+float64(start)*dx, y+float64(j)*dy, float64(i-start)*dx, dy, "F")
				start = -1
			}
		}
	}
}
