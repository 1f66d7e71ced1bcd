package board

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/caseload"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serve a coach's board.
type Handlers struct{ Service *caseload.Service }

// BoardItem is one thing that waits for somebody.
type BoardItem struct {
	Client string `json:"client"`
	Kind   string `json:"kind" doc:"step, consent, introduction, placement or profile"`
	Ref    string `json:"ref,omitempty" doc:"Of the consent, the introduction or the placement"`
	Due    string `json:"due,omitempty" doc:"The last day to act; left out: no day was set"`
	When   string `json:"when" doc:"overdue, today, week (the seven days after today) or later"`
	Key    string `json:"key,omitempty" doc:"What is to be done, as a code of its kind; left out when the text says it"`
	Text   string `json:"text,omitempty" doc:"In somebody's own words: a step that a coach wrote, or the title of the work"`
	Mine   bool   `json:"mine" doc:"The caller has to act"`
	Who    string `json:"who,omitempty" doc:"Who else has to act: client or employer"`
	Needs  bool   `json:"needs" doc:"The caller is needed today"`
}

// BoardClient is one active client with the next step.
type BoardClient struct {
	ID   string     `json:"id"`
	Name string     `json:"name"`
	Code string     `json:"code"`
	Next *BoardItem `json:"next,omitempty" doc:"The earliest of the caller's own items, or else of the others'; left out when nothing waits"`
	Open bool       `json:"open" doc:"A course is open: notes can be kept"`
}

// Board is what waits about the caller's own active clients.
type Board struct {
	Day     string        `json:"day" doc:"2026-11-23"`
	Items   []BoardItem   `json:"items" doc:"The earliest first"`
	Clients []BoardClient `json:"clients" doc:"By name"`
	Load    struct {
		Clients int    `json:"clients"`
		Limit   int    `json:"limit" doc:"Of one who works full time; 0: no rule names one. Nothing is refused above it"`
		Rule    string `json:"rule" doc:"Id of the rule; see /rules"`
		State   string `json:"state" doc:"room, full, over or unknown"`
	} `json:"load"`
}

// Read reads the caller's board; that each client on it was looked at is recorded.
func (h Handlers) Read(ctx context.Context, _ *struct{}) (*api.Answer[Board], error) {
	b, err := h.Service.Board(ctx, web.ActorFrom(ctx))
	if err != nil {
		return nil, err
	}
	item := func(i caseload.Item) BoardItem { return shown(i, b.Day) }
	out := Board{Day: string(b.Day), Items: api.Each(b.Items, item), Clients: api.Each(b.Clients, func(c caseload.Row) BoardClient {
		row := BoardClient{ID: string(c.ID), Name: c.Name, Code: c.Code, Open: c.Open}
		if c.Next != nil {
			next := item(*c.Next)
			row.Next = &next
		}
		return row
	})}
	out.Load.Clients, out.Load.Limit, out.Load.Rule, out.Load.State = b.Load.Clients, b.Load.Limit, b.Load.Rule, b.Load.State()
	return api.Reply(out, nil)
}

func shown(i caseload.Item, today marketplace.Date) BoardItem {
	return BoardItem{
		Client: string(i.Client), Kind: string(i.Kind), Ref: string(i.Ref), Due: string(i.Due), When: string(i.On(today)), Key: i.Key, Text: i.Text,
		Mine: i.Mine, Who: i.Who, Needs: i.Needs(today),
	}
}
