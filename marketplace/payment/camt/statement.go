package camt

import (
	"crypto/sha256"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Statement is what a bank says about one account, before its entries.
type Statement struct {
	Number  int    `json:"number"` // within the file, from 1
	ID      string `json:"id"`     // by which the bank names it
	Account string `json:"account"`
	Opening Money  `json:"opening"`
	Closing Money  `json:"closing"` // known once its balances were read; a notification has none
}

// Money is an amount that may not have been told.
type Money struct {
	Told  bool        `json:"told"`
	Cents money.Cents `json:"cents"` // below 0 when the account is overdrawn
}

// Entry is one movement of an account, booked by the bank.
type Entry struct {
	Number   int              `json:"number"`  // within its statement, from 1; as people count them in the file
	BankID   string           `json:"bank_id"` // the bank's own (arkistointitunnus); may be empty
	Booked   marketplace.Date `json:"booked"`
	Value    marketplace.Date `json:"value"` // day from which it bears interest; may be empty
	Amount   money.Cents      `json:"amount"`
	Incoming bool             `json:"incoming"` // onto the account
	Reversal bool             `json:"reversal"` // takes an earlier entry of the other direction back
	Code     string           `json:"code"`     // the bank's kind of transaction, such as PMNT/RCDT/ESCT; may be empty
	Batch    int              `json:"batch"`    // how many payments the bank says it has; 0 when it does not say
	Detailed bool             `json:"detailed"` // the bank told its payments; otherwise it has one, made of the entry
	Payments []Payment        `json:"payments"` // at least one; of the same sum as the entry
}

// Signed is what the entry does to the balance.
func (e Entry) Signed() money.Cents { return signed(e.Amount, e.Incoming) }

func signed(c money.Cents, incoming bool) money.Cents {
	if incoming {
		return c
	}
	return -c
}

// Payment is one payment of an entry.
type Payment struct {
	Key          marketplace.ID `json:"key"` // of the same payment, whenever its file is read
	BankID       string         `json:"bank_id"`
	EndToEnd     string         `json:"end_to_end"` // by which the payer names it; may be empty
	Amount       money.Cents    `json:"amount"`
	Incoming     bool           `json:"incoming"`
	Reversal     bool           `json:"reversal"`
	References   []Reference    `json:"references"`    // structured ones, in the order of the file
	Party        string         `json:"party"`         // who paid, or who was paid; may be empty
	PartyAccount string         `json:"party_account"` // as the bank wrote it; may be empty
	Message      string         `json:"message"`       // free text of the payer, or else of the bank
	Reason       string         `json:"reason"`        // code of a return, such as AC04; may be empty
}

// Signed is what the payment does to the balance.
func (p Payment) Signed() money.Cents { return signed(p.Amount, p.Incoming) }

// Reference is one reference of a payment. One payment may pay several invoices.
type Reference struct {
	Text   string `json:"text"`   // as reference.Parse gives it, or as the bank wrote it when it is none
	Valid  bool   `json:"valid"`  // it is a Finnish or RF reference with good check digits
	Amount Money  `json:"amount"` // the share of this reference, if the payer told it
}

// Pass is what a file held.
type Pass struct {
	Message    string         `json:"message"` // such as camt.053.001.08
	Statements []StatementSum `json:"statements"`
	Payments   int            `json:"payments"` // handed on, over all statements
}

// StatementSum is a statement at its end.
type StatementSum struct {
	Statement
	Entries  int         `json:"entries"`  // handed on
	Unbooked int         `json:"unbooked"` // announced by the bank and not booked yet: not handed on, in no sum
	Sum      money.Cents `json:"sum"`      // of the entries, with their signs
	Checked  bool        `json:"checked"`  // opening and closing balance were told, and the entries lie exactly between
}

// keys gives every payment its key. The bank's own id is what makes it: the bank gives it once, and a statement and a
// notification of the same payment share it. Only what is certain to be written alike in both stands beside it. A payment
// without one is told apart by all that is known of it and by its entry's id, or when there is none, too, by its statement, so
// that equal ones in two statements stay two: a payment counted twice is seen by a person, one that is lost is not. Equal ones
// within a file are numbered in its order.
type keys struct {
	seen map[[keySize]byte]uint32
}

func (k *keys) give(s Statement, e Entry, p *Payment) {
	id := p.BankID
	if id == "" && len(e.Payments) == 1 {
		id = e.BankID
	}
	parts := []string{s.Account, id, string(e.Booked), strconv.FormatInt(int64(p.Signed()), 10), strconv.FormatBool(p.Reversal)}
	if id == "" {
		within := e.BankID
		if within == "" {
			within = "statement " + s.ID
		}
		parts = append(parts, within, p.EndToEnd, p.PartyAccount, p.Party, p.Message, strconv.Itoa(len(p.References)))
		for _, r := range p.References {
			parts = append(parts, r.Text, strconv.FormatInt(int64(r.Amount.Cents), 10))
		}
	}
	digest := sha256.Sum256([]byte(strings.Join(parts, "\x00"))) // no text of XML has that character
	base := [keySize]byte(digest[:keySize])
	k.seen[base]++
	p.Key = marketplace.Derived("bank-", keySize, string(base[:]), strconv.FormatUint(uint64(k.seen[base]), 10))
}

// keySize is how many bytes of a digest make a key: enough that no two payments of a lifetime share one.
const keySize = 16
