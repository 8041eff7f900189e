//! What becomes of a template, in text and in HTML.

use msi_actions::templates::{Form, Reason, outlined};

use super::filled;

#[test]
fn fields_are_filled_in_text() {
    for (template, text) in [
        ("", ""),
        (
            "No field, { one } brace } and }}.",
            "No field, { one } brace } and }}.",
        ),
        ("Hi {{first_name}}!", "Hi Ada!"),
        ("{{ FIRST_NAME }} {{last_name}}", "Ada King & <Lovelace>"),
        (
            "Dear {{title | default: \"colleague\"}},",
            "Dear colleague,",
        ),
        ("Dear {{nobody_knows | default: 'you'}},", "Dear you,"),
        ("{{first_name | default: \"you\"}}", "Ada"),
        ("a{{title|default:\"\"}}b", "ab"),
        (
            "{!Contact.FirstName} of {!Account.Name}",
            "Ada of Analytical Engines, Inc.",
        ),
        ("{{{Recipient.FirstName}}}", "Ada"),
        (
            "{{sfdc_opportunity_amount}} by {!Opportunity.Close_Date}",
            "12.500,50\u{a0}€ by 31.12.2026",
        ),
        ("{{lines}}", "one\ntwo"),
        ("{{my_signature}}", "Rita\nRep"),
    ] {
        assert_eq!(
            filled(template, Form::Text).as_deref(),
            Ok(text),
            "{template}"
        );
    }
    assert_eq!(
        filled("Re: {{lines}}", Form::Line).as_deref(),
        Ok("Re: one two")
    );
}

#[test]
fn values_are_escaped_in_html() {
    for (template, html) in [
        (
            "<p>Hi {{first_name}} {{last_name}}</p>",
            "<p>Hi Ada King &amp; &lt;Lovelace&gt;</p>",
        ),
        (
            "<p>{{title&nbsp;|&nbsp;default: &quot;a &amp; b&quot;}}</p>",
            "<p>a &amp; b</p>",
        ),
        ("<p>{{lines}}</p>", "<p>one<br>two</p>"),
        ("<p>{{my_signature}}</p>", "<p><b>Rita</b><br>Rep</p>"),
        (
            "<b>{{first_name}}</b><i title='{{last_name}}'>x</i>",
            "<b>Ada</b><i title='King &amp; &lt;Lovelace&gt;'>x</i>",
        ),
        (
            "<a href=\"{{work_website}}\">x</a>",
            "<a href=\"https://analytical.example/?a=1&amp;b=&quot;2&quot;\">x</a>",
        ),
        (
            "<a href='https://x.example/?c={{company}}&amp;d=1'>x</a>",
            "<a href='https://x.example/?c=Analytical%20Engines%2C%20Inc.&amp;d=1'>x</a>",
        ),
        (
            "<style>a{b:c}</style><p>{</p><p>x</p>",
            "<style>a{b:c}</style><p>{</p><p>x</p>",
        ),
    ] {
        assert_eq!(
            filled(template, Form::Html).as_deref(),
            Ok(html),
            "{template}"
        );
    }
}

#[test]
fn what_is_not_filled_is_named_with_its_place() {
    use Reason::{Braces, Empty, NotClosed, NotUnderstood, Prompt, Unknown};
    for (template, unfilled) in [
        ("ä {{nobody}}", vec![("nobody", 3, Unknown)]),
        (
            "{{title}} {{first_name}} {{x}}",
            vec![("title", 0, Empty), ("x", 25, Unknown)],
        ),
        (
            "Hi, {{! say why you write }}",
            vec![("say why you write", 4, Prompt)],
        ),
        (
            "{!Contact.Phone} {{{Organization.Name}}}",
            vec![
                ("Contact.Phone", 0, Unknown),
                ("Organization.Name", 17, Unknown),
            ],
        ),
        (
            "{!IF(Contact.FirstName, 1, 2)} {!}",
            vec![
                ("IF(Contact.FirstName, 1, 2)", 0, NotUnderstood),
                ("", 31, NotUnderstood),
            ],
        ),
        (
            "{{#each x}}{{first_name}}{{/each}}",
            vec![("#each x", 0, NotUnderstood), ("/each", 25, NotUnderstood)],
        ),
        (
            "{{first_name} and {{last_name}}",
            vec![("first_name", 0, NotClosed)],
        ),
        ("{{evil}}", vec![("evil", 0, Braces)]),
        ("{{{open}} {{open}}{x", vec![("open", 0, NotClosed)]),
        ("{{open}}{{open}}", vec![("open", 0, Braces)]),
        ("{{open}}!", vec![("open", 0, Braces)]),
        (
            "{{nobody | default: \"{{first_name}}\"}}",
            vec![("nobody", 0, Braces)],
        ),
    ] {
        let unfilled: Vec<_> = unfilled
            .into_iter()
            .map(|(field, at, reason)| (field.to_owned(), at, reason))
            .collect();
        let found = filled(template, Form::Text).unwrap_err();
        assert_eq!(
            found[..unfilled.len().min(found.len())],
            unfilled,
            "{template}"
        );
    }
}

#[test]
fn a_field_that_markup_splits_is_named() {
    use Reason::{Empty, NoLink, Prompt, Split};
    for (template, field, at, reason) in [
        ("<p>{{<b>first</b>_name}}</p>", "first_name", 3, Split),
        ("<p>{<i>{first_name}}</i></p>", "first_name", 3, Split),
        ("<p>{{first_name}</p><p>}</p>", "first_name", 3, Split),
        ("<p>&#123;<b>{first_name}}</b>", "first_name", 3, Split),
        ("<p>{\u{200b}{first_name}}", "first_name", 3, Split),
        ("<p>{{! write <b>this</b> }}", "write this", 3, Prompt),
        ("<p>a</p>&lcub;&#x7b;title}}", "title", 8, Empty),
        ("<a href=\"{{script}}\">", "script", 9, NoLink),
        (
            "<a href=\"{{first_name}}.example\">",
            "first_name",
            9,
            NoLink,
        ),
        ("<a href=\"x\" title=\"{{title}}\">", "title", 19, Empty),
        ("<!-- {{title}} -->", "title", 5, Empty),
    ] {
        assert_eq!(
            filled(template, Form::Html),
            Err(vec![(field.to_owned(), at, reason)]),
            "{template}"
        );
    }
}

#[test]
fn where_nobody_s_values_are_known_a_field_is_hinted_at() {
    for (template, line) in [
        ("Welcome, {{first_name}}!", "Welcome, …!"),
        (
            "{!Account.Name}: {{! what }} and {{title|default:\"x\"}}",
            "…: … and …",
        ),
        ("A { brace", "A { brace"),
    ] {
        assert_eq!(outlined(template), line);
    }
}
