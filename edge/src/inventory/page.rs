//! One page of Scalr's list.

use serde::Deserialize;
use serde_json::value::RawValue;
use shared::edge_api::Identity;
use shared::envelope::Listing;
use shared::query::{CanonicalQuery, MAX_RESULTS};
use shared::route::Route;
use shared::scope::Scope;

use crate::config::Config;
use crate::fault::Fault;
use crate::guard::admit_own;
use crate::proxy::{self, Clock, NoJournal, Permits, Scalr, Upstream};

use super::NoPage;

/// Reads a page, as large as they come; what is lost on the way is asked for a second time, as with
/// any read.
pub async fn read<U: Upstream, C: Clock, P: Permits>(
    config: &Config,
    scalr: &Scalr<'_, U, C, P>,
    identity: &Identity,
    scope: Scope,
    page: u32,
) -> Result<Vec<u8>, NoPage> {
    let pages = [("maxResults", MAX_RESULTS.end().to_string()), ("pageNum", page.to_string())];
    let query = CanonicalQuery::new(&pages);
    let route = Route::ListImages(scope);
    let admitted = admit_own(config, identity.clone(), &route, &query, Vec::new()).map_err(Err)?;
    let reply = proxy::forward(scalr, &NoJournal, &admitted).await.map_err(Err)?;
    if reply.status == 200 { Ok(reply.body) } else { Err(Ok(reply)) }
}

/// What a page says.
pub(super) struct Page<'b> {
    /// Ids of the images, and the images as Scalr wrote them.
    pub(super) images: Vec<(String, &'b str)>,
    /// How many pages there are.
    pub(super) pages: u32,
}

#[derive(Deserialize)]
struct Identified {
    id: String,
}

/// Looks into an envelope, as far as a walk has to: at each image's id and at the links. An image
/// without an id makes it no list of images.
pub(super) fn parse(number: u32, envelope: &[u8]) -> Result<Page<'_>, NoPage> {
    let invalid = |_| Err(Fault::UpstreamInvalid);
    let listing: Listing<&RawValue> = serde_json::from_slice(envelope).map_err(invalid)?;
    let mut images = Vec::with_capacity(listing.data.len());
    for image in listing.data {
        let image = image.get();
        // serde would take a list for an object as well.
        if !image.starts_with('{') {
            return Err(Err(Fault::UpstreamInvalid));
        }
        let Identified { id } = serde_json::from_slice(image.as_bytes()).map_err(invalid)?;
        images.push((id, image));
    }
    Ok(Page { images, pages: listing.pagination.pages(number) })
}

/// A line with these images. What Scalr wrote goes on byte for byte, but for line breaks, which can
/// only be white space in JSON.
pub(super) fn line(number: u32, images: &[&str]) -> Vec<u8> {
    let length = images.iter().fold(0, |sum: usize, image| sum.saturating_add(image.len()));
    let mut line = Vec::with_capacity(length.saturating_add(images.len()).saturating_add(64));
    line.extend_from_slice(br#"{"type":"page","page":"#);
    line.extend_from_slice(number.to_string().as_bytes());
    line.extend_from_slice(br#","images":["#);
    for (place, image) in images.iter().enumerate() {
        if place > 0 {
            line.push(b',');
        }
        let start = line.len();
        line.extend_from_slice(image.as_bytes());
        if image.contains(['\n', '\r']) {
            let breaks = line.iter_mut().skip(start).filter(|byte| matches!(**byte, b'\n' | b'\r'));
            breaks.for_each(|byte| *byte = b' ');
        }
    }
    line.extend_from_slice(b"]}\n");
    line
}

#[cfg(test)]
mod tests {
    use shared::inventory::InventoryLine;

    use super::*;

    #[test]
    fn images_go_on_as_they_came() {
        let envelope = "{\"data\":[ {\"id\":\"a\", \"size\" : 8.50},\n{\n \"id\":\"b\\n\",\r\n\"x\":[]} ],\"pagination\":{\"last\":\"/x/?pageNum=7\"}}";
        let page = parse(3, envelope.as_bytes()).expect("a page");
        assert_eq!(page.pages, 7);
        let ids: Vec<&str> = page.images.iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(ids, ["a", "b\n"]);
        let images: Vec<&str> = page.images.iter().map(|(_, image)| *image).collect();
        let line = line(3, &images);
        assert_eq!(
            String::from_utf8_lossy(&line),
            "{\"type\":\"page\",\"page\":3,\"images\":[{\"id\":\"a\", \"size\" : 8.50},{  \"id\":\"b\\n\",  \"x\":[]}]}\n"
        );
        let read: InventoryLine = serde_json::from_slice(&line).expect("a line");
        assert!(matches!(read, InventoryLine::Page(page) if page.images.len() == 2));
    }

    #[test]
    fn a_list_that_fits_on_one_page_has_one_page() {
        assert_eq!(parse(1, br#"{"data":[]}"#).expect("a page").pages, 1);
    }

    #[test]
    fn what_is_no_list_of_images_is_none() {
        for wrong in [
            r#"{"data":{}}"#,
            r#"{"data":[{}]}"#,
            r#"{"data":[["x"]]}"#,
            r#"{"data":[{"id":7}]}"#,
            r#"{"data":["id"]}"#,
            r#"{"errors":[]}"#,
        ] {
            let told = parse(1, wrong.as_bytes()).err();
            assert_eq!(told, Some(Err(Fault::UpstreamInvalid)), "{wrong}");
        }
    }
}
