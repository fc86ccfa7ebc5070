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
    let mut rest = Rest(line);
    let (mut id, mut audience, mut facts, mut age) = (None, None, None, None);
    rest.take(b'{')?;
    loop {
        let name = rest.text()?;
        rest.take(b':')?;
        let again = match name {
            b"id" => id.replace(text(rest.text()?)?).is_some(),
            b"audience" => audience.replace(Audience::from_key(text(rest.text()?)?)?).is_some(),
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

fn text(bytes: &[u8]) -> Option<&str> {
    std::str::from_utf8(bytes).ok()
}

/// The part of the line not read yet: plain ASCII.
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

/// Records a word, unless its name was there before.
#[inline]
fn say(facts: &mut Facts, name: &[u8], word: &[u8]) -> Option<()> {
    let Some(fact) = Fact::from_key_bytes(name) else {
        return once(facts, name, Value::Word(text(word)?));
    };
    let answer = match word {
        b"yes" => Answer::Yes,
        b"no" => Answer::No,
        b"unknown" if fact != Fact::SiteFlatUntilMri => Answer::Unknown,
        _ => return None,
    };
    if facts.answer(fact).is_some() {
        return None;
    }
    facts.set(fact, answer);
    Some(())
}

/// Records a number or `haem`, unless its name was there before.
fn once(facts: &mut Facts, name: &[u8], value: Value<'_>) -> Option<()> {
    let name = text(name)?;
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
