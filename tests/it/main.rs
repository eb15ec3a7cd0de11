//! The one integration test binary: one link, one run. Each module is a room of promises.
