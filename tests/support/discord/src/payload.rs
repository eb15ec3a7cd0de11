//! Discord's objects as its events carry them: users, members, channels, messages, interactions.
//!
//! Fields that Discord always sends are always here, as a client may rely on them.

use serde_json::{Value, json};

use crate::clock::Clock;
use crate::world::{APPLICATION, Channel, ChannelKind, GUILD, Person};

/// Permissions of an ordinary member: see, write, embed, read the history, use commands.
const PERMISSIONS: &str = "2147568640";

pub(crate) fn bot_user() -> Value {
    json!({"id": APPLICATION.to_string(), "username": "stackchoice", "discriminator": "0", "global_name": null,
        "avatar": null, "bot": true, "mfa_enabled": false, "locale": "en-US", "verified": true, "email": null,
        "flags": 0, "public_flags": 0})
}

pub(crate) fn user(person: &Person) -> Value {
    json!({"id": person.id.to_string(), "username": person.name, "discriminator": "0", "global_name": person.name,
        "avatar": null, "bot": person.bot, "public_flags": 0, "avatar_decoration_data": null, "clan": null})
}

/// A member without its user, as messages carry it.
pub(crate) fn partial_member() -> Value {
    json!({"roles": [], "joined_at": "2024-01-01T00:00:00.000000+00:00", "deaf": false, "mute": false, "nick": null,
        "avatar": null, "premium_since": null, "pending": false, "flags": 0, "communication_disabled_until": null})
}

/// A member with user and permissions, as interactions carry it.
pub(crate) fn member(person: &Person) -> Value {
    let mut member = partial_member();
    member["user"] = user(person);
    member["permissions"] = json!(PERMISSIONS);
    member
}

pub(crate) fn channel(channel: &Channel) -> Value {
    let id = channel.id.to_string();
    match channel.kind {
        ChannelKind::Text | ChannelKind::Foreign => {
            json!({"id": id, "type": 0, "guild_id": GUILD.to_string(), "name": channel.name,
            "position": 0, "permission_overwrites": [], "parent_id": null, "topic": null, "nsfw": false, "flags": 0,
            "last_message_id": null, "rate_limit_per_user": 0, "permissions": PERMISSIONS})
        }
        ChannelKind::Thread => json!({"id": id, "type": 11, "guild_id": GUILD.to_string(), "name": channel.name,
            "parent_id": (GUILD + 100).to_string(), "owner_id": "1", "message_count": 1, "member_count": 1, "flags": 0,
            "rate_limit_per_user": 0, "permissions": PERMISSIONS, "last_message_id": null, "total_message_sent": 1,
            "thread_metadata": {"archived": false, "auto_archive_duration": 1440, "locked": false,
                "archive_timestamp": "2024-01-01T00:00:00.000000+00:00"}}),
        ChannelKind::Dm => json!({"id": id, "type": 1, "last_message_id": null, "recipients": [], "flags": 0,
            "permissions": PERMISSIONS}),
        ChannelKind::Private => json!({"id": id, "type": 3, "name": channel.name, "last_message_id": null,
            "recipients": [], "flags": 0, "icon": null, "owner_id": "1", "permissions": PERMISSIONS}),
    }
}

pub(crate) fn guild() -> Value {
    let mut guild = json!({"id": GUILD.to_string(), "name": "A team", "owner_id": "1", "afk_timeout": 300,
        "widget_enabled": false, "verification_level": 0, "default_message_notifications": 1,
        "explicit_content_filter": 0, "mfa_level": 0, "system_channel_flags": 0, "premium_tier": 0,
        "preferred_locale": "en-US", "nsfw_level": 0, "premium_progress_bar_enabled": false,
        "joined_at": "2024-01-01T00:00:00.000000+00:00", "large": false, "unavailable": false, "member_count": 3});
    for absent in [
        "icon",
        "splash",
        "discovery_splash",
        "afk_channel_id",
        "application_id",
        "system_channel_id",
        "rules_channel_id",
        "vanity_url_code",
        "description",
        "banner",
        "public_updates_channel_id",
        "safety_alerts_channel_id",
    ] {
        guild[absent] = Value::Null;
    }
    for empty in [
        "roles", "emojis", "features", "stickers", "voice_states", "members", "channels", "threads", "presences",
        "stage_instances", "guild_scheduled_events", "soundboard_sounds",
    ] {
        guild[empty] = json!([]);
    }
    guild
}

pub(crate) fn ready(session: &str, resume_url: &str, shard: &Value) -> Value {
    json!({"v": 10, "user": bot_user(), "guilds": [{"id": GUILD.to_string(), "unavailable": true}],
        "session_id": session, "resume_gateway_url": resume_url, "shard": shard,
        "application": {"id": APPLICATION.to_string(), "flags": 0}, "user_settings": {}, "relationships": [],
        "private_channels": [], "presences": [], "session_type": "normal", "auth": {}, "geo_ordered_rtc_regions": []})
}

/// What a message of anybody has in common; the caller adds what is special.
pub(crate) fn message(id: u64, channel: &Channel, author: Value, content: &str) -> Value {
    json!({"id": id.to_string(), "channel_id": channel.id.to_string(), "author": author, "content": content,
        "timestamp": Clock::timestamp(id), "edited_timestamp": null, "tts": false, "mention_everyone": false,
        "mentions": [], "mention_roles": [], "attachments": [], "embeds": [], "pinned": false, "type": 0, "flags": 0,
        "components": []})
}

/// What an interaction of any kind has in common.
pub(crate) fn interaction(id: u64, token: &str, kind: u8, person: &Person, place: &Channel) -> Value {
    let mut body = json!({"id": id.to_string(), "application_id": APPLICATION.to_string(), "type": kind,
        "token": token, "version": 1, "locale": "en-US", "entitlements": [], "attachment_size_limit": 10_485_760,
        "app_permissions": PERMISSIONS, "channel_id": place.id.to_string(), "channel": channel(place),
        "entitlement_sku_ids": []});
    match place.kind {
        ChannelKind::Text | ChannelKind::Thread | ChannelKind::Foreign => {
            body["guild_id"] = json!(GUILD.to_string());
            body["guild"] = json!({"id": GUILD.to_string(), "locale": "en-US", "features": []});
            body["guild_locale"] = json!("en-US");
            body["member"] = member(person);
            body["context"] = json!(0);
            let by_user = place.kind.by_user();
            body["authorizing_integration_owners"] =
                if by_user { json!({"1": person.id.to_string()}) } else { json!({"0": GUILD.to_string()}) };
        }
        ChannelKind::Dm => {
            body["user"] = user(person);
            body["context"] = json!(1);
            body["authorizing_integration_owners"] = json!({"0": "0"});
        }
        ChannelKind::Private => {
            body["user"] = user(person);
            body["context"] = json!(2);
            body["authorizing_integration_owners"] = json!({"1": person.id.to_string()});
        }
    }
    body
}
