//! Files of mails: sent byte by byte, kept as long as anything names them, and refused in words where they cannot be
//! sent.

use crate::office::{Mailbox, Office, email, intent, jo};
use crate::outbox::crash_mail::{assert_sent_and_logged_once, every_mishap, submit};
use crate::outbox::crash_outlook::assert_once_the_rep_looked;
use crate::world::Life;
use mail_parser::{MessageParser, MimeHeaders};
use msi_actions::actions::{Form, SendEmail};
use msi_actions::base::{ActionKind, FieldFault, FileId, IntentId, Millis};
use msi_actions::mailbox::{Attachment, MAX_BYTES};
use msi_actions::outbox::{Decision, OutboxState, Undone};
use msi_actions::ports::Clock;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// The bytes of a file: of every value, and never the same ones in another file.
fn bytes(size: usize, n: u8) -> Vec<u8> {
    /// After so many the bytes begin anew: to compute each of millions took a third of the test.
    const PERIOD: usize = 251 * 256;
    let byte = |at: usize| (at * 31 + at / 251 + usize::from(n) * 7) as u8;
    let first: Vec<u8> = (0..size.min(PERIOD)).map(byte).collect();
    let mut all = first.repeat(size.div_ceil(PERIOD));
    all.truncate(size);
    all
}

/// Stores a file as the form does.
fn file(office: &Office, n: u8, name: &str, size: usize) -> Attachment {
    let id = FileId::new(office.world.now(), [n; 16]);
    office.world.keep_file(&id, bytes(size, n));
    Attachment {
        id,
        name: name.into(),
        kind: "application/pdf".into(),
        size: size as u64,
        cid: None,
    }
}

fn with_files(attachments: Vec<Attachment>) -> Form {
    Form::SendEmail(SendEmail {
        attachments,
        ..email()
    })
}

/// The names and bytes that arrived with each mail.
fn arrived(office: &Office) -> Vec<Vec<(String, Vec<u8>)>> {
    let (google, microsoft) = (office.google.sent.borrow(), office.microsoft.sent.borrow());
    let added = office.microsoft.sent_files.borrow();
    let none = Vec::new();
    let google = google.iter().map(|mime| (mime, &none));
    let mails = google.chain(microsoft.iter().zip(added.iter()));
    let mails = mails.map(|(mime, added)| {
        let mail = MessageParser::new().parse(mime.as_bytes()).unwrap();
        let file = |part: &mail_parser::MessagePart<'_>| {
            let name = part.attachment_name().unwrap().to_owned();
            (name, part.contents().to_vec())
        };
        let mut files: Vec<_> = mail
            .attachments()
            .map(file)
            .chain(added.iter().cloned())
            .collect();
        files.sort();
        files
    });
    mails.collect()
}

/// Submits a mail with two files, and goes on until nothing is left to do.
fn send_with_files(office: &Office, sizes: [usize; 2]) {
    let files = vec![
        file(office, 1, "Größe.pdf", sizes[0]),
        file(office, 2, "b.pdf", sizes[1]),
    ];
    let mut life = submit(office, with_files(files));
    let _ = life.pass(Duration::from_secs(10));
    drop(life);
    office.live_on();
}

fn assert_files_arrived(office: &Office, sizes: [usize; 2]) {
    let expected = vec![
        ("Größe.pdf".to_owned(), bytes(sizes[0], 1)),
        ("b.pdf".to_owned(), bytes(sizes[1], 2)),
    ];
    assert!(arrived(office) == vec![expected], "the same bytes, once");
    // A life that ends right after the mail leaves them to the next day.
    office.world.pass(2 * DAY);
    run(office);
    assert_eq!(office.world.kept_files(), [], "forgotten with the mail");
}

const SMALL: [usize; 2] = [1_000, 58];
/// In two chunks by Gmail.
const LARGE: [usize; 2] = [1_700_000, 300_000];

#[test]
fn one_mishap_at_any_moment_by_gmail() {
    let story = |office: &Office| send_with_files(office, LARGE);
    let runs = every_mishap(Mailbox::Gmail, story, |office| {
        assert_sent_and_logged_once(office);
        assert_files_arrived(office, LARGE);
    });
    assert!(runs > 120, "{runs}");
}

#[test]
fn one_mishap_at_any_moment_by_outlook() {
    for mailbox in [Mailbox::Outlook, Mailbox::OutlookDrafts] {
        let story = |office: &Office| send_with_files(office, SMALL);
        let runs = every_mishap(mailbox, story, |office| {
            assert_once_the_rep_looked(office);
            assert_files_arrived(office, SMALL);
        });
        assert!(runs > 100, "{runs}");
    }
}

/// One file by an upload of two parts, one in one request.
const APART: [usize; 2] = [3 * 1024 * 1024 + 5, 2_950_000];

#[test]
fn one_mishap_at_any_moment_while_files_are_added_to_a_draft() {
    let story = |office: &Office| send_with_files(office, APART);
    let runs = every_mishap(Mailbox::OutlookDrafts, story, |office| {
        assert_sent_and_logged_once(office);
        assert_files_arrived(office, APART);
    });
    assert!(runs > 120, "{runs}");
}

#[test]
fn an_upload_to_outlook_goes_on_where_it_stopped_and_begins_anew_where_it_is_over() {
    for over in [false, true] {
        let office = Office::with(Mailbox::OutlookDrafts);
        let large = file(&office, 1, "a.pdf", 5_000_000);
        office
            .microsoft
            .refuse("PUT upload", 503, "ServiceUnavailable");
        let mut life = submit(&office, with_files(vec![large]));
        let _ = life.pass(Duration::from_secs(10));
        drop(life);
        if over {
            office.microsoft.forget_uploads();
        }
        office.live_on();
        assert_sent_and_logged_once(&office);
        assert!(arrived(&office) == vec![vec![("a.pdf".to_owned(), bytes(5_000_000, 1))]]);
        let asked = office.microsoft.asked.borrow();
        let count = |what: &str| asked.iter().filter(|asked| asked.starts_with(what)).count();
        let drafts = if over { 2 } else { 1 };
        assert_eq!(count("POST /messages/"), drafts + 1, "each begun, one sent");
        assert_eq!(
            count("PUT upload"),
            1 + 3,
            "the refused one, and three parts"
        );
    }
}

