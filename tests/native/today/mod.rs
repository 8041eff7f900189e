//! Today: what there is to do, in which order, and what it costs.

mod list;
mod order;
