//! The administrator's pattern for the subject of a logged mail or call, as Marketo Sales has it ("Configure Salesforce
//! Activity Detail Customization").

use serde::{Deserialize, Serialize};

/// The longest pattern that is accepted: the length of `Task.Subject`.
const LONGEST: usize = 255;

/// What a pattern can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Field {
    Type,
    Subject,
    CampaignName,
    CampaignDay,
    CampaignStep,
    Outcome,
    Reason,
}

/// The seven fields by their names in Marketo Sales.
const FIELDS: [(&str, Field); 7] = [
    ("activity_type", Field::Type),
    ("activity_subject", Field::Subject),
    ("sales_campaign_name", Field::CampaignName),
    ("sales_campaign_day", Field::CampaignDay),
    ("sales_campaign_step", Field::CampaignStep),
    ("call_outcome", Field::Outcome),
    ("call_reason", Field::Reason),
];

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Field(Field),
}

/// A pattern: text with fields in double braces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivitySubject(Vec<Piece>);

/// What the fields of a pattern are for one activity; empty where it has no such thing.
#[derive(Clone, Copy, Debug, Default)]
pub struct SubjectParts<'a> {
    /// `Email` or `Call`.
    pub kind: &'a str,
    /// The mail's subject, or the one on the form of the call.
    pub subject: &'a str,
    /// The sales campaign that it is a step of.
    pub campaign: Option<CampaignStep<'a>>,
    /// How a call ended.
    pub outcome: &'a str,
    /// Why it was made.
    pub reason: &'a str,
}

/// A step of a sales campaign.
#[derive(Clone, Copy, Debug)]
pub struct CampaignStep<'a> {
    /// The campaign's name.
    pub name: &'a str,
    /// The day of the campaign, from 1.
    pub day: u16,
    /// The step of the campaign, from 1.
    pub step: u16,
}

impl ActivitySubject {
    /// Reads a pattern; `None` where it is empty or too long, has a line break, or names another field.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.trim();
        let fits = !rest.is_empty() && rest.chars().count() <= LONGEST;
        if !fits || rest.chars().any(char::is_control) {
            return None;
        }
        let mut pieces = Vec::new();
        while let Some((before, after)) = rest.split_once("{{") {
            let (name, after) = after.split_once("}}")?;
            let (_, field) = FIELDS.into_iter().find(|(own, _)| *own == name.trim())?;
            pieces.extend([Piece::Text(before.to_owned()), Piece::Field(field)]);
            rest = after;
        }
        pieces.push(Piece::Text(rest.to_owned()));
        pieces.retain(|piece| *piece != Piece::Text(String::new()));
        Some(Self(pieces))
    }

    /// The pattern as it is written.
    #[must_use]
    pub fn written(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Field(field) => {
                let name = FIELDS.iter().find(|(_, own)| own == field);
                format!("{{{{{}}}}}", name.map_or("", |(name, _)| name))
            }
        };
        self.0.iter().map(piece).collect()
    }

    /// The subject of an activity, one line. What an empty field leaves behind, such as `()` or a dash at the end, is left
    /// out; where nothing is left, it is the activity's own subject.
    #[must_use]
    pub fn fill(&self, parts: &SubjectParts<'_>) -> String {
        let mut filled = String::new();
        for piece in &self.0 {
            match piece {
                Piece::Text(text) => filled.push_str(text),
                Piece::Field(field) => filled.push_str(&parts.value(*field)),
            }
        }
        let filled = tidy(tidy(filled, '(', ')'), '[', ']');
        let words: Vec<&str> = filled
            .split(|one: char| one.is_whitespace() || one.is_control())
            .filter(|word| !word.is_empty())
            .collect();
        let line = words.join(" ");
        let line = line.trim_matches(is_joint);
        match line {
            "" => parts.subject.to_owned(),
            line => line.to_owned(),
        }
    }
}

