//! Where in a resource something stands: `Bundle.entry[2].resource.item[3].linkId`.
//!
//! A path is a chain of borrowed steps on the stack; text is made only when a fault is reported.

use std::fmt;

/// One step, and those before it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Path<'p> {
    before: Option<&'p Path<'p>>,
    step: Step<'p>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'p> {
    Root(&'p str),
    Member(&'p str),
    Choice(&'p str, &'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    pub(crate) const fn root(name: &'p str) -> Self {
        Self { before: None, step: Step::Root(name) }
    }

    pub(crate) const fn member(&'p self, name: &'p str) -> Path<'p> {
        Path { before: Some(self), step: Step::Member(name) }
    }

    /// A choice element with the type it was given as: `value` + `Coding`.
    pub(crate) const fn choice(&'p self, name: &'p str, kind: &'p str) -> Path<'p> {
        Path { before: Some(self), step: Step::Choice(name, kind) }
    }

    pub(crate) const fn index(&'p self, index: usize) -> Path<'p> {
        Path { before: Some(self), step: Step::Index(index) }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(before) = self.before {
            before.fmt(f)?;
        }
        match self.step {
            Step::Root(name) => f.write_str(name),
            Step::Member(name) => write!(f, ".{name}"),
            Step::Choice(name, kind) => write!(f, ".{name}{kind}"),
            Step::Index(index) => write!(f, "[{index}]"),
        }
    }
}
