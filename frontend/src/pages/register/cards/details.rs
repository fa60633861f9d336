//! What may be told besides.

use leptos::prelude::*;
use shared::cloud_features;
use shared::platform::CloudPlatform;
use shared::validate::EC2_STORAGE_TYPES;

use crate::components::form::{CheckField, Control, SelectField, TextField};
use crate::register::{Draft, Features, Field, Need, Virtualization};

use super::super::form::Form;

/// Storage type, size, cloud features and whether the image is deprecated.
#[component]
pub fn DetailsCard(form: Form) -> impl IntoView {
    let on_ec2 = form.part(|draft| draft.platform == Some(CloudPlatform::Ec2));
    view! {
        <section class="card" aria-labelledby="card-details">
            <h2 id="card-details">"Details"</h2>
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
                    hint="A whole number of gigabytes, 1 or more"
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
                hint="New servers should use another image; those that run stay as they are"
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
        let none = (String::new(), "Not told".to_owned());
        let odd = odd.get().map(|name| (name.clone(), format!("{name} (as typed)")));
        [none].into_iter().chain(EC2_STORAGE_TYPES.map(plain)).chain(odd).collect::<Vec<_>>()
    });
    view! {
        <SelectField
            control=form.control(Field::StorageType)
            value
            change=form.change(Field::StorageType, |draft, text| draft.storage_type = text)
            options
            hint="Where the root disk is; hvm is hardware virtualization"
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
            hint="Up to 20 characters; most clouds have none"
            need=Need::Optional.word()
        />
    }
}

#[component]
fn FeaturesField(form: Form) -> impl IntoView {
    let options = [
        ("", "Not told"),
        (cloud_features::AWS, "EC2 (AwsImageCloudFeatures)"),
        (cloud_features::GENERIC, "Any cloud (ImageCloudFeatures)"),
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
            hint="What else Scalr should know of the image on its cloud"
            need=Need::Optional.word()
        />
    }
}

/// A member of EC2's features; there only where they are chosen.
#[component]
fn VirtualizationField(form: Form) -> impl IntoView {
    let there = form.part(|draft| matches!(draft.features, Features::Aws { .. }));
    let options = [("", "Not told"), ("hvm", "HVM"), ("paravirtual", "Paravirtual")]
        .map(|(name, words)| (name.to_owned(), words.to_owned()))
        .to_vec();
    // It belongs to the features: what is wrong with them is said there, once.
    let control = Control {
        id: "register-virtualization",
        label: "Virtualization",
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
                hint="How EC2 virtualizes the servers of the image"
                need=Need::Optional.word()
            />
        </Show>
    }
}
