//! The rules as others see them: equal to the clinical tables, safe, and never changed silently.

#[cfg(test)]
mod facts;
#[cfg(test)]
mod in_progress;
#[cfg(test)]
mod people;
#[cfg(test)]
mod readme;
#[cfg(test)]
mod safety;
#[cfg(test)]
mod seed_coverage;
#[cfg(test)]
mod tables;
#[cfg(test)]
mod vectors;
