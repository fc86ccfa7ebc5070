//! The proof of one book: its diagrams, and every obligation decided over them.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use rules::{Audience, Fact};

use crate::book::{Book, Level};
use crate::calmer::Met;
use crate::diagram::{Diagram, Diagrams};
use crate::model::{Model, View};
use crate::obligation::{self, Obligation};
use crate::space::{Item, Space, State};

/// Everything needed to decide statements about a book.
pub struct Proof<'a> {
    pub(crate) all: Diagrams,
    pub(crate) space: Space,
    pub(crate) book: &'a Book,
    pub(crate) model: Model,
    /// What was met of the table of accepted changes.
    pub(crate) met: BTreeSet<Met>,
}

impl<'a> Proof<'a> {
    /// Builds the diagrams of a book.
    #[must_use]
    pub fn of(book: &'a Book) -> Self {
        let mut all = Diagrams::default();
        let space = Space::new(&[book]);
        let model = Model::new(&mut all, &space, book);
        Self { all, space, book, model, met: BTreeSet::new() }
    }

    /// The arena, the people, and the composed decision.
    #[must_use]
    pub const fn parts(&self) -> (&Diagrams, &Space, &Model) {
        (&self.all, &self.space, &self.model)
    }

    /// Decides every obligation, in the order of their list.
    #[must_use]
    pub fn check(&mut self) -> Vec<Obligation> {
        obligation::ALL.iter().map(|decide| decide(self)).collect()
    }

    /// Whether every obligation holds; stops at the first that does not.
    #[must_use]
    pub fn is_sound(&mut self) -> bool {
        obligation::ALL.iter().all(|decide| decide(self).failures.is_empty())
    }

    pub(crate) fn view(&self, audience: Audience) -> Option<&View> {
        self.model.views.iter().find(|view| view.audience == audience)
    }

    /// The people in whom every one of these facts is a yes.
    pub(crate) fn all_yes(&mut self, facts: &[Fact]) -> Diagram {
        let mut who = Diagram::TRUE;
        for fact in facts {
            let yes = self.space.where_state(&mut self.all, Item::Fact(*fact), |state| {
                state == State::Said(rules::Answer::Yes)
            });
            who = self.all.and(who, yes);
        }
        who
    }

    /// The people of an audience whose level is at least as urgent as this one.
    pub(crate) fn at_least(&mut self, audience: Audience, least: Level) -> Diagram {
        let Some(view) = self.model.views.iter().find(|view| view.audience == audience) else {
            return Diagram::FALSE;
        };
        let cells = view.levels.iter().filter(|(level, _)| *level <= least);
        self.all.any(cells.map(|(_, cell)| *cell))
    }

    /// Where a rule of this audience holds, by its id.
    pub(crate) fn fires(&self, audience: Audience, id: &str) -> Diagram {
        let place = self.book.rule(id).map(|(place, _)| place);
        let view = self.view(audience);
        place
            .and_then(|place| view.and_then(|view| view.fires.get(place).copied()))
            .unwrap_or(Diagram::FALSE)
    }

    /// A person of `who`, with what this audience is told about them.
    pub(crate) fn person(&self, audience: Audience, who: Diagram) -> Option<String> {
        let person = self.space.smallest(&self.all, who)?;
        let outcome = self.book.decide(&person.facts(), audience);
        Some(format!("{}; the person: {}", outcome.stands(self.book), person.words(None)))
    }
}

/// Decides everything about the rules of this binary: as they decide, and as they would with every
/// draft signed. The text is for a clinician; the flag says whether every obligation holds. With
/// `examples`, the text also shows the people behind each line.
#[must_use]
pub fn check(examples: bool) -> (String, bool) {
    let book = Book::current();
    let (mut text, sound) = report(&Proof::of(&book).check(), examples);
    let drafts: Vec<&str> = book.drafts().collect();
    let with_drafts = book.with_drafts();
    let obligations = Proof::of(&with_drafts).check();
    let (told, sound_with_drafts) = report(&obligations, examples);
    let _written = if sound_with_drafts {
        let decided: usize = obligations.iter().map(|it| it.decided).sum();
        let count = obligations.len();
        writeln!(
            text,
            "With every draft deciding ({}): all {count} hold ({decided} statements)",
            drafts.join(", ")
        )
    } else {
        writeln!(text, "With every draft deciding ({}):\n{told}", drafts.join(", "))
    };
    (text, sound && sound_with_drafts)
}

/// Everything as text, and whether every obligation holds. With `examples`, also the people who
/// show that an obligation is not empty.
#[must_use]
pub fn report(obligations: &[Obligation], examples: bool) -> (String, bool) {
    let mut text = String::new();
    let mut sound = true;
    for (place, it) in obligations.iter().enumerate() {
        let word = if it.failures.is_empty() { "proved" } else { "FAILED" };
        sound &= it.failures.is_empty();
        let _written =
            writeln!(text, "{}. {word}: {} ({} statements)", place + 1, it.says, it.decided);
        for failure in &it.failures {
            let _written = writeln!(text, "   counterexample: {failure}");
        }
        for listed in &it.to_accept {
            let _written = writeln!(text, "   for a clinician to accept: {listed}");
        }
        for example in it.examples.iter().filter(|_| examples) {
            let _written = writeln!(text, "   {example}");
        }
    }
    (text, sound)
}
