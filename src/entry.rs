//! The exported entry points, one for each script that starts the module.