fn refused(office: &Office, form: Form) -> FieldFault {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let answer = life.run(worker.submit_form(form)).unwrap();
    let fault = answer.unwrap_err();
    assert_eq!(fault.code.as_str(), "journal.incomplete");
    let [fault] = &fault.fields[..] else {
        panic!("{:?}", fault.fields)
    };
    fault.clone()
}

#[test]
fn what_cannot_be_sent_is_refused_where_it_stands() {
    let office = Office::open();
    let good = || file(&office, 1, "a.pdf", 10);
    let refused = |attachment| {
        let fault = refused(&office, with_files(vec![good(), attachment]));
        assert_eq!(fault.field, "attachments");
        (fault.message.into_owned(), fault.value)
    };
    let gone = Attachment {
        id: FileId::new(Millis(7), [9; 16]),
        name: "gone.pdf".into(),
        ..good()
    };
    let missing = ("field_file_missing".to_owned(), Some("gone.pdf".to_owned()));
    assert_eq!(refused(gone.clone()), missing);
    let shorter = Attachment {
        id: good().id,
        size: 9,
        ..gone
    };
    assert_eq!(refused(shorter), missing);
    let nameless = Attachment {
        name: " ".into(),
        ..good()
    };
    assert_eq!(refused(nameless).0, "field_file_name");
    let huge = Attachment {
        size: MAX_BYTES,
        ..good()
    };
    let (message, most) = refused(huge);
    assert_eq!(message, "field_files_too_large");
    assert_eq!(most.as_deref(), Some("19 MB"));
}

#[test]
fn a_mail_that_fits_outlook_carries_no_file_of_gmails_size() {
    let office = Office::with(Mailbox::Outlook);
    let large = file(&office, 1, "a.pdf", 2_200_000);
    let fault = refused(&office, with_files(vec![large]));
    assert_eq!(fault.value.as_deref(), Some("2 MB"));
    let office = Office::with(Mailbox::OutlookDrafts);
    let huge = file(&office, 1, "a.pdf", 20_000_000);
    let fault = refused(&office, with_files(vec![huge]));
    assert_eq!(fault.value.as_deref(), Some("19 MB"));
}

/// What is written of a form, on the record, at its file's side.
pub fn keep_draft(office: &Office, form: &Form) {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let kept = worker.keeps(IntentId::new([5; 16]), form.clone());
    life.run(kept).unwrap().unwrap();
}

pub fn run(office: &Office) {
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.outbox.run()).unwrap().unwrap();
}

#[test]
fn files_stay_as_long_as_a_draft_names_them() {
    let office = Office::open();
    let named = file(&office, 1, "a.pdf", 10);
    keep_draft(&office, &with_files(vec![named.clone()]));
    let orphan = file(&office, 2, "b.pdf", 10);
    run(&office);
    let both = [named.id.clone(), orphan.id];
    assert_eq!(
        office.world.kept_files(),
        both,
        "a form may be about to name it"
    );
    office.world.pass(2 * DAY);
    run(&office);
    assert_eq!(office.world.kept_files(), std::slice::from_ref(&named.id));
    office.world.pass(40 * DAY);
    run(&office);
    assert_eq!(
        office.world.kept_files(),
        [],
        "with the draft that nobody went on with"
    );
}

#[test]
fn what_is_taken_back_has_its_files_and_what_is_dropped_has_none() {
    let office = Office::open();
    let form = with_files(vec![file(&office, 1, "a.pdf", 10)]);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    life.run(worker.submit_form(form.clone())).unwrap().unwrap();
    let undone = life.run(worker.outbox.undo(&intent(), false));
    let Undone::Back(back) = undone.unwrap().unwrap() else {
        panic!("not taken back")
    };
    assert_eq!(*back, form);
    assert_eq!(office.world.kept_files().len(), 1);
    let record = crate::office::ada();
    let draft = worker.outbox.draft(&record, ActionKind::SendEmail);
    let draft = life.run(draft).unwrap().unwrap().unwrap();
    let again = draft.id.unwrap();
    let submitted = worker
        .outbox
        .submit(again.clone(), jo(), crate::office::ada(), *back);
    life.run(submitted).unwrap().unwrap();
    let dropped = worker.outbox.resolve(&again, Decision::Drop);
    life.run(dropped).unwrap().unwrap();
    assert_eq!(office.world.kept_files(), []);
}

/// A file of a mail is read where it is sent, not where the mail is looked at; what is missing then is the rep's move.
#[test]
fn a_file_that_is_lost_on_the_way_is_told() {
    let office = Office::open();
    let lost = file(&office, 1, "a.pdf", 10);
    let mut life = Life::begin(&office.world);
    let worker = office.worker();
    let form = with_files(vec![lost.clone()]);
    life.run(worker.submit_form(form)).unwrap().unwrap();
    office.world.lose_file(&lost.id);
    let _ = life.pass(Duration::from_secs(10));
    drop(life);
    let OutboxState::Failed { fault } = office.state() else {
        panic!("{:?}", office.state())
    };
    assert_eq!(fault.code.as_str(), "mailbox.file_missing");
    assert_eq!(fault.values, ["a.pdf"]);
    assert_eq!(office.sent(), 0);
}
