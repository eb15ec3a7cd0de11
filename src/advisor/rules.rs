//! x
use super::pack::Pack;
use super::question::Question;
/// x
pub struct Decision {}
/// x
pub fn decide(_pack: &Pack, _question: &Question) -> Decision {
    Decision {}
}
