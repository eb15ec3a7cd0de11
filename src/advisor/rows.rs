//! Long rows of numbers, written to a file as their bytes.
//!
//! A vocabulary has some hundred thousand of them. Read back number by number they take most of the time in which a
//! process starts, answers one question and ends; as bytes they take hardly any.

use std::fmt;
use std::ops::Deref;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A row of numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows(Vec<u32>);

/// How many bytes a number is written in.
const WIDTH: usize = size_of::<u32>();

impl Rows {
    /// Adds a number.
    pub fn push(&mut self, number: u32) {
        self.0.push(number);
    }

    /// The number at `at`, to be changed.
    pub fn set(&mut self, at: usize, number: u32) {
        self.0[at] = number;
    }
}

/// Rows of numbers, one behind the other.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sets {
    /// Where each begins, and where the last one ends.
    starts: Rows,
    numbers: Rows,
}

impl Sets {
    /// So many sets, from numbers that each come with the set that they belong to.
    pub fn new(sets: usize, numbers: &[(u32, u32)]) -> Self {
        let (starts, numbers) = grouped(sets, numbers);
        Self { starts, numbers: Rows(numbers) }
    }

    /// The numbers of a set.
    pub fn get(&self, set: u32) -> &[u32] {
        let set = set as usize;
        &self.numbers[self.starts[set] as usize..self.starts[set + 1] as usize]
    }
}

/// Puts items in the order of their groups, which are numbered from 0; within a group they stay in their order. Gives where
/// each group begins, and where the last one ends.
pub fn grouped<T: Copy>(groups: usize, items: &[(u32, T)]) -> (Rows, Vec<T>) {
    let mut starts = vec![0; groups + 1];
    items.iter().for_each(|(group, _)| starts[*group as usize + 1] += 1);
    (0..groups).for_each(|group| starts[group + 1] += starts[group]);
    let Some((_, any)) = items.first() else { return (Rows(starts), Vec::new()) };
    let mut placed = vec![*any; items.len()];
    let mut free = starts.clone();
    for (group, item) in items {
        let place = &mut free[*group as usize];
        placed[*place as usize] = *item;
        *place += 1;
    }
    (Rows(starts), placed)
}

impl Deref for Rows {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        &self.0
    }
}

impl FromIterator<u32> for Rows {
    fn from_iter<I: IntoIterator<Item = u32>>(numbers: I) -> Self {
        Self(numbers.into_iter().collect())
    }
}

impl Serialize for Rows {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let bytes: Vec<u8> = self.0.iter().flat_map(|number| number.to_le_bytes()).collect();
        serializer.serialize_bytes(&bytes)
    }
}

impl<'de> Deserialize<'de> for Rows {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_bytes(RowsVisitor)
    }
}

struct RowsVisitor;

impl Visitor<'_> for RowsVisitor {
    type Value = Rows;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the bytes of numbers")
    }

    fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Rows, E> {
        let numbers = bytes.chunks_exact(WIDTH);
        if !numbers.remainder().is_empty() {
            return Err(E::invalid_length(bytes.len(), &self));
        }
        // A chunk has just as many bytes as a number, so none is ever left out.
        Ok(numbers.filter_map(|chunk| chunk.try_into().ok()).map(u32::from_le_bytes).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_read_back_as_they_were_and_half_a_number_is_refused() {
        for numbers in [vec![], vec![0], vec![1, u32::MAX, 77]] {
            let rows: Rows = numbers.iter().copied().collect();
            let bytes = postcard::to_stdvec(&rows).unwrap();
            assert_eq!(postcard::from_bytes::<Rows>(&bytes), Ok(rows));
        }
        assert!(postcard::from_bytes::<Rows>(&[3, 1, 2, 3]).is_err());
    }
}
