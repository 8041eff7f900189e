//! The images within a mail's text. The bytes of each are a file of ours, and its Content-ID says which: what the text
//! shows is what the mail carries.

use std::collections::BTreeSet;

use super::message::{Attachment, used};
use super::plain_text::Tag;
use crate::base::FileId;
use crate::base::html::{end_of_tag, escaped};
use crate::ports::{Files, StoreError};

/// Behind the file's id in a Content-ID, which is built like an address (RFC 2045 §7).
const DOMAIN: &str = "@msi-actions";

/// So many bytes at a file's begin tell its type.
const HEAD: u64 = 12;

/// The types of images that mail programs show.
const KINDS: [&str; 4] = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/// The Content-ID of an image whose bytes are this file.
#[must_use]
pub fn content_id(file: &FileId) -> String {
    format!("{}{DOMAIN}", file.as_str())
}

/// The file that a Content-ID means; `None` for one that is not ours.
#[must_use]
pub fn file_of(content_id: &str) -> Option<FileId> {
    let id = content_id.strip_suffix(DOMAIN)?;
    id.to_owned().try_into().ok()
}

/// The files of ours that HTML shows.
#[must_use]
pub fn images_of(html: &str) -> BTreeSet<FileId> {
    used(html).iter().filter_map(|cid| file_of(cid)).collect()
}

fn used_in<'a>(texts: impl Iterator<Item = &'a str>) -> BTreeSet<String> {
    texts.flat_map(used).collect()
}

/// Of a form's files, what a mail with these texts carries: of the images only those that it shows. One that was
/// removed from the text stays with the form, so that Undo brings it back whole.
#[must_use]
pub fn shown_of<'a>(texts: impl Iterator<Item = &'a str>, files: &[Attachment]) -> Vec<Attachment> {
    let used = used_in(texts);
    let carried = |file: &&Attachment| file.cid.as_ref().is_none_or(|cid| used.contains(cid));
    files.iter().filter(carried).cloned().collect()
}

/// Whether a media type is that of an image that mail programs show.
#[must_use]
pub fn is_shown_image(kind: &str) -> bool {
    KINDS.contains(&kind)
}

/// Adds to the files of a form the images that its texts show and that it does not know yet: those of a signature,
/// and those that were copied from another mail. What is not stored, or is no image, is not added.
///
/// # Errors
/// The storage failed.
pub async fn add_images<'a>(
    store: &impl Files,
    texts: impl Iterator<Item = &'a str>,
    files: &mut Vec<Attachment>,
) -> Result<(), StoreError> {
    for cid in used_in(texts) {
        let known = files.iter().any(|file| file.cid.as_ref() == Some(&cid));
        let Some(id) = file_of(&cid).filter(|_| !known) else {
            continue;
        };
        let Some(size) = store.file_size(&id).await? else {
            continue;
        };
        let head = store.file_part(&id, 0, HEAD.min(size)).await?;
        let Some(kind) = head.as_deref().and_then(kind_of) else {
            continue;
        };
        files.push(Attachment {
            id,
            name: kind.replace('/', "."),
            kind: kind.to_owned(),
            size,
            cid: Some(cid),
        });
    }
    Ok(())
}

/// The HTML without the images that are parts of the mail, for a place where those are not. With `words`, what each is
/// called stands in its place.
#[must_use]
pub fn without_images(html: &str, words: bool) -> String {
    let (mut kept, mut rest) = (String::with_capacity(html.len()), html);
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let end = end_of_tag(tag).unwrap_or(tag.len());
        let (tag, after) = tag.split_at_checked(end).unwrap_or((tag, ""));
        kept.push_str(before);
        match part_image(tag) {
            Some(image) if words => {
                kept.push_str(&escaped(&image.attribute("alt").unwrap_or_default()));
            }
            Some(_) => {}
            None => kept.push_str(tag),
        }
        rest = after;
    }
    kept.push_str(rest);
    kept
}

