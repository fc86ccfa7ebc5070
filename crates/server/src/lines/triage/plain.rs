//! The quick way through a line as machines write it: plain letters, no escapes, known names, whole
//! numbers, nothing twice. Whatever is not like that gives `None` and is read with care instead, so
//! this file can refuse nothing by itself and needs no words for faults.

use std::borrow::Cow;

use rules::{Answer, Audience, Fact, Facts, Number, Value};

use super::read::Asked;

pub(super) fn read(line: &[u8]) -> Option<Asked<'_>> {
    let line = line.trim_ascii();
    // One look over the whole line, so that no later step needs to look for anything special.
    let plain = |byte: &u8| (b' '..0x7f).contains(byte) && *byte != b'\\';
    if !line.iter().fold(true, |so_far, byte| so_far & plain(byte)) {
        return None;
    }
    let mut rest = Rest(std::str::from_utf8(line).ok()?);
    let (mut id, mut audience, mut facts, mut age) = (None, None, None, None);
    rest.take(b'{')?;
    loop {
        let name = rest.text()?;
        rest.take(b':')?;
        let again = match name {
            "id" => id.replace(rest.text()?).is_some(),
            "audience" => audience.replace(Audience::from_key(rest.text()?)?).is_some(),
            "age" => age.replace(rest.whole_number()?).is_some(),
            "facts" => facts.replace(rest.facts()?).is_some(),
            _ => return None,
        };
        if again {
            return None;
        }
        match rest.next()? {
            b',' => {}
            b'}' => break,
            _ => return None,
        }
    }
    if rest.next().is_some() {
        return None;
    }
    let mut facts = facts?;
    if let Some(age) = age {
        once(&mut facts, "age", Value::Number(age))?;
    }
    Some(Asked { id: Cow::Borrowed(id?), audience: audience?, facts })
}

/// The part of the line not read yet: plain ASCII.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// The next byte that is not a blank.
    fn next(&mut self) -> Option<u8> {
        loop {
            let first = *self.0.as_bytes().first()?;
            self.0 = self.0.get(1..)?;
            if first != b' ' {
                return Some(first);
            }
        }
    }

    fn take(&mut self, wanted: u8) -> Option<()> {
        (self.next()? == wanted).then_some(())
    }

    fn text(&mut self) -> Option<&'a str> {
        self.take(b'"')?;
        self.rest_of_text()
    }

    /// After the opening quotation mark, up to the closing one.
    fn rest_of_text(&mut self) -> Option<&'a str> {
        let end = self.0.bytes().position(|byte| byte == b'"')?;
        let text = self.0.get(..end)?;
        self.0 = self.0.get(end + 1..)?;
        Some(text)
    }

    fn whole_number(&mut self) -> Option<f64> {
        let first = self.next()?;
        self.rest_of_number(first)
    }

    /// Up to four digits without sign, point or exponent, as JSON writes them.
    fn rest_of_number(&mut self, first: u8) -> Option<f64> {
        let mut number = digit(first)?;
        let mut digits = 1;
        while let Some(more) = self.0.bytes().next().and_then(digit) {
            number = number * 10 + more;
            digits += 1;
            self.0 = self.0.get(1..)?;
            if digits > 4 || first == b'0' {
                return None;
            }
        }
        // A point or an exponent would follow without a blank; what follows a number is never one.
        matches!(self.0.bytes().next(), Some(b',' | b'}' | b' ')).then_some(f64::from(number))
    }

    fn facts(&mut self) -> Option<Facts> {
        self.take(b'{')?;
        let mut facts = Facts::new();
        let mut first = true;
        loop {
            match self.next()? {
                b'}' if first => return Some(facts),
                b'"' => first = false,
                _ => return None,
            }
            let name = self.rest_of_text()?;
            self.take(b':')?;
            match self.next()? {
                b'"' => say(&mut facts, name, self.rest_of_text()?)?,
                digit => once(&mut facts, name, Value::Number(self.rest_of_number(digit)?))?,
            }
            match self.next()? {
                b',' => {}
                b'}' => return Some(facts),
                _ => return None,
            }
        }
    }
}

/// Records a word, unless its name was there before.
fn say(facts: &mut Facts, name: &str, word: &str) -> Option<()> {
    let Some(fact) = Fact::from_key(name) else {
        return once(facts, name, Value::Word(word));
    };
    let answer = Answer::from_key(word)?;
    let meaningless = fact == Fact::SiteFlatUntilMri && answer == Answer::Unknown;
    if meaningless || facts.answer(fact).is_some() {
        return None;
    }
    facts.set(fact, answer);
    Some(())
}

/// Records a number or `haem`, unless its name was there before.
fn once(facts: &mut Facts, name: &str, value: Value<'_>) -> Option<()> {
    let before = match name {
        "haem" => facts.haem().is_some(),
        _ => {
            let number = Number::ALL.iter().find(|number| number.key() == name)?;
            facts.number(*number).is_some()
        }
    };
    if before {
        return None;
    }
    facts.set_value(name, value).ok()
}

fn digit(byte: u8) -> Option<u32> {
    byte.is_ascii_digit().then(|| u32::from(byte - b'0'))
}
