// Package support says how work is supported: a plan that fades, follow-up visits, and what was seen at work.
//
// A Plan has steps, each one kind of support in some weeks by the coach or by somebody at hand (natural support, luonnollinen
// tuki), who is named by role and never by name. A Visit is a follow-up on the job or off it. An Observation is what was
// seen about one dimension of the scale.
//
// It must hold values and checks only: no clock, no store, nobody's name, nothing about health.
//
// Read next: support.go, marketplace/placement for the verbs that keep these values.
package support
