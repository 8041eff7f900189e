//! Draws the views; holds no business rule.
