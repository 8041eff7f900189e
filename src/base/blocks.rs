//! A long list in blocks of so many rows, so that a page draws those near its view and leaves room for the others.

use std::ops::Range;

/// How many blocks of `size` rows there are of `all`.
#[must_use]
pub fn count(all: usize, size: usize) -> usize {
    all.div_ceil(size.max(1))
}

/// The rows of a block, counted from 0; none of a block that is not there.
#[must_use]
pub fn rows(all: usize, size: usize, block: usize) -> Range<usize> {
    let start = block.saturating_mul(size).min(all);
    start..start.saturating_add(size).min(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn each_row_is_in_one_block_whether_or_not_the_blocks_are_in_blocks(all in 0..2000usize, size in 1..50usize, times in 1..30usize) {
            let blocks = (0..count(all, size)).flat_map(|block| rows(all, size, block));
            prop_assert!(blocks.eq(0..all));
            let large = size * times;
            let nested = (0..count(all, large)).flat_map(|outer| {
                let of = rows(all, large, outer);
                (0..count(of.len(), size)).flat_map(move |inner| {
                    rows(of.len(), size, inner).map(move |row| of.start + row)
                })
            });
            prop_assert!(nested.eq(0..all));
            prop_assert_eq!(rows(all, size, count(all, size)).len(), 0);
        }
    }
}
