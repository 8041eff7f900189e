//! Best Bets and the rep's watch list: one call of Salesforce an org and list, cached for the browser session.

mod best_bets;
mod cache;
mod error;
mod hidden;
mod in_org;
mod limits;
mod own;
mod person;
mod query;
mod view;
mod watch_list;

pub use best_bets::PAGE;
pub use error::PeopleError;
pub use limits::{DAYS, Limits, statuses};
pub use person::{PersonRow, Source};
pub use view::{HideFor, OrgPeople, PeopleList, PeopleView, Shown, shown, top};
pub use watch_list::MOST_WATCHED;

use std::rc::Rc;
use std::time::Duration;

use self::cache::CacheEntry;
use self::hidden::Hidden;
use self::watch_list::WatchList;
use crate::base::{Fault, Millis, OrgHost, RecordId, locks::Locks};
use crate::ports::Platform;
use crate::salesforce::{Purpose, Rest, RestError, Schema, Sessions};
use crate::storage::StoredError;

/// People who were read longer ago are read again when the rep looks at the list.
pub const FRESH: Duration = Duration::from_secs(10 * 60);

/// The lists of people, by org.
pub struct People<P> {
    platform: Rc<P>,
    sessions: Rc<Sessions<P>>,
    /// One lock an org and list, held from reading its cache to writing it, and one for whom the rep watches and
    /// hides there.
    locks: Locks,
}

impl<P: Platform> People<P> {
    /// Made once by the worker.
    #[must_use]
    pub fn new(platform: Rc<P>, sessions: Rc<Sessions<P>>) -> Self {
        Self {
            platform,
            sessions,
            locks: Locks::default(),
        }
    }

    /// An org's cached list, with whom the rep watches and hides now.
    ///
    /// # Errors
    /// The storage failed.
    pub async fn cached(
        &self,
        org: &OrgHost,
        list: PeopleList,
    ) -> Result<Option<OrgPeople>, Fault> {
        let Some(user) = self.sessions.user(org).await else {
            return Ok(None);
        };
        let Some(kept) = cache::get(&*self.platform, org, list, &user.user_id).await else {
            return Ok(None);
        };
        let watched: WatchList = own::get(&*self.platform, org, &user.user_id).await?;
        let hidden: Hidden = own::get(&*self.platform, org, &user.user_id).await?;
        let now = self.platform.now();
        let mut people = kept.people;
        for person in &mut people {
            person.watched = watched.has(&person.id);
            person.hidden_until = hidden.until(&person.id, now);
        }
        if list == PeopleList::WatchList {
            people.retain(|person| person.watched);
            // Where somebody was added since, the list is read again first.
            if kept.asked.is_some() && kept.fault.is_none() {
                let missing = watched.missing(&people).into_iter();
                people.extend(missing.map(PersonRow::gone));
            }
        }
        Ok(Some(OrgPeople {
            org: org.clone(),
            people,
            marketo: kept.marketo,
            more: kept.more,
            at: kept.at,
            fault: kept.fault,
            watch_list_in_org: watched.is_in_org(),
        }))
    }

    /// Reads a list from Salesforce, where the cached one is older than `age`. After a failure the cached people
    /// stay, with the fault, and are not read again before `age` has passed.
    ///
    /// # Errors
    /// Nobody is signed in to the org, or the storage failed.
    pub async fn refresh(
        &self,
        org: &OrgHost,
        list: PeopleList,
        age: Duration,
    ) -> Result<(), Fault> {
        let began = self.platform.now();
        let user = self.sessions.signed_in(org).await?.user_id;
        let _held = self.locks.hold(&cache::key(org, list)).await;
        let kept = cache::get(&*self.platform, org, list, &user).await;
        let is_fresh = |asked: Millis| asked > began || began.since(asked) < age;
        let is_sent = match list {
            PeopleList::BestBets => true,
            PeopleList::WatchList => {
                let watched: WatchList = own::get(&*self.platform, org, &user).await?;
                watched.is_sent()
            }
        };
        if is_sent
            && kept
                .as_ref()
                .and_then(|kept| kept.asked)
                .is_some_and(is_fresh)
        {
            return Ok(());
        }
        let mut fresh = CacheEntry::new(user);
        let mut entry = match self.read(org, list, Source::ALL, &mut fresh).await {
            Ok(()) => CacheEntry {
                at: Some(self.platform.now()),
                ..fresh
            },
            Err(error) => CacheEntry {
                fault: Some(error.into()),
                ..kept.unwrap_or_else(|| CacheEntry::new(fresh.user))
            },
        };
        entry.asked = Some(self.platform.now());
        Ok(cache::put(&*self.platform, org, list, &entry).await?)
    }

