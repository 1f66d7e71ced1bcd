package pdf

// column is a column of a table.
type column struct {
	title string
	width float64
	align string
}

func lineTable(titles []string) []column {
	return []column{{titles[0], 72, "L"}, {titles[1], 26, "R"}, {titles[2], 32, "R"}, {titles[3], 18, "R"}, {titles[4], 32, "R"}}
}

func taxTable(titles []string) []column {
	return []column{{titles[0], 72, "L"}, {titles[1], 28, "R"}, {titles[2], 28, "R"}}
}

// table prints rows under a head that is printed again on every page.
func (p page) table(columns []column, rows []row) {
	p.titles(columns)
	for _, r := range rows {
		height := p.height(columns, r)
		if p.GetY()+height > p.end() {
			p.AddPage()
			p.titles(columns)
		}
		p.row(columns, r)
	}
	p.rule(columns)
}

// end is where a page is full.
func (p page) end() float64 {
	_, height := p.GetPageSize()
	return height - bottom
}

func (p page) titles(columns []column) {
	p.font("B", 9)
	height := 0.0
	for _, c := range columns {
		height = max(height, p.wrapped(c.title, c.width))
	}
	if p.GetY()+height+4*lineHeight > p.end() {
		p.AddPage()
		p.font("B", 9)
	}
	p.cells(columns, row{cells: titlesOf(columns)})
	p.rule(columns)
}

func titlesOf(columns []column) []string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = c.title
	}
	return out
}

func (p page) rule(columns []column) {
	total := 0.0
	for _, c := range columns {
		total += c.width
	}
	p.SetLineWidth(0.2)
	p.Line(margin, p.GetY()+0.5, margin+total, p.GetY()+0.5)
	p.SetY(p.GetY() + 1.5)
}

// wrapped is how high a text stands in a column.
func (p page) wrapped(text string, w float64) float64 {
	return lineHeight * float64(max(1, len(p.SplitText(printable(text), w-2))))
}

func (p page) height(columns []column, r row) float64 {
	height := 0.0
	p.font("", 9)
	for i, c := range columns {
		height = max(height, p.wrapped(r.cells[i], c.width))
	}
	p.font("", 8)
	for _, text := range r.extra {
		height += p.wrapped(text, columns[0].width)
	}
	return height
}

// row prints the cells beside one another and the rest below the first.
func (p page) row(columns []column, r row) {
	p.font("", 9)
	p.cells(columns, r)
	p.font("", 8)
	for _, text := range r.extra {
		p.SetX(margin)
		p.MultiCell(columns[0].width, lineHeight, printable(text), "", "L", false)
	}
	p.Ln(1)
}

func (p page) cells(columns []column, r row) {
	y, x, after := p.GetY(), margin, p.GetY()
	for i, c := range columns {
		p.SetXY(x, y)
		p.MultiCell(c.width, lineHeight, printable(r.cells[i]), "", c.align, false)
		after = max(after, p.GetY())
		x += c.width
	}
	p.SetXY(margin, after)
}

// sums print the VAT breakdown, and the totals below it on the right.
func (p page) sums(c content) {
	p.Ln(lineHeight)
	p.table(taxTable(c.taxColumns), c.taxes)
	if p.GetY()+float64(len(c.totals)+1)*lineHeight > p.end() {
		p.AddPage()
	}
	p.Ln(lineHeight / 2)
	for i, f := range c.totals {
		size := 9.0
		if i == len(c.totals)-1 {
			size = 12
		}
		p.font("B", size)
		p.SetX(middle)
		p.CellFormat(45, size*0.55, f.label, "", 0, "L", false, 0, "")
		p.CellFormat(pageWidth-margin-middle-45, size*0.55, f.text, "", 1, "R", false, 0, "")
	}
}