/// An image whose bytes are a part of the mail.
fn part_image(tag: &str) -> Option<Tag<'_>> {
    let tag = Tag::read(tag.strip_prefix('<')?)?;
    let address = tag.attribute("src").filter(|_| tag.name == "img")?;
    let scheme = address.trim_start().get(..4)?;
    scheme.eq_ignore_ascii_case("cid:").then_some(tag)
}

/// The type of an image, by what its files begin with.
fn kind_of(head: &[u8]) -> Option<&'static str> {
    let starts = |with: &[u8]| head.starts_with(with);
    if starts(b"\x89PNG\r\n\x1a\n") {
        Some("image/png")
    } else if starts(b"\xff\xd8\xff") {
        Some("image/jpeg")
    } else if starts(b"GIF8") {
        Some("image/gif")
    } else if starts(b"RIFF") && head.ends_with(b"WEBP") {
        Some("image/webp")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Millis;

    fn attachment(n: u8, cid: bool) -> Attachment {
        let id = FileId::new(Millis(1), [n; 16]);
        Attachment {
            cid: cid.then(|| content_id(&id)),
            id,
            name: "a".into(),
            kind: String::new(),
            size: 1,
        }
    }

    #[test]
    fn a_content_id_names_its_file_and_nobody_elses_does() {
        let id = FileId::new(Millis(1_795_000_000_000), [7; 16]);
        assert_eq!(file_of(&content_id(&id)), Some(id));
        for foreign in [
            "logo@acme.example",
            "image001.png@01DB.1",
            "@msi-actions",
            "x@msi-actions",
        ] {
            assert_eq!(file_of(foreign), None, "{foreign}");
        }
    }

    #[test]
    fn an_image_that_the_text_does_not_show_is_no_part_of_the_mail() {
        let files = [
            attachment(1, true),
            attachment(2, true),
            attachment(3, false),
        ];
        let shows = |n: usize| {
            let cid = files.get(n).and_then(|file| file.cid.clone());
            format!(r#"<p>a <img src="cid:{}"></p>"#, cid.unwrap_or_default())
        };
        let carried = |html: &str| -> Vec<FileId> {
            shown_of(std::iter::once(html), &files)
                .into_iter()
                .map(|file| file.id)
                .collect()
        };
        let [first, second, file] = &files;
        assert_eq!(carried(""), std::slice::from_ref(&file.id));
        assert_eq!(carried(&shows(0)), [first.id.clone(), file.id.clone()]);
        let both = shows(0) + &shows(1);
        assert_eq!(
            carried(&both),
            [&first.id, &second.id, &file.id].map(Clone::clone)
        );
        assert_eq!(images_of(&both).len(), 2);
    }

    #[test]
    fn an_image_leaves_its_words_or_nothing() {
        for (html, words, nothing) in [
            (
                "<p>a <img src=\"cid:x@y\" alt=\"A &amp; <b>\"> b</p>",
                "<p>a A &amp; &lt;b&gt; b</p>",
                "<p>a  b</p>",
            ),
            ("<IMG alt='>' src=cid:x><p>b", "&gt;<p>b", "<p>b"),
            ("<img src=\"cid:x\">", "", ""),
        ] {
            assert_eq!(without_images(html, true), words, "{html}");
            assert_eq!(without_images(html, false), nothing, "{html}");
        }
        for html in [
            "<img src=\"https://acme.example/logo.png\" alt=\"cid:x\">",
            "<p title=\"cid:x\">a < b</p><!-- <img src=\"cid:x\"> --> <",
            "",
        ] {
            assert_eq!(without_images(html, true), html);
        }
    }

    #[test]
    fn an_image_is_known_by_its_first_bytes() {
        for (head, kind) in [
            (&b"\x89PNG\r\n\x1a\n\0\0\0\r"[..], Some("image/png")),
            (b"\xff\xd8\xff\xe0", Some("image/jpeg")),
            (b"GIF89a", Some("image/gif")),
            (b"RIFF\0\0\0\0WEBP", Some("image/webp")),
            (b"RIFF\0\0\0\0WAVE", None),
            (b"<svg xmlns=", None),
            (b"", None),
        ] {
            assert_eq!(kind_of(head), kind);
        }
    }
}
