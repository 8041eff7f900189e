//! What is to do, and in which order.

use std::cmp::Reverse;

use super::item::{DueTask, Item, StepOf};
use crate::agenda::{LinkedRecord, OrgTasks, TaskView};
use crate::base::{ActionKind, Millis, RecordId, sort::sort_by_key};
use crate::campaigns::{Campaign, How, MemberView, OrgCampaigns, StepTask, What as StepWhat};
use crate::insight::ActivityKind;
use crate::outbox::{OutboxItem, OutboxState};
use crate::replies::{CameBack, CameBackView, What};

/// What is known without asking anybody.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// What is being done, and what needs the rep.
    pub outbox: Vec<OutboxItem>,
    /// What came back to the rep's mails.
    pub came_back: Vec<CameBackView>,
    /// The tasks that are due.
    pub tasks: Vec<OrgTasks>,
    /// The campaigns, and who is in them by the rep.
    pub campaigns: Vec<OrgCampaigns>,
}

/// What is to do, best first.
///
/// First what failed or was held, because somebody waits for it and nothing goes on without the rep: the longest wait
/// first. Then what came back: answers before bounces and opt-outs, the newest first, because whoever has just written is
/// there. Then what was due before today, the latest day first: what is weeks old matters least. Then what is due today,
/// by the hour of its reminder; what has no hour comes last, steps of campaigns before other tasks.
#[must_use]
pub fn items(known: &Known) -> Vec<Item> {
    let stuck = stuck(&known.outbox);
    let came_back = known.came_back.iter().filter(|view| is_open(view, known));
    let replies = came_back.map(|view| Item::Reply(Box::new(view.clone())));
    let due = known.tasks.iter().flat_map(|of| due(of, known));
    let mut all: Vec<Item> = stuck.into_iter().chain(replies).chain(due).collect();
    sort_by_key(&mut all, order);
    all
}

/// When the newest step of a campaign was begun for which the tasks of its org were not read yet: they are to be read
/// again. `None` where there is none.
#[must_use]
pub fn not_read_yet(tasks: &OrgTasks, campaigns: &OrgCampaigns) -> Option<Millis> {
    let steps = open_steps(campaigns).filter(|step| is_news(step, tasks));
    steps.map(|step| step.since).max()
}

/// The place in the list: the group, then within it.
fn order(item: &Item) -> (u8, Reverse<i64>, i64, bool) {
    let (newest, oldest) = (Reverse, |at: Millis| at.0);
    let none = newest(0);
    let hour = |due: &DueTask| due.task.remind.map_or(i64::MAX, oldest);
    match item {
        Item::Failed(item) | Item::Held(item) => (0, none, oldest(item.submitted), false),
        Item::Reply(view) => {
            let answer = view.came_back.what == What::Reply;
            (
                if answer { 1 } else { 2 },
                newest(view.came_back.at.0),
                0,
                false,
            )
        }
        Item::Step(due, _) | Item::Task(due) if due.late => {
            // The days as a number: the latest first.
            let day = due.task.due.at_greenwich();
            (3, newest(day.0), hour(due), false)
        }
        Item::Step(due, _) => (4, none, hour(due), false),
        Item::Task(due) => (4, none, hour(due), true),
    }
}

/// What of the outbox needs the rep, the longest wait first.
#[must_use]
pub fn stuck(outbox: &[OutboxItem]) -> Vec<Item> {
    let item = |item: &OutboxItem| {
        let boxed = Box::new(item.clone());
        match item.state {
            OutboxState::Held | OutboxState::TakenBack => Item::Held(boxed),
            _ => Item::Failed(boxed),
        }
    };
    let mut needing: Vec<&OutboxItem> = outbox.iter().collect();
    needing.retain(|item| item.state.needs_rep());
    sort_by_key(&mut needing, |item| item.submitted);
    needing.into_iter().map(item).collect()
}

