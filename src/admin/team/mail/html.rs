//! The HTML part: one column, its styles inline, since mail programs drop the rest.

use super::{Letter, note};
use crate::base::{html::escaped, stores};

/// For mail programs that know dark mode.
const DARK: &str = "@media (prefers-color-scheme: dark) {
  .text { color: #ececf2 !important; }
  .soft { color: #a9a8b6 !important; }
  .rule { border-color: #363642 !important; }
  .step { background: #2a2540 !important; color: #cfc4ff !important; }
  .button { background: #b3a2ff !important; color: #17171c !important; }
  .link { color: #b3a2ff !important; }
}";

const FONT: &str = "16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif";

/// The whole page.
pub(super) fn page(letter: &Letter<'_>, link: &str) -> String {
    let words = letter.words();
    let fill = |sentence: &str| escaped(&letter.fill(sentence));
    let (language, title) = (letter.language.tag(), escaped(&letter.title()));
    let subject = escaped(words.subject);
    let steps: String = (1..)
        .zip(words.step)
        .map(|(n, step)| self::step(n, step))
        .collect();
    let (invited, opens, yours) = (fill(words.invited), fill(words.opens), fill(words.yours));
    let (start, link, store) = (
        escaped(words.start),
        escaped(link),
        escaped(&stores::page()),
    );
    let (get_it, then) = (escaped(words.get_it), escaped(words.then));
    let (none_yet, takes) = (escaped(words.none_yet), escaped(words.steps));
    let sender = fill("{sender}");
    let note: String = note::paragraphs(letter.note)
        .map(|lines| {
            let lines: Vec<String> = lines.map(escaped).collect();
            format!("<p style=\"margin:0 0 16px\">{}</p>\n", lines.join("<br>"))
        })
        .collect();
    format!(
        r#"<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>{subject}</title>
<style>
{DARK}
</style>
</head>
<body class="text" style="margin:0;padding:24px;font:{FONT};color:#1c1b22">
<div style="max-width:560px;margin:0 auto">
<p class="link" style="margin:0 0 24px;font-size:14px;font-weight:600;color:#5a3fc0">MSI Actions</p>
<h1 style="margin:0 0 16px;font-size:26px;line-height:1.2;font-weight:650">{title}</h1>
{note}<p style="margin:0 0 16px">{invited}</p>
<p style="margin:0 0 12px">{takes}</p>
<div style="margin:0 0 24px">
{steps}</div>
<p style="margin:0 0 8px"><a class="button" href="{link}" style="display:inline-block;padding:12px 28px;border-radius:8px;background:#5a3fc0;color:#ffffff;font-weight:600;text-decoration:none">{start}</a></p>
<p class="soft" style="margin:0 0 24px;font-size:14px;color:#5a5966">{opens}</p>
<p style="margin:0 0 24px">{none_yet} <a class="link" href="{store}" style="color:#5a3fc0">{get_it}</a>{then}</p>
<p class="soft rule" style="margin:0;padding-top:16px;border-top:1px solid #dddde5;font-size:14px;color:#5a5966">{yours}</p>
<p class="soft" style="margin:16px 0 0;font-size:14px;color:#5a5966">{sender}</p>
</div>
</body>
</html>
"#
    )
}

fn step(n: u8, words: &str) -> String {
    let words = escaped(words);
    format!(
        r#"<p style="margin:0 0 8px"><span class="step" style="display:inline-block;width:26px;height:26px;margin-right:10px;border-radius:13px;background:#f0ecff;color:#5a3fc0;font-size:14px;font-weight:600;line-height:26px;text-align:center">{n}</span> {words}</p>
"#
    )
}
