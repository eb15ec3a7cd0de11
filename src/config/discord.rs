//! The settings of the bot on Discord. They are read without the feature `discord` too, so that one file serves both builds.

use serde::Deserialize;

/// The table `[discord]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DiscordSettings {}