    /// Reads the next page of those of `sources` of which Salesforce has more people: one call.
    ///
    /// # Errors
    /// Salesforce could not be asked, nobody is signed in, or the storage failed.
    pub async fn more(&self, org: &OrgHost, sources: &[Source]) -> Result<(), Fault> {
        let list = PeopleList::BestBets;
        let user = self.sessions.signed_in(org).await?.user_id;
        let _held = self.locks.hold(&cache::key(org, list)).await;
        let Some(mut entry) = cache::get(&*self.platform, org, list, &user).await else {
            return Ok(());
        };
        let more: Vec<Source> = entry.more.clone();
        let more: Vec<Source> = more
            .into_iter()
            .filter(|source| sources.is_empty() || sources.contains(source))
            .collect();
        if more.is_empty() {
            return Ok(());
        }
        self.read(org, list, &more, &mut entry).await?;
        Ok(cache::put(&*self.platform, org, list, &entry).await?)
    }

    /// Whether the rep watches somebody.
    ///
    /// # Errors
    /// Nobody is signed in to the org, or the storage failed.
    pub async fn is_watched(&self, org: &OrgHost, person: &RecordId) -> Result<bool, Fault> {
        let user = self.sessions.signed_in(org).await?.user_id;
        let list: WatchList = own::get(&*self.platform, org, &user).await?;
        Ok(list.has(person))
    }

    /// Whom the rep watches.
    ///
    /// # Errors
    /// Nobody is signed in to the org, or the storage failed.
    pub async fn watched(&self, org: &OrgHost) -> Result<Vec<RecordId>, Fault> {
        let user = self.sessions.signed_in(org).await?.user_id;
        let list: WatchList = own::get(&*self.platform, org, &user).await?;
        Ok(list.ids())
    }

    /// Whether the org has to be told of a change of the rep's watch list. [`Self::refresh`] does it.
    ///
    /// # Errors
    /// Nobody is signed in to the org, or the storage failed.
    pub async fn has_unsent(&self, org: &OrgHost) -> Result<bool, Fault> {
        let user = self.sessions.signed_in(org).await?.user_id;
        let list: WatchList = own::get(&*self.platform, org, &user).await?;
        Ok(!list.is_sent())
    }

    /// Puts people on the rep's watch list, all of them or nobody, or takes them off it. What is shown of them is that
    /// of Best Bets, or is read when the rep looks at the watch list.
    ///
    /// # Errors
    /// The list is full, nobody is signed in to the org, or the storage failed.
    pub async fn watch(
        &self,
        org: &OrgHost,
        people: &[RecordId],
        watched: bool,
    ) -> Result<(), Fault> {
        let user = self.sessions.signed_in(org).await?.user_id;
        let platform = &*self.platform;
        {
            // Given back before the other is waited for, which a reading of the list holds while it waits for this one.
            let _held = self.locks.hold(org.as_str()).await;
            let mut list: WatchList = own::get(platform, org, &user).await?;
            let mut changed = false;
            for person in people {
                changed |= list.set(person, watched, platform.now())?;
            }
            if !changed {
                return Ok(());
            }
            own::put(platform, org, &user, &list).await?;
        }
        let cached = cache::key(org, PeopleList::WatchList);
        let _cached = self.locks.hold(&cached).await;
        let kept = cache::get(platform, org, PeopleList::WatchList, &user).await;
        let Some(mut kept) = kept.filter(|_| watched) else {
            return Ok(());
        };
        let bets = cache::get(platform, org, PeopleList::BestBets, &user).await;
        for person in people {
            if kept.has(person) {
                continue;
            }
            match bets.as_ref().and_then(|bets| bets.person(person)) {
                Some(known) => kept.people.push(known),
                None => kept.asked = None,
            }
        }
        query::sort(&mut kept.people);
        Ok(cache::put(platform, org, PeopleList::WatchList, &kept).await?)
    }

