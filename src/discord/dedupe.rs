//! The ids that were seen of late, in bounded memory: Discord may deliver an event several times and in any order.

use std::collections::{HashSet, VecDeque};
use std::sync::Mutex;

/// How many ids are kept. A resume replays minutes of events; ten thousand are more than a server writes in that time,
/// and take less than a megabyte.
const KEPT: usize = 10_000;

/// A set of ids that forgets the oldest.
#[derive(Debug)]
pub struct Seen {
    kept: usize,
    ids: Mutex<(HashSet<u64>, VecDeque<u64>)>,
}

impl Default for Seen {
    fn default() -> Self {
        Self::keeping(KEPT)
    }
}

impl Seen {
    /// A set of so many ids at most.
    pub fn keeping(kept: usize) -> Self {
        Self { kept, ids: Mutex::default() }
    }

    /// True if `id` was not seen before; it is from now on.
    pub fn is_new(&self, id: u64) -> bool {
        // A panic elsewhere leaves the two collections as they are: both are changed by calls that do not panic.
        let mut ids = self.ids.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (known, order) = &mut *ids;
        if !known.insert(id) {
            return false;
        }
        order.push_back(id);
        if order.len() > self.kept
            && let Some(oldest) = order.pop_front()
        {
            known.remove(&oldest);
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_new_once_in_whatever_order_it_comes_again() {
        let seen = Seen::default();
        let new: Vec<_> = [3, 1, 3, 2, 1, 2, 4].into_iter().filter(|id| seen.is_new(*id)).collect();
        assert_eq!(new, [3, 1, 2, 4]);
    }

    #[test]
    fn memory_is_bounded_and_the_oldest_goes_first() {
        let seen = Seen::keeping(3);
        for id in 0..1000 {
            assert!(seen.is_new(id));
        }
        assert_eq!(seen.ids.lock().unwrap().0.len(), 3);
        assert!(!seen.is_new(999));
        assert!(seen.is_new(0));
    }
}
