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
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/task"
)

//go:embed data
var files embed.FS

// Data is everything a demo installation starts with. Each id is stable from one version of the program to the next;
// moments (created, published) are left for whoever stores it.
type Data struct {
	Organisations []Organisation
	People        []Person
	Clients       []Client
	Tasks         []Task
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
	Content   profile.Content
}

// Task is a task with what it is there to show.
type Task struct {
	task.Task
	Note string
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
	clients, err := read[clientFile]("data/clients/*.json")
	if err != nil {
		return Data{}, err
	}
	for _, c := range clients {
		d.Clients = append(d.Clients, c.client())
	}
	tasks, err := read[taskFile]("data/tasks/*.json")
	if err != nil {
		return Data{}, err
	}
	names := map[marketplace.ID]string{}
	for _, o := range d.Organisations {
		names[o.ID] = o.Name
	}
	for _, t := range tasks {
		d.Tasks = append(d.Tasks, t.task(names[t.Org]))
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
