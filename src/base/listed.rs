//! Enums with a list of all their values, which cannot miss one.

/// An enum without data, with `ALL`.
macro_rules! listed {
    ($(#[$doc:meta])* pub enum $name:ident { $( $(#[$of:meta])* $value:ident ),+ $(,)? }) => {
        $(#[$doc])*
        pub enum $name { $( $(#[$of])* $value ),+ }

        impl $name {
            /// Every one.
            pub const ALL: &[Self] = &[ $( Self::$value ),+ ];
        }
    };
}

pub(crate) use listed;
