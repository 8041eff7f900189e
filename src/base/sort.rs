//! Sorting with one copy of the sorting code. The standard library's is compiled anew, 3 kB each, for every
//! type that is sorted.

use std::cmp::Ordering;

/// Sorts by a key, which is computed once for each element; equal elements stay in their order.
pub fn sort_by_key<T, K: Ord>(list: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let keys: Vec<K> = list.iter().map(key).collect();
    arrange(
        list,
        order(keys.len(), &|a, b| keys.get(a).cmp(&keys.get(b))),
    );
}

/// Sorts by a comparison; equal elements stay in their order.
pub fn sort_by<T>(list: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = order(list.len(), &|a, b| match (list.get(a), list.get(b)) {
        (Some(a), Some(b)) => compare(a, b),
        _ => Ordering::Equal,
    });
    arrange(list, order);
}

/// The positions of `len` elements in their new order.
fn order(len: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut order: Vec<usize> = (0..len).collect();
    order.sort_by(|a, b| compare(*a, *b));
    order
}

fn arrange<T>(list: &mut Vec<T>, order: Vec<usize>) {
    let mut taken: Vec<Option<T>> = list.drain(..).map(Some).collect();
    list.extend(order.into_iter().filter_map(|at| taken.get_mut(at)?.take()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_the_standard_librarys(pairs in proptest::collection::vec((0..9u8, 0..99u8), 0..60)) {
            let pairs: Vec<(u8, u8)> = pairs;
            let mut expected = pairs.clone();
            expected.sort_by_key(|(key, _)| *key);
            let mut by_key = pairs.clone();
            sort_by_key(&mut by_key, |(key, _)| *key);
            prop_assert_eq!(&by_key, &expected);
            let mut compared = pairs;
            sort_by(&mut compared, |(a, _), (b, _)| a.cmp(b));
            prop_assert_eq!(compared, expected);
        }
    }
}
