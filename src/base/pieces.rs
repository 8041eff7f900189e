//! A long list in pieces, which its copies share: to copy it, to compare it, to change its end and to leave few elements
//! out costs what the pieces do, however long it is.

use std::ops::Range;
use std::sync::Arc;

/// The most elements of a piece that is made here.
const MOST: usize = 256;

/// The list.
#[derive(Clone, Debug)]
pub struct Pieces<T> {
    pieces: Vec<Piece<T>>,
    len: usize,
}

#[derive(Clone, Debug)]
struct Piece<T> {
    /// The place of its first element in the list.
    from: usize,
    of: Arc<[T]>,
}

impl<T> Default for Pieces<T> {
    fn default() -> Self {
        Self {
            pieces: Vec::new(),
            len: 0,
        }
    }
}

impl<T: Clone> Pieces<T> {
    /// How many elements there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The element at a place, counted from 0.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&T> {
        let next = self.pieces.partition_point(|piece| piece.from <= at);
        let piece = self.pieces.get(next.checked_sub(1)?)?;
        piece.of.get(at - piece.from)
    }

    /// All, in order.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.pieces.iter().flat_map(|piece| piece.of.iter())
    }

    /// Those at these places that there are.
    pub fn of(&self, places: Range<usize>) -> impl Iterator<Item = &T> {
        let places = places.start..places.end.min(self.len);
        places.filter_map(|at| self.get(at))
    }

    /// The first place from `start` on whose element is not `before`; those that are stand before all others.
    pub fn partition_point(&self, start: usize, before: impl Fn(&T) -> bool) -> usize {
        let (mut from, mut to) = (start.min(self.len), self.len);
        while from < to {
            let middle = from.midpoint(to);
            match self.get(middle).is_some_and(&before) {
                true => from = middle + 1,
                false => to = middle,
            }
        }
        from
    }

    /// The elements that are to be kept. A piece of which all are is shared.
    #[must_use]
    pub fn kept(&self, keep: impl Fn(&T) -> bool) -> Self {
        let mut kept = Self::default();
        for Piece { of, .. } in &self.pieces {
            let count = of.iter().filter(|one| keep(one)).count();
            if count == of.len() {
                kept.push(Arc::clone(of));
            } else if count > 0 {
                kept.push(of.iter().filter(|one| keep(one)).cloned().collect());
            }
        }
        kept
    }

    /// Removes the elements from this place on, and gives them.
    pub fn take_from(&mut self, at: usize) -> Vec<T> {
        let first = self.pieces.partition_point(|piece| piece.from < at);
        let mut taken = Vec::new();
        let last = first
            .checked_sub(1)
            .and_then(|last| self.pieces.get_mut(last));
        if let Some(last) = last {
            let (stay, go) = last.of.split_at(last.of.len().min(at - last.from));
            if !go.is_empty() {
                taken.extend_from_slice(go);
                last.of = stay.into();
            }
        }
        for piece in self.pieces.drain(first..) {
            taken.extend_from_slice(&piece.of);
        }
        self.len = self.len.min(at);
        taken
    }

    /// Adds elements at the end.
    pub fn extend(&mut self, mut all: Vec<T>) {
        // Short pieces do not add up.
        let short = self.pieces.pop_if(|last| last.of.len() < MOST / 2);
        if let Some(Piece { from, of }) = short {
            self.len = from;
            all.splice(..0, of.iter().cloned());
        }
        for piece in all.chunks(MOST) {
            self.push(piece.into());
        }
    }

    fn push(&mut self, of: Arc<[T]>) {
        let from = self.len;
        self.len += of.len();
        self.pieces.push(Piece { from, of });
    }
}

impl<T: Clone> FromIterator<T> for Pieces<T> {
    fn from_iter<I: IntoIterator<Item = T>>(all: I) -> Self {
        let mut list = Self::default();
        list.extend(all.into_iter().collect());
        list
    }
}

impl<T: Clone + PartialEq> PartialEq for Pieces<T> {
    fn eq(&self, other: &Self) -> bool {
        let same = |(one, other): (&Piece<T>, &Piece<T>)| Arc::ptr_eq(&one.of, &other.of);
        let shared = || self.pieces.iter().zip(&other.pieces).all(same);
        let shared = || self.pieces.len() == other.pieces.len() && shared();
        self.len == other.len && (shared() || self.iter().eq(other.iter()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[derive(Clone, Debug)]
    enum Step {
        Extend(Vec<u16>),
        TakeFrom(usize),
        Keep(u16),
    }

    fn step() -> impl Strategy<Value = Step> {
        prop_oneof![
            proptest::collection::vec(any::<u16>(), 0..600).prop_map(Step::Extend),
            (0..900usize).prop_map(Step::TakeFrom),
            (1..40u16).prop_map(Step::Keep),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn it_is_as_a_plain_list_and_its_copies_stay_as_they_were(steps in proptest::collection::vec(step(), 1..12)) {
            let (mut list, mut plain) = (Pieces::default(), Vec::new());
            for step in steps {
                let (copy, before) = (list.clone(), plain.clone());
                match step {
                    Step::Extend(all) => {
                        plain.extend(all.clone());
                        list.extend(all);
                    }
                    Step::TakeFrom(at) => {
                        let at = at.min(plain.len() + 1);
                        let taken = plain.split_off(at.min(plain.len()));
                        prop_assert_eq!(list.take_from(at), taken);
                    }
                    Step::Keep(of) => {
                        plain.retain(|one| one % of != 0);
                        list = list.kept(|one| one % of != 0);
                    }
                }
                prop_assert!(copy.iter().eq(&before));
                prop_assert!(list.iter().eq(&plain));
                prop_assert_eq!(list.len(), plain.len());
                prop_assert!((0..=plain.len()).all(|at| list.get(at) == plain.get(at)));
                prop_assert_eq!(&list, &plain.iter().copied().collect::<Pieces<u16>>());
                prop_assert_eq!(list == copy, plain == before);
            }
        }

        #[test]
        fn a_place_is_found_as_in_a_plain_list(mut all in proptest::collection::vec(0..99u16, 0..900), start in 0..900usize, of in 0..99u16) {
            all.sort_unstable();
            let start = start.min(all.len());
            let list: Pieces<u16> = all.iter().copied().collect();
            let expected = start + all.iter().skip(start).filter(|one| **one < of).count();
            prop_assert_eq!(list.partition_point(start, |one| *one < of), expected);
        }
    }
}
