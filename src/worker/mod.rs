//! Routes requests to the services; wiring only.
