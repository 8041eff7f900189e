//! One draft in several tabs: none writes over words that it has not seen, what is sent is sent once, and
//! what is over stays over. What is written in the side panel is kept whatever tab is in front.

use crate::office::today;
use crate::support::salesforce_org::SAM;
use crate::support::worker::{ADA, Asked, TAB, ada, code, lightning, mail, panel, set_up, taken};
use crate::world::BrowserCall;
use msi_actions::actions::Form;
use msi_actions::base::{ActionKind, Fault, IntentId, Topic, WindowId};
use msi_actions::outbox::{DraftSaved, OutboxState, Undone, Writing};
use msi_actions::ports::Table;
use msi_actions::protocol::{
    DropDraft, GetDraft, GetDrafts, GetOutbox, SaveDraft, Sender, Submit, Undo,
};
use serde_json::json;
use std::time::Duration;

const SIDE: Sender = Sender::SidePanel {
    window: WindowId(1),
};

/// A form that is open in a tab.
struct Tab {
    writing: Writing,
    words: Form,
}

fn here() -> Sender {
    panel(&lightning(ADA))
}

fn saying(subject: &str) -> Form {
    let Form::SendEmail(mut mail) = mail() else {
        panic!("no mail")
    };
    mail.subject = subject.into();
    Form::SendEmail(mail)
}

impl Tab {
    /// Opens the form as the panel does.
    fn open(asked: &mut Asked, n: u8) -> Self {
        let question = GetDraft {
            record: ada(),
            action: ActionKind::SendEmail,
            with: None,
            today: today(),
        };
        let opened = asked.ask(here(), question).unwrap();
        let form = IntentId::new([n; 16]);
        let (draft, seen) = match opened.draft {
            Some((draft, edition)) => (draft, Some(edition)),
            None => (form.clone(), None),
        };
        let writing = Writing {
            draft,
            form,
            edition: seen.unwrap_or_default(),
            seen,
            user: opened.user,
        };
        Self {
            writing,
            words: opened.form,
        }
    }

    fn writes(&mut self, asked: &mut Asked, subject: &str) -> Result<DraftSaved, Fault> {
        self.writes_from(asked, here(), subject)
    }

    fn writes_from(
        &mut self,
        asked: &mut Asked,
        from: Sender,
        subject: &str,
    ) -> Result<DraftSaved, Fault> {
        self.words = saying(subject);
        self.writing.edition += 1;
        let save = SaveDraft {
            record: ada(),
            name: "Ada Lovelace".into(),
            form: self.words.clone(),
            writing: self.writing.clone(),
        };
        let kept = asked.ask(from, save);
        if let Ok(DraftSaved::At(_)) = kept {
            self.writing.seen = Some(self.writing.edition);
        }
        kept
    }

    fn submit(&self) -> Submit {
        Submit {
            intent: self.writing.draft.clone(),
            record: ada(),
            form: self.words.clone(),
            sure: Vec::new(),
        }
    }
}

fn kept(kept: Result<DraftSaved, Fault>) -> bool {
    matches!(kept, Ok(DraftSaved::At(_)))
}

fn subjects(asked: &mut Asked) -> Vec<String> {
    let drafts = asked.ask(here(), GetDrafts {}).unwrap();
    drafts.into_iter().map(|draft| draft.subject).collect()
}

#[test]
fn a_tab_writes_on_top_of_what_it_has_seen_and_over_nothing_else() {
    let (mut asked, _) = set_up();
    let mut first = Tab::open(&mut asked, 10);
    assert!(kept(first.writes(&mut asked, "One")));
    let mut second = Tab::open(&mut asked, 20);
    assert_eq!(second.words, saying("One"), "the draft is the same");
    assert_eq!(second.writing.draft, first.writing.draft);
    asked.world.take_calls();
    assert!(kept(second.writes(&mut asked, "Two")));
    let told = BrowserCall::Changed(Topic::Drafts);
    assert!(
        asked.world.take_calls().contains(&told),
        "the other hears of it"
    );
    assert_eq!(first.writes(&mut asked, "Three"), Ok(DraftSaved::Changed));
    assert_eq!(subjects(&mut asked), ["Two"]);
    first.writing.seen = Some(second.writing.edition);
    assert!(
        kept(first.writes(&mut asked, "Three")),
        "it has seen them now"
    );
    assert_eq!(subjects(&mut asked), ["Three"]);
}

#[test]
fn two_fresh_forms_do_not_write_over_each_other() {
    let (mut asked, _) = set_up();
    let (mut first, mut second) = (Tab::open(&mut asked, 10), Tab::open(&mut asked, 20));
    assert!(kept(first.writes(&mut asked, "One")));
    assert_eq!(second.writes(&mut asked, "Two"), Ok(DraftSaved::Changed));
    let submit = second.submit();
    taken(asked.ask(here(), submit).unwrap()).unwrap();
    assert_eq!(
        subjects(&mut asked),
        ["One"],
        "another draft is not lost with it"
    );
}

#[test]
fn a_tab_that_keeps_twice_before_it_hears_an_answer_keeps_the_later_words() {
    let (mut asked, _) = set_up();
    let mut tab = Tab::open(&mut asked, 10);
    let unheard = |tab: &mut Tab| tab.writing.seen = None;
    assert!(kept(tab.writes(&mut asked, "One")));
    unheard(&mut tab);
    assert!(kept(tab.writes(&mut asked, "Two")));
    unheard(&mut tab);
    tab.writing.edition = 0;
    assert!(kept(tab.writes(&mut asked, "One, which was overtaken")));
    assert_eq!(subjects(&mut asked), ["Two"]);
}

