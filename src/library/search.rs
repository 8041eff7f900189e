//! How templates are found: by words, by category, and in which order.

use super::Template;
use crate::base::Millis;
use crate::mailbox::{one_line, plain_text};

/// Which templates are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Words of the name, subject or text; empty for all.
    pub words: String,
    /// The category; empty for all.
    pub category: String,
    /// Those that are put away, in place of the others.
    pub archived: bool,
    /// Only those that were not used since this moment.
    pub unused_since: Option<Millis>,
}

/// The categories of templates, each once, in order.
#[must_use]
pub fn categories<'a>(templates: impl IntoIterator<Item = &'a Template>) -> Vec<String> {
    let used = templates
        .into_iter()
        .map(|template| &template.text.category);
    let mut all: Vec<String> = used
        .filter(|category| !category.is_empty())
        .cloned()
        .collect();
    all.sort();
    all.dedup();
    all
}

/// The templates to be shown: pinned ones first, then favorites, then by when they were used, then by name. All
/// of the words have to be in the name, the subject or the text.
#[must_use]
pub fn arranged(templates: &[Template], shown: &Shown) -> Vec<Template> {
    let words = shown.words.to_lowercase();
    let words: Vec<&str> = words.split_whitespace().collect();
    let fits = |template: &&Template| {
        let text = &template.text;
        if template.archived != shown.archived {
            return false;
        }
        if !shown.category.is_empty() && text.category != shown.category {
            return false;
        }
        if let Some(since) = shown.unused_since
            && template.marks.used.is_some_and(|used| used >= since)
        {
            return false;
        }
        if words.is_empty() {
            return true;
        }
        let all = format!(
            "{} {} {}",
            text.name,
            text.subject,
            one_line(&plain_text(&text.html))
        );
        let all = all.to_lowercase();
        words.iter().all(|word| all.contains(word))
    };
    let mut found: Vec<Template> = templates.iter().filter(fits).cloned().collect();
    found.sort_by_cached_key(|template| {
        let marks = template.marks;
        let used = marks.used.map_or(0, |used| used.0);
        (
            !marks.pinned,
            !marks.favorite,
            std::cmp::Reverse(used),
            template.text.name.to_lowercase(),
        )
    });
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Marks, TemplateText};

    fn template(id: &str, html: &str, marks: Marks) -> Template {
        Template {
            id: id.into(),
            text: TemplateText {
                name: id.into(),
                category: if id.len() > 5 { "Long" } else { "" }.into(),
                subject: format!("About {id}"),
                html: html.into(),
            },
            own: true,
            shared_by: None,
            archived: id == "old",
            marks,
            conditions: Vec::new(),
        }
    }

    #[test]
    fn what_the_rep_marked_comes_first_and_words_are_looked_for_everywhere() {
        let marks = |pinned, favorite, used: i64| Marks {
            pinned,
            favorite,
            used: (used > 0).then(|| Millis(used.unsigned_abs().cast_signed())),
        };
        let all = [
            template(
                "zebra",
                "<p>Renewal of <b>plans</b></p>",
                marks(false, false, 0),
            ),
            template("apple", "<p>Hello</p>", marks(false, false, 0)),
            template("recent", "<p>Hello</p>", marks(false, false, 9)),
            template("liked", "<p>Hello</p>", marks(false, true, 0)),
            template("pinned", "<p>Hello</p>", marks(true, false, 0)),
            template("old", "<p>Hello</p>", Marks::default()),
        ];
        let names = |shown: &Shown| {
            let found = arranged(&all, shown);
            found
                .into_iter()
                .map(|each| each.id)
                .collect::<Vec<_>>()
                .join(" ")
        };
        let by = |words: &str, category: &str, archived| Shown {
            words: words.into(),
            category: category.into(),
            archived,
            unused_since: None,
        };
        assert_eq!(names(&Shown::default()), "pinned liked recent apple zebra");
        assert_eq!(names(&by("PLANS renewal", "", false)), "zebra");
        assert_eq!(names(&by("about app", "", false)), "apple");
        assert_eq!(names(&by("strong", "", false)), "");
        assert_eq!(names(&by("", "Long", false)), "pinned recent");
        assert_eq!(names(&by("", "", true)), "old");
        let unused = Shown {
            unused_since: Some(Millis(9)),
            ..Shown::default()
        };
        assert_eq!(names(&unused), "pinned liked apple zebra");
    }
}
