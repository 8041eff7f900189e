//! The answers to the requests of `src/protocol/people.rs`.

use super::ACCEPTED;
use crate::base::{Fault, Topic};
use crate::people::PeopleView;
use crate::ports::Platform;
use crate::protocol::{
    Accepted, GetMorePeople, GetPeople, HidePerson, PeopleHandler, Sender, WatchPeople, WatchPerson,
};
use crate::worker::Worker;

impl<P: Platform + 'static> PeopleHandler for Worker<P> {
    async fn watch_people(&self, from: &Sender, request: WatchPeople) -> Result<Accepted, Fault> {
        let tab = self.tab_of(from).await;
        let org = self.panel.org_of_people(tab.as_ref(), &request.ids).await?;
        self.home.people.watch(&org, &request.ids, true).await?;
        self.home.send_watch_list(&org).await?;
        self.platform.changed(Topic::People).await;
        Ok(ACCEPTED)
    }

    async fn get_people(&self, _: &Sender, request: GetPeople) -> Result<PeopleView, Fault> {
        self.home.list(request.list, request.refresh).await
    }

    async fn get_more_people(
        &self,
        _: &Sender,
        request: GetMorePeople,
    ) -> Result<PeopleView, Fault> {
        self.home.more_people(&request.org, &request.sources).await
    }

    async fn watch_person(&self, from: &Sender, request: WatchPerson) -> Result<Accepted, Fault> {
        let record = self.person(from, request.record).await?;
        let people = &self.home.people;
        people
            .watch(&record.org, &[record.id], request.watched)
            .await?;
        self.home.send_watch_list(&record.org).await?;
        self.platform.changed(Topic::People).await;
        // A panel's view says whether its record is watched.
        self.platform.changed(Topic::Record).await;
        Ok(ACCEPTED)
    }

    async fn hide_person(&self, from: &Sender, request: HidePerson) -> Result<Accepted, Fault> {
        let record = self.person(from, request.record).await?;
        let people = &self.home.people;
        people
            .hide(&record.org, &record.id, request.how_long)
            .await?;
        self.platform.changed(Topic::People).await;
        Ok(ACCEPTED)
    }
}
