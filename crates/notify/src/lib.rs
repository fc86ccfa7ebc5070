//! E-mail and webhook messages behind one trait.
