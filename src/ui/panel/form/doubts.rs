//! The questions about a form before it is submitted: possible mistakes, and what it is about.

use leptos::prelude::*;

use super::draft::Draft;
use super::logged_on::offered;
use super::question::Question;
use crate::actions::Doubt;
use crate::base::About;
use crate::panel::RecordView;
use crate::platform::i18n::text;
use crate::ui::components::{Button, ButtonKind};

/// The question, in the form's bar. Possible mistakes come first, in one question.
#[component]
pub fn Doubts(
    /// The record in view.
    record: RwSignal<RecordView>,
    /// The draft.
    draft: Draft,
    /// What is asked; empty while nothing is.
    doubts: RwSignal<Vec<Doubt>>,
    /// Called to submit the form as it is.
    on_yes: Callback<()>,
) -> impl IntoView {
    move || {
        let found = doubts.get();
        let mistakes: Vec<_> = found.iter().filter_map(|doubt| words(*doubt)).collect();
        match (mistakes.is_empty(), found.is_empty()) {
            (_, true) => None,
            (false, _) => Some(view! { <Mistakes mistakes doubts on_yes /> }.into_any()),
            (true, false) => Some(view! { <AboutWhat record draft doubts on_yes /> }.into_any()),
        }
    }
}

#[component]
fn Mistakes(
    mistakes: Vec<&'static str>,
    doubts: RwSignal<Vec<Doubt>>,
    on_yes: Callback<()>,
) -> impl IntoView {
    let line = |words: &'static str| view! { <li class="small">{text(words)}</li> };
    let lines = mistakes.into_iter().map(line).collect_view();
    let yes = move |()| {
        // What it is about is a question of its own.
        doubts.update(|doubts| doubts.retain(|doubt| words(*doubt).is_some()));
        on_yes.run(());
    };
    let buttons = view! {
        <Button look=ButtonKind::Primary small=true on_press=yes>
            {text("change_send_anyway")}
        </Button>
        <Back doubts />
    };
    view! {
        <Question title=text("doubt_title") id="doubts" buttons=buttons.into_any()>
            <ul class="changes">{lines}</ul>
        </Question>
    }
}

/// One button for each opportunity, and one for none: the answer submits the form.
#[component]
fn AboutWhat(
    record: RwSignal<RecordView>,
    draft: Draft,
    doubts: RwSignal<Vec<Doubt>>,
    on_yes: Callback<()>,
) -> impl IntoView {
    let choice = move |(name, about): (String, About)| {
        let choose = move |()| {
            draft.edit_any(|form| form.about_mut().clone_from(&about));
            on_yes.run(());
        };
        view! {
            <Button small=true on_press=choose>
                {name}
            </Button>
        }
    };
    let all = untrack(|| offered(record, &About::Undecided)).into_iter();
    let all = all.map(|one| (one.name.clone(), About::Opportunity(one)));
    let none = (text("form_no_opportunity"), About::None);
    let buttons = view! {
        <div class="about-choices">{all.chain([none]).map(choice).collect_view()}</div>
        <Back doubts />
    };
    view! {
        <Question title=text("doubt_about_what") id="doubts" buttons=buttons.into_any()>
            <p class="small">{text("doubt_about_what_why")}</p>
        </Question>
    }
}

#[component]
fn Back(doubts: RwSignal<Vec<Doubt>>) -> impl IntoView {
    view! {
        <Button look=ButtonKind::Quiet small=true on_press=move |()| doubts.set(Vec::new())>
            {text("review_back")}
        </Button>
    }
}

/// The words for a possible mistake; none for what is a question of its own.
const fn words(doubt: Doubt) -> Option<&'static str> {
    match doubt {
        Doubt::NoSubject => Some("doubt_no_subject"),
        Doubt::NoWords => Some("doubt_no_words"),
        Doubt::AboutWhat => None,
    }
}
