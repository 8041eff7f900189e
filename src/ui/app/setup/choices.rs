//! Every setting of the policy, with what it means, and the value that the administrator chooses.

use leptos::prelude::*;
use serde_json::{Map, Value};

use crate::admin::setup::SetupView;
use crate::platform::i18n::text;
use crate::protocol::ChooseSetting;
use crate::settings::{BY_SET_UP, CATALOGUE, Kind, Setting};
use crate::ui::components::{Command, FaultView, Query};

#[component]
pub fn Choices(asked: Query<SetupView>) -> impl IntoView {
    let chosen = Memo::new(move |_| {
        let value = asked.value;
        value.with(|view| {
            view.as_ref()
                .map(|view| view.chosen.clone())
                .unwrap_or_default()
        })
    });
    let row = |setting: &'static Setting| view! { <Choice setting chosen asked /> };
    view! {
        <details class="fold" data-part="choices">
            <summary>{text("setup_choices_title")}</summary>
            <p class="inside soft">{text("setup_choices_text")}</p>
            <ul class="rows">{CATALOGUE.iter().map(row).collect_view()}</ul>
        </details>
    }
}

/// A setting: its name, its meaning, its value.
#[component]
fn Choice(
    setting: &'static Setting,
    chosen: Memo<Map<String, Value>>,
    asked: Query<SetupView>,
) -> impl IntoView {
    let name = setting.name;
    let value = Memo::new(move |_| chosen.with(|chosen| chosen.get(name).cloned()));
    let doing = Command::new();
    let choose = Callback::new(move |value: Value| {
        let setting = name.to_owned();
        doing.run(ChooseSetting { setting, value }, move |_| asked.again());
    });
    let control = match BY_SET_UP.contains(&name) {
        true => view! { <span class="small soft">{text("setup_choices_own")}</span> }.into_any(),
        false => view! { <Control name kind=setting.kind value choose /> }.into_any(),
    };
    view! {
        <li data-row=name>
            <div class="policy-setting">
                <div class="grow">
                    <p class="strong" id=label_of(name)><code>{name}</code></p>
                    <p class="small soft" id=meaning_of(name)>{text(&format!("policy_means_{name}"))}</p>
                </div>
                {control}
            </div>
            {move || doing.fault.get().map(|fault| view! { <FaultView fault /> })}
        </li>
    }
}

fn label_of(name: &str) -> String {
    format!("setting-{name}")
}

fn meaning_of(name: &str) -> String {
    format!("meaning-{name}")
}

#[component]
fn Control(
    name: &'static str,
    kind: Kind,
    value: Memo<Option<Value>>,
    choose: Callback<Value>,
) -> impl IntoView {
    match kind {
        Kind::Switch => view! { <OneOf name words=&["true", "false"] value choose /> }.into_any(),
        Kind::Word(words) => view! { <OneOf name words value choose /> }.into_any(),
        Kind::Words(words) => view! { <SomeOf name words value choose /> }.into_any(),
        Kind::Number { .. } | Kind::Text | Kind::Fields | Kind::Domains | Kind::Choices => {
            view! { <Typed name kind value choose /> }.into_any()
        }
        Kind::Orgs => ().into_any(),
    }
}

/// A value as a person writes it.
fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(written).collect::<Vec<_>>().join(", "),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}

/// A select box; the first option leaves the setting out.
#[component]
fn OneOf(
    name: &'static str,
    words: &'static [&'static str],
    value: Memo<Option<Value>>,
    choose: Callback<Value>,
) -> impl IntoView {
    let now =
        Memo::new(move |_| value.with(|value| value.as_ref().map(written).unwrap_or_default()));
    let change = move |event| {
        choose.run(match event_target_value(&event).as_str() {
            "" => Value::Null,
            "true" => true.into(),
            "false" => false.into(),
            word => word.into(),
        });
    };
    let option = move |word: &'static str| {
        view! { <option value=word selected=move || now.get() == word>{word}</option> }
    };
    view! {
        <select class="input" aria-labelledby=label_of(name) aria-describedby=meaning_of(name) on:change=change>
            <option value="" selected=move || now.get().is_empty()>{text("setup_choices_none")}</option>
            {words.iter().copied().map(option).collect_view()}
        </select>
    }
}

/// Check boxes; without any ticked, the setting is left out.
#[component]
fn SomeOf(
    name: &'static str,
    words: &'static [&'static str],
    value: Memo<Option<Value>>,
    choose: Callback<Value>,
) -> impl IntoView {
    let has = move |word: &str| {
        value.with(|value| {
            let words = value.as_ref().and_then(Value::as_array);
            words.is_some_and(|words| words.iter().any(|own| own == word))
        })
    };
    let tick = move |word: &'static str, on: bool| {
        let wanted = |own: &&&'static str| if **own == word { on } else { has(own) };
        let list: Vec<Value> = words
            .iter()
            .filter(wanted)
            .map(|own| (*own).into())
            .collect();
        choose.run(if list.is_empty() {
            Value::Null
        } else {
            list.into()
        });
    };
    let each = move |word: &'static str| {
        view! {
            <label class="ticked">
                <input
                    type="checkbox"
                    prop:checked=move || has(word)
                    on:change=move |event| tick(word, event_target_checked(&event))
                />
                <code>{word}</code>
            </label>
        }
    };
    view! {
        <div class="policy-words" role="group" aria-labelledby=label_of(name) aria-describedby=meaning_of(name)>
            {words.iter().copied().map(each).collect_view()}
        </div>
    }
}

/// A text field; an empty one leaves the setting out.
#[component]
fn Typed(
    name: &'static str,
    kind: Kind,
    value: Memo<Option<Value>>,
    choose: Callback<Value>,
) -> impl IntoView {
    let change = move |event| {
        let typed = event_target_value(&event).trim().to_owned();
        let number = |text: &str| {
            text.parse::<u32>()
                .map_or_else(|_| text.into(), Value::from)
        };
        choose.run(match kind {
            _ if typed.is_empty() => Value::Null,
            Kind::Number { .. } => number(&typed),
            Kind::Fields | Kind::Domains | Kind::Choices => {
                let fields = typed
                    .split(',')
                    .map(str::trim)
                    .filter(|field| !field.is_empty());
                fields.map(Value::from).collect()
            }
            _ => typed.into(),
        });
    };
    view! {
        <input
            class="input"
            autocomplete="off"
            spellcheck="false"
            inputmode=matches!(kind, Kind::Number { .. }).then_some("numeric")
            aria-labelledby=label_of(name)
            aria-describedby=meaning_of(name)
            placeholder=text("setup_choices_none")
            prop:value=move || value.with(|value| value.as_ref().map(written).unwrap_or_default())
            on:change=change
        />
    }
}
