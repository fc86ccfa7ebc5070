//! Every row of the rule book with one mistake in it, against the cases and the proofs: what share
//! do they catch, and what survives? `cargo xtask mutants rules` runs it.
//!
//! The comparison with the rule book's own tables takes no part: it would catch every mistake, and
//! say nothing about the cases and the proofs.
//!
//! Arguments: the file of explanations to read, and the file of figures to write.
#![expect(clippy::print_stdout, reason = "this program talks to a person at a terminal")]

mod cases;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::process::ExitCode;

use cases::Case;
use proof::{Book, Mutant, Proof, mutants, same_for_everybody};

/// What became of a mutant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    /// A person of the cases comes out differently.
    CaughtByACase,
    /// An obligation fails.
    CaughtByAProof,
    /// Proved to tell everybody the same: no mistake at all.
    Same,
    Survived,
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [explanations, figures, commit] = &arguments[..] else {
        eprintln!("usage: rule_mutants EXPLANATIONS FIGURES COMMIT");
        return ExitCode::from(2);
    };
    match run(explanations, figures, commit) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::from(2)
        }
    }
}

fn run(explanations: &str, figures: &str, commit: &str) -> Result<bool, String> {
    let (cases, files) = cases::all()?;
    let book = Book::current();
    if !cases.iter().all(|case| case.holds(&book)) {
        return Err("a case does not hold for the rules as they are".to_owned());
    }
    let all = mutants(&book);
    println!(
        "{} mutants against {} people of {files} files and the proofs",
        all.len(),
        cases.len()
    );
    let fates: Vec<Fate> = all.iter().map(|mutant| fate(&book, &cases, mutant)).collect();
    let why = read_explanations(explanations)?;
    let (text, explained) = report(&all, &fates, &why, cases.len(), commit);
    println!("{text}");
    fs::write(figures, text).map_err(|error| format!("cannot write {figures}: {error}"))?;
    Ok(explained)
}

fn fate(book: &Book, cases: &[Case], mutant: &Mutant) -> Fate {
    let wrong = mutant.book(book);
    if !cases.iter().all(|case| case.holds(&wrong)) {
        return Fate::CaughtByACase;
    }
    if same_for_everybody(book, &wrong)
        && same_for_everybody(&book.with_drafts(), &wrong.with_drafts())
    {
        return Fate::Same;
    }
    if Proof::of(&wrong).is_sound() && Proof::of(&wrong.with_drafts()).is_sound() {
        println!("survived: {}: {}", mutant.row, mutant.says);
        return Fate::Survived;
    }
    Fate::CaughtByAProof
}

type Explanations = BTreeMap<(String, String), String>;

/// Lines of row, mistake and why nothing catches it.
fn read_explanations(file: &str) -> Result<Explanations, String> {
    let text = fs::read_to_string(file).map_err(|error| format!("cannot read {file}: {error}"))?;
    let mut why = BTreeMap::new();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [row, says, because] = cells[..] else {
            return Err(format!("{file}: three cells a line, not: {line}"));
        };
        why.insert((row.to_owned(), says.to_owned()), because.to_owned());
    }
    Ok(why)
}

/// The figures as a page, and whether every survivor is explained and every explanation is needed.
fn report(
    all: &[Mutant],
    fates: &[Fate],
    why: &Explanations,
    people: usize,
    commit: &str,
) -> (String, bool) {
    let count = |fate: Fate| fates.iter().filter(|other| **other == fate).count();
    let same = count(Fate::Same);
    let (by_case, by_proof) = (count(Fate::CaughtByACase), count(Fate::CaughtByAProof));
    let (caught, total) = (by_case + by_proof, all.len() - same);
    let tenths = caught * 1000 / total.max(1);
    let mut text = String::from(
        "# Mistakes in the rules, and who notices\n\nWritten by `cargo xtask mutants rules`; do not edit. \
         Each row of the rule book is given one mistake at a time: a term dropped, negated or exchanged, \
         a number, tier, limit, action, audience, status, event or target changed. A mistake counts as \
         caught when a person of the cases (`rules/src/**/*.cases.toml` and the seed page) comes out \
         differently, or when an obligation of `cordline rules check` fails. The comparison with the rule \
         book's tables takes no part. A mutant that tells every possible person the same is proved to be \
         no mistake and is left out of the total.\n\n",
    );
    let _written = write!(
        text,
        "| | |\n|---|---|\n| commit | {commit} |\n| people in the cases | {people} |\n| mistakes | {total} \
         |\n| caught by a case | {by_case} |\n| caught by a proof alone | {by_proof} |\n| caught | {caught} \
         ({}.{} %) |\n| survivors | {} |\n| no mistake: the same for everybody | {same} |\n",
        tenths / 10,
        tenths % 10,
        total - caught
    );
    let mut unexplained = 0;
    let mut needed = 0;
    let survivors = all.iter().zip(fates).filter(|(_, fate)| **fate == Fate::Survived);
    for (place, (mutant, _)) in survivors.enumerate() {
        if place == 0 {
            text.push_str(
                "\n## Survivors\n\n| row | mistake | why nothing notices |\n|---|---|---|\n",
            );
        }
        let because = why.get(&(mutant.row.clone(), mutant.says.clone()));
        needed += usize::from(because.is_some());
        unexplained += usize::from(because.is_none());
        let because = because.map_or("**not explained yet**", String::as_str);
        let _written = writeln!(text, "| {} | {} | {because} |", mutant.row, mutant.says);
    }
    (text, unexplained == 0 && needed == why.len())
}
