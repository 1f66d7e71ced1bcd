package camt

import (
	"bufio"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
)

func keyless(entries []Entry) (out []Entry, all []marketplace.ID) {
	for _, e := range entries {
		e.Payments = append([]Payment(nil), e.Payments...)
		for i := range e.Payments {
			all = append(all, e.Payments[i].Key)
			e.Payments[i].Key = ""
		}
		out = append(out, e)
	}
	return out, all
}

// Whatever a bank writes in either message and any version is read back as it was; the payments add up to the entries and the
// entries to the balances; and every payment has a key of its own, the same one every time.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := statements().Draw(rt, "statement")
		pass, got, err := read(t, w.text())
		if err != nil {
			rt.Fatalf("%v\n%s", err, w.text())
		}
		plain, all := keyless(got)
		if diff := cmp.Diff(w.entries, plain); diff != "" {
			rt.Fatal(diff)
		}
		s := pass.Statements[0]
		if s.Checked == w.notification || s.Unbooked != w.unbooked || s.Entries != len(w.entries) || pass.Payments != len(all) {
			rt.Fatalf("%+v", pass)
		}
		if !w.notification && s.Opening.Cents+s.Sum != s.Closing.Cents {
			rt.Fatalf("%+v", s)
		}
		seen := map[marketplace.ID]bool{}
		for _, k := range all {
			if seen[k] || !k.Valid() {
				rt.Fatalf("%q twice", k)
			}
			seen[k] = true
		}
		_, again, _ := read(t, w.text())
		if diff := cmp.Diff(got, again); diff != "" {
			rt.Fatal(diff)
		}
	})
}

// Whatever cent of whatever entry is changed, the balances find it.
func TestBalancesFindEveryCent(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w := statements().Filter(func(w written) bool { return !w.notification && len(w.entries) > 0 }).Draw(rt, "statement")
		at := rapid.IntRange(0, len(w.entries)-1).Draw(rt, "entry")
		w.entries[at].Amount++
		if w.entries[at].Batch > 0 {
			w.entries[at].Payments[0].Amount++
		}
		if _, _, err := read(t, w.text()); err == nil {
			rt.Fatalf("a cent was lost in %s", w.text())
		}
	})
}

// A file that ends anywhere before its end is refused.
func TestEveryCutIsRefused(t *testing.T) {
	for file, step := range map[string]int{small("S1", fmt.Sprintf(equal, "")): 1, strings.TrimSpace(sample(t)): 13} {
		for cut := 0; cut < len(file); cut += step {
			if _, err := Read(strings.NewReader(file[:cut]), nil); err == nil {
				t.Fatalf("the first %d bytes were taken for the whole", cut)
			}
		}
	}
}

const equal = `<Ntry><Amt Ccy="EUR">10.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-23</Dt></BookgDt>%s</Ntry>`

func small(id string, ntries ...string) string {
	return `<Document xmlns="` + namespace + `camt.054.001.02"><BkToCstmrDbtCdtNtfctn><Ntfctn><Id>` + id + `</Id><Acct><Id><IBAN>FI2112345600000785</IBAN></Id></Acct>` +
		strings.Join(ntries, "") + `</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`
}

// Two equal payments stay two, within a file and over two files; the same payment is known again by the bank's id, whichever
// file it comes in and on whichever level the bank wrote it.
func TestKeys(t *testing.T) {
	plain := fmt.Sprintf(equal, "")
	named := fmt.Sprintf(equal, "<AcctSvcrRef>A1</AcctSvcrRef>")
	within := fmt.Sprintf(equal, "<NtryDtls><TxDtls><Refs><AcctSvcrRef>A1</AcctSvcrRef></Refs><RmtInf><Ustrd>more is told here</Ustrd></RmtInf></TxDtls></NtryDtls>")
	other := fmt.Sprintf(equal, "<AcctSvcrRef>A2</AcctSvcrRef>")
	batch := fmt.Sprintf(strings.Replace(equal, "10.00", "20.00", 1), "<AcctSvcrRef>B</AcctSvcrRef><NtryDtls>"+strings.Repeat(`<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">10.00</Amt></TxAmt></AmtDtls></TxDtls>`, 2)+"</NtryDtls>")
	of := func(file string) []marketplace.ID {
		_, entries, err := read(t, file)
		if err != nil {
			t.Fatal(err)
		}
		_, all := keyless(entries)
		return all
	}
	two := of(small("S1", plain, plain))
	if two[0] == two[1] {
		t.Error("two equal payments became one")
	}
	if again := of(small("S1", plain, plain)); !cmp.Equal(two, again) {
		t.Error("the same file has other keys")
	}
	if next := of(small("S2", plain)); next[0] == two[0] {
		t.Error("equal payments without the bank's id in two statements became one")
	}
	if a, b := of(small("S1", named)), of(small("S2", other, within)); a[0] != b[1] || a[0] == b[0] {
		t.Error("the bank's id does not decide")
	}
	if parts := of(small("S1", batch)); parts[0] == parts[1] {
		t.Error("two equal payments of a batch became one")
	}
	if a, b := of(small("S1", batch)), of(small("S2", batch)); !cmp.Equal(a, b) {
		t.Error("the details of one entry have other keys in another statement")
	}
	if same := of(small("S1", named, named)); same[0] == same[1] {
		t.Error("two entries of one id became one")
	}
}

