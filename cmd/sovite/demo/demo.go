package demo

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

//go:embed data
var files embed.FS

// Data is everything a demo installation starts with. Each id is stable from one version of the program to the next;
// moments (created, published) are left for whoever stores it.
type Data struct {
	Organisations []Organisation
	People        []Person
	Clients       []Client
	Measured      []Measured
	Tasks         []Task
	Introductions []Introduction
	Placements    []Placement
	Courses       []Course
	Network       []Supporter
	Carvings      []Carving
	Suppliers     []Supplier
	Prices        []Price
	Requests      []Request
}

// Organisation is an invented employer, organiser or coaching provider.
type Organisation struct {
	ID           marketplace.ID `json:"id"`
	Note         string         `json:"note"` // what it is there to show
	Name         string         `json:"name"`
	BusinessID   string         `json:"business_id"`
	Kinds        []account.Kind `json:"kinds"`
	Municipality string         `json:"municipality"` // Finnish name
	Lang         string         `json:"lang"`
}

// Person is somebody who can sign in, with the roles they hold in one organisation.
type Person struct {
	ID    marketplace.ID     `json:"id"`
	Note  string             `json:"note"` // what the person is there to show
	Email string             `json:"email"`
	Name  string             `json:"name"`
	Lang  string             `json:"lang"`
	Org   marketplace.ID     `json:"org"`
	Roles []marketplace.Role `json:"roles"`
}

// Client is a client with the first version of the profile.
type Client struct {
	profile.Client
	Note      string // what the client is there to show
	Confirmed bool   // the profile was gone through together with the client
	Counted   bool   // the client has said yes to being counted in totals for employers
	Content   profile.Content

	Own      map[matching.Dimension]profile.Answer // the client's own ratings
	Evidence []evidence.Item
	Together *profile.Together // the day on which the profile was confirmed, and who was there; nil: only Confirmed is known
}

// Task is a task with what it is there to show.
type Task struct {
	task.Task
	Note string
}

// Carving is what an employer carves out of the staff's week, as far as it has come.
type Carving struct {
	ID      marketplace.ID  `json:"id"`
	Note    string          `json:"note"` // what it is there to show
	Org     marketplace.ID  `json:"org"`
	Ask     marketplace.ID  `json:"ask"` // whom the employer asks for help, if anybody
	Content carving.Content `json:"content"`
}

// Load reads the embedded files. An error names the file and means that the program was built from broken data.
func Load() (Data, error) {
	var d Data
	var err error
	if d.Organisations, err = read[Organisation]("data/organisations.json"); err != nil {
		return Data{}, err
	}
	if d.People, err = read[Person]("data/people.json"); err != nil {
		return Data{}, err
	}
	if d.Introductions, err = read[Introduction]("data/introductions.json"); err != nil {
		return Data{}, err
	}
	clients, err := read[clientFile]("data/clients/*.json")
	if err != nil {
		return Data{}, err
	}
	for _, c := range clients {
		d.Clients = append(d.Clients, c.client())
	}
	if d.Measured, err = read[Measured]("data/measures.json"); err != nil {
		return Data{}, err
	}
	if d.Carvings, err = read[Carving]("data/carvings.json"); err != nil {
		return Data{}, err
	}
	if d.Suppliers, err = read[Supplier]("data/liability.json"); err != nil {
		return Data{}, err
	}
	if d.Prices, err = read[Price]("data/prices.json"); err != nil {
		return Data{}, err
	}
	if d.Requests, err = read[Request]("data/requests.json"); err != nil {
		return Data{}, err
	}
	tasks, err := read[taskFile]("data/tasks/*.json")
	if err != nil {
		return Data{}, err
	}
	if d.Courses, err = read[Course]("data/courses/*.json"); err != nil {
		return Data{}, err
	}
	if d.Network, err = read[Supporter]("data/network.json"); err != nil {
		return Data{}, err
	}
	names := map[marketplace.ID]string{}
	for _, o := range d.Organisations {
		names[o.ID] = o.Name
	}
	for _, t := range tasks {
		d.Tasks = append(d.Tasks, t.task(names[t.Org]))
	}
	if d.Placements, err = read[Placement]("data/placements.json"); err != nil {
		return Data{}, err
	}
	return d, nil
}

// read puts the lists of all files of a pattern one after the other, in the order of the file names.
func read[T any](pattern string) ([]T, error) {
	names, err := fs.Glob(files, pattern)
	if err != nil {
		return nil, fmt.Errorf("demo data %s: %w", pattern, err)
	}
	var all []T
	for _, name := range names {
		text, err := files.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("demo data: %w", err)
		}
		some, err := decode[T](text)
		if err != nil {
			return nil, fmt.Errorf("demo data %s: %w", path.Base(name), err)
		}
		all = append(all, some...)
	}
	return all, nil
}

// decode reads one list. A field that the type does not know is an error, so that a misspelt name cannot go unnoticed.
func decode[T any](text []byte) ([]T, error) {
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.DisallowUnknownFields()
	var list []T
	if err := dec.Decode(&list); err != nil {
		return nil, err
	}
	return list, nil
}

// Client is the client with an id; the zero Client when there is none.
func (d Data) Client(id marketplace.ID) Client {
	for _, c := range d.Clients {
		if c.ID == id {
			return c
		}
	}
	return Client{}
}
