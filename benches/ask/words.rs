//! An endless text of made-up words, the same for the same seed.
//!
//! Words are put together from syllables and drawn by Zipf's law, as they come in real text: few of them often, most of
//! them hardly ever.

/// How many different words there are.
const VOCABULARY: f64 = 20_000.0;

const CONSONANTS: [&str; 14] = ["b", "d", "f", "g", "k", "l", "m", "n", "p", "r", "s", "t", "v", "z"];
const VOWELS: [&str; 5] = ["a", "e", "i", "o", "u"];

/// Fewer syllables would give words that people use.
const FEWEST_SYLLABLES: u32 = 3;

/// A source of words: a xorshift generator.
pub struct Words(u64);

impl Words {
    /// A source that begins at `seed`, which is not 0.
    pub fn seeded(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// One of these.
    pub fn one_of<'a>(&mut self, of: &'a [String]) -> &'a str {
        &of[self.below(of.len())]
    }

    /// So many words.
    pub fn sentence(&mut self, length: usize) -> String {
        (0..length).map(|_| self.word()).collect::<Vec<_>>().join(" ")
    }

    /// A word. That of rank `r` comes about `1 / r` as often as the first.
    pub fn word(&mut self) -> String {
        let uniform = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        spell(VOCABULARY.powf(uniform) as usize)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }
}

/// The word of a rank, different for each.
fn spell(mut rank: usize) -> String {
    let mut word = String::new();
    let mut syllables = 0;
    while syllables < FEWEST_SYLLABLES || rank > 0 {
        word.push_str(CONSONANTS[rank % CONSONANTS.len()]);
        rank /= CONSONANTS.len();
        word.push_str(VOWELS[rank % VOWELS.len()]);
        rank /= VOWELS.len();
        syllables += 1;
    }
    word
}
