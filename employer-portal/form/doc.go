// Package form turns what was typed into the two large forms of the portal, the profile and the task, into values, and
// values back into what a form shows.
//
// A form's values are url.Values; a field's name is the path that the services use for it in their errors
// ("availability.week_minutes.min"), so that an error finds its field. Hours are typed as hours and kept as minutes. A
// choice has a radio button that says whether it was asked, next to its check boxes.
//
// It must not lose anything typed, must not check what the services check, and must not know HTTP or HTML.
//
// Read next: values.go for single fields, profile.go and task.go for the two forms.
package form