/// Whether the rep has something to do about what came back, and has not done it: neither seen it nor, where it is an
/// answer, written on its record since. Once that mail has left, the answer counts as seen.
fn is_open(view: &CameBackView, known: &Known) -> bool {
    let CameBack { seen, what, .. } = &view.came_back;
    let answers = |item: &OutboxItem| {
        let mail = item.action == ActionKind::SendEmail && !item.state.needs_rep();
        mail && view.came_back.is_answered_by(&item.record, item.submitted)
    };
    !seen && what.asks() && !known.outbox.iter().any(answers)
}

/// The tasks of an org that are due and not done. One that is a campaign's step stands there once, as the step.
fn due(of: &OrgTasks, known: &Known) -> Vec<Item> {
    let here = known.campaigns.iter().filter(|here| here.org == of.org);
    let steps: Vec<OpenStep<'_>> = here.flat_map(open_steps).collect();
    let item = |task: &TaskView| {
        let due = Box::new(DueTask {
            org: of.org.clone(),
            task: task.clone(),
            late: task.due < of.today,
        });
        match steps.iter().find(|step| *step.task == task.id) {
            Some(step) => Item::Step(due, step.of()),
            None => Item::Task(due),
        }
    };
    let open = of.tasks.iter().filter(|task| !task.done);
    let news = steps.iter().filter(|step| is_news(step, of));
    let news: Vec<TaskView> = news.map(|step| step.as_task(of)).collect();
    open.chain(&news).map(item).collect()
}

/// A step that is a task, which is not done as far as campaigns know.
struct OpenStep<'a> {
    campaign: &'a Campaign,
    member: &'a MemberView,
    task: &'a RecordId,
    number: u16,
    since: Millis,
}

fn open_steps(here: &OrgCampaigns) -> impl Iterator<Item = OpenStep<'_>> {
    here.members.iter().filter_map(|member| {
        let mut campaigns = here.campaigns.iter();
        let campaign = campaigns.find(|view| view.campaign.key == member.campaign)?;
        let open = member.done.iter().rev().find_map(|done| match &done.how {
            How::Task { id, open: true } => Some((id, done)),
            _ => None,
        });
        let (task, done) = open.filter(|_| member.end().is_none())?;
        // That of a step that was taken out is a task like any other.
        Some(OpenStep {
            campaign: &campaign.campaign,
            member,
            task,
            number: done.number?,
            since: done.at,
        })
    })
}

/// Whether a step was begun after the tasks were read. Of those before, the tasks say whether they are due: the rep may
/// have moved one to another day.
fn is_news(step: &OpenStep<'_>, tasks: &OrgTasks) -> bool {
    let listed = tasks.tasks.iter().any(|task| task.id == *step.task);
    !listed && tasks.at.is_none_or(|at| at < step.since)
}

impl OpenStep<'_> {
    fn of(&self) -> StepOf {
        StepOf {
            campaign: self.campaign.name.clone(),
            number: self.number,
            all: self.campaign.len(),
        }
    }

    /// As the task will be read.
    fn as_task(&self, of: &OrgTasks) -> TaskView {
        let what = self.campaign.step(self.number).map(|step| &step.what);
        let kind = match what {
            Some(StepWhat::Mail { .. }) => ActivityKind::Email,
            Some(StepWhat::Task {
                kind: StepTask::Call,
                ..
            }) => ActivityKind::Call,
            Some(StepWhat::Task { .. }) | None => ActivityKind::Task,
        };
        let subject = self.member.subject(self.campaign, self.number);
        let who = self.member.record.as_ref().map(|record| LinkedRecord {
            id: record.id.clone(),
            name: self.member.name.clone(),
        });
        TaskView {
            id: self.task.clone(),
            kind,
            subject: match subject.is_empty() {
                true => self.member.name.clone(),
                false => subject,
            },
            who,
            what: None,
            due: of.today,
            remind: None,
            done: false,
        }
    }
}