/// Takes what joins parts away where there is nothing to join: at the ends of brackets, and brackets that are empty then.
fn tidy(text: String, open: char, close: char) -> String {
    let Some((before, rest)) = text.split_once(open) else {
        return text;
    };
    let Some((inner, after)) = rest.split_once(close) else {
        return text;
    };
    let after = tidy(after.to_owned(), open, close);
    match inner.trim_matches(is_joint) {
        "" => format!("{before}{after}"),
        inner => format!("{before}{open}{inner}{close}{after}"),
    }
}

/// Whether a character joins the parts of a line.
fn is_joint(one: char) -> bool {
    one.is_whitespace() || "-–—:|·,/".contains(one)
}

impl SubjectParts<'_> {
    fn value(&self, field: Field) -> String {
        let number = |of: fn(&CampaignStep<'_>) -> u16| {
            let number = self.campaign.as_ref().map(of);
            number.map(|number| number.to_string()).unwrap_or_default()
        };
        match field {
            Field::Type => self.kind.to_owned(),
            Field::Subject => self.subject.to_owned(),
            Field::CampaignName => self
                .campaign
                .map(|own| own.name)
                .unwrap_or_default()
                .to_owned(),
            Field::CampaignDay => number(|own| own.day),
            Field::CampaignStep => number(|own| own.step),
            Field::Outcome => self.outcome.to_owned(),
            Field::Reason => self.reason.to_owned(),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn filled(pattern: &str, parts: &SubjectParts<'_>) -> String {
        ActivitySubject::parse(pattern).unwrap().fill(parts)
    }

    #[test]
    fn all_seven_fields_are_filled() {
        let parts = SubjectParts {
            kind: "Call",
            subject: "Call with Ada",
            campaign: Some(CampaignStep {
                name: "Spring",
                day: 3,
                step: 2,
            }),
            outcome: "Answered",
            reason: "Renewal",
        };
        let all: Vec<String> = FIELDS
            .iter()
            .map(|(name, _)| format!("{{{{ {name} }}}}"))
            .collect();
        let line = filled(&all.join(" | "), &parts);
        assert_eq!(
            line,
            "Call | Call with Ada | Spring | 3 | 2 | Answered | Renewal"
        );
    }

    #[test]
    fn what_an_empty_field_leaves_behind_is_left_out() {
        let mail = SubjectParts {
            kind: "Email",
            subject: "Engines",
            ..SubjectParts::default()
        };
        for (pattern, line) in [
            (
                "{{activity_type}}: {{activity_subject}} ({{call_outcome}})",
                "Email: Engines",
            ),
            (
                "{{activity_type}} - {{activity_subject}} - {{sales_campaign_name}}",
                "Email - Engines",
            ),
            (
                "{{activity_subject}} ({{call_outcome}}, {{call_reason}})",
                "Engines",
            ),
            ("[{{call_reason}}] {{activity_subject}}", "Engines"),
            ("{{call_reason}}", "Engines"),
            ("Sales {{sales_campaign_day}}", "Sales"),
        ] {
            assert_eq!(filled(pattern, &mail), line, "{pattern}");
        }
        let broken = SubjectParts {
            subject: "One\r\ntwo",
            ..SubjectParts::default()
        };
        assert_eq!(filled("{{activity_subject}}", &broken), "One two");
    }

    #[test]
    fn other_patterns_are_mistakes() {
        for wrong in [
            "",
            "  ",
            "{{subject}}",
            "{{activity_type",
            "{{}}",
            "a\nb",
            &"x".repeat(256),
        ] {
            assert_eq!(ActivitySubject::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_pattern_is_read_as_it_was_written(text in "[a-z{}: ]{0,40}(\\{\\{call_outcome\\}\\})?[a-z ]{0,9}") {
            if let Some(pattern) = ActivitySubject::parse(&text) {
                prop_assert_eq!(ActivitySubject::parse(&pattern.written()), Some(pattern));
            }
        }

        #[test]
        fn a_subject_is_one_line(subject in ".*", outcome in ".*") {
            let pattern = ActivitySubject::parse("{{activity_type}} {{activity_subject}} ({{call_outcome}})").unwrap();
            let line = pattern.fill(&SubjectParts { subject: &subject, outcome: &outcome, ..SubjectParts::default() });
            prop_assert!(!line.contains('\n') && !line.contains('\r'), "{line:?}");
        }
    }
}
