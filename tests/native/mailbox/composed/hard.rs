//! Mails that break weak writers.

use super::read::check;
use super::*;

/// Letters and signs of many scripts, joined emoji and letters of four bytes among them.
const ANY_SCRIPT: &str = "Größe, naïve café, Žižka, Ελλάδα, Київ, 東京です, مرحبا, 👩‍👩‍👧 🦀 𝒳";

fn with(change: impl FnOnce(&mut Composed)) -> Composed {
    let mut mail = mail();
    change(&mut mail);
    mail
}

/// Bytes of every value, none of which compress or repeat in a short period.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let next = move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(next).take(length).collect()
}

#[test]
fn umlauts_and_emoji_stand_in_every_header() {
    check(
        &with(|mail| {
            mail.message.from = person("Jörg Müller 🦀", "joerg@seller.example");
            mail.message.to = vec![person(ANY_SCRIPT, "a@b.example")];
            mail.message.cc = vec![
                person("Zoë (Paris)", "zoe@b.example"),
                person("", "x@b.example"),
            ];
            mail.message.bcc = vec![person("山田 太郎", "taro@b.example")];
            mail.message.subject = ANY_SCRIPT.into();
            mail.message.html = format!("<p>{ANY_SCRIPT}</p><img src=\"cid:bild@x\">");
            mail.message.text = ANY_SCRIPT.into();
            mail.attachments = vec![
                image("bild@x", "Größe 🦀.png", noise(99)),
                file(&format!("{ANY_SCRIPT}.pdf"), "application/pdf", noise(1000)),
            ];
        }),
        "every script",
    );
}

#[test]
fn subjects_of_any_form_arrive_as_typed() {
    for subject in [
        "",
        "=?utf-8?q?encoded?=",
        "=?iso-8859-1?B?x?= and =?broken",
        "a =? b ?= c",
        &"Donaudampfschifffahrtsgesellschaftskapitän".repeat(12),
        &"x".repeat(1200),
        &"長い件名".repeat(100),
        &["word"; 200].join(" "),
        "Re: RE: AW: \"quoted\" (comment) <tag>, a@b.example; x\\y",
        "From here: to there",
        "100 %, =20, _under_score_, ?what?",
    ] {
        check(&with(|mail| mail.message.subject = subject.into()), subject);
    }
}

#[test]
fn names_of_any_form_stay_one_person_each() {
    let names = [
        "O\"Neil",
        "Lovelace, Ada",
        "Ada (Countess of Lovelace)",
        "back\\slash",
        "a@b.example",
        "Ada <ada@evil.example>",
        "=?utf-8?q?x?=",
        "x; y: z",
        "Dr. Ada L.",
        "'quoted'",
        ".",
        "Müller, \"Jo\" (Köln)",
        &["Maximiliane"; 12].join(" "),
        &"Überlänge".repeat(15),
        &"y".repeat(300),
    ];
    for name in names {
        check(
            &with(|mail| mail.message.to = vec![person(name, "a@b.example")]),
            name,
        );
    }
    let all = names
        .iter()
        .zip(0..)
        .map(|(name, at)| person(name, &format!("p{at}@b.example")));
    check(&with(|mail| mail.message.to = all.collect()), "all names");
}

#[test]
fn forty_receivers_arrive() {
    let people = |list: &str| -> Vec<Address> {
        let person = |at| {
            person(
                &format!("Empfänger {at}, {list}"),
                &format!("{list}{at}@receiver.example"),
            )
        };
        (0..40).map(person).collect()
    };
    check(
        &with(|mail| {
            mail.message.to = people("to");
            mail.message.cc = people("cc");
            mail.message.bcc = people("bcc");
        }),
        "40 receivers",
    );
    check(
        &with(|mail| {
            mail.message.to = Vec::new();
            mail.message.bcc = people("bcc");
        }),
        "blind copies alone",
    );
}

#[test]
fn words_of_any_form_arrive() {
    for text in [
        ".\n..\n.dot\n\nFrom here\n>From there\n--\nRita",
        "--msi-alternative-07070707-0707-4707-8707-070707070707\n--msi-alternative-07070707-0707-4707-8707-070707070707--\n",
        "trailing blanks   \n\ttab\t\n \nend ",
        "=20 =C3=A4 = =\n=",
        &"one line without an end ".repeat(500),
        &"ß".repeat(5000),
        "\n\nblank lines\n\n\n",
        "Content-Type: text/html\n\n<b>no header</b>",
        ANY_SCRIPT,
        "x",
    ] {
        check(
            &with(|mail| {
                (mail.message.text, mail.message.html) = (text.into(), format!("<p>{text}</p>"))
            }),
            text,
        );
        check(&with(|mail| mail.message.text.clear()), "html alone");
        check(
            &with(|mail| (mail.message.text, mail.message.html) = (text.into(), String::new())),
            text,
        );
    }
}

#[test]
fn files_of_any_form_arrive_byte_by_byte() {
    check(
        &with(|mail| {
            mail.attachments = vec![
                file("empty.txt", "text/plain", ""),
                file("empty", "", ""),
                file("lines.csv", "text/csv", "a,b\r\nc\nd\re\0\u{b}ü\n\n"),
                file("page.html", "text/html", "<p>not the mail</p>"),
                file("same.bin", "application/x-thing", noise(57)),
                file("same.bin", "application/x-thing", noise(58)),
                file("a \"b\", (c); d=e\\f 100%.pdf", "application/pdf", noise(3)),
                file(
                    &format!("{}.docx", "lang ".repeat(50)),
                    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                    noise(4),
                ),
                file("=?utf-8?q?x?=.txt", "text/plain", "From x\n.\n"),
                file("UTF-8''x%20y.txt", "text/plain", "y"),
            ];
        }),
        "many files",
    );
    let eml = file("mail.eml", "message/rfc822", "From: a@b.example\r\n\r\nHi");
    let mut mail = with(|mail| mail.attachments = vec![eml]);
    let bytes = mime(&mail);
    mail.attachments[0].kind = "application/octet-stream".into();
    assert!(read::by_mail_parser(&bytes) == read::meant(&mail));
}

#[test]
fn inline_images_come_with_the_words_that_show_them() {
    let html = "<p><img src=\"cid:a.1@x\"><span style=\"background:url(cid:b@x)\">b</span></p>";
    let images = || {
        vec![
            image("a.1@x", "", noise(10)),
            image("b@x", "b.png", noise(0)),
        ]
    };
    check(
        &with(|mail| (mail.message.html, mail.attachments) = (html.into(), images())),
        "inline images",
    );
    check(
        &with(|mail| {
            mail.message.html = html.into();
            mail.message.text.clear();
            mail.attachments = images();
            mail.attachments.insert(0, file("a.txt", "text/plain", "a"));
        }),
        "inline images without a text, and a file",
    );
}

#[test]
fn an_answer_names_what_it_answers() {
    let long = format!("<{}@mail.example>", "x".repeat(200));
    check(
        &with(|mail| {
            mail.thread.in_reply_to = Some("<CAF=x+y_z@mail.gmail.com>".into());
            mail.thread.references = (0..30)
                .map(|at| format!("<{at}.abc@mail.example>"))
                .collect();
            mail.thread.references.push(long);
        }),
        "an answer",
    );
}

#[test]
fn twenty_megabytes_arrive() {
    check(
        &with(|mail| mail.attachments = vec![file("big.bin", "application/zip", noise(20 << 20))]),
        "20 MB",
    );
}
