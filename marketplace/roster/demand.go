package roster

import (
	"slices"

	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/matching"
)

// Demand is what the work of an order asks of the people who do it.
type Demand struct {
	Task      matching.Task // with the cards that must be held
	Equipment []string      // protective equipment that everybody needs
	Untold    []string      // of the task's allergens, those that are only feared because nobody told which are handled
}

// Demands is what work asks of people: the demands of its trades on the shared scale, the hazards that the buyer told and
// those that the trades usually bring, and the cards and equipment of the trades. Of the allergens of food, those
// are there that the buyer told; where food is handled and nobody told, each of them may be.
func Demands(cat *carving.Catalogue, w Work) Demand {
	duties := make([]carving.Duty, len(w.Trades))
	for i, trade := range w.Trades {
		duties[i] = carving.Duty{Type: trade}
	}
	usual := cat.Suggest(duties)
	hazards := matching.Choice{Asked: w.Hazards.Asked, Values: union(w.Hazards.Values, usual.Hazards)}
	allergens := matching.Choice{Asked: w.Allergens.Asked, Values: union(w.Allergens.Values, usual.Allergens)}
	var untold []string
	if hazards.Has("food_allergens") && !allergens.Asked {
		untold = foodAllergens()
		allergens.Values = union(allergens.Values, untold)
	}
	task := matching.Task{ID: string(w.Order), Title: w.Title, Demands: usual.Demands, Hazards: hazards, Allergens: allergens}
	out := Demand{Task: task, Untold: untold}
	for _, trade := range w.Trades {
		out.Task.Certificates = union(out.Task.Certificates, cardsFor(trade))
		out.Equipment = union(out.Equipment, equipmentFor(trade))
	}
	return out
}

func union(a, b []string) []string {
	out := slices.Clone(a)
	for _, v := range b {
		if !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// foodAllergens are the allergens of the scale that food can hold: the fourteen of Regulation (EU) 1169/2011, annex II.
func foodAllergens() []string {
	return []string{
		"gluten", "crustaceans", "egg", "fish", "peanut", "soy", "milk", "nuts", "celery", "mustard", "sesame", "sulphites", "lupin", "molluscs",
	}
}

// cardsFor are the cards without which nobody of a crew does a trade. The hygiene passport is asked for from the first day,
// which is more careful than the food act is.
func cardsFor(trade string) []string {
	switch trade {
	case "food_prep", "serving_line":
		return []string{"hygiene_passport"}
	}
	return nil
}

// equipmentFor is the protective equipment without which nobody does a trade: an organiser's practice, not a rule of law.
func equipmentFor(trade string) []string {
	switch trade {
	case "food_prep", "serving_line":
		return []string{"hair_cover"}
	case "picking", "receiving_goods":
		return []string{"safety_shoes", "hi_vis"}
	case "assembly":
		return []string{"safety_shoes"}
	case "waste_sorting":
		return []string{"safety_shoes", "cut_gloves"}
	case "cleaning_rooms", "vehicle_wash":
		return []string{"gloves"}
	case "grounds":
		return []string{"safety_shoes", "gloves"}
	case "snow":
		return []string{"winter_clothing", "hi_vis"}
	case "small_repairs":
		return []string{"safety_shoes", "eye_protection"}
	}
	return nil
}
