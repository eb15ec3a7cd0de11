//! x
use super::answer::Intent;
use super::pack::Pack;
/// x
pub struct Reader {}
/// x
pub struct Question {
    /// x
    pub intent: Intent,
}
impl Reader {
    /// x
    pub fn new(_pack: &Pack) -> Self {
        Self {}
    }
    /// x
    pub fn read(&self, _pack: &Pack, _earlier: &[&str], _text: &str) -> Question {
        todo!()
    }
}
impl Question {
    /// x
    pub fn fit(&self) -> u32 {
        0
    }
}
