//! How an area's file lists its requests: `requests!` makes of each entry the struct and its name on the wire, and of
//! all of them the trait by which the worker answers.

/// The requests of one area. A request is a command of the rep, unless it is marked `unprompted`: then a surface sends
/// it without a press. A surface waits ten seconds for the response, unless there is a `within`.
macro_rules! requests {
    (trait $handler:ident; $( $(#[$doc:meta])* $method:ident: $name:ident { $( $(#[$fdoc:meta])* $field:ident: $type:ty ),* } -> $response:ty, from [$($from:ident),+] $(, $kind:ident)? $(within $seconds:literal)?; )+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Debug, serde::Serialize, serde::Deserialize)]
            pub struct $name { $( $(#[$fdoc])* pub $field: $type ),* }
            impl $crate::protocol::Request for $name {
                type Response = $response;
                type Proof = $crate::protocol::requests::requests!(@proof $($kind)?);
                const NAME: &'static str = stringify!($method);
                const DEADLINE: std::time::Duration =
                    std::time::Duration::from_secs($crate::protocol::requests::requests!(@seconds $($seconds)?));
                const FROM: &'static [$crate::protocol::Surface] = &[$($crate::protocol::Surface::$from),+];
            }
        )+
        /// Answers the requests of this area.
        #[allow(async_fn_in_trait, reason = "single-threaded: the futures need no Send bound")]
        pub trait $handler {
            $(
                $(#[$doc])*
                async fn $method(
                    &self,
                    from: &$crate::protocol::Sender,
                    request: $name,
                ) -> Result<$response, $crate::base::Fault>;
            )+
        }
        /// What is known of each request before it is read.
        pub(super) const REQUESTS: &[$crate::protocol::RequestInfo] = &[$( $crate::protocol::RequestInfo {
            name: stringify!($method),
            from: <$name as $crate::protocol::Request>::FROM,
            deadline: <$name as $crate::protocol::Request>::DEADLINE,
            is_command: $crate::protocol::requests::requests!(@is_command $($kind)?),
        } ),+];
        /// The answer to a call of this area; nothing for a call of another one.
        pub(super) fn answer<'a, H: $handler>(
            handler: &'a H,
            from: &'a $crate::protocol::Sender,
            call: &'a $crate::protocol::Call,
        ) -> Option<futures_util::future::LocalBoxFuture<'a, String>> {
            // Boxed, because this would otherwise be one function with the code of all handlers, which the browser
            // compiles completely before the first answer.
            match call.name.as_str() {
                $( stringify!($method) => Some(Box::pin(async move {
                    match $crate::protocol::reply::admit::<$name>(from, call) {
                        Ok(request) => $crate::protocol::reply::write(handler.$method(from, request).await),
                        Err(fault) => $crate::protocol::reply::refuse(fault),
                    }
                })), )+
                _ => None,
            }
        }
    };
    (@proof) => { $crate::base::sight::Seen };
    (@proof unprompted) => { () };
    (@is_command) => { true };
    (@is_command unprompted) => { false };
    (@seconds) => { 10 };
    (@seconds $seconds:literal) => { $seconds };
}
pub(super) use requests;
