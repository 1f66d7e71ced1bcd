package reference

import (
	"fmt"
	"strings"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Slip is what the barcode of an invoice says to whoever pays it.
type Slip struct {
	IBAN      string
	Amount    money.Cents      // not below 0; 0 when the payer decides
	Reference string           // Finnish, or RF with a number behind its check digits
	Due       marketplace.Date // empty: no due date
}

// barcodeAmount is the smallest amount that has no room in a barcode; it is written as nothing, and the payer fills it in.
const barcodeAmount money.Cents = 1_000_000_00

// Barcode writes the 54 digits of a Finnish bank barcode: version 5 of an RF reference, version 4 of a Finnish one. An
// amount of a million euros or more is written as zeros. An Invalid error with the fields that do not fit: an account outside
// Finland, letters in the reference, an amount below zero or a due date outside 2000 to 2099.
// Source: the bank barcode guide (pankkiviivakoodiopas) 5.3 of 2012-11-08, corrected 2019-10-21; Code 128, set C.
func Barcode(s Slip) (string, error) {
	var bad []marketplace.FieldError
	iban, err := IBAN(s.IBAN)
	bad = add(bad, "iban", err)
	if err == nil && !strings.HasPrefix(iban, "FI") {
		bad = append(bad, marketplace.Field("iban", "reference.barcode_country", "value", iban[:2]))
	}
	version, tail, err := barcodeReference(s.Reference)
	bad = add(bad, "reference", err)
	if s.Amount < 0 {
		bad = append(bad, marketplace.Field("amount", "reference.amount_below"))
	}
	due, err := barcodeDay(s.Due)
	bad = add(bad, "due", err)
	if len(bad) > 0 {
		return "", marketplace.InvalidFields(bad)
	}
	amount := s.Amount
	if amount >= barcodeAmount {
		amount = 0
	}
	return version + iban[2:] + fmt.Sprintf("%08d", amount) + tail + due, nil
}

// barcodeReference is the version that a reference needs, and its 23 digits in it.
func barcodeReference(text string) (version, tail string, err error) {
	if !strings.HasPrefix(strings.ToUpper(squeeze(text)), rfPrefix) {
		number, err := ParseFinnish(text)
		return "4", "000" + filled(number, finnishMost), err
	}
	rf, err := ParseRF(text)
	if err != nil {
		return "", "", err
	}
	if !digits(rf[rfHead:]) {
		return "", "", invalid("reference.barcode_letters", text)
	}
	return "5", rf[len(rfPrefix):rfHead] + filled(rf[rfHead:], rfMost), nil
}

// filled puts zeros before a number that is shorter than the place for it.
func filled(number string, size int) string {
	return strings.Repeat("0", max(0, size-len(number))) + number
}

func barcodeDay(d marketplace.Date) (string, error) {
	if d == "" {
		return "000000", nil
	}
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil || t.Year() < 2000 || t.Year() > 2099 {
		return "", invalid("reference.due", string(d))
	}
	return t.Format("060102"), nil
}

// add names the field of an error.
func add(bad []marketplace.FieldError, field string, err error) []marketplace.FieldError {
	if err == nil {
		return bad
	}
	e := marketplace.AsError(err)
	return append(bad, marketplace.FieldError{Field: field, Key: e.Key, Args: e.Args})
}
