//! The first forty images.

use super::{Sample, SampleStatus};
use crate::model::{Image, Role};
use crate::scope::{ACCOUNT, Scope};

const PRODUCTION: Scope = Scope::Environment(5);
const STAGING: Scope = Scope::Environment(6);
const SHARED: Scope = Scope::Account(ACCOUNT);

/// An image of the production environment in EC2.
const fn ec2(
    name: &'static str,
    location: &'static str,
    os: &'static str,
    size: u32,
    days: u32,
) -> Sample {
    Sample {
        owner: PRODUCTION,
        name,
        platform: "ec2",
        location,
        cloud_image_id: "",
        os,
        architecture: "x86_64",
        kind: "ebs-hvm",
        size,
        agent: true,
        deprecated: false,
        status: SampleStatus::Active,
        days,
        used: None,
    }
}

/// An image of the production environment in another cloud.
const fn elsewhere(
    name: &'static str,
    (platform, location, cloud_image_id): (&'static str, &'static str, &'static str),
    os: &'static str,
    size: u32,
    days: u32,
) -> Sample {
    Sample { platform, cloud_image_id, kind: "", ..ec2(name, location, os, size, days) }
}

impl Sample {
    const fn of(self, owner: Scope) -> Self {
        Self { owner, ..self }
    }

    const fn used(self, days: u32) -> Self {
        Self { used: Some(days), ..self }
    }

    const fn deprecated(self) -> Self {
        Self { deprecated: true, ..self }
    }

    const fn with_cloud_init(self) -> Self {
        Self { agent: false, ..self }
    }

    const fn with_status(self, status: SampleStatus) -> Self {
        Self { status, ..self }
    }

    const fn instance_store_i386(self) -> Self {
        Self { architecture: "i386", kind: "instance-store", ..self }
    }
}

/// Copies over regions with gaps; among them what an old installation collects: a name that is no
/// longer valid, a copy that differs from its siblings, one that waits for its deletion and one
/// whose deletion failed.
pub(super) const SAMPLES: [Sample; 40] = [
    ec2("golden-web", "us-east-1", "ubuntu-22-04", 8, 700).used(1),
    ec2("golden-web", "us-west-2", "ubuntu-22-04", 8, 699).used(3),
    ec2("golden-web", "eu-west-1", "ubuntu-22-04", 8, 699).used(1),
    ec2("golden-web", "eu-central-1", "ubuntu-22-04", 8, 610).used(12),
    ec2("golden-web", "ap-southeast-2", "ubuntu-22-04", 8, 420),
    ec2("golden-db", "us-east-1", "ubuntu-22-04", 50, 650).used(2),
    ec2("golden-db", "eu-west-1", "ubuntu-22-04", 50, 648).used(2),
    ec2("golden-db", "eu-central-1", "ubuntu-22-04", 20, 500).with_cloud_init(),
    ec2("golden-worker", "us-east-1", "debian-12-x", 16, 380).used(6),
    ec2("golden-worker", "us-east-2", "debian-12-x", 16, 379).used(6),
    ec2("golden-worker", "eu-north-1", "debian-12-x", 16, 95),
    ec2("golden-cache", "us-east-1", "amazon-2023", 10, 300).used(4),
    ec2("golden-cache", "sa-east-1", "amazon-2023", 10, 299),
    ec2("golden-cache", "ap-northeast-1", "amazon-2023", 10, 210).used(40),
    ec2("legacy_app.1", "us-east-1", "centos-7-x", 30, 729).used(180),
    ec2("golden-api-v1", "us-east-1", "ubuntu-18-04", 8, 725).deprecated().used(400),
    ec2("golden-api-v1", "eu-west-1", "ubuntu-18-04", 8, 724).deprecated(),
    ec2("golden-batch", "us-west-1", "debian-12-x", 24, 330)
        .with_status(SampleStatus::PendingDelete),
    ec2("golden-search", "eu-west-2", "ubuntu-20-04", 40, 560).with_status(SampleStatus::Failed(
        "AWS Error. Request DeregisterImage failed: you do not have permission to deregister this AMI",
    )),
    ec2("win-2022-iis", "us-east-1", "windows-2022", 50, 260).used(1),
    ec2("win-2022-iis", "eu-west-1", "windows-2022", 50, 258),
    ec2("base-ubuntu-22-04", "us-east-1", "ubuntu-22-04", 8, 715).of(SHARED).used(9),
    ec2("base-ubuntu-22-04", "us-west-2", "ubuntu-22-04", 8, 715).of(SHARED),
    ec2("base-ubuntu-22-04", "eu-west-1", "ubuntu-22-04", 8, 714).of(SHARED).used(15),
    ec2("base-ubuntu-22-04", "eu-central-1", "ubuntu-22-04", 8, 611).of(SHARED),
    ec2("base-ubuntu-24-04", "us-east-1", "ubuntu-24-04", 8, 150).of(SHARED).used(5),
    ec2("base-ubuntu-24-04", "eu-west-1", "ubuntu-24-04", 8, 150).of(SHARED),
    ec2("base-windows-2019", "us-east-1", "windows-2019", 50, 640).of(SHARED).used(90),
    ec2("base-amazon-2", "us-east-1", "amazon-2", 8, 727).of(Scope::Global).used(30),
    ec2("base-amazon-2", "eu-west-1", "amazon-2", 8, 727).of(Scope::Global),
    ec2("base-centos-6", "us-east-1", "centos-6-x", 10, 728)
        .of(Scope::Global)
        .instance_store_i386()
        .deprecated(),
    elsewhere(
        "golden-web",
        ("gce", "", "acme-images/global/images/golden-web-v7"),
        "ubuntu-22-04",
        10,
        240,
    )
    .used(20),
    elsewhere("base-debian-12", ("gce", "", "debian-cloud/global/images/debian-12-bookworm-v20260609"), "debian-12-x", 10, 160)
        .of(SHARED),
    elsewhere(
        "win-2022-iis",
        ("azure", "", "MicrosoftWindowsServer/WindowsServer/2022-datacenter-azure-edition/20348.2700.260512"),
        "windows-2022",
        127,
        130,
    ),
    elsewhere(
        "base-ubuntu-22-04",
        ("azure", "", "Canonical/0001-com-ubuntu-server-jammy/22_04-lts-gen2/22.04.202604200"),
        "ubuntu-22-04",
        30,
        200,
    )
    .of(Scope::Global),
    elsewhere(
        "golden-web",
        ("openstack", "RegionOne", "8f3c2b1e-6a55-4f0e-9d3b-1c7a5e2f9b40"),
        "ubuntu-22-04",
        8,
        350,
    ),
    elsewhere(
        "golden-db",
        ("openstack", "RegionTwo", "c1d07a92-44be-4d0f-8f17-5b9e60a3d2c8"),
        "ubuntu-22-04",
        50,
        349,
    ),
    ec2("staging-web", "us-east-1", "ubuntu-24-04", 8, 75).of(STAGING).used(1),
    ec2("staging-web", "eu-west-1", "ubuntu-24-04", 8, 75).of(STAGING),
    ec2("staging-db", "eu-west-1", "ubuntu-24-04", 20, 21).of(STAGING).used(2),
];

/// The roles that use some of them, as far as these are there.
pub(super) fn roles(images: &[Image]) -> Vec<Role> {
    let environment = Some(5);
    [
        ("golden-db", "us-east-1", 101, environment, "environment"),
        ("win-2022-iis", "us-east-1", 102, environment, "environment"),
        ("base-ubuntu-22-04", "us-east-1", 17, None, "account"),
    ]
    .into_iter()
    .filter_map(|(name, location, id, env_id, scope)| {
        let image = images.iter().find(|image| {
            image.name == name && image.cloud_location.as_deref() == Some(location)
        })?;
        Some(Role { account_id: Some(ACCOUNT), env_id, id, scope, image: image.id.clone() })
    })
    .collect()
}
