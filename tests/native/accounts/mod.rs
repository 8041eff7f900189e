//! Which orgs the rep works in.

mod several_orgs;
