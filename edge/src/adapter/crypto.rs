//! RS256 by `WebCrypto`.

use js_sys::{Array, Boolean, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{CryptoKey, SubtleCrypto};

use crate::auth::{Rs256, RsaKey};

use super::global;

/// Its name there.
const ALGORITHM: &str = "RSASSA-PKCS1-v1_5";

pub(super) struct WebCrypto;

impl Rs256 for WebCrypto {
    type Key = CryptoKey;

    async fn import(&self, key: &RsaKey) -> Option<CryptoKey> {
        import(key).await.ok()
    }

    async fn verify(&self, key: &CryptoKey, message: &[u8], signature: &[u8]) -> bool {
        // What cannot be checked is not right.
        verify(key, message, signature).await.unwrap_or(false)
    }
}

async fn import(key: &RsaKey) -> Result<CryptoKey, JsValue> {
    let jwk = object(&[("kty", "RSA"), ("alg", "RS256"), ("n", &key.n), ("e", &key.e)])?;
    let algorithm = object(&[("name", ALGORITHM), ("hash", "SHA-256")])?;
    let usages = Array::of1(&"verify".into());
    let key = subtle()?.import_key_with_object("jwk", &jwk, &algorithm, false, &usages)?;
    JsFuture::from(key).await?.dyn_into()
}

async fn verify(key: &CryptoKey, message: &[u8], signature: &[u8]) -> Result<bool, JsValue> {
    let [signature, message] = [signature, message].map(Uint8Array::from);
    let right = subtle()?
        .verify_with_str_and_js_u8_array_and_js_u8_array(ALGORITHM, key, &signature, &message)?;
    Ok(JsFuture::from(right).await?.dyn_into::<Boolean>()?.value_of())
}

fn subtle() -> Result<SubtleCrypto, JsValue> {
    Ok(global().crypto()?.subtle())
}

fn object(members: &[(&str, &str)]) -> Result<Object, JsValue> {
    let object = Object::new();
    for (name, value) in members {
        Reflect::set(&object, &(*name).into(), &(*value).into())?;
    }
    Ok(object)
}
