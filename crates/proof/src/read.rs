//! Reads a condition back from the text of the rule book's tables: what [`rules::Condition`] prints.

use rules::{Answer, Compare, Haem, Name, Number, Tier};

use crate::book::When;

/// The condition of a text.
///
/// # Errors
/// What cannot be read, in a few words.
pub fn condition(text: &str) -> Result<When, String> {
    let words = words(text);
    let mut reader = Reader { words: &words };
    let when = reader.any()?;
    match reader.next() {
        None => Ok(when),
        Some(word) => Err(format!("\"{word}\" comes after the end of the condition")),
    }
}

/// Brackets are words of their own; everything else is separated by spaces.
fn words(text: &str) -> Vec<String> {
    let spaced = text.replace('(', " ( ").replace(')', " ) ");
    spaced.split_whitespace().map(str::to_owned).collect()
}

struct Reader<'a> {
    words: &'a [String],
}

impl<'a> Reader<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let (first, rest) = self.words.split_first()?;
        self.words = rest;
        Some(first)
    }

    fn peek(&self) -> Option<&'a str> {
        self.words.first().map(String::as_str)
    }

    fn any(&mut self) -> Result<When, String> {
        self.joined("OR", When::Any, Self::all)
    }

    fn all(&mut self) -> Result<When, String> {
        self.joined("AND", When::All, Self::one)
    }

    fn joined(
        &mut self,
        word: &str,
        join: fn(Vec<When>) -> When,
        part: fn(&mut Self) -> Result<When, String>,
    ) -> Result<When, String> {
        let first = part(self)?;
        if self.peek() != Some(word) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.peek() == Some(word) {
            self.next();
            parts.push(part(self)?);
        }
        Ok(join(parts))
    }

    fn one(&mut self) -> Result<When, String> {
        match self.next().ok_or("the condition ends too early")? {
            "TRUE" => Ok(When::Always),
            "NOT" => Ok(When::Not(Box::new(self.one()?))),
            "(" => {
                let inner = self.any()?;
                match self.next() {
                    Some(")") => Ok(inner),
                    _ => Err("a bracket is not closed".to_owned()),
                }
            }
            word => self.compared(word),
        }
    }

    fn compared(&mut self, word: &str) -> Result<When, String> {
        let sign = self.peek().filter(|sign| matches!(*sign, "=" | "!=" | "<" | "<=" | ">=" | ">"));
        let name = || {
            let name = Name::ALL.iter().copied().find(|name| name.key() == word);
            name.ok_or_else(|| format!("there is no fact \"{word}\""))
        };
        let Some(sign) = sign else { return Ok(When::Is(name()?)) };
        self.next();
        let value = self.next().ok_or_else(|| format!("nothing follows \"{word} {sign}\""))?;
        let wrong = || format!("\"{word} {sign} {value}\" cannot be read");
        if let Some(number) = Number::ALL.iter().copied().find(|number| number.key() == word) {
            let all = [Compare::Below, Compare::AtMost, Compare::AtLeast, Compare::Above];
            let compare = all.into_iter().find(|it| it.key() == sign).ok_or_else(wrong)?;
            return Ok(When::Number(number, compare, value.parse().map_err(|_| wrong())?));
        }
        match (word, sign) {
            ("haem", "=") => Ok(When::HaemIs(Haem::from_key(value).ok_or_else(wrong)?)),
            ("result_tier", "=") => Ok(When::TierIs(Tier::from_code(value).ok_or_else(wrong)?)),
            (_, "=") => Ok(When::Equals(name()?, Answer::from_key(value).ok_or_else(wrong)?)),
            (_, "!=") => Ok(When::Differs(name()?, Answer::from_key(value).ok_or_else(wrong)?)),
            _ => Err(wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rules::derived::DERIVED;
    use rules::{CLOCKS, RULES};

    #[test]
    fn every_condition_of_the_rule_book_reads_back_as_itself() {
        let rules = RULES.iter().map(|rule| &rule.when);
        let clocks = CLOCKS.iter().map(|clock| &clock.applies_when);
        for when in rules.chain(clocks).chain(DERIVED.iter().map(|it| &it.when)) {
            let own = When::from(when);
            assert_eq!(own.to_string(), when.to_string());
            assert_eq!(condition(&when.to_string()), Ok(own), "{when}");
        }
    }

    #[test]
    fn what_is_not_a_condition_is_refused_with_the_word() {
        for (text, problem) in [
            ("n_gaitt", "there is no fact \"n_gaitt\""),
            ("n_gait AND", "the condition ends too early"),
            ("(n_gait OR n_weak", "a bracket is not closed"),
            ("n_gait n_weak", "\"n_weak\" comes after the end of the condition"),
            ("age < old", "\"age < old\" cannot be read"),
            ("ca_known = maybe", "\"ca_known = maybe\" cannot be read"),
        ] {
            assert_eq!(condition(text), Err(problem.to_owned()));
        }
    }
}
