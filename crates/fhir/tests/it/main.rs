//! The FHIR door from the outside: the sample bundles, every kind of fault, and properties.

#[cfg(test)]
mod always;
#[cfg(test)]
mod answer;
#[cfg(test)]
mod fault;
#[cfg(test)]
mod property;
#[cfg(test)]
mod sample;
#[cfg(test)]
mod support;
