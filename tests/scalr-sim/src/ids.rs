//! Ids: new ones at random, those of the sample data always the same.

use sha2::{Digest, Sha256};
use uuid::Builder;

/// The id of an image that a client makes.
pub(crate) fn new_image_id() -> String {
    image_id(rand::random())
}

/// The AMI that a copy makes.
pub(crate) fn new_ami_id() -> String {
    ami_id(rand::random())
}

/// The id of a sample image.
pub(crate) fn sample_image_id(index: usize) -> String {
    image_id(digest(&format!("image {index}")))
}

/// The AMI of a sample image.
pub(crate) fn sample_ami_id(index: usize) -> String {
    ami_id(u128::from_be_bytes(digest(&format!("ami {index}"))).to_be_bytes())
}

/// A number that depends on the text alone.
pub(crate) fn number(text: &str) -> u128 {
    u128::from_be_bytes(digest(text))
}

fn image_id(bytes: [u8; 16]) -> String {
    Builder::from_random_bytes(bytes).into_uuid().hyphenated().to_string()
}

/// `ami-0` and 16 hexadecimal digits, the form of every AMI since 2018.
fn ami_id(bytes: [u8; 16]) -> String {
    let number = u128::from_be_bytes(bytes);
    format!("ami-0{:016x}", number & u128::from(u64::MAX))
}

fn digest(text: &str) -> [u8; 16] {
    let mut half = [0; 16];
    half.copy_from_slice(&Sha256::digest(text)[..16]);
    half
}
