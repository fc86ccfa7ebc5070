//! What the look promises: contrast, exact words, no inline style or script, no borrowed brand.
