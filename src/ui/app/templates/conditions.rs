//! For which records a template is recommended.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::base::{FieldFault, OrgHost};
use crate::library::{Condition, MOST_CONDITIONS, Mark, Template, Test};
use crate::platform::i18n::{text, text_with};
use crate::protocol::MarkTemplate;
use crate::ui::components::{Button, ButtonKind, Command, FaultView, Shape, ToolButton, live};

/// Fields that are worth a condition; any other can be written.
const FIELDS: [&str; 12] = [
    "title",
    "company",
    "sfdc_lead_industry",
    "sfdc_lead_status",
    "sfdc_lead_rating",
    "sfdc_lead_lead_source",
    "sfdc_contact_department",
    "sfdc_account_industry",
    "sfdc_account_type",
    "sfdc_account_rating",
    "sfdc_opportunity_stage_name",
    "sfdc_opportunity_type",
];
const LIST: &str = "condition-fields";

/// The conditions of a template.
#[component]
pub fn Conditions(org: OrgHost, template: Template, done: Callback<()>) -> impl IntoView {
    let live = live();
    let saving = Command::new();
    let faults = RwSignal::new(Vec::<FieldFault>::new());
    let conditions = RwSignal::new(match template.conditions {
        none if none.is_empty() => vec![fresh()],
        some => some,
    });
    let count = Memo::new(move |_| conditions.with(Vec::len));
    let id = template.id;
    let save = move |()| {
        let written = conditions.get_untracked().into_iter();
        let written: Vec<Condition> = written.filter(|one| *one != fresh()).collect();
        let found: Vec<FieldFault> = written.iter().filter_map(Condition::fault).collect();
        if !found.is_empty() {
            faults.set(found);
            return;
        }
        let mark = MarkTemplate {
            org: org.clone(),
            id: id.clone(),
            mark: Mark::Recommended(written),
        };
        saving.run(mark, move |_| {
            live.say(text("templates_conditions_saved"));
            done.run(());
        });
    };
    let add = move |()| {
        conditions.update(|all| all.push(fresh()));
        request_animation_frame(|| {
            let last = ".conditions li:last-child input";
            if let Ok(Some(field)) = document().query_selector(last) {
                let field = field.dyn_into::<web_sys::HtmlElement>();
                let _ = field.map(|field| field.focus());
            }
        });
    };
    let remove = move |at: usize| {
        conditions.update(|all| {
            if at < all.len() {
                all.remove(at);
            }
        });
        faults.set(Vec::new());
    };
    let lines = move || {
        let row = |at: usize| view! { <Row at conditions faults remove=move |()| remove(at) /> };
        (0..count.get()).map(row).collect_view()
    };
    let wrong = move || {
        let line = |fault: FieldFault| {
            let value = fault.value.unwrap_or_default();
            view! { <p class="field-fault">{text_with(&fault.message, &[&value])}</p> }
        };
        faults.get().into_iter().map(line).collect_view()
    };
    let option = |name: &'static str| view! { <option value=name></option> };
    view! {
        <section class="card">
            <header>
                <h2>{text_with("templates_conditions", &[&template.text.name])}</h2>
                <p>{text("templates_conditions_text")}</p>
            </header>
            <div class="inside">
                <datalist id=LIST>{FIELDS.map(option).collect_view()}</datalist>
                <ul class="conditions" role="list">
                    {lines}
                </ul>
                <div class="faults" role="status">
                    {wrong}
                </div>
                {move || {
                    (count.get() < MOST_CONDITIONS)
                        .then(|| {
                            view! {
                                <div class="buttons">
                                    <Button small=true on_press=add>
                                        {text("templates_condition_add")}
                                    </Button>
                                </div>
                            }
                        })
                }}
                {move || saving.fault.get().map(|fault| view! { <FaultView fault /> })}
            </div>
            <footer class="foot">
                <Button look=ButtonKind::Quiet on_press=done>{text("cancel")}</Button>
                <Button look=ButtonKind::Primary disabled=saving.busy on_press=save>{text("save")}</Button>
            </footer>
        </section>
    }
}

/// One condition: field, comparison, value.
#[component]
fn Row(
    at: usize,
    conditions: RwSignal<Vec<Condition>>,
    faults: RwSignal<Vec<FieldFault>>,
    #[prop(into)] remove: Callback<()>,
) -> impl IntoView {
    let read = move || conditions.with(|all| all.get(at).cloned().unwrap_or_else(fresh));
    let edit = move |change: &dyn Fn(&mut Condition)| {
        conditions.update(|all| {
            if let Some(condition) = all.get_mut(at) {
                change(condition);
            }
        });
        faults.set(Vec::new());
    };
    let has_value = Memo::new(move |_| read().test.has_value());
    let chosen = move |event| {
        let name = event_target_value(&event);
        let test = Test::ALL.into_iter().find(|test| words(*test) == name);
        if let Some(test) = test {
            edit(&|condition| condition.test = test);
        }
    };
    let option = move |test: Test| {
        view! {
            <option value=words(test) prop:selected=move || read().test == test>
                {text(words(test))}
            </option>
        }
    };
    view! {
        <li>
            <input
                class="input"
                type="text"
                autocomplete="off"
                spellcheck="false"
                list=LIST
                aria-label=text("templates_condition_field")
                placeholder=text("templates_condition_field")
                prop:value=move || read().field
                on:input=move |event| {
                    let field = event_target_value(&event);
                    edit(&|condition| condition.field.clone_from(&field));
                }
            />
            <select class="input" aria-label=text("templates_condition_test") on:change=chosen>
                {Test::ALL.map(option).collect_view()}
            </select>
            {move || {
                has_value
                    .get()
                    .then(|| {
                        view! {
                            <input
                                class="input"
                                type="text"
                                autocomplete="off"
                                aria-label=text("templates_condition_value")
                                placeholder=text("templates_condition_value")
                                prop:value=move || read().value
                                on:input=move |event| {
                                    let value = event_target_value(&event);
                                    edit(&|condition| condition.value.clone_from(&value));
                                }
                            />
                        }
                    })
            }}
            <ToolButton label=text("templates_condition_remove") shape=Shape::Close on_press=remove />
        </li>
    }
}

fn fresh() -> Condition {
    Condition {
        field: String::new(),
        test: Test::Is,
        value: String::new(),
    }
}

/// The locale key of a comparison.
const fn words(test: Test) -> &'static str {
    match test {
        Test::Is => "condition_is",
        Test::IsNot => "condition_is_not",
        Test::Contains => "condition_contains",
        Test::IsEmpty => "condition_is_empty",
    }
}
