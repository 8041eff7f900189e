//! The rep's mailbox: the message, Gmail, the signature.
