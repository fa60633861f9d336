//! The list of copy runs.

words! {
    image: "Image",
    state: "State",
    regions: "Regions",
    started: "Started",
    by: "By",
    title: "Copy runs of {scope}",
    runs: "Copy runs",
    lead: "One image to many regions, newest first.",
    not_loaded: "The runs could not be loaded",
    nothing_yet: "Nothing was copied to several regions here yet. Open an image and choose Copy.",
    to_images: "Go to the images",
    pages: "Pages of the runs",
    from: "from {place}",
}
