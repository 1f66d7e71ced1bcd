package camt

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/matching"
)

// read gives everything a file has.
func read(t testing.TB, file string) (Pass, []Entry, error) {
	t.Helper()
	var entries []Entry
	pass, err := Read(strings.NewReader(file), func(_ Statement, e Entry) error {
		entries = append(entries, e)
		return nil
	})
	return pass, entries, err
}

func sample(t testing.TB) string {
	t.Helper()
	raw, err := os.ReadFile("testdata/statement-02.xml")
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// A statement as Finnish banks write it, with everything that can be told from it.
func TestSample(t *testing.T) {
	pass, got, err := read(t, sample(t))
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		for j := range got[i].Payments {
			if p := &got[i].Payments[j]; p.Key == "" {
				t.Errorf("%d.%d has no key", i, j)
			} else {
				p.Key = ""
			}
		}
	}
	const day = "2026-11-23"
	want := []Entry{
		{Number: 1, BankID: "20261123593497BATCH1", Booked: day, Value: day, Amount: 1566_77, Incoming: true, Code: "PMNT/RCDT/ESCT", Batch: 2, Detailed: true, Payments: []Payment{
			{
				BankID: "2588AAA1", Amount: 1516_77, Incoming: true, Party: "Kahvila Äyräs Oy", PartyAccount: "FI7944052020036082",
				References: []Reference{{Text: "20260001230", Valid: true}},
			},
			{
				BankID: "2588AAA2", EndToEnd: "KOE-7", Amount: 50_00, Incoming: true, Party: "Kirjasto", Message: "Laskut 7 ja 8",
				References: []Reference{{"20260001230", true, Money{true, 20_00}}, {"1233", false, Money{true, 30_00}}},
			},
		}},
		{Number: 2, Booked: day, Amount: 95_00, Incoming: true, Detailed: true, Payments: []Payment{{Amount: 95_00, Incoming: true, Party: "Café i Haparanda", Message: "FOREIGN PAYMENT"}}},
		{Number: 3, Booked: day, Amount: 50_50, Reversal: true, Detailed: true, Payments: []Payment{{Amount: 50_50, Reversal: true, Party: "Kirjasto", Reason: "AC04"}}},
		{Number: 4, Booked: day, Value: day, Amount: 200_00, Payments: []Payment{{Amount: 200_00, Message: "VUOKRA"}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	account := Statement{Number: 1, ID: "FI2112345600000785-226", Account: "FI2112345600000785", Opening: Money{true, 1000_00}, Closing: Money{true, 2411_27}}
	wantPass := Pass{Message: "camt.053.001.02", Payments: 5, Statements: []StatementSum{{Statement: account, Entries: 4, Unbooked: 1, Sum: 1411_27, Checked: true}}}
	if diff := cmp.Diff(wantPass, pass); diff != "" {
		t.Error(diff)
	}
}

// Each wrong file is refused with the place, the number of the entry and a text that says what to do.
func TestRefusals(t *testing.T) {
	good := sample(t)
	swap := func(from, to string) string {
		if !strings.Contains(good, from) {
			t.Fatalf("the sample has no %q", from)
		}
		return strings.Replace(good, from, to, 1)
	}
	deep := strings.Repeat("<a>", MaxDepth) + strings.Repeat("</a>", MaxDepth)
	tests := []struct {
		name, file, field, key, entry string
		kind                          marketplace.Kind
	}{
		{"nothing", "", "Document", "camt.missing", "0", marketplace.Invalid},
		{"no XML", "hello", "", "camt.trailing", "0", marketplace.Invalid},
		{"a page of a bank", "<html><body>Sign in</body></html>", "html", "camt.other_message", "0", marketplace.Invalid},
		{"an order to pay", swap("camt.053.001.02", "pain.001.001.03"), "Document", "camt.other_message", "0", marketplace.Invalid},
		{"a report of the day", swap("camt.053.001.02", "camt.052.001.02"), "Document", "camt.intraday", "0", marketplace.Invalid},
		{"the first version", swap("camt.053.001.02", "camt.053.001.01"), "Document", "camt.version", "0", marketplace.Invalid},
		{"a statement that says it is a notification", swap("camt.053.001.02", "camt.054.001.02"), "Document/BkToCstmrDbtCdtNtfctn/Ntfctn", "camt.missing", "0", marketplace.Invalid},
		{"a DTD", swap("<Document", "<!DOCTYPE Document SYSTEM \"http://127.0.0.1/x.dtd\"><Document"), "", "camt.dtd", "0", marketplace.Invalid},
		{"entities", swap("<Document", "<!DOCTYPE d [<!ENTITY a \"aaaa\">]><Document"), "", "camt.dtd", "0", marketplace.Invalid},
		{"a DTD that does not end", "<!DOCTYPE " + strings.Repeat("x", maxMarkup+1), "", "camt.markup_long", "0", marketplace.TooLarge},
		{"an entity that nobody declared", swap("Kahvila Äyräs", "Kahvila &bomb;"), "Stmt[1]/Ntry[1]/NtryDtls/TxDtls[1]/RltdPties/Dbtr/Nm", "camt.entity", "1", marketplace.Invalid},
		{"the end is missing", good[:strings.Index(good, "FOREIGN")], "Stmt[1]/Ntry[2]/AddtlNtryInf", "camt.truncated", "2", marketplace.Invalid},
		{"only the last tag is missing", strings.TrimSuffix(strings.TrimSpace(good), "</Document>"), "Document", "camt.truncated", "0", marketplace.Invalid},
		{"two files in one", good + good[strings.Index(good, "<Document"):], "", "camt.trailing", "0", marketplace.Invalid},
		{"a tag that is not closed", swap("<Sts>BOOK</Sts>", "<Sts>BOOK</Stss>"), "Stmt[1]/Ntry[1]/Sts", "camt.not_xml", "1", marketplace.Invalid},
		{"kronor", swap(`<Amt Ccy="EUR">95.00`, `<Amt Ccy="SEK">95.00`), "Stmt[1]/Ntry[2]/Amt", "camt.currency", "2", marketplace.Invalid},
		{"no currency", swap(`<Amt Ccy="EUR">95.00`, `<Amt>95.00`), "Stmt[1]/Ntry[2]/Amt", "camt.currency", "2", marketplace.Invalid},
		{"an account in kronor", swap("<Ccy>EUR</Ccy>", "<Ccy>SEK</Ccy>"), "Stmt[1]/Acct", "camt.currency", "0", marketplace.Invalid},
		{"a balance in kronor", swap(`<Amt Ccy="EUR">1000.00`, `<Amt Ccy="SEK">1000.00`), "Stmt[1]/Bal/Amt", "camt.currency", "0", marketplace.Invalid},
		{"a tenth of a cent", swap("95.00", "95.001"), "Stmt[1]/Ntry[2]/Amt", "camt.decimals", "2", marketplace.Invalid},
		{"below zero", swap("95.00", "-95.00"), "Stmt[1]/Ntry[2]/Amt", "camt.amount", "2", marketplace.Invalid},
		{"a comma", swap("95.00", "95,00"), "Stmt[1]/Ntry[2]/Amt", "camt.amount", "2", marketplace.Invalid},
		{"a number of physics", swap("95.00", "9.5e1"), "Stmt[1]/Ntry[2]/Amt", "camt.amount", "2", marketplace.Invalid},
		{"no number", swap("95.00", ""), "Stmt[1]/Ntry[2]/Amt", "camt.amount", "2", marketplace.Invalid},
		{"more than there is", swap("95.00", "1000000000000.00"), "Stmt[1]/Ntry[2]/Amt", "camt.amount", "2", marketplace.Invalid},
		{"another direction", swap("<CdtDbtInd>DBIT</CdtDbtInd><RvslInd>", "<CdtDbtInd>OUT</CdtDbtInd><RvslInd>"), "Stmt[1]/Ntry[3]/CdtDbtInd", "camt.direction", "3", marketplace.Invalid},
		{"a flag that is none", swap("<RvslInd>true", "<RvslInd>yes"), "Stmt[1]/Ntry[3]/RvslInd", "camt.flag", "3", marketplace.Invalid},
		{"an unknown status", swap("<Sts>PDNG", "<Sts>GONE"), "Stmt[1]/Ntry[5]", "camt.status", "5", marketplace.Invalid},
		{"no status", swap("<Sts>PDNG</Sts>", ""), "Stmt[1]/Ntry[5]/Sts", "camt.missing", "5", marketplace.Invalid},
		{"no amount", swap(`<Amt Ccy="EUR">200.00</Amt>`, ""), "Stmt[1]/Ntry[4]/Amt", "camt.missing", "4", marketplace.Invalid},
		{"no direction", swap("200.00</Amt><CdtDbtInd>DBIT</CdtDbtInd>", "200.00</Amt>"), "Stmt[1]/Ntry[4]/CdtDbtInd", "camt.missing", "4", marketplace.Invalid},
		{"no day", swap("<ValDt><Dt>2026-11-23</Dt></ValDt>\n        <AddtlNtryInf>VUOKRA", "<AddtlNtryInf>VUOKRA"), "Stmt[1]/Ntry[4]/BookgDt", "camt.missing", "4", marketplace.Invalid},
		{"a day that is none", swap("2026-11-23T14:05", "2026-11-31T14:05"), "Stmt[1]/Ntry[2]/BookgDt/DtTm", "camt.day", "2", marketplace.Invalid},
		{"no account", swap("<IBAN>FI2112345600000785</IBAN>", ""), "Stmt[1]/Acct", "camt.account", "0", marketplace.Invalid},
		{"a mistyped account", swap("<IBAN>FI2112345600000785", "<IBAN>FI2112345600000786"), "Stmt[1]/Acct", "camt.account", "0", marketplace.Invalid},
		{"an entry before the account", swap("<Acct>", `<Ntry><Amt Ccy="EUR">1</Amt></Ntry><Acct>`), "Stmt[1]/Acct", "camt.missing", "1", marketplace.Invalid},
		{"a balance that does not follow", swap("2411.27", "2411.28"), "Stmt[1]", "camt.balance", "0", marketplace.Invalid},
		{"an entry is left out", good[:strings.Index(good, "<Ntry>\n        <Amt Ccy=\"EUR\">95")] + good[strings.Index(good, "<Ntry>\n        <Amt Ccy=\"EUR\">50.50"):], "Stmt[1]", "camt.balance", "0", marketplace.Invalid},
		{"a batch that does not add up", swap(`<Amt Ccy="EUR">50</Amt>`, `<Amt Ccy="EUR">49.99</Amt>`), "Stmt[1]/Ntry[1]", "camt.batch", "1", marketplace.Invalid},
		{"a batch in another currency", swap(`<Amt Ccy="EUR">50</Amt>`, `<Amt Ccy="USD">50</Amt>`), "Stmt[1]/Ntry[1]/TxDtls[2]/Amt", "camt.missing", "1", marketplace.Invalid},
		{"a count that is none", swap("<NbOfTxs>2", "<NbOfTxs>two"), "Stmt[1]/Ntry[1]/NtryDtls/Btch/NbOfTxs", "camt.count", "1", marketplace.Invalid},
		{"too deep", swap("<NtryRef>1</NtryRef>", deep), "Stmt[1]/Ntry[1]" + strings.Repeat("/a", MaxDepth-4), "camt.deep", "1", marketplace.TooLarge},
		{"too long a text", swap("VUOKRA", strings.Repeat("x", MaxText+1)), "Stmt[1]/Ntry[4]/AddtlNtryInf", "camt.text_long", "4", marketplace.TooLarge},
		{"too long a message in short lines", swap("<Ustrd>Laskut</Ustrd>", strings.Repeat("<Ustrd>"+strings.Repeat("y", 140)+"</Ustrd>", 30)), "Stmt[1]/Ntry[1]/NtryDtls/TxDtls[2]/RmtInf/Ustrd", "camt.text_long", "1", marketplace.TooLarge},
		{"a text without end", swap("VUOKRA", strings.Repeat("x", maxMarkup+1)), "Stmt[1]/Ntry[4]/AddtlNtryInf", "camt.text_long", "4", marketplace.TooLarge},
		{"a text without end that nobody reads", swap("<NtryRef>1", "<NtryRef>"+strings.Repeat("x", maxMarkup+1)), "Stmt[1]/Ntry[1]/NtryRef", "camt.markup_long", "1", marketplace.TooLarge},
		{"a comment without end", swap("<NtryRef>", "<!--"+strings.Repeat("x", maxMarkup+1)), "Stmt[1]/Ntry[1]", "camt.markup_long", "1", marketplace.TooLarge},
		{"a tag without end", swap("<NtryRef>", "<NtryRef a=\""+strings.Repeat("x", maxMarkup+1)+"\">"), "Stmt[1]/Ntry[1]", "camt.markup_long", "1", marketplace.TooLarge},
		{"more references than anybody pays at once", swap("<Ustrd>Laskut</Ustrd>", strings.Repeat("<Strd><CdtrRefInf><Ref>1232</Ref></CdtrRefInf></Strd>", maxReferences+1)), "Stmt[1]/Ntry[1]/NtryDtls/TxDtls[2]/RmtInf/Strd", "camt.many_references", "1", marketplace.TooLarge},
		{"more details than are held", swap("<Btch><NbOfTxs>2</NbOfTxs></Btch>", strings.Repeat("<TxDtls/>", MaxDetails)), "Stmt[1]/Ntry[1]/NtryDtls/TxDtls", "camt.many_details", "1", marketplace.TooLarge},
		{"bytes that are no UTF-8", swap("Kahvila", "Kahvila \xe4"), "Stmt[1]/Ntry[1]/NtryDtls/TxDtls[1]/RltdPties/Dbtr/Nm", "camt.utf8", "1", marketplace.Invalid},
		{"UTF-16", "\xff\xfe<\x00?\x00", "<?xml", "camt.encoding", "", marketplace.Invalid},
		{"UTF-16 without a mark", "\x00<\x00?", "<?xml", "camt.encoding", "", marketplace.Invalid},
		{"an encoding nobody uses", swap(`encoding="UTF-8"`, `encoding="EBCDIC-FI"`), "<?xml", "camt.encoding", "", marketplace.Invalid},
		{"a mark against the declaration", "\xef\xbb\xbf" + swap(`encoding="UTF-8"`, `encoding="ISO-8859-1"`), "<?xml", "camt.encoding_conflict", "", marketplace.Invalid},
	}
	bundle, err := i18n.Load(must(matching.LoadScale()))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, _, err := read(t, tt.file)
			e := marketplace.AsError(err)
			if err == nil || len(e.Fields) != 1 {
				t.Fatalf("%v", err)
			}
			f := e.Fields[0]
			if e.Kind != tt.kind || f.Field != tt.field || f.Key != tt.key || f.Args["entry"] != tt.entry {
				t.Errorf("%v", err)
			}
			for _, voice := range i18n.Languages() {
				said := bundle.In(voice).Field(f)
				if said == f.Key || strings.Contains(said, "{") || tt.field != "" && !strings.Contains(said, tt.field) {
					t.Errorf("%s: %q", voice, said)
				}
			}
		})
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// What banks write in other ways and still means the same.
func TestTolerates(t *testing.T) {
	good := sample(t)
	_, want, err := read(t, good)
	if err != nil {
		t.Fatal(err)
	}
	latin := func(label string) string {
		file := strings.Replace(good, `encoding="UTF-8"`, `encoding="`+label+`"`, 1)
		return strings.NewReplacer("Ä", "\xc4", "ä", "\xe4", "é", "\xe9").Replace(file)
	}
	for name, file := range map[string]string{
		"a byte order mark":         "\xef\xbb\xbf" + good,
		"no declaration":            good[strings.Index(good, "<Document"):],
		"ISO-8859-1":                latin("ISO-8859-1"),
		"ISO-8859-15":               latin("iso-8859-15"),
		"Windows-1252":              latin("windows-1252"),
		"a later version":           strings.Replace(good, "053.001.02", "053.001.13", 1),
		"a prefix for every name":   prefixed(good),
		"an IBAN as another number": strings.Replace(good, "<IBAN>FI2112345600000785</IBAN>", "<Othr><Id>FI2112345600000785</Id></Othr>", 1),
		"the balance of yesterday":  strings.Replace(good, "OPBD", "PRCD", 1),
		"somebody's own elements":   strings.Replace(good, "<NtryRef>1</NtryRef>", `<x:Amt xmlns:x="urn:bank" Ccy="SEK">7</x:Amt>`, 1),
		"white space and comments":  good + "\n<!-- end -->\n",
		"CDATA":                     strings.Replace(good, "VUOKRA", "<![CDATA[VUOKRA]]>", 1),
		"line ends of Windows":      strings.ReplaceAll(good, "\n", "\r\n"),
	} {
		t.Run(name, func(t *testing.T) {
			pass, got, err := read(t, file)
			if err != nil || !pass.Statements[0].Checked {
				t.Fatal(err, pass)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func prefixed(file string) string {
	file = strings.NewReplacer("</", "</c:", "<!--", "<!--", "<?", "<?", "<", "<c:").Replace(file)
	return strings.Replace(file, "xmlns=", "xmlns:c=", 1)
}

// An error of whoever is given the entries ends the reading and comes back as it is; so does one of the reader.
func TestForeignErrors(t *testing.T) {
	mine := errors.New("mine")
	seen := 0
	_, err := Read(strings.NewReader(sample(t)), func(Statement, Entry) error { seen++; return mine })
	if !errors.Is(err, mine) || seen != 1 {
		t.Errorf("%v after %d", err, seen)
	}
	good := sample(t)
	_, err = Read(&failing{strings.NewReader(good[:2000]), mine}, nil)
	if !marketplace.IsKind(err, marketplace.Unavailable) || !errors.Is(err, mine) {
		t.Errorf("%v", err)
	}
	if pass, err := Read(strings.NewReader(good), nil); err != nil || pass.Payments != 5 {
		t.Errorf("%+v, %v", pass, err)
	}
}

// failing ends with an error of its own instead of the end.
type failing struct {
	*strings.Reader
	err error
}

func (f *failing) Read(p []byte) (int, error) {
	n, err := f.Reader.Read(p)
	if err != nil {
		return n, f.err
	}
	return n, nil
}
