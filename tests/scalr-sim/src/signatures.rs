//! Every signature that has arrived, for tests that look for them where they must not be.

use std::collections::{BTreeSet, VecDeque};

use hyper::HeaderMap;

/// So many are kept, so that a load test cannot fill the memory.
const KEEP: usize = 100_000;

/// The newest signatures, each once, in base64. No reset forgets them.
#[derive(Debug, Default)]
pub(crate) struct Signatures {
    known: BTreeSet<String>,
    order: VecDeque<String>,
}

impl Signatures {
    /// Writes down the signature of a request, right or wrong.
    pub(crate) fn arrived(&mut self, headers: &HeaderMap) {
        let value = headers.get("x-scalr-signature").and_then(|value| value.to_str().ok());
        let Some((_, signature)) = value.and_then(|value| value.split_once(' ')) else { return };
        if !self.known.insert(signature.to_owned()) {
            return;
        }
        self.order.push_back(signature.to_owned());
        if self.order.len() > KEEP
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
    }

    /// All of them.
    pub(crate) fn all(&self) -> &BTreeSet<String> {
        &self.known
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(value: &str) -> HeaderMap {
        let value = value.parse().expect("a header");
        HeaderMap::from_iter([(hyper::header::HeaderName::from_static("x-scalr-signature"), value)])
    }

    #[test]
    fn each_signature_is_kept_once_and_the_oldest_are_forgotten() {
        let mut signatures = Signatures::default();
        for value in ["V1-HMAC-SHA256 YQ==", "V1-HMAC-SHA256 YQ==", "nothing"] {
            signatures.arrived(&with(value));
        }
        signatures.arrived(&HeaderMap::new());
        assert_eq!(signatures.all(), &BTreeSet::from(["YQ==".to_owned()]));
        for number in 0..KEEP {
            signatures.arrived(&with(&format!("V1-HMAC-SHA256 {number}")));
        }
        assert_eq!(signatures.all().len(), KEEP);
        assert!(!signatures.all().contains("YQ=="));
    }
}
