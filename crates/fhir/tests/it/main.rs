//! The FHIR door from the outside: the sample bundles, every kind of fault, and properties.

mod answer;
mod fault;
mod property;
mod sample;
mod support;
