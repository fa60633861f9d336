//! What may be told besides.

use leptos::prelude::*;
use shared::cloud_features;
use shared::platform::CloudPlatform;
use shared::validate::EC2_STORAGE_TYPES;

use crate::components::form::{CheckField, Control, SelectField, TextField};
use crate::register::{Draft, Features, Field, Need, Virtualization};
use crate::text;

use super::super::form::Form;

/// Storage type, size, cloud features and whether the image is deprecated.
#[component]
pub fn DetailsCard(form: Form) -> impl IntoView {
    let on_ec2 = form.part(|draft| draft.platform == Some(CloudPlatform::Ec2));
    view! {
        <section class="card" aria-labelledby="card-details">
            {text::said("h2 id='card-details'", text::register().details_card)}
            <div class="field-grid">
                {move || {
                    if on_ec2.get() {
                        view! { <Ec2TypeField form/> }.into_any()
                    } else {
                        view! { <OtherTypeField form/> }.into_any()
                    }
                }}
                <TextField
                    control=form.control(Field::Size)
                    value=form.part(|draft| draft.size.clone())
                    input=form.change(Field::Size, |draft, text| draft.size = text)
                    hint=text::register().size_hint
                    need=Need::Optional.word()
                    keys="numeric"
                />
                <FeaturesField form/>
                <VirtualizationField form/>
            </div>
            <CheckField
                control=form.control(Field::Deprecated)
                value=form.part(|draft| draft.deprecated)
                change=form.change(Field::Deprecated, |draft, on| draft.deprecated = on)
                hint=text::register().deprecated_hint
            />
        </section>
    }
}

/// The four types of EC2, and one of another cloud for as long as it stands in the draft.
#[component]
fn Ec2TypeField(form: Form) -> impl IntoView {
    let value = form.part(|draft| draft.storage_type.clone());
    let odd = Memo::new(move |before: Option<&Option<String>>| {
        let typed = value.get();
        if typed.is_empty() || EC2_STORAGE_TYPES.contains(&typed.as_str()) {
            before.cloned().flatten()
        } else {
            Some(typed)
        }
    });
    let options = Signal::derive(move || {
        let plain = |name: &str| (name.to_owned(), name.to_owned());
        let none = (String::new(), text::register().not_told.to_owned());
        let odd = odd
            .get()
            .map(|name| (name.clone(), text::fill(text::register().as_typed, &[("name", &name)])));
        [none].into_iter().chain(EC2_STORAGE_TYPES.map(plain)).chain(odd).collect::<Vec<_>>()
    });
    view! {
        <SelectField
            control=form.control(Field::StorageType)
            value
            change=form.change(Field::StorageType, |draft, text| draft.storage_type = text)
            options
            hint=text::register().ec2_type_hint
            need=Need::Optional.word()
        />
    }
}

#[component]
fn OtherTypeField(form: Form) -> impl IntoView {
    view! {
        <TextField
            control=form.control(Field::StorageType)
            value=form.part(|draft| draft.storage_type.clone())
            input=form.change(Field::StorageType, |draft, text| draft.storage_type = text)
            hint=text::register().type_hint
            need=Need::Optional.word()
        />
    }
}

#[component]
fn FeaturesField(form: Form) -> impl IntoView {
    let options = [
        ("", text::register().not_told),
        (cloud_features::AWS, text::register().features_aws),
        (cloud_features::GENERIC, text::register().features_generic),
    ]
    .map(|(name, words)| (name.to_owned(), words.to_owned()))
    .to_vec();
    view! {
        <SelectField
            control=form.control(Field::Features)
            value=form.part(|draft| {
                match draft.features {
                    Features::None => "",
                    Features::Generic => cloud_features::GENERIC,
                    Features::Aws { .. } => cloud_features::AWS,
                }
                .to_owned()
            })
            change=form.change(Field::Features, |draft: &mut Draft, name: String| {
                draft.features = match name.as_str() {
                    cloud_features::AWS => Features::Aws { virtualization: None },
                    cloud_features::GENERIC => Features::Generic,
                    _ => Features::None,
                };
            })
            options=Signal::stored(options)
            hint=text::register().features_hint
            need=Need::Optional.word()
        />
    }
}

/// A member of EC2's features; there only where they are chosen.
#[component]
fn VirtualizationField(form: Form) -> impl IntoView {
    let there = form.part(|draft| matches!(draft.features, Features::Aws { .. }));
    let options = [
        ("", text::register().not_told),
        ("hvm", "HVM"),
        ("paravirtual", text::register().paravirtual),
    ]
    .map(|(name, words)| (name.to_owned(), words.to_owned()))
    .to_vec();
    // It belongs to the features: what is wrong with them is said there, once.
    let control = Control {
        id: "register-virtualization",
        label: text::register().virtualization,
        errors: Signal::default(),
        advice: Signal::default(),
        ..form.control(Field::Features)
    };
    let options = StoredValue::new(options);
    view! {
        <Show when=move || there.get()>
            <SelectField
                control
                value=form.part(|draft| {
                    match draft.features {
                        Features::Aws { virtualization: Some(chosen) } => chosen.as_str(),
                        _ => "",
                    }
                    .to_owned()
                })
                change=form.change(Field::Features, |draft: &mut Draft, name: String| {
                    let virtualization = match name.as_str() {
                        "hvm" => Some(Virtualization::Hvm),
                        "paravirtual" => Some(Virtualization::Paravirtual),
                        _ => None,
                    };
                    draft.features = Features::Aws { virtualization };
                })
                options=Signal::stored(options.get_value())
                hint=text::register().virtualization_hint
                need=Need::Optional.word()
            />
        </Show>
    }
}
