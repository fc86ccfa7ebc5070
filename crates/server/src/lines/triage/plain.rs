//! The quick way through a line as machines write it: plain letters, no escapes, known names, whole
//! numbers, nothing twice. Whatever is not like that gives `None` and is read with care instead, so
//! this file can refuse nothing by itself and needs no words for faults.

use std::borrow::Cow;

use rules::{Answer, Audience, Fact, Facts, Number, Value};

use super::read::Asked;

pub(super) fn read(line: &[u8]) -> Option<Asked<'_>> {
    let mut rest = Rest(trimmed(line));
    let (mut id, mut audience, mut facts, mut age) = (None, None, None, None);
    rest.take(b'{')?;
    loop {
        let name = rest.text()?;
        rest.take(b':')?;
        let again = match name {
            b"id" => id.replace(plain(rest.text()?)?).is_some(),
            b"audience" => audience.replace(Audience::from_key(plain(rest.text()?)?)?).is_some(),
            b"age" => age.replace(rest.whole_number()?).is_some(),
            b"facts" => facts.replace(rest.facts()?).is_some(),
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
        once(&mut facts, b"age", Value::Number(age))?;
    }
    Some(Asked { id: Cow::Borrowed(id?), audience: audience?, facts })
}

/// Without the blanks that JSON allows around it. A form feed is none of them.
fn trimmed(mut line: &[u8]) -> &[u8] {
    while let [b' ' | b'\t' | b'\r' | b'\n', rest @ ..] = line {
        line = rest;
    }
    while let [rest @ .., b' ' | b'\t' | b'\r' | b'\n'] = line {
        line = rest;
    }
    line
}

/// Text that means the same with and without reading its escapes.
fn plain(text: &[u8]) -> Option<&str> {
    let plain = |byte: &u8| matches!(byte, b' '..0x7f) && *byte != b'\\';
    text.iter().all(plain).then(|| std::str::from_utf8(text).ok())?
}

/// The part of the line not read yet.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    /// The next byte that is not a blank.
    #[inline]
    fn next(&mut self) -> Option<u8> {
        loop {
            let (first, rest) = self.0.split_first()?;
            self.0 = rest;
            if *first != b' ' {
                return Some(*first);
            }
        }
    }

    fn take(&mut self, wanted: u8) -> Option<()> {
        (self.next()? == wanted).then_some(())
    }

    fn text(&mut self) -> Option<&'a [u8]> {
        self.take(b'"')?;
        self.rest_of_text()
    }

    /// After the opening quotation mark, up to the closing one.
    #[inline]
    fn rest_of_text(&mut self) -> Option<&'a [u8]> {
        let (text, rest) = self.0.split_at_checked(to_quotation_mark(self.0)?)?;
        let (_, rest) = rest.split_first()?;
        self.0 = rest;
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
        while let Some((next, rest)) = self.0.split_first() {
            let Some(more) = digit(*next) else { break };
            number = number * 10 + more;
            digits += 1;
            self.0 = rest;
            if digits > 4 || first == b'0' {
                return None;
            }
        }
        // A point or an exponent would follow without a blank; what follows a number is never one.
        matches!(self.0.first(), Some(b',' | b'}' | b' ')).then_some(f64::from(number))
    }

    fn facts(&mut self) -> Option<Facts> {
        self.take(b'{')?;
        let mut facts = Facts::new();
        match self.next()? {
            b'}' => return Some(facts),
            b'"' => {}
            _ => return None,
        }
        let mut next = 0;
        loop {
            next = self.entry(&mut facts, next)?;
            if let [b',', b'"', rest @ ..] = self.0 {
                self.0 = rest;
                continue;
            }
            match self.next()? {
                b',' => self.take(b'"')?,
                b'}' => return Some(facts),
                _ => return None,
            }
        }
    }

    /// One fact with its answer, after its opening quotation mark. Machines write facts in the order
    /// of the dictionary, so the one at `next` is tried first; the new place after it is given back.
    #[inline]
    fn entry(&mut self, facts: &mut Facts, next: usize) -> Option<usize> {
        let expected = Fact::ALL.get(next).copied().filter(|fact| self.take_name(*fact));
        let fact = if let Some(fact) = expected {
            fact
        } else {
            let name = self.rest_of_text()?;
            let Some(fact) = Fact::from_key_bytes(name) else {
                self.other(facts, name)?;
                return Some(next);
            };
            fact
        };
        let answer = self.answer()?;
        let site = fact == Fact::SiteFlatUntilMri && answer == Answer::Unknown;
        (!site && facts.set_first(fact, answer)).then_some(fact as usize + 1)
    }

    /// Takes the name of this fact and the quotation mark after it, if they come next.
    #[inline]
    fn take_name(&mut self, fact: Fact) -> bool {
        let name = fact.key().as_bytes();
        match self.0.split_at_checked(name.len()) {
            Some((text, [b'"', rest @ ..])) if text == name => {
                self.0 = rest;
                true
            }
            _ => false,
        }
    }

    /// What follows the name of a number or of `haem`.
    fn other(&mut self, facts: &mut Facts, name: &[u8]) -> Option<()> {
        self.take(b':')?;
        let value = match self.next()? {
            b'"' => Value::Word(plain(self.rest_of_text()?)?),
            digit => Value::Number(self.rest_of_number(digit)?),
        };
        once(facts, name, value)
    }

    /// The answer after the name of a fact, with or without blanks between.
    #[inline]
    fn answer(&mut self) -> Option<Answer> {
        if let [b':', b'"', rest @ ..] = self.0 {
            self.0 = rest;
        } else {
            self.take(b':')?;
            self.take(b'"')?;
        }
        let (answer, rest) = match self.0 {
            [b'n', b'o', b'"', rest @ ..] => (Answer::No, rest),
            [b'y', b'e', b's', b'"', rest @ ..] => (Answer::Yes, rest),
            [b'u', b'n', b'k', b'n', b'o', b'w', b'n', b'"', rest @ ..] => (Answer::Unknown, rest),
            _ => return None,
        };
        self.0 = rest;
        Some(answer)
    }
}

/// Where the next quotation mark is, eight bytes at a time: names and words are short, and there are
/// a hundred of them in a line.
#[inline]
fn to_quotation_mark(bytes: &[u8]) -> Option<usize> {
    const LOW: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    // Eight quotation marks.
    const MARKS: u64 = 0x2222_2222_2222_2222;
    let mut rest = bytes;
    let mut before = 0;
    while let Some((eight, after)) = rest.split_first_chunk::<8>() {
        // A byte that is a quotation mark becomes zero, and only the first zero is looked at.
        let zeros = u64::from_le_bytes(*eight) ^ MARKS;
        let found = zeros.wrapping_sub(LOW) & !zeros & HIGH;
        if found != 0 {
            return Some(before + found.trailing_zeros() as usize / 8);
        }
        before += 8;
        rest = after;
    }
    rest.iter().position(|byte| *byte == b'"').map(|place| before + place)
}

/// Records a number or `haem`, unless its name was there before.
fn once(facts: &mut Facts, name: &[u8], value: Value<'_>) -> Option<()> {
    let name = plain(name)?;
    let before = if name == "haem" {
        facts.haem().is_some()
    } else {
        let number = Number::ALL.iter().find(|number| number.key() == name)?;
        facts.number(*number).is_some()
    };
    if before {
        return None;
    }
    facts.set_value(name, value).ok()
}

fn digit(byte: u8) -> Option<u32> {
    byte.is_ascii_digit().then(|| u32::from(byte - b'0'))
}