    /// Hides somebody from the rep's Best Bets for some days, or shows them again.
    ///
    /// # Errors
    /// Nobody is signed in to the org, or the storage failed.
    pub async fn hide(
        &self,
        org: &OrgHost,
        person: &RecordId,
        how_long: Option<HideFor>,
    ) -> Result<(), Fault> {
        let user = self.sessions.signed_in(org).await?.user_id;
        let _held = self.locks.hold(org.as_str()).await;
        let mut hidden: Hidden = own::get(&*self.platform, org, &user).await?;
        hidden.set(person, how_long, self.platform.now());
        Ok(own::put(&*self.platform, org, &user, &hidden).await?)
    }

    /// Asks Salesforce, and adds what it says to the entry; without a call where there is nothing to ask.
    async fn read(
        &self,
        org: &OrgHost,
        list: PeopleList,
        sources: &[Source],
        entry: &mut CacheEntry,
    ) -> Result<(), RestError> {
        let rest = self.sessions.rest(org).counted_as(Purpose::People);
        let schema = Schema::of(&rest).await?;
        entry.marketo = query::sees_marketo(&schema);
        match list {
            PeopleList::BestBets => {
                let question = best_bets::question(sources, &entry.user, &entry.people, &schema);
                if !question.is_empty() {
                    let reply = rest.composite(&question).await?;
                    best_bets::take(entry, sources, &reply)?;
                }
            }
            PeopleList::WatchList if schema.watch_lists => {
                self.read_in_org(&rest, org, &schema, entry).await?;
            }
            PeopleList::WatchList => {
                let watched = self.keep_in_org(org, &entry.user, false).await?;
                let question = watched.question(&schema);
                if !question.is_empty() {
                    let reply = rest.composite(&question).await?;
                    entry.people = watch_list::take(&reply)?;
                }
            }
        }
        Ok(())
    }

    /// Tells the org what was changed here, and takes over its list: one call for each twenty-two changes.
    async fn read_in_org(
        &self,
        rest: &Rest<P>,
        org: &OrgHost,
        schema: &Schema,
        entry: &mut CacheEntry,
    ) -> Result<(), RestError> {
        let user = entry.user.clone();
        let mut watched = self.keep_in_org(org, &user, true).await?;
        loop {
            let (question, changes) = in_org::question(&watched, &user, schema);
            let reply = rest.composite(&question).await?;
            let answer = in_org::take(&reply, changes, self.platform.now())?;
            entry.people = watch_list::take(&reply)?;
            let _held = self.locks.hold(org.as_str()).await;
            watched = own::get(&*self.platform, org, &user).await?;
            watched.take_over(answer.list, &answer.made);
            own::put(&*self.platform, org, &user, &watched).await?;
            match answer.refusal {
                Some(refusal) => return Err(refusal),
                None if watched.is_sent() || answer.made.is_empty() => return Ok(()),
                None => {}
            }
        }
    }

    /// The user's list, which is kept in the org from now on, or in this browser.
    async fn keep_in_org(
        &self,
        org: &OrgHost,
        user: &RecordId,
        in_org: bool,
    ) -> Result<WatchList, StoredError> {
        let _held = self.locks.hold(org.as_str()).await;
        let mut list: WatchList = own::get(&*self.platform, org, user).await?;
        if list.keep_in_org(in_org) {
            own::put(&*self.platform, org, user, &list).await?;
        }
        Ok(list)
    }
}
