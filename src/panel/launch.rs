//! Adding people to a sales campaign: the campaigns and cadences to choose from, and what a check said of the people.

use crate::actions::{AddToCampaign, TakenPlace};
use crate::base::Recipient;
use crate::cadences::Cadence;
use crate::campaigns::{CampaignView, Keeping, LeftOut, OrgCampaigns, Why};

/// The campaigns that people can be added to, by category, those without one last. With `typed`, those whose name,
/// category or owner has it.
#[must_use]
pub fn offered<'a>(here: &'a OrgCampaigns, typed: &str) -> Vec<(&'a str, Vec<&'a CampaignView>)> {
    let typed = typed.trim().to_lowercase();
    let has = |text: &str| text.to_lowercase().contains(&typed);
    let fits = |view: &&CampaignView| {
        let own = &view.campaign;
        // Where new campaigns are kept in Salesforce, those of this browser alone go on until their people are through.
        let ends = view.id.is_here() && here.keeping != Keeping::ThisBrowser;
        let open = !own.archived && !own.is_empty() && !ends;
        open && (has(&own.name) || has(&own.category) || has(&view.owner))
    };
    let mut groups: Vec<(&str, Vec<&CampaignView>)> = Vec::new();
    for view in here.campaigns.iter().filter(fits) {
        let category = view.campaign.category.trim();
        match groups.iter_mut().find(|(name, _)| *name == category) {
            Some((_, group)) => group.push(view),
            None => groups.push((category, vec![view])),
        }
    }
    groups.sort_by_key(|(name, _)| (name.is_empty(), name.to_lowercase()));
    groups
}

/// The cadences whose name has what was typed.
pub fn offered_cadences<'a>(
    all: &'a [Cadence],
    typed: &str,
) -> impl Iterator<Item = &'a Cadence> + use<'a> {
    let typed = typed.trim().to_lowercase();
    let fits = move |one: &&Cadence| one.name.to_lowercase().contains(&typed);
    all.iter().filter(fits)
}

/// What a check said of the people of a form.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LaunchCheck {
    asked: Vec<Recipient>,
    found: Vec<LeftOut>,
    /// Whom the rep adds all the same.
    all_the_same: Vec<Recipient>,
}

/// Somebody in the list of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LaunchRow {
    /// The person, as the form has them.
    pub who: Recipient,
    /// Whether they are added.
    pub added: bool,
    /// Why they are left out, or would be.
    pub why: Option<Why>,
    /// In which other campaigns they are.
    pub also: Vec<Why>,
}

impl LaunchCheck {
    /// Everybody in the form, if somebody was not asked about yet; else nobody. They are asked about together, because
    /// two of them may have the same address.
    #[must_use]
    pub fn unasked(&self, form: &AddToCampaign) -> Vec<Recipient> {
        let mut all = everybody(form);
        match all.all(|who| is_in(&self.asked, who)) {
            true => Vec::new(),
            false => everybody(form).cloned().collect(),
        }
    }

    /// Takes an answer: leaves out whom it names, unless the rep adds them all the same, and adds whom it does not name.
    pub fn learn(&mut self, form: &mut AddToCampaign, asked: Vec<Recipient>, found: Vec<LeftOut>) {
        self.asked = asked;
        self.found = found;
        form.taken = self.found.iter().filter_map(taken).collect();
        self.settle(form);
    }

    /// Another campaign was chosen: who is in it already is left out of it, and of no other.
    pub fn settle(&self, form: &mut AddToCampaign) {
        let known = everybody(form).cloned().collect::<Vec<_>>();
        let (out, people) = known.into_iter().partition(|who| {
            let why = self.why(form, who);
            let overruled = why.is_some_and(Why::can_be_overruled);
            why.is_some() && !(overruled && is_in(&self.all_the_same, who))
        });
        (form.people, form.left_out) = (people, out);
    }

    /// Adds somebody all the same, or leaves them out again. Does nothing where that is not the rep's to decide.
    pub fn include(&mut self, form: &mut AddToCampaign, who: &Recipient, yes: bool) {
        if !self.why(form, who).is_some_and(Why::can_be_overruled) {
            return;
        }
        let (from, to) = match yes {
            true => (&mut form.left_out, &mut form.people),
            false => (&mut form.people, &mut form.left_out),
        };
        if is_in(from, who) {
            from.retain(|other| !other.is_same(who));
            to.push(who.clone());
        }
        self.all_the_same.retain(|other| !other.is_same(who));
        self.all_the_same.extend(yes.then(|| who.clone()));
    }

    /// Takes somebody out of the form. Who was left out because of their address is asked about again.
    pub fn remove(&mut self, form: &mut AddToCampaign, who: &Recipient) {
        form.remove(who);
        if self.found.iter().any(|left| left.why == Why::SameAddress) {
            self.asked.clear();
        }
    }

    /// Everybody in the form: who is added, then who is left out.
    #[must_use]
    pub fn rows(&self, form: &AddToCampaign) -> Vec<LaunchRow> {
        let row = |who: &Recipient, added| LaunchRow {
            who: who.clone(),
            added,
            why: self.why(form, who).cloned(),
            also: self.also(form, who).cloned().collect(),
        };
        let people = form.people.iter().map(|who| row(who, true));
        let out = form.left_out.iter().map(|who| row(who, false));
        people.chain(out).collect()
    }

    /// What keeps somebody out of the chosen campaign: what no rep can overrule comes first.
    fn why(&self, form: &AddToCampaign, who: &Recipient) -> Option<&Why> {
        let found = || self.of(who).filter(|why| keeps_out(form, why));
        let firm = found().find(|why| !why.can_be_overruled());
        firm.or_else(|| found().next())
    }

    fn also(&self, form: &AddToCampaign, who: &Recipient) -> impl Iterator<Item = &Why> {
        let also = |why: &&Why| matches!(why, Why::AlsoIn { .. });
        self.of(who)
            .filter(move |why| also(why) && !keeps_out(form, why))
    }

    fn of(&self, who: &Recipient) -> impl Iterator<Item = &Why> {
        let theirs = self.found.iter().filter(|left| left.who.is_same(who));
        theirs.map(|left| &left.why)
    }
}

/// Whether it keeps somebody out of the chosen campaign.
fn keeps_out(form: &AddToCampaign, why: &Why) -> bool {
    match why {
        Why::AlsoIn { id, .. } => {
            let chosen = form.campaign.as_ref().filter(|chosen| !chosen.cadence);
            chosen.is_some_and(|chosen| chosen.id.record() == Some(id))
        }
        _ => true,
    }
}

/// The place that somebody has in another campaign.
fn taken(left: &LeftOut) -> Option<TakenPlace> {
    match left.why {
        Why::AlsoIn { place, .. } => Some(TakenPlace {
            person: left.who.record.clone()?,
            place,
        }),
        _ => None,
    }
}

fn everybody(form: &AddToCampaign) -> impl Iterator<Item = &Recipient> {
    form.people.iter().chain(&form.left_out)
}

fn is_in(people: &[Recipient], who: &Recipient) -> bool {
    people.iter().any(|other| other.is_same(who))
}
