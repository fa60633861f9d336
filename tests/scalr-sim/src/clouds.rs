//! Cloud platforms and the locations each of them has.

/// Every platform of API v1beta0.
pub(crate) const PLATFORMS: [&str; 15] = [
    "ec2",
    "gce",
    "azure",
    "cloudstack",
    "idcf",
    "openstack",
    "ocs",
    "otc",
    "rackspacenguk",
    "rackspacengus",
    "hpcloud",
    "mirantis",
    "vio",
    "cisco",
    "vmware",
];

/// The public EC2 regions of the `aws` partition. China and `GovCloud` are partitions of their own:
/// no copy from here reaches them.
pub(crate) const EC2_REGIONS: [&str; 34] = [
    "af-south-1",
    "ap-east-1",
    "ap-east-2",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-northeast-3",
    "ap-south-1",
    "ap-south-2",
    "ap-southeast-1",
    "ap-southeast-2",
    "ap-southeast-3",
    "ap-southeast-4",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "ca-central-1",
    "ca-west-1",
    "eu-central-1",
    "eu-central-2",
    "eu-north-1",
    "eu-south-1",
    "eu-south-2",
    "eu-west-1",
    "eu-west-2",
    "eu-west-3",
    "il-central-1",
    "me-central-1",
    "me-south-1",
    "mx-central-1",
    "sa-east-1",
    "us-east-1",
    "us-east-2",
    "us-west-1",
    "us-west-2",
];

const OPENSTACK_REGIONS: [&str; 3] = ["RegionOne", "RegionTwo", "dc-frankfurt"];

/// The locations of a platform, or `None` where there is no such platform. The images of `gce`
/// and `azure` are global, so these two have none.
pub(crate) fn locations(platform: &str) -> Option<&'static [&'static str]> {
    match platform {
        "ec2" => Some(&EC2_REGIONS),
        "openstack" => Some(&OPENSTACK_REGIONS),
        other => PLATFORMS.contains(&other).then_some(&[]),
    }
}

/// Whether any location sent with an image of this platform is blanked on save.
pub(crate) fn has_global_images(platform: &str) -> bool {
    matches!(platform, "gce" | "azure")
}