#[test]
fn what_one_tab_sent_is_gone_in_the_other_and_is_sent_once() {
    let (mut asked, acme) = set_up();
    let made = json!({ "id": "02sAc0000000001MAA", "success": true });
    acme.steps.borrow_mut().push(("sobjects/", 201, made));
    let mut first = Tab::open(&mut asked, 10);
    assert!(kept(first.writes(&mut asked, "Hello")));
    let mut second = Tab::open(&mut asked, 20);
    let sent = taken(asked.ask(here(), first.submit()).unwrap()).unwrap();
    assert!(subjects(&mut asked).is_empty());

    let again = taken(asked.ask(here(), second.submit()).unwrap()).unwrap();
    assert_eq!(
        again.intent, sent.intent,
        "the same words are the same mail"
    );
    assert_eq!(
        second.writes(&mut asked, "Hello, and more"),
        Ok(DraftSaved::Sent)
    );
    let refused = asked.ask(here(), second.submit());
    assert_eq!(code(refused), "journal.submitted");
    assert_eq!(
        first.writes(&mut asked, "Hello"),
        Ok(DraftSaved::Sent),
        "late"
    );
    assert!(asked.world.kept(Table::Drafts).is_empty());
    asked.life.pass(Duration::from_secs(60)).unwrap();
    assert_eq!(asked.ask(here(), GetOutbox {}).unwrap().len(), 1);
    let refused = asked.ask(here(), second.submit());
    assert_eq!(code(refused), "journal.submitted", "also once it has left");
}

#[test]
fn what_was_taken_back_is_a_draft_that_can_be_sent() {
    let (mut asked, _) = set_up();
    let mut tab = Tab::open(&mut asked, 10);
    assert!(kept(tab.writes(&mut asked, "Hello")));
    let sent = taken(asked.ask(here(), tab.submit()).unwrap()).unwrap();
    let (intent, writing) = (sent.intent, false);
    let undone = asked.ask(here(), Undo { intent, writing });
    assert!(matches!(undone, Ok(Undone::Back(_))));
    let mut again = Tab::open(&mut asked, 20);
    assert!(kept(again.writes(&mut asked, "Hello again")));
    let item = taken(asked.ask(here(), again.submit()).unwrap()).unwrap();
    assert!(matches!(item.state, OutboxState::Undo { .. }));
    assert_eq!(item.subject, "Hello again");
}

#[test]
fn what_one_tab_discarded_does_not_come_back_from_the_other() {
    let (mut asked, _) = set_up();
    let mut first = Tab::open(&mut asked, 10);
    assert!(kept(first.writes(&mut asked, "One")));
    let mut second = Tab::open(&mut asked, 20);
    let discard = DropDraft {
        record: ada(),
        action: ActionKind::SendEmail,
    };
    asked.ask(Sender::Popup, discard).unwrap();
    assert_eq!(second.writes(&mut asked, "Two"), Ok(DraftSaved::Discarded));
    assert!(subjects(&mut asked).is_empty());
    // The rep keeps it all the same.
    second.writing.draft = IntentId::new([21; 16]);
    second.writing.seen = None;
    assert!(kept(second.writes(&mut asked, "Two")));
}

#[test]
fn what_is_written_in_the_side_panel_is_kept_whatever_tab_is_in_front() {
    let (mut asked, _) = set_up();
    let mut form = Tab::open(&mut asked, 10);
    for (n, front) in [
        None,
        Some("https://globex.lightning.force.com/lightning/page/home"),
        Some("https://acme.lightning.force.com/lightning/o/Lead/list"),
    ]
    .into_iter()
    .enumerate()
    {
        if let Some(url) = front {
            asked.world.bring_to_front(WindowId(1), TAB, url);
        }
        let words = format!("Words {n}");
        assert!(kept(form.writes_from(&mut asked, SIDE, &words)));
        assert_eq!(subjects(&mut asked), [words]);
    }
    let other_org = panel("https://globex.lightning.force.com/lightning/page/home");
    let in_page = form.writes_from(&mut asked, other_org, "More");
    assert_eq!(code(in_page), "worker.other_record");
}

#[test]
fn what_a_rep_wrote_in_the_side_panel_is_not_kept_as_the_next_ones() {
    let (mut asked, acme) = set_up();
    let mut form = Tab::open(&mut asked, 10);
    assert!(form.writing.user.is_some());
    crate::support::worker::signs_in(&mut asked, &acme, SAM, Default::default());
    assert_eq!(
        code(form.writes_from(&mut asked, SIDE, "Mine")),
        "journal.other_user"
    );
    assert!(asked.world.kept(Table::Drafts).is_empty());
}

#[test]
fn a_draft_that_waits_is_listed_with_whose_it_is() {
    let (mut asked, _) = set_up();
    assert_eq!(asked.ask(Sender::Popup, GetDrafts {}), Ok(Vec::new()));
    let mut form = Tab::open(&mut asked, 10);
    assert!(kept(form.writes(&mut asked, "Hello")));
    let drafts = asked.ask(Sender::Popup, GetDrafts {}).unwrap();
    let [draft] = drafts.as_slice() else {
        panic!("{drafts:?}")
    };
    assert_eq!(draft.record, ada());
    assert_eq!(draft.name.as_deref(), Some("Ada Lovelace"));
    assert_eq!(draft.action, ActionKind::SendEmail);
    assert_eq!(draft.subject, "Hello");
    assert_eq!(draft.recipients, "Ada Lovelace");
}