// Strangers' files never crash the reader, its errors are of the kinds it promises, and what it hands on keeps its promises.
func FuzzRead(f *testing.F) {
	f.Add(sample(f))
	f.Add(small("S1", fmt.Sprintf(equal, "")))
	f.Add(strings.Replace(small("S1", fmt.Sprintf(equal, "")), "054", "053", 1))
	f.Add("\xef\xbb\xbf<?xml version=\"1.0\" encoding=\"latin1\"?><Document/>")
	f.Add("<!DOCTYPE a [<!ENTITY b \"c\">]><Document/>")
	f.Fuzz(func(t *testing.T, file string) {
		pass, entries, err := read(t, file)
		if err != nil {
			if kind := marketplace.KindOf(err); kind != marketplace.Invalid && kind != marketplace.TooLarge {
				t.Errorf("%v", err)
			}
			return
		}
		paid := 0
		for _, e := range entries {
			sum := e.Signed()
			for _, p := range e.Payments {
				sum -= p.Signed()
				paid++
				if p.Amount < 0 || p.Key == "" {
					t.Errorf("%+v", p)
				}
			}
			if sum != 0 || len(e.Payments) == 0 || e.Booked == "" {
				t.Errorf("%+v", e)
			}
		}
		if paid != pass.Payments {
			t.Errorf("%d payments, %+v", paid, pass)
		}
	})
}

// endless writes a notification of many entries without ever holding it.
func endless(n int) io.Reader {
	r, w := io.Pipe()
	go func() {
		out := bufio.NewWriter(w)
		head, tail, _ := strings.Cut(small("S1", "|"), "|")
		_, _ = out.WriteString(head)
		for i := range n {
			fmt.Fprintf(out, equal, fmt.Sprintf("<AcctSvcrRef>A%d</AcctSvcrRef><NtryDtls><TxDtls><RltdPties><Dbtr><Nm>Maksaja %d Oy</Nm></Dbtr></RltdPties>"+
				"<RmtInf><Strd><CdtrRefInf><Ref>1232</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls>", i, i))
		}
		_, _ = out.WriteString(tail)
		_ = out.Flush()
		_ = w.Close()
	}()
	return r
}

// Tens of thousands of entries need the memory of their keys and of one entry, not of the file.
func TestMemoryIsBounded(t *testing.T) {
	const n, most = 40_000, 12 << 20
	peak, seen := uint64(0), 0
	_, err := Read(endless(n), func(Statement, Entry) error {
		if seen++; seen%10_000 == 0 {
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapAlloc)
		}
		return nil
	})
	t.Logf("%d bytes live", peak)
	if err != nil || seen != n || peak > most {
		t.Errorf("%v, %d entries, %d bytes live", err, seen, peak)
	}
}

func BenchmarkRead(b *testing.B) {
	const n = 100_000
	b.ReportAllocs()
	for b.Loop() {
		pass, err := Read(endless(n), nil)
		if err != nil || pass.Payments != n {
			b.Fatal(err, pass)
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "entries/s")
}

// What a file may have at most is held, whatever it is made of.
func TestMost(t *testing.T) {
	one := fmt.Sprintf(equal, "")
	head, tail, _ := strings.Cut(small("S1", one), "<Ntfctn>")
	statement, end, _ := strings.Cut(tail, "</Ntfctn>")
	statements := head + strings.Repeat("<Ntfctn>"+statement+"</Ntfctn>", MaxStatements+1) + end
	batch := fmt.Sprintf(strings.Replace(equal, "10.00", "0", 1), "<NtryDtls>"+strings.Repeat(`<TxDtls><Amt Ccy="EUR">0</Amt></TxDtls>`, MaxDetails)+"</NtryDtls>")
	payments := small("S1", strings.Repeat(batch, MaxPayments/MaxDetails), one)
	for want, file := range map[string]string{"camt.many_statements": statements, "camt.many_payments": payments} {
		_, err := Read(strings.NewReader(file), nil)
		if e := marketplace.AsError(err); e.Kind != marketplace.TooLarge || len(e.Fields) != 1 || e.Fields[0].Key != want {
			t.Errorf("%s: %v", want, err)
		}
	}
}
