package reference

import (
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Transfer is what the QR code of an invoice says to the bank's app of whoever pays it.
type Transfer struct {
	Name      string // of the payee, 1 to 70 characters
	IBAN      string
	BIC       string           // may be empty
	Amount    money.Cents      // 0.01 to 999,999,999.99 euros
	Purpose   string           // ISO 20022 purpose code, at most 4 letters; may be empty
	Reference string           // Finnish or RF; empty when there is a Text
	Text      string           // for the payee, at most 140 characters; empty when there is a Reference
	Due       marketplace.Date // empty: no due date
}

// The limits of a QR code for a credit transfer. Source: EPC069-12, version 002.
const (
	qrAmountMost  money.Cents = 999_999_999_99
	qrName                    = 70
	qrText                    = 140
	qrPurpose                 = 4
	qrBytes                   = 331 // what fits into QR version 13 at error level M
	qrElements                = 12
	executionMark             = "ReqdExctnDt/" // of the due date in the last line; Finnish QR guide of July 2015
)

// QR writes the text of an EPC QR code, version 002, in UTF-8: to be drawn with error level M and at most QR version 13. A
// Finnish reference is written as RF, which banks of every country read. An Invalid error with the fields that do not fit.
func QR(t Transfer) (string, error) {
	out := []string{"BCD", "002", "1", "SCT", "", t.Name, "", "", t.Purpose, "", t.Text, ""}
	bad := qrTexts(t)
	set := func(at int, field, value string, err error) {
		out[at] = value
		bad = add(bad, field, err)
	}
	if t.BIC != "" {
		bic, err := BIC(t.BIC)
		set(4, "bic", bic, err)
	}
	iban, err := IBAN(t.IBAN)
	set(6, "iban", iban, err)
	if t.Amount < 1 || t.Amount > qrAmountMost {
		bad = append(bad, marketplace.Field("amount", "reference.qr_amount"))
	}
	out[7] = fmt.Sprintf("EUR%d.%02d", t.Amount/100, t.Amount%100)
	if t.Reference != "" {
		rf, err := asRF(t.Reference)
		set(9, "reference", rf, err)
	}
	if t.Due != "" {
		_, err := time.Parse(time.DateOnly, string(t.Due))
		if err != nil {
			err = invalid("reference.due", string(t.Due))
		}
		set(11, "due", executionMark+string(t.Due), err)
	}
	if len(bad) > 0 {
		return "", marketplace.InvalidFields(bad)
	}
	text := strings.TrimRight(strings.Join(out[:qrElements], "\n"), "\n")
	if len(text) > qrBytes {
		return "", marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("text", "reference.qr_long", "bytes", len(text), "max", qrBytes)})
	}
	return text, nil
}

// asRF is a reference of either kind as RF.
func asRF(text string) (string, error) {
	if strings.HasPrefix(strings.ToUpper(squeeze(text)), rfPrefix) {
		return ParseRF(text)
	}
	number, err := ParseFinnish(text)
	if err != nil {
		return "", err
	}
	return RF(number)
}

// qrTexts checks the fields that are free text.
func qrTexts(t Transfer) (bad []marketplace.FieldError) {
	for _, f := range []struct {
		field, value string
		most         int
	}{{"name", t.Name, qrName}, {"text", t.Text, qrText}} {
		if utf8.RuneCountInString(f.value) > f.most {
			bad = append(bad, marketplace.Field(f.field, "field.too_long", "max", f.most))
		}
		if !utf8.ValidString(f.value) || strings.ContainsFunc(f.value, unicode.IsControl) {
			bad = append(bad, marketplace.Field(f.field, "reference.one_line"))
		}
	}
	if strings.TrimSpace(t.Name) == "" {
		bad = append(bad, marketplace.Field("name", "field.required"))
	}
	if len(t.Purpose) > qrPurpose || !letters(t.Purpose) {
		bad = append(bad, marketplace.Field("purpose", "reference.purpose"))
	}
	if t.Reference != "" && t.Text != "" {
		bad = append(bad, marketplace.Field("text", "reference.qr_both"))
	}
	return bad
}
