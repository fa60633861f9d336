//! One page of Scalr's list.

use serde_json::{Map, Value};
use shared::edge_api::{Identity, IdentityKind};
use shared::json;
use shared::query::{CanonicalQuery, MAX_RESULTS, page_of};
use shared::route::Route;
use shared::scope::Scope;

use crate::config::Config;
use crate::fault::Fault;
use crate::guard::admit_own;
use crate::proxy::{self, Clock, NoJournal, Permits, Scalr, Upstream};

use super::NoPage;
use super::scan::Scan;

/// Reads a page, as large as they come; what is lost on the way is asked for a second time, as with
/// any read.
pub async fn read<U: Upstream, C: Clock, P: Permits>(
    config: &Config,
    scalr: &Scalr<'_, U, C, P>,
    scope: Scope,
    page: u32,
) -> Result<Vec<u8>, NoPage> {
    let pages = [("maxResults", MAX_RESULTS.end().to_string()), ("pageNum", page.to_string())];
    let query = CanonicalQuery::new(&pages);
    let route = Route::ListImages(scope);
    // Nobody's in particular: the walk is for all who look.
    let identity = Identity { kind: IdentityKind::Local, id: String::new(), name: None };
    let admitted = admit_own(config, identity, &route, &query, Vec::new()).map_err(Err)?;
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

/// Looks into an envelope, as far as a walk has to: at each image's id and at the links. An image
/// without an id makes it no list of images.
pub(super) fn parse(number: u32, envelope: &[u8]) -> Result<Page<'_>, NoPage> {
    let page = std::str::from_utf8(envelope).ok().and_then(|envelope| read_page(number, envelope));
    page.ok_or(Err(Fault::UpstreamInvalid))
}

fn read_page(number: u32, envelope: &str) -> Option<Page<'_>> {
    let (mut images, mut links) = (None, "");
    Scan::new(envelope).members(|scan, name| {
        match name {
            "\"data\"" => images = Some(read_images(scan)?),
            "\"pagination\"" => links = scan.value()?,
            _ => drop(scan.value()?),
        }
        Some(())
    })?;
    let links: Value = serde_json::from_slice(links.as_bytes()).unwrap_or_default();
    let links = links.as_object().into_iter().flat_map(Map::values).filter_map(Value::as_str);
    let pages = links.filter_map(page_of).fold(number, u32::max);
    Some(Page { images: images?, pages })
}

fn read_images<'j>(scan: &mut Scan<'j>) -> Option<Vec<(String, &'j str)>> {
    let mut images = Vec::new();
    scan.each([b'[', b']'], |scan| {
        let mut id = None;
        let image = scan.taken(|scan| {
            scan.members(|scan, name| {
                let value = scan.value()?;
                if name == "\"id\"" {
                    id = json::read(value.as_bytes()).ok();
                }
                Some(())
            })
        })?;
        images.push((id?, image));
        Some(())
    })?;
    Some(images)
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
        // Far faster for a single byte than to look at each.
        if [b'\n', b'\r'].iter().any(|end| image.as_bytes().contains(end)) {
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
        let read = InventoryLine::read(&line).expect("a line");
        assert!(matches!(read, InventoryLine::Page(page) if page.images.len() == 2));
    }

    #[test]
    fn a_list_that_fits_on_one_page_has_one_page() {
        for links in ["", r#","pagination":[]"#, r#","pagination":{"last":null,"next":""}"#] {
            let envelope = format!(r#"{{"data":[]{links}}}"#);
            assert_eq!(parse(1, envelope.as_bytes()).expect("a page").pages, 1, "{links}");
        }
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
