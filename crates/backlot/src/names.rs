//! Names that people nearly spelled right: what they may have meant.

pub(crate) use model::near::{near, nearest};
